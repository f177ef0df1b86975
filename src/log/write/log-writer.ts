/*
 * Owns how one log's appends reach its file and when that is told: written with the turn, or, while the disk is slow, in the
 * thread pool, one write after another. Never assigns offsets, and never tells that something is written before it is.
 */
import { DiskError } from '../../env/index.ts'
import type { ErrorName } from '../../protocol/index.ts'
import type { ReadLimits, ReadResult } from '../contract.ts'
import type { FileLog } from '../log.ts'
import type { Segment } from '../segment/segment.ts'
import type { LogServices } from '../state/log-services.ts'
import { LogSync } from './log-sync.ts'
import { LogTail } from './log-tail.ts'
import { OffsetWaiters } from './offset-waiters.ts'
import { type Run, Unwritten } from './unwritten.ts'
import type { ScheduledLog } from './write-scheduler.ts'

/** An append of at least this many bytes is written at once and not copied, while nobody reads at the tail. */
const directBytesMin = 8 * 1024
/** After this many bytes without a reader at the tail, the log takes it that there is none. */
const tailPatienceBytes = 4 << 20
/** What one write in the pool takes at most, so that answers come while a long backlog is written. */
const flightBytesMax = 4 << 20

/** A write that is under way in the pool. */
interface Flight {
  readonly run: Run
  /** The log was cut since: nobody wants its bytes any more. */
  isStale: boolean
}

export class LogWriter implements ScheduledLog {
  readonly #log: FileLog
  readonly #shared: LogServices
  readonly #tail: LogTail
  readonly #unwritten: Unwritten
  readonly #sync: LogSync
  readonly #waiters = new OffsetWaiters()
  /** Where the segment begins that is being written: the active one, or one before it that was rolled while writes wait. Until the log is opened, all are written. */
  #segmentOffset = Number.POSITIVE_INFINITY
  /** Bytes of that segment that are in its file. */
  #position = 0
  /** Offsets below it are in the files. */
  #writtenEnd = 0
  /** Offsets below it are as durable as promised, and told. */
  #settledEnd = 0
  #flight: Flight | undefined
  #landing: Promise<void> = Promise.resolve()
  #bytesSinceTailRead = 0
  #isRefusing = false

  constructor(log: FileLog) {
    this.#log = log
    this.#shared = log.shared
    this.#tail = new LogTail(log.shared.cache)
    this.#unwritten = new Unwritten(log.shared.cache, log.shared.backlog)
    this.#sync = new LogSync(log)
  }

  get writtenEnd(): number {
    return this.#writtenEnd
  }

  get settledEnd(): number {
    return this.#settledEnd
  }

  get syncedEnd(): number {
    return this.#sync.end
  }

  /** From here on appends go to `position` of the active segment; offsets below `syncedEnd` need no sync. */
  resumeAt(endOffset: number, position: number, syncedEnd: number): void {
    this.#unwritten.drop()
    if (this.#flight !== undefined) this.#flight.isStale = true
    this.#tail.clear()
    this.#segmentOffset = this.#log.active.baseOffset
    this.#position = position
    this.#writtenEnd = endOffset
    this.#sync.resumeAt(Math.min(syncedEnd, endOffset))
    this.#settledEnd = this.#sync.mustSync ? this.#sync.end : endOffset
  }

  /** Bytes of a segment that are in its file. */
  writtenBytes(segment: Segment): number {
    if (segment.baseOffset === this.#segmentOffset) return this.#position
    return segment.baseOffset < this.#segmentOffset ? segment.sizeBytes : 0
  }

  // ------------------------------------------------------------------ writing

  /** False while the disk is slow, and until the last write in the pool has ended: nothing may overtake it. */
  get #mayWriteNow(): boolean {
    return this.#flight === undefined && !this.#shared.writePace.isSlow
  }

  /**
   * Copies a batch into the tail to be written with the turn, or writes it at once where a copy would serve nobody.
   * @throws DiskError
   */
  place(bytes: Buffer, offset: number, endOffset: number): void {
    this.#bytesSinceTailRead += bytes.length
    const nobodyTails = this.#bytesSinceTailRead > tailPatienceBytes
    if (nobodyTails && bytes.length >= directBytesMin && this.#mayWriteNow) {
      this.#writeDirectly(bytes, endOffset)
      return
    }
    const { active } = this.#log
    const kept = this.#tail.add(bytes, offset, endOffset, active.sizeBytes)
    if (kept !== undefined) this.#unwritten.add(active, kept.piece, kept.from, endOffset)
    else if (this.#mayWriteNow) this.#writeDirectly(bytes, endOffset)
    // The connection takes its buffer back with the turn.
    else this.#unwritten.add(active, this.#shared.cache.copyOf(bytes), 0, endOffset)
  }

  #writeDirectly(bytes: Buffer, endOffset: number): void {
    const { writePace, pool } = this.#shared
    this.#tail.clear()
    this.#writeAll()
    const beginMs = writePace.begin(bytes.length)
    pool.file(this.#log.active.logPath).write([bytes], this.#position)
    writePace.wrote(beginMs, bytes.length)
    this.#position += bytes.length
    this.#writtenEnd = endOffset
  }

  appended(): void {
    this.#shared.scheduler.schedule(this)
  }

  /** Writes what waits, in one gathered call for each segment. Returns the bytes. @throws DiskError */
  #writeAll(): number {
    let bytes = 0
    for (let run = this.#unwritten.take(Infinity); run !== undefined; run = this.#unwritten.take(Infinity)) {
      try {
        this.#shared.pool.file(run.segment.logPath).write(run.views, this.#position)
      } finally {
        this.#unwritten.release(run)
      }
      this.#written(run)
      bytes += run.bytes
    }
    return bytes
  }

  #written({ bytes, endOffset }: Run): void {
    this.#position += bytes
    this.#writtenEnd = endOffset
    this.#passFull()
  }

