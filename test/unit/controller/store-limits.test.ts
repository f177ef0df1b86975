/**
 * Goal: everything that a broker writes fits into what etcd takes in one transaction. Method: a store that says how much it was
 * given, and that refuses more than 128 operations, as every store does; requests as large as Kafka allows.
 */

import { Controller, Topics } from '../../../src/controller/index.ts'
import { silentLogger } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  assignmentOf,
  type BrokerImage,
  bytesOf,
  type Compare,
  encodeBroker,
  encodePartition,
  encodeTopic,
  initialPartition,
  keys,
  loadImage,
  MemoryMetadataStore,
  type Operation,
  type PartitionImage,
  storeLimits,
  type TopicImage
} from '../../../src/metadata/index.ts'
import { resolveSettings } from '../../../src/server/index.ts'
import { zeroUuid } from '../../../src/wire/index.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

const env = createRealEnv({ unref: true })

class MeasuredStore extends MemoryMetadataStore {
  transactions = 0
  /** What another broker writes just before the next transaction that compares. */
  before: readonly Operation[] = []
  /** So many of those that come after it are refused. */
  refusals = 0
  readonly most = { operations: 0, comparisons: 0, bytes: 0 }

  override async transaction(compare: readonly Compare[], operations: readonly Operation[]) {
    this.transactions++
    if (compare.length > 0 && this.before.length > 0) {
      const before = this.before
      this.before = []
      await super.transaction([], before)
    } else if (compare.length > 0 && this.refusals > 0) {
      this.refusals--
      return { succeeded: false, revision: this.revision, error: 'no space is left' }
    }
    this.most.operations = Math.max(this.most.operations, operations.length)
    this.most.comparisons = Math.max(this.most.comparisons, compare.length)
    const bytes = [...compare, ...operations].reduce((sum, part) => sum + bytesOf(part), 0)
    this.most.bytes = Math.max(this.most.bytes, bytes)
    return super.transaction(compare, operations)
  }
}

interface Asked {
  readonly name: string
  readonly partitions?: number
  readonly configs?: readonly { readonly name: string; readonly value: string }[]
}

async function create(client: HarnessClient, topics: readonly Asked[]): Promise<string[]> {
  const answer = await client.call('CreateTopics', 7, {
    timeoutMs: 10_000,
    validateOnly: false,
    topics: topics.map(({ name, partitions = 1, configs = [] }) => ({
      name,
      numPartitions: partitions,
      replicationFactor: 1,
      assignments: [],
      configs
    }))
  })
  return answer.topics.map(({ errorCode }) => nameOf(errorCode))
}

async function remove(client: HarnessClient, names: readonly string[]): Promise<string[]> {
  const topics = names.map((name) => ({ name, topicId: zeroUuid }))
  const answer = await client.call('DeleteTopics', 6, { timeoutMs: 10_000, topics })
  return answer.responses.map(({ errorCode }) => nameOf(errorCode))
}

const partitionsOf = ({ broker }: Harness, name: string) => broker.image.topic(name)?.partitions.length

function expectWithinLimits({ most }: MeasuredStore) {
  expect(most.operations).toBeLessThanOrEqual(storeLimits.operationsMax)
  expect(most.comparisons).toBeLessThanOrEqual(storeLimits.operationsMax)
  expect(most.bytes).toBeLessThanOrEqual(storeLimits.transactionBytesMax)
}

test('2,000 topics of one request are made, each whole, and deleted, in transactions that fit', async () => {
  const metadata = new MeasuredStore(env)
  await using harness = await Harness.start({ metadata })
  const client = harness.connect()
  await create(client, [{ name: 't-700' }])
  const names = Array.from({ length: 2_000 }, (_, n) => `t-${n}`)
  const configs = [{ name: 'retention.ms', value: '1000' }]
  metadata.transactions = 0
  const made = await create(
    client,
    names.map((name, n) => ({ name, configs: n % 2 === 0 ? configs : [] }))
  )
  expect(made).toEqual(names.map((name) => (name === 't-700' ? 'TOPIC_ALREADY_EXISTS' : 'NONE')))
  expect(metadata.transactions).toBeLessThan(30)
  expect(harness.broker.image.topicCount).toBe(2_000)
  expect(harness.broker.image.configs('topics', 't-0').get('retention.ms')).toBe('1000')
  expect(await remove(client, names)).toEqual(names.map(() => 'NONE'))
  expect(harness.broker.image.topicCount).toBe(0)
  for (const prefix of ['/topics/', '/partitions/', '/configs/'])
    expect((await metadata.list(prefix)).entries).toEqual([])
  expectWithinLimits(metadata)
})

