/*
 * What the checks of the cluster part share: replicated topics, waiting until every broker shows the same, and leaders that
 * move without a broker being stopped, by another order of the replicas and an election of the preferred one.
 */
import {
  type ApiName,
  errorCodes,
  type MetadataResponse,
  type RequestInputMap,
  type ResponseMap
} from '../../protocol/index.ts'
import { equal, only, present } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'

type PartitionShown = MetadataResponse['topics'][number]['partitions'][number]

/** The brokers by their places in a check: the one under test, and two others. */
export function threeOf(t: Trial): readonly [own: number, second: number, third: number] {
  const [own, second, third] = t.target.brokers
  return [present(own, 'a broker').nodeId, present(second, 'a second broker').nodeId, present(third, 'a third').nodeId]
}

/** A topic as one broker shows it, outside of the transcript; by the index of the partition. */
export async function partitionsAt(t: Trial, nodeId: number, topic: string): Promise<PartitionShown[]> {
  const { topics } = await t.quietlyAt(nodeId, 'Metadata', { topics: [{ name: topic }], allowAutoTopicCreation: false })
  return [...(topics[0]?.partitions ?? [])].sort((a, b) => a.partitionIndex - b.partitionIndex)
}

/** Waits until every broker shows a topic as `isSo` wants it. */
export async function everywhere(
  t: Trial,
  topic: string,
  what: string,
  isSo: (partitions: readonly PartitionShown[]) => boolean
): Promise<void> {
  for (const { nodeId } of t.target.brokers)
    await t.until(`broker ${nodeId} to show ${topic} ${what}`, async () => isSo(await partitionsAt(t, nodeId, topic)))
}

const sameSet = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))

/** Has all of its replicas, in this order, in sync, and the first of them leads. */
const isAsPlaced = (shown: PartitionShown | undefined, replicas: readonly number[]): boolean =>
  shown !== undefined &&
  shown.leaderId === replicas[0] &&
  shown.replicaNodes.join() === replicas.join() &&
  sameSet(shown.isrNodes, replicas)

/** Waits until every broker shows these replicas in sync under the first of them. */
export function settledAs(t: Trial, topic: string, assignment: readonly (readonly number[])[]): Promise<void> {
  return everywhere(t, topic, `as ${JSON.stringify(assignment)}`, (partitions) => {
    return (
      partitions.length === assignment.length &&
      assignment.every((replicas, at) => isAsPlaced(partitions[at], replicas))
    )
  })
}

/** A topic with these replicas for each partition, known to every broker, whose leaders answer. */
export async function placedTopic(
  t: Trial,
  assignment: readonly (readonly number[])[],
  configs: Readonly<Record<string, string>> = {}
): Promise<Topic> {
  const name = t.topicName()
  const answer = await t.quietly('CreateTopics', {
    topics: [
      {
        name,
        numPartitions: -1,
        replicationFactor: -1,
        assignments: assignment.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value }))
      }
    ],
    timeoutMs: 20_000
  })
  equal(answer.topics[0]?.errorCode, 0, `set-up: error of the creation of ${name}`)
  await settledAs(t, name, assignment)
  const { topics } = await t.quietly('Metadata', { topics: [{ name }], allowAutoTopicCreation: false })
  for (const [partition, replicas] of assignment.entries()) await ready(t, name, partition, replicas)
  return { name, id: present(topics[0], 'the topic').topicId, partitions: assignment.length }
}

/** Waits until the leader of a partition answers as such, and the others as its followers. */
async function ready(t: Trial, name: string, partition: number, replicas: readonly number[]): Promise<void> {
  for (const [at, nodeId] of replicas.entries())
    await t.until(`broker ${nodeId} to know its part in ${name}-${partition}`, async () => {
      const partitions = [{ partitionIndex: partition, timestamp: -1n }]
      const { topics } = await t.quietlyAt(nodeId, 'ListOffsets', { replicaId: -1, topics: [{ name, partitions }] })
      const errorCode = topics[0]?.partitions[0]?.errorCode
      return errorCode === (at === 0 ? errorCodes.NONE : errorCodes.NOT_LEADER_OR_FOLLOWER)
    })
}

/** Begins a move of one partition as a step of set-up. */
export async function move(t: Trial, topic: string, replicas: readonly number[] | null, partition = 0): Promise<void> {
  const topics = [{ name: topic, partitions: [{ partitionIndex: partition, replicas }] }]
  const answer = await t.quietly('AlterPartitionReassignments', { timeoutMs: 20_000, topics })
  const moved = only(answer.responses[0]?.partitions, 'partitions in the answer')
  equal([answer.errorCode, moved.errorCode, moved.errorMessage], [0, 0, null], 'set-up: errors of the move')
}

/** Moves one partition, and waits until it is there and every broker knows. */
export async function moved(t: Trial, topic: Topic, replicas: readonly number[]): Promise<void> {
  await move(t, topic.name, replicas)
  const isThere = (shown: PartitionShown | undefined) =>
    shown?.replicaNodes.join() === replicas.join() && sameSet(shown.isrNodes, replicas)
  await everywhere(t, topic.name, `moved to ${replicas.join()}`, ([shown]) => isThere(shown))
}

/** Has the first of `replicas`, which the only partition of the topic has already, lead it. */
export async function ledBy(t: Trial, topic: Topic, replicas: readonly number[]): Promise<void> {
  await moved(t, topic, replicas)
  await t.quietly('ElectLeaders', {
    electionType: 0,
    topicPartitions: [{ topic: topic.name, partitions: [0] }],
    timeoutMs: 20_000
  })
  await settledAs(t, topic.name, [replicas])
  await ready(t, topic.name, 0, replicas)
}

/** The same request to each broker, one after the other; the answers in the order of `t.target.brokers`. */
export async function askedAll<K extends ApiName>(
  t: Trial,
  api: K,
  version: number,
  body: RequestInputMap[K]
): Promise<ResponseMap[K][]> {
  const answers: ResponseMap[K][] = []
  for (const { nodeId } of t.target.brokers) answers.push(await t.callAt(nodeId, api, version, body))
  return answers
}
