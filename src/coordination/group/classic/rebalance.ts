/*
 * Rebalances a classic group from one generation to the next: which members to wait for, for how long, and how to respond to them.
 * Does not deal with requests.
 */
import type { ErrorName } from '../../../protocol/index.ts'
import { groupRecord } from '../records.ts'
import { type ClassicContext, type Effect, heartbeatDeadline, joinDeadline, syncDeadline } from './context.ts'
import type { ClassicGroup } from './group.ts'
import { recordOfGroup, subscribedTopics } from './group-metadata.ts'
import { type ClassicMember, noAssignment } from './member.ts'

/** Sets or extends a member's session timeout. */
export function expectHeartbeat(
  context: ClassicContext,
  group: ClassicGroup,
  member: ClassicMember,
  afterMs = member.sessionTimeoutMs
): void {
  const { memberId } = member
  context.later(heartbeatDeadline(group.groupId, memberId), afterMs, () => heartbeatExpired(context, group, memberId))
}

export function expectPendingJoin(
  context: ClassicContext,
  group: ClassicGroup,
  memberId: string,
  afterMs: number
): void {
  context.later(heartbeatDeadline(group.groupId, memberId), afterMs, () => heartbeatExpired(context, group, memberId))
}

function heartbeatExpired(context: ClassicContext, group: ClassicGroup, memberId: string): Effect | null {
  if (group.state === 'Dead') return null
  if (group.pendingJoin.has(memberId)) {
    group.remove(memberId)
    return completeJoinIfAllHere(context, group)
  }
  const member = group.members.get(memberId)
  if (member === undefined || member.hasSatisfiedHeartbeat) return null
  context.log.info('member failed: session timeout expired', {
    group: group.groupId,
    member: memberId
  })
  return removeMember(context, group, member, 'heartbeat expired')
}

function completeJoinIfAllHere(context: ClassicContext, group: ClassicGroup): Effect | null {
  return group.state === 'PreparingRebalance' && group.hasAllMembersJoined ? completeJoin(context, group) : null
}

function removeMember(
  context: ClassicContext,
  group: ClassicGroup,
  member: ClassicMember,
  reason: string
): Effect | null {
  group.remove(member.memberId)
  if (group.state === 'Stable' || group.state === 'CompletingRebalance')
    return rebalanceOrCompleteJoin(context, group, reason)
  return completeJoinIfAllHere(context, group)
}

/** Starts a rebalance, or completes the current join phase if all members have joined. */
export function rebalanceOrCompleteJoin(context: ClassicContext, group: ClassicGroup, reason: string): Effect | null {
  return group.canRebalance ? prepareRebalance(context, group, reason) : completeJoinPhase(context, group)
}

/** Completes the join phase if possible. The initial rebalance only ends when its delay expires. */
export function completeJoinPhase(context: ClassicContext, group: ClassicGroup): Effect | null {
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return null
  return group.hasAllMembersJoined ? completeJoin(context, group) : null
}

export function prepareRebalance(context: ClassicContext, group: ClassicGroup, reason: string): Effect | null {
  if (group.state === 'CompletingRebalance') resetAssignments(context, group, 'REBALANCE_IN_PROGRESS')
  group.expectNoSyncs()
  context.cancel(syncDeadline(group.groupId))
  const isInitial = group.state === 'Empty'
  if (isInitial) {
    // The group is new: give other members time to join before the first assignment (KIP-134).
    const delayMs = context.initialRebalanceDelayMs
    const remainingMs = Math.max(group.rebalanceTimeoutMs - delayMs, 0)
    context.later(joinDeadline(group.groupId), delayMs, () =>
      initialDelayEnded(context, group, { delayMs, remainingMs })
    )
  }
  group.transitionTo('PreparingRebalance', context.nowMs())
  context.log.info('preparing to rebalance group', { group: group.groupId, generation: group.generationId, reason })
  if (isInitial) return null
  if (group.hasAllMembersJoined) return completeJoin(context, group)
  context.later(joinDeadline(group.groupId), group.rebalanceTimeoutMs, () => completeJoin(context, group))
  return null
}

