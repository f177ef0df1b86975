// Three brokers of one process under seeded trouble: kills, stops and cuts of one broker at a time, while idempotent producers
// write with acks=all. What was acknowledged is there once, at its offset and in order, and all replicas have the same
// (promises D1, I1, O1 and O2 with three brokers). OTTLA_SEED and CLUSTER_SECONDS choose another run, or a longer one.
import { Ottla } from '../../../dist/index.js'
import { numbersOf, sleep } from '../killing.mjs'
import { scratch } from '../kit.mjs'
import { produceUntil } from './producer.mjs'

const seed = Number(process.env.OTTLA_SEED ?? 1)
const runMs = 1_000 * Number(process.env.CLUSTER_SECONDS ?? 20)
const partitions = [0, 1, 2]
/**
 * How long after a fault all replicas may need to be in sync again, and a partition to take records. Promise L1 gives 10 s to
 * leaders, which is proven in virtual time: a machine may be slow.
 */
const healMs = 30_000

const config = {
  'min.insync.replicas': 2,
  'default.replication.factor': 3,
  'replica.fetch.backoff.ms': 50,
  'replica.lag.time.max.ms': 2_000,
  'broker.session.timeout.ms': 1_500,
  'broker.heartbeat.interval.ms': 300
}

async function until(isSo, what) {
  for (const endMs = performance.now() + healMs; !isSo(); await sleep(20))
    if (performance.now() > endMs) throw new Error(`${what} took more than ${healMs} ms`)
}

/** What may happen to one broker, and how it ends. */
const faults = {
  async kill(broker, random) {
    await broker.kill()
    await sleep(random() * 1_200)
    await broker.restart()
  },
  async stop(broker, random) {
    await broker.stop(200)
    await sleep(random() * 1_200)
    await broker.restart()
  },
  async cut(broker, random) {
    broker.isolate()
    await sleep(500 + random() * 2_500)
    broker.heal()
  }
}

async function trouble(options) {
  const cluster = await Ottla.start({ brokers: 3, config, ...options })
  try {
    const { topicId } = await cluster.createTopic({ name: 't', partitions: partitions.length })
    const random = numbersOf(seed)
    const isInSync = () => partitions.every((n) => inSync(cluster, n) === 3)
    let isOver = false
    const { bootstrap } = cluster
    const producers = partitions.map((partition) =>
      produceUntil({ bootstrap, topic: 't', topicId, partition, isOver: () => isOver })
    )
    const names = Object.keys(faults)
    const story = []
    for (const endMs = performance.now() + runMs; performance.now() < endMs; ) {
      const id = 1 + Math.floor(random() * 3)
      const name = names[Math.floor(random() * names.length)]
      story.push(`${name} ${id}`)
      await faults[name](cluster.broker(id), random)
      await until(isInSync, `seed ${seed}: after ${story.slice(-5).join(', ')}, to be in sync`)
    }
    isOver = true
    const written = await Promise.all(producers)
    await until(isInSync, 'the end')
    await verify(cluster, written, story)
  } finally {
    await cluster.stop()
  }
}

const inSync = (cluster, partition) =>
  cluster.broker(1).state === 'serving'
    ? (cluster.broker(1).running.broker.image.topic('t')?.partitions[partition]?.isr.length ?? 0)
    : 0

async function verify(cluster, written, story) {
  const told = `seed ${seed}, ${story.length} faults`
  for (const [partition, { offsets, longestMs }] of written.entries()) {
    if (longestMs > healMs)
      throw new Error(`${told}: partition ${partition} took nothing for ${Math.round(longestMs)} ms`)
    const records = await cluster.records('t', { partition })
    const values = records.map(({ value }) => String(value))
    // What was sent last may be there without its acknowledgement.
    const expected = offsets.map((_, sequence) => `${partition}:${sequence}`)
    const more = values.slice(expected.length)
    if (values.slice(0, expected.length).join() !== expected.join() || more.length > 1)
      throw new Error(`${told}: partition ${partition} has ${values.length} records for ${offsets.length} acknowledged`)
    for (const [sequence, offset] of offsets.entries())
      if (offset >= 0 && records[sequence]?.offset !== offset)
        throw new Error(
          `${told}: ${partition}:${sequence} was acknowledged at ${offset}, and is at ${records[sequence]?.offset}`
        )
    const ends = [1, 2, 3].map((id) => cluster.broker(id).running.broker.replicas.find('t', partition)?.logEndOffset)
    if (new Set(ends).size > 1) throw new Error(`${told}: the replicas of partition ${partition} end at ${ends.join()}`)
  }
}

export const checks = {
  'kills, stops and cuts, records on disk': () => trouble({ dataDir: scratch('cluster') }),
  'kills, stops and cuts, records in memory': () => trouble({ memory: true })
}
