// A cluster in trouble while clients of three kinds work with it, judged all along and in the end: nothing acknowledged is lost,
// each producer's order is kept in every partition, idempotent producers have no duplicates, transactions are whole, committed
// offsets never go back, all replicas are the same, and service resumes when a fault has ended.
import { Kafka, logLevel } from 'kafkajs'
import { numbersOf, sleep, within } from '../killing.mjs'
import { Book } from './book.mjs'
import { installClients, readCommitted, startClient } from './clients.mjs'
import { beginFault, faultsOf } from './faults.mjs'
import { differences, producersOf } from './replicas.mjs'

const topics = ['plain', 'idempotent', 'transactional']
const partitions = 3
/** Promised: service resumes so soon after a fault. It is reported; a machine may be too slow for it. */
const promisedMs = 10_000
/** What is far beyond any machine that is slow: something hangs. */
const patienceMs = 180_000

/** Committed offsets as the coordinators show them: never below what was acknowledged before they were asked. */
function watchOffsets(kafka, book, groups) {
  const admin = kafka.admin({ retry: { retries: 0 } })
  let isOver = false
  let looks = 0
  const below = async (groupId) => {
    const least = new Map(book.committed)
    const found = []
    await admin.connect()
    for (const { topic, partitions: shown } of await admin.fetchOffsets({ groupId, topics }))
      for (const { partition, offset } of shown) {
        const known = least.get(`${groupId} ${topic}/${partition}`) ?? -1
        if (Number(offset) < known)
          found.push(`${groupId} went back from ${known} to ${offset} at ${topic}/${partition}`)
      }
    looks++
    return found
  }
  const done = (async () => {
    while (!isOver) {
      for (const group of groups) book.wrong.push(...(await below(group).catch(() => [])))
      await sleep(500)
    }
    // What is under way with a broker that hangs need not come to an end.
    admin.disconnect().catch(() => {})
  })()
  return {
    below,
    looks: () => looks,
    stop() {
      isOver = true
      return Promise.race([done, sleep(5_000)])
    }
  }
}

const told = (writing, reading) =>
  `writes went on after ${writing.ms} ms (${writing.last}), reads after ${reading.ms} ms (${reading.last})`

/** The longest of all, for each kind of fault. */
class Report {
  #rows = new Map()

  add(name, times) {
    const row = this.#rows.get(name) ?? { count: 0, writing: 0, reading: 0, pause: 0 }
    row.count++
    for (const key of ['writing', 'reading', 'pause']) row[key] = Math.max(row[key], times[key])
    this.#rows.set(name, row)
  }

