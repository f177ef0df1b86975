/*
 * Owns the rules of committing, fetching, deleting and expiring offsets (org.apache.kafka.coordinator.group.OffsetMetadataManager).
 * Called by the shard with its state; returns records to write and answers to give.
 * Never changes the state: that is replay's.
 */
import type { ErrorName } from '../protocol/index.ts'
import { ClassicGroup } from './group/classic/group.ts'
import type { GroupRecord } from './group-records.ts'
import type { CommittedOffset } from './offset-store.ts'
import type { Group, ShardState } from './shard-state.ts'

export interface CommitPartition {
  readonly partition: number
  readonly offset: bigint
  /** -1: not given. */
  readonly leaderEpoch: number
  readonly metadata: string | null
  /** Wall milliseconds, version 1 only; -1: now. */
  readonly commitTimestampMs: bigint
}

export interface CommitTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly CommitPartition[]
}

export interface CommitCommand {
  readonly groupId: string
  readonly memberId: string
  readonly groupInstanceId: string | null
  /** Negative: not a member (an administrator, or a consumer that assigns itself). */
  readonly generationId: number
  /** How long to keep the offsets, versions 2 to 4; -1: as the broker is configured. */
  readonly retentionMs: bigint
  readonly apiVersion: number
  readonly topics: readonly CommitTopic[]
}

export interface PartitionErrors {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly { readonly partition: number; readonly error: ErrorName }[]
}

export type Decision<A> =
  | { readonly error: ErrorName }
  | { readonly error: null; readonly records: readonly GroupRecord[]; readonly answer: A }

/** Who may commit (ClassicGroup#validateOffsetCommit). Null when the group does not exist yet and may be made by this. */
export function commitRefusal(group: Group | undefined, command: CommitCommand): ErrorName | null {
  const { generationId, memberId, groupInstanceId, apiVersion } = command
  if (group === undefined) {
    if (generationId < 0) return null
    return apiVersion >= 9 ? 'GROUP_ID_NOT_FOUND' : 'ILLEGAL_GENERATION'
  }
  if (!(group instanceof ClassicGroup)) {
    if (group.type === 'share') return 'GROUP_ID_NOT_FOUND'
    return generationId < 0 ? null : 'UNKNOWN_MEMBER_ID'
  }
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE'
  if (generationId < 0 && group.state === 'Empty') return null
  if (generationId >= 0 || memberId !== '' || groupInstanceId !== null) {
    const error = group.memberError(memberId, groupInstanceId)
    if (error !== null) return error
    if (generationId !== group.generationId) return 'ILLEGAL_GENERATION'
  } else if (group.state !== 'Empty') {
    return 'UNKNOWN_MEMBER_ID'
  }
  // The member knows its generation but not yet what it is assigned.
  return group.state === 'CompletingRebalance' ? 'REBALANCE_IN_PROGRESS' : null
}

/** More than any batch of `max.message.bytes` holds, as far as that is sensible. */
const commitPartitionsMax = 100_000

export function commitOffsets(
  command: CommitCommand,
  limits: { readonly metadataLengthMax: number; readonly nowMs: number }
): Decision<PartitionErrors[]> {
  const { groupId, retentionMs } = command
  // The log would refuse a batch of so many records: this spares the making of it.
  const count = command.topics.reduce((sum, { partitions }) => sum + partitions.length, 0)
  if (count > commitPartitionsMax) return { error: 'UNKNOWN_SERVER_ERROR' }
  const { nowMs, metadataLengthMax } = limits
  const expireTimestamp = retentionMs === -1n ? -1n : BigInt.asIntN(64, BigInt(nowMs) + retentionMs)
  const records: GroupRecord[] = []
  const answer = command.topics.map(({ topic, topicId, partitions }): PartitionErrors => {
    const results = partitions.map(({ partition, offset, leaderEpoch, metadata, commitTimestampMs }) => {
      // Kafka counts UTF-16 units here, whatever the config's name says.
      if (metadata !== null && metadata.length > metadataLengthMax)
        return { partition, error: 'OFFSET_METADATA_TOO_LARGE' as const }
      const commitTimestamp = commitTimestampMs === -1n ? BigInt(nowMs) : commitTimestampMs
      const value = {
        offset,
        leaderEpoch: Math.max(leaderEpoch, -1),
        metadata: metadata ?? '',
        commitTimestamp,
        expireTimestamp,
        topicId
      }
      records.push({ kind: 'offset', groupId, topic, partition, value })
      return { partition, error: 'NONE' as const }
    })
    return { topic, topicId, partitions: results }
  })
  return { error: null, records, answer }
}

