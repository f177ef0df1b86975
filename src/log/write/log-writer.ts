/*
 * Owns how one log's appends reach its file and when that is told: written with the turn, or, while the disk is slow, in the
 * thread pool, one write after another. Never assigns offsets, and never tells that something is written before it is.
 */
import { DiskError, messageOf } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import type { ReadLimits, ReadResult } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Segment } from '../segment/segment.ts'
import type { LogState } from '../state/log-state.ts'
import type { SideFiles } from '../state/side-files.ts'
import { LogSync } from './log-sync.ts'
import { LogTail } from './log-tail.ts'
import { OffsetWaiters } from './offset-waiters.ts'
import { type Run, Unwritten } from './unwritten.ts'
import type { ScheduledLog } from './write-scheduler.ts'
import type { WriteServices } from './write-services.ts'

/** An append of at least this many bytes is written at once and not copied, while nobody reads at the tail. */
const directBytesMin = 8 * 1024
/** After this many bytes without a reader at the tail, the log assumes that nobody reads there. */
const tailPatienceBytes = 4 << 20
/** What one write in the pool takes at most, so that answers come while a long backlog is written. */
const flightBytesMax = 4 << 20

const gone = failed('KAFKA_STORAGE_ERROR')

/** A write that is under way in the pool. */
interface Flight {
  readonly run: Run
  /** The log was cut since: nobody wants its bytes any more. */
  isStale: boolean
}

/** What the writer tells its log. */
interface WriterEvents {
  /** `settledEnd` has moved; or why records that were appended will never be written. */
  settled(failure: Failure | null): void
  /** What comes at or after `offset` is not in the files and is no longer a part of the log. @throws DiskError */
  takeBackTo(offset: number): void
  /** The log is closed: its files are to be read again. */
  failed(): void
}

export class LogWriter implements ScheduledLog {
  readonly #log: LogState
  readonly #services: WriteServices
  readonly #sideFiles: SideFiles
  readonly #events: WriterEvents
  readonly #tail: LogTail
  readonly #unwritten: Unwritten
  readonly #sync: LogSync
  readonly #waiters = new OffsetWaiters()
  /** Offsets below it are as durable as promised, and told. */
  #settledEnd = 0
  #flight: Flight | undefined
  #landing: Promise<void> = Promise.resolve()
  #bytesSinceTailRead = 0
  #isRefusing = false

  constructor(log: LogState, services: WriteServices, sideFiles: SideFiles, events: WriterEvents) {
    this.#log = log
    this.#services = services
    this.#sideFiles = sideFiles
    this.#events = events
    this.#tail = new LogTail(services.cache)
    this.#unwritten = new Unwritten(services.cache, services.backlog)
    this.#sync = new LogSync(log, services, sideFiles, (error) => this.fail(error))
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
    this.#log.resumeWritesAt(endOffset, position)
    this.#sync.resumeAt(Math.min(syncedEnd, endOffset))
    this.#settledEnd = this.#sync.mustSync ? this.#sync.end : endOffset
  }

  // ------------------------------------------------------------------ writing

