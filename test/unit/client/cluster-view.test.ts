/**
 * Goal: a client finds brokers, leaders and coordinators, comes back after a loss without haste, and two brokers in one process
 * can ask each other. Method: scripted peers, and then real brokers, over a network in memory.
 */
import { type CallFailure, ClusterView, isCallFailure } from '../../../src/client/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla } from '../../../src/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { MemoryNet } from '../../kit/memory-net.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'
import { type Say, ScriptedBroker } from './scripted-broker.ts'

const host = '127.0.0.1'
const settings = { clientId: 'test', versionsMax: { Produce: 12, Fetch: 12 } }

function stage() {
  const time = new VirtualTime()
  const net = new MemoryNet()
  const view = (ports: readonly number[]) =>
    new ClusterView(
      { ...time.env, net },
      ports.map((port) => ({ host, port })),
      settings
    )
  return { time, net, view }
}

function present<T>(answer: T | CallFailure): T {
  if (isCallFailure(answer)) throw new Error(answer.message)
  return answer
}

/** A broker of a cluster of two, which says who leads and who coordinates. */
const clusterOf =
  (ports: () => readonly number[], leaders: () => readonly number[], coordinator: () => number): Say =>
  ({ api, body }) => {
    if (api === 'Metadata') {
      const partitions = leaders().map((leaderId, partitionIndex) => ({
        errorCode: 0,
        partitionIndex,
        leaderId,
        replicaNodes: [],
        isrNodes: []
      }))
      const { topics } = body as { topics: { name: string }[] }
      return {
        brokers: ports().map((port, nodeId) => ({ nodeId, host, port })),
        controllerId: 1,
        topics: topics.map(({ name }) =>
          name === 'gone' ? { errorCode: 3, name, partitions: [] } : { errorCode: 0, name, partitions }
        )
      } as never
    }
    if (api !== 'FindCoordinator') return undefined
    const [key = ''] = (body as { coordinatorKeys: string[] }).coordinatorKeys
    const nodeId = coordinator()
    const found =
      nodeId < 0
        ? { errorCode: 15, nodeId, host: '', port: -1 }
        : { errorCode: 0, nodeId, host, port: ports()[nodeId] ?? 0 }
    return { coordinators: [{ ...found, key, errorMessage: null }] } as never
  }

async function twoBrokers() {
  const made = stage()
  let leaders: readonly number[] = [1, 0]
  let coordinator = 1
  const brokers: ScriptedBroker[] = []
  const say = clusterOf(
    () => brokers.map(({ port }) => port),
    () => leaders,
    () => coordinator
  )
  for (let n = 0; n < 2; n++) brokers.push(await ScriptedBroker.start(made.net, say))
  return {
    ...made,
    brokers,
    set: (more: { leaders?: readonly number[]; coordinator?: number }) => {
      leaders = more.leaders ?? leaders
      coordinator = more.coordinator ?? coordinator
    }
  }
}

test('brokers, leaders and the controller are found by one bootstrap address', async () => {
  const { view, brokers, set } = await twoBrokers()
  const cluster = view([brokers[0]?.port ?? 0])
  expect(await cluster.leaders('orders')).toEqual(
    new Map([
      [0, 1],
      [1, 0]
    ])
  )
  expect(present(await cluster.controller()).endpoint.port).toBe(brokers[1]?.port)
  expect(present(await cluster.node(0))).toBe(present(await cluster.any()))
  expect(present(await cluster.node(0, 'fetch'))).not.toBe(present(await cluster.node(0)))
  expect(await cluster.node(7)).toMatchObject({ error: 'NETWORK_EXCEPTION', mayBeDone: false })
  expect(await cluster.leaders('gone')).toEqual({ error: 'UNKNOWN_TOPIC_OR_PARTITION', message: null })
  set({ leaders: [1, -1] })
  expect(await cluster.leaders('orders')).toEqual({ error: 'LEADER_NOT_AVAILABLE', message: null })
  await cluster.close()
})

test('any broker stands in for a controller that does not answer', async () => {
  const { view, brokers } = await twoBrokers()
  const cluster = view([brokers[0]?.port ?? 0])
  await brokers[1]?.stop()
  expect(present(await cluster.controller()).endpoint.port).toBe(brokers[0]?.port)
  await cluster.close()
})

test('a coordinator is remembered until it is forgotten, for each kind of key', async () => {
  const { view, brokers, set } = await twoBrokers()
  const cluster = view([brokers[0]?.port ?? 0])
  const portOf = async (type: 'group' | 'transaction') => {
    const found = await cluster.coordinator('x', { type })
    return 'endpoint' in found ? found.endpoint.port : found.error
  }
  const lookUps = () => brokers.flatMap(({ asked }) => asked).filter(({ api }) => api === 'FindCoordinator')
  expect([await portOf('group'), await portOf('group'), await portOf('transaction')]).toEqual(
    Array(3).fill(brokers[1]?.port)
  )
  expect(lookUps().map(({ body }) => (body as { keyType: number }).keyType)).toEqual([0, 1])
  set({ coordinator: -1 })
  cluster.forgetCoordinator('x')
  expect([await portOf('group'), await portOf('transaction')]).toEqual(['COORDINATOR_NOT_AVAILABLE', brokers[1]?.port])
  set({ coordinator: 0 })
  expect(await portOf('group')).toBe(brokers[0]?.port)
  await cluster.close()
})

