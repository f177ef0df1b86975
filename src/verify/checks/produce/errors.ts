import { buildBatch } from '../../../records/index.ts'
import { zeroUuid } from '../../../wire/index.ts'
import type { Check } from '../../check.ts'
import { readTexts } from '../../dialogue/fetch.ts'
import { produce, produceBody } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

export const produceErrors: Check[] = [
  {
    name: 'Produce to a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION and does not create it',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const name = t.topicName()
      const answer = await produce(t, { name, id: zeroUuid }, batchOf(t, ['x']))
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
      equal(answer.baseOffset, -1n, 'offset')
      const { topics } = await t.quietly('Metadata', { topics: [{ name }], allowAutoTopicCreation: false })
      errorIs(topics[0]?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic afterwards')
    }
  },
  {
    name: 'Produce to a topic that does not exist is answered the same in version 3',
    api: 'Produce',
    versions: [3, 3],
    async run(t) {
      const answer = await produce(t, { name: t.uniqueName(), id: zeroUuid }, batchOf(t, ['x']), { version: 3 })
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'Produce to a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'Produce',
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      const answer = await produce(t, { name: '', id: strangeId }, batchOf(t, ['x']), { version: 13 })
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_ID', 'error')
    }
  },
  {
    name: 'Produce to a negative partition is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const answer = await produce(t, await t.topic(), batchOf(t, ['x']), { partition: -1 })
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'acks other than -1, 0 and 1 is answered INVALID_REQUIRED_ACKS and appends nothing',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const answer = await produce(t, topic, batchOf(t, ['x']), { acks: 2 })
      errorIs(answer.errorCode, 'INVALID_REQUIRED_ACKS', 'error')
      equal(await readTexts(t, topic), [], 'values read back')
    }
  },
  {
    name: 'with acks 0 an error closes the connection, the only way left to tell the producer',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const client = await t.connect()
      client.post('Produce', 9, produceBody({ name: t.uniqueName(), id: zeroUuid }, batchOf(t, ['x']), { acks: 0 }))
      await client.frames.whenClosed()
      equal(client.frames.unreadFrames, 0, 'answers')
    }
  },
  {
    name: 'min.insync.replicas beyond the number of replicas asks for all of them, not for more than there are',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'min.insync.replicas': '2' } })
      const answer = await produce(t, topic, batchOf(t, ['x']))
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(await readTexts(t, topic), ['x'], 'values read back')
    }
  },
  {
    name: 'acks 1 does not mind min.insync.replicas',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'min.insync.replicas': '2' } })
      const answer = await produce(t, topic, batchOf(t, ['x']), { acks: 1 })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(await readTexts(t, topic), ['x'], 'values read back')
    }
  },
  {
    name: 'a client may not write into __consumer_offsets: INVALID_TOPIC_EXCEPTION',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      await t.coordinator(t.uniqueName('g'))
      const answer = await produce(t, { name: '__consumer_offsets', id: zeroUuid }, batchOf(t, ['x']))
      errorIs(answer.errorCode, 'INVALID_TOPIC_EXCEPTION', 'error')
    }
  },
  {
    name: 'a batch over max.message.bytes is answered MESSAGE_TOO_LARGE and appends nothing',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'max.message.bytes': '1000' } })
      const answer = await produce(t, topic, batchOf(t, ['x'.repeat(1000)]))
      errorIs(answer.errorCode, 'MESSAGE_TOO_LARGE', 'error')
      equal(await readTexts(t, topic), [], 'values read back')
    }
  },
  {
    name: 'a batch of exactly max.message.bytes is taken, one byte more is not',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const fitting = batchOf(t, ['x'.repeat(500)])
      const topic = await t.topic({ configs: { 'max.message.bytes': String(fitting.length) } })
      errorIs((await produce(t, topic, fitting)).errorCode, 'NONE', 'error of the batch that fits')
      const larger = await produce(t, topic, batchOf(t, ['x'.repeat(501)]))
      errorIs(larger.errorCode, 'MESSAGE_TOO_LARGE', 'error of the larger one')
    }
  },
  {
    name: 'a compressed batch counts against max.message.bytes as it is sent, not unpacked',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'max.message.bytes': '1000' } })
      const answer = await produce(t, topic, batchOf(t, ['x'.repeat(50_000)], { codec: 'gzip' }))
      errorIs(answer.errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'zstd in a Produce version before 7 is answered UNSUPPORTED_COMPRESSION_TYPE',
    api: 'Produce',
    versions: [6, 6],
    kip: 'KIP-110',
    async run(t) {
      const topic = await t.topic()
      const answer = await produce(t, topic, batchOf(t, ['x'], { codec: 'zstd' }), { version: 6 })
      errorIs(answer.errorCode, 'UNSUPPORTED_COMPRESSION_TYPE', 'error')
      equal(await readTexts(t, topic), [], 'values read back')
    }
  },
  {
    name: 'a record without a key is refused by a compacted topic with INVALID_RECORD, naming the record',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-467',
    async run(t) {
      const topic = await t.topic({ configs: { 'cleanup.policy': 'compact' } })
      const answer = await produce(t, topic, batchOf(t, ['a', 'b']))
      errorIs(answer.errorCode, 'INVALID_RECORD', 'error')
      equal(
        answer.recordErrors.map((error) => error.batchIndex),
        [0, 1],
        'positions of the records at fault'
      )
      equal(await readTexts(t, topic), [], 'values read back')
    }
  },
  {
    name: 'a timestamp further ahead than message.timestamp.after.max.ms is answered INVALID_TIMESTAMP, naming the record',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-937',
    async run(t) {
      const topic = await t.topic({ configs: { 'message.timestamp.after.max.ms': '60000' } })
      const batch = buildBatch([{ timestamp: t.nowMs + 3_600_000, value: Buffer.from('a') }])
      const answer = await produce(t, topic, batch)
      errorIs(answer.errorCode, 'INVALID_TIMESTAMP', 'error')
      equal(
        answer.recordErrors.map((error) => error.batchIndex),
        [0],
        'positions of the records at fault'
      )
    }
  },
  {
    name: 'a timestamp further back than message.timestamp.before.max.ms is answered INVALID_TIMESTAMP',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-937',
    async run(t) {
      const topic = await t.topic({ configs: { 'message.timestamp.before.max.ms': '60000' } })
      const batch = buildBatch([{ timestamp: t.nowMs - 3_600_000, value: Buffer.from('a') }])
      errorIs((await produce(t, topic, batch)).errorCode, 'INVALID_TIMESTAMP', 'error')
      errorIs((await produce(t, topic, batchOf(t, ['b']))).errorCode, 'NONE', 'error of a present one')
    }
  },
  {
    name: 'one bad record refuses the whole batch: nothing of it is appended',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'message.timestamp.after.max.ms': '60000' } })
      const good = batchOf(t, ['good'])
      const body = produceBody(topic, null)
      const mixed = buildBatch([
        { timestamp: t.nowMs, value: Buffer.from('fine') },
        { timestamp: t.nowMs + 3_600_000, value: Buffer.from('late') }
      ])
      const answer = await t.call('Produce', 9, {
        ...body,
        topicData: [{ name: topic.name, partitionData: [{ index: 0, records: mixed }] }]
      })
      const partition = only(answer.responses[0]?.partitionResponses, 'partitions')
      errorIs(partition.errorCode, 'INVALID_TIMESTAMP', 'error')
      equal(
        partition.recordErrors.map((error) => error.batchIndex),
        [1],
        'positions of the records at fault'
      )
      await produce(t, topic, good)
      equal(await readTexts(t, topic), ['good'], 'values read back')
    }
  }
]
