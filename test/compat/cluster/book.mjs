// What clients were told while a cluster was in trouble, and whether all of it was true.

/** @param {string} value NAME-KIND:NUMBER:SENT */
function partsOf(value) {
  const [writer = '', n, sent] = value.split(':')
  return { writer, n: Number(n), sent: Number(sent) }
}

/** One of many things that must go on: when it last did, by the wall clock, and its longest pause since `reset`. */
class Lane {
  lastSent = 0
  lastAtMs = 0
  longestMs = 0

  served(sent) {
    const nowMs = performance.now()
    if (this.lastAtMs > 0) this.longestMs = Math.max(this.longestMs, nowMs - this.lastAtMs)
    this.lastAtMs = nowMs
    this.lastSent = Math.max(this.lastSent, sent)
  }

  reset() {
    this.longestMs = 0
  }
}

export class Book {
  /** Of producers by client, kind and partition, of readers by client, topic and partition. */
  writing = new Map()
  reading = new Map()
  /** By `topic/partition`: what was acknowledged, as `[writer, number, offset]`. */
  #acknowledged = new Map()
  /** By client: numbers of transactions by how they ended. */
  #transactions = new Map()
  /** By client: the offset that its last committed transaction has committed. */
  #marks = new Map()
  /** By client and `topic/partition`: the value that its group read at each offset. */
  #read = new Map()
  /** By group and `topic/partition`: the highest committed offset that was acknowledged. */
  committed = new Map()
  /** Aborted records that kafkajs showed to a reader of committed ones. */
  leaked = 0
  /** Records that librdkafka sent again in a new epoch of its producer, which it begins by itself. */
  repeated = 0
  wrong = []
  notes = []
  count = 0

  /** @param {string} client @param {readonly string[]} words of a line that it printed */
  note(client, words) {
    const [what, ...rest] = words
    if (what === 'acked') this.#acked(client, rest)
    else if (what === 'tx') this.#ended(client, rest)
    else if (what === 'read') this.#readOne(client, rest)
    else if (what === 'commit') {
      const [topic, partition, offset] = rest
      this.#commits(`${client}-group`, `${topic}/${partition}`, Number(offset))
    } else if (what === 'wrong') this.wrong.push(`${client}: ${rest.join(' ')}`)
    else if (what === 'note') this.notes.push(`${client}: ${rest.join(' ')}`)
  }

  /** @param {string} client @param {readonly string[]} words */
  #acked(client, [kind, partition, n, offset, sent]) {
    this.count++
    const writer = `${client}-${kind}`
    entryOf(this.#acknowledged, `${kind}/${partition}`, () => []).push([writer, Number(n), Number(offset)])
    entryOf(this.writing, `${writer}/${partition}`, () => new Lane()).served(Number(sent))
  }

  /** @param {string} client @param {readonly string[]} words */
  #ended(client, [how, number, sent]) {
    const n = Number(number)
    const known = entryOf(this.#transactions, client, () => new Map())
    known.set(n, how)
    if (how === 'unknown') return
    entryOf(this.writing, `${client}-transactional`, () => new Lane()).served(Number(sent))
    if (how !== 'committed') return
    // Its end is answered before its offsets are shown; those of the one before are, or this one could not have begun.
    const before = this.#marks.get(client)
    if (before !== undefined) this.#commits(`${client}-marks`, 'plain/0', before)
    this.#marks.set(client, n + 1)
  }

  /** @param {string} client @param {readonly string[]} words */
  #readOne(client, [, topic, partition, offset, value]) {
    const at = `${topic}/${partition}`
    const known = entryOf(this.#read, `${client} ${at}`, () => new Map())
    const before = known.get(Number(offset))
    if (before !== undefined && before !== value)
      this.wrong.push(`${client} read ${before} and then ${value} at ${at} ${offset}`)
    known.set(Number(offset), value)
    entryOf(this.reading, `${client} ${at}`, () => new Lane()).served(partsOf(value).sent)
  }

