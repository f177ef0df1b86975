/*
 * Writes one log's appends to its file and reports their completion: at the end of the turn or, while the disk is slow, in the
 * thread pool, one write at a time. Never assigns offsets, and never reports a write before it has completed.
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

/** Appends of at least this many bytes are written immediately, without a copy, while nobody reads at the tail. */
const directBytesMin = 8 * 1024
/** After this many bytes without a reader at the tail, the log assumes that nobody reads there. */
const tailPatienceBytes = 4 << 20
/** Maximum bytes per write in the pool, so that acknowledgements go out while a long backlog is written. */
const flightBytesMax = 4 << 20

const gone = failed('KAFKA_STORAGE_ERROR')

/** A write in progress in the pool. */
interface Flight {
  readonly run: Run
  /** The log was truncated since, so the bytes are no longer needed. */
  isStale: boolean
}

/** Callbacks from the writer to its log. */
interface WriterEvents {
  /** `settledEnd` has moved, or (with a failure) appended records will never be written. */
  settled(failure: Failure | null): void
  /** Records at or after `offset` are not in the files and are no longer part of the log. @throws DiskError */
  takeBackTo(offset: number): void
  /** The log is closed, and its files must be reopened. */
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
  /** Every record below this offset has reached the configured durability, and its waiters were called. */
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

  /** Makes appends continue at `position` of the active segment; offsets below `syncedEnd` need no sync. */
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

  /** Whether an append of this many bytes is written immediately, without a copy. */
  isDirect(length: number): boolean {
    return this.#bytesSinceTailRead > tailPatienceBytes && length >= directBytesMin && this.#mayWriteNow
  }

  /**
   * Copies a batch into the tail, to be written at the end of the turn, or writes it immediately if no reader needs the copy.
   * `position` is the batch's position in the active segment's file. @throws DiskError
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
    // The connection reclaims its buffer at the end of the turn.
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

  /** Writes all pending bytes, in one gathered call per segment. Returns the number of bytes. @throws DiskError */
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

  /** Starts a background sync of each rolled segment once it is fully written, and continues with the next segment. */
  #passFull(): void {
    for (let passed = this.#log.passWrittenSegment(); passed !== undefined; passed = this.#log.passWrittenSegment())
      this.#sync.later(passed.full, passed.endOffset)
  }

  /**
   * Call before rolling the active segment. While the disk is slow, its pending bytes are written after the roll. A segment
   * that may still receive truncated bytes is incomplete and must stay active. @throws DiskError
   */
  beforeRoll(): void {
    const path = this.#log.active.logPath
    if (this.#mayWriteNow) this.#writeAll()
    else if (this.#flight?.isStale)
      throw new DiskError('OTHER', path, `${path}: a write interrupted by a truncation is still in progress`)
  }

  /** Call when the active segment is a new, empty one. */
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

  /** Writes pending bytes if the disk is fast, then acknowledges them or requests a sync. */
  writePending(): void {
    this.write()
    this.tell()
  }

  // ------------------------------------------------------------------ a slow disk

  /** Runs one write in the pool. Records appended in the meantime go with the next write. */
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
   * A truncation does not wait for a write in progress, but later writes do. The stale bytes therefore never overwrite newer
   * ones: they are truncated, durably, before anything else is written.
   */
  async #removeStale({ segment }: Run): Promise<void> {
    if (this.#log.failed || !this.#log.segments.includes(segment)) return
    try {
      await this.#services.pool.using(segment.logPath, (file) => {
        file.truncate(this.#log.bytesInFile(segment))
        return file.sync()
      })
    } catch (error) {
      // Another truncation may have removed the segment in the meantime.
      if (this.#log.segments.includes(segment)) this.fail(error)
    }
  }

  /** Syncs every appended record, then moves the recovery point to the synced end. */
  async flush(): Promise<void> {
    if (this.#log.failed) return
    await this.allWritten()
    await this.syncWritten()
    if (!this.#log.failed) await this.#sideFiles.moveRecoveryPoint(this.syncedEnd)
  }

  /** Resolves when no write is in progress in the pool. */
  async idle(): Promise<void> {
    await this.#landing
  }

  /** Resolves when every record appended so far is in the files, or will never be. */
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

  /** Syncs the written records and calls their waiters. Never rejects. */
  async syncWritten(): Promise<void> {
    const upTo = this.#log.writtenEnd
    if (this.#log.failed) return
    if (upTo > this.#sync.end) {
      await this.#sync.run(this.#log.writtenSegment, upTo)
    }
    if (!this.#log.failed) this.#settle()
  }

  /** Syncs a completed segment that ends at `end`, then moves the recovery point there. */
  syncLater(before: Segment, end: number): void {
    this.#sync.later(before, end)
  }

  /** Runs `done`, in offset order, once everything before `offset` has reached the configured durability. */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void {
    if (this.#log.failed) done(failed('KAFKA_STORAGE_ERROR'))
    else if (offset <= this.#settledEnd) done(null)
    else this.#waiters.add(offset, done)
  }

  /** After a truncation: fails the waiters of removed records. */
  refuseBeyond(endOffset: number): void {
    this.#events.settled(gone)
    this.#waiters.refuseBeyond(endOffset, gone)
  }

  /** After a failed write: removes the unwritten records, so that the log stays consistent and readable. */
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

  /** After a disk failure: the log accepts and answers nothing more. */
  fail(error: unknown): void {
    if (this.#log.failed) return
    const fields = { log: this.#log.name, error: messageOf(error) }
    this.#services.logger.error('closed a partition after a disk failure', fields)
    this.close(failed('KAFKA_STORAGE_ERROR'))
    this.#events.failed()
  }

  /**
   * Writes and syncs all appended records before returning, for the last step of a move. Returns false if a write or sync is
   * in progress or the log has failed. @throws DiskError
   */
  settleNow(): boolean {
    if (this.#flight !== undefined || this.#log.failed) return false
    this.#writeAll()
    if (!this.#sync.now(this.#log.writtenSegment, this.#log.writtenEnd)) return false
    this.#settle()
    return true
  }

  /** Ends all writes and answers. Waiters get `failure`, or null if another log has all the records. */
  close(failure: Failure | null): void {
    this.#log.fail()
    this.#unwritten.drop()
    this.#tail.clear()
    this.#events.settled(failure)
    this.#waiters.tellUpTo(Number.MAX_SAFE_INTEGER, failure)
  }

  // ------------------------------------------------------------------ reading from the cache

  /** Returns undefined if the cache does not reach back to `fromOffset`. */
  readTail(fromOffset: number, limits: ReadLimits): ReadResult | undefined {
    const cached = this.#tail.read(fromOffset, limits)
    if (cached !== undefined || fromOffset >= this.#log.writtenEnd) this.noteTailReader()
    return cached
  }

  /** Call when compaction has removed records from the files, so that the cache no longer matches them. */
  forgetTail(): void {
    this.#tail.clear()
  }

  /** Notes a read near the log end, which makes appends worth caching. */
  noteTailReader(): void {
    this.#bytesSinceTailRead = 0
  }

  /** Position in the active segment's file of the batch that holds the offset, if cached. */
  tailPositionOf(offset: number): number | undefined {
    return this.#tail.positionOf(offset)
  }
}
