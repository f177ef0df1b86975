/**
 * Goal: several brokers of one process are one cluster: what was acknowledged with acks=all outlives the leader's end, whichever
 * way it comes, and every client finds its way (promises D1, O1, I1 with three brokers).
 * Method: three brokers over real sockets, the room `client`, records that are counted in the end.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterView, isCallFailure } from '../../../src/client/index.ts'
import { BrokerConfig } from '../../../src/config/index.ts'
import { internalTopic } from '../../../src/controller/internal-topics.ts'
import { DiskError, type Logger, type Timers } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { isSeveralStores } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { lostDirectory } from '../../../src/metadata/index.ts'
import {
  type ApiName,
  errorCodes,
  errorName,
  isFailure,
  type RequestInputMap,
  type ResponseMap
} from '../../../src/protocol/index.ts'
import { buildBatch, entryPositions, recordsOf } from '../../../src/records/index.ts'
import type { ReplicaPartition } from '../../../src/replica/partition.ts'
import { type Cluster, type ClusterOptions, startCluster } from '../../../src/server/cluster.ts'
import { faultyDisk } from '../../kit/faulty-disk.ts'

const env = createRealEnv({ unref: true })
const defects: string[] = []
const log: Logger = {
  debug() {},
  info() {},
  warn() {},
  error: (line, fields) => void defects.push(line + JSON.stringify(fields))
}
const rackAware = 'org.apache.kafka.common.replica.RackAwareReplicaSelector'
const quick = {
  'replica.fetch.backoff.ms': 50,
  'replica.lag.time.max.ms': 1_000,
  'broker.session.timeout.ms': 1_000,
  'broker.heartbeat.interval.ms': 200
}
/** Nobody is fenced because the machine is busy. */
const calm = { ...quick, 'broker.session.timeout.ms': 9_000 }

let cluster: Cluster
let client: ClusterView

async function begin(options: Partial<ClusterOptions> = {}, machine = env): Promise<void> {
  cluster = await startCluster({ brokers: 3, memory: true, config: quick, ...options }, machine, log)
  client = new ClusterView(env, cluster.endpoints, { clientId: 'test', requestMs: 5_000 })
}

afterEach(async () => {
  await client.close()
  await cluster.stop(0)
  expect(defects.splice(0)).toEqual([])
})

async function createTopic(
  name: string,
  configs: Readonly<Record<string, string>> = {},
  brokerIds: readonly number[] = []
): Promise<void> {
  const connection = await client.any()
  if (isCallFailure(connection)) throw new Error(connection.message ?? connection.error)
  const answer = await connection.call('CreateTopics', {
    topics: [
      {
        name,
        numPartitions: brokerIds.length > 0 ? -1 : 1,
        replicationFactor: brokerIds.length > 0 ? -1 : 3,
        assignments: brokerIds.length > 0 ? [{ partitionIndex: 0, brokerIds: [...brokerIds] }] : [],
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value }))
      }
    ],
    timeoutMs: 5_000
  })
  if (isCallFailure(answer)) throw new Error(answer.error)
  expect(answer.topics[0]?.errorCode).toBe(0)
}

const leaderOf = async (topic: string): Promise<number> => {
  const leaders = await client.leaders(topic)
  return leaders instanceof Map ? (leaders.get(0) ?? -1) : -1
}

/** One try; the error's name, or the offset. */
async function produceOnce(topic: string, value: string, acks = -1, timeoutMs = 2_000): Promise<number | string> {
  const leader = await leaderOf(topic)
  const connection = leader < 0 ? await client.any() : await client.node(leader)
  if (isCallFailure(connection)) return connection.error
  const records = buildBatch([{ timestamp: 1, value: Buffer.from(value) }])
  const answer = await connection.call(
    'Produce',
    { acks, timeoutMs, topicData: [{ name: topic, topicId: idOf(topic), partitionData: [{ index: 0, records }] }] },
    { timeoutMs: timeoutMs + 2_000 }
  )
  if (isCallFailure(answer)) return answer.error
  const found = answer.responses[0]?.partitionResponses[0]
  if (found === undefined) return 'nothing'
  return found.errorCode === errorCodes.NONE ? Number(found.baseOffset) : errorName(found.errorCode)
}

/** Between two looks at what other brokers and the network do. */
const pause = (ms: number) => new Promise<void>((resolve) => env.timers.after(ms, resolve))

const idOf = (topic: string) => cluster.serving.broker.image.topic(topic)?.topicId

/** Until it is acknowledged. */
async function produce(topic: string, value: string): Promise<number> {
  for (;;) {
    const offset = await produceOnce(topic, value)
    if (typeof offset === 'number') return offset
    await pause(20)
  }
}

