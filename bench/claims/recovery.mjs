// kill -9, then from the start of the process to the first acknowledgement: after 1 GB in one partition, and with 10,000 partitions.
import { join } from 'node:path'
import { createTopic, load, produceFrames, ratio, scratch, startKafka, startOttla, untilTaken } from '../kit.mjs'

async function killedAndBack(start, first, one) {
  await first.stop('SIGKILL')
  const since = performance.now()
  const again = await start({ dir: first.dir, format: false, port: first.port })
  await again.ready
  await untilTaken(again, one)
  const seconds = (performance.now() - since) / 1e3
  await again.stop()
  return seconds
}

export default async function recovery({
  rounds = Number(process.env.ROUNDS ?? 2),
  bytes = 1e9,
  partitions = Number(process.env.PARTITIONS ?? 10_000)
} = {}) {
  const folder = scratch('recovery')
  const [file, one, manyOne] = ['frames', 'one', 'many-one'].map((name) => join(folder, `${name}.bin`))
  // Kafka makes at most 10,000 metadata records of one request.
  const many = Array.from({ length: 4 }, (_, n) => ({ topic: `many-${n}`, file: join(folder, `many-${n}.bin`) }))
  const small = { recordBytes: 100, batchBytes: 100, frames: 1 }
  const { requestBytes } = await produceFrames(file, { topic: 'bench', recordBytes: 1024, batchBytes: 16384 })
  await produceFrames(one, { topic: 'bench', ...small })
  for (const each of many) await produceFrames(each.file, { topic: each.topic, batches: partitions / 4, ...small })
  await produceFrames(manyOne, { topic: 'many-3', ...small })
  const rows = []
  const scenarios = ['kill -9 after 1 GB', `kill -9 with ${partitions} partitions`]
  for (let round = 0; round < rounds; round++) {
    for (const start of [startKafka, startOttla]) {
      const first = await start()
      await first.ready
      await createTopic(first, 'bench')
      await load(first, 'produce', { frames: file, conns: 2, depth: 5, count: Math.ceil(bytes / requestBytes) })
      rows.push({ scenario: scenarios[0], rival: first.name, seconds: await killedAndBack(start, first, one) })
    }
  }
  for (const start of [startKafka, startOttla]) {
    const first = await start()
    await first.ready
    for (const each of many) {
      // A broker that needs longer than the client waits goes on making them.
      await createTopic(first, each.topic, partitions / 4).catch(() => {})
      await untilTaken(first, each.file)
    }
    rows.push({ scenario: scenarios[1], rival: first.name, seconds: await killedAndBack(start, first, manyOne) })
  }
  const ratios = scenarios.map((scenario) => ({
    claim: `${scenario}: time to first acknowledgement over Kafka's`,
    goal: 'at most 0.2',
    value: ratio(
      rows.filter((row) => row.scenario === scenario),
      'ottla',
      'kafka',
      'seconds'
    )
  }))
  return { rows, ratios }
}
