// The scenario and the job of clients.mjs with a client that has the interface of kafkajs: kafkajs itself, or
// @confluentinc/kafka-javascript when OTTLA_COMPAT_MODULES names where it is.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const confluent = process.env.OTTLA_COMPAT_MODULES
const require = createRequire(confluent ? join(confluent, 'x.js') : import.meta.url)
const { Kafka, logLevel } = confluent ? require('@confluentinc/kafka-javascript').KafkaJS : require('kafkajs')
const [mode, bootstrap, source, target, group, id] = process.argv.slice(2)

const client = { clientId: 'compat', brokers: [bootstrap], logLevel: logLevel.NOTHING }
const kafka = new Kafka(confluent ? { kafkaJS: client } : client)

const options = (values) => (confluent ? { kafkaJS: values } : values)
async function connected(made) {
  await made.connect()
  return made
}
const producer = () =>
  connected(kafka.producer(options({ transactionalId: id, idempotent: true, maxInFlightRequests: 1 })))
const send = (to, value) => to.send({ topic: target, messages: [{ value }] })

async function scenario() {
  const consumer = await connected(kafka.consumer(options({ groupId: group, fromBeginning: true, autoCommit: false })))
  await consumer.subscribe({ topics: [source], ...(confluent ? {} : { fromBeginning: true }) })
  const some = new Promise((resolve) => {
    consumer.run({ ...(confluent ? {} : { autoCommit: false }), eachMessage: async () => resolve(null) })
  })
  await some
  const offsets = (offset) => ({
    ...(confluent ? { consumer } : { consumerGroupId: group }),
    topics: [{ topic: source, partitions: [{ partition: 0, offset }] }]
  })
  const first = await producer()
  let transaction = await first.transaction()
  await send(transaction, 'committed')
  await transaction.commit()
  transaction = await first.transaction()
  await send(transaction, 'aborted')
  await transaction.abort()
  transaction = await first.transaction()
  await send(transaction, 'with offsets')
  await transaction.sendOffsets(offsets('7'))
  await transaction.commit()
  transaction = await first.transaction()
  await send(transaction, 'aborted with offsets')
  await transaction.sendOffsets(offsets('9'))
  await transaction.abort()
  transaction = await first.transaction()
  await send(transaction, 'of a zombie')
  const second = await producer()
  const heir = await second.transaction()
  await send(heir, 'of the heir')
  try {
    await send(transaction, 'late')
    await transaction.commit()
    console.log('not fenced')
  } catch (caught) {
    const error = /** @type {Error & { type?: string, code?: unknown }} */ (caught)
    const what = `${error.type ?? ''} ${error.code ?? ''} ${error.message}`
    console.log(/fenced|INVALID_PRODUCER_EPOCH|producer epoch/i.test(what) ? 'fenced' : `not fenced: ${what}`)
  }
  await heir.commit()
  process.exit(0)
}

async function job() {
  const writer = await producer()
  const consumer = await connected(
    kafka.consumer({ groupId: group, sessionTimeout: 1000, heartbeatInterval: 200, readUncommitted: false })
  )
  await consumer.subscribe({ topics: [source], fromBeginning: true })
  // A broker that is away ends the process: whoever watches it starts another.
  consumer.on(consumer.events.CRASH, () => process.exit(1))
  console.log('working')
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning, isStale }) => {
      try {
        for (let at = 0; at < batch.messages.length && isRunning() && !isStale(); at += 20) {
          const messages = batch.messages.slice(at, at + 20)
          const last = messages[messages.length - 1].offset
          const transaction = await writer.transaction()
          await transaction.send({
            topic: target,
            messages: messages.map(({ offset }) => ({ value: `${batch.partition}:${offset}` }))
          })
          await transaction.sendOffsets({
            consumerGroupId: group,
            topics: [{ topic: source, partitions: [{ partition: batch.partition, offset: String(Number(last) + 1) }] }]
          })
          await transaction.commit()
          resolveOffset(last)
          await heartbeat()
        }
      } catch {
        process.exit(1)
      }
    }
  })
}

await (mode === 'scenario' ? scenario() : job())
