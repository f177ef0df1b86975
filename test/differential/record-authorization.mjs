// Records what Apache Kafka answers to authorization-cases.mjs, for test/unit/broker/authorization.test.ts:
// node test/differential/record-authorization.mjs HOST PORT SASLPORT > test/fixtures/authorization-4.3.1.jsonl, against a broker
// that has just begun with `authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer`,
// `super.users=User:ANONYMOUS`, a plaintext listener on PORT and one with SASL PLAIN on SASLPORT, where `bob` has the password
// `bob`. Every version is asked that both know.

import { allApis } from '../../dist/api/index.js'
import { createRealEnv } from '../../dist/env/real/index.js'
import { buildBatch } from '../../dist/records/index.js'
import { Client } from '../../dist/verify/client.js'
import { cases } from './authorization-cases.mjs'

const [, , host, port, saslPort] = process.argv
const env = createRealEnv()
const open = (/** @type {string | undefined} */ to) =>
  Client.open(env, { host: host ?? '', port: Number(to) }, { clientId: 'record', transcript: undefined, index: 0 })
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms))
const admin = await open(port)
async function asBob() {
  const client = await open(saslPort)
  await client.call('SaslHandshake', 1, { mechanism: 'PLAIN' })
  await client.call('SaslAuthenticate', 2, { authBytes: Buffer.from('\0bob\0bob') })
  return client
}
await admin.call('CreateTopics', 7, {
  topics: ['secret', 'open'].map((name) => ({
    name,
    numPartitions: 1,
    replicationFactor: 1,
    assignments: [],
    configs: []
  })),
  timeoutMs: 10000,
  validateOnly: false
})
for (let round = 0; round < 20; round++) {
  const { coordinators } = await admin.call('FindCoordinator', 4, { keyType: 0, coordinatorKeys: ['g'] })
  if (coordinators[0]?.errorCode === 0) break
  await pause(300)
}
for (let round = 0; round < 20; round++) {
  const { topics } = await admin.call('OffsetCommit', 8, {
    groupId: 'g',
    generationIdOrMemberEpoch: -1,
    memberId: '',
    topics: [{ name: 'secret', partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }]
  })
  if (topics[0]?.partitions[0]?.errorCode === 0) break
  await pause(300)
}
for (let round = 0; round < 20; round++) {
  const partitions = [{ partitionIndex: 0, startOffset: 0n }]
  const topics = [{ topicName: 'open', partitions }]
  const { errorCode, responses } = await admin.call('AlterShareGroupOffsets', 0, { groupId: 'sg', topics })
  if (errorCode === 0 && responses[0]?.partitions[0]?.errorCode === 0) break
  await pause(300)
}
// Takes the first block of producer ids.
await admin.call('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 1000 })
await pause(500)
const { topics } = await admin.call('Metadata', 12, {
  topics: ['secret', 'open'].map((name) => ({ name })),
  allowAutoTopicCreation: false
})
const idOf = (/** @type {string} */ topic) => topics.find(({ name }) => name === topic)?.topicId
const batch = (/** @type {object} */ more) =>
  buildBatch([{ timestamp: 1_700_000_000_000, key: null, value: Buffer.from('v') }], more)
const known = new Map(
  /** @type {[string, any][]} */ ([
    ['SECRET', idOf('secret')],
    ['OPEN', idOf('open')],
    ['BATCH', batch({})],
    ['TRANSACTIONAL', batch({ producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })]
  ])
)
const names = new Map([...known].map(([name, value]) => [value, name]))
const mapped = (/** @type {any} */ value, /** @type {Map<any, any>} */ by) => {
  if (typeof value === 'string') return by.get(value) ?? value
  if (Array.isArray(value)) return value.map((each) => mapped(each, by))
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, by)]))
}
/** Bytes and 64-bit integers keep their kind. */
const plain = (/** @type {string} */ _, /** @type {any} */ value) => {
  if (typeof value === 'bigint') return { i64: String(value) }
  // It tells of objects in Kafka's memory.
  if (typeof value === 'string' && value.startsWith('Request Request(')) return 'Cluster authorization failed.'
  return value?.type === 'Buffer' ? { bytes: Buffer.from(value.data).toString('hex') } : value
}
const operations = {
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
  IDEMPOTENT_WRITE: 12
}
const resourceTypes = { TOPIC: 2, GROUP: 3, CLUSTER: 4, TRANSACTIONAL_ID: 5 }
const anything = {
  resourceTypeFilter: 1,
  resourceNameFilter: null,
  patternTypeFilter: 1,
  principalFilter: 'User:bob',
  hostFilter: null,
  operation: 1,
  permissionType: 1
}
let granted = ''
async function grant(/** @type {readonly string[]} */ rights) {
  if (rights.join() === granted) return
  granted = rights.join()
  await admin.call('DeleteAcls', 3, { filters: [anything] })
  await admin.call('CreateAcls', 3, {
    creations: rights.map((right) => {
      const [operation, type, name] = right.split(' ')
      return {
        resourceType: resourceTypes[/** @type {'TOPIC'} */ (type)],
        resourceName: name ?? '',
        resourcePatternType: 3,
        principal: 'User:bob',
        host: '*',
        operation: operations[/** @type {'READ'} */ (operation)],
        permissionType: 3
      }
    })
  })
  await pause(500)
}
const { apiKeys } = await admin.call('ApiVersions', 4, { clientSoftwareName: 'record', clientSoftwareVersion: '1' })
let bob = await asBob()
for (const [api, body, rights, from = 0, to = 99] of /** @type {[any, any, string[], number?, number?][]} */ (cases)) {
  await grant(rights)
  const ours = allApis().byName(api)
  const theirs = apiKeys.find(({ apiKey }) => apiKey === ours?.key)
  if (ours === undefined || theirs === undefined) throw new Error(`${api} is not served by both`)
  for (
    let version = Math.max(ours.min, theirs.minVersion, from);
    version <= Math.min(ours.max, theirs.maxVersion, to);
    version++
  ) {
    const request = typeof body === 'function' ? body(version) : body
    let answer = null
    try {
      const late = pause(5_000).then(() => Promise.reject(new Error('no answer')))
      answer = mapped(await Promise.race([bob.call(api, version, mapped(request, known)), late]), names)
    } catch (error) {
      console.error(api, version, error)
      bob.close()
      bob = await asBob()
    }
    console.log(JSON.stringify({ api, version, rights, request, answer }, plain))
  }
}
process.exit(0)
