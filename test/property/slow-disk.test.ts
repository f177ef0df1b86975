/**
 * Goal: whatever happens while writes are in progress in the pool (failures, truncation, rolls, deletions, a kill, a power loss),
 * acknowledged records survive in order, and no rolled-back write overwrites later records. Method: the real store on a disk whose
 * writes complete when the history says so (slow-disk.ts, on sim-disk.ts), and an array as the model of each log.
 */

import fc from 'fast-check'
import { type FileStore, openFileStore } from '../../src/log/index.ts'
import type { FileLog } from '../../src/log/log.ts'
import { isFailure } from '../../src/protocol/index.ts'
import { batchSize, buildBatch, recordsOf } from '../../src/records/index.ts'
import { linesLogger } from '../kit/lines-logger.ts'
import { client, logConfig, storeConfig, topicId } from '../kit/logs.ts'
import { createSimDisk, type SimDisk } from '../kit/sim-disk.ts'
import { simEnv } from '../kit/sim-env.ts'
import { slowDisk } from '../kit/slow-disk.ts'

const partitions = [0, 1]
const noLimits = { maxBytes: 100_000, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }
const config = { ...logConfig, fileDeleteDelayMs: 0, indexIntervalBytes: 300 }

type Step =
  | { readonly kind: 'append'; readonly partition: number; readonly size: number; readonly count: number }
  | { readonly kind: 'truncate' | 'delete'; readonly partition: number; readonly part: number }
  | { readonly kind: 'flush' | 'read'; readonly partition: number; readonly part: number }
  | { readonly kind: 'turn' | 'slow' | 'quick' | 'maintain' | 'runTimers' }
  | { readonly kind: 'land' | 'failNoSpace' | 'failIo' | 'part'; readonly which: number; readonly part: number }

interface Setting {
  readonly durability: 'os' | 'disk'
  readonly segmentBytes: number
  readonly retentionBytes: number
  readonly preallocate: boolean
  readonly tailCacheBytes: number
}

interface Round {
  readonly steps: readonly Step[]
  /** The process ends before this disk change, or after the last step if there are fewer. */
  readonly endAt: number
  readonly end: 'kill' | 'powerLoss' | 'stop'
  readonly seed: number
}

/** The model of a log: its records by offset, and the offset up to which they were promised. */
interface Known {
  readonly values: ReadonlyMap<number, string>
  readonly acknowledgedEnd: number
  readonly durableEnd: number
  readonly deletedBelow: number
}

const nothing: Known = { values: new Map(), acknowledgedEnd: 0, durableEnd: 0, deletedBelow: 0 }
/** Every record that ever had an offset, by partition. Truncated records, and no others, may reappear when the process ends. */
type Ever = ReadonlyMap<number, Set<string>>[]

const ticks = async (count = 30) => {
  for (let n = 0; n < count; n++) await Promise.resolve()
}

async function contentOf(log: FileLog, from = log.logStartOffset): Promise<Map<number, string>> {
  const values = new Map<number, string>()
  for (let next = from; next < log.logEndOffset; ) {
    const read = await log.read(next, noLimits)
    if ('error' in read) throw new Error(`${log.name} at ${next}: ${read.error}`)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) throw new Error(`${log.name}: nothing at ${next} of ${log.logEndOffset}`)
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at))
      for (const { offset, value } of recordsOf(bytes, at)) {
        if (offset >= next) values.set(offset, String(value))
        next = offset + 1
      }
  }
  return values
}

class Life {
  readonly #setting: Setting
  readonly #slow: ReturnType<typeof slowDisk>
  readonly #sim: ReturnType<typeof simEnv>
  readonly #ever: Ever
  readonly store: FileStore
  readonly lines: string[] = []
  known: Known[]
  #appends = 0
  broken: unknown

