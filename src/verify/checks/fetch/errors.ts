import { zeroUuid } from '../../../wire/index.ts'
import type { Check } from '../../check.ts'
import { fetch, fetchBody, fetchWhole } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, recordsIn, textsIn } from '../../dialogue/records.ts'
import { equal, errorIs } from '../../expect.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

export const fetchErrors: Check[] = [
  {
    name: 'Fetch beyond the end of the log is answered OFFSET_OUT_OF_RANGE',
    api: 'Fetch',
    versions: [4, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      for (const version of [4, 12]) {
        const answer = await fetch(t, topic, 2, { version })
        errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', `error in version ${version}`)
        equal(recordsIn(answer.records), [], 'records')
        equal(answer.highWatermark, -1n, 'high watermark')
      }
    }
  },
  {
    name: 'Fetch at the end of the log is no error: there is only nothing yet',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await fetch(t, topic, 1)
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.highWatermark, recordsIn(answer.records)], [1n, []], 'high watermark and records')
    }
  },
  {
    name: 'Fetch of a negative offset is answered OFFSET_OUT_OF_RANGE',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      errorIs((await fetch(t, await t.topic(), -5)).errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
    }
  },
  {
    name: 'Fetch of the largest possible offset is answered OFFSET_OUT_OF_RANGE',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const answer = await fetch(t, await t.topic(), 9223372036854775807n)
      errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
    }
  },
  {
    name: 'Fetch before the start of the log is answered OFFSET_OUT_OF_RANGE',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      const partitions = [{ partitionIndex: 0, offset: 2n }]
      await t.quietly('DeleteRecords', { topics: [{ name: topic.name, partitions }], timeoutMs: 5000 })
      const answer = await fetch(t, topic, 1)
      errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
    }
  },
  {
    name: 'Fetch from a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'Fetch',
    versions: [4, 12],
    async run(t) {
      for (const version of [4, 12]) {
        const answer = await fetch(t, { name: t.uniqueName(), id: zeroUuid }, 0, { version })
        errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', `error in version ${version}`)
        equal([answer.highWatermark, answer.lastStableOffset], [-1n, -1n], 'offsets')
      }
    }
  },
  {
    name: 'Fetch from a partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const answer = await fetch(t, await t.topic(), 0, { partition: 3 })
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
      equal(answer.partitionIndex, 3, 'partition')
    }
  },
  {
    name: 'Fetch from a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'Fetch',
    versions: [13, 16],
    kip: 'KIP-516',
    async run(t) {
      for (const version of [13, 16]) {
        const answer = await fetch(t, { name: '', id: strangeId }, 0, { version })
        errorIs(answer.errorCode, 'UNKNOWN_TOPIC_ID', `error in version ${version}`)
      }
    }
  },
  {
    name: 'Fetch from the topic id of a deleted topic is answered UNKNOWN_TOPIC_ID, even when the name is there again',
    api: 'Fetch',
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      t.need('Fetch', 13)
      const old = await t.topic()
      await t.quietly('DeleteTopics', { topicNames: [old.name], timeoutMs: 5000 }, 5)
      await t.until('the topic to be gone', async () => {
        const { topics } = await t.quietly('Metadata', { topics: [{ name: old.name }], allowAutoTopicCreation: false })
        return topics[0]?.errorCode !== 0
      })
      await t.quietly('CreateTopics', {
        topics: [{ name: old.name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }]
      })
      const id = await t.usable(old.name, 1)
      errorIs((await fetch(t, old, 0, { version: 13 })).errorCode, 'UNKNOWN_TOPIC_ID', 'error of the old id')
      errorIs((await fetch(t, { name: old.name, id }, 0, { version: 13 })).errorCode, 'NONE', 'error of the new id')
    }
  },
  {
    name: 'a partition that does not exist fails alone in a Fetch',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const at = (partition: number) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 1000 })
      const topics = [{ topic: topic.name, partitions: [at(5), at(0)] }]
      const answer = await fetchWhole(t, { maxWaitMs: 0, minBytes: 1, topics }, { version: 12 })
      const partitions = answer.responses.flatMap((one) => one.partitions)
      const good = partitions.find((partition) => partition.partitionIndex === 0)
      errorIs(
        partitions.find((partition) => partition.partitionIndex === 5)?.errorCode,
        'UNKNOWN_TOPIC_OR_PARTITION',
        'error of partition 5'
      )
      errorIs(good?.errorCode, 'NONE', 'error of partition 0')
      equal(textsIn(good?.records ?? null), ['a'], 'values of partition 0')
    }
  },
  {
    name: 'a leader epoch that the broker does not know yet is answered UNKNOWN_LEADER_EPOCH by Fetch',
    api: 'Fetch',
    versions: [9, 12],
    kip: 'KIP-320',
    async run(t) {
      const topic = await t.topic()
      for (const version of [9, 12]) {
        const answer = await fetch(t, topic, 0, { version, currentLeaderEpoch: 1000 })
        errorIs(answer.errorCode, 'UNKNOWN_LEADER_EPOCH', `error in version ${version}`)
      }
    }
  },
  {
    name: 'the current leader epoch is accepted by Fetch',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-320',
    async run(t) {
      const topic = await t.topic()
      const { topics } = await t.quietly('Metadata', { topics: [{ name: topic.name }] })
      const epoch = topics[0]?.partitions[0]?.leaderEpoch ?? -1
      errorIs((await fetch(t, topic, 0, { currentLeaderEpoch: epoch })).errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'Fetch of no topics at all is answered with none',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const answer = await t.call('Fetch', 12, { maxWaitMs: 0, minBytes: 0, topics: [] })
      equal([answer.errorCode, answer.responses], [0, []], 'error and topics')
    }
  },
  {
    name: 'Fetch after the topic was deleted is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      errorIs((await fetch(t, topic, 0)).errorCode, 'NONE', 'error before')
      await t.quietly('DeleteTopics', { topicNames: [topic.name], timeoutMs: 5000 }, 5)
      await t.until('Fetch to notice', async () => {
        const { responses } = await t.quietly('Fetch', fetchBody(topic, 0), 12)
        return responses[0]?.partitions[0]?.errorCode !== 0
      })
      errorIs((await fetch(t, topic, 0)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error afterwards')
    }
  },
  {
    name: 'a consumer that fetched a leader epoch that never was is answered OFFSET_OUT_OF_RANGE, since nobody knows where the logs part',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-595',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      const answer = await fetch(t, topic, 2, { lastFetchedEpoch: 40 })
      errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
      equal(recordsIn(answer.records), [], 'records')
    }
  },
  {
    name: 'a consumer that fetched the present leader epoch is told of no parting',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-595',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await fetch(t, topic, 0, { lastFetchedEpoch: 0 })
      equal(
        [answer.errorCode, answer.divergingEpoch.endOffset, textsIn(answer.records)],
        [0, -1n, ['a']],
        'error, end offset, values'
      )
    }
  }
]
