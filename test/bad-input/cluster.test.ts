/**
 * Goal: what is wrong about one broker of a cluster, or about what is below its prefix in etcd, is refused with Kafka's error or told
 * in one line, and loses nothing. Method: brokers on a small etcd in memory, over real sockets, each with a clock of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterView, isCallFailure } from '../../src/client/index.ts'
import type { Endpoint, Env } from '../../src/env/index.ts'
import { createRealEnv } from '../../src/env/real/index.ts'
import { keys } from '../../src/metadata/index.ts'
import { type ApiName, errorName, isFailure, type RequestInputMap, type ResponseMap } from '../../src/protocol/index.ts'
import { buildBatch } from '../../src/records/index.ts'
import { boot, type Running, type StartOptions } from '../../src/server/index.ts'
import { FakeEtcd } from '../kit/fake-etcd.ts'
import { linesLogger } from '../kit/lines-logger.ts'

const real = createRealEnv({ unref: true })
const hourMs = 3_600_000
const lines: string[] = []
const log = linesLogger(lines)

let etcd: FakeEtcd
let metadata: string
let directory: string
const running: Running[] = []
let client: ClusterView | undefined

beforeEach(async () => {
  etcd = new FakeEtcd(real)
  metadata = `etcd://127.0.0.1:${await etcd.start()}/ottla`
  directory = mkdtempSync(join(tmpdir(), 'ottla-bad-cluster-'))
})
afterEach(async () => {
  await client?.close()
  client = undefined
  for (const broker of running.splice(0)) await broker.kill()
  await etcd.stop()
  rmSync(directory, { recursive: true })
  lines.splice(0)
})

/** A broker whose wall clock is `aheadMs` ahead of the others'. */
async function start(nodeId: number, options: StartOptions = {}, aheadMs = 0): Promise<Running> {
  const clock = { ...real.clock, wallMs: () => real.clock.wallMs() + aheadMs }
  const env: Env = { ...real, clock }
  const broker = await boot({ memory: true, nodeId, metadata, ...options }, env, log)
  running.push(broker)
  return broker
}

const pause = (ms: number) => new Promise<void>((resolve) => void real.timers.after(ms, resolve))

async function until(isSo: () => boolean): Promise<void> {
  for (const endMs = real.clock.monotonicMs() + 20_000; !isSo(); await pause(10))
    if (real.clock.monotonicMs() > endMs) throw new Error('it never came')
}

const connect = (brokers: readonly { readonly endpoint: Endpoint }[]) => {
  client = new ClusterView(
    real,
    brokers.map(({ endpoint }) => endpoint),
    { clientId: 'test', requestMs: 20_000 }
  )
}

/** Asks one broker, or any. */
async function call<K extends ApiName>(api: K, body: RequestInputMap[K], id?: number): Promise<ResponseMap[K]> {
  const view = client as ClusterView
  const connection = await (id === undefined ? view.any() : view.node(id))
  if (isCallFailure(connection)) throw new Error(connection.message ?? connection.error)
  const answer = await connection.call(api, body)
  if (isCallFailure(answer)) throw new Error(answer.error)
  return answer
}

async function create(name: string, replicationFactor: number): Promise<string> {
  const configs = [{ name: 'min.insync.replicas', value: '2' }]
  const topic = { name, numPartitions: 1, replicationFactor, assignments: [], configs }
  const { topics } = await call('CreateTopics', { topics: [topic], timeoutMs: 5_000 })
  return errorName(topics[0]?.errorCode ?? -1)
}

/** With acks=all, until it is acknowledged; answers the offset. */
async function produce(name: string, value: string, broker: Running): Promise<number> {
  for (;;) {
    const topic = broker.broker.image.topic(name)
    const leader = topic?.partitions[0]?.leader ?? -1
    const records = buildBatch([{ timestamp: real.clock.wallMs(), value: Buffer.from(value) }])
    const partitionData = [{ index: 0, records }]
    const topicData = [{ name, topicId: topic?.topicId, partitionData }]
    try {
      const { responses } = await call('Produce', { acks: -1, timeoutMs: 15_000, topicData }, leader)
      const answer = responses[0]?.partitionResponses[0]
      if (answer?.errorCode === 0) return Number(answer.baseOffset)
    } catch {
      // Its leader is gone.
    }
    await pause(20)
  }
}

