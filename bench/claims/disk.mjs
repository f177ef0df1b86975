// Acknowledged after fdatasync: --durability disk against Kafka with flush.messages=1.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startKafka, startOttla } from '../kit.mjs'

export default async function disk({ rounds = Number(process.env.ROUNDS ?? 3), megabytes = 100 } = {}) {
  const servers = [
    await startKafka({ properties: ['log.flush.interval.messages=1'] }),
    await startOttla({ args: ['--durability', 'disk'] })
  ]
  for (const server of servers) await server.ready
  const file = join(scratch('disk'), 'frames.bin')
  const { requestBytes } = await produceFrames(file, { topic: 'bench', recordBytes: 1024, batchBytes: 16384 })
  const rows = []
  for (const server of servers) await createTopic(server, 'bench')
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      const result = await load(server, 'produce', {
        frames: file,
        conns: 16,
        depth: 5,
        count: Math.ceil((megabytes * 1e6) / requestBytes)
      })
      if (round === 0) continue
      rows.push({
        scenario: '16 KiB batches, 16 connections',
        rival: server.name,
        mbPerSecond: result.bytes / 1e6 / result.seconds,
        cpuSecondsPerGb: result.serverCpuSeconds / (result.bytes / 1e9),
        p99Ms: result.p99Us / 1e3
      })
    }
  }
  for (const server of servers) await server.stop()
  return {
    rows,
    ratios: [
      { claim: "throughput over Kafka's", goal: 'at least 5', value: ratio(rows, 'ottla', 'kafka', 'mbPerSecond') }
    ]
  }
}
