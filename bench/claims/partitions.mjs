// A topic of 1,000 partitions made and each written once; and 10,000 held, on Ottla alone.
import { join } from 'node:path'
import {
  adminOf,
  loadNow,
  produceFrames,
  ratio,
  residentMb,
  scratch,
  startKafka,
  startOttla,
  untilTaken
} from '../kit.mjs'

async function timed(server, partitions, folder) {
  const topic = `many-${partitions}`
  const file = join(folder, `${partitions}.bin`)
  await produceFrames(file, { topic, recordBytes: 100, batchBytes: 100, batches: partitions, frames: 1 })
  const admin = await adminOf(server)
  const since = performance.now()
  await admin.createTopic(topic, partitions)
  // Kafka answers before its partitions take records.
  await untilTaken(server, file, loadNow)
  const tookMs = performance.now() - since
  await admin.close()
  return tookMs
}

export default async function partitions({ rounds = Number(process.env.ROUNDS ?? 2) } = {}) {
  const folder = scratch('partitions')
  const rows = []
  for (let round = 0; round < rounds; round++) {
    for (const start of [startKafka, startOttla]) {
      const server = await start()
      await server.ready
      rows.push({ scenario: '1,000 made and written', rival: server.name, ms: await timed(server, 1000, folder) })
      if (server.name === 'ottla') {
        const ms = await timed(server, 9000, folder)
        rows.push({ scenario: '9,000 more', rival: server.name, ms, residentMb: residentMb(server.pid) })
        await server.stop('SIGTERM')
        const since = performance.now()
        const again = await startOttla({ dir: server.dir })
        rows.push({ scenario: '10,000 opened after a clean stop', rival: 'ottla', ms: performance.now() - since })
        await again.stop('SIGKILL')
        const after = performance.now()
        const last = await startOttla({ dir: server.dir })
        rows.push({ scenario: '10,000 recovered after kill -9', rival: 'ottla', ms: performance.now() - after })
        await last.stop()
      } else await server.stop()
    }
  }
  const own = rows.filter((row) => row.scenario.startsWith('1,000'))
  return {
    rows,
    ratios: [{ claim: "1,000 partitions over Kafka's", goal: 'at most 0.1', value: ratio(own, 'ottla', 'kafka', 'ms') }]
  }
}
