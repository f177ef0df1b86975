// One record a request over 16 connections: as clients do by default with up to five requests under way on each
// (max.in.flight.requests.per.connection), and with one.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startFloor, startKafka, startOttla } from '../kit.mjs'

export default async function single({ rounds = Number(process.env.ROUNDS ?? 3), requests = 200_000 } = {}) {
  const servers = [await startKafka(), await startFloor(), await startOttla()]
  for (const server of servers) await server.ready
  const file = join(scratch('single'), 'frames.bin')
  await produceFrames(file, { topic: 'bench', recordBytes: 100, batchBytes: 100 })
  const rows = []
  for (const server of servers) await createTopic(server, 'bench')
  for (const depth of [5, 1]) {
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const result = await load(server, 'produce', { frames: file, conns: 16, depth, count: requests })
        if (round === 0) continue
        rows.push({
          scenario: `${depth} under way`,
          rival: server.name,
          requestsPerSecond: requests / result.seconds,
          cpuUsPerRequest: (result.serverCpuSeconds / requests) * 1e6,
          p99Ms: result.p99Us / 1e3
        })
      }
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [5, 1].flatMap((depth) => {
    const own = rows.filter((row) => row.scenario === `${depth} under way`)
    return [
      {
        claim: `${depth} under way: requests per second over Kafka's`,
        goal: 'at least 5',
        value: ratio(own, 'ottla', 'kafka', 'requestsPerSecond')
      },
      {
        claim: `${depth} under way: p99 over Kafka's`,
        goal: 'at most 0.25',
        value: ratio(own, 'ottla', 'kafka', 'p99Ms')
      },
      {
        claim: `${depth} under way: requests per second over the floor's`,
        goal: 'reported',
        value: ratio(own, 'ottla', 'floor', 'requestsPerSecond')
      }
    ]
  })
  return { rows, ratios }
}
