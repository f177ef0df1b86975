import { atEveryVersion, type Check } from '../../check.ts'
import { fetch } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, recordsIn, values } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

async function deleted(t: Trial, topic: Pick<Topic, 'name'>, offset: bigint, { version = 2, partition = 0 } = {}) {
  const topics = [{ name: topic.name, partitions: [{ partitionIndex: partition, offset }] }]
  const answer = await t.call('DeleteRecords', version, { topics, timeoutMs: 10_000 })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

async function startOf(t: Trial, topic: Pick<Topic, 'name'>): Promise<bigint | undefined> {
  const partitions = [{ partitionIndex: 0, timestamp: -2n }]
  const answer = await t.quietly('ListOffsets', { replicaId: -1, topics: [{ name: topic.name, partitions }] }, 6)
  return answer.topics[0]?.partitions[0]?.offset
}

export const logStart: Check[] = [
  ...atEveryVersion({
    api: 'DeleteRecords',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'moves the start of the log and answers it',
    async run(t, version) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, values(5)))
      const answer = await deleted(t, topic, 3n, { version })
      equal([answer.errorCode, answer.lowWatermark], [0, 3n], 'error and low watermark')
      equal(await startOf(t, topic), 3n, 'start of the log')
    }
  }),
  {
    name: 'DeleteRecords of offset -1 empties the log up to its high watermark, and the end stays where it is',
    api: 'DeleteRecords',
    versions: [2, 2],
    kip: 'KIP-107',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, values(4)))
      equal((await deleted(t, topic, -1n)).lowWatermark, 4n, 'low watermark')
      const answer = await fetch(t, topic, 4)
      equal(
        [answer.errorCode, answer.logStartOffset, answer.highWatermark],
        [0, 4n, 4n],
        'error, start, high watermark'
      )
      equal(await produced(t, topic, batchOf(t, ['next'])), 4, 'offset of the next record')
    }
  },
  {
    name: 'DeleteRecords in the middle of a batch: the batch is still given, the start says what counts',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, values(5)))
      await deleted(t, topic, 2n)
      const answer = await fetch(t, topic, 2)
      equal([answer.errorCode, answer.logStartOffset], [0, 2n], 'error and log start')
      equal(recordsIn(answer.records).at(-1)?.offset, 4, 'last offset')
    }
  },
  {
    name: 'DeleteRecords before the start of the log changes nothing and answers the start',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, values(5)))
      await deleted(t, topic, 3n)
      const answer = await deleted(t, topic, 1n)
      equal([answer.errorCode, answer.lowWatermark], [0, 3n], 'error and low watermark')
    }
  },
  {
    name: 'DeleteRecords beyond the high watermark is answered OFFSET_OUT_OF_RANGE',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, values(2)))
      const answer = await deleted(t, topic, 3n)
      errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
      equal(answer.lowWatermark, -1n, 'low watermark')
      equal(await startOf(t, topic), 0n, 'start of the log')
    }
  },
  {
    name: 'DeleteRecords of a negative offset other than -1 is answered OFFSET_OUT_OF_RANGE',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      errorIs((await deleted(t, await t.topic(), -2n)).errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
    }
  },
  {
    name: 'DeleteRecords of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const answer = await deleted(t, { name: t.uniqueName() }, 0n)
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'DeleteRecords of a partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const answer = await deleted(t, await t.topic(), 0n, { partition: 4 })
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'DeleteRecords of a topic that is only compacted is answered POLICY_VIOLATION',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic({ configs: { 'cleanup.policy': 'compact' } })
      errorIs((await deleted(t, topic, 0n)).errorCode, 'POLICY_VIOLATION', 'error')
    }
  },
  {
    name: 'a time before the deleted records gives the first record that is left',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      for (let index = 0; index < 4; index++) await produced(t, topic, batchOf(t, [`v${index}`]))
      await deleted(t, topic, 2n)
      const partitions = [{ partitionIndex: 0, timestamp: 0n }]
      const answer = await t.call('ListOffsets', 6, { replicaId: -1, topics: [{ name: topic.name, partitions }] })
      equal(answer.topics[0]?.partitions[0]?.offset, 2n, 'offset')
    }
  }
]
