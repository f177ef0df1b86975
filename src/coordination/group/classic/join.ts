/*
 * The effect of JoinGroup on a classic group (GroupMetadataManager#classicGroupJoinToClassicGroup).
 * Calls `respond` exactly once, either immediately or at the end of the join phase, and returns the records to write. Does not
 * create or remove the group.
 */
import { refusedAppend } from '../../runtime/append-errors.ts'
import { groupRecord } from '../records.ts'
import { type ClassicContext, type Effect, newMemberJoinTimeoutMs } from './context.ts'
import type { ClassicGroup } from './group.ts'
import { recordOfGroup } from './group-metadata.ts'
import { ClassicMember, type JoinAnswer, joinError, type MemberProtocol, noAssignment, type Respond } from './member.ts'
import {
  completeJoinPhase,
  expectHeartbeat,
  expectPendingJoin,
  prepareRebalance,
  rebalanceOrCompleteJoin
} from './rebalance.ts'

export interface JoinCommand {
  readonly groupId: string
  /** '' requests a new one. */
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly protocolType: string
  /** In order of preference. Copied if kept. */
  readonly protocols: readonly MemberProtocol[]
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  readonly clientId: string
  readonly clientHost: string
  readonly reason: string | null
  /** From version 4, a new dynamic member must rejoin with the member id that it is given (KIP-394). */
  readonly requiresKnownMemberId: boolean
  /** From version 9, the response can tell the leader to skip the assignment (KIP-814). */
  readonly supportsSkippingAssignment: boolean
}

type Answer = Respond<JoinAnswer>

export function joinGroup(
  context: ClassicContext,
  group: ClassicGroup,
  command: JoinCommand,
  respond: Answer
): Effect | null {
  const { memberId } = command
  if (!hasRoom(context, group, memberId)) {
    group.remove(memberId)
    respond(joinError('GROUP_MAX_SIZE_REACHED', ''))
    return null
  }
  if (group.state === 'Dead') {
    respond(joinError('COORDINATOR_NOT_AVAILABLE', memberId))
    return null
  }
  if (!group.supports(command.protocolType, command.protocols)) {
    respond(joinError('INCONSISTENT_GROUP_PROTOCOL', memberId))
    return null
  }
  return memberId === '' ? joinNew(context, group, command, respond) : joinAgain(context, group, command, respond)
}

/** `group.max.size` (KIP-389). During a join phase, only waiting members count, so that the last to rejoin are rejected. */
function hasRoom(context: ClassicContext, group: ClassicGroup, memberId: string): boolean {
  const member = group.members.get(memberId)
  if (group.state === 'Empty' || group.state === 'Dead') return true
  if (group.state === 'PreparingRebalance') {
    return (member !== undefined && member.awaitingJoin !== null) || group.awaitingJoinCount < context.groupSizeMax
  }
  return member !== undefined || group.members.size < context.groupSizeMax
}

function joinNew(context: ClassicContext, group: ClassicGroup, command: JoinCommand, respond: Answer): Effect | null {
  const { groupInstanceId } = command
  const memberId = context.newMemberId(groupInstanceId ?? command.clientId)
  if (groupInstanceId !== null) {
    const oldMemberId = group.staticMembers.get(groupInstanceId)
    if (oldMemberId !== undefined)
      return takeOver(context, group, command, { oldMemberId, newMemberId: memberId }, respond)
    return addMember(context, group, command, memberId, respond)
  }
  if (!command.requiresKnownMemberId) return addMember(context, group, command, memberId, respond)
  group.expectJoin(memberId)
  expectPendingJoin(context, group, memberId, command.sessionTimeoutMs)
  respond(joinError('MEMBER_ID_REQUIRED', memberId))
  return null
}

function joinAgain(context: ClassicContext, group: ClassicGroup, command: JoinCommand, respond: Answer): Effect | null {
  const { memberId, groupInstanceId } = command
  if (group.pendingJoin.has(memberId)) {
    if (groupInstanceId === null) return addMember(context, group, command, memberId, respond)
    // Kafka throws an exception here, because a pending member is never static.
    respond(joinError('UNKNOWN_SERVER_ERROR', ''))
    return null
  }
  const refusal = group.memberRefusal(memberId, groupInstanceId)
  const member = group.members.get(memberId)
  if (refusal !== null || member === undefined) {
    respond(joinError(refusal?.error ?? 'UNKNOWN_MEMBER_ID', memberId))
    return null
  }
  if (group.state === 'Empty' || group.state === 'Dead') {
    respond(joinError('UNKNOWN_MEMBER_ID', memberId))
    return null
  }
  if (needsRebalance(group, member, command)) return updateMember(context, group, member, command, respond)
  // The member has already joined this generation, but may have missed the response.
  respond(group.state === 'Stable' ? { ...group.joined(memberId), members: [] } : group.joined(memberId))
  return null
}

