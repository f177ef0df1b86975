/**
 * Goal: with --log-format json each line that tells what happened is an object with its fields: topics and configs and by whom,
 * client software, refusals, rebalances with their reason, the stop with its duration. Method: the real command, real clients.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import kafkajs from 'kafkajs'
import { BrokerConnection, isCallFailure } from '../../src/client/index.ts'
import { createRealEnv } from '../../src/env/real/index.ts'
import { serve } from '../kit/command-line.ts'

const host = '127.0.0.1'
const clientId = 'accounts'
const by = { principal: 'User:ANONYMOUS', clientId, address: host }

/** A client that tells the name of its software, each time it connects. It joins a group once. */
async function ask(port: number): Promise<void> {
  const settings = { clientId, software: { name: 'test-client', version: '3.2.1' }, versionsMax: { JoinGroup: 3 } }
  for (let n = 0; n < 3; n++) {
    const connection = await BrokerConnection.open(createRealEnv(), { host, port }, settings)
    if (isCallFailure(connection)) throw new Error(connection.message)
    if (n === 0) await joinGroup(connection)
    connection.close()
  }
}

async function joinGroup(connection: BrokerConnection): Promise<void> {
  // The coordinator is made by the first who looks for it.
  await connection.call('FindCoordinator', { coordinatorKeys: ['readers'], keyType: 0 })
  const joined = await connection.call('JoinGroup', {
    groupId: 'readers',
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 10_000,
    memberId: '',
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: Buffer.alloc(0) }]
  })
  if (isCallFailure(joined)) throw new Error(joined.message)
  expect(joined.errorCode).toBe(0)
}

/** Bytes for which the broker closes the connection. */
async function offend(port: number, bytes: Uint8Array): Promise<void> {
  const socket = connect(port, host)
  socket.on('error', () => {}).resume()
  socket.write(bytes)
  await once(socket, 'close')
}

test('what happened is told in JSON, with its fields', async () => {
  const broker = await serve(
    ['start', '--memory', '--port', '0', '--topic', 'spare:1', '--log-format', 'json'].concat(
      ['group.initial.rebalance.delay.ms=0', 'max.connections.per.ip=20'].flatMap((each) => ['--set', each])
    )
  )
  const port = Number(broker.bootstrap.split(':')[1])
  await ask(port)
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], clientId, logLevel: 0 })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2 }] })
  await admin.createPartitions({ topicPartitions: [{ topic: 'orders', count: 3 }] })
  const configEntries = [{ name: 'retention.ms', value: '1000' }]
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: 'orders', configEntries }] })
  await admin.deleteTopics({ topics: ['spare'] })
  for (let n = 0; n < 5; n++) await offend(port, Buffer.from('7fffffff', 'hex'))
  await offend(port, Buffer.from('GET / HTTP/1.1\r\n\r\n'))
  const held = Array.from({ length: 25 }, () =>
    connect(port, host)
      .on('error', () => {})
      .resume()
  )
  await Promise.race(held.map((socket) => once(socket, 'close')))
  for (const socket of held) socket.destroy()
  await admin.disconnect()
  broker.child.kill('SIGTERM')
  const { code, stderr } = await broker.ended
  expect(code).toBe(0)

  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const told = (msg: string) => lines.filter((line) => line.msg === msg)
  for (const line of lines) expect(line).toMatchObject({ level: expect.any(Number), time: expect.any(Number) })
  expect(told('topic created')).toMatchObject([
    { level: 30, topic: 'orders', partitions: 2, replicationFactor: 1, ...by }
  ])
  expect(told('topic given partitions')).toMatchObject([{ topic: 'orders', partitions: 3, ...by }])
  expect(told('configs changed')).toMatchObject([{ type: 'topics', name: 'orders', configs: 'retention.ms', ...by }])
  expect(told('topic deleted')).toMatchObject([{ topic: 'spare', ...by }])
  const software = told('first connection of this client software').filter((line) => line.software === 'test-client')
  expect(software).toMatchObject([{ software: 'test-client', version: '3.2.1', clientId, address: host }])
  expect(told('preparing to rebalance group')[0]).toMatchObject({
    group: 'readers',
    reason: expect.stringMatching(/\w/)
  })
  expect(told('stabilized group')[0]).toMatchObject({ group: 'readers', generation: 1, members: 1 })
  const refused = { level: 40, address: host }
  const closed = 'closed a connection: '
  expect(told(`${closed}the request size is negative or larger than socket.request.max.bytes`)).toMatchObject([
    { ...refused, listener: 'PLAINTEXT', bytes: 0x7fffffff, bytesMax: 104_857_600 }
  ])
  expect(told(`${closed}it speaks HTTP on a plaintext listener`)).toMatchObject([refused])
  expect(told('refused a connection: too many are open')).toMatchObject([{ ...refused, connections: 20 }])
  expect(told('broker stopped')).toMatchObject([{ isClean: true, tookMs: expect.any(Number) }])
})
