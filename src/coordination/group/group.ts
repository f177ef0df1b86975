import type { ErrorName, Failure } from '../../protocol/index.ts'
import type { CommittedOffset } from './offsets/store.ts'
import type { GroupRecord } from './records.ts'

type GroupType = 'classic' | 'consumer' | 'share' | 'streams'

/** Who wants to commit. */
export interface Committer {
  readonly memberId: string
  readonly groupInstanceId: string | null
  /** The generation or member epoch. Negative: not a member (an administrator, or a consumer that assigns itself). */
  readonly generationId: number
  readonly apiVersion: number
  /** In a transaction: who commits need not be a member, as long as it names none (KIP-447). */
  readonly isTransactional?: boolean
}

/** Whether an offset of this partition may be committed: null, or the error of the whole commit. */
export type CommitCheck = (topicId: string, partition: number, topic: string) => Failure | null

/** Who wants to see offsets. */
export interface OffsetReader {
  /** Null: nobody in particular. */
  readonly memberId: string | null
  readonly memberEpoch: number
}

export interface DescribedMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly metadata: Uint8Array
  readonly assignment: Uint8Array
}

/** What DescribeGroups tells. */
export interface DescribedGroup {
  readonly groupId: string
  readonly error: ErrorName
  readonly errorMessage: string | null
  readonly state: string
  readonly protocolType: string
  readonly protocolName: string
  readonly members: readonly DescribedMember[]
}

/**
 * What offsets, listings, deletion and expiry ask of a group of any kind (org.apache.kafka.coordinator.group.Group). What only
 * its own protocol knows, such as joining, is beside the kind.
 */
export interface Group {
  readonly groupId: string
  readonly type: GroupType
  /** As ListGroups tells it. */
  readonly state: string
  readonly protocolType: string | null
  /** Why this commit is refused, or what is to be asked of each partition (#validateOffsetCommit). */
  commitRefusal(by: Committer): Failure | null | CommitCheck
  /** Why these offsets are not shown (#validateOffsetFetch). */
  fetchRefusal(by: OffsetReader): Failure | null
  /** Why the group cannot be deleted (#validateDeleteGroup). */
  deleteRefusal(): Failure | null
  /** Why none of its offsets can be deleted (#validateOffsetDelete). */
  offsetDeleteRefusal(): Failure | null
  isSubscribedTo(topic: string): boolean
  /** From when an offset's age counts, in wall milliseconds; null while offsets do not age (#offsetExpirationCondition, KIP-211). */
  offsetsAgeFrom(): ((committed: CommittedOffset) => number) | null
  /** Nobody is in the group or about to be: it may go with its last offset. */
  readonly isAbandoned: boolean
  /** The tombstones of all its records but offsets, in an order that Kafka loads (#createGroupTombstoneRecords). */
  removals(): GroupRecord[]
  /** What has to be removed before a group of another kind takes its place, or why it does not give way. */
  giveWay(): readonly GroupRecord[] | Failure
  /** Null when DescribeGroups does not know groups of this kind. */
  describe(): DescribedGroup | null
  /** The coordinator moves: answers everyone who waits with NOT_COORDINATOR. */
  close(): void
}

/** How groups of one kind live in a shard, beside what they are asked. */
export interface GroupProtocol {
  /** The shard is loaded: the members that the log knows have to show that they live. */
  loaded(): void
  /** A commit was allowed: it may count as a sign of life. Does nothing for groups of other kinds. */
  committing(groupId: string, memberId: string): void
}
