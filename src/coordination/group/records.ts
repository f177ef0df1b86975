/*
 * Owns which records __consumer_offsets has. A new kind of group adds its rows here; the types that have none are kept as
 * records of a foreign group.
 */
import {
  type ConsumerGroupCurrentMemberAssignmentKeyInput,
  type ConsumerGroupCurrentMemberAssignmentValueInput,
  type ConsumerGroupMemberMetadataKeyInput,
  type ConsumerGroupMemberMetadataValueInput,
  type ConsumerGroupMetadataKeyInput,
  type ConsumerGroupMetadataValueInput,
  type ConsumerGroupPartitionMetadataKeyInput,
  type ConsumerGroupPartitionMetadataValueInput,
  type ConsumerGroupRegularExpressionKeyInput,
  type ConsumerGroupRegularExpressionValueInput,
  type ConsumerGroupTargetAssignmentMemberKeyInput,
  type ConsumerGroupTargetAssignmentMemberValueInput,
  type ConsumerGroupTargetAssignmentMetadataKeyInput,
  type ConsumerGroupTargetAssignmentMetadataValueInput,
  consumerGroupCurrentMemberAssignmentKey,
  consumerGroupCurrentMemberAssignmentValue,
  consumerGroupMemberMetadataKey,
  consumerGroupMemberMetadataValue,
  consumerGroupMetadataKey,
  consumerGroupMetadataValue,
  consumerGroupPartitionMetadataKey,
  consumerGroupPartitionMetadataValue,
  consumerGroupRegularExpressionKey,
  consumerGroupRegularExpressionValue,
  consumerGroupTargetAssignmentMemberKey,
  consumerGroupTargetAssignmentMemberValue,
  consumerGroupTargetAssignmentMetadataKey,
  consumerGroupTargetAssignmentMetadataValue,
  type GroupMetadataKeyInput,
  type GroupMetadataValueInput,
  groupMetadataKey,
  groupMetadataValue,
  legacyOffsetCommitKey,
  type OffsetCommitKeyInput,
  type OffsetCommitValueInput,
  offsetCommitKey,
  offsetCommitValue,
  type StreamsGroupCurrentMemberAssignmentKeyInput,
  type StreamsGroupCurrentMemberAssignmentValueInput,
  type StreamsGroupMemberMetadataKeyInput,
  type StreamsGroupMemberMetadataValueInput,
  type StreamsGroupMetadataKeyInput,
  type StreamsGroupMetadataValueInput,
  type StreamsGroupTargetAssignmentMemberKeyInput,
  type StreamsGroupTargetAssignmentMemberValueInput,
  type StreamsGroupTargetAssignmentMetadataKeyInput,
  type StreamsGroupTargetAssignmentMetadataValueInput,
  type StreamsGroupTopologyKeyInput,
  type StreamsGroupTopologyValueInput,
  streamsGroupCurrentMemberAssignmentKey,
  streamsGroupCurrentMemberAssignmentValue,
  streamsGroupMemberMetadataKey,
  streamsGroupMemberMetadataValue,
  streamsGroupMetadataKey,
  streamsGroupMetadataValue,
  streamsGroupTargetAssignmentMemberKey,
  streamsGroupTargetAssignmentMemberValue,
  streamsGroupTargetAssignmentMetadataKey,
  streamsGroupTargetAssignmentMetadataValue,
  streamsGroupTopologyKey,
  streamsGroupTopologyValue
} from '../../protocol/index.ts'
import type { RecordCodec } from '../runtime/kind.ts'
import { type RecordOf, type RecordRow, recordTable } from '../runtime/record-table.ts'

/** Lets the compiler see a row's types. */
const row = <Key, Value>(described: RecordRow<Key, Value>): RecordRow<Key, Value> => described

/** Versions that Apache Kafka 4.3 writes: 1 keeps the expiry that an old client asked for, 4 the topic id. */
const offsetVersionOf = ({ expireTimestamp }: OffsetCommitValueInput) =>
  expireTimestamp === undefined || expireTimestamp === -1n ? 4 : 1

const offset: RecordRow<OffsetCommitKeyInput, OffsetCommitValueInput> = {
  type: 1,
  key: offsetCommitKey,
  value: offsetCommitValue,
  versionOf: offsetVersionOf,
  formerly: { type: 0, key: legacyOffsetCommitKey }
}

const group: RecordRow<GroupMetadataKeyInput, GroupMetadataValueInput> = {
  type: 2,
  key: groupMetadataKey,
  value: groupMetadataValue,
  versionOf: () => 3
}

const always0 = () => 0