async function readAll(topic: string): Promise<string[]> {
  const leader = await leaderOf(topic)
  const partition = cluster.broker(leader).running.broker.replicas.leader(topic, 0)
  if (isFailure(partition)) throw new Error(partition.error)
  const values: string[] = []
  for (let at = partition.logStartOffset; at < partition.highWatermark; ) {
    const read = await partition.read(at, {
      maxBytes: 1 << 20,
      atLeastOneBatch: true,
      isolation: 'read_uncommitted',
      currentLeaderEpoch: -1,
      lastFetchedEpoch: -1
    })
    if (isFailure(read)) throw new Error(read.error)
    const bytes = Buffer.concat(read.data?.chunks ?? [])
    read.data?.release()
    for (const position of entryPositions(bytes)) {
      for (const { offset, value } of recordsOf(bytes, position)) {
        if (offset < at) continue
        values.push(String(value))
        at = offset + 1
      }
    }
  }
  return values
}

const until = async (what: () => boolean | Promise<boolean>) => {
  for (const endMs = Date.now() + 120_000; !(await what()); ) {
    if (Date.now() > endMs) throw new Error('it never came')
    await pause(10)
  }
}

const isrOf = (topic: string) => cluster.serving.broker.image.topic(topic)?.partitions[0]?.isr ?? []

test('a killed leader is followed at once, and nothing acknowledged is lost', async () => {
  await begin()
  await createTopic('t')
  const sent: string[] = []
  for (let n = 0; n < 30; n++) {
    if (n % 10 === 9) {
      const leader = await leaderOf('t')
      await cluster.broker(leader).kill()
      const beganMs = Date.now()
      await produce('t', `after ${n}`)
      sent.push(`after ${n}`)
      expect(Date.now() - beganMs).toBeLessThan(20_000)
      await cluster.broker(leader).start()
      await until(() => isrOf('t').length === 3)
    }
    await produce('t', `${n}`)
    sent.push(`${n}`)
  }
  const seen = await readAll('t')
  // Some may be there twice: their first answer was lost with the leader.
  expect([...new Set(seen)]).toEqual(sent)
})

test('a leader that stops in good order has handed over before', async () => {
  await begin()
  await createTopic('t')
  await produce('t', 'a')
  const leader = await leaderOf('t')
  await cluster.broker(leader).stop()
  expect(isrOf('t')).toHaveLength(2)
  expect(await leaderOf('t')).not.toBe(leader)
  expect(await produceOnce('t', 'b')).toBe(1)
  await cluster.broker(leader).start()
  await until(() => isrOf('t').length === 3)
  expect(await readAll('t')).toEqual(['a', 'b'])
})

test('with fewer in sync than min.insync.replicas a record is refused', async () => {
  await begin()
  await createTopic('t', { 'min.insync.replicas': '2' })
  await produce('t', 'a')
  const leader = await leaderOf('t')
  for (const { id } of cluster.brokers) if (id !== leader) await cluster.broker(id).kill()
  await until(() => isrOf('t').length === 1)
  expect(await produceOnce('t', 'b')).toBe('NOT_ENOUGH_REPLICAS')
  for (const { id } of cluster.brokers) await cluster.broker(id).start()
  await until(() => isrOf('t').length === 3)
  expect(await produceOnce('t', 'c')).toBe(1)
  expect(await readAll('t')).toEqual(['a', 'c'])
})

test('a leader that is cut off acknowledges nothing, and gives up what it had alone', async () => {
  await begin()
  await createTopic('t', { 'min.insync.replicas': '2' })
  await produce('t', 'a')
  const old = await leaderOf('t')
  cluster.broker(old).isolate()
  const stale = cluster.broker(old).running.broker.replicas.leader('t', 0)
  if (isFailure(stale)) throw new Error(stale.error)
  stale.append(buildBatch([{ timestamp: 1, value: Buffer.from('lost') }]), { origin: 'coordinator', acks: 1 })
  const lost = stale.whenAcknowledged(stale.logEndOffset, -1, 60_000)
  const others = cluster.brokers.filter(({ id }) => id !== old)
  await until(() => others[0]?.running.broker.image.topic('t')?.partitions[0]?.leader !== old)
  await until(() => isFailure(cluster.broker(old).running.broker.replicas.leader('t', 0)))
  cluster.broker(old).heal()
  expect(await lost).not.toBeNull()
  await until(() => isrOf('t').length === 3)
  await produce('t', 'b')
  expect(await readAll('t')).toEqual(['a', 'b'])
})

test('a cluster that stops with a broker cut off leaves nothing behind that waits for it', async () => {
  const attempts = new Set<object>()
  const after: Timers['after'] = (ms, run) => {
    const timer = env.timers.after(ms, () => {
      attempts.delete(timer)
      run()
    })
    const cancel = timer.cancel.bind(timer)
    timer.cancel = () => {
      attempts.delete(timer)
      cancel()
    }
    if (new Error('who').stack?.includes('ClusterNet') === true) attempts.add(timer)
    return timer
  }
  await begin({}, { ...env, timers: { ...env.timers, after } })
  cluster.broker(2).isolate()
  await until(() => attempts.size > 0)
  await cluster.stop(0)
  expect(attempts.size).toBe(0)
})

