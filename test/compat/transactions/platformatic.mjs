// The scenario and the job of clients.mjs with @platformatic/kafka.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(process.env.OTTLA_COMPAT_MODULES ?? '', 'x.js'))
const { Consumer, Producer, stringSerializers } = await import(
  pathToFileURL(require.resolve('@platformatic/kafka')).href
)
const [mode, bootstrap, source, target, group, id] = process.argv.slice(2)

const producer = () =>
  new Producer({
    clientId: 'compat',
    bootstrapBrokers: [bootstrap],
    idempotent: true,
    transactionalId: id,
    serializers: stringSerializers,
    // Its defaults of 0 and 0 name a producer that another instance may be.
    producerId: -1n,
    producerEpoch: -1,
    retries: 3
  })
const send = (to, value) => to.send({ messages: [{ topic: target, value }] })

async function scenario() {
  const consumer = new Consumer({
    clientId: 'compat',
    groupId: group,
    bootstrapBrokers: [bootstrap],
    groupProtocol: 'classic'
  })
  const stream = await consumer.consume({ topics: [source], mode: 'earliest', autocommit: false })
  const messages = []
  for await (const message of stream) {
    messages.push(message)
    if (messages.length === 9) break
  }
  // The client commits the offset after the message that it is given.
  const withOffsets = async (transaction, message) => {
    await transaction.addConsumer(consumer)
    await transaction.addOffset(message)
  }

  const first = producer()
  let transaction = await first.beginTransaction()
  await send(transaction, 'committed')
  await transaction.commit()
  transaction = await first.beginTransaction()
  await send(transaction, 'aborted')
  await transaction.abort()
  transaction = await first.beginTransaction()
  await send(transaction, 'with offsets')
  await withOffsets(transaction, messages[6])
  await transaction.commit()
  transaction = await first.beginTransaction()
  await send(transaction, 'aborted with offsets')
  await withOffsets(transaction, messages[8])
  await transaction.abort()
  transaction = await first.beginTransaction()
  await send(transaction, 'of a zombie')
  const second = producer()
  const heir = await second.beginTransaction()
  await send(heir, 'of the heir')
  try {
    await send(transaction, 'late')
    await transaction.commit()
    console.log('not fenced')
  } catch (error) {
    const text = []
    const note = (one) => {
      text.push(`${one.apiId ?? ''} ${one.message}`)
      if (one.cause) note(one.cause)
      for (const inner of one.errors ?? []) note(inner)
    }
    note(error)
    console.log(/fenced|INVALID_PRODUCER_EPOCH|epoch/i.test(text.join('\n')) ? 'fenced' : `not fenced: ${text}`)
  }
  await heir.commit()
  process.exit(0)
}

async function job() {
  const writer = producer()
  const consumer = new Consumer({
    clientId: 'compat',
    groupId: group,
    bootstrapBrokers: [bootstrap],
    groupProtocol: 'classic',
    sessionTimeout: 1000,
    heartbeatInterval: 200,
    rebalanceTimeout: 3000,
    maxWaitTime: 100,
    retries: 3
  })
  const stream = await consumer.consume({
    topics: [source],
    mode: 'committed',
    fallbackMode: 'earliest',
    autocommit: false
  })
  console.log('working')
  /** Takes these in one transaction; the last message of each partition is its offset. */
  async function take(messages) {
    // Read before and after the group changed: some may be there twice.
    if (new Set(messages.map(({ metadata }) => metadata.consumer.generationId)).size > 1) process.exit(1)
    const transaction = await writer.beginTransaction()
    await transaction.send({
      messages: messages.map(({ partition, offset }) => ({ topic: target, value: `${partition}:${offset}` }))
    })
    await transaction.addConsumer(consumer)
    // Each message knows the generation that it was read in: once its partition is another's, the offset is refused.
    for (const message of new Map(messages.map((one) => [one.partition, one])).values())
      await transaction.addOffset(message)
    await transaction.commit()
  }
  let read = []
  for await (const message of stream) {
    read.push(message)
    if (read.length < 20 && stream.readableLength > 0) continue
    await take(read)
    read = []
  }
}

// A broker that is away ends the process: whoever watches it starts another.
await (mode === 'scenario' ? scenario() : job()).catch((error) => {
  console.log(error)
  process.exit(1)
})
// The stream ends when its group is gone.
process.exit(1)
