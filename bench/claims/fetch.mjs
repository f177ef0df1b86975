// 1 GB out of the page cache, and half of that at the tail while it is written, by one and by three connections.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startFloor, startKafka, startOttla } from '../kit.mjs'

export default async function fetch({ rounds = Number(process.env.ROUNDS ?? 3), bytes = 1e9 } = {}) {
  const servers = [await startKafka(), await startFloor(), await startOttla()]
  for (const server of servers) await server.ready
  const file = join(scratch('fetch'), 'frames.bin')
  const { requestBytes } = await produceFrames(file, { topic: 'bench', recordBytes: 1024, batchBytes: 16384 })
  for (const server of servers) {
    await createTopic(server, 'bench')
    await load(server, 'produce', { frames: file, conns: 2, depth: 5, count: Math.ceil(bytes / requestBytes) })
  }
  const rows = []
  const tailBytes = bytes / 2
  const kinds = {
    'page cache': async (server, conns) => {
      const result = await load(server, 'fetch', { topic: 'bench', conns, bytes: Math.ceil(bytes / conns) })
      return { ...result, fetchedBytes: result.bytes }
    },
    'at the tail while it is written': (server, conns, isWarmUp) => {
      const count = Math.ceil((isWarmUp ? tailBytes / 4 : tailBytes) / requestBytes)
      return load(server, 'tail', { topic: 'bench', frames: file, conns, depth: 5, count })
    }
  }
  for (const [kind, run] of Object.entries(kinds)) {
    for (const connections of [1, 3]) {
      for (let round = 0; round <= rounds; round++) {
        for (const server of servers) {
          const result = await run(server, connections, round === 0)
          if (round === 0) continue
          rows.push({
            scenario: `${kind}, ${connections} connection${connections > 1 ? 's' : ''}`,
            rival: server.name,
            mbPerSecond: result.fetchedBytes / 1e6 / result.seconds,
            cpuSecondsPerGb: result.serverCpuSeconds / (result.fetchedBytes / 1e9)
          })
        }
      }
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [...new Set(rows.map((row) => row.scenario))].flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return [
      {
        claim: `${scenario}: throughput over Kafka's`,
        goal: 'at least 1',
        value: ratio(own, 'ottla', 'kafka', 'mbPerSecond')
      },
      {
        claim: `${scenario}: CPU per GB over Kafka's`,
        goal: 'at most 1',
        value: ratio(own, 'ottla', 'kafka', 'cpuSecondsPerGb')
      }
    ]
  })
  return { rows, ratios }
}
