/** Goal: a test needs no client to make topics, write and read. Method: each method, what it refuses, and after a stop. */

import { readRecords, targetOf } from '../../../src/embedding/index.ts'
import { silentLogger } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, OttlaError } from '../../../src/index.ts'
import { buildBatch, buildMarker, codecNames } from '../../../src/records/index.ts'
import { boot } from '../../../src/server/index.ts'
import { errorOf } from '../../kit/failures.ts'

const refusal = (code: string) => expect.objectContaining({ name: 'OttlaError', code })
const text = (value: Buffer | null) => (value === null ? null : value.toString())
let broker: Ottla
beforeAll(async () => {
  broker = await Ottla.start({ topics: [{ name: 'three', partitions: 3 }] })
})
afterAll(() => broker.stop())

test('topics are made with configs, listed and deleted', async () => {
  const made = await broker.createTopic({ name: 'made', partitions: 2, configs: { 'cleanup.policy': 'compact' } })
  expect(made).toMatchObject({ name: 'made', partitions: 2, internal: false })
  expect(broker.topics()).toContainEqual(made)
  // The config has its effect: a compacted topic takes no record without a key.
  await expect(broker.produce('made', ['no key'])).rejects.toEqual(refusal('PRODUCE_FAILED'))
  await expect(broker.createTopic('made')).rejects.toEqual(refusal('TOPIC_EXISTS'))
  await expect(broker.createTopic('bad/name')).rejects.toEqual(refusal('BAD_TOPIC'))
  await expect(broker.createTopic({ name: 'x', partitions: 0 })).rejects.toEqual(refusal('BAD_TOPIC'))
  await broker.deleteTopic('made')
  expect(broker.topics().map(({ name }) => name)).not.toContain('made')
  await expect(broker.deleteTopic('made')).rejects.toEqual(refusal('UNKNOWN_TOPIC'))
})

test.each(codecNames)('what is produced with %s is read as it was', async (compression) => {
  const topic = `codec-${compression}`
  const large = 'large '.repeat(100_000)
  const places = await broker.produce(
    topic,
    [
      { key: 'a', value: Buffer.from('one'), headers: { h: 'x', n: null }, timestamp: 1_000 },
      { key: new Uint8Array([1]), value: null, headers: [{ key: 'h', value: 'y' }] },
      'alone',
      large
    ],
    { compression }
  )
  expect(places).toEqual([0, 1, 2, 3].map((offset) => ({ partition: 0, offset })))
  const read = await broker.records(topic)
  expect(read.map(({ key, value }) => [text(key), text(value)])).toEqual([
    ['a', 'one'],
    ['\u0001', null],
    [null, 'alone'],
    [null, large]
  ])
  expect(read[0]).toMatchObject({ topic, partition: 0, offset: 0, timestamp: 1_000 })
  expect(read[0]?.headers.map(({ key, value }) => [key, text(value)])).toEqual([
    ['h', 'x'],
    ['n', null]
  ])
  expect(read[1]?.headers.map(({ key, value }) => [key, text(value)])).toEqual([['h', 'y']])
})

test('partitions: by key as every client reckons, in turn without one, or as it says', async () => {
  const keyed = await broker.produce(
    'three',
    ['a', 'b', 'c'].map((key) => ({ key, value: key }))
  )
  // kafkajs and the Java client put these keys there.
  expect(keyed.map(({ partition }) => partition)).toEqual([1, 2, 1])
  const free = await broker.produce('three', ['1', '2', '3'])
  expect(free.map(({ partition }) => partition)).toEqual([0, 1, 2])
  expect(await broker.produce('three', [{ value: 'here', partition: 2 }])).toEqual([{ partition: 2, offset: 2 }])
  await expect(broker.produce('three', [{ partition: 3 }])).rejects.toEqual(refusal('BAD_OPTION'))
})

test('a reader may say partition, beginning and number', async () => {
  await broker.produce(
    'bounds',
    Array.from({ length: 3_000 }, (_, n) => ({ key: `${n}`, value: 'x'.repeat(500) }))
  )
  const offsets = async (options: object) => (await broker.records('bounds', options)).map(({ offset }) => offset)
  expect((await offsets({})).length).toBe(3_000)
  expect(await offsets({ from: 2_998 })).toEqual([2_998, 2_999])
  expect(await offsets({ from: 10, limit: 2, partition: 0 })).toEqual([10, 11])
  expect(await offsets({ limit: 0 })).toEqual([])
  expect(await offsets({ from: 9_999 })).toEqual([])
  await expect(broker.records('bounds', { partition: 1 })).rejects.toEqual(refusal('BAD_OPTION'))
  await expect(broker.records('bounds', { form: 1 } as never)).rejects.toThrow("did you mean 'from'?")
  await expect(broker.records('nowhere')).rejects.toEqual(refusal('UNKNOWN_TOPIC'))
})

