/**
 * Goal: a node that kept its metadata itself becomes a broker of a cluster and loses nothing, whenever the way there is cut off.
 * Method: a directory of a stopped broker, a small etcd in memory, and a store that fails at each of its transactions.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterView, isCallFailure } from '../../../src/client/index.ts'
import { silentLogger } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, type OttlaOptions } from '../../../src/index.ts'
import {
  assignmentOf,
  carryMetadata,
  encodeTopic,
  initialPartition,
  isCarryUnfinished,
  keys,
  MemoryMetadataStore,
  type MetadataStore
} from '../../../src/metadata/index.ts'
import { migrate } from '../../../src/server/index.ts'
import { ottla } from '../../kit/command-line.ts'
import { FakeEtcd } from '../../kit/fake-etcd.ts'

const env = createRealEnv({ unref: true })
let home: string
let dataDir: string
let etcd: FakeEtcd
let metadata: string

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ottla-migrate-'))
  dataDir = join(home, 'data')
  etcd = new FakeEtcd(env)
  metadata = `etcd://127.0.0.1:${await etcd.start()}/ottla`
})
afterEach(async () => {
  await etcd.stop()
  rmSync(home, { recursive: true, force: true })
})

const take = () => migrate({ metadata, dataDir }, env, silentLogger)
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'not refused',
    ({ message }: Error) => message
  )
const refused = (options: OttlaOptions) => refusal(Ottla.start({ dataDir, ...options }).then((broker) => broker.stop()))
const valuesOf = async (broker: Ottla, topic: string) => (await broker.records(topic)).map(({ value }) => String(value))

async function aNode(): Promise<string> {
  const topics = [{ name: 'orders', partitions: 3, configs: { 'retention.ms': '-1' } }]
  const node = await Ottla.start({ dataDir, nodeId: 7, topics })
  await node.produce(
    'orders',
    ['a', 'b', 'c'].map((value, partition) => ({ value, partition }))
  )
  await node.stop()
  return node.clusterId
}

test('a node with several directories takes them along, and moves partitions between them as the document shows', async () => {
  const other = join(home, 'other')
  const topics = [{ name: 'orders', partitions: 4 }]
  const node = await Ottla.start({ dataDir: [dataDir, other], nodeId: 1, topics })
  const places = [0, 1, 2, 3].map((partition) => ({ partition, value: `${partition}` }))
  await node.produce('orders', places)
  await node.stop()
  const missing = join(home, 'none')
  expect(await refusal(migrate({ metadata, dataDir: [dataDir, missing] }, env, silentLogger))).toBe(
    `no data directory at ${missing}`
  )
  // Whatever their order.
  const { code } = await ottla(['migrate', '--data-dir', `${other},${dataDir}`, '--metadata', metadata])
  expect(code).toBe(0)
  await using broker = await Ottla.start({ dataDir: [other, dataDir], nodeId: 1, metadata })
  const client = new ClusterView(env, [{ host: '127.0.0.1', port: broker.port }], {
    clientId: 'test',
    requestMs: 5_000
  })
  const [, example = ''] = /```json\n(\{.*"log_dirs".*\})\n```/.exec(readFileSync('docs/operating.md', 'utf8')) ?? []
  const { partitions } = JSON.parse(example) as {
    readonly partitions: readonly { readonly topic: string; readonly partition: number; readonly replicas: number[] }[]
  }
  const [{ topic, partition, replicas } = { topic: '', partition: -1, replicas: [] }] = partitions
  expect(replicas).toEqual([1])
  const connection = await client.any()
  if (isCallFailure(connection)) throw new Error(connection.error)
  const placeOf = async () => {
    const asked = { topics: [{ topic, partitions: [partition] }] }
    const answer = await connection.call('DescribeLogDirs', asked)
    if (isCallFailure(answer)) throw new Error(answer.error)
    const found = answer.results.filter((each) => each.topics.length > 0)
    return found.map(({ logDir }) => logDir)
  }
  const [from] = await placeOf()
  const path = from === other ? dataDir : other
  const moved = await connection.call('AlterReplicaLogDirs', {
    dirs: [{ path, topics: [{ name: topic, partitions: [partition] }] }]
  })
  expect(!isCallFailure(moved) && moved.results[0]?.partitions[0]?.errorCode).toBe(0)
  while ((await placeOf()).join() !== path) await new Promise((resolve) => setImmediate(resolve))
  expect((await valuesOf(broker, 'orders')).sort()).toEqual(['0', '1', '2', '3'])
  await client.close()
})

test('records, topics, configs and the cluster id are there in the cluster, and new brokers join it', async () => {
  const clusterId = await aNode()
  expect(await refused({ metadata, nodeId: 7 })).toContain('holds its own metadata; use ottla migrate')
  await using other = await Ottla.start({ memory: true, metadata: `${metadata}2`, nodeId: 1, port: 0 })
  expect(await refusal(migrate({ metadata: `${metadata}2`, dataDir }, env, silentLogger))).toMatch(
    new RegExp(`cannot be taken to etcd:.*: cluster ${other.clusterId} is there already`)
  )
  // The broker that was refused has left nothing there.
  const { stdout, code } = await ottla(['migrate', '--data-dir', dataDir, '--metadata', metadata, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ clusterId, brokerId: 7, topics: 1, metadata })
  expect(await refused({})).toContain('was migrated to a cluster; name its metadata store with --metadata')
  await using first = await Ottla.start({ dataDir, metadata, nodeId: 7, port: 0 })
  await using second = await Ottla.start({ memory: true, metadata, nodeId: 8, port: 0 })
  expect([first.clusterId, second.clusterId]).toEqual([clusterId, clusterId])
  expect((await valuesOf(first, 'orders')).sort()).toEqual(['a', 'b', 'c'])
  await first.produce('orders', [{ value: 'd', partition: 0 }])
  expect((await valuesOf(first, 'orders')).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(first.topics().find(({ name }) => name === 'orders')).toMatchObject({ partitions: 3 })
})

test('repeated after its end it changes nothing; after the directory was used again it is refused', async () => {
  await aNode()
  await take()
  const back = (name: string) => {
    const path = join(dataDir, name)
    if (existsSync(`${path}.migrated`)) renameSync(`${path}.migrated`, path)
  }
  // As after a power loss between the two.
  for (const name of ['ottla-metadata.log', 'ottla-metadata.json']) back(name)
  const changes = etcd.calls.filter((path) => path.endsWith('/kv/txn')).length
  await take()
  expect(etcd.calls.filter((path) => path.endsWith('/kv/txn')).length).toBe(changes)
  for (const name of ['ottla-metadata.log', 'ottla-metadata.json']) back(name)
  await (await Ottla.start({ dataDir, topics: ['since'] })).stop()
  expect(await refusal(take())).toContain('the directory was used since')
})

test('the directory of a broker of a cluster is of no use without it, and a mistaken address begins no other', async () => {
  const start = (more: OttlaOptions) => Ottla.start({ dataDir, nodeId: 1, port: 0, ...more })
  const member = await start({ metadata, topics: ['orders'] })
  await member.produce('orders', ['a'])
  await member.stop()
  const kept = () => readdirSync(dataDir).filter((name) => !name.startsWith('.'))
  const before = kept()
  expect(await refused({})).toContain(
    'belongs to a broker of a cluster that keeps its metadata elsewhere: name that store with --metadata'
  )
  expect(await refused({ metadata: `${metadata}2`, nodeId: 1 })).toMatch(
    new RegExp(`belongs to cluster ${member.clusterId}, and there is no cluster at etcd://.*2: give the address`)
  )
  expect(kept()).toEqual(before)
  await (await Ottla.start({ memory: true, metadata: `${metadata}2`, clusterId: 'another', nodeId: 1, port: 0 })).stop()
  await using again = await start({ metadata })
  expect(await valuesOf(again, 'orders')).toEqual(['a'])
  await again.stop()
  const alone = await start({ repairMetadata: true })
  expect(await valuesOf(alone, 'orders')).toEqual(['a'])
  await alone.stop()
  // It is a node of its own from now on.
  await (await start({})).stop()
})

test('a start that waits for etcd is given up at once when nobody waits for it', async () => {
  await etcd.stop()
  const waiting = new AbortController()
  const started = refused({ metadata, nodeId: 1, signal: waiting.signal })
  setImmediate(() => waiting.abort())
  expect(await started).toContain('cannot be used')
  expect(await refused({ metadata, nodeId: 1, signal: waiting.signal })).toContain('nobody waits for it any more')
})

test('a directory that is in use, and one that is not there, are refused', async () => {
  await using _node = await Ottla.start({ dataDir })
  expect(await refusal(take())).toContain('is in use')
  dataDir = join(home, 'none')
  expect(await refusal(take())).toBe(`no data directory at ${dataDir}`)
  expect(existsSync(dataDir)).toBe(false)
})

/** Takes so many transactions, and no more. */
function failingAfter(store: MetadataStore, count: number): MetadataStore {
  let left = count
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction' && left-- <= 0)
        return async () => ({ succeeded: false, revision: 0, error: 'no space' })
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
}

