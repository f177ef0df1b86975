/**
 * Goal: brokers with several listeners reach each other by the one for brokers, and clients are told the addresses of the listener
 * that they came by. Method: two brokers over real sockets and one store; the connections of each listener are counted.
 */
import { ClusterView, isCallFailure } from '../../../src/client/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { keys, MemoryMetadataStore, StoreHandle } from '../../../src/metadata/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { boot, type Running } from '../../../src/server/boot.ts'
import { resolveSettings } from '../../../src/server/settings.ts'

const env = createRealEnv({ unref: true })
const log = { debug() {}, info() {}, warn() {}, error() {} }
const clusterId = 'two-listeners'

function brokerOn(store: MemoryMetadataStore, brokerId: number, config: Readonly<Record<string, string>>) {
  const seat = { brokerId, clusterId, metadata: new StoreHandle(store) }
  return boot({ memory: true, config: { ...config, 'broker.session.timeout.ms': 2_000 } }, env, log, undefined, seat)
}

async function call(view: ClusterView) {
  const connection = await view.any()
  if (isCallFailure(connection)) throw new Error(connection.message ?? connection.error)
  return connection
}

const portOf = ({ server }: Running, listener: string) => server.endpoints.find(({ name }) => name === listener)?.port

async function portsToldAt(running: Running, listener: string): Promise<number[]> {
  const view = new ClusterView(env, [{ host: '127.0.0.1', port: portOf(running, listener) ?? 0 }], { clientId: 'test' })
  try {
    const answer = await (await call(view)).call('Metadata', { topics: null })
    if (isCallFailure(answer)) throw new Error(answer.error)
    return answer.brokers.map(({ port }) => port)
  } finally {
    await view.close()
  }
}

test.each([
  ['inter.broker.listener.name', 'INSIDE', { 'inter.broker.listener.name': 'inside' }],
  ['security.inter.broker.protocol, as by default', 'PLAINTEXT', {}]
])('brokers use the listener of %s', async (_setting, inside, more) => {
  const store = new MemoryMetadataStore(env)
  await store.transaction([], [{ put: keys.clusterId, value: clusterId }])
  const config = {
    listeners: `CLIENTS://127.0.0.1:0,${inside}://127.0.0.1:0`,
    'listener.security.protocol.map': `CLIENTS:PLAINTEXT,${inside}:PLAINTEXT`,
    ...more
  }
  const first = await brokerOn(store, 1, config)
  const second = await brokerOn(store, 2, config)
  const brokers = [first, second]
  const own = brokers.map((each) => ({ host: '127.0.0.1', port: portOf(each, inside) ?? 0 }))
  const client = new ClusterView(env, own, { clientId: 'test' })
  try {
    while (brokers.some(({ broker }) => broker.image.aliveBrokers.length < 2))
      await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
    const assignments = [
      { partitionIndex: 0, brokerIds: [1, 2] },
      { partitionIndex: 1, brokerIds: [2, 1] }
    ]
    const topic = { name: 't', numPartitions: -1, replicationFactor: -1, assignments, configs: [] }
    const made = await (await call(client)).call('CreateTopics', { topics: [topic], timeoutMs: 5_000 })
    expect(made).toMatchObject({ topics: [{ errorCode: 0 }] })
    for (const [index, { broker }] of brokers.entries()) {
      const connection = await client.node(index + 1)
      if (isCallFailure(connection)) throw new Error(connection.error)
      const records = buildBatch([{ timestamp: 1, value: Buffer.from('v') }])
      const topicData = [{ name: 't', topicId: broker.image.topic('t')?.topicId, partitionData: [{ index, records }] }]
      // Acknowledged once the other broker, which follows, has it.
      const answer = await connection.call('Produce', { acks: -1, timeoutMs: 5_000, topicData })
      expect(answer).toMatchObject({ responses: [{ partitionResponses: [{ errorCode: 0 }] }] })
    }
    for (const { server } of brokers) {
      expect(server.connectionsOf('CLIENTS')).toBe(0)
      expect(server.connectionsOf(inside)).toBeGreaterThan(0)
    }
    for (const asked of brokers)
      for (const listener of ['CLIENTS', inside])
        expect(await portsToldAt(asked, listener)).toEqual(brokers.map((each) => portOf(each, listener)))
    expect(first.problems()).toEqual([])
    first.broker.replicas.fence(true)
    expect(first.problems()).toEqual(['this broker has no lease, and serves no partition'])
  } finally {
    await client.close()
    await Promise.all(brokers.map((each) => each.stop(0, false)))
  }
})

const metadata = 'etcd://127.0.0.1:2379'
const named = { listeners: 'CLIENTS://127.0.0.1:0', 'listener.security.protocol.map': 'CLIENTS:PLAINTEXT' }

test('a broker of a cluster needs a listener for brokers that it advertises, as in Kafka', () => {
  expect(() => resolveSettings({ config: named })).not.toThrow()
  expect(() => resolveSettings({ metadata, config: named })).toThrow(
    /inter\.broker\.listener\.name must be a listener name/
  )
  expect(() =>
    resolveSettings({ metadata, config: { ...named, 'inter.broker.listener.name': 'CLIENTS' } })
  ).not.toThrow()
  expect(() => resolveSettings({ metadata })).not.toThrow()
})
