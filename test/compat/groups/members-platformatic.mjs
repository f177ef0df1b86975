// Members of one group with @platformatic/kafka. Arguments: BOOTSTRAP TOPIC GROUP PROTOCOL PREFIX COUNT. A line on stdin names a
// member that is to leave.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(process.env.OTTLA_COMPAT_MODULES ?? '', 'x.js'))
const { Consumer } = await import(pathToFileURL(require.resolve('@platformatic/kafka')).href)
const [bootstrap, topic, groupId, groupProtocol, prefix, count] = process.argv.slice(2)
const say = (...words) => process.stdout.write(`${words.join(' ')}\n`)
const members = new Map()

for (let at = 0; at < Number(count); at++) {
  const name = `${prefix}${at}`
  const consumer = new Consumer({
    clientId: name,
    groupId,
    groupProtocol,
    bootstrapBrokers: [bootstrap],
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    rebalanceTimeout: 30_000,
    maxWaitTime: 500
  })
  let told = []
  const tell = (now) => {
    const taken = told.filter((partition) => !now.includes(partition))
    const given = now.filter((partition) => !told.includes(partition))
    told = now
    if (taken.length > 0) say(name, 'taken', taken.join(','))
    if (given.length > 0) say(name, 'given', given.join(','))
  }
  // It has no event for what changes in the consumer protocol: the field is watched, which is set before the broker is told.
  let assignments = consumer.assignments
  Object.defineProperty(consumer, 'assignments', {
    get: () => assignments,
    set(value) {
      assignments = value
      // A member that was removed and joins again has no event for it: in the classic protocol each assignment is a new one.
      if (groupProtocol === 'classic') tell([])
      tell((value ?? []).flatMap(({ partitions }) => partitions))
    }
  })
  if (groupProtocol === 'classic') consumer.on('consumer:group:rebalance', () => tell([]))
  consumer.on('error', () => {})
  members.set(name, consumer)
  const start = async () => {
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: 200
    })
    stream.on('error', (error) => say(name, 'failed', error.message))
    for await (const { partition, offset } of stream) say(name, 'read', `${partition}:${offset}`)
  }
  void start().catch((error) => say(name, 'failed', error.message))
}

createInterface({ input: process.stdin }).on('line', async (name) => {
  await members.get(name)?.close(true)
  say(name, 'left')
})
