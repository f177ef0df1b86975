/*
 * Describes a group for ConsumerGroupDescribe (ConsumerGroup#asDescribedGroup).
 */
import type { ErrorName } from '../../../protocol/index.ts'
import type { Group } from '../group.ts'
import { type TopicPartitions, toList } from '../modern/partitions.ts'
import type { TopicsView } from '../modern/topics.ts'
import { ConsumerGroup } from './group.ts'
import type { ConsumerMember } from './member.ts'

interface DescribedPartitions {
  readonly topicId: string
  readonly topicName: string
  readonly partitions: readonly number[]
}

interface DescribedConsumer {
  readonly memberId: string
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly memberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopicNames: readonly string[]
  readonly subscribedTopicRegex: string | null
  readonly assignment: readonly DescribedPartitions[]
  readonly targetAssignment: readonly DescribedPartitions[]
  /** 0 for the classic protocol, 1 for the new one. */
  readonly memberType: number
}

export interface DescribedConsumerGroup {
  readonly groupId: string
  readonly error: ErrorName
  readonly errorMessage: string | null
  readonly state: string
  readonly groupEpoch: number
  readonly assignmentEpoch: number
  readonly assignorName: string
  readonly members: readonly DescribedConsumer[]
}

export const notDescribedConsumer = (
  groupId: string,
  error: ErrorName,
  errorMessage: string | null = null
): DescribedConsumerGroup => ({
  groupId,
  error,
  errorMessage,
  state: '',
  groupEpoch: 0,
  assignmentEpoch: 0,
  assignorName: '',
  members: []
})

export function describeConsumerGroup(
  group: Group | undefined,
  groupId: string,
  defaultAssignor: string,
  topics: TopicsView
): DescribedConsumerGroup {
  if (group === undefined) return notDescribedConsumer(groupId, 'GROUP_ID_NOT_FOUND', `Group ${groupId} not found.`)
  if (!(group instanceof ConsumerGroup))
    return notDescribedConsumer(groupId, 'GROUP_ID_NOT_FOUND', `Group ${groupId} is not a consumer group.`)
  return {
    groupId,
    error: 'NONE',
    errorMessage: null,
    state: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: group.preferredAssignor() ?? defaultAssignor,
    members: [...group.members.values()].map((member) => describeMember(group, member, topics))
  }
}

function describeMember(group: ConsumerGroup, member: ConsumerMember, topics: TopicsView): DescribedConsumer {
  const { memberId, instanceId, rackId, memberEpoch, clientId, clientHost, subscribedRegex } = member
  return {
    memberId,
    instanceId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames: [...member.subscribedTopics],
    subscribedTopicRegex: subscribedRegex,
    assignment: named(held(member), topics),
    targetAssignment: named(group.targetOf(memberId), topics),
    memberType: member.classic === null ? 1 : 0
  }
}

/** A member's partitions, including those it has to revoke: it owns them until it confirms the revocation. */
function held({ assigned, pendingRevocation }: ConsumerMember): TopicPartitions {
  const all = new Map<string, Set<number>>()
  for (const [topicId, epochs] of [...assigned, ...pendingRevocation])
    all.set(topicId, new Set([...(all.get(topicId) ?? []), ...epochs.keys()]))
  return all
}

function named(assigned: TopicPartitions, topics: TopicsView): DescribedPartitions[] {
  return toList(assigned).flatMap(({ topicId, partitions }) => {
    const topicName = topics.topicById(topicId)?.name
    return topicName === undefined ? [] : [{ topicId, topicName, partitions }]
  })
}
