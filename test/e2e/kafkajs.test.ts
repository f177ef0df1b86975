/**
 * Goal: a client that people have works unchanged, over a kill too.
 * Method: kafkajs over real sockets against the real command: every codec, a group of three that rebalances, commits,
 * `kill -9`, a restart, and consumers that go on where they were.
 */
import { readFileSync } from 'node:fs'
import kafkajs, { type Consumer, type Kafka as KafkaType, type Producer } from 'kafkajs'
import { type CodecName, compress, decompress } from '../../src/records/index.ts'
import { BrokerProcess } from '../kit/broker-process.ts'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

const codecs: readonly (readonly [CodecName, number])[] = [
  ['none', CompressionTypes.None],
  ['gzip', CompressionTypes.GZIP],
  ['snappy', CompressionTypes.Snappy],
  ['lz4', CompressionTypes.LZ4],
  ['zstd', CompressionTypes.ZSTD]
]
for (const [codec, type] of codecs.slice(2)) {
  // kafkajs brings gzip alone; the other codecs are ours here.
  ;(CompressionCodecs as unknown as Record<number, unknown>)[type] = () => ({
    compress: async (encoder: { buffer: Buffer }) => compress(codec, encoder.buffer),
    decompress: async (bytes: Buffer) => decompress(codec, bytes)
  })
}

const corpus = readFileSync(new URL('../../node_modules/@types/node/fs.d.ts', import.meta.url), 'utf8')
  .split(/\r?\n/)
  .filter((line) => line.trim() !== '')

const broker = new BrokerProcess()
let kafka: KafkaType
let producer: Producer
const consumers: Consumer[] = []

beforeAll(async () => {
  await broker.start()
  kafka = new Kafka({
    clientId: 'e2e',
    brokers: [broker.bootstrap],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 20 }
  })
  producer = kafka.producer()
  await producer.connect()
})

afterAll(async () => {
  for (const consumer of consumers) await consumer.disconnect()
  await producer.disconnect()
  await broker.remove()
})

async function createTopic(topic: string, numPartitions: number): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions }] })
  await admin.disconnect()
}

/** Reads with a group of its own until `count` values came. */
async function readAll(topic: string, count: number): Promise<string[]> {
  const consumer = kafka.consumer({ groupId: `all-${topic}` })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const values: string[] = []
  await new Promise<void>((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error))
    consumer
      .run({
        eachMessage: async ({ message }) => {
          values.push(String(message.value))
          if (values.length === count) resolve()
        }
      })
      .catch(reject)
  })
  await consumer.disconnect()
  return values
}

test.each(codecs)('real text produced with %s is read back equal and in order', async (codec, compression) => {
  const topic = `codec-${codec}`
  await createTopic(topic, 1)
  const lines = corpus.slice(0, 1500)
  for (let at = 0; at < lines.length; at += 300) {
    await producer.send({ topic, compression, messages: lines.slice(at, at + 300).map((value) => ({ value })) })
  }
  expect(await readAll(topic, lines.length)).toEqual(lines)
})

interface Member {
  readonly consumer: Consumer
  readonly seen: string[]
  joined(): Promise<number>
}

/** A member of the group that collects values; `joined` resolves with its number of partitions at the next join. */
async function member(topic: string, groupId: string, onValue: (value: string) => void): Promise<Member> {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 200, rebalanceTimeout: 6000 })
  consumers.push(consumer)
  const seen: string[] = []
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const joined = () =>
    new Promise<number>((resolve) => {
      const remove = consumer.on('consumer.group_join', ({ payload }) => {
        remove()
        resolve((payload.memberAssignment[topic] ?? []).length)
      })
    })
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => {
      seen.push(String(message.value))
      onValue(String(message.value))
    }
  })
  return { consumer, seen, joined }
}

/** Resolves once every value of the range was seen by somebody. */
function allSeen(): { onValue: (value: string) => void; wait: (values: readonly string[]) => Promise<void> } {
  const seen = new Set<string>()
  let check = () => {}
  return {
    onValue: (value) => {
      seen.add(value)
      check()
    },
    wait: (values) =>
      new Promise((resolve) => {
        check = () => {
          if (values.every((value) => seen.has(value))) resolve()
        }
        check()
      })
  }
}

test('a group of three shares the partitions, rebalances, and goes on over a kill -9 and a restart', async () => {
  const topic = 'shared'
  const groupId = 'three'
  await createTopic(topic, 6)
  const everything = allSeen()
  const send = async (from: number, to: number) => {
    const messages = Array.from({ length: to - from }, (_, n) => ({ key: `k${from + n}`, value: `v${from + n}` }))
    await producer.send({ topic, acks: -1, messages })
    return messages.map(({ value }) => value)
  }
  const members = [await member(topic, groupId, everything.onValue)]
  await everything.wait(await send(0, 300))
  for (let n = 0; n < 2; n++) {
    const rejoined = members.map(({ joined }) => joined())
    members.push(await member(topic, groupId, everything.onValue))
    await Promise.all(rejoined)
  }
  await everything.wait(await send(300, 600))
  const rejoined = members.slice(1).map(({ joined }) => joined())
  await members[0]?.consumer.disconnect()
  await Promise.all(rejoined)
  await everything.wait(await send(600, 900))

  const acknowledged = await send(900, 1000)
  await broker.stop('SIGKILL')
  await broker.start()
  await everything.wait(acknowledged)
  await everything.wait(await send(1000, 1100))
  for (const { consumer } of members) await consumer.disconnect()

  const admin = kafka.admin()
  await admin.connect()
  const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] })
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const committed = (offsets?.partitions ?? []).reduce((sum, { offset }) => sum + Number(offset), 0)
  expect(ends.reduce((sum, { offset }) => sum + Number(offset), 0)).toBe(1100)
  expect(committed).toBe(1100)
})