  longest(key) {
    return Math.max(0, ...[...this.#rows.values()].map((row) => row[key]))
  }

  lines() {
    const cell = (value, width) => String(value).padStart(width)
    const head = `${'fault'.padEnd(24)} times  writes resume after  reads after  longest pause of a producer`
    return [
      head,
      ...[...this.#rows].map(
        ([name, { count, writing, reading, pause }]) =>
          `${name.padEnd(24)} ${cell(count, 5)} ${cell(`${writing} ms`, 20)} ${cell(`${reading} ms`, 12)} ${cell(`${pause} ms`, 29)}`
      )
    ]
  }
}

const shuffled = (items, random) =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

class Trouble {
  book = new Book()
  report = new Report()
  story = []

  /** @param {any} cluster @param {{ seed: number, say: (line: string) => void, kinds?: readonly string[] }} options */
  constructor(cluster, { seed, say, kinds }) {
    this.kinds = kinds
    this.cluster = cluster
    this.say = say
    this.random = numbersOf(seed)
    /** What is left of the kinds of faults, in an order of its own: each comes once before one comes again. */
    this.deck = []
  }

  check(when) {
    const { wrong, notes } = this.book
    if (wrong.length > 0)
      throw new Error(
        [`${when}, after ${this.story.slice(-6).join('; ')}:`, ...wrong.slice(0, 10), ...notes.slice(-10)].join('\n')
      )
  }

  nextKind() {
    if (this.deck.length === 0) {
      this.deck = shuffled(this.kinds ?? faultsOf(this.cluster), this.random)
    }
    return this.deck.pop()
  }

  /** One fault, or two at once. */
  async strike() {
    const { cluster, random, book, report } = this
    const nodes = shuffled(cluster.nodes, random)
    const count = random() < 0.25 ? 2 : 1
    book.resetPauses()
    const begun = []
    for (const node of nodes.slice(0, count)) begun.push(await beginFault(cluster, this.nextKind(), node, random))
    const what = begun.map((fault) => fault.what).join(' with ')
    this.story.push(what)
    this.say(what)
    await sleep(Math.max(...begun.map(({ holdMs }) => holdMs)))
    const endedMs = performance.now()
    const endedAt = Date.now()
    const ends = Promise.all(begun.map(({ end }) => end()))
    const [writing, reading] = await Promise.all([
      this.resumed('writing', endedAt, endedMs),
      this.resumed('reading', endedAt, endedMs),
      ends.then(() => this.reviveAll())
    ])
    const { longestMs: pause, whose } = book.longestPause()
    const name = begun.length > 1 ? 'two at once' : begun[0].name
    report.add(name, { writing: writing.ms, reading: reading.ms, pause })
    this.say(`  ${told(writing, reading)}; the longest pause was ${pause} ms (${whose})`)
    this.check('in trouble')
  }

  /** Resolves to the milliseconds from `endedMs` until every producer and every reader went on, and who was the last. */
  async resumed(which, endedAt, endedMs) {
    let last = ''
    let tellMs = 2 * promisedMs
    for (;;) {
      const late = this.book.late(which, endedAt)
      const ms = Math.round(performance.now() - endedMs)
      if (late.length === 0) return { ms, last }
      last = late[0]
      if (ms > tellMs) {
        this.say(`  after ${ms} ms ${which} is still away: ${late.join(', ')}`)
        tellMs *= 2
      }
      this.check('in trouble')
      if (ms > patienceMs) {
        const tails = this.cluster.nodes.flatMap((node) => [`broker ${node.id}:`, ...node.tail().slice(-15)])
        const told = [...this.book.notes.slice(-20), ...tails]
        const what = `${which} does not go on after ${this.story.slice(-4).join('; ')}`
        throw new Error([`${what}: ${late.join(', ')}`, ...told].join('\n'))
      }
      await sleep(20)
    }
  }

  /** Apache Kafka ends where its disk is full. Nothing that happens here may end Ottla. */
  async reviveAll() {
    for (const node of this.cluster.nodes) {
      if (node.isUp()) continue
      this.say(`broker ${node.id} ended by itself: ${node.tail().slice(-3).join(' | ')}`)
      if (this.cluster.name === 'Ottla')
        this.book.wrong.push(`broker ${node.id} ended: ${node.tail().slice(-10).join('\n')}`)
      await node.start()
    }
  }
}

async function createTopics(kafka, bootstrapBrokers) {
  const admin = kafka.admin({ retry: { retries: 20 } })
  await admin.connect()
  const made = topics.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: bootstrapBrokers }))
  await admin.createTopics({ topics: made, waitForLeaders: true })
  await admin.disconnect()
}

/**
 * Runs `body` while clients work with the cluster, and judges what they were told.
 * @param {any} cluster of clusters.mjs, started
 * @param {{ seed: number, say: (line: string) => void, only?: readonly string[], kinds?: readonly string[] }} options
 * @param {(run: Trouble) => Promise<void>} body
 */
async function whileClientsWork(cluster, options, body) {
  const { seed, say, only } = options
  const { bootstrap } = cluster
  // What cannot be asked now is asked again by who asks.
  const retry = { retries: 1 }
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING, requestTimeout: 3_000, retry })
  const programs = await installClients(only)
  await createTopics(kafka, cluster.nodes.length)
  const run = new Trouble(cluster, options)
  const { book } = run
  const names = Object.keys(programs)
  const clients = names.map((name) => {
    const note = (words) => book.note(name, words)
    return startClient(programs[name], { name, bootstrap, seed, partitions, note })
  })
  const groups = names.flatMap((name) => [`${name}-group`, `${name}-marks`])
  const offsets = watchOffsets(kafka, book, groups)
  const lanes = names.length * (2 * partitions + 1)
  const readers = names.length * topics.length * partitions
  try {
    await within(
      patienceMs,
      () =>
        `only ${[...book.writing.keys()].join()} write, ${[...book.reading.keys()].join()} read; ${book.notes.slice(-10).join('\n')}`,
      () => {
        run.check('at the start')
        return book.writing.size === lanes && book.reading.size === readers
      }
    )
    await body(run)
    await settle(run, clients, offsets, { bootstrap, names })
  } finally {
    for (const client of clients) client.kill()
    await offsets.stop()
  }
  const { acknowledged, transactions, unknown } = book.totals()
  say(
    `${acknowledged} records and ${transactions} transactions, ${unknown} of them with an unknown end; ${offsets.looks()} looks at committed offsets`
  )
  if (book.leaked > 0) say(`kafkajs showed ${book.leaked} aborted records as committed ones`)
  if (book.repeated > 0) say(`librdkafka sent ${book.repeated} records again in a new epoch of its producer`)
  return run
}

