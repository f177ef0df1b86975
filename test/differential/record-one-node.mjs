// Records what Apache Kafka answers to one-node-cases.mjs, for test/unit/broker/one-node.test.ts:
// node test/differential/record-one-node.mjs HOST PORT > test/fixtures/one-node-4.3.1.jsonl, against a broker that has just
// begun and has node id 1. `null` as the answer stands for a connection that was closed.
import { createRealEnv } from '../../dist/env/real/index.js'
import { Client } from '../../dist/verify/client.js'
import { cases } from './one-node-cases.mjs'

const env = createRealEnv()
const open = () =>
  Client.open(
    env,
    { host: process.argv[2], port: Number(process.argv[3]) },
    { clientId: 'record', transcript: undefined, index: 0 }
  )
const pause = () => new Promise((done) => setTimeout(done, 400))
let client = await open()
await client.call('CreateTopics', 7, {
  topics: [
    { name: 't1', numPartitions: 3 },
    { name: 't2', numPartitions: 1 }
  ].map((topic) => ({ ...topic, replicationFactor: 1, assignments: [], configs: [] })),
  timeoutMs: 10000,
  validateOnly: false
})
await pause()
const { topics } = await client.call('Metadata', 12, {
  topics: ['t1', 't2'].map((name) => ({ name })),
  allowAutoTopicCreation: false
})
const { results } = await client.call('DescribeLogDirs', 4, { topics: null })
const known = new Map([
  ['ID1', topics.find(({ name }) => name === 't1')?.topicId],
  ['ID2', topics.find(({ name }) => name === 't2')?.topicId],
  ['OWN', results[0].logDir]
])
const names = new Map([...known].map(([name, value]) => [value, name]))
const mapped = (value, by) => {
  if (typeof value === 'string') return by.get(value) ?? value
  if (Array.isArray(value)) return value.map((each) => mapped(each, by))
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, by)]))
}
/** Bytes and 64-bit integers keep their kind. */
const plain = (_, value) => {
  if (typeof value === 'bigint') return { i64: String(value) }
  return value?.type === 'Buffer' ? { bytes: Buffer.from(value.data).toString('hex') } : value
}
for (const [api, versions, body] of /** @type {[any, number[], any][]} */ (cases)) {
  for (const version of versions) {
    const request = typeof body === 'function' ? body(version) : body
    let answer = null
    try {
      answer = mapped(await client.call(api, version, mapped(request, known)), names)
    } catch {
      client.close()
      client = await open()
    }
    // A Kafka broker learns of what its controller did a little later.
    if (/^Alter(?:Client|User)|^(?:Create|Delete)Topics|^CreateP/.test(api)) await pause()
    console.log(JSON.stringify({ api, version, request, answer }, plain))
  }
}
process.exit(0)
