/**
 * The life of a log store between two power losses: it is opened, compared with the test's model (log-model.ts, log-checks.ts), and
 * used.
 */

import { type FileStore, type LogConfig, openFileStore } from '../../src/log/index.ts'
import type { FileLog } from '../../src/log/log.ts'
import { isFailure } from '../../src/protocol/index.ts'
import { buildBatch, buildMarker, setBaseOffset, setPartitionLeaderEpoch } from '../../src/records/index.ts'
import { linesLogger } from '../kit/lines-logger.ts'
import * as checks from '../kit/log-checks.ts'
import {
  type Batch,
  batchAt,
  contentOf,
  firstTransactional,
  historyOf,
  type Known,
  type MarkerType,
  type Written
} from '../kit/log-model.ts'
import { storeConfig, topicId } from '../kit/logs.ts'
import type { SimDisk } from '../kit/sim-disk.ts'
import { type SimEnv, simEnv, startedMs } from '../kit/sim-env.ts'

export const partitions = [0, 1]

export interface Promised {
  readonly durability: 'os' | 'disk'
  readonly config: LogConfig
}

export interface State {
  readonly disk: SimDisk
  readonly known: readonly Known[]
  /** Whether the process was killed, as opposed to a power loss. */
  readonly isKill: boolean
  readonly nowMs: number
}

export type Step =
  | {
      readonly kind: 'append'
      readonly partition: number
      readonly producer: number
      readonly sizes: readonly number[]
      /** Value sizes of successive records. A size of 0 means a null value. */
      readonly keys: readonly number[]
      /** Appends bytes from a leader. */
      readonly isCopy: boolean
    }
  | { readonly kind: 'end'; readonly partition: number; readonly producer: number; readonly type: MarkerType }
  | { readonly kind: 'wait' | 'flush' | 'delete' | 'truncate' | 'epoch'; readonly partition: number }
  | { readonly kind: 'turn' | 'maintain' | 'beginMaintaining' | 'runTimers' | 'reopen' }
  | { readonly kind: 'pass'; readonly ms: number }

const ticks = async (count: number) => {
  for (let n = 0; n < count; n++) await Promise.resolve()
}

export class Life {
  #known: Known[]
  readonly lines: string[] = []
  readonly #promised: Promised
  readonly #sim: SimEnv
  readonly #tickMs: number
  #store: FileStore | undefined
  #maintenance: Promise<void> = Promise.resolve()
  /** Compaction may be in progress. */
  #isMaintaining = false
  /** Retention may be about to move log start offsets, which become durable before they are visible. */
  #isRetaining = false
  #appends = 0
  #isChecked = false

  /** `isSlow` makes the disk appear slow, so that writes go to the pool. */
  constructor(state: State, promised: Promised, isSlow: boolean) {
    this.#promised = promised
    this.#sim = simEnv(state.disk, state.nowMs)
    this.#tickMs = isSlow ? 20 : 0
    this.#sim.tickMs = this.#tickMs
    this.#known = [...state.known]
    this.#store = this.#open()
  }

  get nowMs(): number {
    return this.#sim.nowMs
  }

