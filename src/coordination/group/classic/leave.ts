import { type ErrorName, type Failure, failed } from '../../../protocol/index.ts'
import { type ClassicContext, type Effect, heartbeatDeadline } from './context.ts'
import type { ClassicGroup } from './group.ts'
import { completeJoinPhase, rebalanceOrCompleteJoin } from './rebalance.ts'

export interface LeavingMember {
  /** '' with an instance id means that an admin client removes a static member. */
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly reason: string | null
}

interface LeftMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly error: ErrorName
}

export interface LeaveAnswer {
  readonly error: ErrorName
  readonly members: readonly LeftMember[]
}

/** Removes one or more members (KIP-345), with a single rebalance (GroupMetadataManager#classicGroupLeaveToClassicGroup). */
export function leaveGroup(
  context: ClassicContext,
  group: ClassicGroup,
  members: readonly LeavingMember[]
): { readonly answer: LeaveAnswer; readonly effect: Effect | null } {
  if (group.state === 'Dead') return { answer: { error: 'COORDINATOR_NOT_AVAILABLE', members: [] }, effect: null }
  const left = members.map((leaving): LeftMember => {
    const { memberId, groupInstanceId } = leaving
    return { memberId, groupInstanceId, error: leave(context, group, leaving)?.error ?? 'NONE' }
  })
  const gone = left.filter((member) => member.error === 'NONE')
  const answer: LeaveAnswer = { error: 'NONE', members: left }
  if (gone.length === 0) return { answer, effect: null }
  const reason = `${gone.length} members left: ${members[0]?.reason ?? 'not provided'}`
  if (group.state === 'Stable' || group.state === 'CompletingRebalance') {
    return { answer, effect: rebalanceOrCompleteJoin(context, group, reason) }
  }
  return { answer, effect: completeJoinPhase(context, group) }
}

function leave(context: ClassicContext, group: ClassicGroup, leaving: LeavingMember): Failure | null {
  const { memberId, groupInstanceId } = leaving
  if (memberId === '') {
    const known = groupInstanceId === null ? undefined : group.staticMembers.get(groupInstanceId)
    if (known === undefined) return failed('UNKNOWN_MEMBER_ID')
    removeNow(context, group, known)
    return null
  }
  if (!group.pendingJoin.has(memberId)) {
    const refusal = group.memberRefusal(memberId, groupInstanceId)
    if (refusal !== null) return refusal
  }
  removeNow(context, group, memberId)
  return null
}

function removeNow(context: ClassicContext, group: ClassicGroup, memberId: string): void {
  context.cancel(heartbeatDeadline(group.groupId, memberId))
  group.remove(memberId)
}
