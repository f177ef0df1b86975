/*
 * Record types of __consumer_offsets. A new group type adds its rows here. Records of unknown types stay in the log and are ignored.
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
  type ShareGroupCurrentMemberAssignmentKeyInput,
  type ShareGroupCurrentMemberAssignmentValueInput,
  type ShareGroupMemberMetadataKeyInput,
  type ShareGroupMemberMetadataValueInput,
  type ShareGroupMetadataKeyInput,
  type ShareGroupMetadataValueInput,
  type ShareGroupStatePartitionMetadataKeyInput,
  type ShareGroupStatePartitionMetadataValueInput,
  type ShareGroupTargetAssignmentMemberKeyInput,
  type ShareGroupTargetAssignmentMemberValueInput,
  type ShareGroupTargetAssignmentMetadataKeyInput,
  type ShareGroupTargetAssignmentMetadataValueInput,
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
  shareGroupCurrentMemberAssignmentKey,
  shareGroupCurrentMemberAssignmentValue,
  shareGroupMemberMetadataKey,
  shareGroupMemberMetadataValue,
  shareGroupMetadataKey,
  shareGroupMetadataValue,
  shareGroupStatePartitionMetadataKey,
  shareGroupStatePartitionMetadataValue,
  shareGroupTargetAssignmentMemberKey,
  shareGroupTargetAssignmentMemberValue,
  shareGroupTargetAssignmentMetadataKey,
  shareGroupTargetAssignmentMetadataValue,
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

/** Lets the compiler infer a row's types. */
const row = <Key, Value>(described: RecordRow<Key, Value>): RecordRow<Key, Value> => described

/** Versions that Apache Kafka 4.3 writes: 1 stores the retention requested by an old client, 4 the topic id. */
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

/** Records of consumer groups (KIP-848). Since 4.0, only tombstones of `consumerPartitionMetadata` are written. */
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

/** Records of share groups (KIP-932). */
const shareRows = {
  shareMember: row<ShareGroupMemberMetadataKeyInput, ShareGroupMemberMetadataValueInput>({
    type: 10,
    key: shareGroupMemberMetadataKey,
    value: shareGroupMemberMetadataValue,
    versionOf: always0
  }),
  shareGroup: row<ShareGroupMetadataKeyInput, ShareGroupMetadataValueInput>({
    type: 11,
    key: shareGroupMetadataKey,
    value: shareGroupMetadataValue,
    versionOf: always0
  }),
  shareTargetEpoch: row<ShareGroupTargetAssignmentMetadataKeyInput, ShareGroupTargetAssignmentMetadataValueInput>({
    type: 12,
    key: shareGroupTargetAssignmentMetadataKey,
    value: shareGroupTargetAssignmentMetadataValue,
    versionOf: always0
  }),
  shareTarget: row<ShareGroupTargetAssignmentMemberKeyInput, ShareGroupTargetAssignmentMemberValueInput>({
    type: 13,
    key: shareGroupTargetAssignmentMemberKey,
    value: shareGroupTargetAssignmentMemberValue,
    versionOf: always0
  }),
  shareCurrent: row<ShareGroupCurrentMemberAssignmentKeyInput, ShareGroupCurrentMemberAssignmentValueInput>({
    type: 14,
    key: shareGroupCurrentMemberAssignmentKey,
    value: shareGroupCurrentMemberAssignmentValue,
    versionOf: always0
  }),
  shareStatePartitions: row<ShareGroupStatePartitionMetadataKeyInput, ShareGroupStatePartitionMetadataValueInput>({
    type: 15,
    key: shareGroupStatePartitionMetadataKey,
    value: shareGroupStatePartitionMetadataValue,
    versionOf: always0
  })
}

/** Records of streams groups (KIP-1071). */
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

export type ShareGroupRecord = RecordOf<typeof shareRows>

const rows = { offset, group, ...consumerRows, ...shareRows, ...streamsRows }
export type GroupRecord = RecordOf<typeof rows>

export const groupRecords: RecordCodec<GroupRecord> = recordTable(rows)

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
