/*
 * Owns the records of share groups, as GroupCoordinatorRecordHelpers writes them.
 */
import { type TopicPartitions, toList } from '../modern/partitions.ts'
import type { GroupRecord } from '../records.ts'
import type { ShareMember, StatePartitions } from './member.ts'

export const memberRecord = (groupId: string, member: ShareMember): GroupRecord => ({
  kind: 'shareMember',
  key: { groupId, memberId: member.memberId },
  value: {
    rackId: member.rackId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    subscribedTopicNames: [...member.subscribedTopics].sort()
  }
})

export const epochRecord = (groupId: string, epoch: number, metadataHash: bigint): GroupRecord => ({
  kind: 'shareGroup',
  key: { groupId },
  value: { epoch, metadataHash }
})

export const targetRecord = (groupId: string, memberId: string, assigned: TopicPartitions): GroupRecord => ({
  kind: 'shareTarget',
  key: { groupId, memberId },
  value: { topicPartitions: toList(assigned) }
})

export const targetEpochRecord = (groupId: string, assignmentEpoch: number, timestampMs: number): GroupRecord => ({
  kind: 'shareTargetEpoch',
  key: { groupId },
  value: { assignmentEpoch, assignmentTimestamp: BigInt(timestampMs) }
})

export const currentRecord = (groupId: string, member: ShareMember): GroupRecord => ({
  kind: 'shareCurrent',
  key: { groupId, memberId: member.memberId },
  value: {
    memberEpoch: member.memberEpoch,
    previousMemberEpoch: member.previousMemberEpoch,
    state: 0,
    assignedPartitions: toList(member.assigned)
  }
})

/** Topics are written with the names that they have now. */
export function statePartitionsRecord(
  groupId: string,
  { initializing, initialized, deleting }: StatePartitions,
  nameOf: (topicId: string) => string | undefined
): GroupRecord {
  const named = (all: TopicPartitions) =>
    toList(all).map(({ topicId, partitions }) => ({ topicId, topicName: nameOf(topicId) ?? '', partitions }))
  return {
    kind: 'shareStatePartitions',
    key: { groupId },
    value: {
      initializingTopics: named(initializing),
      initializedTopics: named(initialized),
      deletingTopics: [...deleting].map(([topicId, topicName]) => ({ topicId, topicName }))
    }
  }
}

const removal = (
  kind: 'shareCurrent' | 'shareMember' | 'shareTarget',
  groupId: string,
  memberId: string
): GroupRecord => ({
  kind,
  key: { groupId, memberId },
  value: null
})

/** In the order that Kafka loads: a member's record goes after all that hangs on it. */
export const allOfMember = (groupId: string, memberId: string): GroupRecord[] => [
  removal('shareCurrent', groupId, memberId),
  removal('shareTarget', groupId, memberId),
  removal('shareMember', groupId, memberId)
]

/** Everything of a group. */
export const removalsOf = (groupId: string, memberIds: readonly string[]): GroupRecord[] => [
  ...memberIds.flatMap((memberId) => allOfMember(groupId, memberId)),
  { kind: 'shareTargetEpoch', key: { groupId }, value: null },
  { kind: 'shareStatePartitions', key: { groupId }, value: null },
  { kind: 'shareGroup', key: { groupId }, value: null }
]
