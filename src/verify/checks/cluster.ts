import { atEveryVersion, type Check } from '../check.ts'
import { produced } from '../dialogue/produce.ts'
import { batchOf } from '../dialogue/records.ts'
import { equal, errorIs, found, holds, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

const noOperations = -2147483648

async function topicPartitions(
  t: Trial,
  names: readonly string[],
  limit = 2000,
  cursor: { topicName: string; partitionIndex: number } | null = null
) {
  return t.call('DescribeTopicPartitions', 0, {
    topics: names.map((name) => ({ name })),
    responsePartitionLimit: limit,
    cursor
  })
}

/** Sizes that a volume can have; -1 for both where there is none, as with logs in memory. */
function isVolume(totalBytes: bigint, usableBytes: bigint): boolean {
  if (totalBytes === -1n) return usableBytes === -1n
  return usableBytes >= 0n && usableBytes <= totalBytes
}

export const cluster: Check[] = [
  ...atEveryVersion({
    api: 'DescribeCluster',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'tells the cluster id, the controller and the brokers’ addresses',
    async run(t, version) {
      t.need('DescribeCluster', version)
      const answer = await t.call('DescribeCluster', version, { includeClusterAuthorizedOperations: false })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.clusterId, t.target.clusterId, 'cluster id, as Metadata gives it')
      const broker = found(answer.brokers, (one) => one.brokerId === t.target.nodeId, 'the broker itself')
      holds(broker.host.length > 0 && broker.port > 0, 'address', broker)
      holds(
        answer.brokers.some((one) => one.brokerId === answer.controllerId),
        'controller',
        answer.controllerId
      )
      equal(
        [answer.endpointType, broker.isFenced, answer.clusterAuthorizedOperations],
        [1, false, noOperations],
        'endpoint type, fenced, operations'
      )
    }
  }),
  {
    name: 'DescribeCluster tells what the client may do when it asks',
    api: 'DescribeCluster',
    versions: [0, 0],
    kip: 'KIP-700',
    async run(t) {
      const answer = await t.call('DescribeCluster', 0, { includeClusterAuthorizedOperations: true })
      holds(answer.clusterAuthorizedOperations > 0, 'operations', answer.clusterAuthorizedOperations)
    }
  },
  {
    name: 'DescribeCluster for controllers is refused by a broker: MISMATCHED_ENDPOINT_TYPE',
    api: 'DescribeCluster',
    versions: [1, 1],
    kip: 'KIP-919',
    async run(t) {
      const answer = await t.call('DescribeCluster', 1, { includeClusterAuthorizedOperations: false, endpointType: 2 })
      errorIs(answer.errorCode, 'MISMATCHED_ENDPOINT_TYPE', 'error')
    }
  },
  {
    name: 'DescribeCluster with an unknown endpoint type is answered UNSUPPORTED_ENDPOINT_TYPE',
    api: 'DescribeCluster',
    versions: [1, 1],
    kip: 'KIP-919',
    async run(t) {
      const answer = await t.call('DescribeCluster', 1, { includeClusterAuthorizedOperations: false, endpointType: 9 })
      errorIs(answer.errorCode, 'UNSUPPORTED_ENDPOINT_TYPE', 'error')
    }
  },
  {
    name: 'DescribeTopicPartitions v0 shows partitions with leaders and replicas, and no cursor when all is told',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const answer = await topicPartitions(t, [topic.name])
      const one = only(answer.topics, 'topics')
      equal([one.errorCode, one.name, one.topicId, one.isInternal], [0, topic.name, topic.id, false], 'topic')
      equal(
        one.partitions.map((p) => [p.partitionIndex, p.errorCode, p.leaderId, p.leaderEpoch]),
        [
          [0, 0, t.target.nodeId, 0],
          [1, 0, t.target.nodeId, 0]
        ],
        'partitions'
      )
      equal(
        one.partitions.map((p) => [p.replicaNodes, p.isrNodes, p.offlineReplicas]),
        [0, 1].map(() => [[t.target.nodeId], [t.target.nodeId], []]),
        'replicas'
      )
      equal(answer.nextCursor, null, 'cursor')
    }
  },
  {
    name: 'DescribeTopicPartitions gives topics in the order of their names',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const names = [(await t.topic()).name, (await t.topic()).name, (await t.topic()).name]
      const answer = await topicPartitions(t, [...names].reverse())
      equal(
        answer.topics.map((topic) => topic.name),
        [...names].sort(),
        'names'
      )
    }
  },
  {
    name: 'DescribeTopicPartitions stops at the limit and goes on at its cursor',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const topic = await t.topic({ partitions: 5 })
      const first = await topicPartitions(t, [topic.name], 3)
      equal(
        first.topics[0]?.partitions.map((p) => p.partitionIndex),
        [0, 1, 2],
        'partitions of the first answer'
      )
      equal([first.nextCursor?.topicName, first.nextCursor?.partitionIndex], [topic.name, 3], 'cursor')
      const second = await topicPartitions(t, [topic.name], 3, { topicName: topic.name, partitionIndex: 3 })
      equal(
        second.topics[0]?.partitions.map((p) => p.partitionIndex),
        [3, 4],
        'partitions of the second answer'
      )
      equal(second.nextCursor, null, 'cursor at the end')
    }
  },
  {
    name: 'DescribeTopicPartitions of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DescribeTopicPartitions',
    versions: [0, 0],
    kip: 'KIP-966',
    async run(t) {
      const answer = await topicPartitions(t, [t.uniqueName()])
      errorIs(only(answer.topics, 'topics').errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  ...atEveryVersion({
    api: 'DescribeLogDirs',
    from: 0,
    to: 5,
    kafka43: [1, 5],
    says: 'tells where a partition’s log is and how large',
    async run(t, version) {
      t.need('DescribeLogDirs', version)
      const topic = await t.topic({ partitions: 2 })
      const batch = batchOf(t, ['x'.repeat(500)])
      await produced(t, topic, batch)
      const answer = await t.call('DescribeLogDirs', version, { topics: [{ topic: topic.name, partitions: [0, 1] }] })
      errorIs(answer.errorCode, 'NONE', 'error')
      const directories = answer.results.filter((result) => result.topics.length > 0)
      const directory = found(answer.results, (result) => result.topics.length > 0, 'a directory with the topic')
      errorIs(directory.errorCode, 'NONE', 'error of the directory')
      holds(directory.logDir.length > 0, 'directory', directory.logDir)
      const partitions = directories.flatMap((result) => result.topics.flatMap((one) => one.partitions))
      const sizes = partitions.map((p) => [p.partitionIndex, p.partitionSize, p.offsetLag, p.isFutureKey])
      equal(
        sizes.sort(),
        [
          [0, BigInt(batch.length), 0n, false],
          [1, 0n, 0n, false]
        ],
        'partitions, sizes, lags, future'
      )
      const { totalBytes, usableBytes } = directory
      if (version < 4) equal([totalBytes, usableBytes], [-1n, -1n], 'sizes of the volume (from version 4 on)')
      else holds(isVolume(totalBytes, usableBytes), 'sizes of the volume', [totalBytes, usableBytes])
    }
  }),
  {
    name: 'DescribeLogDirs with null for topics tells of all of them',
    api: 'DescribeLogDirs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const answer = await t.aside('DescribeLogDirs', t.best('DescribeLogDirs', 4), { topics: null })
      const topics = answer.results.flatMap((result) => result.topics)
      equal(found(topics, (one) => one.name === topic.name, 'the topic').partitions.length, 1, 'partitions')
    }
  },
  {
    name: 'DescribeLogDirs leaves out a topic that does not exist',
    api: 'DescribeLogDirs',
    versions: [4, 4],
    async run(t) {
      const answer = await t.call('DescribeLogDirs', 4, { topics: [{ topic: t.uniqueName(), partitions: [0] }] })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(
        answer.results.flatMap((result) => result.topics),
        [],
        'topics'
      )
    }
  }
]