  /** False while the disk is slow, and until the last write in the pool has ended: nothing may overtake it. */
  get #mayWriteNow(): boolean {
    return this.#flight === undefined && !this.#services.writePace.isSlow
  }

  /** Whether an append of so many bytes is written at once and not copied. */
  isDirect(length: number): boolean {
    return this.#bytesSinceTailRead > tailPatienceBytes && length >= directBytesMin && this.#mayWriteNow
  }

  /**
   * Copies a batch into the tail to be written with the turn, or writes it at once where a copy would serve nobody.
   * `position` is where it begins in the active segment's file. @throws DiskError
   */
  place(bytes: Buffer, offset: number, endOffset: number, position = this.#log.active.sizeBytes): void {
    this.#bytesSinceTailRead += bytes.length
    if (this.isDirect(bytes.length)) {
      this.#writeDirectly(bytes, endOffset)
      return
    }
    const { active } = this.#log
    const kept = this.#tail.add(bytes, offset, endOffset, position)
    if (kept !== undefined) this.#unwritten.add(active, kept.piece, kept.from, endOffset)
    else if (this.#mayWriteNow) this.#writeDirectly(bytes, endOffset)
    // The connection takes its buffer back with the turn.
    else this.#unwritten.add(active, this.#services.cache.copyOf(bytes), 0, endOffset)
  }

  #writeDirectly(bytes: Buffer, endOffset: number): void {
    const { writePace, pool } = this.#services
    this.#tail.clear()
    this.#writeAll()
    const beginMs = writePace.begin(bytes.length)
    pool.file(this.#log.active.logPath).write([bytes], this.#log.writePosition)
    writePace.wrote(beginMs, bytes.length)
    this.#log.wrote(bytes.length, endOffset)
  }

  appended(): void {
    this.#services.scheduler.schedule(this)
  }

  /** Writes what waits, in one gathered call for each segment. Returns the bytes. @throws DiskError */
  #writeAll(): number {
    let bytes = 0
    for (let run = this.#unwritten.take(Infinity); run !== undefined; run = this.#unwritten.take(Infinity)) {
      try {
        this.#services.pool.file(run.segment.logPath).write(run.views, this.#log.writePosition)
      } finally {
        this.#unwritten.release(run)
      }
      this.#written(run)
      bytes += run.bytes
    }
    return bytes
  }

  #written({ bytes, endOffset }: Run): void {
    this.#log.wrote(bytes, endOffset)
    this.#passFull()
  }

  /** A segment that was rolled and is written wholly is synced in the background and then done with; the next one begins. */
  #passFull(): void {
    for (let passed = this.#log.passWrittenSegment(); passed !== undefined; passed = this.#log.passWrittenSegment())
      this.#sync.later(passed.full, passed.endOffset)
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
    if (this.#services.writePace.isSlow) {
      this.#services.scheduler.inPool(this.#fly)
      return 0
    }
    try {
      const bytes = this.#writeAll()
      this.#isRefusing = false
      return bytes
    } catch (error) {
      this.takeBack(asDiskError(error))
      return 0
    }
  }

  tell(): void {
    if (this.#log.failed) return
    if (this.#sync.isDue) this.#services.scheduler.inPool(this.#syncInPool)
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
    const { pool, writePace, env, scheduler } = this.#services
    const run = this.#log.failed ? undefined : this.#unwritten.take(flightBytesMax)
    if (run === undefined) return
    const flight: Flight = { run, isStale: false }
    this.#flight = flight
    const beginMs = env.machine.monotonicMs()
    let failure: { readonly error: unknown } | undefined
    try {
      await pool.using(run.segment.logPath, (file) => file.writeLater(run.views, this.#log.writePosition))
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
      await this.#services.pool.using(segment.logPath, (file) => {
        file.truncate(this.#log.bytesInFile(segment))
        return file.sync()
      })
    } catch (error) {
      // Another cut may have taken the segment away meanwhile.
      if (this.#log.segments.includes(segment)) this.fail(error)
    }
  }

  /** Everything that was appended is synced, and a start need not look at it. */
  async flush(): Promise<void> {
    if (this.#log.failed) return
    await this.allWritten()
    await this.syncWritten()
    if (!this.#log.failed) await this.#sideFiles.moveRecoveryPoint(this.syncedEnd)
  }

  /** Resolves when no write is under way in the pool. */
  async idle(): Promise<void> {
    await this.#landing
  }

  /** Resolves when all that was appended before is in the files, or is not to be. */
  async allWritten(): Promise<void> {
    this.writePending()
    const { logEndOffset } = this.#log
    if (this.#log.writtenEnd < logEndOffset)
      await new Promise<void>((resolve) => this.whenWritten(logEndOffset, () => resolve()))
  }

  // ------------------------------------------------------------------ answers

  #settle(): void {
    const end = this.#sync.mustSync ? this.#sync.end : this.#log.writtenEnd
    if (end > this.#settledEnd) {
      this.#settledEnd = end
      this.#events.settled(null)
    }
    this.#waiters.tellUpTo(this.#settledEnd, null)
  }

  readonly #syncInPool = () => this.syncWritten()

  /** Syncs what is written and tells who waited. Never rejects. */
  async syncWritten(): Promise<void> {
    const upTo = this.#log.writtenEnd
    if (this.#log.failed) return
    if (upTo > this.#sync.end) {
      await this.#sync.run(this.#log.writtenSegment, upTo)
    }
    if (!this.#log.failed) this.#settle()
  }

  /** Syncs a segment that is not written any more, which ends at `end`; then the recovery point moves there. */
  syncLater(before: Segment, end: number): void {
    this.#sync.later(before, end)
  }

  /** Runs `done` in offset order once everything before `offset` is as durable as promised. */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void {
    if (this.#log.failed) done(failed('KAFKA_STORAGE_ERROR'))
    else if (offset <= this.#settledEnd) done(null)
    else this.#waiters.add(offset, done)
  }

  /** After a cut: who waits for what is gone is told so. */
  refuseBeyond(endOffset: number): void {
    this.#events.settled(gone)
    this.#waiters.refuseBeyond(endOffset, gone)
  }

  /** A write failed: what was not written is taken back, so that the log stays whole and readable. */
  takeBack(error: DiskError): void {
    if (!this.#isRefusing) {
      this.#services.logger.warn('write failed; removing the unwritten records', {
        log: this.#log.name,
        fromOffset: this.#log.writtenEnd,
        error: error.message
      })
    }
    this.#isRefusing = true
    this.#unwritten.drop()
    this.#services.troubled?.()
    if (this.#log.failed) return
    try {
      this.#events.takeBackTo(this.#log.writtenEnd)
    } catch (cause) {
      this.fail(cause)
    }
  }

  /** The disk no longer does what it is told: nothing more is accepted or answered from here. */
  fail(error: unknown): void {
    if (this.#log.failed) return
    const fields = { log: this.#log.name, error: messageOf(error) }
    this.#services.logger.error('closed a partition after a disk failure', fields)
    this.close(failed('KAFKA_STORAGE_ERROR'))
    this.#events.failed()
  }

  /**
   * Writes and syncs what was appended, before it returns: for the last of a copy, whose log waits. False: it cannot now, because a
   * write or a sync is under way. @throws DiskError
   */
  settleNow(): boolean {
    if (this.#flight !== undefined || this.#log.failed) return false
    this.#writeAll()
    if (!this.#sync.now(this.#log.writtenSegment, this.#log.writtenEnd)) return false
    this.#settle()
    return true
  }

  /** Nothing is written or answered any more; who waits is told why, or with null that another log has it all. */
  close(failure: Failure | null): void {
    this.#log.fail()
    this.#unwritten.drop()
    this.#tail.clear()
    this.#events.settled(failure)
    this.#waiters.tellUpTo(Number.MAX_SAFE_INTEGER, failure)
  }

  // ------------------------------------------------------------------ reading what the cache has

  /** Undefined when the cache does not reach back to `fromOffset`. */
  readTail(fromOffset: number, limits: ReadLimits): ReadResult | undefined {
    const cached = this.#tail.read(fromOffset, limits)
    if (cached !== undefined || fromOffset >= this.#log.writtenEnd) this.noteTailReader()
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
