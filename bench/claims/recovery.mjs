// kill -9, then from the start of the process to the first acknowledgement: after 1 GB in one partition.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startKafka, startOttla } from '../kit.mjs'

export default async function recovery({ rounds = Number(process.env.ROUNDS ?? 2), bytes = 1e9 } = {}) {
  const folder = scratch('recovery')
  const file = join(folder, 'frames.bin')
  const one = join(folder, 'one.bin')
  const { requestBytes } = await produceFrames(file, { topic: 'bench', recordBytes: 1024, batchBytes: 16384 })
  await produceFrames(one, { topic: 'bench', recordBytes: 100, batchBytes: 100, frames: 1 })
  const rows = []
  for (let round = 0; round < rounds; round++) {
    for (const start of [startKafka, startOttla]) {
      const first = await start()
      await first.ready
      await createTopic(first, 'bench')
      await load(first, 'produce', { frames: file, conns: 2, depth: 5, count: Math.ceil(bytes / requestBytes) })
      await first.stop('SIGKILL')
      const since = performance.now()
      const again = await start({ dir: first.dir, format: false, port: first.port })
      await again.ready
      for (;;) {
        try {
          await load(again, 'produce', { frames: one, conns: 1, depth: 1, count: 1 })
          break
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
      rows.push({ scenario: 'kill -9 after 1 GB', rival: first.name, seconds: (performance.now() - since) / 1e3 })
      await again.stop()
    }
  }
  return {
    rows,
    ratios: [
      {
        claim: "time to first acknowledgement over Kafka's",
        goal: 'at most 0.2',
        value: ratio(rows, 'ottla', 'kafka', 'seconds')
      }
    ]
  }
}
