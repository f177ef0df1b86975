// Throughput and CPU of Produce, pipelined over few connections, against Apache Kafka and the floor.
import { join } from 'node:path'
import {
  createTopic,
  load,
  produceFrames,
  ratio,
  residentMb,
  scratch,
  startFloor,
  startKafka,
  startOttla
} from '../kit.mjs'

const scenarios = [
  {
    name: '1 KiB in 16 KiB batches',
    megabytes: 1000,
    connections: 2,
    depth: 5,
    frame: { recordBytes: 1024, batchBytes: 16384 }
  },
  {
    name: 'six such batches a request',
    megabytes: 1800,
    connections: 2,
    depth: 5,
    frame: { recordBytes: 1024, batchBytes: 16384, batches: 6 },
    partitions: 6
  },
  {
    name: '128 KiB batches, acks all',
    megabytes: 1800,
    connections: 2,
    depth: 5,
    frame: { recordBytes: 1024, batchBytes: 131072, acks: -1 }
  },
  {
    name: 'lz4, 128 KiB',
    megabytes: 400,
    connections: 2,
    depth: 5,
    frame: { recordBytes: 1024, batchBytes: 131072, codec: 'lz4' }
  },
  {
    name: 'zstd, 128 KiB',
    megabytes: 300,
    connections: 2,
    depth: 5,
    frame: { recordBytes: 1024, batchBytes: 131072, codec: 'zstd' }
  },
  { name: '100 B records', megabytes: 800, connections: 2, depth: 5, frame: { recordBytes: 100, batchBytes: 16384 } }
]

export default async function produce({
  rounds = Number(process.env.ROUNDS ?? 3),
  rivals = (process.env.RIVALS ?? 'kafka,floor,ottla').split(',')
} = {}) {
  const folder = scratch('frames')
  const start = { kafka: () => startKafka(), floor: () => startFloor(), ottla: () => startOttla() }
  const servers = []
  for (const name of rivals) servers.push(await start[name]())
  for (const server of servers) await server.ready
  const rows = []
  const wanted = process.env.SCENARIO
  for (const [n, scenario] of scenarios.entries()) {
    if (wanted !== undefined && !scenario.name.includes(wanted)) continue
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const topic = `bench-${n}-${round}`
        const file = join(folder, `${n}-${round}.bin`)
        const { requestBytes } = await produceFrames(file, {
          topic,
          ...scenario.frame
        })
        await createTopic(server, topic, scenario.partitions ?? 1)
        const count = Math.ceil((scenario.megabytes * 1e6) / requestBytes / (round === 0 ? 4 : 1))
        const result = await load(server, 'produce', {
          frames: file,
          conns: scenario.connections,
          depth: scenario.depth,
          count
        })
        if (round === 0) continue // the first round warms up
        rows.push({
          scenario: scenario.name,
          rival: server.name,
          mbPerSecond: result.bytes / 1e6 / result.seconds,
          cpuSecondsPerGb: result.serverCpuSeconds / (result.bytes / 1e9),
          p99Ms: result.p99Us / 1e3,
          residentMb: residentMb(server.pid)
        })
      }
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [...new Set(rows.map((row) => row.scenario))].flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return [
      {
        claim: `${scenario}: throughput over Kafka's`,
        goal: 'at least 2.5',
        value: ratio(own, 'ottla', 'kafka', 'mbPerSecond')
      },
      {
        claim: `${scenario}: CPU per GB over Kafka's`,
        goal: 'at most 0.33',
        value: ratio(own, 'ottla', 'kafka', 'cpuSecondsPerGb')
      },
      {
        claim: `${scenario}: throughput over the floor's`,
        goal: 'at least 0.8',
        value: ratio(own, 'ottla', 'floor', 'mbPerSecond')
      }
    ]
  })
  return { rows, ratios }
}
