/** Goal: a broker inside a test starts at once, serves, and leaves nothing behind. Method: start it here, talk to it by socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterView, isCallFailure } from '../../../src/client/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, OttlaError } from '../../../src/index.ts'
import { encodeRequest, type MetadataResponse } from '../../../src/protocol/index.ts'

/** What a client learns that knows nothing but the address. */
async function metadataAt(port: number, topics: readonly string[] | null = []): Promise<MetadataResponse> {
  const cluster = new ClusterView(createRealEnv({ unref: true }), [{ host: '127.0.0.1', port }], { clientId: null })
  const answer = await cluster.metadata(topics)
  await cluster.close()
  if (isCallFailure(answer)) throw new Error(answer.message)
  return answer
}

const topicsOf = async (port: number) => (await metadataAt(port, null)).topics.map(({ name }) => name ?? '')

test('many brokers live in one process, each with its own topics', async () => {
  const brokers = await Promise.all(['a', 'b', 'c'].map((name) => Ottla.start({ memory: true, topics: [name] })))
  expect(new Set(brokers.map(({ port }) => port)).size).toBe(3)
  expect(await Promise.all(brokers.map(({ port }) => topicsOf(port)))).toEqual([['a'], ['b'], ['c']])
  await Promise.all(brokers.map((broker) => broker.stop()))
})

test('it stops at the end of its scope, and the port is free again', async () => {
  let port = 0
  {
    await using broker = await Ottla.start({ memory: true })
    port = broker.port
    expect(broker.bootstrap).toBe(`127.0.0.1:${port}`)
    expect(await topicsOf(port)).toEqual([])
  }
  await using again = await Ottla.start({ memory: true, port })
  expect(again.port).toBe(port)
})