test('on disk, what was acknowledged outlives the end of all brokers', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-cluster-'))
  try {
    await begin({ memory: false, dataDir })
    await createTopic('t', { 'min.insync.replicas': '2' })
    for (let n = 0; n < 5; n++) await produce('t', `${n}`)
    await client.close()
    await cluster.stop(0)
    await begin({ memory: false, dataDir })
    await until(() => isrOf('t').length === 3)
    expect(await produceOnce('t', '5')).toBe(5)
    expect(await readAll('t')).toEqual(['0', '1', '2', '3', '4', '5'])
    for (const { id } of cluster.brokers) await cluster.broker(id).kill()
    for (const { id } of cluster.brokers) await cluster.broker(id).start()
    await until(async () => isrOf('t').length >= 2)
    await produce('t', '6')
    expect((await readAll('t')).slice(0, 6)).toEqual(['0', '1', '2', '3', '4', '5'])
    await expect(startCluster({ brokers: 3, dataDir }, env, log)).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
  } finally {
    await client.close()
    await cluster.stop(0)
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a broker that was killed is not eligible to lead when it is back, one that stopped cleanly is (KIP-966)', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-cluster-'))
  try {
    // Nobody is fenced and registers anew on a machine that is busy: that is another epoch.
    await begin({ memory: false, dataDir, config: { ...quick, 'broker.session.timeout.ms': 9_000 } })
    await createTopic('t', { 'min.insync.replicas': '3' })
    const id = (await leaderOf('t')) === 3 ? 2 : 3
    const broker = cluster.broker(id)
    /** Whether it was neither in sync nor eligible at any time while it came back. */
    const wasOut = async (end: () => Promise<void>) => {
      await end()
      await until(() => stateOf('t')?.elr.includes(id) === true)
      const states: { readonly isr: readonly number[]; readonly elr?: readonly number[] }[] = []
      const { revision } = await cluster.metadata.list('/')
      const watch = cluster.metadata.watch('/partitions/', revision, ({ changes }) => {
        for (const { value } of changes) if (value !== null) states.push(JSON.parse(value))
      })
      await broker.start()
      await until(() => isrOf('t').length === 3)
      if ('cancel' in watch) watch.cancel()
      return states.some(({ isr, elr = [] }) => !isr.includes(id) && !elr.includes(id))
    }
    expect(await wasOut(() => broker.stop())).toBe(false)
    expect(await wasOut(() => broker.kill())).toBe(true)
  } finally {
    await client.close()
    await cluster.stop(0)
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a broker whose only log directory fails is fenced until it can be used, and a log that fails alone is led elsewhere', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-directories-'))
  const { disk, faults } = faultyDisk(env.disk)
  // What waits for five seconds is tried again sooner.
  const after: Timers['after'] = (ms, run) => env.timers.after(ms === 5_000 ? 50 : ms, run)
  try {
    await begin({ memory: false, dataDir, config: calm }, { ...env, disk, timers: { ...env.timers, after } })
    await createTopic('t', {}, [2, 1, 3])
    const imageOf2 = () => cluster.serving.broker.image.broker(2)
    const problems = () => cluster.broker(2).running.problems()
    const [directory] = imageOf2()?.directories ?? []
    await produce('t', 'before')
    await until(() => isrOf('t').length === 3)
    Object.assign(faults, { only: /brokers.2/, isBroken: true })
    // Nobody writes: it is looked at all the same.
    await until(() => imageOf2()?.isFenced === true)
    await until(() => !isrOf('t').includes(2))
    await produce('t', 'meanwhile')
    expect(imageOf2()?.directories).toEqual([])
    expect(problems()).toContain(`log directory ${join(dataDir, '.brokers', '2')} is offline`)
    faults.isBroken = false
    await until(() => isrOf('t').length === 3)
    expect(imageOf2()).toMatchObject({ isFenced: false, directories: [directory] })

    const at = () => stateOf('t')?.directories[0]
    const partition = cluster.broker(2).running.broker.replicas.find('t', 0) as ReplicaPartition
    await until(() => !partition.isOffline && at() === directory)
    Object.assign(faults, { only: /brokers.2.t-0/, isBroken: true })
    const current = cluster.broker(2).running.broker.replicas.find('t', 0) as ReplicaPartition
    ;(current.log as FileLog).writer.fail(new DiskError('INPUT_OUTPUT', 't-0', 't-0: input/output error'))
    await until(() => at() === lostDirectory && !isrOf('t').includes(2))
    await produce('t', 'after')
    expect([imageOf2()?.isFenced, imageOf2()?.directories]).toEqual([false, [directory]])
    const shown = await client.metadata(['t'])
    expect(!isCallFailure(shown) && shown.topics[0]?.partitions[0]?.offlineReplicas).toContain(2)
    faults.isBroken = false
    await until(() => isrOf('t').length === 3 && at() === directory)
    expect(new Set(await readAll('t'))).toEqual(new Set(['before', 'meanwhile', 'after']))
    expect(defects.splice(0).filter((line) => !/log director|closed a partition/.test(line))).toEqual([])
  } finally {
    await client.close()
    await cluster.stop(0)
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a log directory that fails is followed by other leaders, and its broker serves on from the other one', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ottla-directories-'))
  try {
    await begin({ memory: false, dataDir: [join(home, 'a'), join(home, 'b')], config: calm })
    // A broker's partitions alternate between its directories.
    for (const name of ['t', 'u']) await createTopic(name)
    const directoryOf = (id: number, topic: string) =>
      cluster.broker(id).running.broker.replicas.find(topic, 0)?.directory
    const imageOf = (topic: string) => cluster.serving.broker.image.topic(topic)?.partitions[0]
    const leader = await leaderOf('t')
    await produce('t', 'before')
    await until(() => isrOf('t').length === 3 && isrOf('u').length === 3)
    expect(new Set(['t', 'u'].map((topic) => directoryOf(leader, topic))).size).toBe(2)
    const failed = directoryOf(leader, 't')
    if (failed === undefined) throw new Error('it is in no directory')
    const { logs } = cluster.broker(leader).running.broker
    if (!isSeveralStores(logs)) throw new Error('there is one directory')
    logs.lose(failed, 'was taken by a test')
    await until(async () => (await leaderOf('t')) !== leader)
    await produce('t', 'after')
    await until(() => !isrOf('t').includes(leader) && isrOf('u').includes(leader))
    expect(new Set(await readAll('t'))).toEqual(new Set(['before', 'after']))
    expect(cluster.broker(leader).running.problems()).toContain(`log directory ${failed} is offline`)
    expect(defects.splice(0).some((line) => line.includes(failed))).toBe(true)
    // What it held is followed again once the directory is back.
    await cluster.broker(leader).stop()
    await cluster.broker(leader).start()
    await until(() => isrOf('t').length === 3 && isrOf('u').length === 3)
    // A replica that moves to the other directory is known there.
    const other = directoryOf(leader, 'u') ?? ''
    expect(cluster.broker(leader).running.broker.replicas.moveTo(other, 't', 0)).toBeNull()
    await until(() => directoryOf(leader, 't') === other)
    const known = () => imageOf('t')?.directories[imageOf('t')?.replicas.indexOf(leader) ?? -1]
    const id = () => imageOf('u')?.directories[imageOf('u')?.replicas.indexOf(leader) ?? -1]
    await until(() => known() === id())
    await produce('t', 'moved')
    expect(new Set(await readAll('t'))).toEqual(new Set(['before', 'after', 'moved']))
    await until(() => isrOf('t').length === 3)

    // A directory that is cordoned gets no new partitions, and a broker all of whose are gets none (KIP-1066).
    const cordon = async (value: string) => {
      const connection = await client.any()
      if (isCallFailure(connection)) throw new Error(connection.error)
      const configs = [{ name: 'cordoned.log.dirs', configOperation: 0, value }]
      const resources = [{ resourceType: 4, resourceName: String(leader), configs }]
      const answer = await connection.call('IncrementalAlterConfigs', { resources, validateOnly: false })
      expect(!isCallFailure(answer) && answer.responses[0]?.errorCode).toBe(0)
    }
    const brokerOf = () => cluster.serving.broker.image.broker(leader)
    await cordon(failed)
    await until(() => brokerOf()?.cordoned?.length === 1)
    for (const name of ['v', 'w']) await createTopic(name, {}, [leader, 1 + (leader % 3)])
    expect(['v', 'w'].map((name) => directoryOf(leader, name))).toEqual([other, other])
    const { replicas } = cluster.broker(leader).running.broker
    expect(replicas.moveTo(failed, 't', 0)?.error).toBe('INVALID_REPLICA_ASSIGNMENT')
    expect(replicas.directories().map(({ directory, isCordoned }) => [directory === failed, isCordoned])).toEqual(
      expect.arrayContaining([[true, true]])
    )
    await cordon('*')
    await until(() => brokerOf()?.cordoned?.length === 2)
    await expect(createTopic('x')).rejects.toThrow()
    await createTopic('y', {}, [leader])
    await cordon('')
    await until(() => brokerOf()?.cordoned === undefined)
    await createTopic('x')
  } finally {
    await cluster.stop(0)
    rmSync(home, { recursive: true, force: true })
  }
})

