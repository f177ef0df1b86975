// Throughput, CPU and latency of Produce with acks all and three replicas on three brokers, each a process of its own; one
// partition led by each broker. CPU is that of all brokers together, and of Ottla's etcd.
import { join } from 'node:path'
import { spread, startKafkaCluster, startOttlaCluster } from '../cluster/rivals.mjs'
import { createTopic, load, produceFrames, ratio, scratch } from '../kit.mjs'

const scenarios = [
  { name: 'none, 16 KiB', megabytes: 400, frame: { batchBytes: 16384 } },
  { name: 'lz4, 16 KiB', megabytes: 200, frame: { batchBytes: 16384, codec: 'lz4' } }
]
const [connections, depth] = [6, 5]
/** A round ends after so long, whatever was sent until then: a slow rival does not make it longer. */
const limitSeconds = Number(process.env.LIMIT_SECONDS ?? 8)
/** The first round warms up: Kafka needs most of it. */
const warmSeconds = 1.5 * limitSeconds

export default async function replicatedProduce({
  rounds = Number(process.env.ROUNDS ?? 3),
  rivals = (process.env.RIVALS ?? 'kafka,ottla').split(',')
} = {}) {
  const folder = scratch('frames')
  const start = {
    kafka: () => startKafkaCluster(),
    ottla: () => startOttlaCluster(),
    other: () => startOttlaCluster({ dist: process.env.AGAINST, name: 'other' })
  }
  const servers = []
  for (const name of rivals) servers.push(await start[name]())
  const rows = []
  for (const { name, megabytes, frame } of scenarios) {
    if (process.env.SCENARIO !== undefined && !name.includes(process.env.SCENARIO)) continue
    for (let round = 0; round <= rounds; round++) {
      for (const server of round % 2 === 0 ? servers : [...servers].reverse()) {
        const topic = `${name.slice(0, 3)}-${round}`
        const files = []
        let requestBytes = 0
        for (const { id } of server.nodes) {
          const file = join(folder, `${id}.bin`)
          const made = await produceFrames(file, { topic, partition: id - 1, acks: -1, recordBytes: 1024, ...frame })
          requestBytes = made.requestBytes
          files.push(file)
        }
        await createTopic(server, topic, 3, {}, spread(3, 3, 3))
        const count = Math.ceil((megabytes * 1e6) / requestBytes)
        const limit = round === 0 ? warmSeconds : limitSeconds
        const result = await load(server, 'produce', {
          frames: files.join(','),
          conns: connections,
          depth,
          count,
          limit
        })
        if (process.env.VERBOSE) console.log(name, server.name, result.bytes / 1e6 / result.seconds)
        if (round === 0) continue
        const gigabytes = result.bytes / 1e9
        rows.push({
          scenario: name,
          rival: server.name,
          mbPerSecond: (gigabytes * 1e3) / result.seconds,
          cpuSecondsPerGb: result.serverCpuSeconds / gigabytes,
          p50Ms: result.p50Us / 1e3,
          p99Ms: result.p99Us / 1e3,
          residentMb: server.residentMb(),
          generatorCpuSecondsPerGb: result.generatorCpuSeconds / gigabytes
        })
      }
    }
  }
  for (const server of servers) await server.stop()
  const claims = [
    ["throughput over Kafka's", 'at least 3', 'mbPerSecond'],
    ["CPU per GB over Kafka's", 'at most 0.25', 'cpuSecondsPerGb'],
    ["p99 over Kafka's", 'at most 0.33', 'p99Ms']
  ]
  const ratios = [...new Set(rows.map(({ scenario }) => scenario))].flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return claims.map(([claim, goal, key]) => ({
      claim: `${scenario}: ${claim}`,
      goal,
      value: ratio(own, 'ottla', rivals.includes('kafka') ? 'kafka' : 'other', key)
    }))
  })
  return { rows, ratios }
}