function needsRebalance(group: ClassicGroup, member: ClassicMember, command: JoinCommand): boolean {
  if (group.state === 'PreparingRebalance' || !member.matches(command.protocols)) return true
  // The leader may rejoin for reasons that are not in its metadata, such as added partitions.
  return group.state === 'Stable' && group.leaderId === member.memberId
}

/** Copies the metadata, which is a view of the connection's buffer. */
function copyProtocols(protocols: readonly MemberProtocol[]): MemberProtocol[] {
  return protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
}

function updateMember(
  context: ClassicContext,
  group: ClassicGroup,
  member: ClassicMember,
  command: JoinCommand,
  respond: Answer
): Effect | null {
  const { rebalanceTimeoutMs, sessionTimeoutMs } = command
  group.update(member, { protocols: copyProtocols(command.protocols), rebalanceTimeoutMs, sessionTimeoutMs })
  group.awaitJoin(member, respond)
  return rebalanceOrCompleteJoin(
    context,
    group,
    `member ${member.memberId} rejoined: ${command.reason ?? 'not provided'}`
  )
}

function addMember(
  context: ClassicContext,
  group: ClassicGroup,
  command: JoinCommand,
  memberId: string,
  respond: Answer
): Effect | null {
  const { groupInstanceId, clientId, clientHost, protocolType, rebalanceTimeoutMs, sessionTimeoutMs } = command
  const member = new ClassicMember({
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    protocolType,
    rebalanceTimeoutMs,
    sessionTimeoutMs,
    protocols: copyProtocols(command.protocols),
    assignment: noAssignment
  })
  member.isNew = true
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true
  group.add(member, respond)
  // The member does not know its id yet, so it cannot send heartbeats. This timeout removes it if it disappears.
  expectHeartbeat(context, group, member, newMemberJoinTimeoutMs)
  return rebalanceOrCompleteJoin(context, group, `member ${memberId} joined: ${command.reason ?? 'not provided'}`)
}

interface TakeOver {
  readonly oldMemberId: string
  readonly newMemberId: string
}

/** A static member rejoins without its member id: it gets a new id, and its old assignment if the group is stable (KIP-345). */
function takeOver(
  context: ClassicContext,
  group: ClassicGroup,
  command: JoinCommand,
  ids: TakeOver,
  respond: Answer
): Effect | null {
  const { oldMemberId, newMemberId } = ids
  const formerLeader = group.leaderId ?? ''
  const member = group.replaceStaticMember(command.groupInstanceId ?? '', oldMemberId, newMemberId)
  expectHeartbeat(context, group, member)
  const { protocols, rebalanceTimeoutMs, sessionTimeoutMs } = member
  group.update(member, { ...command, protocols: copyProtocols(command.protocols) })
  group.awaitJoin(member, respond)
  if (group.state === 'CompletingRebalance') {
    // The leader may be computing an assignment for the old id.
    return prepareRebalance(context, group, `static member ${newMemberId} rejoined`)
  }
  if (group.state !== 'Stable') return completeJoinPhase(context, group)
  if (group.selectProtocol() !== group.protocolName) {
    return rebalanceOrCompleteJoin(context, group, `static member ${newMemberId} rejoined with different protocols`)
  }
  const { groupId } = group
  return {
    records: [groupRecord(groupId, recordOfGroup(group))],
    written: (failure) => {
      if (group.members.get(newMemberId) !== member) return null
      if (failure === null) {
        group.answerJoin(member, takenOver(group, command, { newMemberId, formerLeader }))
        return null
      }
      group.update(member, { protocols, rebalanceTimeoutMs, sessionTimeoutMs })
      group.answerJoin(member, {
        ...group.joined(''),
        members: [],
        leader: formerLeader,
        error: refusedAppend(failure).error
      })
      expectHeartbeat(
        context,
        group,
        group.replaceStaticMember(command.groupInstanceId ?? '', newMemberId, oldMemberId)
      )
      return null
    }
  }
}

/** An old client that learns that it is the leader would compute a new assignment, so the response names its former id as leader. */
function takenOver(
  group: ClassicGroup,
  command: JoinCommand,
  ids: { readonly newMemberId: string; readonly formerLeader: string }
): JoinAnswer {
  const answer = group.joined(ids.newMemberId)
  if (!command.supportsSkippingAssignment) return { ...answer, members: [], leader: ids.formerLeader }
  return { ...answer, skipAssignment: group.leaderId === ids.newMemberId }
}