/**
 * Faults for so long, one after another and two at once.
 * @param {any} cluster @param {{ seed: number, ms: number, say: (line: string) => void, only?: readonly string[],
 *   kinds?: readonly string[] }} options
 */
export async function trouble(cluster, options) {
  const { ms, say } = options
  const { report } = await whileClientsWork(cluster, options, async (run) => {
    for (const endMs = performance.now() + ms; performance.now() < endMs; ) {
      await run.strike()
      await sleep(run.random() * 1_000)
    }
  })
  for (const line of report.lines()) say(line)
  const slow = ['writing', 'reading'].filter((which) => report.longest(which) > promisedMs)
  if (slow.length > 0) say(`NOTE: ${slow.join(' and ')} took more than ${promisedMs / 1_000} s to resume`)
}

/**
 * Each of `steps` moves leaders or coordinators; all clients go on after each.
 * @param {any} cluster @param {Record<string, () => Promise<void>>} steps
 * @param {{ seed: number, say: (line: string) => void, only?: readonly string[] }} options
 */
export async function moves(cluster, steps, options) {
  await whileClientsWork(cluster, options, async (run) => {
    for (const [what, step] of Object.entries(steps)) {
      run.story.push(what)
      await step()
      const since = [Date.now(), performance.now()]
      const [writing, reading] = await Promise.all([run.resumed('writing', ...since), run.resumed('reading', ...since)])
      options.say(`${what}: ${told(writing, reading)}`)
    }
  })
}

/** Producers end, groups read all that there is, and everything is held against everything. */
async function settle(run, clients, offsets, { bootstrap, names }) {
  const { book, cluster } = run
  for (const client of clients) client.end('writing')
  const ended = (what) => () => clients.every((client) => client.hasEnded(what))
  await within(patienceMs, () => `producers do not end: ${book.notes.slice(-10).join('\n')}`, ended('writing'))
  const records = await readCommitted({ bootstrap, topics, partitions })
  await within(
    patienceMs,
    () => `not read: ${book.unread(records, names).slice(0, 10).join(', ')}`,
    () => book.unread(records, names).length === 0
  )
  for (const client of clients) client.end('reading')
  await within(patienceMs, () => 'consumers do not end', ended('reading'))
  await within(
    patienceMs,
    () => 'the coordinators do not show what was committed',
    () => allShown(book, offsets, names)
  )
  let found = ['']
  const brokers = cluster.nodes.map(({ id }) => Number(id))
  await within(
    patienceMs,
    () => `replicas are not the same: ${found.slice(0, 10).join('\n')}`,
    async () => {
      const compacted = ['__consumer_offsets', '__transaction_state']
      found = [
        ...(await differences({ bootstrap, topics, brokers })),
        ...(await differences({ bootstrap, topics: compacted, brokers, areCompacted: true }))
      ]
      return found.length === 0
    }
  )
  book.wrong.push(
    ...book
      .judge(records, await producersOf({ bootstrap, topic: 'idempotent' }))
      .filter((line) => !book.wrong.includes(line))
  )
  run.check('in the end')
}

/** Whether each group's committed offsets are at least what was acknowledged. */
async function allShown(book, offsets, names) {
  book.expectMarks()
  try {
    for (const name of names)
      for (const group of [`${name}-group`, `${name}-marks`]) {
        if ((await offsets.below(group)).length > 0) return false
      }
    return true
  } catch {
    return false
  }
}