  constructor(disk: SimDisk, setting: Setting, known: readonly Known[], ever: Ever) {
    this.#setting = setting
    this.#slow = slowDisk(disk)
    this.#sim = simEnv(disk)
    this.#ever = ever
    this.known = [...known]
    const { durability, tailCacheBytes } = setting
    this.store = openFileStore({
      env: { ...this.#sim.env, disk: this.#slow.disk, clock: this.#slow.clock, machine: this.#slow.machine },
      directory: 'data',
      settings: { ...storeConfig, durability, tailCacheBytes },
      configOf: () => ({ topicId, config: { ...config, ...setting } }),
      logger: linesLogger(this.lines)
    })
    for (const partition of partitions) this.log(partition)
  }

  log(partition: number): FileLog {
    return (this.store.find('t', partition) ??
      this.store.create('t', partition, topicId, { ...config, ...this.#setting })) as FileLog
  }

  #learn(partition: number, news: Partial<Known>): void {
    this.known[partition] = { ...(this.known[partition] as Known), ...news }
  }

  /** Compares the opened log with the model at the end of the previous process. */
  async checkOpened(end: Round['end']): Promise<void> {
    for (const partition of partitions) {
      const log = this.log(partition)
      const { values, acknowledgedEnd, durableEnd, deletedBelow } = this.known[partition] as Known
      const needed = acknowledgedEnd
      if (log.logEndOffset < needed)
        throw new Error(`${log.name}: ${needed} was promised, ${log.logEndOffset} is the end`)
      if (log.logStartOffset < Math.min(deletedBelow, log.logEndOffset)) throw new Error('deleted records came back')
      const found = await contentOf(log)
      for (const [offset, value] of found) {
        const isKnown = offset < needed ? values.get(offset) === value : this.#ever[partition]?.get(offset)?.has(value)
        if (!isKnown) throw new Error(`${log.name}: ${value.slice(0, 10)} is at ${offset}`)
      }
      for (const offset of values.keys())
        if (offset >= log.logStartOffset && offset < needed && !found.has(offset))
          throw new Error(`${offset} is missing`)
      const kept = end === 'kill' ? durableEnd : log.logEndOffset
      const acknowledged = log.logEndOffset
      log.highWatermark = log.writtenOffset
      this.known[partition] = { values: found, acknowledgedEnd: acknowledged, durableEnd: kept, deletedBelow }
    }
  }

  async run(step: Step): Promise<void> {
    this.#do(step)
    await ticks()
    this.#noticeCuts()
    if (this.broken !== undefined) throw this.broken
  }

  #do(step: Step): void {
    switch (step.kind) {
      case 'append':
        for (let n = 0; n < step.count; n++) this.#append(step.partition, step.size)
        break
      case 'truncate':
        this.#truncate(step.partition, step.part)
        break
      case 'delete':
        this.#delete(step.partition, step.part)
        break
      case 'flush':
        void this.#flush(step.partition)
        break
      case 'read':
        void this.#read(step.partition, step.part)
        break
      case 'turn':
        this.#sim.turn()
        break
      case 'runTimers':
        this.#sim.runTimers()
        break
      case 'maintain':
        void this.store.maintain()
        break
      case 'slow':
        this.#slow.writeMs = 150
        break
      case 'quick':
        this.#slow.writeMs = 0
        this.#slow.nowMs += 60_000
        break
      default:
        this.#end(step)
    }
  }

  /** Advances a write in progress: it completes, or part of it is in the file. */
  #end({ kind, which, part }: Extract<Step, { readonly which: number }>): void {
    const { held } = this.#slow
    const write = held[which % Math.max(1, held.length)]
    if (write === undefined) return
    if (kind === 'land') write.land()
    else write.part(Math.floor(part * write.bytes.length))
    if (kind === 'failIo') write.fail('INPUT_OUTPUT')
    if (kind === 'failNoSpace') write.fail('NO_SPACE')
  }

  #delete(partition: number, part: number): void {
    const log = this.log(partition)
    log.moveStartOffset(log.logStartOffset + Math.floor((log.highWatermark - log.logStartOffset) * part))
    this.store.saveStartOffsets()
    this.#learn(partition, { deletedBelow: log.logStartOffset })
  }

