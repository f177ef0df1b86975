// Resident memory: idle, per idle connection, and after the load; against Apache Kafka and an empty Node process.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import {
  createTopic,
  holdConnections,
  load,
  produceFrames,
  ratio,
  residentMb,
  scratch,
  startKafka,
  startOttla
} from '../kit.mjs'

/** What a Node server that does nothing at all keeps for each connection. */
async function emptyServerKib(connections) {
  const source =
    "require('net').createServer(() => {}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })"
  const node = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise((resolve) => node.stdout.once('data', (chunk) => resolve(String(chunk).trim())))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const before = residentMb(/** @type {number} */ (node.pid))
  const held = await holdConnections({ addr: `127.0.0.1:${port}` }, connections)
  const kib = ((residentMb(/** @type {number} */ (node.pid)) - before) * 1024) / connections
  await held.close()
  node.kill()
  return kib
}

export default async function memory({ rounds = Number(process.env.ROUNDS ?? 2), connections = 2000 } = {}) {
  const rows = []
  const folder = scratch('memory')
  for (let round = 0; round < rounds; round++) {
    const node = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' })
    await new Promise((resolve) => setTimeout(resolve, 2000))
    rows.push({ scenario: 'idle', rival: 'empty Node', residentMb: residentMb(/** @type {number} */ (node.pid)) })
    node.kill()
    rows.push({ scenario: 'per idle connection', rival: 'empty Node', kib: await emptyServerKib(connections) })
    for (const start of [() => startKafka(), () => startOttla()]) {
      const server = await start()
      await server.ready
      await new Promise((resolve) => setTimeout(resolve, 3000))
      const idleMb = residentMb(server.pid)
      rows.push({ scenario: 'idle', rival: server.name, residentMb: idleMb })
      const held = await holdConnections(server, connections)
      const kib = ((residentMb(server.pid) - idleMb) * 1024) / connections
      await held.close()
      rows.push({ scenario: 'per idle connection', rival: server.name, kib })
      const file = join(folder, 'frames.bin')
      const { requestBytes } = await produceFrames(file, { topic: 'bench', recordBytes: 1024, batchBytes: 16384 })
      await createTopic(server, 'bench')
      await load(server, 'produce', { frames: file, conns: 4, depth: 5, count: Math.ceil(1e9 / requestBytes) })
      await load(server, 'fetch', { topic: 'bench', conns: 1, bytes: 500e6 })
      rows.push({ scenario: 'after 1 GB', rival: server.name, residentMb: residentMb(server.pid) })
      await server.stop()
    }
  }
  const of = (scenario) => rows.filter((row) => row.scenario === scenario)
  const idle = (rival) =>
    of('idle')
      .filter((row) => row.rival === rival)
      .map((row) => row.residentMb)
      .sort((a, b) => a - b)[0]
  return {
    rows,
    ratios: [
      { claim: "idle over Kafka's", goal: 'at most 0.25', value: ratio(of('idle'), 'ottla', 'kafka', 'residentMb') },
      { claim: 'idle above an empty Node, MB', goal: 'at most 30', value: idle('ottla') - idle('empty Node') },
      {
        claim: "after the load over Kafka's",
        goal: 'at most 0.25',
        value: ratio(of('after 1 GB'), 'ottla', 'kafka', 'residentMb')
      },
      {
        claim: "per idle connection over Kafka's",
        goal: 'at most 1',
        value: ratio(of('per idle connection'), 'ottla', 'kafka', 'kib')
      }
    ]
  }
}