  #commits(group, at, offset) {
    const key = `${group} ${at}`
    this.committed.set(key, Math.max(offset, this.committed.get(key) ?? 0))
  }

  resetPauses() {
    for (const lane of [...this.writing.values(), ...this.reading.values()]) lane.reset()
  }

  /** The longest pause in milliseconds that producers have met, and whose it was. */
  longestPause() {
    let [longestMs, whose] = [0, '']
    for (const [name, lane] of this.writing) if (lane.longestMs > longestMs) [longestMs, whose] = [lane.longestMs, name]
    return { longestMs: Math.round(longestMs), whose }
  }

  /**
   * What has not gone on since: producers whose record was not acknowledged, readers that have not read it.
   * @param {'writing' | 'reading'} which @param {number} sinceMs of the wall clock
   */
  late(which, sinceMs) {
    return [...this[which]].filter(([, { lastSent }]) => lastSent < sinceMs).map(([name]) => name)
  }

  /** Call it when all transactions are over and their offsets shown: they do not go back from now on. */
  expectMarks() {
    for (const [client, offset] of this.#marks) this.#commits(`${client}-marks`, 'plain/0', offset)
  }

  /** What the readers of committed records, by name, have not read of these. */
  unread(records, clients) {
    return clients.flatMap((client) =>
      records
        .filter(({ topic, partition, offset }) => !this.#read.get(`${client} ${topic}/${partition}`)?.has(offset))
        .map(({ topic, partition, offset }) => `${client} ${topic}/${partition} ${offset}`)
    )
  }

  /**
   * Holds everything that clients reported against the logs, and returns the contradictions. `producers`: the producer of each
   * record of the idempotent topic, as `producersOf` gives it.
   */
  judge(records, producers) {
    const wrong = [...this.wrong]
    /** By `topic/partition`, in the order of offsets. */
    const logs = new Map()
    for (const record of records) entryOf(logs, `${record.topic}/${record.partition}`, () => []).push(record)
    for (const [at, log] of logs) wrong.push(...this.#judgeLog(at, log, producers.get(at)))
    wrong.push(...this.#judgeTransactions(logs))
    for (const [key, read] of this.#read) {
      const [, at = ''] = key.split(' ')
      const values = new Map((logs.get(at) ?? []).map(({ offset, value }) => [offset, value]))
      // Where one Fetch brings several aborted transactions, kafkajs looks at one of them for each record, and shows some of others.
      for (const [offset, value] of read)
        if (!values.has(offset) && key.startsWith('kafkajs transactional') && this.#isAborted(value)) this.leaked++
        else if (values.get(offset) !== value)
          wrong.push(`${key} ${offset}: ${value} was read, and is ${values.get(offset) ?? 'not there'} now`)
    }
    return wrong
  }

  #judgeLog(at, log, producers) {
    const wrong = []
    const isPlain = at.startsWith('plain')
    const values = new Map(log.map(({ offset, value }) => [offset, partsOf(value)]))
    for (const [writer, n, offset] of this.#acknowledged.get(at) ?? []) {
      const found = values.get(offset)
      if (offset < 0 && !log.some(({ value }) => value.startsWith(`${writer}:${n}:`)))
        wrong.push(`lost: ${writer} ${n} of ${at}`)
      else if (offset >= 0 && (found?.writer !== writer || found.n !== n))
        wrong.push(
          `lost: ${writer} ${n} was acknowledged at ${at} ${offset}, where ${found?.writer ?? 'nothing'} ${found?.n ?? ''} is`
        )
    }
    /** The highest number of each writer so far. A plain one may repeat what it was not told of, never come with an older first. */
    const highest = new Map()
    /** The offset of each record's first copy. */
    const seen = new Map()
    for (const { offset, value } of log) {
      const { writer, n } = partsOf(value)
      const first = seen.get(`${writer}:${n}`)
      const isRepeated = first !== undefined
      if (!isRepeated) seen.set(`${writer}:${n}`, offset)
      if (n < (highest.get(writer) ?? 0) && !isRepeated)
        wrong.push(`order: ${writer} ${n} at ${at} ${offset} after ${highest.get(writer)}`)
      highest.set(writer, Math.max(n, highest.get(writer) ?? 0))
      if (!isRepeated || isPlain || at.startsWith('transactional')) continue
      const [before, after] = [producers?.get(first), producers?.get(offset)]
      // librdkafka 2.16 answers OUT_OF_ORDER_SEQUENCE_NUMBER of one partition with a new epoch, and sends again in it whatever is not
      // acknowledged in any partition (its issue 4953). No broker can tell these from new records.
      if (writer.startsWith('librdkafka') && before?.id === after?.id && before?.epoch < after?.epoch) this.repeated++
      else
        wrong.push(
          `twice: ${writer} ${n} at ${at} ${first} and ${offset}, by ${JSON.stringify(before)} and ${JSON.stringify(after)}`
        )
    }
    return wrong
  }

  #judgeTransactions(logs) {
    const wrong = []
    const found = new Map()
    const partitions = [...logs].filter(([at]) => at.startsWith('transactional'))
    for (const [at, log] of partitions)
      for (const { value } of log) {
        const { writer, n } = partsOf(value)
        const key = `${writer.split('-')[0]} ${n}`
        entryOf(found, key, () => []).push(at)
      }
    for (const [client, ends] of this.#transactions)
      for (const [n, how] of ends) {
        const places = found.get(`${client} ${n}`) ?? []
        const isWhole = partitions.every(([at]) => places.filter((place) => place === at).length === 2)
        const mayBeThere = how !== 'aborted' && n % 4 !== 3
        const mayBeAway = how !== 'committed'
        if (!(isWhole && mayBeThere) && !(places.length === 0 && mayBeAway))
          wrong.push(`transaction ${n} of ${client} is ${how}, and its records are at ${places.join() || 'no place'}`)
      }
    return wrong
  }

  /** Not asked to commit, or nobody knows whether it did. */
  #isAborted(value) {
    const { writer, n } = partsOf(value)
    return n % 4 === 3 || this.#transactions.get(writer.split('-')[0])?.get(n) === 'unknown'
  }

  /** @returns {{ acknowledged: number, transactions: number, unknown: number }} */
  totals() {
    const ends = [...this.#transactions.values()].flatMap((known) => [...known.values()])
    return {
      acknowledged: this.count,
      transactions: ends.length,
      unknown: ends.filter((how) => how === 'unknown').length
    }
  }
}

function entryOf(map, key, make) {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
