/**
 * Goal: whatever error a partition meets, the client is told of it, in every version of every API that reads or writes partitions.
 * Method: a real broker whose partition answers each of Kafka's errors in turn; the answers go through the real codecs.
 */
import { DiskError } from '../../../src/env/index.ts'
import {
  type ApiName,
  type ErrorName,
  errorCodes,
  type Failure,
  failed,
  type RequestInputMap
} from '../../../src/protocol/index.ts'
import { buildBatch, RecordsRefusal } from '../../../src/records/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'

const names = Object.keys(errorCodes).filter((name) => name !== 'NONE') as ErrorName[]
/** Enough of them where what is told does not depend on which. */
const some = names.filter(
  (name, n) => n % 8 === 0 || name === 'NOT_LEADER_OR_FOLLOWER' || name === 'FENCED_LEADER_EPOCH'
)
let harness: Harness
let client: HarnessClient
let topicId: string
let real: Partition

beforeAll(async () => {
  harness = await Harness.start()
  client = harness.connect()
  topicId = await harness.createTopic('t')
  real = harness.broker.replicas.find('t', 0) as Partition
  await client.call('Produce', 9, produceOf(9, -1))
})
afterAll(() => harness[Symbol.asyncDispose]())
afterEach(() => {
  delete (harness.broker.replicas as { leader?: unknown }).leader
  expect(client.isClosed).toBe(false)
  expect(harness.lines.filter(({ level }) => level === 'error')).toEqual([])
})

/** What every request finds instead of the partition, until the test is over. */
function lead(found: Partition | Failure): void {
  const faults = harness.broker.replicas as { leader: unknown; replica: unknown }
  faults.leader = () => found
  faults.replica = () => found
}

