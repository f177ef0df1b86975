// The messages of the codec benchmark: the same content for Ottla's codec, for kafkajs's and for @platformatic/kafka's.
// Each entry has the response that all read, and what each is given for the request that it writes.
import { buildBatch } from '../../dist/records/index.js'

const topics = ['orders', 'payments-by-customer', 'audit-log']
const partitionsPerTopic = 10
const records = Array.from({ length: 10 }, (_, index) => ({
  timestamp: 1_700_000_000_000 + index,
  key: Buffer.from(`key-${index}`),
  value: Buffer.alloc(100, 65 + index)
}))
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const forTopics = (make) => topics.map((name) => make(name))

const produce = {
  name: 'Produce',
  version: 7,
  response: {
    responses: forTopics((name) => ({
      name,
      partitionResponses: [{ index: 0, errorCode: 0, baseOffset: 123456n, logAppendTimeMs: -1n, logStartOffset: 0n }]
    })),
    throttleTimeMs: 0
  },
  ottla: () => ({
    transactionalId: null,
    acks: -1,
    timeoutMs: 30000,
    topicData: forTopics((name) => ({ name, partitionData: [{ index: 0, records: buildBatch(records) }] }))
  }),
  kafkajs: () => {
    const messages = records.map(({ timestamp, key, value }) => ({
      timestamp: String(timestamp),
      key,
      value,
      headers: {}
    }))
    const partitions = () => [{ partition: 0, firstSequence: 0, messages }]
    return { acks: -1, timeout: 30000, topicData: forTopics((topic) => ({ topic, partitions: partitions() })) }
  },
  platformatic: () => {
    const messages = forTopics((topic) =>
      records.map(({ timestamp, key, value }) => ({ topic, partition: 0, timestamp: BigInt(timestamp), key, value }))
    )
    return [-1, 30000, messages.flat(), {}]
  }
}

const fetch = {
  name: 'Fetch',
  version: 11,
  hasRecords: true,
  response: {
    throttleTimeMs: 0,
    errorCode: 0,
    sessionId: 0,
    responses: forTopics((topic) => ({
      topic,
      partitions: [
        {
          partitionIndex: 0,
          errorCode: 0,
          highWatermark: 10n,
          lastStableOffset: 10n,
          logStartOffset: 0n,
          abortedTransactions: [],
          preferredReadReplica: -1,
          records: buildBatch(records)
        }
      ]
    }))
  },
  ottla: () => ({
    replicaId: -1,
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 10485760,
    isolationLevel: 0,
    topics: forTopics((topic) => ({
      topic,
      partitions: times(partitionsPerTopic, (partition) => ({
        partition,
        fetchOffset: 4711n,
        partitionMaxBytes: 1048576
      }))
    }))
  }),
  kafkajs: () => ({
    replicaId: -1,
    maxWaitTime: 500,
    minBytes: 1,
    maxBytes: 10485760,
    isolationLevel: 0,
    topics: forTopics((topic) => ({
      topic,
      partitions: times(partitionsPerTopic, (partition) => ({ partition, fetchOffset: 4711, maxBytes: 1048576 }))
    }))
  }),
  platformatic: () => {
    const partition = (index) => ({
      partition: index,
      currentLeaderEpoch: -1,
      fetchOffset: 4711n,
      partitionMaxBytes: 1048576
    })
    const wanted = forTopics((topicId) => ({ topicId, partitions: times(partitionsPerTopic, partition) }))
    return [500, 1, 10485760, 0, 0, -1, wanted, [], '']
  }
}

const metadata = {
  name: 'Metadata',
  version: 6,
  response: {
    throttleTimeMs: 0,
    brokers: times(3, (nodeId) => ({ nodeId, host: `broker-${nodeId}.kafka.internal`, port: 9092, rack: null })),
    clusterId: '5L6g3nShT-eMCtK--X86sw',
    controllerId: 1,
    topics: forTopics((name) => ({
      errorCode: 0,
      name,
      isInternal: false,
      partitions: times(partitionsPerTopic, (partitionIndex) => ({
        errorCode: 0,
        partitionIndex,
        leaderId: 1,
        replicaNodes: [0, 1, 2],
        isrNodes: [0, 1, 2],
        offlineReplicas: []
      }))
    }))
  },
  ottla: () => ({ topics: forTopics((name) => ({ name })), allowAutoTopicCreation: true }),
  kafkajs: () => ({ topics, allowAutoTopicCreation: true }),
  platformatic: () => [topics, true]
}

const offsetCommit = {
  name: 'OffsetCommit',
  version: 5,
  response: {
    throttleTimeMs: 0,
    topics: forTopics((name) => ({
      name,
      partitions: times(partitionsPerTopic, (partitionIndex) => ({ partitionIndex, errorCode: 0 }))
    }))
  },
  ottla: () => ({
    groupId: 'group',
    generationIdOrMemberEpoch: 3,
    memberId: 'member-6d7c2f2e',
    topics: forTopics((name) => ({
      name,
      partitions: times(partitionsPerTopic, (partitionIndex) => ({
        partitionIndex,
        committedOffset: 4711n,
        committedMetadata: null
      }))
    }))
  }),
  kafkajs: () => ({
    groupId: 'group',
    groupGenerationId: 3,
    memberId: 'member-6d7c2f2e',
    topics: forTopics((topic) => ({
      topic,
      partitions: times(partitionsPerTopic, (partition) => ({ partition, offset: 4711 }))
    }))
  }),
  platformatic: () => {
    const partition = (partitionIndex) => ({ partitionIndex, committedOffset: 4711n, committedMetadata: null })
    return [
      'group',
      3,
      'member-6d7c2f2e',
      null,
      forTopics((name) => ({ name, partitions: times(partitionsPerTopic, partition) }))
    ]
  }
}

export const messages = [produce, fetch, metadata, offsetCommit]
