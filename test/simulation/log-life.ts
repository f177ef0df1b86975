/**
 * What happens to a log store between two power losses: it is opened, held against what the test knows of it, and used.
 * What is known is a list of batches for each partition, and how far they were promised to stay.
 */
import { type FileStore, type LogConfig, openFileStore } from '../../src/log/index.ts'
import type { FileLog } from '../../src/log/log.ts'
import { baseOffset, batchSize, lastOffset, setBaseOffset } from '../../src/records/index.ts'
import { batch, storeConfig, topicId } from '../unit/log/make.ts'
import type { SimDisk } from './sim-disk.ts'
import { type SimEnv, simEnv, startedMs } from './sim-env.ts'

export const partitions = [0, 1]
const everything = { maxBytes: 1 << 24, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }

export interface Promised {
  readonly durability: 'os' | 'disk'
  readonly config: LogConfig
}

interface Written {
  readonly from: number
  readonly to: number
  readonly epoch: number
  readonly timestamp: number
  readonly producerId: number
  readonly sequence: number
  readonly bytes: Buffer
}

/** What the test knows of a partition. */
export interface Known {
  readonly batches: readonly Written[]
  /** Told as written: there after a kill. */
  readonly acknowledgedEnd: number
  /** There after a power loss. */
  readonly durableEnd: number
  /** Deleted below it, and told so. */
  readonly deletedBelow: number
  readonly logStart: number
  /** Of the leader, which the metadata keep: it never goes back. */
  readonly leaderEpoch: number
  readonly producerIds: readonly number[]
  readonly producerIdsGiven: number
}

export const nothingKnown: Known = {
  batches: [],
  acknowledgedEnd: 0,
  durableEnd: 0,
  deletedBelow: 0,
  logStart: 0,
  leaderEpoch: 0,
  producerIds: [-1, 0, 1],
  producerIdsGiven: 2
}

export interface State {
  readonly disk: SimDisk
  readonly known: readonly Known[]
  /** Was the process killed, rather than the power lost? */
  readonly isKill: boolean
}

export type Step =
  | {
      readonly kind: 'append'
      readonly partition: number
      readonly producer: number
      readonly sizes: readonly number[]
    }
  | { readonly kind: 'wait' | 'flush' | 'delete' | 'epoch'; readonly partition: number }
  | { readonly kind: 'turn' | 'maintain' | 'runTimers' | 'reopen' }

const ticks = async (count: number) => {
  for (let n = 0; n < count; n++) await Promise.resolve()
}

export class Life {
  #known: Known[]
  readonly lines: string[] = []
  readonly #promised: Promised
  readonly #sim: SimEnv
  #store: FileStore | undefined
  #appends = 0
  #isChecked = false

  constructor(state: State, promised: Promised) {
    this.#promised = promised
    this.#sim = simEnv(state.disk)
    this.#known = [...state.known]
    this.#store = this.#open()
  }

