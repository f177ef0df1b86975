/** Heartbeat requests and responses of consumer groups and streams groups. */
import { errorCodes } from '../../../src/protocol/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { Caller } from './client.ts'
import type { Beat, EpochProtocol, Place } from './epoch-member.ts'
import { rebalanceTimeoutMs } from './group-settings.ts'
import type { ReadTopic } from './stage.ts'

/** Topics with the requested data per partition. */
function byTopic(places: readonly Place[]): Map<ReadTopic, number[]> {
  const topics = new Map<ReadTopic, number[]>()
  for (const { topic, partition } of places) topics.set(topic, [...(topics.get(topic) ?? []), partition])
  return topics
}

function placesOf(
  lists: readonly { readonly partitions: readonly number[] }[],
  topicAt: (nth: number) => ReadTopic | undefined
): Place[] {
  return lists.flatMap(({ partitions }, nth) => {
    const topic = topicAt(nth)
    if (topic === undefined) throw new Violation('a member was given a topic for which it did not ask')
    return partitions.map((partition) => ({ topic, partition }))
  })
}

const assignors = [null, 'uniform', 'range'] as const

export const consumerProtocol: EpochProtocol = {
  hasStaticMembers: true,
  tellsOnce: false,
  async beat(client: Caller, { group, memberId, epoch, instanceId, topics, owned, life }: Beat) {
    const isLeaving = epoch < 0
    const names = topics.map(({ name }) => name)
    const regex = life % 3 === 0 ? `(${names.join('|')})` : null
    const subscription =
      regex === null ? { subscribedTopicNames: names } : { subscribedTopicNames: [], subscribedTopicRegex: regex }
    const answer = await client.call('ConsumerGroupHeartbeat', 1, {
      groupId: group,
      memberId,
      memberEpoch: epoch,
      instanceId,
      ...(owned === null || isLeaving ? {} : subscription),
      ...(owned === null || isLeaving ? {} : { rebalanceTimeoutMs }),
      serverAssignor: isLeaving ? null : (assignors[life % assignors.length] ?? null),
      topicPartitions:
        owned === null ? null : [...byTopic(owned)].map(([{ topicId }, partitions]) => ({ topicId, partitions }))
    })
    const lists = answer.assignment?.topicPartitions ?? null
    const topicAt = (nth: number) => topics.find(({ topicId }) => topicId === lists?.[nth]?.topicId)
    return {
      errorCode: answer.errorCode,
      memberId: answer.memberId ?? memberId,
      epoch: answer.memberEpoch,
      assigned: lists && placesOf(lists, topicAt)
    }
  }
}

/** Settings of the topics that the broker creates for stateful tasks. */
export const changelogSuffix = '-changelog'

/** Each topic is the source of its own subtopology, with a changelog if tasks are stateful. */
export const streamsProtocol = (isStateful: boolean): EpochProtocol => ({
  hasStaticMembers: false,
  // As in Kafka, an assignment is only sent in one response, and not again in the same epoch.
  tellsOnce: true,
  async beat(client: Caller, { group, memberId, epoch, topics, owned, standby, process }: Beat) {
    const isJoining = epoch === 0
    const tasksOf = (places: readonly Place[]) =>
      [...byTopic(places)].map(([{ name }, partitions]) => ({ subtopologyId: name, partitions }))
    const subtopologies = topics.map(({ name }) => ({
      subtopologyId: name,
      sourceTopics: [name],
      sourceTopicRegex: [],
      stateChangelogTopics: isStateful
        ? [{ name: `${group}-${name}${changelogSuffix}`, partitions: 0, replicationFactor: 0, topicConfigs: [] }]
        : [],
      repartitionSinkTopics: [],
      repartitionSourceTopics: [],
      copartitionGroups: []
    }))
    const answer = await client.call('StreamsGroupHeartbeat', 0, {
      groupId: group,
      memberId,
      memberEpoch: epoch,
      endpointInformationEpoch: 0,
      rebalanceTimeoutMs: isJoining ? rebalanceTimeoutMs : -1,
      topology: isJoining ? { epoch: 0, subtopologies } : null,
      activeTasks: owned === null ? null : tasksOf(owned),
      standbyTasks: owned === null ? null : tasksOf(standby),
      warmupTasks: owned === null ? null : [],
      processId: isJoining ? process : null
    })
    if (!isStateful && answer.errorCode === errorCodes.NONE && (answer.standbyTasks?.length ?? 0) > 0)
      throw new Violation(`${memberId} was given standby tasks, and has no state`)
    const places = (lists: typeof answer.activeTasks) =>
      lists && placesOf(lists, (nth) => topics.find(({ name }) => name === lists[nth]?.subtopologyId))
    return {
      errorCode: answer.errorCode,
      memberId,
      epoch: answer.memberEpoch,
      assigned: places(answer.activeTasks),
      standby: places(answer.standbyTasks)
    }
  }
})