function initialDelayEnded(
  context: ClassicContext,
  group: ClassicGroup,
  wait: { readonly delayMs: number; readonly remainingMs: number }
): Effect | null {
  if (group.state !== 'PreparingRebalance') return null
  if (!group.newMemberAdded || wait.remainingMs === 0) return completeJoin(context, group)
  group.newMemberAdded = false
  const delayMs = Math.min(context.initialRebalanceDelayMs, wait.remainingMs)
  const remainingMs = Math.max(wait.remainingMs - wait.delayMs, 0)
  context.later(joinDeadline(group.groupId), delayMs, () => initialDelayEnded(context, group, { delayMs, remainingMs }))
  return null
}

/** Completes the join phase: removes dynamic members that did not rejoin, and starts a new generation for the rest. */
function completeJoin(context: ClassicContext, group: ClassicGroup): Effect | null {
  if (group.state !== 'PreparingRebalance') return null
  context.cancel(joinDeadline(group.groupId))
  for (const member of [...group.members.values()]) {
    if (member.awaitingJoin !== null || member.groupInstanceId !== null) continue
    group.remove(member.memberId)
    context.cancel(heartbeatDeadline(group.groupId, member.memberId))
  }
  if (!group.electJoinedLeader() && group.members.size > 0) {
    // Only static members that have not rejoined are left: keep waiting until their sessions expire.
    context.later(joinDeadline(group.groupId), group.rebalanceTimeoutMs, () => completeJoin(context, group))
    return null
  }
  group.startNextGeneration(context.nowMs())
  context.rebalanced()
  context.log.info('stabilized group', {
    group: group.groupId,
    generation: group.generationId,
    members: group.members.size,
    protocol: group.protocolName
  })
  group.subscribedTopics = subscribedTopics(group)
  if (group.members.size === 0) return writeEmptyGroup(context, group)
  for (const member of [...group.members.values()]) {
    group.answerJoin(member, group.joined(member.memberId))
    expectHeartbeat(context, group, member)
    member.isNew = false
    group.expectSync(member.memberId)
  }
  const { generationId } = group
  context.later(syncDeadline(group.groupId), group.rebalanceTimeoutMs, () => syncExpired(context, group, generationId))
  return null
}

function writeEmptyGroup(context: ClassicContext, group: ClassicGroup): Effect {
  const { groupId } = group
  return {
    records: [groupRecord(groupId, recordOfGroup(group))],
    written: (failure) => {
      // After a restart, the previous generation would reappear until its members' sessions expire.
      if (failure !== null) context.log.warn('failed to write empty group', { group: groupId, error: failure.error })
      return null
    }
  }
}

function syncExpired(context: ClassicContext, group: ClassicGroup, generationId: number): Effect | null {
  if (group.generationId !== generationId || group.pendingSync.size === 0) return null
  if (group.state !== 'CompletingRebalance' && group.state !== 'Stable') return null
  for (const memberId of [...group.pendingSync]) {
    group.remove(memberId)
    context.cancel(heartbeatDeadline(group.groupId, memberId))
  }
  return prepareRebalance(context, group, 'members did not send SyncGroup')
}

/** Resets assignments and fails pending SyncGroup requests. */
export function resetAssignments(context: ClassicContext, group: ClassicGroup, error: ErrorName): void {
  for (const member of group.members.values()) member.assignment = noAssignment
  answerSyncs(context, group, error)
}

/** Completes pending SyncGroup requests and restarts the session timeouts. */
export function answerSyncs(context: ClassicContext, group: ClassicGroup, error: ErrorName): void {
  const isGood = error === 'NONE'
  for (const member of [...group.members.values()]) {
    const { assignment } = member
    const protocolType = isGood ? group.protocolType : null
    const protocolName = isGood ? group.protocolName : null
    if (group.answerSync(member, { error, protocolType, protocolName, assignment }))
      expectHeartbeat(context, group, member)
  }
}
