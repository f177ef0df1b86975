// What clients.mjs says of a client, with kafkajs. Arguments: BOOTSTRAP NAME PROTOCOL PARTITIONS.
import { createInterface } from 'node:readline'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { sleep } from '../killing.mjs'

const [bootstrap = '', name = '', , count] = process.argv.slice(2)
const partitions = Array.from({ length: Number(count) }, (_, partition) => partition)
const topics = ['plain', 'idempotent', 'transactional']
const say = (...words) => process.stdout.write(`${words.join(' ')}\n`)
// Of a connection: with more of them kafkajs stays with a broker that is gone, and hears of no other leader.
const retry = { initialRetryTime: 100, maxRetryTime: 500, retries: 2 }
const forEver = { ...retry, retries: Number.MAX_SAFE_INTEGER }
const kafka = new Kafka({
  clientId: name,
  brokers: bootstrap.split(','),
  connectionTimeout: 1_000,
  requestTimeout: 3_000,
  logLevel: logLevel.NOTHING,
  retry
})
let isWriting = true

const producerOf = async (options) => {
  const createPartitioner = Partitioners.DefaultPartitioner
  const producer = kafka.producer({ createPartitioner, maxInFlightRequests: 1, retry: forEver, ...options })
  await producer.connect()
  return producer
}

/**
 * One after the other to a partition: the next when the one before is acknowledged. Nothing here sends to several partitions at
 * once: kafkajs remembers by broker, and not by partition, what was answered. When a leader moves meanwhile, it sends again what was
 * acknowledged, with other sequences, or leaves out what was not.
 */
async function lane(kind, partition, pauseMs, options) {
  const producer = await producerOf(options)
  for (let n = 0; isWriting; n++) {
    const sent = Date.now()
    const messages = [{ partition, value: `${name}-${kind}:${n}:${sent}` }]
    for (let isDone = false; !isDone; )
      try {
        const [found] = await producer.send({ topic: kind, acks: -1, timeout: 3_000, messages })
        say('acked', kind, partition, n, found?.baseOffset, sent)
        isDone = true
      } catch (error) {
        say('note', kind, partition, n, error)
        await sleep(100)
      }
    await sleep(pauseMs)
  }
  await producer.disconnect()
}

/** Two records for each partition and a committed offset in each transaction; every fourth is aborted. */
async function transactional() {
  let producer
  for (let n = 0; isWriting; n++) {
    const sent = Date.now()
    let end = 'unknown'
    try {
      producer ??= await producerOf({ transactionalId: name, idempotent: true })
      const transaction = await producer.transaction()
      const value = `${name}-transactional:${n}:${sent}`
      for (const partition of partitions) {
        const message = { partition, value }
        await transaction.send({ topic: 'transactional', acks: -1, timeout: 3_000, messages: [message, message] })
      }
      const marks = [{ topic: 'plain', partitions: [{ partition: 0, offset: `${n + 1}` }] }]
      await transaction.sendOffsets({ consumerGroupId: `${name}-marks`, topics: marks })
      await (n % 4 === 3 ? transaction.abort() : transaction.commit())
      end = n % 4 === 3 ? 'aborted' : 'committed'
    } catch (error) {
      say('note', 'transaction', n, error)
      // Whatever became of it, the next one of this id ends it, with another epoch: what the network still has is refused.
      producer?.disconnect().catch(() => {})
      producer = undefined
      await sleep(100)
    }
    say('tx', end, n, sent)
    await sleep(50)
  }
  await producer?.disconnect()
}

async function member(id) {
  const consumer = kafka.consumer({
    groupId: `${name}-group`,
    sessionTimeout: 6_000,
    heartbeatInterval: 500,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 200,
    readUncommitted: false,
    retry: { ...retry, restartOnFailure: async () => true }
  })
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    for (const [topic, given] of Object.entries(payload.memberAssignment))
      for (const partition of given) say('given', id, topic, partition)
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => say('note', 'crash', payload.error))
  await consumer.connect()
  await consumer.subscribe({ topics, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 3,
    eachBatch: async ({ batch: { topic, partition, messages }, resolveOffset, isRunning, isStale }) => {
      const last = messages.at(-1)?.offset
      if (last === undefined || !isRunning() || isStale()) return
      for (const { offset, value } of messages) say('read', id, topic, partition, offset, value)
      resolveOffset(last)
      const offset = `${Number(last) + 1}`
      try {
        await consumer.commitOffsets([{ topic, partition, offset }])
        say('commit', topic, partition, offset)
      } catch (error) {
        // The next commit has it, or whoever owns the partition then reads it again.
        say('note', 'commit', error)
      }
    }
  })
  return consumer
}

const start = (task) =>
  task.catch((error) => {
    say('wrong', error.stack?.replaceAll('\n', ' '))
  })

// Some of what it has under way with a broker that is gone is nobody's.
process.on('unhandledRejection', (error) => say('note', 'nobody handles', error))

const writers = [
  ...partitions.map((partition) => start(lane('plain', partition, 100, {}))),
  ...partitions.map((partition) => start(lane('idempotent', partition, 80, { idempotent: true }))),
  start(transactional())
]
const readers = [start(member(`${name}-0`)), start(member(`${name}-1`))]
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end writing') {
    isWriting = false
    await Promise.all(writers)
    say('ended', 'writing')
  } else {
    for (const consumer of await Promise.all(readers)) await consumer?.disconnect()
    say('ended', 'reading')
  }
}
process.exit(0)
