import type { ErrorName, Failure } from '../../protocol/index.ts'
import type { CommittedOffset } from './offsets/store.ts'
import type { GroupRecord } from './records.ts'

type GroupType = 'classic' | 'consumer' | 'share' | 'streams'

/** The sender of an offset commit. */
export interface Committer {
  readonly memberId: string
  readonly groupInstanceId: string | null
  /** Generation or member epoch. Negative if not a member: an admin client, or a consumer that assigns its own partitions. */
  readonly generationId: number
  readonly apiVersion: number
  /** For a transactional commit, the sender need not be a member unless it names one (KIP-447). */
  readonly isTransactional?: boolean
}

/** Checks the commit of one partition. Returns null, or the error for the whole commit. */
export type CommitCheck = (topicId: string, partition: number, topic: string) => Failure | null

/** The sender of an offset fetch. */
export interface OffsetReader {
  /** Null if the request names no member. */
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

/** A group as returned by DescribeGroups. */
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
 * Operations common to all group types, for offsets, listing, deletion and expiration (org.apache.kafka.coordinator.group.Group).
 * Protocol-specific operations, such as joining, are in each type's own module.
 */
export interface Group {
  readonly groupId: string
  readonly type: GroupType
  /** As returned by ListGroups. */
  readonly state: string
  readonly protocolType: string | null
  /** Returns the error for this commit, a check to run per partition, or null (#validateOffsetCommit). */
  commitRefusal(by: Committer): Failure | null | CommitCheck
  /** Returns the error for this offset fetch, or null (#validateOffsetFetch). */
  fetchRefusal(by: OffsetReader): Failure | null
  /** Returns the reason that the group cannot be deleted, or null (#validateDeleteGroup). */
  deleteRefusal(): Failure | null
  /** Returns the reason that its offsets cannot be deleted, or null (#validateOffsetDelete). */
  offsetDeleteRefusal(): Failure | null
  isSubscribedTo(topic: string): boolean
  /** Base time of offset expiration in wall clock ms; null if offsets cannot expire now (#offsetExpirationCondition, KIP-211). */
  offsetsAgeFrom(): ((committed: CommittedOffset) => number) | null
  /** The group has no members, and none are joining: it may be removed along with its last offset. */
  readonly isAbandoned: boolean
  /** Tombstones of all its records except offsets, in an order that Kafka can load (#createGroupTombstoneRecords). */
  removals(): GroupRecord[]
  /** Returns the tombstones to write before a group of another type replaces it, or the reason that it cannot be replaced. */
  giveWay(): readonly GroupRecord[] | Failure
  /** Returns null if DescribeGroups does not support this group type. */
  describe(): DescribedGroup | null
  /** The coordinator moves: fails pending requests with NOT_COORDINATOR. */
  close(): void
}

/** Lifecycle hooks for the groups of one type in a shard. */
export interface GroupProtocol {
  /** The shard has been loaded: restarts the session timeouts of the members in the log. */
  loaded(): void
  /** A commit was accepted, which may extend the member's session. Does nothing for groups of other types. */
  committing(groupId: string, memberId: string): void
}
