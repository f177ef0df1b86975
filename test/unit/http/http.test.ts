/**
 * Goal: operators get metrics and health over HTTP under Kafka's names, and nobody comes to harm by that port.
 * Method: a broker in this process with `http` on a free port, real clients, and raw sockets that misbehave.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ottla } from '../../../src/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
let broker: Ottla
const lines: string[] = []
const keep = (message: string) => void lines.push(message)
beforeAll(async () => {
  const log = { debug: keep, info: keep, warn: keep, error: keep }
  broker = await Ottla.start({ http: '127.0.0.1:0', topics: [{ name: 'orders', partitions: 2 }], log })
})
afterAll(() => broker.stop())

async function get(path: string, method = 'GET') {
  const response = await fetch(`http://${broker.http}${path}`, { method })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

/** What comes back for raw bytes, until the other side ends. */
async function raw(bytes: string): Promise<string> {
  const [host, port] = (broker.http as string).split(':')
  const socket = connect(Number(port), host)
  let got = ''
  socket.on('data', (chunk) => {
    got += chunk
  })
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return got
}

test('metrics have the names that the JMX exporter gives Kafka', async () => {
  await broker.produce('orders', ['a', 'b', 'c'], {})
  await broker.records('orders')
  const { status, headers, body } = await get('/metrics')
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  expect(body).toMatch(/^kafka_server_replicamanager_leadercount 2$/m)
  expect(body).toMatch(/^kafka_server_replicamanager_offlinereplicacount 0$/m)
  expect(body).toMatch(/^kafka_server_socket_server_metrics_connection_count\{listener="PLAINTEXT"\} 0$/m)
  const ends = [...body.matchAll(/^kafka_log_log_logendoffset\{topic="orders",partition="(\d)"\} (\d+)$/gm)]
  expect(ends.map((match) => match[1])).toEqual(['0', '1'])
  expect(ends.reduce((sum, match) => sum + Number(match[2]), 0)).toBe(3)
  expect(body).toMatch(/^process_resident_memory_bytes \d+/m)
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
})

test('liveness and readiness', async () => {
  expect(await get('/livez')).toMatchObject({ status: 200, body: 'ok\n' })
  expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ok\n' })
})

test('HEAD has the length and no body, other paths and methods are refused', async () => {
  const head = await get('/readyz', 'HEAD')
  expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '3', ''])
  expect((await get('/')).status).toBe(404)
  expect((await get('/__proto__')).status).toBe(404)
  const posted = await get('/metrics', 'POST')
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('garbage is answered with 400 or nothing, and the broker serves on', async () => {
  expect(await raw('\u0000\u0001\u0002garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect(await raw(`GET /metrics HTTP/1.1\r\nHost: x\r\nBig: ${'x'.repeat(100_000)}\r\n\r\n`)).not.toMatch(/ 200 /)
  expect((await get('/livez')).status).toBe(200)
  expect(lines.filter((line) => /failed|defect/.test(line))).toEqual([])
})

test('an address that is none, or is taken, is refused by name', async () => {
  await expect(Ottla.start({ http: 'here' })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  await expect(Ottla.start({ http: broker.http })).rejects.toMatchObject({ code: 'PORT_IN_USE' })
})

test('every query of the dashboard asks for a metric that there is', async () => {
  const client = (await import('kafkajs')).default
  const kafka = new client.Kafka({ brokers: [broker.bootstrap], logLevel: 0 })
  const consumer = kafka.consumer({ groupId: 'readers' })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  const seen = new Promise<void>((resolve) => {
    void consumer.run({ eachMessage: async () => resolve() })
  })
  await seen
  await consumer.commitOffsets([{ topic: 'orders', partition: 0, offset: '0' }])
  const { body } = await get('/metrics')
  await consumer.disconnect()
  expect(body).toMatch(/^kafka_network_requestmetrics_requests_total\{request="JoinGroup",version="\d+"\} \d+$/m)
  expect(body).toMatch(/^kafka_network_requestmetrics_errors_total\{request="Fetch",error="NONE"\} \d+$/m)
  expect(body).toMatch(/^kafka_server_brokertopicmetrics_bytesout_total\{topic="orders"\} \d+$/m)
  // As the JMX beans of Apache Kafka 4.3.1 have them.
  for (const line of [
    'kafka_coordinator_group_groupmetadatamanager_numgroups 1',
    'kafka_coordinator_group_groupmetadatamanager_numgroupsstable 1',
    'kafka_coordinator_group_groupmetadatamanager_numgroupspreparingrebalance 0',
    'kafka_server_group_coordinator_metrics_group_count{protocol="classic"} 1',
    'kafka_server_group_coordinator_metrics_group_count{protocol="streams"} 0',
    'kafka_server_group_coordinator_metrics_consumer_group_count{state="Assigning"} 0',
    'kafka_server_group_coordinator_metrics_share_group_count{state="Empty"} 0',
    'kafka_server_group_coordinator_metrics_streams_group_count{state="NotReady"} 0',
    'kafka_server_group_coordinator_metrics_group_completed_rebalance_count 1',
    'kafka_server_group_coordinator_metrics_share_group_rebalance_count 0',
    'kafka_server_group_coordinator_metrics_streams_group_rebalance_count 0',
    'kafka_server_group_coordinator_metrics_offset_expiration_count 0'
  ])
    expect(body.split('\n')).toContain(line)
  expect(body).toMatch(/^kafka_coordinator_group_groupmetadatamanager_numoffsets [1-9]$/m)
  expect(body).toMatch(/^kafka_server_group_coordinator_metrics_offset_commit_count [1-9]$/m)
  const there = new Set([...body.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{| )/gm)].map((match) => match[1]))
  const dashboard = readFileSync(join(root, 'deploy/grafana/ottla.json'), 'utf8')
  const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] }
  const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  expect(queries.length).toBeGreaterThan(10)
  const asked = queries.flatMap((query) => query.match(/\b(?:kafka|ottla|nodejs|process)_\w+/g) ?? [])
  const memoryBroker = (name: string) => name.startsWith('ottla_disk_')
  expect(asked.filter((name) => !there.has(name) && !memoryBroker(name))).toEqual([])
})

test('a stop gives the port back', async () => {
  const other = await Ottla.start({ http: '127.0.0.1:0' })
  const { http } = other
  await other.stop()
  await expect(fetch(`http://${http}/livez`)).rejects.toThrow()
})