const leaderOf = ({ broker }: Running, name: string) => broker.image.topic(name)?.partitions[0]?.leader ?? -1

test('clocks that are hours apart: records are replicated, a lost leader is followed, nothing is lost', async () => {
  const brokers = [await start(1), await start(2, {}, 5 * hourMs), await start(3, {}, -7 * hourMs)]
  const [first, second, third] = brokers as [Running, Running, Running]
  await until(() => brokers.every(({ broker }) => broker.image.aliveBrokers.length === 3))
  connect(brokers)
  expect(await create('t', 3)).toBe('NONE')
  // A record may be there twice, where its answer was late.
  const acknowledged: number[] = []
  for (let n = 0; n < 5; n++) acknowledged.push(await produce('t', `${n}`, first))
  const lost = leaderOf(first, 't')
  await running.splice(lost - 1, 1)[0]?.kill()
  const left = [first, second, third].filter((_, at) => at !== lost - 1)
  const [one] = left as [Running]
  await until(() => left.every((each) => leaderOf(each, 't') !== lost))
  acknowledged.push(await produce('t', '5', one))
  expect([...new Set(acknowledged)].sort((a, b) => a - b)).toEqual(acknowledged)
  await until(() => left.every((each) => !each.broker.image.topic('t')?.partitions[0]?.isr.includes(lost)))
  const ends = () => left.map(({ broker }) => broker.logs.find('t', 0)?.logEndOffset ?? 0)
  await until(() => new Set(ends()).size === 1)
  expect(ends()[0]).toBeGreaterThan(acknowledged.at(-1) ?? -1)
  expect(left.map(({ broker }) => broker.logs.find('t', 0)?.logStartOffset)).toEqual([0, 0])
})

test('more replicas than brokers, and a move to a broker that there is not, are refused in the words of Kafka', async () => {
  const broker = await start(1)
  connect([broker])
  expect(await create('t', 2)).toBe('INVALID_REPLICATION_FACTOR')
  expect(await create('t', 1)).toBe('NONE')
  const partitions = [{ partitionIndex: 0, replicas: [1, 9] }]
  const answer = await call('AlterPartitionReassignments', { timeoutMs: 5_000, topics: [{ name: 't', partitions }] })
  expect(errorName(answer.responses[0]?.partitions[0]?.errorCode ?? -1)).toBe('INVALID_REPLICA_ASSIGNMENT')
  expect(broker.broker.image.topic('t')?.partitions[0]?.replicas).toEqual([1])
})

test('a fetch of an epoch in which its broker was registered before does not count as the follower', async () => {
  const brokers = [await start(1), await start(2)]
  const [first] = brokers as [Running]
  await until(() => brokers.every(({ broker }) => broker.image.aliveBrokers.length === 2))
  connect(brokers)
  expect(await create('t', 2)).toBe('NONE')
  await produce('t', 'a', first)
  const leader = leaderOf(first, 't')
  const follower = 3 - leader
  const topic = first.broker.image.topic('t')
  const fetch = async (replicaEpoch: bigint) => {
    const partitions = [{ partition: 0, currentLeaderEpoch: 0, fetchOffset: 1n, partitionMaxBytes: 1 }]
    const topics = [{ topic: 't', topicId: topic?.topicId, partitions }]
    const replicaState = { replicaId: follower, replicaEpoch }
    const answer = await call('Fetch', { maxWaitMs: 0, minBytes: 0, replicaState, topics }, leader)
    return errorName(answer.responses[0]?.partitions[0]?.errorCode ?? -1)
  }
  const epoch = BigInt(first.broker.image.broker(follower)?.epoch ?? 0)
  expect(await fetch(epoch - 1n)).toBe('UNKNOWN_LEADER_EPOCH')
  expect(await fetch(epoch)).toBe('NONE')
})