test('of topics of one transaction, of which another broker makes one, the others are made all the same', async () => {
  const metadata = new MeasuredStore(env)
  await using harness = await Harness.start({ metadata })
  const names = Array.from({ length: 100 }, (_, n) => `t-${n}`)
  const key = keys.topic('t-40')
  const value = '{"topicId":"AAAAAAAAAAAAAAAAAAAABQ","sets":[[[1]]],"partitions":[0,0]}'
  metadata.before = [{ put: key, value }]
  const made = await create(
    harness.connect(),
    names.map((name) => ({ name }))
  )
  expect(made).toEqual(names.map((name) => (name === 't-40' ? 'TOPIC_ALREADY_EXISTS' : 'NONE')))
  expect(partitionsOf(harness, 't-40')).toBe(2)
  expect(harness.broker.image.topicCount).toBe(100)
})

test('a topic of 10,000 partitions is made, grown to 20,000 and deleted, each in one transaction that fits', async () => {
  const metadata = new MeasuredStore(env)
  const registered = Array.from({ length: 50 }, (_, n) => brokerOf(1_000_000 + n))
  for (const broker of registered)
    await metadata.transaction([], [{ put: keys.broker(broker.id), value: encodeBroker(broker) }])
  const { image } = await loadImage(metadata)
  metadata.watch('/', image.revision, (change) => void image.apply(change))
  const topics = new Topics({
    env,
    store: metadata,
    image,
    config: resolveSettings({ memory: true }).config,
    foldsCase: false,
    refusesName: () => false,
    logsReady: async () => null
  })
  metadata.transactions = 0
  const planned = topics.plan({
    name: 'big',
    partitions: 10_000,
    replicationFactor: 3,
    assignments: [],
    configs: new Map()
  })
  if ('error' in planned) throw new Error(planned.error)
  expect(await topics.create([planned])).toEqual([null])
  const big = image.topic('big')
  expect(big?.partitions.map(({ replicas }) => replicas.length)).toEqual(Array.from({ length: 10_000 }, () => 3))
  expect(big?.partitions[9_999]?.directories).toHaveLength(3)
  // The longest that a value can be: no two partitions have the same replicas.
  const ids = registered.map(({ id }) => id)
  const different = ids.flatMap((a) =>
    ids.flatMap((b) => ids.filter((c) => a !== b && b !== c && c !== a).map((c) => [a, b, c]))
  )
  expect(await topics.grow(big as TopicImage, different.slice(0, 10_000))).toBe(true)
  expect(image.topic('big')?.partitions).toHaveLength(20_000)
  expect(image.topic('big')?.partitions[19_999]?.replicas).toEqual(different[9_999])
  expect(await topics.delete(image.topic('big') as TopicImage)).toBeNull()
  expect(image.topic('big')).toBeUndefined()
  expect(metadata.transactions).toBe(3)
  expectWithinLimits(metadata)
})

