/*
 * Creates the records of streams groups, like StreamsCoordinatorRecordHelpers.
 */
import type { StreamsGroupTopologyValueInput } from '../../../protocol/index.ts'
import { type EpochedPartitions, epochsOf } from '../modern/partitions.ts'
import type { GroupRecord } from '../records.ts'
import { memberStateCodes, type StreamsMember } from './member.ts'
import { sortedList, type TaskSets } from './tasks.ts'
import { topologyValue } from './topology.ts'

export function memberRecord(groupId: string, member: StreamsMember): GroupRecord {
  const { memberId, instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, topologyEpoch } = member
  const tags = [...member.clientTags].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    kind: 'streamsMember',
    key: { groupId, memberId },
    value: {
      instanceId,
      rackId,
      clientId,
      clientHost,
      rebalanceTimeoutMs,
      topologyEpoch,
      processId: member.processId,
      userEndpoint: member.userEndpoint,
      clientTags: tags.map(([key, value]) => ({ key, value }))
    }
  }
}

/** Contents of a group's own record, apart from its epoch. */
interface GroupFacts {
  readonly metadataHash: bigint
  readonly validatedTopologyEpoch: number
  readonly assignmentConfigs: ReadonlyMap<string, string>
}

export const epochRecord = (groupId: string, epoch: number, facts: GroupFacts): GroupRecord => ({
  kind: 'streamsGroup',
  key: { groupId },
  value: {
    epoch,
    metadataHash: facts.metadataHash,
    validatedTopologyEpoch: facts.validatedTopologyEpoch,
    lastAssignmentConfigs: [...facts.assignmentConfigs].map(([key, value]) => ({ key, value }))
  }
})

export const topologyRecord = (groupId: string, topology: StreamsGroupTopologyValueInput): GroupRecord => ({
  kind: 'streamsTopology',
  key: { groupId },
  value: topologyValue(topology)
})

export const targetRecord = (groupId: string, memberId: string, tasks: TaskSets): GroupRecord => ({
  kind: 'streamsTarget',
  key: { groupId, memberId },
  value: {
    activeTasks: sortedList(tasks.active),
    standbyTasks: sortedList(tasks.standby),
    warmupTasks: sortedList(tasks.warmup)
  }
})

export const targetEpochRecord = (groupId: string, assignmentEpoch: number, timestampMs: number): GroupRecord => ({
  kind: 'streamsTargetEpoch',
  key: { groupId },
  value: { assignmentEpoch, assignmentTimestamp: BigInt(timestampMs) }
})

export const currentRecord = (groupId: string, member: StreamsMember): GroupRecord => ({
  kind: 'streamsCurrent',
  key: { groupId, memberId: member.memberId },
  value: {
    memberEpoch: member.memberEpoch,
    previousMemberEpoch: member.previousMemberEpoch,
    state: memberStateCodes[member.state],
    activeTasks: listWithEpochs(member.assigned.active),
    standbyTasks: sortedList(member.assigned.standby),
    warmupTasks: sortedList(member.assigned.warmup),
    activeTasksPendingRevocation: listWithEpochs(member.pendingRevocation.active),
    standbyTasksPendingRevocation: sortedList(member.pendingRevocation.standby),
    warmupTasksPendingRevocation: sortedList(member.pendingRevocation.warmup)
  }
})

function listWithEpochs(tasks: EpochedPartitions) {
  return sortedList(tasks).map(({ subtopologyId, partitions }) => {
    const epochs = epochsOf(tasks, subtopologyId)
    return { subtopologyId, partitions, assignmentEpochs: partitions.map((partition) => epochs.get(partition) ?? 0) }
  })
}

type MemberRecordKind = 'streamsCurrent' | 'streamsTarget' | 'streamsMember'

const removal = (kind: MemberRecordKind, groupId: string, memberId: string): GroupRecord => ({
  kind,
  key: { groupId, memberId },
  value: null
})

/** Tombstones of a member, in an order that Kafka can load: the member's own record comes after those that depend on it. */
export const allOfMember = (groupId: string, memberId: string): GroupRecord[] => [
  removal('streamsCurrent', groupId, memberId),
  removal('streamsTarget', groupId, memberId),
  removal('streamsMember', groupId, memberId)
]

/** Tombstones of a group, except for its offsets. */
export const removalsOf = (groupId: string, memberIds: readonly string[]): GroupRecord[] => [
  ...memberIds.map((memberId) => removal('streamsCurrent', groupId, memberId)),
  ...memberIds.map((memberId) => removal('streamsTarget', groupId, memberId)),
  { kind: 'streamsTargetEpoch', key: { groupId }, value: null },
  ...memberIds.map((memberId) => removal('streamsMember', groupId, memberId)),
  { kind: 'streamsGroup', key: { groupId }, value: null },
  { kind: 'streamsTopology', key: { groupId }, value: null }
]