test('a second broker of one id, and a directory of another cluster or broker, are refused and stay as they are', async () => {
  await start(1)
  await expect(start(1)).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringMatching('with id 1 is already running')
  })
  const own = await start(2, { memory: false, dataDir: directory })
  running.splice(running.indexOf(own), 1)
  await own.stop(0)
  const there = { memory: false, dataDir: directory }
  await expect(start(3, there)).rejects.toMatchObject({ message: expect.stringMatching(/broker 2|node\.id|id 2/) })
  metadata = metadata.replace('/ottla', '/another')
  await expect(start(2, there)).rejects.toMatchObject({ message: expect.stringMatching(/cluster/) })
  metadata = metadata.replace('/another', '/ottla')
  const { broker } = await start(2, there)
  await until(() => broker.image.aliveBrokers.length === 2)
})

test('a partition whose value is garbage is led by nobody and keeps its records, also over a restart, until somebody is elected', async () => {
  const dataDir = join(directory, '1')
  let broker = await start(1, { memory: false, dataDir })
  const other = await start(2)
  await until(() => [broker, other].every(({ broker: { image } }) => image.aliveBrokers.length === 2))
  connect([broker, other])
  const assignments = [{ partitionIndex: 0, brokerIds: [2] }]
  const topic = { name: 't', numPartitions: -1, replicationFactor: -1, assignments, configs: [] }
  await call('CreateTopics', { topics: [topic], timeoutMs: 5_000 })
  // It is where its assignment does not say.
  const partitions = [{ partitionIndex: 0, replicas: [1] }]
  await call('AlterPartitionReassignments', { timeoutMs: 5_000, topics: [{ name: 't', partitions }] })
  await until(() => leaderOf(broker, 't') === 1 && leaderOf(other, 't') === 1)
  await produce('t', 'a', broker)
  const { topicId = '' } = broker.broker.image.topic('t') ?? {}
  const key = keys.partition(topicId, 0)
  const { metadata: store } = other.broker
  const { value = '' } = (await store.get(key)) ?? {}
  await store.transaction([], [{ put: key, value: 'garbage' }])
  await until(() => leaderOf(broker, 't') === -1)
  await broker.stop(0)
  running.splice(running.indexOf(broker), 1)
  broker = await start(1, { memory: false, dataDir })
  expect([leaderOf(broker, 't'), leaderOf(other, 't')]).toEqual([-1, -1])
  expect(lines.some((line) => line.includes(`ignoring an unreadable metadata value`) && line.includes(key))).toBe(true)
  await store.transaction([], [{ put: key, value }])
  await until(() => leaderOf(broker, 't') === 1)
  expect(broker.broker.logs.find('t', 0)?.logEndOffset).toBe(1)
})

test('garbage below the prefix is named by its key, and nobody minds it', async () => {
  etcd.put('/ottla/topics/broken', '{')
  etcd.put('/ottla/topics/half', '{"topicId":"AAAAAAAAAAAAAAAAAAAABQ","sets":[[[1]]],"partitions":[7]}')
  etcd.put('/ottla/partitions/AAAAAAAAAAAAAAAAAAAABQ/0', 'no state')
  etcd.put('/ottla/brokers/1', 'no broker')
  etcd.put('/ottla/registrations/1', '[]')
  etcd.put('/ottla/controller', 'nobody')
  etcd.put('/ottla/brokers/7', '{"id":8}')
  etcd.put('/ottla/configs/topics/t', '17')
  etcd.put('/ottla/what/is/this', 'no idea')
  etcd.put('/ottla/\u0000', Buffer.from([0xff, 0xfe]))
  const broker = await start(1)
  connect([broker])
  expect(await create('good', 1)).toBe('NONE')
  expect(isFailure(broker.broker.replicas.leader('good', 0))).toBe(false)
  etcd.put('/ottla/topics/late', 'null')
  await until(() => lines.some((line) => line.includes('/topics/late')))
  for (const key of ['/topics/broken', '/topics/half', '/brokers/7', '/topics/late'])
    expect(lines.filter((line) => line.includes(key))).toEqual([expect.stringMatching('unreadable')])
  expect(await create('another', 1)).toBe('NONE')
  await until(() => broker.broker.image.controllerId === 1)
  expect([...broker.broker.image.topics].map(({ name }) => name).sort()).toEqual(['another', 'good'])
})