test('a broker that is not there is refused by its id', async () => {
  await begin()
  expect(() => cluster.broker(4)).toThrow('no broker 4: this cluster has brokers 1 to 3')
})

test('every broker names the controller as the leader of the metadata, and the others as observers', async () => {
  await begin()
  const { controllerId } = await call('Metadata', { topics: [] })
  for (const id of [1, 2, 3]) {
    const connection = await client.node(id)
    if (isCallFailure(connection)) throw new Error(connection.error)
    const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }]
    const answer = await connection.call('DescribeQuorum', { topics })
    if (isCallFailure(answer)) throw new Error(answer.error)
    const state = answer.topics[0]?.partitions[0]
    expect(state?.leaderId).toBe(controllerId)
    expect(state?.currentVoters.map(({ replicaId }) => replicaId)).toEqual([controllerId])
    expect(state?.observers.map(({ replicaId }) => replicaId)).toEqual([1, 2, 3].filter((one) => one !== controllerId))
    expect(answer.nodes).toMatchObject([{ nodeId: controllerId, listeners: [{ name: 'PLAINTEXT' }] }])
  }
})

async function call<K extends ApiName>(name: K, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
  for (;;) {
    const connection = await client.any()
    if (isCallFailure(connection)) throw new Error(connection.error)
    const answer = await connection.call(name, body)
    if (!isCallFailure(answer)) return answer
    // Its broker was stopped meanwhile.
    if (answer.error !== 'NETWORK_EXCEPTION') throw new Error(answer.error)
  }
}