test('a stop closes connections that are open, and may be asked for twice', async () => {
  const broker = await Ottla.start({ memory: true })
  const socket = connect(broker.port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  socket.resume()
  await new Promise((resolve) => socket.once('connect', resolve))
  await Promise.all([broker.stop(), broker.stop(), closed])
})

test('a client that connects to the address that it was told reaches the broker', async () => {
  await using broker = await Ottla.start({ memory: true })
  const { brokers } = await metadataAt(broker.port)
  expect(brokers).toMatchObject([{ host: '127.0.0.1', port: broker.port }])
})

test('an explicit advertised listener wins', async () => {
  await using broker = await Ottla.start({
    memory: true,
    config: { 'advertised.listeners': 'PLAINTEXT://kafka.example:1234' }
  })
  const { brokers } = await metadataAt(broker.port)
  expect(brokers).toMatchObject([{ host: 'kafka.example', port: 1234 }])
})

test('data outlives a broker, and a directory has one owner', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-embedded-'))
  try {
    const first = await Ottla.start({ dataDir, topics: [{ name: 'kept', partitions: 2 }] })
    await expect(Ottla.start({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
    await first.stop()
    await using second = await Ottla.start({ dataDir })
    expect(await topicsOf(second.port)).toEqual(['kept'])
    expect(second.clusterId).toBe(first.clusterId)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('what cannot start says why by a code, and leaves the port free', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  await expect(Ottla.start({ memory: true, port })).rejects.toMatchObject({ name: 'OttlaError', code: 'PORT_IN_USE' })
  await new Promise((resolve) => other.close(resolve))
  const fails = (options: Parameters<typeof Ottla.start>[0]) =>
    Ottla.start(options).then(
      () => undefined,
      (error) => error
    )
  expect(await fails({ memory: true, port, topics: ['bad/name'] })).toMatchObject({ code: 'BAD_TOPIC' })
  expect(await fails({ memory: true, port, config: { 'num.partitions': 'x' } })).toMatchObject({ code: 'BAD_CONFIG' })
  expect(await fails({ memory: true, config: { listeners: 'SSL://:0' } })).toMatchObject({ code: 'BAD_CONFIG' })
  expect(await fails({ memory: true, host: '203.0.113.1' })).toMatchObject({ code: 'CANNOT_LISTEN' })
  expect(await fails({ memory: true, config: { 'advertised.listeners': 'PLAINTEXT://0.0.0.0:1' } })).toBeInstanceOf(
    OttlaError
  )
  await using broker = await Ottla.start({ memory: true, port })
  expect(broker.port).toBe(port)
})

test('no more connections than max.connections.per.ip are let in', async () => {
  const lines: string[] = []
  const log = { debug() {}, info() {}, warn: (line: string) => void lines.push(line), error() {} }
  await using broker = await Ottla.start({ memory: true, log, config: { 'max.connections.per.ip': 2 } })
  const sockets = [0, 1, 2].map(() => connect(broker.port, '127.0.0.1').on('error', () => {}))
  await Promise.race(sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))))
  expect(broker.connectionCount).toBe(2)
  expect(lines).toEqual(['refused a connection: too many are open'])
  for (const socket of sockets) socket.destroy()
})

test('a connection that says nothing for connections.max.idle.ms is closed', async () => {
  await using broker = await Ottla.start({ memory: true, config: { 'connections.max.idle.ms': 200 } })
  const socket = connect(broker.port, '127.0.0.1')
  socket.on('error', () => {}).resume()
  await new Promise((resolve) => socket.once('close', resolve))
  expect(broker.connectionCount).toBe(0)
})

test('a record that a leader took which is cut off is written once, by the next leader', async () => {
  const config = {
    'default.replication.factor': 3,
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 200
  }
  await using cluster = await Ottla.start({ brokers: 3, config, topics: ['t'] })
  await cluster.produce('t', ['before'])
  const { topics } = await metadataAt(cluster.port, ['t'])
  const leader = cluster.broker(topics[0]?.partitions[0]?.leaderId ?? 1)
  leader.isolate()
  const [place] = await cluster.produce('t', ['after'], { timeoutMs: 600_000 })
  expect(place).toEqual({ partition: 0, offset: 1 })
  expect((await cluster.records('t')).map(({ value }) => String(value))).toEqual(['before', 'after'])
  leader.heal()
})

test('a client that sends 10,000 requests and never reads is held back, and gets every answer once it reads', async () => {
  await using broker = await Ottla.start({ memory: true, topics: Array.from({ length: 50 }, (_, n) => `topic-${n}`) })
  const socket = connect(broker.port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  const count = 10_000
  for (let id = 0; id < count; id++) {
    socket.write(Buffer.concat(encodeRequest('Metadata', 9, { correlationId: id, clientId: null }, { topics: null })))
  }
  // Others are served meanwhile, and what the first one was not taken for is still in its own hands.
  expect(await topicsOf(broker.port)).toHaveLength(50)
  expect(await topicsOf(broker.port)).toHaveLength(50)
  const answered: number[] = []
  let rest = Buffer.alloc(0)
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      for (; rest.length - at >= 4 && rest.length - at >= 4 + rest.readInt32BE(at); at += 4 + rest.readInt32BE(at)) {
        answered.push(rest.readInt32BE(at + 4))
      }
      rest = rest.subarray(at)
      if (answered.length >= count) resolve()
    })
  })
  expect(answered).toEqual([...Array(count).keys()])
  socket.destroy()
})

test('2,000 connections are held, and others notice nothing', async () => {
  await using broker = await Ottla.start({ memory: true, topics: ['t'] })
  const sockets = await Promise.all(
    Array.from(
      { length: 2_000 },
      () =>
        new Promise<ReturnType<typeof connect>>((resolve, reject) => {
          const socket = connect(broker.port, '127.0.0.1', () => resolve(socket)).on('error', reject)
        })
    )
  )
  // A few bytes each of a frame that never comes.
  for (const socket of sockets) socket.write(Buffer.from([0x05, 0, 0, 0, 1, 2, 3]))
  expect(await topicsOf(broker.port)).toEqual(['t'])
  expect(broker.connectionCount).toBeGreaterThanOrEqual(2_000)
  for (const socket of sockets) socket.destroy()
})

