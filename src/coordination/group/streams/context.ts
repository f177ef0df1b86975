import type { Decision, Timer } from '../../runtime/decision.ts'
import type { TopicHashes, TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { StreamsGroup } from './group.ts'
import type { StreamsMember } from './member.ts'

/** Context for decisions about streams groups. */
export interface StreamsContext {
  nowMs(): number
  /** The group is about to get this epoch, based on the current metadata. */
  rebalanced(group: StreamsGroup, epoch: number): void
  readonly topics: TopicsView
  readonly hashes: TopicHashes
  readonly groupSizeMax: number
  sessionTimeoutMs(groupId: string): number
  heartbeatIntervalMs(groupId: string): number
  assignmentIntervalMs(groupId: string): number
  initialRebalanceDelayMs(groupId: string): number
  standbyReplicas(groupId: string): number
  /** Whether the initial rebalance delay of the group is still running. */
  isDelayed(groupId: string): boolean
  /** Removes a member whose deadline expired. Returns null if it has left, or is no longer in this epoch. */
  expire(groupId: string, memberId: string, reason: string, epoch: number | null): Decision<GroupRecord, unknown> | null
  /** Computes a group's first assignment when the delay has expired. */
  firstAssignment(groupId: string): Decision<GroupRecord, unknown> | null
}

const deadline = (what: string, groupId: string, memberId: string): string =>
  `streams ${what} ${groupId.length} ${groupId} ${memberId}`

const sessionDeadline = (groupId: string, memberId: string): string => deadline('session', groupId, memberId)
export const revocationDeadline = (groupId: string, memberId: string): string =>
  deadline('revocation', groupId, memberId)
export const delayDeadline = (groupId: string): string => deadline('delay', groupId, '')

export const deadlinesOf = (groupId: string, memberId: string): string[] => [
  sessionDeadline(groupId, memberId),
  revocationDeadline(groupId, memberId)
]

/** Deadline for a member's next heartbeat. */
export function sessionTimer(context: StreamsContext, groupId: string, memberId: string): Timer<GroupRecord> {
  const decide = () => context.expire(groupId, memberId, 'its session expired', null)
  return { name: sessionDeadline(groupId, memberId), afterMs: context.sessionTimeoutMs(groupId), decide }
}

/** Deadline for a member to revoke tasks. */
export function revocationTimer(context: StreamsContext, groupId: string, member: StreamsMember): Timer<GroupRecord> {
  const { memberId, memberEpoch, rebalanceTimeoutMs } = member
  const decide = () => context.expire(groupId, memberId, 'it did not revoke its tasks in time', memberEpoch)
  return { name: revocationDeadline(groupId, memberId), afterMs: rebalanceTimeoutMs, decide }
}

export const delayTimer = (context: StreamsContext, groupId: string): Timer<GroupRecord> => ({
  name: delayDeadline(groupId),
  afterMs: context.initialRebalanceDelayMs(groupId),
  decide: () => context.firstAssignment(groupId)
})