  /** A segment that was rolled and is written wholly is synced in the background and then done with; the next one begins. */
  #passFull(): void {
    const { segments, active } = this.#log
    while (this.#segmentOffset !== active.baseOffset) {
      const index = this.#log.segmentIndexOf(this.#segmentOffset)
      const full = segments[index] as Segment
      if (this.#position < full.sizeBytes) return
      const next = segments[index + 1] as Segment
      this.#segmentOffset = next.baseOffset
      this.#position = 0
      this.#sync.later(full, next.baseOffset)
    }
  }

  /**
   * The active segment is about to be rolled. While the disk is slow, what waits is written to it afterwards. One that may
   * still get bytes which were cut off stays active: it is not whole. @throws DiskError
   */
  beforeRoll(): void {
    const path = this.#log.active.logPath
    if (this.#mayWriteNow) this.#writeAll()
    else if (this.#flight?.isStale)
      throw new DiskError('OTHER', path, `${path}: a write that was cut off is still under way`)
  }

  /** The active segment is a new, empty one. */
  rolled(): void {
    this.#sync.addedFile()
    this.#passFull()
  }

  write(): number {
    if (this.#log.failed || this.#flight !== undefined || this.#unwritten.isEmpty) return 0
    if (this.#shared.writePace.isSlow) {
      this.#shared.scheduler.inPool(this.#fly)
      return 0
    }
    try {
      const bytes = this.#writeAll()
      this.#isRefusing = false
      return bytes
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.takeBack(error)
      return 0
    }
  }

  tell(): void {
    if (this.#log.failed) return
    if (this.#sync.isDue) this.#shared.scheduler.inPool(this.#syncInPool)
    this.#settle()
  }

  /** Writes what waits, if the disk is quick; then answers or asks for a sync. */
  writePending(): void {
    this.write()
    this.tell()
  }

  // ------------------------------------------------------------------ a slow disk

  /** One write in the pool. What is appended meanwhile goes with the next one. */
  readonly #fly = (): Promise<void> => {
    this.#landing = this.#fliesOnce()
    return this.#landing
  }

  async #fliesOnce(): Promise<void> {
    const { pool, writePace, env, scheduler } = this.#shared
    const run = this.#log.failed ? undefined : this.#unwritten.take(flightBytesMax)
    if (run === undefined) return
    const flight: Flight = { run, isStale: false }
    this.#flight = flight
    const beginMs = env.machine.monotonicMs()
    let failure: { readonly error: unknown } | undefined
    try {
      await pool.using(run.segment.logPath, (file) => file.writeLater(run.views, this.#position))
    } catch (error) {
      failure = { error }
    }
    writePace.wroteInPool(beginMs, run.bytes)
    if (flight.isStale) await this.#removeStale(run)
    this.#flight = undefined
    this.#unwritten.release(run)
    if (this.#log.failed) return
    if (!flight.isStale) this.#landed(run, failure)
    if (!this.#unwritten.isEmpty) scheduler.schedule(this)
  }

  #landed(run: Run, failure: { readonly error: unknown } | undefined): void {
    if (failure === undefined) {
      this.#isRefusing = false
      this.#written(run)
      this.tell()
    } else if (failure.error instanceof DiskError) this.takeBack(failure.error)
    else this.fail(failure.error)
  }

  /**
   * A cut does not wait for a write that is under way; the writes after the cut do. So its bytes never land on newer ones:
   * they are cut off, and do not come back with a power loss, before anything else is written.
   */
  async #removeStale({ segment }: Run): Promise<void> {
    if (this.#log.failed || !this.#log.segments.includes(segment)) return
    try {
      await this.#shared.pool.using(segment.logPath, (file) => {
        file.truncate(this.writtenBytes(segment))
        return file.sync()
      })
    } catch (error) {
      // Another cut may have taken the segment away meanwhile.
      if (this.#log.segments.includes(segment)) this.fail(error)
    }
  }

  /** Resolves when no write is under way in the pool. */
  async idle(): Promise<void> {
    await this.#landing
  }

  /** Resolves when all that was appended before is in the files, or is not to be. */
  async allWritten(): Promise<void> {
    this.writePending()
    const { logEndOffset } = this.#log
    if (this.#writtenEnd < logEndOffset)
      await new Promise<void>((resolve) => this.whenWritten(logEndOffset, () => resolve()))
  }

  // ------------------------------------------------------------------ answers

  #settle(): void {
    const end = this.#sync.mustSync ? this.#sync.end : this.#writtenEnd
    if (end > this.#settledEnd) this.#settledEnd = end
    this.#waiters.tellUpTo(this.#settledEnd, null)
  }

  readonly #syncInPool = () => this.syncWritten()

  /** Syncs what is written and tells who waited. Never rejects. */
  async syncWritten(): Promise<void> {
    const upTo = this.#writtenEnd
    if (this.#log.failed) return
    if (upTo > this.#sync.end) {
      const segment = this.#log.segments[this.#log.segmentIndexOf(this.#segmentOffset)] as Segment
      await this.#sync.run(segment, upTo)
    }
    if (!this.#log.failed) this.#settle()
  }

  /** Syncs a segment that is not written any more, which ends at `end`; then the recovery point moves there. */
  syncLater(before: Segment, end: number): void {
    this.#sync.later(before, end)
  }

  /** Runs `done` in offset order once everything before `offset` is as durable as promised. */
  whenWritten(offset: number, done: (error: ErrorName | null) => void): void {
    if (this.#log.failed) done('KAFKA_STORAGE_ERROR')
    else if (offset <= this.#settledEnd) done(null)
    else this.#waiters.add(offset, done)
  }

  /** After a cut: who waits for what is gone is told so. */
  refuseBeyond(endOffset: number): void {
    this.#waiters.refuseBeyond(endOffset)
  }

  /** A write failed: what was not written is taken back, so that the log stays whole and readable. */
  takeBack(error: DiskError): void {
    if (!this.#isRefusing) {
      this.#shared.report(`${this.#log.name}: ${error.message}; offsets from ${this.#writtenEnd} on are taken back`)
    }
    this.#isRefusing = true
    this.#unwritten.drop()
    try {
      this.#log.takeBackTo(this.#writtenEnd)
    } catch (cause) {
      this.fail(cause)
    }
  }

  /** The disk no longer does what it is told: nothing more is accepted or answered from here. */
  fail(error: unknown): void {
    if (this.#log.failed) return
    const words = error instanceof Error ? error.message : String(error)
    this.#shared.report(`${this.#log.name}: ${words}; the partition is closed until its files can be read anew`)
    this.close('KAFKA_STORAGE_ERROR')
    this.#shared.failed(this.#log)
  }

  /** Nothing is written or answered any more; who waits is told why. */
  close(error: ErrorName): void {
    this.#log.failed = true
    this.#unwritten.drop()
    this.#tail.clear()
    this.#waiters.tellUpTo(Number.MAX_SAFE_INTEGER, error)
  }

  // ------------------------------------------------------------------ reading what the cache has

  /** Undefined when the cache does not reach back to `fromOffset`. */
  readTail(fromOffset: number, limits: ReadLimits): ReadResult | undefined {
    const cached = this.#tail.read(fromOffset, limits)
    if (cached !== undefined || fromOffset >= this.#writtenEnd) this.noteTailReader()
    return cached
  }

  /** What the cache has no longer agrees with the files: compaction took records and transactions out of them. */
  forgetTail(): void {
    this.#tail.clear()
  }

  /** Somebody reads near the end: appends are worth keeping. */
  noteTailReader(): void {
    this.#bytesSinceTailRead = 0
  }

  /** Where the batch that holds the offset stands in the active segment's file, if the cache has it. */
  tailPositionOf(offset: number): number | undefined {
    return this.#tail.positionOf(offset)
  }
}
