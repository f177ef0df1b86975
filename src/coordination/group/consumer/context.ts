import type { Assignor } from '../../assignors/assignor.ts'
import type { Decided, Decision, Timer } from '../../runtime/decision.ts'
import type { TopicHashes, TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'

/** Whether groups may move from the classic protocol to the new one, and back. */
export interface MigrationPolicy {
  readonly canUpgrade: boolean
  readonly canDowngrade: boolean
}

/** What decisions about consumer groups may use. Reading it changes nothing. */
export interface ConsumerContext {
  nowMs(): number
  newMemberId(): string
  readonly topics: TopicsView
  readonly hashes: TopicHashes
  /** By name; the first is what a group uses whose members have no preference. */
  readonly assignors: ReadonlyMap<string, Assignor>
  readonly policy: MigrationPolicy
  readonly groupSizeMax: number
  readonly classicGroupSizeMax: number
  sessionTimeoutMs(groupId: string): number
  heartbeatIntervalMs(groupId: string): number
  assignmentIntervalMs(groupId: string): number
  /** Counts a new epoch of a group. */
  rebalanced(): void
  /** A member that has to go because of its silence; null when it is gone already. */
  expire(groupId: string, memberId: string, reason: string): Decision<GroupRecord, unknown> | null
  /** As `expire`, when it is still in this epoch. */
  expireInEpoch(groupId: string, memberId: string, epoch: number): Decision<GroupRecord, unknown> | null
}

/** What a decision comes to as it is made: records in order, and what becomes of the deadlines. */
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

/** A member has to be heard of before it. */
const sessionDeadline = (groupId: string, memberId: string): string => deadline('session', groupId, memberId)
/** A member has to have given its partitions up before it. */
export const revocationDeadline = (groupId: string, memberId: string): string =>
  deadline('revocation', groupId, memberId)
/** A member of the classic protocol that was told of a rebalance has to join before it. */
export const joinDeadline = (groupId: string, memberId: string): string => deadline('join', groupId, memberId)
/** A member of the classic protocol that joined has to ask for its assignment before it. */
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
