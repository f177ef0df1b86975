import type { ErrorName } from '../../../protocol/index.ts'
import {
  attributes,
  buildBatch,
  type CodecName,
  codecId,
  codecIdOf,
  isLogAppendTime,
  maxTimestamp
} from '../../../records/index.ts'
import type { Check } from '../../check.ts'
import { fetch, readBytes, readTexts } from '../../dialogue/fetch.ts'
import { produce, produced } from '../../dialogue/produce.ts'
import { altered, batchOf, messagesOf, recordsIn, textsIn, values } from '../../dialogue/records.ts'
import { equal, errorIs, holds } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const codecs: readonly CodecName[] = ['gzip', 'snappy', 'lz4', 'zstd']

const compressed = codecs.map(
  (codec): Check => ({
    name: `a ${codec} batch is stored as it was sent and can be read back`,
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const batch = batchOf(t, values(50), { codec })
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
      const { records } = await fetch(t, topic, 0)
      const bytes = Buffer.from(records ?? [])
      equal(bytes.subarray(16), batch.subarray(16), 'bytes behind the leader epoch')
      equal(textsIn(records), values(50), 'values')
    }
  })
)

const recompressed = (['gzip', 'snappy', 'lz4', 'zstd', 'uncompressed'] as const).map(
  (type): Check => ({
    name: `a topic with compression.type ${type} stores what comes ${type === 'uncompressed' ? 'compressed without it' : 'uncompressed with it'}`,
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'compression.type': type } })
      const batch = batchOf(t, values(20), { codec: type === 'uncompressed' ? 'gzip' : 'none' })
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
      const { records } = await fetch(t, topic, 0)
      const stored = codecId(Buffer.from(records ?? []), 0)
      equal(stored, type === 'uncompressed' ? 0 : codecIdOf(type), 'codec of the stored batch')
      equal(textsIn(records), values(20), 'values')
    }
  })
)

const old = ([0, 1] as const).flatMap((magic) =>
  (['none', 'gzip', 'snappy', 'lz4'] as const).map(
    (codec): Check => ({
      name: `a message set of format ${magic} (${codec}) is converted and can be read with today’s Fetch`,
      api: 'Produce',
      versions: [magic === 0 ? 0 : 2, magic === 0 ? 0 : 2],
      kafka43: 'not spoken',
      async run(t) {
        const version = magic === 0 ? 0 : 2
        t.need('Produce', version)
        const topic = await t.topic()
        const answer = await produce(t, topic, messagesOf(t, values(5), magic, codec), { version })
        errorIs(answer.errorCode, 'NONE', 'error')
        equal(await readTexts(t, topic), values(5), 'values')
        const { records } = await fetch(t, topic, 0)
        equal(recordsIn(records)[0]?.timestamp, magic === 0 ? -1 : t.nowMs, 'timestamp of the first record')
      }
    })
  )
)

interface Broken {
  readonly name: string
  readonly error: ErrorName | readonly ErrorName[]
  readonly records: (t: Trial) => Buffer
}

const two = (t: Trial) => batchOf(t, ['one', 'two'])

const broken: readonly Broken[] = [
  { name: 'empty records', error: 'INVALID_RECORD', records: () => Buffer.alloc(0) },
  { name: 'two batches for one partition', error: 'INVALID_RECORD', records: (t) => Buffer.concat([two(t), two(t)]) },
  { name: 'a message set of format 1 in version 9', error: 'INVALID_RECORD', records: (t) => messagesOf(t, ['x'], 1) },
  { name: 'a message set of format 0 in version 9', error: 'INVALID_RECORD', records: (t) => messagesOf(t, ['x'], 0) },
  { name: 'a batch of format 3', error: 'CORRUPT_MESSAGE', records: (t) => altered(two(t), (b) => b.writeInt8(3, 16)) },
  {
    name: 'a batch whose checksum is wrong',
    error: 'CORRUPT_MESSAGE',
    records: (t) => {
      const bytes = two(t)
      bytes.writeUInt8((bytes.readUInt8(70) + 1) & 0xff, 70)
      return bytes
    }
  },
  {
    name: 'a batch that is cut off',
    error: ['CORRUPT_MESSAGE', 'INVALID_RECORD'],
    records: (t) => two(t).subarray(0, 70)
  },
  {
    name: 'a batch whose length is too small for its header',
    error: 'CORRUPT_MESSAGE',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(10, 8))
  },
  {
    name: 'a batch that counts more records than it has',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(3, 57))
  },
  {
    name: 'a batch that counts fewer records than it has',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(1, 57))
  },
  {
    name: 'a batch that counts no records',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(0, 57))
  },
  {
    name: 'a batch that counts fewer than no records',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(-5, 57))
  },
  {
    name: 'a batch whose last offset delta does not fit its count',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt32BE(7, 23))
  },
  {
    name: 'a batch that does not begin at offset 0',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeBigInt64BE(5000n, 0))
  },
  {
    name: 'a control batch',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeInt16BE(0x20, 21))
  },
  {
    name: 'a batch with an unknown codec',
    error: ['CORRUPT_MESSAGE', 'INVALID_RECORD', 'UNKNOWN_SERVER_ERROR'],
    records: (t) => altered(two(t), (b) => b.writeInt16BE(6, 21))
  },
  {
    name: 'a gzip batch whose content is not gzip',
    error: ['CORRUPT_MESSAGE', 'INVALID_RECORD', 'UNKNOWN_SERVER_ERROR'],
    records: (t) => altered(two(t), (b) => b.writeInt16BE(1, 21))
  },
  {
    name: 'a record whose length runs over the end of its batch',
    error: 'INVALID_RECORD',
    records: (t) => altered(two(t), (b) => b.writeUInt8(0x7e, 61))
  }
]

