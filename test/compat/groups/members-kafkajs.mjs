// Members of one group with kafkajs. Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin names a member that
// is to leave.
import { createInterface } from 'node:readline'
import { Kafka, logLevel } from 'kafkajs'

const [bootstrap = '', topic = '', groupId = '', , prefix, count] = process.argv.slice(2)
const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING })
const say = (...words) => process.stdout.write(`${words.join(' ')}\n`)
const members = new Map()

for (let at = 0; at < Number(count); at++) {
  const name = `${prefix}${at}`
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: 500
  })
  let owned = []
  let isLeaving = false
  const giveUp = (what) => {
    if (owned.length > 0) say(name, what, owned.join(','))
    owned = []
  }
  members.set(name, async () => {
    // It has no event for what leaving takes from it: it stops reading, then says so, then tells the broker. A rebalance may come first.
    isLeaving = true
    consumer.pause([{ topic }])
    giveUp('taken')
    await consumer.disconnect()
  })
  consumer.on(consumer.events.REBALANCING, () => giveUp('taken'))
  consumer.on(consumer.events.CRASH, () => giveUp('lost'))
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    giveUp('lost')
    if (isLeaving) return
    owned = payload.memberAssignment[topic] ?? []
    say(name, 'given', owned.join(','))
  })
  const start = async () => {
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        say(name, 'read', `${partition}:${message.offset}`)
      }
    })
  }
  void start().catch((error) => say(name, 'failed', error.message))
}

createInterface({ input: process.stdin }).on('line', async (name) => {
  await members.get(name)?.()
  say(name, 'left')
})
