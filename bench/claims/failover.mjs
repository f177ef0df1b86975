// From the end of a partition's leader to the first write with acks all that another broker takes, with default settings: the
// leader is killed with kill -9, or paused with SIGSTOP. Three brokers, each a process of its own, three replicas.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstTaken } from '../cluster/probe.mjs'
import { allInSync, leaderOf, spread, startKafkaCluster, startOttlaCluster } from '../cluster/rivals.mjs'
import { createTopic, median, produceFrames, ratio, scratch } from '../kit.mjs'

const scenarios = {
  'kill -9': { signal: 'SIGKILL', back: (/** @type {any} */ node) => node.start() },
  SIGSTOP: { signal: 'SIGSTOP', back: (/** @type {any} */ node) => node.signal('SIGCONT') }
}

export default async function failover({
  rounds = Number(process.env.ROUNDS ?? 5),
  rivals = (process.env.RIVALS ?? 'kafka,ottla').split(',')
} = {}) {
  const start = { kafka: startKafkaCluster, ottla: startOttlaCluster }
  const servers = []
  for (const name of rivals) servers.push(await start[name]())
  const file = join(scratch('frames'), 'one.bin')
  await produceFrames(file, { topic: 'bench', acks: -1, recordBytes: 100, batchBytes: 100, frames: 1 })
  const frames = [readFileSync(file)]
  for (const server of servers) await createTopic(server, 'bench', 1, {}, spread(1, 3, 3))
  const rows = []
  for (let round = 0; round < rounds; round++)
    for (const [scenario, { signal, back }] of Object.entries(scenarios)) {
      if (process.env.SCENARIO !== undefined && !scenario.includes(process.env.SCENARIO)) continue
      for (const server of servers) {
        await allInSync(server, 'bench')
        const leader = await leaderOf(server, 'bench')
        const others = server.nodes.filter((node) => node !== leader)
        await firstTaken([leader.port], frames)
        const sinceMs = performance.now()
        // The kernel closes its sockets before the process is gone, and that is what is waited for.
        leader.signal(/** @type {NodeJS.Signals} */ (signal))
        const { atMs } = await firstTaken(
          others.map(({ port }) => port),
          frames
        )
        rows.push({ scenario, rival: server.name, ms: atMs - sinceMs })
        if (process.env.VERBOSE) console.log(scenario, server.name, atMs - sinceMs)
        await back(leader)
      }
    }
  for (const server of servers) await server.stop()
  const of = (scenario) => rows.filter((row) => row.scenario === scenario)
  const own = of('kill -9').filter(({ rival }) => rival === 'ottla')
  const ratios = [
    { claim: 'kill -9 to the first write accepted, ms', goal: 'under 1,000', value: median(own.map(({ ms }) => ms)) },
    { claim: "kill -9: over Kafka's", goal: 'below 1', value: ratio(of('kill -9'), 'ottla', 'kafka', 'ms') },
    { claim: "SIGSTOP: over Kafka's", goal: 'at most 1', value: ratio(of('SIGSTOP'), 'ottla', 'kafka', 'ms') }
  ]
  return { rows, ratios: ratios.filter(({ value }) => Number.isFinite(value)) }
}
