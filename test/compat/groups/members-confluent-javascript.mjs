// Members of one group with @confluentinc/kafka-javascript. Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin
// names a member that is to leave. OTTLA_COMPAT_MODULES names where the package is.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const load = createRequire(join(process.env.OTTLA_COMPAT_MODULES ?? '', 'x.js'))
const { KafkaJS } = load('@confluentinc/kafka-javascript')
const { ErrorCodes, Kafka, logLevel } = KafkaJS

const [bootstrap = '', topic = '', groupId = '', protocol = '', prefix, count] = process.argv.slice(2)
const kafka = new Kafka({ kafkaJS: { brokers: [bootstrap], logLevel: logLevel.NOTHING } })
const say = (...words) => process.stdout.write(`${words.join(' ')}\n`)
const members = new Map()
const classic = {
  'session.timeout.ms': 6000,
  'heartbeat.interval.ms': 500,
  'partition.assignment.strategy': 'cooperative-sticky'
}

for (let at = 0; at < Number(count); at++) {
  const name = `${prefix}${at}`
  const consumer = kafka.consumer({
    'group.id': groupId,
    'group.protocol': protocol,
    'auto.offset.reset': 'earliest',
    'auto.commit.interval.ms': 500,
    rebalance_cb: (error, assignment, { assignmentLost }) => {
      const takes = assignmentLost() ? 'lost' : 'taken'
      const what = error.code === ErrorCodes.ERR__ASSIGN_PARTITIONS ? 'given' : takes
      say(name, what, assignment.map(({ partition }) => partition).join(','))
    },
    ...(protocol === 'classic' ? classic : {})
  })
  members.set(name, consumer)
  const start = async () => {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic] })
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        say(name, 'read', `${partition}:${message.offset}`)
      }
    })
  }
  void start().catch((error) => say(name, 'failed', error.message))
}

createInterface({ input: process.stdin }).on('line', async (name) => {
  await members.get(name)?.disconnect()
  say(name, 'left')
})