describe('when a broker of many partitions is lost', () => {
  /** 20 topics of 20 partitions on five brokers, of which the first is the controller. */
  async function cluster() {
    const metadata = new MeasuredStore(env)
    const brokers = [1, 2, 3, 4, 5].map(brokerOf)
    const operations: Operation[] = brokers.map((broker) => ({
      put: keys.broker(broker.id),
      value: encodeBroker(broker)
    }))
    const place = (n: number) => [0, 1, 2].map((at) => 1 + ((n + at) % 5))
    let topicId = ''
    for (let topic = 0; topic < 20; topic++) {
      topicId = env.random.uuid()
      const assignment = assignmentOf(Array.from({ length: 20 }, (_, n) => initialPartition(place(n))))
      const value = encodeTopic({ topicId, isInternal: false, assignment })
      operations.push({ put: keys.topic(`t-${topic}`), value })
    }
    operations.push({ put: keys.controller, value: '{"id":1}' })
    await metadata.transaction([], operations)
    const { image } = await loadImage(metadata)
    const controller = new Controller({
      env,
      log: silentLogger,
      brokerId: 1,
      metadata,
      image,
      minInSyncOf: () => 1,
      isUncleanAllowed: (topic) => image.configs('topics', topic).get('unclean.leader.election.enable') === 'true',
      rebalanceMs: () => undefined
    })
    const count = (isSo: (state: PartitionImage) => boolean) =>
      [...image.topics].reduce((sum, { partitions }) => sum + partitions.filter(isSo).length, 0)
    /** How many are left without a leader, and with the lost broker in sync, after each change. */
    const left: (readonly [led: number, inSync: number])[] = []
    const whole = new Promise<void>((resolve) => {
      metadata.watch('/', image.revision, (change) => {
        controller.onImage(image.apply(change))
        left.push([count(({ leader }) => leader === 3), count(({ isr }) => isr.includes(3))])
        if (left.at(-1)?.[1] === 0) resolve()
      })
    })
    return { metadata, image, topicId, left, whole }
  }

  test('partitions without a leader come first, in as few transactions as fit', async () => {
    const { metadata, left, whole } = await cluster()
    metadata.transactions = 0
    await metadata.transaction([], [{ delete: keys.broker(3) }])
    await whole
    expect(left[0]).toEqual([80, 240])
    // The first one takes every partition that has lost its leader, and as many of the others as fit then.
    expect(left[1]?.[0]).toBe(0)
    expect(metadata.transactions).toBe(4)
    expectWithinLimits(metadata)
  })

  test('what somebody else changes meanwhile is decided anew, and what the store refuses is tried again', async () => {
    const { metadata, image, topicId, left, whole } = await cluster()
    const state = { ...initialPartition([1, 2, 3]), isr: [1, 3], partitionEpoch: 1 }
    metadata.before = [{ put: keys.partition(topicId, 0), value: encodePartition(state, initialPartition([1, 2, 3])) }]
    metadata.refusals = 1
    await metadata.transaction([], [{ delete: keys.broker(3) }])
    await whole
    expect([left.at(-1), metadata.refusals, image.topicById(topicId)?.partitions[0]?.isr]).toEqual([[0, 0], 0, [1]])
    expectWithinLimits(metadata)
  })

  test('an unclean election that is allowed later is made then', async () => {
    const { metadata, image, topicId } = await cluster()
    const gone = { ...initialPartition([1, 2, 3]), isr: [], elr: [9], leader: -1, partitionEpoch: 1 }
    await metadata.transaction([], [{ put: keys.partition(topicId, 0), value: encodePartition(gone, gone) }])
    const leader = () => image.topicById(topicId)?.partitions[0]?.leader
    expect(leader()).toBe(-1)
    const value = JSON.stringify({ 'unclean.leader.election.enable': 'true' })
    const elected = new Promise<void>((resolve) => {
      metadata.watch('/', image.revision, () => (leader() === 1 ? resolve() : undefined))
    })
    await metadata.transaction([], [{ put: keys.config('topics', 't-19'), value }])
    await elected
  })
})

test('another min.insync.replicas takes the eligible replicas of all partitions that have a leader, with the config', async () => {
  const metadata = new MeasuredStore(env)
  await using harness = await Harness.start({ metadata })
  const client = harness.connect()
  await create(client, [{ name: 't', partitions: 120 }])
  const { image } = harness.broker
  const { topicId = '', partitions = [] } = image.topic('t') ?? {}
  const shrunk = partitions.map((state, n) => ({
    put: keys.partition(topicId, n),
    value: encodePartition(
      { ...state, ...(n === 7 ? { isr: [], leader: -1, leaderEpoch: 1 } : {}), elr: [2] },
      initialPartition([1])
    )
  }))
  for (const some of [shrunk.slice(0, 60), shrunk.slice(60)]) await metadata.transaction([], some)
  const eligible = () => image.topic('t')?.partitions.flatMap(({ elr }, n) => (elr.length > 0 ? [n] : []))
  const set = (name: string, value: string) => {
    const configs = [{ name, configOperation: 0, value }]
    const resources = [{ resourceType: 2, resourceName: 't', configs }]
    return client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources })
  }
  await set('retention.ms', '1')
  expect(eligible()).toHaveLength(120)
  const { responses } = await set('min.insync.replicas', '2')
  expect(responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  expect([eligible(), image.configs('topics', 't').get('min.insync.replicas')]).toEqual([[7], '2'])
  expectWithinLimits(metadata)
})

const brokerOf = (id: number): BrokerImage => ({
  id,
  epoch: 1,
  incarnation: '',
  rack: null,
  endpoints: [],
  directories: [env.random.uuid()],
  isFenced: false
})

test('a config that would grow larger than a store takes is refused, and nothing is changed', async () => {
  const metadata = new MeasuredStore(env)
  await using harness = await Harness.start({ metadata })
  const client = harness.connect()
  await create(client, [{ name: 't' }])
  const name = 'leader.replication.throttled.replicas'
  const long = 'x'.repeat(storeLimits.valueBytesMax - 20_000)
  const put = {
    put: keys.config('topics', 't'),
    value: JSON.stringify({ 'follower.replication.throttled.replicas': long })
  }
  expect((await metadata.transaction([], [put])).succeeded).toBe(true)
  const value = Array.from({ length: 2_500 }, (_, n) => `${n}:10001`).join()
  const resources = [{ resourceType: 2, resourceName: 't', configs: [{ name, configOperation: 2, value }] }]
  const { responses } = await client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources })
  expect(responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['POLICY_VIOLATION'])
  expect(harness.broker.image.configs('topics', 't').get(name)).toBeUndefined()
})
