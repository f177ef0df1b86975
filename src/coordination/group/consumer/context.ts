import type { Assignor } from '../../assignors/assignor.ts'
import type { Decided, Decision, Timer } from '../../runtime/decision.ts'
import type { TopicHashes, TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'

/** Whether groups may be converted from the classic protocol to the new one, and back. */
export interface MigrationPolicy {
  readonly canUpgrade: boolean
  readonly canDowngrade: boolean
}

/** Read-only context for decisions about consumer groups. */
export interface ConsumerContext {
  nowMs(): number
  newMemberId(): string
  readonly topics: TopicsView
  readonly hashes: TopicHashes
  /** By name. The first is the default if no member has a preference. */
  readonly assignors: ReadonlyMap<string, Assignor>
  readonly policy: MigrationPolicy
  readonly groupSizeMax: number
  readonly classicGroupSizeMax: number
  sessionTimeoutMs(groupId: string): number
  heartbeatIntervalMs(groupId: string): number
  assignmentIntervalMs(groupId: string): number
  /** Counts a new group epoch. */
  rebalanced(): void
  /** Removes a member whose deadline expired. Returns null if it has already left. */
  expire(groupId: string, memberId: string, reason: string): Decision<GroupRecord, unknown> | null
  /** Like `expire`, but only if the member is still in this epoch. */
  expireInEpoch(groupId: string, memberId: string, epoch: number): Decision<GroupRecord, unknown> | null
}

/** A decision under construction: records in order, and deadlines to set and cancel. */
export class Draft {
  readonly records: GroupRecord[] = []
  readonly timers: Timer<GroupRecord>[] = []
  readonly cancelled: string[] = []

  decision<A>(answer: A): Decided<GroupRecord, A> {
    const { records, timers, cancelled } = this
    return { records, timers, cancelled, answer }
  }
}

const deadline = (what: string, groupId: string, memberId: string): string =>
  `consumer ${what} ${groupId.length} ${groupId} ${memberId}`

/** Deadline for a member's next heartbeat. */
const sessionDeadline = (groupId: string, memberId: string): string => deadline('session', groupId, memberId)
/** Deadline for a member to revoke partitions. */
export const revocationDeadline = (groupId: string, memberId: string): string =>
  deadline('revocation', groupId, memberId)
/** Deadline for a classic protocol member to rejoin after it was told to rebalance. */
export const joinDeadline = (groupId: string, memberId: string): string => deadline('join', groupId, memberId)
/** Deadline for a classic protocol member to send SyncGroup after it has joined. */
export const syncDeadline = (groupId: string, memberId: string): string => deadline('sync', groupId, memberId)

export const deadlinesOf = (groupId: string, memberId: string): string[] =>
  [sessionDeadline, revocationDeadline, joinDeadline, syncDeadline].map((of) => of(groupId, memberId))

export function sessionTimer(
  context: ConsumerContext,
  groupId: string,
  memberId: string,
  afterMs = context.sessionTimeoutMs(groupId)
): Timer<GroupRecord> {
  const decide = () => context.expire(groupId, memberId, 'its session expired')
  return { name: sessionDeadline(groupId, memberId), afterMs, decide }
}

export function revocationTimer(
  context: ConsumerContext,
  groupId: string,
  member: { readonly memberId: string; readonly memberEpoch: number; readonly rebalanceTimeoutMs: number }
): Timer<GroupRecord> {
  const { memberId, memberEpoch, rebalanceTimeoutMs } = member
  const decide = () => context.expireInEpoch(groupId, memberId, memberEpoch)
  return { name: revocationDeadline(groupId, memberId), afterMs: rebalanceTimeoutMs, decide }
}