  #open(): FileStore {
    const { durability, config } = this.#promised
    const producerIdExpirationMs = Number.MAX_SAFE_INTEGER
    return openFileStore({
      env: this.#sim.env,
      directory: 'data',
      settings: { ...storeConfig, durability, producerIdExpirationMs, cleanerEnable: true, cleanerBackoffMs: 0 },
      configOf: () => ({ topicId, config }),
      logger: linesLogger(this.lines)
    })
  }

  #log(partition: number): FileLog {
    const { config } = this.#promised
    const store = this.#store as FileStore
    return (store.find('t', partition) ?? store.create('t', partition, topicId, config)) as FileLog
  }

  /** The current model, even in the middle of a step. */
  get known(): Known[] {
    return this.#known.map((known, partition) => {
      const log = this.#store?.find('t', partition) as FileLog | undefined
      if (!this.#isChecked || log === undefined) return known
      // Startup does not check data below the recovery point, so it must exist.
      const end = (known.batches.at(-1)?.to ?? -1) + 1
      const durableEnd = Math.max(known.durableEnd, Math.min(end, log.state.recoveryPoint))
      const cleanedBelow = this.#isMaintaining
        ? Math.max(known.cleanedBelow, log.state.active.baseOffset)
        : known.cleanedBelow
      const logStart = Math.max(known.logStart, this.#isRetaining ? log.highWatermark : log.logStartOffset)
      return { ...known, durableEnd, cleanedBelow, logStart }
    })
  }

  #knownOf(partition: number): Known {
    return this.#known[partition] as Known
  }

  #learn(partition: number, news: Partial<Known>): void {
    this.#known[partition] = { ...this.#knownOf(partition), ...news }
  }

  // ------------------------------------------------------------------ what is found

  /** Compares the opened log with the model, which then becomes what was found. @throws Error */
  async check(isKill: boolean): Promise<void> {
    this.#isChecked = false
    for (const partition of partitions) {
      try {
        await this.#checkPartition(partition, isKill)
      } catch (error) {
        const { logStartOffset, logEndOffset, recoveryPoint, compactedUpTo, segments } = this.#log(partition).state
        const { batches, producerIds, ...known } = this.#knownOf(partition)
        const bases = segments.map((each) => each.baseOffset)
        const about = {
          found: { logStartOffset, logEndOffset, recoveryPoint, compactedUpTo, segments: bases },
          known: { ...known, histories: known.histories.length, logEnd: (batches.at(-1)?.to ?? -1) + 1 },
          lines: this.lines
        }
        throw new Error(`t-${partition}: ${(error as Error).message}\n${JSON.stringify(about, null, 1)}`)
      }
    }
    this.#isChecked = true
  }

  async #checkPartition(partition: number, isKill: boolean): Promise<void> {
    const log = this.#log(partition)
    const found = log.failed ? [] : await contentOf(log)
    const known = { ...this.#knownOf(partition), batches: historyOf(this.#knownOf(partition), found) }
    const { logStartOffset: start, logEndOffset: end } = log
    const { compact } = log.config.cleanupPolicy
    const needed = isKill ? Math.max(known.acknowledgedEnd, known.durableEnd) : known.durableEnd
    checks.checkRange(log, known, needed)
    if (!compact) checks.checkNothingGone(log, this.#knownOf(partition), found, needed)
    checks.checkWritten(log, known, found)
    const first = found[0]?.from ?? end
    if (compact) checks.checkNothingGone(log, known, found, needed)
    else checks.checkNoHole(log, found)
    checks.checkKeys(log, known, found, needed, this.nowMs)
    checks.checkIndexes(log)
    await this.#checkTime(log, known, found)
    this.#learn(partition, {
      batches: left(known.batches, found, compact ? needed : end, log),
      histories: isKill ? [...known.histories, this.#knownOf(partition).batches] : [],
      acknowledgedEnd: end,
      // After a kill, unsynced data is still in the kernel's page cache.
      durableEnd: isKill ? known.durableEnd : end,
      // A record now written at an offset that was deleted before it was lost is a new record.
      deletedBelow: Math.min(known.deletedBelow, end),
      cleanedBelow: Math.min(known.cleanedBelow, end),
      logStart: start
    })
    log.highWatermark = log.writtenOffset
    if (log.highWatermark < end) throw new Error(`records from ${log.highWatermark} on are not served`)
    checks.checkCommitted(log, this.#knownOf(partition), found)
    const before = known.batches.filter(({ to }) => to < end)
    this.#learn(partition, checks.checkProducers(log, this.#knownOf(partition), compact ? start : first, before))
  }

  async #checkTime(log: FileLog, { batches }: Known, found: readonly Batch[]): Promise<void> {
    const some = found[found.length >>> 1]
    const entry = some?.entries[0]
    const written = batches.find(({ from }) => from === some?.from)
    if (entry === undefined || written === undefined || entry.offset < log.logStartOffset) return
    const answer = await log.offsetForTimestamp(written.timestamp + entry.offset - written.from)
    if (answer?.offset !== entry.offset) throw new Error(`the time of ${entry.offset} leads to ${answer?.offset}`)
  }

  // ------------------------------------------------------------------ what is done

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'append':
        return this.#append(step)
      case 'end':
        return this.#end(step.partition, step.producer, step.type)
      case 'wait':
        return this.#settled(step.partition)
      case 'flush':
        return this.#flush(step.partition)
      case 'delete':
        return this.#delete(step.partition)
      case 'truncate':
        return this.#truncate(step.partition)
      case 'epoch': {
        const leaderEpoch = this.#knownOf(step.partition).leaderEpoch + 1
        this.#learn(step.partition, { leaderEpoch })
        return this.#log(step.partition).assignLeaderEpoch(leaderEpoch, this.#log(step.partition).logEndOffset)
      }
      case 'turn':
        this.#sim.turn()
        return ticks(1)
      case 'runTimers':
        return this.#sim.runTimers()
      case 'beginMaintaining':
        return this.#maintain()
      case 'maintain':
        this.#maintain()
        return this.#pumped(this.#maintenance)
      case 'pass':
        this.#sim.nowMs += step.ms
        return
      case 'reopen':
        return this.#reopen()
    }
  }

  /** Yields to the event loop until it is done. */
  async #pumped<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    for (let n = 0; !isDone && n < 2000; n++) {
      await ticks(20)
      this.#sim.turn()
    }
    return done
  }

  #append({ partition, producer, sizes, keys, isCopy }: Extract<Step, { kind: 'append' }>): void {
    const known = this.#knownOf(partition)
    const producerId = known.producerIds[producer] as number
    const last = known.batches.findLast((each) => each.producerId === producerId && each.marker === undefined)
    const baseSequence = producerId < 0 ? -1 : last === undefined ? 0 : last.sequence + last.to - last.from + 1
    const timestamp = this.#timestamp(partition)
    const records = sizes.map((size, n) => ({
      timestamp: timestamp + n,
      key: Buffer.from(`k${keys[n % keys.length]}`),
      // Non-repeating bytes, so that a page from another position is not mistaken for this one.
      value: size === 0 ? null : Buffer.from(`${this.#appends++} `.repeat(1 + size / 4).slice(0, size))
    }))
    const producerEpoch = producerId < 0 ? -1 : 0
    const options = { producerId, producerEpoch, baseSequence, isTransactional: producer >= firstTransactional }
    this.#write(partition, buildBatch(records, options), timestamp, isCopy ? 'copy' : 'client')
  }

  #timestamp = (partition: number) => startedMs - 1e9 + this.#log(partition).logEndOffset * 1000

  #end(partition: number, producer: number, type: MarkerType): void {
    const known = this.#knownOf(partition)
    const producerId = known.producerIds[producer] as number
    if (!known.batches.some((each) => each.producerId === producerId)) return
    const timestampMs = this.#timestamp(partition)
    const marker = buildMarker({ type, producerId, producerEpoch: 0, coordinatorEpoch: 0, timestampMs })
    this.#write(partition, marker, timestampMs, 'coordinator')
  }

  #write(partition: number, bytes: Buffer, timestamp: number, origin: 'client' | 'coordinator' | 'copy'): void {
    const log = this.#log(partition)
    const known = this.#knownOf(partition)
    const { leaderEpoch } = known
    if (origin === 'copy') {
      setBaseOffset(bytes, 0, log.logEndOffset)
      setPartitionLeaderEpoch(bytes, 0, leaderEpoch)
    }
    const result =
      origin === 'copy' ? log.appendAsFollower(bytes) : log.append(bytes, { origin, leaderEpoch, produceVersion: 9 })
    if (isFailure(result) || result.duplicate)
      throw new Error(`t-${partition} ${log.logEndOffset} ${JSON.stringify(result)}`)
    const written: Written = { ...batchAt(bytes, 0), timestamp, atMs: this.nowMs }
    this.#learn(partition, { batches: [...known.batches, written] })
    log.whenWritten(written.to + 1, (error) => {
      if (error === null) this.#acknowledged(partition, written.to + 1)
    })
  }

  /** What an acknowledgement promises with these settings. */
  #acknowledged(partition: number, end: number): void {
    const { durability, config } = this.#promised
    const known = this.#knownOf(partition)
    const mayBeLost = durability === 'disk' ? 0 : config.flushMessages - 1
    this.#learn(partition, {
      acknowledgedEnd: Math.max(known.acknowledgedEnd, end),
      durableEnd: Math.max(known.durableEnd, end - mayBeLost)
    })
    this.#log(partition).highWatermark = this.#log(partition).writtenOffset
  }

  async #settled(partition: number): Promise<void> {
    const log = this.#log(partition)
    const answered = new Promise<void>((resolve) => log.whenWritten(log.logEndOffset, () => resolve()))
    await this.#pumped(answered)
  }

  async #flush(partition: number): Promise<void> {
    const end = this.#log(partition).logEndOffset
    await this.#pumped(this.#log(partition).flush())
    this.#learn(partition, { durableEnd: Math.max(this.#knownOf(partition).durableEnd, end) })
  }

  /** DeleteRecords at an offset within the readable range. */
  async #delete(partition: number): Promise<void> {
    await this.#settled(partition)
    const log = this.#log(partition)
    const offset = Math.floor((log.logStartOffset + 2 * log.highWatermark) / 3)
    const store = this.#store as FileStore
    // From here on it may be durable, and once acknowledged it is.
    this.#learn(partition, { logStart: Math.max(this.#knownOf(partition).logStart, offset) })
    await this.#pumped(store.moveStart(log, offset))
    this.#learn(partition, { deletedBelow: Math.max(this.#knownOf(partition).deletedBelow, offset) })
  }

  /** Truncates as a follower does. Compacted records are not restored. */
  async #truncate(partition: number): Promise<void> {
    await this.#settled(partition)
    const log = this.#log(partition)
    const known = this.#knownOf(partition)
    const batches = known.batches.filter(({ from }) => from > log.logStartOffset)
    const offset = batches[batches.length >> 1]?.from
    if (offset === undefined || log.config.cleanupPolicy.compact) return
    this.#learn(partition, {
      batches: known.batches.filter(({ from }) => from < offset),
      histories: [...known.histories, known.batches],
      acknowledgedEnd: Math.min(known.acknowledgedEnd, offset),
      durableEnd: Math.min(known.durableEnd, offset)
    })
    log.truncateTo(offset)
    if (log.logEndOffset !== offset) throw new Error(`it ends at ${log.logEndOffset}, not at ${offset}`)
  }

  /** Starts retention, a cleaner run and checkpoints, which continue in the following turns. */
  #maintain(): void {
    if (this.#isMaintaining) return
    this.#isMaintaining = this.#promised.config.cleanupPolicy.compact
    this.#isRetaining = this.#promised.config.retentionBytes >= 0
    this.#sim.tickMs = this.#tickMs || 0.08
    this.#maintenance = (this.#store as FileStore).maintain().finally(() => {
      this.#isRetaining = false
      this.#known = this.known
      this.#isMaintaining = false
      this.#sim.tickMs = this.#tickMs
    })
    this.#maintenance.catch(() => {})
  }

  async #reopen(): Promise<void> {
    await this.#pumped((this.#store as FileStore).close())
    for (const partition of partitions) {
      const { logStartOffset: logStart, logEndOffset: end } = this.#log(partition)
      this.#learn(partition, { acknowledgedEnd: end, durableEnd: end, logStart })
    }
    this.#store = this.#open()
    await this.check(false)
  }
}

/** The subset of `batches` that an opened log has, or had before deletion or compaction, which only affect `needed` batches. */
function left(batches: readonly Written[], found: readonly Batch[], needed: number, log: FileLog): Written[] {
  const there = new Set(found.map(({ from }) => from))
  const open = new Map(log.producers().map((each) => [each.producerId, each.currentTransactionFirstOffset]))
  const { logStartOffset: start, logEndOffset: end } = log
  // Whether deleted records were lost before their deletion cannot be known, unless the log knows their transaction.
  const isKnown = ({ from, producerId, isTransactional, marker }: Written) => {
    const first = open.get(producerId) ?? -1
    return !isTransactional || (first >= 0 && first <= from) === (marker === undefined)
  }
  return batches.filter(
    (each) => each.to < end && (each.from < needed || there.has(each.from) || (each.to < start && isKnown(each)))
  )
}
