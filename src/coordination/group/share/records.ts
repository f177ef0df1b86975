/*
 * Creates the records of share groups, like GroupCoordinatorRecordHelpers.
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

/** Topics are written with their current names. */
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

/** Tombstones of a member, in an order that Kafka can load: the member's own record comes after those that depend on it. */
export const allOfMember = (groupId: string, memberId: string): GroupRecord[] => [
  removal('shareCurrent', groupId, memberId),
  removal('shareTarget', groupId, memberId),
  removal('shareMember', groupId, memberId)
]

/** All tombstones of a group. */
export const removalsOf = (groupId: string, memberIds: readonly string[]): GroupRecord[] => [
  ...memberIds.flatMap((memberId) => allOfMember(groupId, memberId)),
  { kind: 'shareTargetEpoch', key: { groupId }, value: null },
  { kind: 'shareStatePartitions', key: { groupId }, value: null },
  { kind: 'shareGroup', key: { groupId }, value: null }
]