  #open(): FileStore {
    const { durability, config } = this.#promised
    return openFileStore({
      env: this.#sim.env,
      directory: 'data',
      settings: { ...storeConfig, durability, producerIdExpirationMs: Number.MAX_SAFE_INTEGER },
      configOf: () => ({ topicId, config }),
      report: (line) => this.lines.push(line)
    })
  }

  #log(partition: number): FileLog {
    const { config } = this.#promised
    const store = this.#store as FileStore
    return (store.find('t', partition) ?? store.create('t', partition, topicId, config)) as FileLog
  }

  /** What the test knows at this moment, in the midst of a step too. */
  get known(): Known[] {
    return this.#known.map((known, partition) => {
      const start = this.#store?.find('t', partition)?.logStartOffset ?? 0
      return this.#isChecked && start > known.logStart ? { ...known, logStart: start } : known
    })
  }

  #knownOf(partition: number): Known {
    return this.#known[partition] as Known
  }

  #learn(partition: number, news: Partial<Known>): void {
    this.#known[partition] = { ...this.#knownOf(partition), ...news }
  }

  // ------------------------------------------------------------------ what is found

  /** Holds what was opened against what is known; what was found is what is known from then on. @throws Error */
  async check(isKill: boolean): Promise<void> {
    this.#isChecked = false
    for (const partition of partitions) {
      try {
        await this.#checkPartition(partition, isKill)
      } catch (error) {
        const { logStartOffset, logEndOffset, recoveryPoint, segments } = this.#log(partition)
        const { batches, producerIds, ...known } = this.#knownOf(partition)
        const about = {
          found: { logStartOffset, logEndOffset, recoveryPoint, segments: segments.map((each) => each.baseOffset) },
          known: { ...known, logEnd: (batches.at(-1)?.to ?? -1) + 1 },
          lines: this.lines
        }
        throw new Error(`t-${partition}: ${(error as Error).message}\n${JSON.stringify(about, null, 1)}`)
      }
    }
    this.#isChecked = true
  }

  async #checkPartition(partition: number, isKill: boolean): Promise<void> {
    const log = this.#log(partition)
    const known = this.#knownOf(partition)
    const { logStartOffset: start, logEndOffset: end } = log
    if (log.failed) throw new Error('it did not open')
    const needed = isKill ? Math.max(known.acknowledgedEnd, known.durableEnd) : known.durableEnd
    if (end < needed) throw new Error(`promised records below ${needed} are lost`)
    if (start < Math.min(known.deletedBelow, end)) throw new Error('deleted records came back')
    if (start > known.logStart && needed > known.logStart) throw new Error('promised records at the start are lost')
    const found = await contentOf(log)
    const byOffset = new Map(known.batches.map((each) => [each.from, each]))
    let next = Math.min(start, found[0]?.from ?? end)
    for (const { from, to, bytes } of found) {
      const written = byOffset.get(from)
      if (from !== next) throw new Error(`a hole from ${next} to ${from}`)
      if (written === undefined || !written.bytes.equals(bytes)) throw new Error(`never written: ${from}`)
      const epoch = log.leaderEpochAt(Math.max(from, start))
      if (epoch !== written.epoch) throw new Error(`epoch ${epoch} at ${from} instead of ${written.epoch}`)
      next = to + 1
    }
    if (next !== end) throw new Error(`nothing to be read at ${next}`)
    const some = byOffset.get(found[found.length >>> 1]?.from ?? -1)
    if (some !== undefined && some.from >= start) {
      const answer = await log.offsetForTimestamp(some.timestamp)
      if (answer?.offset !== some.from) throw new Error(`the time of ${some.from} leads to ${answer?.offset}`)
    }
    const batches = known.batches.filter(({ to }) => to < end)
    // After a kill, what was not synced is in the memory of the kernel still.
    const durableEnd = isKill ? known.durableEnd : end
    // What is written now at an offset that was deleted before it was lost is something new.
    const deletedBelow = Math.min(known.deletedBelow, end)
    this.#learn(partition, { batches, acknowledgedEnd: end, durableEnd, deletedBelow, logStart: start })
    this.#checkProducers(partition, found[0]?.from ?? end)
    log.highWatermark = log.writtenOffset
    if (log.highWatermark < end) throw new Error(`records from ${log.highWatermark} on are not served`)
  }

  /** The last five batches of a producer are known. One of which records were deleted begins anew with another id. */
  #checkProducers(partition: number, from: number): void {
    const log = this.#log(partition)
    const { batches, producerIds } = this.#knownOf(partition)
    let { producerIdsGiven } = this.#knownOf(partition)
    const ids = producerIds.map((id) => {
      const own = batches.filter(({ producerId }) => producerId === id)
      if (own.some((each) => each.from < from)) return producerIdsGiven++
      for (const each of id < 0 ? [] : own.slice(-5)) {
        const retry = Buffer.from(each.bytes)
        setBaseOffset(retry, 0, 0)
        const result = log.append(retry, originOf(each.epoch))
        if (result.error !== null || !result.duplicate || result.firstOffset !== each.from)
          throw new Error(`a retry of the batch at ${each.from} is answered ${JSON.stringify(result)}`)
      }
      return id
    })
    this.#learn(partition, { producerIds: ids, producerIdsGiven })
  }

  // ------------------------------------------------------------------ what is done

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'append':
        return this.#append(step.partition, step.producer, step.sizes)
      case 'wait':
        return this.#settled(step.partition)
      case 'flush':
        return this.#flush(step.partition)
      case 'delete':
        return this.#delete(step.partition)
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
      case 'maintain':
        return (this.#store as FileStore).maintain()
      case 'reopen':
        return this.#reopen()
    }
  }

  #append(partition: number, producer: number, sizes: readonly number[]): void {
    const log = this.#log(partition)
    const known = this.#knownOf(partition)
    const producerId = known.producerIds[producer] as number
    const last = known.batches.findLast((each) => each.producerId === producerId && producerId >= 0)
    const sequence = producerId < 0 ? -1 : last === undefined ? 0 : last.sequence + last.to - last.from + 1
    const { leaderEpoch: epoch } = known
    const timestamp = startedMs - 1e9 + log.logEndOffset * 1000
    // Bytes that do not repeat: a page of another place is not taken for this one.
    const values = sizes.map((size) => `${this.#appends++} `.repeat(1 + size / 4).slice(0, size))
    const bytes = batch(values, { timestamp, ...(producerId < 0 ? {} : { producerId, epoch: 0, sequence }) })
    const from = log.logEndOffset
    const result = log.append(bytes, originOf(epoch))
    if (result.error !== null || result.duplicate)
      throw new Error(`t-${partition} ${from} producer ${producerId} sequence ${sequence}: ${JSON.stringify(result)}`)
    const to = result.lastOffset
    const written: Written = { from, to, epoch, timestamp, producerId, sequence, bytes: Buffer.from(bytes) }
    this.#learn(partition, { batches: [...known.batches, written] })
    log.whenWritten(to + 1, (error) => {
      if (error === null) this.#acknowledged(partition, to + 1)
    })
  }

  /** What an answer promises by the settings. */
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
    this.#sim.turn()
    await answered
  }

  async #flush(partition: number): Promise<void> {
    const end = this.#log(partition).logEndOffset
    await this.#log(partition).flush()
    this.#learn(partition, { durableEnd: Math.max(this.#knownOf(partition).durableEnd, end) })
  }

  /** DeleteRecords, somewhere in what may be read. */
  async #delete(partition: number): Promise<void> {
    await this.#settled(partition)
    const log = this.#log(partition)
    const offset = Math.floor((log.logStartOffset + 2 * log.highWatermark) / 3)
    log.moveStartOffset(offset)
    ;(this.#store as FileStore).saveStartOffsets()
    this.#learn(partition, { deletedBelow: Math.max(this.#knownOf(partition).deletedBelow, offset) })
  }

  async #reopen(): Promise<void> {
    await this.#store?.close()
    for (const partition of partitions) {
      const { logStartOffset: logStart, logEndOffset: end } = this.#log(partition)
      this.#learn(partition, { acknowledgedEnd: end, durableEnd: end, logStart })
    }
    this.#store = this.#open()
    await this.check(false)
  }
}

const originOf = (leaderEpoch: number) => ({ origin: 'client', leaderEpoch, produceVersion: 9 }) as const

async function contentOf(log: FileLog): Promise<{ from: number; to: number; bytes: Buffer }[]> {
  const found: { from: number; to: number; bytes: Buffer }[] = []
  for (let next = log.logStartOffset; next < log.logEndOffset; ) {
    const read = await log.read(next, everything)
    if ('error' in read) throw new Error(`${read.error} at ${next}`)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) return found
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      const piece = Buffer.from(bytes.subarray(at, at + batchSize(bytes, at)))
      found.push({ from: baseOffset(bytes, at), to: lastOffset(bytes, at), bytes: piece })
      next = lastOffset(bytes, at) + 1
    }
  }
  return found
}