async function reassign(topic: string, replicas: readonly number[] | null): Promise<string> {
  const answer = await call('AlterPartitionReassignments', {
    timeoutMs: 5_000,
    topics: [{ name: topic, partitions: [{ partitionIndex: 0, replicas }] }]
  })
  return errorName(answer.responses[0]?.partitions[0]?.errorCode ?? -1)
}

const moving = async () => (await call('ListPartitionReassignments', { timeoutMs: 5_000, topics: null })).topics

const stateOf = (topic: string) => cluster.serving.broker.image.topic(topic)?.partitions[0]
const holdsLog = (id: number, topic: string) => cluster.broker(id).running.broker.logs.find(topic, 0) !== undefined

test('a partition moves to another broker with its records, and leaves nothing where it was', async () => {
  await begin()
  await createTopic('t')
  await produce('t', 'a')
  expect(await reassign('t', [2])).toBe('NONE')
  await until(() => stateOf('t')?.replicas.join() === '2' && !holdsLog(1, 't') && !holdsLog(3, 't'))
  await produce('t', 'b')
  expect(await reassign('t', [3, 1])).toBe('NONE')
  await until(() => stateOf('t')?.replicas.join() === '3,1' && !holdsLog(2, 't') && stateOf('t')?.leader === 3)
  expect(await moving()).toEqual([])
  await produce('t', 'c')
  expect(await readAll('t')).toEqual(['a', 'b', 'c'])
  await until(() => holdsLog(1, 't') && isrOf('t').length === 2)
})

test('a move to a broker that is down is listed until it is cancelled, and ends when the broker is back', async () => {
  await begin()
  await createTopic('t')
  await produce('t', 'a')
  expect(await reassign('t', [9])).toBe('INVALID_REPLICA_ASSIGNMENT')
  expect(await reassign('t', [1, 2])).toBe('NONE')
  await until(() => stateOf('t')?.replicas.join() === '1,2')
  await cluster.broker(3).kill()
  expect(await reassign('t', [3])).toBe('NONE')
  const partition = { partitionIndex: 0, replicas: [3, 1, 2], addingReplicas: [3], removingReplicas: [1, 2] }
  expect(await moving()).toMatchObject([{ name: 't', partitions: [partition] }])
  expect(await reassign('t', null)).toBe('NONE')
  expect(stateOf('t')).toMatchObject({ replicas: [1, 2], isr: [1, 2], leader: 1 })
  expect(await reassign('t', null)).toBe('NO_REASSIGNMENT_IN_PROGRESS')
  expect(await reassign('t', [3])).toBe('NONE')
  await produce('t', 'b')
  await cluster.broker(3).start()
  await until(() => stateOf('t')?.replicas.join() === '3' && !holdsLog(1, 't'))
  await produce('t', 'c')
  expect(await readAll('t')).toEqual(['a', 'b', 'c'])
})