/** The partition as it is, but for what `parts` has. */
function faulty(parts: Partial<Record<keyof Partition, unknown>>): void {
  const partition = new Proxy(real, {
    get: (target, key) => {
      if (key in parts) return parts[key as keyof Partition]
      const value = Reflect.get(target, key, target) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  lead(partition)
}

const versionsOf = (name: ApiName): number[] => {
  const { min, max } = harness.broker.apis.byName(name) as { min: number; max: number }
  return Array.from({ length: max - min + 1 }, (_, n) => min + n)
}

const produceOf = (version: number, acks: number): RequestInputMap['Produce'] => ({
  acks,
  timeoutMs: 100,
  topicData: [
    {
      ...(version >= 13 ? { topicId } : { name: 't' }),
      partitionData: [{ index: 0, records: buildBatch([{ timestamp: 1, value: Buffer.from('v') }]) }]
    }
  ]
})

const fetchOf = (version: number): RequestInputMap['Fetch'] => ({
  maxWaitMs: 0,
  minBytes: 1,
  maxBytes: 1 << 20,
  topics: [
    {
      ...(version >= 13 ? { topicId } : { topic: 't' }),
      partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1 << 20 }]
    }
  ]
})

/** What the partition does, for one error, and where each API then tells it. */
const kinds: Record<string, (error: ErrorName) => Partial<Record<keyof Partition, unknown>>> = {
  'an append': (error) => ({
    append: () => new RecordsRefusal(error, { reason: 'why', recordErrors: [{ batchIndex: 0, message: 'this one' }] })
  }),
  'an acknowledgement': (error) => ({ whenAcknowledged: () => Promise.resolve(failed(error)) }),
  'a read': (error) => ({ read: () => failed(error) }),
  'a later read': (error) => ({ read: () => Promise.resolve(failed(error)) }),
  'a deletion': (error) => ({ deleteBefore: () => Promise.resolve(failed(error)) }),
  'a deletion elsewhere': (error) => ({ whenDeleted: () => Promise.resolve(failed(error)) })
}

async function codeOf(name: ApiName, version: number): Promise<number | undefined> {
  const named = [{ name: 't', partitions: [{ partitionIndex: 0, timestamp: -1n, offset: 0n }] }]
  switch (name) {
    case 'Produce':
      return (await client.call(name, version, produceOf(version, -1))).responses[0]?.partitionResponses[0]?.errorCode
    case 'Fetch':
      return (await client.call(name, version, fetchOf(version))).responses[0]?.partitions[0]?.errorCode
    case 'ListOffsets':
      return (await client.call(name, version, { replicaId: -1, topics: named })).topics[0]?.partitions[0]?.errorCode
    case 'DeleteRecords':
      return (await client.call(name, version, { timeoutMs: 100, topics: named })).topics[0]?.partitions[0]?.errorCode
    case 'OffsetForLeaderEpoch': {
      const topics = [{ topic: 't', partitions: [{ partition: 0, leaderEpoch: 0 }] }]
      return (await client.call(name, version, { topics })).topics[0]?.partitions[0]?.errorCode
    }
    default: {
      const topics = [{ name: 't', partitionIndexes: [0] }]
      return (await client.call('DescribeProducers', version, { topics })).topics[0]?.partitions[0]?.errorCode
    }
  }
}

test.each<[string, readonly ApiName[]]>([
  ['an append', ['Produce']],
  ['an acknowledgement', ['Produce']],
  ['a read', ['Fetch']],
  ['a later read', ['Fetch']],
  ['a deletion', ['DeleteRecords']],
  ['a deletion elsewhere', ['DeleteRecords']]
])('every error of %s is told in every version', async (kind, apiNames) => {
  for (const error of kind === 'a later read' ? some : names) {
    faulty(kinds[kind]?.(error) ?? {})
    for (const name of apiNames) {
      const versions = versionsOf(name)
      for (const version of versions) {
        const isEdge = version === versions[0] || version === versions.at(-1)
        if (!isEdge && !some.includes(error)) continue
        expect([name, version, error, await codeOf(name, version)]).toEqual([name, version, error, errorCodes[error]])
      }
    }
  }
})

test('every error of a partition that is not led here is told in every version', async () => {
  const apiNames: ApiName[] = [
    'Produce',
    'Fetch',
    'ListOffsets',
    'DeleteRecords',
    'OffsetForLeaderEpoch',
    'DescribeProducers'
  ]
  for (const error of some) {
    lead(failed(error))
    for (const name of apiNames)
      for (const version of versionsOf(name))
        expect([name, version, error, await codeOf(name, version)]).toEqual([name, version, error, errorCodes[error]])
  }
})

test.each(['NOT_LEADER_OR_FOLLOWER', 'FENCED_LEADER_EPOCH'] as const)(
  'who leads is told with %s from Produce v10 and Fetch v16 on, as Kafka does',
  async (error) => {
    faulty({ ...kinds['an append']?.(error), ...kinds['a read']?.(error) })
    for (const version of versionsOf('Produce')) {
      const { responses } = await client.call('Produce', version, produceOf(version, 1))
      const tells = version >= 10 && error === 'NOT_LEADER_OR_FOLLOWER'
      expect([version, responses[0]?.partitionResponses[0]?.currentLeader?.leaderId]).toEqual([version, tells ? 1 : -1])
    }
    for (const version of versionsOf('Fetch')) {
      const { responses } = await client.call('Fetch', version, fetchOf(version))
      expect([version, responses[0]?.partitions[0]?.currentLeader?.leaderId]).toEqual([version, version >= 16 ? 1 : -1])
    }
  }
)

const broken = () => {
  throw new DiskError('TOO_MANY_FILES', '/x', 'EMFILE: too many open files')
}

test.each<[string, Partial<Record<keyof Partition, unknown>>]>([
  ['as it is read', { read: broken }],
  ['while it is read', { read: async () => broken() }],
  ['as its size is looked up', { availableBytes: broken, read: broken }]
])('a file that cannot be opened %s is KAFKA_STORAGE_ERROR of its partition', async (_when, parts) => {
  faulty(parts)
  for (const version of versionsOf('Fetch')) expect(await codeOf('Fetch', version)).toBe(errorCodes.KAFKA_STORAGE_ERROR)
})

test('a file that cannot be opened when a parked fetch is woken is told, and others who wait are woken too', async () => {
  const parked = (who: HarnessClient) =>
    who.call('Fetch', 11, { ...fetchOf(11), maxWaitMs: 60_000, minBytes: 1_000_000, sessionId: 0, sessionEpoch: -1 })
  let isBroken = false
  const orBroken = (name: 'read' | 'availableBytes') =>
    isBroken ? broken() : (real[name] as (...args: unknown[]) => unknown).bind(real)
  faulty({
    get read() {
      return orBroken('read')
    },
    get availableBytes() {
      return orBroken('availableBytes')
    }
  })
  const others = [harness.connect(), harness.connect()]
  const answers = others.map(parked)
  isBroken = true
  await harness
    .connect()
    .call('Produce', 9, produceOf(9, 1))
    .catch(() => {})
  for (const answer of await Promise.all(answers))
    expect(answer.responses[0]?.partitions[0]?.errorCode).toBe(errorCodes.KAFKA_STORAGE_ERROR)
})