async function aStore(topics: number, name = 't'): Promise<MemoryMetadataStore> {
  const store = new MemoryMetadataStore(env)
  await store.transaction([], [{ put: keys.clusterId, value: 'c' }])
  await store.transaction([], [{ put: keys.ownId, value: '1' }])
  for (let n = 0; n < topics; n++) {
    const value = encodeTopic({
      topicId: env.random.uuid(),
      isInternal: false,
      assignment: assignmentOf([initialPartition([1])])
    })
    await store.transaction([], [{ put: keys.topic(`${name}${n}`), value }])
  }
  return store
}

const everything = async (store: MetadataStore) =>
  (await store.list('/')).entries.filter(({ key }) => key !== keys.carried).map(({ key, value }) => [key, value])

test('cut off at any transaction it is not begun or unfinished, and the next attempt has all of it', async () => {
  // More than two transactions take.
  const from = await aStore(300)
  const whole = (await everything(from)).filter(([key]) => key !== keys.ownId)
  let cuts = 0
  for (; ; cuts++) {
    const to = new MemoryMetadataStore(env)
    const outcome = await refusal(carryMetadata(from, failingAfter(to, cuts), 'd'))
    if (outcome === 'not refused') break
    expect(outcome).toBe('no space')
    expect(await to.get(keys.clusterId)).toBeUndefined()
    expect(await isCarryUnfinished(to)).toBe(cuts > 0)
    if (cuts > 0) expect(await refusal(carryMetadata(from, to, 'other'))).toContain('of another directory')
    // The directory was used in between.
    const other = await aStore(3, 'other')
    await carryMetadata(cuts % 2 === 0 ? other : from, failingAfter(to, cuts), 'd').catch(() => {})
    expect(await carryMetadata(from, to, 'd')).toBe(300)
    expect(await everything(to)).toEqual(whole)
    expect(await isCarryUnfinished(to)).toBe(false)
  }
  expect(cuts).toBe(5)
})

test('below a prefix with other keys nothing is touched', async () => {
  const to = new MemoryMetadataStore(env)
  await to.transaction([], [{ put: '/other', value: 'x' }])
  expect(await refusal(carryMetadata(await aStore(1), to, 'd'))).toContain('such as /other')
  expect(await everything(to)).toEqual([['/other', 'x']])
})