describe('throttled moves', () => {
  const broker = 4
  const topic = 2
  /** Null takes the config away. */
  async function configure(resourceType: number, resourceName: string, values: Record<string, string | null>) {
    const configs = Object.entries(values).map(([name, value]) => ({
      name,
      configOperation: value === null ? 1 : 0,
      value
    }))
    // A broker's own configs are changed by that broker.
    const connection = resourceType === broker ? await client.node(Number(resourceName)) : await client.any()
    if (isCallFailure(connection)) throw new Error(connection.error)
    const answer = await connection.call('IncrementalAlterConfigs', {
      resources: [{ resourceType, resourceName, configs }],
      validateOnly: false
    })
    if (isCallFailure(answer)) throw new Error(answer.error)
    return errorName(answer.responses[0]?.errorCode ?? -1)
  }
  const endAt = (id: number) => {
    const log = cluster.broker(id).running.broker.logs.find('t', 0)
    return log === undefined ? -1 : log.logEndOffset
  }

  test.each([
    ['leader', 1],
    ['follower', 2]
  ] as const)('a %s copies no faster than its rate, until it is taken away', async (side, id) => {
    // Sessions and lag as by default: nobody is fenced, or leaves the in-sync replicas, on a machine that is busy.
    await begin({ config: { 'replica.fetch.backoff.ms': 50, 'replica.fetch.max.bytes': 1_024 } })
    await createTopic('t', { 'min.insync.replicas': '1' })
    expect(await reassign('t', [1])).toBe('NONE')
    await until(() => stateOf('t')?.replicas.join() === '1' && !holdsLog(2, 't') && !holdsLog(3, 't'))
    for (let n = 0; n < 40; n++) await produce('t', `${n}`.padEnd(1_000, '.'))
    const rate = `${side}.replication.throttled.rate`
    const replicas = `${side}.replication.throttled.replicas`
    expect(await configure(broker, String(id), { [rate]: '-1' })).toBe('INVALID_REQUEST')
    expect(await configure(broker, String(id), { [rate]: '1' })).toBe('NONE')
    expect(await configure(topic, 't', { [replicas]: '0:9,0:x' })).toBe('INVALID_CONFIG')
    expect(await configure(topic, 't', { [replicas]: `0:${id},0:3` })).toBe('NONE')
    await until(() => cluster.brokers.every((each) => knows(each.id, replicas)))
    expect(await reassign('t', [1, 2])).toBe('NONE')
    await until(() => endAt(2) > 0)
    const { brokers } = await call('DescribeCluster', { includeClusterAuthorizedOperations: false, endpointType: 1 })
    expect(brokers).toHaveLength(3)
    // Two batches at most have come in this time; it takes 11 s until the next may.
    await produce('t', 'one more')
    await pause(300)
    expect([endAt(2) < endAt(1), isrOf('t')]).toEqual([true, [1]])
    expect(await configure(broker, String(id), { [rate]: null })).toBe('NONE')
    await until(() => isrOf('t').length === 2)
    // In sync, it is not held back any more.
    expect(await configure(broker, String(id), { [rate]: '1' })).toBe('NONE')
    await produce('t', 'in sync'.padEnd(1_000, '.'))
    await produce('t', 'and still')
    expect(isrOf('t')).toHaveLength(2)
  })

  const knows = (id: number, name: string) => cluster.broker(id).running.broker.image.configs('topics', 't').has(name)
})

test('a broker that is gone is shown as fenced until it is unregistered; one that runs is out until it starts again', async () => {
  await begin()
  const unregister = async (brokerId: number) =>
    errorName((await call('UnregisterBroker', { brokerId })).errorCode ?? -1)
  const shown = async () => {
    const { brokers } = await call('DescribeCluster', {
      includeClusterAuthorizedOperations: false,
      endpointType: 1,
      includeFencedBrokers: true
    })
    return brokers.map(({ brokerId, isFenced }) => `${brokerId}${isFenced ? ' fenced' : ''}`).sort()
  }
  await cluster.broker(3).stop()
  await until(async () => (await shown()).join() === '1,2,3 fenced')
  expect(await unregister(3)).toBe('NONE')
  expect(await shown()).toEqual(['1', '2'])
  expect(await unregister(3)).toBe('BROKER_ID_NOT_REGISTERED')
  await cluster.broker(3).start()
  await until(async () => (await shown()).join() === '1,2,3')
  await createTopic('t')
  await until(() => isrOf('t').length === 3)
  expect(await unregister(3)).toBe('NONE')
  await until(async () => (await shown()).join() === '1,2' && isrOf('t').length === 2)
  await produce('t', 'without it')
  // Longer than its lease: it does not come back by itself.
  await pause(1_500)
  expect(await shown()).toEqual(['1', '2'])
  await cluster.broker(3).stop()
  await cluster.broker(3).start()
  await until(() => isrOf('t').length === 3)
})

test('after a restart the preferred leader leads again, when asked or by itself', async () => {
  await begin()
  await createTopic('t')
  const preferred = stateOf('t')?.replicas[0] ?? -1
  const elect = async (electionType: number) => {
    const topicPartitions = [{ topic: 't', partitions: [0] }]
    const answer = await call('ElectLeaders', { electionType, topicPartitions, timeoutMs: 5_000 })
    return errorName(answer.replicaElectionResults[0]?.partitionResult[0]?.errorCode ?? -1)
  }
  expect(await elect(0)).toBe('ELECTION_NOT_NEEDED')
  await cluster.broker(preferred).stop()
  expect(await elect(0)).toBe('PREFERRED_LEADER_NOT_AVAILABLE')
  expect(await elect(1)).toBe('ELECTION_NOT_NEEDED')
  await cluster.broker(preferred).start()
  await until(() => isrOf('t').length === 3)
  expect(stateOf('t')?.leader).not.toBe(preferred)
  expect(await elect(0)).toBe('NONE')
  expect(stateOf('t')?.leader).toBe(preferred)
  await client.close()
  await cluster.stop(0)
  await begin({ config: { ...quick, 'leader.imbalance.check.interval.seconds': 1 } })
  await createTopic('t')
  const first = stateOf('t')?.replicas[0] ?? -1
  await cluster.broker(first).stop()
  await cluster.broker(first).start()
  await until(() => stateOf('t')?.leader === first)
})

