/**
 * Goal: a client that may not do what it asks is answered as Apache Kafka 4.3.1 answers it, in every API: which right is asked
 * for, the error, the field that has it, and what is hidden.
 * Method: test/differential/authorization-cases.mjs is the table. record-authorization.mjs wrote down what Kafka with its
 * StandardAuthorizer answered; a broker of ours with an authorizer of the same rights gets the same requests in the same order.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { allApis } from '../../../src/api/index.ts'
import { type ApiName, errorName } from '../../../src/protocol/index.ts'
import type { Authorizer } from '../../../src/security/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

interface Recorded {
  readonly api: ApiName
  readonly version: number
  /** `OPERATION TYPE name` */
  readonly rights: readonly string[]
  readonly request: Json
  readonly answer: Json
}

const recorded: Recorded[] = gunzipSync(
  readFileSync(new URL('../../fixtures/authorization-4.3.1.jsonl.gz', import.meta.url))
)
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** APIs that ask for no right, and why. An API that is served has to be in the table or here. */
const withoutRights: { readonly [K in ApiName]?: string } = {
  ApiVersions: 'everybody may know what is served',
  SaslHandshake: 'comes before authentication',
  SaslAuthenticate: 'comes before authentication',
  CreateDelegationToken: 'refused to everybody: no client of ours has authenticated',
  RenewDelegationToken: 'refused to everybody: no client of ours has authenticated',
  ExpireDelegationToken: 'refused to everybody: no client of ours has authenticated',
  DescribeDelegationToken: 'refused to everybody: no client of ours has authenticated'
}

/** Kafka lists these in the order of its hash tables. */
const unordered: ReadonlySet<string> = new Set(['topics', 'responses', 'results', 'configResources', 'groups'])
/** What differs between two clusters, or is compared elsewhere. */
const ignored: ReadonlySet<string> = new Set(['brokers', 'clusterId', 'configs', 'producerId', 'throttleTimeMs'])

/** Kinds of values that JSON does not have, as the recorder wrote them. */
function revived(value: Json, names: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map((each) => revived(each, names))
  if (value === null || typeof value !== 'object') return value
  if (typeof value.i64 === 'string') return BigInt(value.i64)
  if (typeof value.bytes === 'string') return Buffer.from(value.bytes, 'hex')
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revived(each, names)]))
}

function normal(value: unknown, name = ''): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (name === 'errorCode') return errorName(value as number)
  if (Array.isArray(value)) {
    const each = value.map((one) => normal(one))
    return unordered.has(name) ? each.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : each
  }
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).filter(([field]) => !ignored.has(field))
  return Object.fromEntries(fields.map(([field, each]) => [field, normal(each, field)]))
}

/** Ids of topics that are not there are drawn anew. */
function withoutIds(answer: unknown): void {
  const { topics } = answer as { readonly topics: { topicId?: string }[] }
  for (const topic of topics) delete topic.topicId
}

/** Null: everything. */
let rights: readonly string[] | null = null
const authorizer: Authorizer = {
  may: (_, operation, type, name) => rights === null || rights.includes(`${operation} ${type} ${name}`),
  mayOnSome: (_, operation, type) =>
    rights === null || rights.some((right) => right.startsWith(`${operation} ${type} `))
}

const differing = new Map<string, string[]>()
beforeAll(async () => {
  await using harness = await Harness.start({
    authorizer,
    profile: 'production',
    config: { 'offsets.topic.replication.factor': 1, 'share.coordinator.state.topic.replication.factor': 1 }
  })
  rights = null
  const names = new Map<string, unknown>([
    ['SECRET', await harness.createTopic('secret')],
    ['OPEN', await harness.createTopic('open')],
    ['BATCH', batchOf(['v'])],
    ['TRANSACTIONAL', batchOf(['v'], { producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })]
  ])
  let client: HarnessClient = harness.connect()
  await client.call('FindCoordinator', 1, { keyType: 0, key: 'g' })
  const committed = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
  const topics = [{ name: 'secret', partitions: committed }]
  await client.call('OffsetCommit', 8, { groupId: 'g', generationIdOrMemberEpoch: -1, memberId: '', topics })
  const shared = [{ topicName: 'open', partitions: [{ partitionIndex: 0, startOffset: 0n }] }]
  await client.call('AlterShareGroupOffsets', 0, { groupId: 'sg', topics: shared })
  for (const { api, version, rights: granted, request, answer } of recorded) {
    rights = granted
    let ours: unknown = null
    try {
      ours = await client.call(api as 'Metadata', version, revived(request, names) as never)
    } catch {
      client = harness.connect()
    }
    try {
      const theirs = revived(answer, names)
      if (api === 'CreateTopics') for (const each of [ours, theirs]) withoutIds(each)
      expect(normal(ours)).toEqual(normal(theirs))
    } catch (error) {
      const list = differing.get(api) ?? []
      differing.set(api, list)
      const asked = JSON.stringify({ version, granted, request })
      list.push(`${asked}: ${(error as Error).message.slice(0, 1_000)}`)
    }
  }
  rights = null
})

test.each([...new Set(recorded.map(({ api }) => api))])('%s refuses as Kafka does', (api) => {
  expect(differing.get(api) ?? []).toEqual([])
})

test('every API that is served is in the table, or asks for no right', () => {
  const known = new Set<string>([...recorded.map(({ api }) => api), ...Object.keys(withoutRights)])
  expect(
    allApis()
      .rows.map(({ name }) => name)
      .filter((name) => !known.has(name))
  ).toEqual([])
  expect(recorded.filter(({ api }) => api in withoutRights)).toEqual([])
})

test('a replica needs CLUSTER_ACTION to fetch, and no right to read topics', async () => {
  await using harness = await Harness.start({ authorizer })
  rights = null
  await harness.createTopic('t')
  const client = harness.connect()
  const fetchAs = async (granted: readonly string[]) => {
    rights = granted
    const topics = [{ topic: 't', partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1_000 }] }]
    const { responses } = await client.call('Fetch', 12, {
      replicaId: 2,
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: 1_000,
      topics
    })
    return errorName(responses[0]?.partitions[0]?.errorCode ?? 0)
  }
  expect(await fetchAs(['READ TOPIC t'])).toBe('TOPIC_AUTHORIZATION_FAILED')
  // It may fetch, but is none of the partition's replicas.
  expect(await fetchAs(['CLUSTER_ACTION CLUSTER kafka-cluster'])).toBe('NOT_LEADER_OR_FOLLOWER')
  rights = null
})

test('the size of the volume is not known of a broker in memory', async () => {
  await using harness = await Harness.start()
  const { results } = await harness.connect().call('DescribeLogDirs', 4, { topics: null })
  expect(results).toMatchObject([{ totalBytes: -1n, usableBytes: -1n }])
})
