// Three brokers under seeded trouble. On processes of their own, with an etcd of three members, clients of three kinds meet
// everything that faults.mjs has (trouble.mjs says what must hold: promises D1 to D3, I1, L1, O1 to O3, T1, T2 and T6). In one process
// idempotent producers meet kills, stops and cuts: what was acknowledged is there once, at its offset and in order, and all
// replicas have the same; OTTLA_SEED and CLUSTER_SECONDS choose another run, or a longer one.
import { Ottla } from '../../../dist/index.js'
import { numbersOf, sleep } from '../killing.mjs'
import { kafkaCluster, ottlaCluster } from './clusters.mjs'
import { moveEveryLeader } from './moves.mjs'
import { produceUntil } from './producer.mjs'
import { moves, trouble } from './trouble.mjs'

const seed = Number(process.env.OTTLA_SEED ?? 1)
const runMs = 1_000 * Number(process.env.CLUSTER_SECONDS ?? 20)
const partitions = [0, 1, 2]
/** A fault is over when all replicas are in sync again. This is far beyond any machine that is slow: something hangs. */
const healMs = 180_000

const config = {
  'min.insync.replicas': 2,
  'default.replication.factor': 3,
  'replica.fetch.backoff.ms': 50,
  'replica.lag.time.max.ms': 2_000,
  'broker.session.timeout.ms': 1_500,
  'broker.heartbeat.interval.ms': 300
}

const smallInternalTopics = {
  'offsets.topic.num.partitions': 6,
  'transaction.state.log.num.partitions': 6,
  'group.initial.rebalance.delay.ms': 0
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

async function inOneProcess() {
  const cluster = await Ottla.start({ brokers: 3, config, memory: true })
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

/** One whose first six faults are of as many kinds, and last longer than a lease where that matters. */
const shortSeed = 3_814

/**
 * Clients of three kinds on three processes. `--minutes 10 --seed 7` asks for a longer run, or another one; `--against-kafka` for
 * Apache Kafka in place of Ottla; `--clients java,kafkajs` and `--faults SIGSTOP,SIGTERM` for some of them; `--logs DIRECTORY` keeps what each process says.
 * @param {{ minutes?: string, seed?: string, logs?: string, clients?: string, faults?: string, 'against-kafka'?: boolean }} options
 */
async function clientsInTrouble(options) {
  const minutes = Number(options.minutes ?? 0.75)
  const chosen = Number(options.seed ?? shortSeed)
  const diskMebibytes = Math.ceil(64 + 24 * minutes)
  const begun = performance.now()
  const seconds = () => ((performance.now() - begun) / 1_000).toFixed(1)
  const say = (line) => console.log(`        ${seconds()} ${line}`)
  const cluster = await (options['against-kafka'] ? kafkaCluster : ottlaCluster)({ diskMebibytes, logs: options.logs })
  try {
    await cluster.start()
    say(`three brokers of ${cluster.name} are there; seed ${chosen}`)
    const [only, kinds] = [options.clients, options.faults].map((names) => names?.split(','))
    await trouble(cluster, { seed: chosen, ms: minutes * 60_000, say, only, kinds })
  } finally {
    await cluster.stop()
  }
}

/** Without a broker that is away, and with one: how clients find leaders and coordinators again. */
async function clientsFollow() {
  const cluster = await Ottla.start({ brokers: 3, memory: true, config: { ...config, ...smallInternalTopics } })
  const { bootstrap } = cluster
  const say = (line) => console.log(`        ${line}`)
  const nodes = [1, 2, 3].map((id) => ({ id: `${id}`, tail: () => [] }))
  const everything = ['plain', 'idempotent', 'transactional', '__consumer_offsets', '__transaction_state']
  const move = () => moveEveryLeader(bootstrap, everything)
  const away = (id) => async () => {
    await cluster.broker(id).stop()
    await cluster.broker(id).restart()
  }
  const steps = {
    'every leader and coordinator moves': move,
    'they move on': move,
    'broker 1 is restarted': away(1),
    'broker 2 is restarted': away(2),
    'broker 3 is restarted': away(3)
  }
  try {
    await moves({ bootstrap, nodes }, steps, { seed, say, only: ['librdkafka', 'kafkajs'] })
  } finally {
    await cluster.stop()
  }
}

const clientsCheck = 'clients of three kinds on three processes, with kills, stops, cuts, full disks and no etcd'

export const checks = {
  [clientsCheck]: () => clientsInTrouble({}),
  'leaders and coordinators move, and kafkajs and librdkafka follow': clientsFollow,
  'one process: kills, stops and cuts, records in memory': inOneProcess
}

export const checksOf = (options) =>
  Object.keys(options).length === 0 ? checks : { [clientsCheck]: () => clientsInTrouble(options) }