test('a lost connection is made again, and many who ask for one at once share it', async () => {
  const { view, brokers, net } = await twoBrokers()
  const cluster = view([brokers[0]?.port ?? 0])
  const first = present(await cluster.any())
  brokers[0]?.sockets[0]?.destroy()
  await turn()
  await turn()
  expect(first.lost).toMatchObject({ error: 'NETWORK_EXCEPTION' })
  const before = net.dials
  const again = await Promise.all(Array.from({ length: 20 }, () => cluster.any()))
  expect(new Set(again).size).toBe(1)
  expect(net.dials - before).toBe(1)
  expect(again[0]).not.toBe(first)
  await cluster.close()
})

test('each failure makes the pause before the next try longer, up to a second, and a success ends that', async () => {
  const { time, net, view } = stage()
  const cluster = view([9])
  const pauses: number[] = []
  expect(await cluster.any()).toMatchObject({ code: 'ECONNREFUSED' })
  for (let n = 0; n < 8; n++) {
    const sinceMs = time.nowMs
    const before = net.dials
    const asked = cluster.any()
    while (net.dials === before) await time.advance(5)
    pauses.push(time.nowMs - sinceMs)
    await asked
  }
  const expected = [50, 100, 200, 400, 800, 1_000, 1_000, 1_000]
  for (const [n, most] of expected.entries()) {
    expect(pauses[n]).toBeGreaterThanOrEqual(0.75 * most)
    expect(pauses[n]).toBeLessThanOrEqual(1.25 * most + 5)
  }
  const broker = await ScriptedBroker.start(net, undefined, 9)
  const found = cluster.any()
  await time.advance(1_500)
  present(await found)
  await broker.stop()
  await turn()
  await turn()
  const dials = net.dials
  expect(await cluster.any()).toMatchObject({ code: 'ECONNREFUSED' })
  expect(net.dials).toBe(dials + 1)
  await cluster.close()
})

test('a broker that does not answer is passed over for one that does, and asked last from then on', async () => {
  const { view, brokers, net } = await twoBrokers()
  const cluster = view([9, brokers[0]?.port ?? 0])
  expect(present(await cluster.any()).endpoint.port).toBe(brokers[0]?.port)
  const dials = net.dials
  expect(present(await cluster.any()).endpoint.port).toBe(brokers[0]?.port)
  expect(net.dials).toBe(dials)
  await cluster.close()
})

test('a close does not wait for a broker that does not tell its versions', async () => {
  const { time, net, view } = stage()
  const silent = await ScriptedBroker.start(net, () => new Uint8Array(0))
  const cluster = view([silent.port])
  const waiting = cluster.any()
  while (silent.asked.length === 0) await turn()
  await cluster.close()
  expect(await waiting).toMatchObject({ error: 'NETWORK_EXCEPTION' })
  expect(time.timerCount).toBe(0)
  await silent.stop()
})

test('a close ends what waits, also a pause before the next try', async () => {
  const { time, view } = stage()
  const cluster = view([9])
  await cluster.any()
  const waiting = cluster.any()
  await cluster.close()
  expect(await waiting).toMatchObject({ message: `no connection to ${host}:9: the client is closed` })
  expect(time.timerCount).toBe(0)
  expect(await cluster.any()).toMatchObject({ error: 'NETWORK_EXCEPTION' })
})

describe('two brokers in one process', () => {
  test('ask each other over the network of their environment', async () => {
    const env = { ...createRealEnv({ unref: true }), net: new MemoryNet() }
    await using one = await Ottla.start({ env, topics: ['orders'] })
    await using two = await Ottla.start({ env, topics: ['bills'] })
    expect(one.port).not.toBe(two.port)
    const views = [one, two].map(
      ({ port }, n) =>
        new ClusterView(env, [{ host, port }], { ...settings, software: { name: `b${n}`, version: '1' } })
    )
    for (const [n, topic] of ['orders', 'bills'].entries()) {
      const cluster = views[n] as ClusterView
      const leaders = await cluster.leaders(topic)
      if ('error' in leaders) throw new Error(leaders.error)
      const leader = present(await cluster.node(leaders.get(0) ?? -1))
      const records = buildBatch([{ timestamp: 1, value: Buffer.from(topic) }])
      const produced = present(
        await leader.call(
          'Produce',
          {
            acks: -1,
            timeoutMs: 1_000,
            topicData: [{ name: topic, partitionData: [{ index: 0, records }] }]
          },
          { timeoutMs: 5_000 }
        )
      )
      expect(produced.responses).toMatchObject([
        { name: topic, partitionResponses: [{ errorCode: 0, baseOffset: 0n }] }
      ])
      await cluster.close()
    }
  })

  test('and one that stops is a failure for the other, not an exception', async () => {
    const env = { ...createRealEnv({ unref: true }), net: new MemoryNet() }
    const peer = await Ottla.start({ env, topics: ['orders'] })
    const cluster = new ClusterView(env, [{ host, port: peer.port }], settings)
    const broker = present(await cluster.any())
    const partitions = [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1_000 }]
    const parked = broker.call(
      'Fetch',
      { maxWaitMs: 60_000, minBytes: 1, topics: [{ topic: 'orders', partitions }] },
      { timeoutMs: 70_000 }
    )
    await turn()
    await turn()
    await peer.stop({ drainMs: 0 })
    expect(await parked).toMatchObject({ error: 'NETWORK_EXCEPTION' })
    expect(await cluster.any()).toMatchObject({ error: 'NETWORK_EXCEPTION', code: 'ECONNREFUSED' })
    await cluster.close()
  })
})