  #append(partition: number, size: number): void {
    const log = this.log(partition)
    const value = `${partition}-${this.#ever.reduce((sum, each) => sum + each.size, 0)}-${this.#appends++} `.repeat(
      1 + size / 8
    )
    const bytes = buildBatch([{ timestamp: 1_700_000_000_000, value: Buffer.from(value) }])
    const result = log.append(bytes, client)
    // The connection reuses its buffer.
    bytes.fill(0x2a)
    this.#noticeCuts()
    if (isFailure(result)) return
    const { firstOffset: offset } = result
    const values = new Map((this.known[partition] as Known).values).set(offset, value)
    this.#learn(partition, { values })
    const ever = this.#ever[partition] as Map<number, Set<string>>
    ever.set(offset, (ever.get(offset) ?? new Set()).add(value))
    const { truncations } = log.state
    log.whenWritten(offset + 1, (error) => {
      if (error !== null) return
      const { acknowledgedEnd, durableEnd } = this.known[partition] as Known
      if (offset + 1 < acknowledgedEnd && truncations === log.state.truncations)
        this.broken = new Error('answers out of order')
      if (log.writtenOffset < offset + 1) this.broken = new Error('an answer before the write')
      const isDurable = this.#setting.durability === 'disk'
      this.#learn(partition, {
        acknowledgedEnd: Math.max(acknowledgedEnd, offset + 1),
        durableEnd: isDurable ? Math.max(durableEnd, offset + 1) : durableEnd
      })
      log.highWatermark = Math.max(log.highWatermark, log.writtenOffset)
    })
  }

  /** Only unpromised records may be lost. A truncation revokes its own promises. */
  #noticeCuts(): void {
    for (const partition of partitions) {
      const { logEndOffset } = this.log(partition)
      const { values, acknowledgedEnd } = this.known[partition] as Known
      if (logEndOffset < acknowledgedEnd)
        throw new Error(`t-${partition}: ${acknowledgedEnd} was promised and taken back`)
      if (values.has(logEndOffset)) this.#learn(partition, { values: below(values, logEndOffset) })
    }
  }

  #truncate(partition: number, part: number): void {
    const log = this.log(partition)
    const offset = log.logStartOffset + Math.floor((log.logEndOffset - log.logStartOffset) * part)
    // Records written along with it are acknowledged before it is deleted.
    log.writer.writePending()
    this.#noticeCuts()
    const { values, acknowledgedEnd, durableEnd, deletedBelow } = this.known[partition] as Known
    // From here on, it may take effect whenever the process ends.
    this.known[partition] = {
      values,
      acknowledgedEnd: Math.min(acknowledgedEnd, offset),
      durableEnd: Math.min(durableEnd, offset),
      deletedBelow
    }
    log.truncateTo(offset)
    if (log.logEndOffset > offset && !log.failed) throw new Error('it was not truncated')
    this.#learn(partition, { values: below(values, log.logEndOffset) })
  }

  async #flush(partition: number): Promise<void> {
    const log = this.log(partition)
    const { truncations, logEndOffset } = log.state
    await log.flush()
    if (truncations !== log.state.truncations || log.failed) return
    this.#learn(partition, { durableEnd: Math.max((this.known[partition] as Known).durableEnd, logEndOffset) })
  }

  async #read(partition: number, part: number): Promise<void> {
    const log = this.log(partition)
    const from = log.logStartOffset + Math.floor((log.logEndOffset - log.logStartOffset) * part)
    const { truncations } = log.state
    const { values } = this.known[partition] as Known
    const read = await log.read(from, noLimits)
    if ('error' in read || truncations !== log.state.truncations) return
    const bytes = Buffer.concat(read.chunks)
    read.release()
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at))
      for (const { offset, value } of recordsOf(bytes, at))
        if (values.has(offset) && values.get(offset) !== String(value))
          this.broken = new Error(`read ${value} at ${offset}`)
    if (from < log.writtenOffset && bytes.length === 0) this.broken = new Error(`nothing is read at ${from}`)
  }

  /** The disk completes all pending work. Afterwards every record must exist and be acknowledged. */
  async settle(): Promise<void> {
    for (let n = 0; n < 200; n++) {
      for (const write of [...this.#slow.held]) write.land()
      this.#sim.turn()
      await ticks()
    }
    this.#noticeCuts()
    for (const partition of partitions) {
      const log = this.log(partition)
      const { values, acknowledgedEnd } = this.known[partition] as Known
      if (acknowledgedEnd < log.logEndOffset) throw new Error(`${log.name}: no answer for ${acknowledgedEnd}`)
      expect(await contentOf(log)).toEqual(new Map([...values].filter(([offset]) => offset >= log.logStartOffset)))
    }
  }

  async stop(): Promise<void> {
    let isClosed = false
    const closed = this.store.close().finally(() => {
      isClosed = true
    })
    for (let n = 0; n < 500 && !isClosed; n++) {
      for (const write of [...this.#slow.held]) write.land()
      this.#sim.turn()
      await ticks()
    }
    await closed
  }
}

const below = (values: ReadonlyMap<number, string>, end: number) =>
  new Map([...values].filter(([offset]) => offset < end))

/** Runs one process from start to end. Returns its disk and the model at that time. */
async function live(
  disk: SimDisk,
  setting: Setting,
  known: readonly Known[],
  ever: Ever,
  last: Round['end'],
  round: Round
) {
  let left: { readonly disk: SimDisk; readonly known: readonly Known[] } | undefined
  let life: Life | undefined
  const ended = () => {
    const now = life?.known ?? known
    if (round.end !== 'powerLoss') return { disk: disk.kill(), known: now.slice() }
    // From now on, the records on disk count as acknowledged.
    return {
      disk: disk.powerLoss(round.seed),
      known: now.map((each) => ({ ...each, acknowledgedEnd: each.durableEnd }))
    }
  }
  disk.onChange = (count) => {
    if (count === round.endAt && round.end !== 'stop') left = ended()
  }
  life = new Life(disk, setting, known, ever)
  await life.checkOpened(last)
  for (const step of round.steps) {
    if (left !== undefined) break
    await life.run(step)
  }
  if (round.end === 'stop') {
    await life.settle()
    await life.stop()
  }
  left ??= ended()
  disk.onChange = undefined
  return left
}

const partition = fc.constantFrom(...partitions)
const part = fc.double({ min: 0, max: 1, noNaN: true })
const kind = <K extends Step['kind']>(...kinds: K[]) => fc.constantFrom(...kinds)
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: kind('append'),
      partition,
      size: fc.oneof(fc.nat(100), fc.nat(1500)),
      count: fc.integer({ min: 1, max: 4 })
    })
  },
  { weight: 7, arbitrary: fc.record({ kind: kind('turn') }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('land'), which: fc.nat(3), part }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('part', 'failNoSpace', 'failIo'), which: fc.nat(3), part }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('truncate', 'delete'), partition, part }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('flush', 'read'), partition, part }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('slow', 'slow', 'quick', 'maintain', 'runTimers') }) }
)
const rounds = fc.array(
  fc.record({
    steps: fc
      .array(steps, { maxLength: 60, size: 'max' })
      .map((rest): Step[] => [
        { kind: 'slow' },
        { kind: 'append', partition: 0, size: 1, count: 1 },
        { kind: 'turn' },
        ...rest
      ]),
    endAt: fc.nat(150),
    end: fc.constantFrom('kill' as const, 'powerLoss' as const, 'stop' as const),
    seed: fc.nat()
  }),
  { minLength: 1, maxLength: 3, size: 'max' }
)
const settings = fc.record({
  durability: fc.constantFrom('os' as const, 'disk' as const),
  segmentBytes: fc.integer({ min: 300, max: 4000 }),
  retentionBytes: fc.constantFrom(-1, 3000),
  preallocate: fc.boolean(),
  tailCacheBytes: fc.constantFrom(1 << 20, 8 << 20)
})

test('acknowledged records survive any end of the process while pool writes are in progress', async () => {
  await fc.assert(
    fc.asyncProperty(settings, rounds, async (setting, plan) => {
      const ever: Ever = partitions.map(() => new Map())
      let state: { readonly disk: SimDisk; readonly known: readonly Known[] } = {
        disk: createSimDisk(),
        known: partitions.map(() => nothing)
      }
      state.disk.makeDirectory('data')
      state.disk.settle()
      let last: Round['end'] = 'stop'
      for (const round of [...plan, { steps: [], endAt: -1, end: 'stop' as const, seed: 0 }]) {
        state = await live(state.disk, setting, state.known, ever, last, round)
        last = round.end
      }
    }),
    { numRuns: Number(process.env.SLOW_DISK_RUNS ?? 100) }
  )
})