export interface FetchCommand {
  readonly groupId: string
  readonly memberId: string | null
  readonly memberEpoch: number
  /** Null: all that the group has. */
  readonly topics:
    | readonly { readonly topic: string; readonly topicId: string; readonly partitions: readonly number[] }[]
    | null
  /** Offsets that a transaction is about to change are not to be seen (KIP-447). */
  readonly requireStable: boolean
}

export interface FetchedPartition {
  readonly partition: number
  readonly offset: bigint
  readonly leaderEpoch: number
  readonly metadata: string
  readonly error: ErrorName
}

export interface FetchedTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly FetchedPartition[]
}

export type FetchAnswer = { readonly error: ErrorName; readonly topics: readonly FetchedTopic[] }

const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA'

const fetched = (partition: number, committed: CommittedOffset | undefined): FetchedPartition =>
  committed === undefined
    ? { partition, offset: -1n, leaderEpoch: -1, metadata: '', error: 'NONE' }
    : {
        partition,
        offset: committed.offset,
        leaderEpoch: committed.leaderEpoch,
        metadata: committed.metadata,
        error: 'NONE'
      }

export function fetchOffsets(state: ShardState, command: FetchCommand): FetchAnswer {
  const { groupId, requireStable } = command
  const group = state.groups.get(groupId)
  const isForeignMember =
    group !== undefined && group.type !== 'classic' && (command.memberId !== null || command.memberEpoch >= 0)
  if (isForeignMember) return { error: 'UNKNOWN_MEMBER_ID', topics: [] }
  const read = (topic: string, topicId: string, partition: number): FetchedPartition => {
    if (requireStable && state.offsets.hasPending(groupId, topic, partition)) {
      return { partition, offset: -1n, leaderEpoch: -1, metadata: '', error: 'UNSTABLE_OFFSET_COMMIT' }
    }
    const committed = group === undefined ? undefined : state.offsets.get(groupId, topic, partition)
    const isOfAnother =
      committed !== undefined && committed.topicId !== zeroUuid && topicId !== zeroUuid && committed.topicId !== topicId
    return fetched(partition, isOfAnother ? undefined : committed)
  }
  if (command.topics !== null) {
    const topics = command.topics.map(({ topic, topicId, partitions }) => ({
      topic,
      topicId,
      partitions: partitions.map((partition) => read(topic, topicId, partition))
    }))
    return { error: 'NONE', topics }
  }
  if (group === undefined) return { error: 'NONE', topics: [] }
  const topics = [...state.offsets.topicsOf(groupId)].map(([topic, partitions]) => ({
    topic,
    topicId: zeroUuid,
    partitions: [...partitions.keys()].map((partition) => read(topic, zeroUuid, partition))
  }))
  return { error: 'NONE', topics }
}

