import { atEveryVersion, type Check } from '../../check.ts'
import { askedAll, everywhere, placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { createTopic, newTopic } from '../../dialogue/topics.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const byId = <T extends { readonly nodeId: number }>(brokers: readonly T[]): T[] =>
  [...brokers].sort((a, b) => a.nodeId - b.nodeId)

async function describedFrom(
  t: Trial,
  nodeId: number,
  topic: string,
  limit: number,
  cursor: { topicName: string; partitionIndex: number } | null = null
) {
  const asked = { topics: [{ name: topic }], responsePartitionLimit: limit, cursor }
  return t.callAt(nodeId, 'DescribeTopicPartitions', 0, asked)
}

/** Who leads what with which replicas, as every broker tells it. */
export const replicas: Check[] = [
  ...atEveryVersion({
    api: 'Metadata',
    from: 0,
    to: 13,
    kafka43: [0, 13],
    says: 'shows leaders, replicas and who is in sync, the same from every broker',
    async run(t, version) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [
        [b, c, a],
        [c, a, b]
      ])
      for (const answer of await askedAll(t, 'Metadata', version, { topics: [{ name: topic.name }] })) {
        const one = only(answer.topics, 'topics')
        if (version >= 10) equal(one.topicId, topic.id, 'topic id')
        const epoch = version >= 7 ? 0 : -1
        const partitions = [...one.partitions].sort((x, y) => x.partitionIndex - y.partitionIndex)
        equal(
          partitions.map((p) => [
            p.errorCode,
            p.leaderId,
            p.leaderEpoch,
            p.replicaNodes,
            p.isrNodes,
            p.offlineReplicas
          ]),
          [
            [0, b, epoch, [b, c, a], [b, c, a], []],
            [0, c, epoch, [c, a, b], [c, a, b], []]
          ],
          'error, leader, epoch, replicas in their order, in sync, offline'
        )
      }
    }
  }),
  {
    name: 'every broker names the same brokers with the same addresses and racks, and one of them as the controller',
    api: 'Metadata',
    versions: [9, 9],
    async run(t) {
      for (const { brokers, controllerId } of await askedAll(t, 'Metadata', 9, { topics: [] })) {
        equal(byId(brokers), byId(t.target.brokers), 'brokers')
        holds(
          brokers.some(({ nodeId }) => nodeId === controllerId),
          'controller',
          controllerId
        )
      }
    }
  },
  ...atEveryVersion({
    api: 'DescribeCluster',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'tells the same brokers from every broker',
    async run(t, version) {
      const asked = {
        includeClusterAuthorizedOperations: false,
        ...(version >= 1 ? { endpointType: 1 } : {}),
        ...(version >= 2 ? { includeFencedBrokers: true } : {})
      }
      for (const answer of await askedAll(t, 'DescribeCluster', version, asked)) {
        equal([answer.errorCode, answer.clusterId], [0, t.target.clusterId], 'error and cluster id')
        const alive = answer.brokers.filter(({ isFenced }) => !isFenced)
        const brokers = alive.map(({ brokerId: nodeId, host, port, rack }) => ({ nodeId, host, port, rack }))
        equal(byId(brokers), byId(t.target.brokers), 'brokers')
        holds(
          brokers.some(({ nodeId }) => nodeId === answer.controllerId),
          'controller',
          answer.controllerId
        )
      }
    }
  }),
  {
    name: 'DescribeTopicPartitions shows replicas in sync and no eligible leader beside them, from every broker',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[c, b, a]])
      for (const { nodeId } of t.target.brokers) {
        const { topics, nextCursor } = await describedFrom(t, nodeId, topic.name, 10)
        const p = only(only(topics, 'topics').partitions, 'partitions')
        equal([p.errorCode, p.leaderId, p.leaderEpoch, nextCursor], [0, c, 0, null], 'error, leader, epoch, cursor')
        equal(
          [p.replicaNodes, p.isrNodes, p.offlineReplicas, p.eligibleLeaderReplicas ?? [], p.lastKnownElr ?? []],
          [[c, b, a], [c, b, a], [], [], []],
          'replicas, in sync, offline, eligible, last known'
        )
      }
    }
  },
  {
    name: 'a cursor of DescribeTopicPartitions that one broker gave can be followed at the next',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[b], [c], [a]])
      const leaders: number[] = []
      let cursor: { topicName: string; partitionIndex: number } | null = null
      for (const nodeId of [a, b, c]) {
        const answer = await describedFrom(t, nodeId, topic.name, 1, cursor)
        leaders.push(only(only(answer.topics, 'topics').partitions, 'partitions').leaderId)
        cursor = answer.nextCursor
      }
      equal(leaders, [b, c, a], 'leaders of partitions 0 to 2')
      equal(cursor, null, 'cursor at the end')
    }
  },
  {
    name: 'partitions that nobody placed have replicas on different brokers, and different brokers lead them',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const name = t.topicName()
      const created = await createTopic(t, newTopic(name, { numPartitions: 3, replicationFactor: 3 }))
      errorIs(created.errorCode, 'NONE', 'error')
      equal([created.numPartitions, created.replicationFactor], [3, 3], 'partitions and replicas')
      await everywhere(t, name, 'with three partitions', (partitions) => partitions.length === 3)
      const { topics } = await t.quietly('Metadata', { topics: [{ name }] })
      const partitions = only(topics, 'topics').partitions
      for (const { replicaNodes } of partitions) equal(new Set(replicaNodes).size, 3, 'brokers of a partition')
      equal(new Set(partitions.map(({ replicaNodes: [first] }) => first)).size, 3, 'brokers that come first')
    }
  },
  {
    name: 'each broker tells in DescribeLogDirs of the replicas that it has, with their sizes, and of no other',
    api: 'DescribeLogDirs',
    versions: [4, 4],
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      const batch = batchOf(t, ['x'.repeat(200)])
      await produced(t, topic, batch)
      const asked = { topics: [{ topic: topic.name, partitions: [0] }] }
      await t.until('the follower to have the records', async () => {
        const { results } = await t.quietlyAt(b, 'DescribeLogDirs', asked)
        const partitions = results.flatMap(({ topics }) => topics.flatMap((one) => one.partitions))
        return partitions[0]?.partitionSize === BigInt(batch.length)
      })
      for (const { nodeId } of t.target.brokers) {
        const { results } = await t.callAt(nodeId, 'DescribeLogDirs', 4, asked)
        const partitions = results.flatMap(({ topics }) => topics.flatMap((one) => one.partitions))
        const shown = partitions.map((p) => [p.partitionIndex, p.partitionSize, p.offsetLag, p.isFutureKey])
        const isReplica = nodeId === a || nodeId === b
        equal(shown, isReplica ? [[0, BigInt(batch.length), 0n, false]] : [], `partitions at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'a topic that is made, and one that is deleted, is soon so for every broker, wherever it was asked for',
    api: 'DeleteTopics',
    versions: [5, 5],
    async run(t) {
      for (const { nodeId } of t.target.brokers) {
        const name = t.topicName()
        const topics = [{ name, numPartitions: 1, replicationFactor: 3, assignments: [], configs: [] }]
        const created = await t.callAt(nodeId, 'CreateTopics', 5, { topics, timeoutMs: 20_000 })
        errorIs(only(created.topics, 'topics').errorCode, 'NONE', `error of CreateTopics at broker ${nodeId}`)
        await everywhere(t, name, 'there', ([partition]) => partition?.isrNodes.length === 3)
        const deleted = await t.callAt(nodeId, 'DeleteTopics', 5, { topicNames: [name], timeoutMs: 20_000 })
        const gone = found(deleted.responses, (one) => one.name === name, 'the topic in the answer')
        errorIs(gone.errorCode, 'NONE', `error of DeleteTopics at broker ${nodeId}`)
        await everywhere(t, name, 'gone', (partitions) => partitions.length === 0)
      }
    }
  }
]