const refused = broken.map(
  ({ name, error, records }): Check => ({
    name: `Produce refuses ${name} and appends nothing`,
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const answer = await produce(t, topic, records(t), { version: 9 })
      errorIs(answer.errorCode, error, 'error')
      equal(answer.baseOffset, -1n, 'offset')
      errorIs((await produce(t, topic, batchOf(t, ['good']))).errorCode, 'NONE', 'error of the next good batch')
      equal(await readTexts(t, topic), ['good'], 'values read back')
    }
  })
)

export const produceBatches: Check[] = [
  ...compressed,
  ...recompressed,
  ...old,
  ...refused,
  {
    name: 'keys, values, null and empty, and headers come back as they were sent',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-82',
    async run(t) {
      const topic = await t.topic()
      const headers = [
        { key: 'a', value: Buffer.from([0, 255]) },
        { key: 'a', value: null },
        { key: 'ü', value: Buffer.alloc(0) }
      ]
      const batch = buildBatch([
        { timestamp: t.nowMs, key: Buffer.from('k'), value: null },
        { timestamp: t.nowMs, key: Buffer.alloc(0), value: Buffer.alloc(0) },
        { timestamp: t.nowMs, key: null, value: Buffer.from('v'), headers }
      ])
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
      const records = recordsIn((await fetch(t, topic, 0)).records)
      equal(
        records.map((record) => [record.key, record.value]),
        [
          [Buffer.from('k'), null],
          [Buffer.alloc(0), Buffer.alloc(0)],
          [null, Buffer.from('v')]
        ],
        'keys and values'
      )
      equal(records[2]?.headers, headers, 'headers')
    }
  },
  {
    name: 'timestamps of records come back as they were sent',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-32',
    async run(t) {
      const topic = await t.topic()
      const times = [t.nowMs - 5, t.nowMs + 3, t.nowMs - 100, t.nowMs]
      await produced(t, topic, buildBatch(times.map((timestamp) => ({ timestamp, value: Buffer.from('x') }))))
      const { records } = await fetch(t, topic, 0)
      equal(
        recordsIn(records).map((record) => record.timestamp),
        times,
        'timestamps'
      )
      equal(maxTimestamp(Buffer.from(records ?? []), 0), t.nowMs + 3, 'max timestamp of the batch')
    }
  },
  {
    name: 'a topic with LogAppendTime answers the append time and stamps the batch with it',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-32',
    async run(t) {
      const topic = await t.topic({ configs: { 'message.timestamp.type': 'LogAppendTime' } })
      const answer = await produce(t, topic, batchOf(t, ['a', 'b']))
      holds(
        Math.abs(Number(answer.logAppendTimeMs) - t.nowMs) < 600_000,
        'append time near the present',
        answer.logAppendTimeMs
      )
      const records = await readBytes(t, topic)
      const bytes = Buffer.from(records ?? [])
      equal(isLogAppendTime(bytes, 0), true, 'timestamp type of the batch')
      equal(
        recordsIn(bytes).map((record) => BigInt(record.timestamp)),
        [answer.logAppendTimeMs, answer.logAppendTimeMs],
        'timestamps'
      )
    }
  },
  {
    name: 'a topic with LogAppendTime takes any timestamp, since it will not be kept',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'message.timestamp.type': 'LogAppendTime' } })
      const batch = buildBatch([{ timestamp: t.nowMs + 7 * 86_400_000, value: Buffer.from('x') }])
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'a batch that says LogAppendTime itself is stored with create time by a topic of create time',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const batch = batchOf(t, ['x'], { logAppendTimeMs: t.nowMs + 5000 })
      const answer = await produce(t, topic, batch)
      equal([answer.errorCode, answer.logAppendTimeMs], [0, -1n], 'error and append time')
      const { records } = await fetch(t, topic, 0)
      equal(isLogAppendTime(Buffer.from(records ?? []), 0), false, 'timestamp type of the stored batch')
      equal(recordsIn(records)[0]?.timestamp, t.nowMs, 'timestamp')
    }
  },
  {
    name: 'a record of 900 kB fits the default limit and comes back whole',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const value = Buffer.alloc(900_000, 'abcdefghij')
      errorIs((await produce(t, topic, buildBatch([{ timestamp: t.nowMs, value }]))).errorCode, 'NONE', 'error')
      const records = await readBytes(t, topic)
      equal(Buffer.compare(recordsIn(records)[0]?.value ?? Buffer.alloc(0), value), 0, 'comparison of the value')
    }
  },
  {
    name: 'unused attribute bits of a batch are kept as they are',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const batch = altered(batchOf(t, ['x']), (bytes) => bytes.writeInt16BE(0x0100, 21))
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
      equal(attributes(Buffer.from((await fetch(t, topic, 0)).records ?? []), 0), 0x0100, 'attributes')
    }
  },
  {
    name: 'a compacted topic takes records with keys, and those without a value, which delete',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ configs: { 'cleanup.policy': 'compact' } })
      const key = Buffer.from('k')
      const batch = buildBatch([
        { timestamp: t.nowMs, key, value: Buffer.from('v') },
        { timestamp: t.nowMs, key, value: null }
      ])
      errorIs((await produce(t, topic, batch)).errorCode, 'NONE', 'error')
      const records = recordsIn((await fetch(t, topic, 0)).records)
      equal(records.at(-1)?.value, null, 'last value')
    }
  },
  {
    name: 'a batch of 5,000 records comes back whole and in order',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      errorIs((await produce(t, topic, batchOf(t, values(5000), { codec: 'gzip' }))).errorCode, 'NONE', 'error')
      equal(textsIn((await fetch(t, topic, 0)).records), values(5000), 'values')
    }
  }
]