/** The records of consumer groups (KIP-848). Since 4.0 `consumerPartitionMetadata` is only ever removed. */
const consumerRows = {
  consumerGroup: row<ConsumerGroupMetadataKeyInput, ConsumerGroupMetadataValueInput>({
    type: 3,
    key: consumerGroupMetadataKey,
    value: consumerGroupMetadataValue,
    versionOf: always0
  }),
  consumerPartitionMetadata: row<ConsumerGroupPartitionMetadataKeyInput, ConsumerGroupPartitionMetadataValueInput>({
    type: 4,
    key: consumerGroupPartitionMetadataKey,
    value: consumerGroupPartitionMetadataValue,
    versionOf: always0
  }),
  consumerMember: row<ConsumerGroupMemberMetadataKeyInput, ConsumerGroupMemberMetadataValueInput>({
    type: 5,
    key: consumerGroupMemberMetadataKey,
    value: consumerGroupMemberMetadataValue,
    versionOf: always0
  }),
  consumerTargetEpoch: row<
    ConsumerGroupTargetAssignmentMetadataKeyInput,
    ConsumerGroupTargetAssignmentMetadataValueInput
  >({
    type: 6,
    key: consumerGroupTargetAssignmentMetadataKey,
    value: consumerGroupTargetAssignmentMetadataValue,
    versionOf: always0
  }),
  consumerTarget: row<ConsumerGroupTargetAssignmentMemberKeyInput, ConsumerGroupTargetAssignmentMemberValueInput>({
    type: 7,
    key: consumerGroupTargetAssignmentMemberKey,
    value: consumerGroupTargetAssignmentMemberValue,
    versionOf: always0
  }),
  consumerCurrent: row<ConsumerGroupCurrentMemberAssignmentKeyInput, ConsumerGroupCurrentMemberAssignmentValueInput>({
    type: 8,
    key: consumerGroupCurrentMemberAssignmentKey,
    value: consumerGroupCurrentMemberAssignmentValue,
    versionOf: always0
  }),
  consumerRegex: row<ConsumerGroupRegularExpressionKeyInput, ConsumerGroupRegularExpressionValueInput>({
    type: 16,
    key: consumerGroupRegularExpressionKey,
    value: consumerGroupRegularExpressionValue,
    versionOf: always0
  })
}

export type ConsumerRecord = RecordOf<typeof consumerRows>

/** The records of streams groups (KIP-1071). */
const streamsRows = {
  streamsGroup: row<StreamsGroupMetadataKeyInput, StreamsGroupMetadataValueInput>({
    type: 17,
    key: streamsGroupMetadataKey,
    value: streamsGroupMetadataValue,
    versionOf: always0
  }),
  streamsMember: row<StreamsGroupMemberMetadataKeyInput, StreamsGroupMemberMetadataValueInput>({
    type: 19,
    key: streamsGroupMemberMetadataKey,
    value: streamsGroupMemberMetadataValue,
    versionOf: always0
  }),
  streamsTargetEpoch: row<StreamsGroupTargetAssignmentMetadataKeyInput, StreamsGroupTargetAssignmentMetadataValueInput>(
    {
      type: 20,
      key: streamsGroupTargetAssignmentMetadataKey,
      value: streamsGroupTargetAssignmentMetadataValue,
      versionOf: always0
    }
  ),
  streamsTarget: row<StreamsGroupTargetAssignmentMemberKeyInput, StreamsGroupTargetAssignmentMemberValueInput>({
    type: 21,
    key: streamsGroupTargetAssignmentMemberKey,
    value: streamsGroupTargetAssignmentMemberValue,
    versionOf: always0
  }),
  streamsCurrent: row<StreamsGroupCurrentMemberAssignmentKeyInput, StreamsGroupCurrentMemberAssignmentValueInput>({
    type: 22,
    key: streamsGroupCurrentMemberAssignmentKey,
    value: streamsGroupCurrentMemberAssignmentValue,
    versionOf: always0
  }),
  streamsTopology: row<StreamsGroupTopologyKeyInput, StreamsGroupTopologyValueInput>({
    type: 23,
    key: streamsGroupTopologyKey,
    value: streamsGroupTopologyValue,
    versionOf: always0
  })
}

export type StreamsRecord = RecordOf<typeof streamsRows>

export type ForeignGroupType = 'share'

/** A record of a group that is kept in the log but not served. */
export interface ForeignRecord {
  readonly kind: 'foreign'
  readonly groupType: ForeignGroupType
  readonly recordType: number
  readonly groupId: string
  /** As it is in the log, with its type. */
  readonly key: Buffer
  /** Only removals are ever written. */
  readonly isRemoval: boolean
}

/** Record types 9 to 15 are of share groups. */
function foreignType(recordType: number): ForeignGroupType | null {
  return recordType >= 9 && recordType <= 15 ? 'share' : null
}

const rows = { offset, group, ...consumerRows, ...streamsRows }
const table = recordTable(rows, (recordType, reader, key, value): ForeignRecord | null => {
  const groupType = foreignType(recordType)
  if (groupType === null) return null
  // The key of each of these begins with the group id.
  const groupId = reader.string()
  return { kind: 'foreign', groupType, recordType, groupId, key: Buffer.from(key), isRemoval: value === null }
})

export type GroupRecord = RecordOf<typeof rows> | ForeignRecord

export const groupRecords: RecordCodec<GroupRecord> = {
  encode: (record, timestampMs) =>
    record.kind === 'foreign'
      ? { timestamp: timestampMs, key: record.key, value: null }
      : table.encode(record, timestampMs),
  decode: table.decode
}

export const offsetRemoval = (groupId: string, topic: string, partition: number): GroupRecord => ({
  kind: 'offset',
  key: { group: groupId, topic, partition },
  value: null
})

/** Null removes the group. */
export const groupRecord = (groupId: string, value: GroupMetadataValueInput | null): GroupRecord => ({
  kind: 'group',
  key: { group: groupId },
  value
})
