/**
 * Goal: requests about topics, configs and the cluster are answered as Apache Kafka 4.3.1 answers them, field by field.
 * Method: test/differential/record-admin.mjs wrote down requests and what a fresh Kafka broker answered; a fresh broker of
 * ours gets the same requests in the same order. What legitimately differs is put aside by name below, each with its reason.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { zeroUuid } from '../../../src/wire/index.ts'
import { Harness } from '../../kit/harness.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

interface Recorded {
  readonly api: string
  readonly version: number
  readonly request: Json
  readonly answer: Json
}

const recorded: Recorded[] = gunzipSync(readFileSync(new URL('../../fixtures/admin-4.3.1.jsonl.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** As in the server.properties of the recorded broker. */
const config = {
  'node.id': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0
}

/** Configs of brokers that say where one is and which controllers it has. */
const placement: ReadonlySet<string> = new Set([
  'advertised.listeners',
  'controller.listener.names',
  'controller.quorum.voters',
  'inter.broker.listener.name',
  'listeners',
  'log.dirs',
  'process.roles'
])

/** Fields that say where a broker is, who made a thing, and how large a disk is. */
const ofTheMachine: Readonly<Record<string, Json>> = {
  host: '*',
  port: '*',
  logDir: '*'
}
/** A broker in memory is on no volume. */
const ofTheVolume: ReadonlySet<string> = new Set(['totalBytes', 'usableBytes'])

/** Kafka answers these in the order of its hash tables. */
const unordered: ReadonlySet<string> = new Set([
  'configs',
  'configResources',
  'partitions',
  'responses',
  'results',
  'topics'
])

const asRecord = (value: Json) => value as { [name: string]: Json }

/** A Kafka cluster with eligible leader replicas sets min.insync.replicas for all brokers by itself; we have no such thing. */
function withoutElr(entry: { [name: string]: Json }): Json {
  if (entry.name !== 'min.insync.replicas' || entry.value !== '1') return entry
  return { ...entry, configSource: '*', synonyms: '*' }
}

function normal(value: Json, asked: string): Json {
  if (Array.isArray(value)) return value.map((each) => normal(each, asked))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([name, field]): [string, Json] => {
    if (ofTheVolume.has(name)) return [name, '*']
    if (name in ofTheMachine && field !== -1 && field !== '-1') return [name, ofTheMachine[name] as Json]
    if (name === 'clusterId' && field !== null) return [name, '*']
    if (name === 'topicId' && field !== zeroUuid && !asked.includes(String(field))) return [name, '*']
    const plain = normal(field, asked)
    if (!unordered.has(name) || !Array.isArray(plain)) return [name, plain]
    const shown = name === 'configs' ? plain.map(asRecord).filter(isCompared).map(withoutElr) : plain
    return [name, shown.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))]
  })
  return Object.fromEntries(entries)
}

const isCompared = ({ name }: { [name: string]: Json }) =>
  !placement.has(String(name)) && !String(name).startsWith('ottla.')

const plainJson = (value: unknown): Json =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)))

const differing = new Map<string, string[]>()
beforeAll(async () => {
  await using harness = await Harness.start({ profile: 'production', config })
  const client = harness.connect()
  for (const { api, version, request, answer } of recorded) {
    const asked = JSON.stringify(request)
    const ours = plainJson(await client.call(api as 'Metadata', version, request as never))
    try {
      expect(normal(ours, asked)).toEqual(normal(answer, asked))
    } catch (error) {
      const list = differing.get(api) ?? []
      differing.set(api, list)
      list.push(`v${version} ${asked}: ${(error as Error).message.slice(0, 1000)}`)
    }
  }
})

test.each([...new Set(recorded.map(({ api }) => api))])('%s answers as Kafka does', (api) => {
  expect(differing.get(api) ?? []).toEqual([])
})
