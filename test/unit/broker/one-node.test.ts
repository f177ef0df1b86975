/**
 * Goal: what one plain node is asked beside topics and configs (reassignments, elections, ACLs, quotas, SCRAM users, tokens,
 * features, voters, log directories), and what is named twice, is answered as Apache Kafka 4.3.1 answers it, messages too.
 * Method: test/differential/record-one-node.mjs wrote down requests and what a fresh Kafka broker answered; a fresh broker of
 * ours gets the same requests in the same order.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Harness, type HarnessClient } from '../../kit/harness.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

interface Recorded {
  readonly api: string
  readonly version: number
  readonly request: Json
  /** Null: the connection was closed. */
  readonly answer: Json
}

const recorded: Recorded[] = gunzipSync(
  readFileSync(new URL('../../fixtures/one-node-4.3.1.jsonl.gz', import.meta.url))
)
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** Kafka lists these in the order of its hash tables. */
const unordered: ReadonlySet<string> = new Set([
  'partitions',
  'replicaElectionResults',
  'responses',
  'results',
  'topics',
  'entries',
  'values',
  'unknownStateFilters'
])

/** Kinds of values that JSON does not have, as the recorder wrote them. */
function revived(value: Json, names: ReadonlyMap<string, string>): unknown {
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
  if (Array.isArray(value)) {
    const each = value.map((one) => normal(one))
    return unordered.has(name) ? each.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : each
  }
  if (value === null || typeof value !== 'object') return value
  // What a release knows of configs is compared in admin.test.ts.
  const fields = Object.entries(value).filter(([field]) => field !== 'configs')
  return Object.fromEntries(fields.map(([field, each]) => [field, normal(each, field)]))
}

const differing = new Map<string, string[]>()
beforeAll(async () => {
  await using harness = await Harness.start()
  await harness.createTopic('t1', 3)
  await harness.createTopic('t2', 1)
  const names = new Map([
    ['ID1', harness.broker.image.topic('t1')?.topicId ?? ''],
    ['ID2', harness.broker.image.topic('t2')?.topicId ?? ''],
    ['OWN', harness.broker.logs.usage()[0]?.directory ?? '']
  ])
  let client: HarnessClient = harness.connect()
  for (const { api, version, request, answer } of recorded) {
    let ours: unknown = null
    try {
      ours = await client.call(api as 'Metadata', version, revived(request, names) as never)
    } catch {
      client = harness.connect()
    }
    try {
      expect(normal(ours)).toEqual(normal(revived(answer, names)))
    } catch (error) {
      const list = differing.get(api) ?? []
      differing.set(api, list)
      list.push(`v${version} ${JSON.stringify(request)}: ${(error as Error).message.slice(0, 1000)}`)
    }
  }
})

test.each([...new Set(recorded.map(({ api }) => api))])('%s answers as Kafka does', (api) => {
  expect(differing.get(api) ?? []).toEqual([])
})
