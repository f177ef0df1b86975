/*
 * Creates the records of consumer groups, like GroupCoordinatorRecordHelpers.
 */
import { type EpochedPartitions, epochsOf, type TopicPartitions, toList } from '../modern/partitions.ts'
import type { GroupRecord } from '../records.ts'
import type { ResolvedRegex } from '../topic-patterns.ts'
import { type ConsumerMember, memberStateCodes } from './member.ts'

export function memberRecord(groupId: string, member: ConsumerMember): GroupRecord {
  const { memberId, instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, serverAssignor, classic } = member
  return {
    kind: 'consumerMember',
    key: { groupId, memberId },
    value: {
      instanceId,
      rackId,
      clientId,
      clientHost,
      subscribedTopicNames: [...member.subscribedTopics].sort(),
      subscribedTopicRegex: member.subscribedRegex,
      rebalanceTimeoutMs,
      serverAssignor,
      classicMemberMetadata: classic && {
        sessionTimeoutMs: classic.sessionTimeoutMs,
        supportedProtocols: classic.protocols
      }
    }
  }
}

export const epochRecord = (groupId: string, epoch: number, metadataHash: bigint): GroupRecord => ({
  kind: 'consumerGroup',
  key: { groupId },
  value: { epoch, metadataHash }
})

export const targetRecord = (groupId: string, memberId: string, assigned: TopicPartitions): GroupRecord => ({
  kind: 'consumerTarget',
  key: { groupId, memberId },
  value: { topicPartitions: toList(assigned) }
})

export const targetEpochRecord = (groupId: string, assignmentEpoch: number, timestampMs: number): GroupRecord => ({
  kind: 'consumerTargetEpoch',
  key: { groupId },
  value: { assignmentEpoch, assignmentTimestamp: BigInt(timestampMs) }
})

export const currentRecord = (groupId: string, member: ConsumerMember): GroupRecord => ({
  kind: 'consumerCurrent',
  key: { groupId, memberId: member.memberId },
  value: {
    memberEpoch: member.memberEpoch,
    previousMemberEpoch: member.previousMemberEpoch,
    state: memberStateCodes[member.state],
    assignedPartitions: listWithEpochs(member.assigned),
    partitionsPendingRevocation: listWithEpochs(member.pendingRevocation)
  }
})

function listWithEpochs(all: EpochedPartitions) {
  return toList(all).map(({ topicId, partitions }) => {
    const epochs = epochsOf(all, topicId)
    return { topicId, partitions, assignmentEpochs: partitions.map((partition) => epochs.get(partition) ?? 0) }
  })
}

export const regexRecord = (groupId: string, regex: string, resolved: ResolvedRegex): GroupRecord => ({
  kind: 'consumerRegex',
  key: { groupId, regularExpression: regex },
  value: {
    topics: [...resolved.topics].sort(),
    version: BigInt(resolved.version),
    timestamp: BigInt(resolved.timestampMs)
  }
})

const memberRemoval = (groupId: string, memberId: string): GroupRecord => ({
  kind: 'consumerMember',
  key: { groupId, memberId },
  value: null
})

const targetRemoval = (groupId: string, memberId: string): GroupRecord => ({
  kind: 'consumerTarget',
  key: { groupId, memberId },
  value: null
})

const currentRemoval = (groupId: string, memberId: string): GroupRecord => ({
  kind: 'consumerCurrent',
  key: { groupId, memberId },
  value: null
})

export const regexRemoval = (groupId: string, regex: string): GroupRecord => ({
  kind: 'consumerRegex',
  key: { groupId, regularExpression: regex },
  value: null
})

export const partitionMetadataRemoval = (groupId: string): GroupRecord => ({
  kind: 'consumerPartitionMetadata',
  key: { groupId },
  value: null
})

/** Tombstones of a member, in an order that Kafka can load: the member's own record comes after those that depend on it. */
export const allOfMember = (groupId: string, memberId: string): GroupRecord[] => [
  currentRemoval(groupId, memberId),
  targetRemoval(groupId, memberId),
  memberRemoval(groupId, memberId)
]

/** Tombstones of a group, except for its offsets. */
export function removalsOf(groupId: string, memberIds: readonly string[], regexes: readonly string[]): GroupRecord[] {
  return [
    ...memberIds.map((memberId) => currentRemoval(groupId, memberId)),
    ...memberIds.map((memberId) => targetRemoval(groupId, memberId)),
    { kind: 'consumerTargetEpoch', key: { groupId }, value: null },
    ...memberIds.map((memberId) => memberRemoval(groupId, memberId)),
    ...regexes.map((regex) => regexRemoval(groupId, regex)),
    partitionMetadataRemoval(groupId),
    { kind: 'consumerGroup', key: { groupId }, value: null }
  ]
}