test('the cluster id is the one that was asked for, in memory and on disk, and an empty one is refused', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-cluster-'))
  try {
    for (const where of [{ memory: true }, { dataDir }]) {
      await using broker = await Ottla.start({ ...where, clusterId: 'orders-cluster' })
      expect(broker.clusterId).toBe('orders-cluster')
    }
    await expect(Ottla.start({ dataDir, clusterId: 'another' })).rejects.toMatchObject({
      name: 'OttlaError',
      message: expect.stringContaining('belongs to cluster orders-cluster')
    })
    await expect(Ottla.start({ memory: true, clusterId: '' })).rejects.toMatchObject({ code: 'BAD_CONFIG' })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test.each([
  [{ CLUSTER_ID: 'a', KAFKA_CLUSTER_ID: 'b' }, 'a'],
  [{ CLUSTER_ID: '', KAFKA_CLUSTER_ID: 'b' }, 'b'],
  [{ KAFKA_KRAFT_CLUSTER_ID: 'c' }, 'c']
])('the cluster id from the environment %j is %s', async (environment, expected) => {
  await using broker = await Ottla.start({ memory: true, environment })
  expect(broker.clusterId).toBe(expected)
  await using other = await Ottla.start({ memory: true, environment, clusterId: 'option' })
  expect(other.clusterId).toBe('option')
})

test('each of several brokers has metrics and health on a port of its own, and the same one after a restart', async () => {
  await using cluster = await Ottla.start({ brokers: 2, http: '127.0.0.1:0', topics: [{ name: 't', partitions: 2 }] })
  const places = cluster.http?.split(',') ?? []
  expect(new Set(places).size).toBe(2)
  const ask = async (place: string, path: string) => (await fetch(`http://${place}${path}`)).text()
  const leaders = async (place: string) =>
    /^kafka_server_replicamanager_leadercount (\d+)/m.exec(await ask(place, '/metrics'))?.[1]
  expect(await Promise.all(places.map(leaders))).toEqual(['1', '1'])
  await cluster.broker(2).kill()
  await expect(fetch(`http://${places[1]}/livez`)).rejects.toThrow()
  await cluster.broker(2).restart()
  expect(cluster.http).toBe(places.join(','))
  expect(await ask(places[1] ?? '', '/livez')).toBe('ok\n')
  await using other = await Ottla.start()
  const taken = Number(other.bootstrap.split(':')[1]) - 1
  const refused = Ottla.start({ brokers: 2, http: `127.0.0.1:${taken}` })
  await expect(refused).rejects.toMatchObject({ code: 'PORT_IN_USE' })
})

test('several brokers are one cluster, and one of them may be killed', async () => {
  await using cluster = await Ottla.start({ brokers: 3, config: { 'default.replication.factor': 3 } })
  expect(cluster.bootstrap.split(',')).toHaveLength(3)
  await cluster.createTopic({ name: 't', partitions: 3 })
  const sent = Array.from({ length: 30 }, (_, n) => `${n}`)
  await cluster.produce('t', sent)
  const { brokers, controllerId } = await metadataAt(cluster.port)
  expect(brokers.map(({ nodeId }) => nodeId).sort()).toEqual([1, 2, 3])
  await cluster.broker(controllerId ?? 1).kill()
  const other = cluster.broker((controllerId ?? 1) === 3 ? 2 : 3)
  expect([cluster.broker(controllerId ?? 1).state, other.state]).toEqual(['stopped', 'serving'])
  const values = (await cluster.records('t')).map(({ value }) => String(value))
  expect(values.sort()).toEqual(sent.sort())
  const left = await untilLed(other.endpoint.port, 't')
  expect(left.map(({ isrNodes }) => isrNodes.length)).toEqual([2, 2, 2])
  await cluster.broker(controllerId ?? 1).restart()
  await cluster.stop()
  await expect(other.restart()).rejects.toMatchObject({ code: 'STOPPED' })
  await expect(Ottla.start({ brokers: 0 })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  await using alone = await Ottla.start()
  expect(() => alone.broker(1)).toThrow('is not part of a cluster')
})

/** Asks until every partition has a leader among the brokers that are left. */
async function untilLed(port: number, topic: string) {
  for (;;) {
    const { topics, brokers } = await metadataAt(port, [topic])
    const partitions = topics[0]?.partitions ?? []
    const isLed = partitions.every(({ leaderId }) => brokers.some(({ nodeId }) => nodeId === leaderId))
    if (isLed && partitions.length === 3 && partitions.every(({ isrNodes }) => isrNodes.length === 2)) return partitions
  }
}