test('more records than it is good to hold are refused, unless their number is given', async () => {
  const tombstones = Array.from({ length: 100_001 }, () => ({ value: null }))
  await broker.produce('many', tombstones)
  await expect(broker.records('many')).rejects.toEqual(refusal('TOO_MANY_RECORDS'))
  expect((await broker.records('many', { limit: 200_000 })).length).toBe(100_001)
})

test.each<readonly [string, unknown]>([
  ['no array', 'x'],
  ['a number', [5]],
  ['a misspelt property', [{ val: 'x' }]],
  ['a value that is no bytes', [{ value: 5 }]],
  ['a key that is no bytes', [{ key: {} }]],
  ['headers that are none', [{ headers: 'x' }]],
  ['a timestamp that is none', [{ timestamp: Number.NaN }]]
])('records are checked: %s', async (_what, records) => {
  await expect(broker.produce('checked', records as never)).rejects.toEqual(refusal('BAD_OPTION'))
})

test('what a log refuses is told with its partition and the error of Kafka', async () => {
  await expect(broker.produce('large', ['x'.repeat(3 << 20)])).rejects.toThrow(
    "topic 'large', partition 0: MESSAGE_TOO_LARGE"
  )
  await expect(broker.produce('__consumer_offsets', ['x'])).rejects.toEqual(refusal('BAD_TOPIC'))
  await expect(broker.produce('bad/name', ['x'])).rejects.toEqual(refusal('BAD_TOPIC'))
  await using strict = await Ottla.start({ config: { 'auto.create.topics.enable': false } })
  await expect(strict.produce('missing', ['x'])).rejects.toEqual(refusal('UNKNOWN_TOPIC'))
})

test('a committed reader sees no record of a transaction that is open or was aborted, and nobody a marker', async () => {
  const { broker: inner, stop } = await boot({ topics: ['t'] }, createRealEnv(), silentLogger)
  const partition = inner.replicas.find('t', 0)
  const append = (batch: Buffer) => {
    const result = partition?.append(batch, { origin: 'coordinator', acks: 1 })
    expect(errorOf(result)).toBeNull()
  }
  const transactional = (producerId: number, value: string) =>
    append(
      buildBatch([{ timestamp: 1, value: Buffer.from(value) }], {
        producerId,
        producerEpoch: 0,
        baseSequence: 0,
        isTransactional: true
      })
    )
  const end = (producerId: number, type: 'ABORT' | 'COMMIT') =>
    append(buildMarker({ type, producerId, producerEpoch: 0, coordinatorEpoch: 0, timestampMs: 1 }))
  transactional(1, 'aborted')
  end(1, 'ABORT')
  append(buildBatch([{ timestamp: 1, value: Buffer.from('plain') }]))
  transactional(2, 'committed')
  end(2, 'COMMIT')
  transactional(3, 'open')
  await partition?.whenAcknowledged(partition.logEndOffset, -1, 10_000)
  const values = async (isolation: 'read_committed' | 'read_uncommitted') =>
    (await readRecords(targetOf(inner), 't', { isolation })).map(({ value }) => text(value))
  expect(await values('read_uncommitted')).toEqual(['aborted', 'plain', 'committed', 'open'])
  expect(await values('read_committed')).toEqual(['plain', 'committed'])
  await stop(0)
})

test('after a stop each method is refused, and the address is still told', async () => {
  const stopped = await Ottla.start({ topics: ['t'] })
  const { bootstrap } = stopped
  await Promise.all([stopped.stop(), stopped.stop()])
  expect([stopped.bootstrap, stopped.state]).toEqual([bootstrap, 'stopped'])
  for (const call of [
    () => stopped.createTopic('x'),
    () => stopped.deleteTopic('t'),
    () => stopped.produce('t', ['x']),
    () => stopped.records('t'),
    async () => stopped.topics()
  ])
    await expect(call()).rejects.toEqual(refusal('STOPPED'))
  expect(await stopped.stop()).toBeUndefined()
  expect(new OttlaError('STOPPED', 'x')).toBeInstanceOf(Error)
})
