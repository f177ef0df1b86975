/*
 * The effects of SyncGroup and Heartbeat on a classic group (GroupMetadataManager#classicGroupSyncToClassicGroup,
 * #classicGroupHeartbeatToClassicGroup).
 * Only starts a rebalance if the assignment cannot be written.
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import { refusedAppend } from '../../runtime/append-errors.ts'
import { groupRecord } from '../records.ts'
import { type ClassicContext, type Effect, syncDeadline } from './context.ts'
import type { ClassicGroup } from './group.ts'
import { recordOfGroup } from './group-metadata.ts'
import { noAssignment, type Respond, type SyncAnswer, syncError } from './member.ts'
import { answerSyncs, expectHeartbeat, rebalanceOrCompleteJoin, resetAssignments } from './rebalance.ts'

export interface SyncCommand {
  readonly groupId: string
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly generationId: number
  /** Null means not given, which matches any. */
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[]
}

export interface HeartbeatCommand {
  readonly groupId: string
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly generationId: number
}

export function syncGroup(
  context: ClassicContext,
  group: ClassicGroup,
  command: SyncCommand,
  respond: Respond<SyncAnswer>
): Effect | null {
  const { memberId } = command
  const refusal = syncRefusal(group, command)
  const member = group.members.get(memberId)
  if (refusal !== null || member === undefined) {
    respond(syncError(refusal?.error ?? 'UNKNOWN_MEMBER_ID'))
    return null
  }
  group.syncSeen(memberId)
  if (group.pendingSync.size === 0) context.cancel(syncDeadline(group.groupId))
  if (group.state === 'Stable') {
    const { protocolType, protocolName } = group
    respond({ error: 'NONE', protocolType, protocolName, assignment: member.assignment })
    return null
  }
  // Fail any earlier pending request of the same id, so that none waits forever.
  group.answerSync(member, syncError('REBALANCE_IN_PROGRESS'))
  member.awaitingSync = respond
  return group.leaderId === memberId ? writeAssignment(context, group, command) : null
}

function syncRefusal(group: ClassicGroup, command: SyncCommand): Failure | null {
  if (group.state === 'Dead') return failed('COORDINATOR_NOT_AVAILABLE')
  if (group.state === 'Empty') return failed('UNKNOWN_MEMBER_ID')
  const refusal = group.memberRefusal(command.memberId, command.groupInstanceId)
  if (refusal !== null) return refusal
  if (command.generationId !== group.generationId) return failed('ILLEGAL_GENERATION')
  if (differ(command.protocolType, group.protocolType) || differ(command.protocolName, group.protocolName)) {
    return failed('INCONSISTENT_GROUP_PROTOCOL')
  }
  return group.state === 'PreparingRebalance' ? failed('REBALANCE_IN_PROGRESS') : null
}

const differ = (said: string | null, known: string | null): boolean => said !== null && known !== null && said !== known

/** Writes the assignment. Once it is in the log, the group is stable and pending requests complete. */
function writeAssignment(context: ClassicContext, group: ClassicGroup, command: SyncCommand): Effect {
  const { groupId, generationId } = group
  const assignments = new Map<string, Uint8Array>()
  for (const { memberId, assignment } of command.assignments) {
    if (group.members.has(memberId)) assignments.set(memberId, Buffer.from(assignment))
  }
  return {
    records: [groupRecord(groupId, recordOfGroup(group, assignments))],
    written: (failure) => {
      // Members may have joined or left in the meantime.
      if (group.state !== 'CompletingRebalance' || group.generationId !== generationId) return null
      if (failure !== null) {
        resetAssignments(context, group, refusedAppend(failure).error)
        return rebalanceOrCompleteJoin(context, group, `failed to write the assignment: ${failure.error}`)
      }
      for (const member of group.members.values()) member.assignment = assignments.get(member.memberId) ?? noAssignment
      answerSyncs(context, group, 'NONE')
      group.transitionTo('Stable', context.nowMs())
      return null
    }
  }
}

/** Returns null if the member is valid and does not need to rejoin. */
export function heartbeat(context: ClassicContext, group: ClassicGroup, command: HeartbeatCommand): Failure | null {
  if (group.state === 'Dead') return failed('COORDINATOR_NOT_AVAILABLE')
  const refusal = group.memberRefusal(command.memberId, command.groupInstanceId)
  if (refusal !== null) return refusal
  if (command.generationId !== group.generationId) return failed('ILLEGAL_GENERATION')
  const member = group.members.get(command.memberId)
  if (member === undefined || group.state === 'Empty') return failed('UNKNOWN_MEMBER_ID')
  expectHeartbeat(context, group, member)
  return group.state === 'PreparingRebalance' ? failed('REBALANCE_IN_PROGRESS') : null
}