test('every broker reads and writes the state of share partitions, wherever that is led', async () => {
  await begin()
  await createTopic('t')
  const brokers = cluster.brokers.map(({ running }) => running.broker)
  const topic = await brokers[0]?.topics.ensureInternal('__share_group_state')
  await until(() => brokers.every(({ image }) => image.topic('__share_group_state') !== undefined))
  expect(new Set(isFailure(topic) ? [] : topic?.partitions.map(({ leader }) => leader)).size).toBe(3)
  const stores = brokers.map(({ coordinators }) => coordinators.shareStates)
  for (const [n, shareStates] of stores.entries()) {
    const key = { groupId: `group ${n}`, topicId: idOf('t') ?? '', partition: 0 }
    const initialized = { key, stateEpoch: 3, startOffset: 7 }
    await until(async () => (await shareStates.initialize(initialized)) === null)
    const others = stores.filter((each) => each !== shareStates)
    for (const elsewhere of others) {
      expect(await elsewhere.read(key, 1)).toEqual({ stateEpoch: 3, startOffset: 7, batches: [] })
    }
    const batches = [{ firstOffset: 8, lastOffset: 9, deliveryState: 2, deliveryCount: 1 }]
    const written = { key, stateEpoch: 3, leaderEpoch: 1, startOffset: 8, deliveryCompleteCount: 2, batches }
    expect(await others[0]?.write(written)).toBeNull()
    expect(await others[1]?.read(key, 1)).toEqual({ stateEpoch: 3, startOffset: 8, batches })
    const summary = { stateEpoch: 3, leaderEpoch: 1, startOffset: 8, deliveryCompleteCount: 2 }
    expect(await shareStates.summary(key)).toEqual(summary)
    expect(await shareStates.initialize({ ...initialized, stateEpoch: 2 })).toMatchObject({
      error: 'FENCED_STATE_EPOCH'
    })
    expect(await others[0]?.delete(key)).toBeNull()
    expect(await others[1]?.summary(key)).toMatchObject({ stateEpoch: 0 })
  }
})

test('a consumer is sent to the follower in its rack, which has what is committed', async () => {
  await begin({
    config: { ...quick, 'replica.selector.class': rackAware }
  })
  await createTopic('t')
  await produce('t', 'a')
  const leader = stateOf('t')?.leader ?? -1
  const near = cluster.brokers.find(({ id }) => id !== leader)?.id ?? -1
  const { metadata, image } = cluster.broker(near).running.broker
  // All brokers of a process have the same configs: one of them says that it is in a rack.
  const key = `/brokers/${near}`
  const lease = await metadata.grantLease(60_000)
  const value = JSON.stringify({ ...image.broker(near), rack: 'near' })
  await metadata.transaction([], [{ put: key, value, lease }])
  const fetchFrom = async (id: number, rackId: string) => {
    const connection = await client.node(id)
    if (isCallFailure(connection)) throw new Error(connection.error)
    const partition = { partition: 0, currentLeaderEpoch: -1, fetchOffset: 0n, partitionMaxBytes: 1 << 20 }
    const answer = await connection.call('Fetch', {
      maxWaitMs: 500,
      minBytes: 1,
      maxBytes: 1 << 20,
      topics: [{ topic: 't', topicId: idOf('t'), partitions: [partition] }],
      rackId
    })
    const found = isCallFailure(answer) ? undefined : answer.responses[0]?.partitions[0]
    return [
      errorName(found?.errorCode ?? -1),
      found?.preferredReadReplica ?? -1,
      Number(found?.records?.length ?? 0) > 0
    ]
  }
  await until(async () => (await fetchFrom(leader, 'near'))[1] === near)
  expect(await fetchFrom(leader, 'near')).toEqual(['NONE', near, false])
  expect(await fetchFrom(leader, 'elsewhere')).toEqual(['NONE', -1, true])
  expect(await fetchFrom(leader, '')).toEqual(['NONE', -1, true])
  expect(await fetchFrom(near, 'near')).toEqual(['NONE', -1, true])
  await cluster.broker(near).kill()
  await until(async () => (await fetchFrom(leader, 'near'))[1] === -1)
})

test.each([
  ['with the next records', {}, 0],
  ['at once where consumers read from followers', { 'replica.selector.class': rackAware }, 1]
])('followers learn of the high watermark %s', async (_, config, more) => {
  const patient = { 'replica.fetch.wait.max.ms': 10_000, 'replica.lag.time.max.ms': 30_000 }
  await begin({ config: { ...quick, ...patient, ...config } })
  await createTopic('t')
  await produce('t', 'a')
  const known = (await produce('t', 'b')) + more
  const leader = await leaderOf('t')
  const followers = cluster.brokers.filter(({ id }) => id !== leader)
  const told = () => followers.map(({ id }) => cluster.broker(id).running.broker.replicas.find('t', 0)?.highWatermark)
  await until(() => told().every((offset) => offset === known))
  await pause(100)
  expect(told()).toEqual([known, known])
})

