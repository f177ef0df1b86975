// One record a request over 16 connections, one request under way on each.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startFloor, startKafka, startOttla } from '../kit.mjs'

export default async function single({ rounds = Number(process.env.ROUNDS ?? 3), requests = 60_000 } = {}) {
  const servers = [await startKafka(), await startFloor(), await startOttla()]
  for (const server of servers) await server.ready
  const file = join(scratch('single'), 'frames.bin')
  await produceFrames(file, { topic: 'bench', recordBytes: 100, batchBytes: 100 })
  const rows = []
  for (const server of servers) await createTopic(server, 'bench')
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      const result = await load(server, 'produce', { frames: file, conns: 16, depth: 1, count: requests })
      if (round === 0) continue
      rows.push({
        scenario: 'one record a request',
        rival: server.name,
        requestsPerSecond: requests / result.seconds,
        cpuUsPerRequest: (result.serverCpuSeconds / requests) * 1e6,
        p99Ms: result.p99Us / 1e3
      })
    }
  }
  for (const server of servers) await server.stop()
  return {
    rows,
    ratios: [
      {
        claim: "requests per second over Kafka's",
        goal: 'at least 5',
        value: ratio(rows, 'ottla', 'kafka', 'requestsPerSecond')
      },
      { claim: "p99 over Kafka's", goal: 'at most 0.25', value: ratio(rows, 'ottla', 'kafka', 'p99Ms') },
      {
        claim: "requests per second over the floor's",
        goal: 'reported',
        value: ratio(rows, 'ottla', 'floor', 'requestsPerSecond')
      }
    ]
  }
}
