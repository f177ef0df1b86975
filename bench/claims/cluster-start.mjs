// Three brokers to the first record acknowledged by all three: `ottla --brokers 3` and an embedded cluster in a warm process, each
// in one process; three processes of Apache Kafka, formatted before, beside them.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstTaken } from '../cluster/probe.mjs'
import { kafkaNodes } from '../cluster/rivals.mjs'
import { cpuSeconds, median, produceFrames, ratio, root, scratch } from '../kit.mjs'

const topic = 'first'
/** @type {readonly string[]} */
const defaults = ['default.replication.factor=3']
let port = 25_800 + (process.pid % 10) * 20

/** Makes the topic where it is not there, and writes one record. */
async function framesOf() {
  const { encodeRequest } = await import('../../dist/protocol/index.js')
  const file = join(scratch('frames'), 'one.bin')
  await produceFrames(file, { topic, acks: -1, recordBytes: 100, batchBytes: 100, frames: 1 })
  const asked = { topics: [{ name: topic }], allowAutoTopicCreation: true }
  const metadata = Buffer.concat(encodeRequest('Metadata', 4, { correlationId: 9, clientId: 'bench' }, asked))
  return [metadata, readFileSync(file)]
}

async function started(args, ports, frames) {
  const sinceMs = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const { atMs } = await firstTaken(ports, frames)
  const cpuMs = 1e3 * cpuSeconds(/** @type {number} */ (child.pid))
  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGKILL')
  await ended
  return { ms: atMs - sinceMs, cpuMs }
}

async function kafka(frames) {
  const nodes = await kafkaNodes({ properties: defaults })
  const sinceMs = performance.now()
  const all = nodes.map((node) => node.start())
  const { atMs } = await firstTaken(
    nodes.map(({ port: each }) => each),
    frames
  )
  await Promise.all(all)
  const cpuMs = 1e3 * nodes.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0)
  await Promise.all(nodes.map((node) => node.kill()))
  return { ms: atMs - sinceMs, cpuMs }
}

export default async function clusterStart({
  rounds = Number(process.env.ROUNDS ?? 3),
  rivals = (process.env.RIVALS ?? 'kafka,ottla').split(',')
} = {}) {
  const frames = await framesOf()
  const rows = []
  const spawned = 'spawn to first record, acks all'
  const starts = {
    'on disk': () => ['--data-dir', scratch('cluster')],
    'in memory': () => ['--memory']
  }
  const main = join(root, 'dist/cli/main.cjs')
  for (let round = 0; round < rounds; round++) {
    if (rivals.includes('kafka')) rows.push({ scenario: spawned, rival: 'kafka', ...(await kafka(frames)) })
    for (const [where, args] of Object.entries(starts))
      for (let n = 0; n < 3; n++) {
        port += 3
        const ports = [port, port + 1, port + 2]
        const own = ['--brokers', 3, '--port', port, '--set', 'default.replication.factor=3', ...args()]
        const taken = await started([main, ...own.map(String)], ports, frames)
        rows.push({ scenario: where === 'on disk' ? spawned : `${spawned}, in memory`, rival: 'ottla', ...taken })
      }
  }
  const { Ottla } = await import('../../dist/index.js')
  const embedded = 'embedded, warm, in memory'
  for (let n = 0; n < rounds * 5; n++) {
    const before = process.cpuUsage()
    const sinceMs = performance.now()
    const cluster = await Ottla.start({ brokers: 3, memory: true, config: { 'default.replication.factor': 3 } })
    const ports = cluster.bootstrap.split(',').map((each) => Number(each.split(':')[1]))
    const { atMs } = await firstTaken(ports, frames)
    const { user, system } = process.cpuUsage(before)
    await cluster.stop()
    const taken = { ms: atMs - sinceMs, cpuMs: (user + system) / 1e3 }
    if (n >= rounds) rows.push({ scenario: embedded, rival: 'ottla', ...taken })
  }
  const msOf = (scenario) =>
    median(rows.filter((row) => row.scenario === scenario && row.rival === 'ottla').map(({ ms }) => ms))
  const own = rows.filter(({ scenario }) => scenario === spawned)
  return {
    rows,
    ratios: [
      { claim: 'spawn to first record with acks all, ms', goal: 'under 400', value: msOf(spawned) },
      { claim: 'an embedded cluster in a warm process, ms', goal: 'under 400', value: msOf(embedded) },
      { claim: "spawn to first record over Kafka's", goal: 'below 1', value: ratio(own, 'ottla', 'kafka', 'ms') }
    ].filter(({ value }) => Number.isFinite(value))
  }
}
