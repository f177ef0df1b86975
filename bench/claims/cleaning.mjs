// How long others wait while the cleaner works: end-to-end latency on one topic, at rest and while another is compacted.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { alterTopic, createTopic, load, produceFrames, ratio, scratch, startOttla } from '../kit.mjs'

const bytesOf = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

export default async function cleaning({ rounds = Number(process.env.ROUNDS ?? 3), rate = 500, seconds = 6 } = {}) {
  const rows = []
  const file = join(scratch('cleaning'), 'frames.bin')
  for (let round = 0; round < rounds; round++) {
    const server = await startOttla({ args: ['--set', 'log.cleaner.backoff.ms=2000'] })
    const { requestBytes } = await produceFrames(file, { topic: 'compacted', recordBytes: 512, keys: 2000, frames: 64 })
    await createTopic(server, 'live')
    await createTopic(server, 'compacted', 1, { 'segment.bytes': 64 << 20 })
    await load(server, 'produce', { frames: file, conns: 2, depth: 5, count: Math.ceil(1e9 / requestBytes) })
    // Warm, then at rest.
    await load(server, 'latency', { topic: 'live', rate, seconds: 3 })
    await createTopic(server, 'rest')
    const rest = await load(server, 'latency', { topic: 'rest', rate, seconds })
    const folder = join(server.dir, 'compacted-0')
    const before = bytesOf(folder)
    await alterTopic(server, 'compacted', { 'cleanup.policy': 'compact' })
    await createTopic(server, 'busy')
    const busy = await load(server, 'latency', { topic: 'busy', rate, seconds })
    const took = rest.serverCpuSeconds
    // It goes on alone until it is done, which shows that it was at work.
    const since = performance.now()
    while (bytesOf(folder) > before / 2 && performance.now() - since < 120_000)
      await new Promise((resolve) => setTimeout(resolve, 200))
    for (const [scenario, result] of [
      ['at rest', rest],
      ['while cleaning', busy]
    ]) {
      rows.push({
        scenario,
        rival: 'ottla',
        p50Ms: result.p50Us / 1e3,
        p99Ms: result.p99Us / 1e3,
        cleanedMb: scenario === 'at rest' ? 0 : (before - bytesOf(folder)) / 1e6,
        cleaningCpuSeconds: result.serverCpuSeconds - took
      })
    }
    await server.stop()
  }
  const byScenario = rows.map((row) => ({ ...row, rival: row.scenario }))
  return {
    rows,
    ratios: [
      {
        claim: 'p99 while cleaning over p99 at rest',
        goal: 'at most 2',
        value: ratio(byScenario, 'while cleaning', 'at rest', 'p99Ms')
      }
    ]
  }
}