/** Asks again until there is an answer, as clients do while a coordinator moves. */
async function answered<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask()
    if (found !== undefined) return found
    await pause(20)
  }
}

async function coordinatorOf(group: string) {
  client.forgetCoordinator(group)
  const found = await client.coordinator(group)
  return isFailure(found) || isCallFailure(found) ? undefined : found
}

test('offsets that were committed outlive the end of their coordinator, in memory too', async () => {
  await begin()
  await createTopic('t')
  await answered(async () => {
    const partitions = [{ partitionIndex: 0, committedOffset: 42n, committedMetadata: '' }]
    const topics = [{ name: 't', topicId: idOf('t'), partitions }]
    const connection = await coordinatorOf('g')
    const answer = await connection?.call('OffsetCommit', { groupId: 'g', memberId: '', topics })
    const isDone = answer !== undefined && !isCallFailure(answer) && answer.topics[0]?.partitions[0]?.errorCode === 0
    return isDone ? true : undefined
  })
  const { partitions = [] } = cluster.serving.broker.image.topic('__consumer_offsets') ?? {}
  expect(partitions.map(({ replicas }) => replicas.length)).toEqual([3, 3, 3, 3])
  const { coordinators } = await call('FindCoordinator', { coordinatorKeys: ['g'], keyType: 0 })
  await cluster.broker(coordinators[0]?.nodeId ?? -1).kill()
  const found = await answered(async () => {
    const connection = await coordinatorOf('g')
    const groups = [{ groupId: 'g', topics: null }]
    const answer = await connection?.call('OffsetFetch', { groups, requireStable: false })
    if (answer === undefined || isCallFailure(answer)) return undefined
    return answer.groups[0]?.errorCode === 0 ? answer.groups[0].topics : undefined
  })
  expect(found).toMatchObject([{ partitions: [{ partitionIndex: 0, committedOffset: 42n }] }])
})

test.each([
  [3, ['3', '2']],
  [2, ['2', '1']],
  [1, ['1', '1']]
])('of %s brokers internal topics get as many replicas, and live on with one less', (aliveBrokers, expected) => {
  for (const [name, config] of [
    ['__transaction_state', 'transaction.state.log'],
    ['__share_group_state', 'share.coordinator.state.topic']
  ] as const) {
    const made = (set: Readonly<Record<string, string>>) =>
      internalTopic(name, new BrokerConfig(new Map(Object.entries(set)), 'dev', new Map(), true), aliveBrokers)
    const told = ({ replicationFactor, configs }: ReturnType<typeof made>) => [
      String(replicationFactor),
      configs.get('min.insync.replicas')
    ]
    expect(told(made({}))).toEqual(expected)
    expect(told(made({ [`${config}.replication.factor`]: '1', [`${config}.min.isr`]: '2' }))).toEqual(['1', '2'])
  }
})

test('a leader that is paused for longer than its lease is followed, and finds itself fenced when it goes on', async () => {
  await begin()
  await createTopic('t', { 'min.insync.replicas': '2' })
  const sent = ['a']
  await produce('t', 'a')
  const old = await leaderOf('t')
  const paused = cluster.broker(old)
  const { broker } = paused.running
  const connection = await client.node(old, 'to be kept')
  if (isCallFailure(connection)) throw new Error(connection.error)
  paused.pause()
  expect(paused.state).toBe('paused')
  // The whole cluster's client would wait for the answers of the one that is paused.
  const withPaused = client
  const others = cluster.brokers.filter(({ id }) => id !== old)
  client = new ClusterView(
    env,
    others.map(({ endpoint }) => endpoint),
    { clientId: 'others', requestMs: 5_000 }
  )
  let isAnswered = false
  const asked = connection.call('Metadata', { topics: null }, { timeoutMs: 60_000 }).then((answer) => {
    isAnswered = true
    return answer
  })
  const another = others[0]?.running.broker.image
  await until(() => ![-1, old].includes(another?.topic('t')?.partitions[0]?.leader ?? -1))
  expect([isAnswered, broker.image.topic('t')?.partitions[0]?.leader]).toEqual([false, old])
  for (let n = 0; n < 5; n++) {
    await produce('t', `while ${n}`)
    sent.push(`while ${n}`)
  }
  paused.resume()
  expect(isCallFailure(await asked)).toBe(false)
  await withPaused.close()
  await until(() => isrOf('t').length === 3 && broker.image.topic('t')?.partitions[0]?.isr.length === 3)
  await produce('t', 'after')
  expect([...new Set(await readAll('t'))]).toEqual([...sent, 'after'])
  expect(broker.replicas.isFenced).toBe(false)
  paused.pause()
  await paused.kill()
  await paused.restart()
  await until(() => isrOf('t').length === 3)
  expect(paused.state).toBe('serving')
})
