import type { Decision, Timer } from '../../runtime/decision.ts'
import type { TopicHashes, TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { StreamsGroup } from './group.ts'
import type { StreamsMember } from './member.ts'

/** What decisions about streams groups may use. Reading it changes nothing. */
export interface StreamsContext {
  nowMs(): number
  /** The group is about to have this epoch, for the metadata as it is now. */
  rebalanced(group: StreamsGroup, epoch: number): void
  readonly topics: TopicsView
  readonly hashes: TopicHashes
  readonly groupSizeMax: number
  sessionTimeoutMs(groupId: string): number
  heartbeatIntervalMs(groupId: string): number
  assignmentIntervalMs(groupId: string): number
  initialRebalanceDelayMs(groupId: string): number
  standbyReplicas(groupId: string): number
  /** Whether the group still waits for its first members. */
  isDelayed(groupId: string): boolean
  /** A member that has to go; null when it is gone already, or not in this epoch any more. */
  expire(groupId: string, memberId: string, reason: string, epoch: number | null): Decision<GroupRecord, unknown> | null
  /** The first assignment of a group, when its delay is over. */
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

/** The member has to be heard of before it. */
export function sessionTimer(context: StreamsContext, groupId: string, memberId: string): Timer<GroupRecord> {
  const decide = () => context.expire(groupId, memberId, 'its session expired', null)
  return { name: sessionDeadline(groupId, memberId), afterMs: context.sessionTimeoutMs(groupId), decide }
}

/** The member has to have given its tasks up before it. */
export function revocationTimer(context: StreamsContext, groupId: string, member: StreamsMember): Timer<GroupRecord> {
  const { memberId, memberEpoch, rebalanceTimeoutMs } = member
  const decide = () => context.expire(groupId, memberId, 'it did not give its tasks up in time', memberEpoch)
  return { name: revocationDeadline(groupId, memberId), afterMs: rebalanceTimeoutMs, decide }
}

export const delayTimer = (context: StreamsContext, groupId: string): Timer<GroupRecord> => ({
  name: delayDeadline(groupId),
  afterMs: context.initialRebalanceDelayMs(groupId),
  decide: () => context.firstAssignment(groupId)
})