export interface DeleteOffsetsCommand {
  readonly groupId: string
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

const removal = (groupId: string, topic: string, partition: number): GroupRecord => ({
  kind: 'offset',
  groupId,
  topic,
  partition,
  value: null
})

/** KIP-496. */
export function deleteOffsets(state: ShardState, command: DeleteOffsetsCommand): Decision<PartitionErrors[]> {
  const { groupId } = command
  const group = state.groups.get(groupId)
  if (group === undefined || group.state === 'Dead' || group.type === 'share') return { error: 'GROUP_ID_NOT_FOUND' }
  if (group instanceof ClassicGroup && group.state !== 'Empty' && !group.usesConsumerProtocol)
    return { error: 'NON_EMPTY_GROUP' }
  const records: GroupRecord[] = []
  const answer = command.topics.map(({ topic, partitions }): PartitionErrors => {
    const isSubscribed = group instanceof ClassicGroup && group.isSubscribedTo(topic)
    const results = partitions.map((partition) => {
      if (isSubscribed) return { partition, error: 'GROUP_SUBSCRIBED_TO_TOPIC' as const }
      const isThere =
        state.offsets.get(groupId, topic, partition) !== undefined ||
        state.offsets.hasPending(groupId, topic, partition)
      if (isThere) records.push(removal(groupId, topic, partition))
      return { partition, error: 'NONE' as const }
    })
    return { topic, topicId: zeroUuid, partitions: results }
  })
  return { error: null, records, answer }
}

/** Every offset of a group, those of open transactions too. */
export function allOffsetRemovals(state: ShardState, groupId: string): GroupRecord[] {
  const records: GroupRecord[] = []
  for (const [topic, partitions] of state.offsets.topicsOf(groupId)) {
    for (const partition of partitions.keys()) records.push(removal(groupId, topic, partition))
  }
  for (const { topic, partition } of state.offsets.pendingOnly(groupId))
    records.push(removal(groupId, topic, partition))
  return records
}

/** Offsets of a topic that was deleted, of all groups. */
export function topicRemovals(state: ShardState, topic: string): GroupRecord[] {
  const records: GroupRecord[] = []
  for (const groupId of new Set(state.offsets.groupIds())) {
    for (const partition of state.offsets.topicsOf(groupId).get(topic)?.keys() ?? [])
      records.push(removal(groupId, topic, partition))
    for (const pending of state.offsets.pendingOnly(groupId)) {
      if (pending.topic === topic) records.push(removal(groupId, topic, pending.partition))
    }
  }
  return records
}

/** The time from which an offset's age counts; null when the group's offsets do not age now (KIP-211). */
function agesFrom(group: Group): ((committed: CommittedOffset) => number) | null {
  const sinceCommit = (committed: CommittedOffset) => committed.commitTimestampMs
  if (!(group instanceof ClassicGroup) || group.protocolType === null) return sinceCommit
  const { stateTimestampMs } = group
  if (group.state === 'Empty') return stateTimestampMs === null ? sinceCommit : () => stateTimestampMs
  return group.usesConsumerProtocol && group.subscribedTopics !== null && group.state === 'Stable' ? sinceCommit : null
}

/** The removals of a group's offsets that are too old, and of the group when nothing is left and nobody is in it. */
export function expiredOffsets(
  state: ShardState,
  group: Group,
  age: { readonly nowMs: number; readonly retentionMs: number }
): GroupRecord[] {
  const records: GroupRecord[] = []
  const ageFrom = agesFrom(group)
  const { groupId } = group
  let allExpired = true
  for (const [topic, partitions] of state.offsets.topicsOf(groupId)) {
    const isSubscribed = group instanceof ClassicGroup && group.isSubscribedTo(topic)
    for (const [partition, committed] of partitions) {
      const isKept = ageFrom === null || isSubscribed || state.offsets.hasPending(groupId, topic, partition)
      const isExpired = !isKept && hasExpired(committed, ageFrom(committed), age)
      if (isExpired) records.push(removal(groupId, topic, partition))
      else allExpired = false
    }
  }
  const isAwaited = group instanceof ClassicGroup && group.pendingJoin.size > 0
  if (allExpired && group.state === 'Empty' && !isAwaited && !state.offsets.hasPendingOf(groupId))
    records.push(...groupRemovals(group))
  return records
}

function hasExpired(
  committed: CommittedOffset,
  fromMs: number,
  age: { readonly nowMs: number; readonly retentionMs: number }
): boolean {
  if (committed.expireTimestampMs !== null) return age.nowMs >= committed.expireTimestampMs
  return age.nowMs - fromMs >= age.retentionMs
}

/** The tombstones of the group itself. */
export function groupRemovals(group: Group): GroupRecord[] {
  return group instanceof ClassicGroup ? [{ kind: 'group', groupId: group.groupId, value: null }] : group.removals()
}
