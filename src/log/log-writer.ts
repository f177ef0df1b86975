/*
 * Owns how one log's appends reach its file and when that is told: what waits to be written, the tail cache entries,
 * syncs, and everybody who waits for them. Called by log.ts and, at the end of a turn, by turn.ts.
 * Never assigns offsets, and never tells that something is written before it is.
 */
import { DiskError } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import type { FileLog, LogShared } from './log.ts'
import { LogTail } from './log-tail.ts'
import type { Segment } from './segment.ts'
import type { ReadLimits, ReadResult } from './store.ts'
import type { Piece } from './tail-cache.ts'
import type { TurnLog } from './turn.ts'

/** An append of at least this many bytes is written at once and not copied, while nobody reads at the tail. */
const directBytesMin = 8 * 1024
/** After this many bytes without a reader at the tail, the log takes it that there is none. */
const tailPatienceBytes = 4 << 20

interface Pending {
  readonly piece: Piece
  readonly from: number
  to: number
}

interface Waiter {
  readonly offset: number
  readonly done: (error: ErrorName | null) => void
}

export class LogWriter implements TurnLog {
  readonly #log: FileLog
  readonly #shared: LogShared
  readonly #tail: LogTail
  #pending: Pending[] = []
  /** Bytes of the active segment that are in its file. */
  #position = 0
  /** Offsets below it are in the file. */
  #writtenEnd = 0
  /** Offsets below it are synced. */
  #syncedEnd = 0
  /** Offsets below it are as durable as promised, and told. */
  #settledEnd = 0
  #waiters: Waiter[] = []
  #bytesSinceTailRead = 0
  #lastFlushMs = 0
  /** The syncs of rolled segments, one after another. */
  #rolledSync: Promise<void> = Promise.resolve()
  /** New files whose names are not durable yet. */
  #hasNewNames = true
  /** Grows when bytes are taken back: a sync that began before says nothing of what was written since. */
  #cuts = 0
  #isRefusing = false

  constructor(log: FileLog) {
    this.#log = log
    this.#shared = log.shared
    this.#tail = new LogTail(log.shared.cache)
  }

  get position(): number {
    return this.#position
  }

  get writtenEnd(): number {
    return this.#writtenEnd
  }

  get settledEnd(): number {
    return this.#settledEnd
  }

  get syncedEnd(): number {
    return this.#syncedEnd
  }

  /** From here on appends go to `position` of the active segment; offsets below `syncedEnd` need no sync. */
  resumeAt(endOffset: number, position: number, syncedEnd: number): void {
    this.#dropPending()
    this.#tail.clear()
    this.#cuts++
    this.#position = position
    this.#writtenEnd = endOffset
    this.#syncedEnd = Math.min(syncedEnd, endOffset)
    this.#settledEnd = Math.min(this.#mustSync ? this.#syncedEnd : endOffset, endOffset)
    this.#lastFlushMs = this.#shared.env.clock.monotonicMs()
  }

  #file() {
    return this.#shared.pool.file(this.#log.active.logPath)
  }

  /**
   * Copies a batch into the tail to be written with the turn, or writes it at once where a copy would serve nobody.
   * @throws DiskError
   */
  place(bytes: Buffer, offset: number, endOffset: number): void {
    this.#bytesSinceTailRead += bytes.length
    const nobodyTails = this.#bytesSinceTailRead > tailPatienceBytes
    const kept =
      nobodyTails && bytes.length >= directBytesMin
        ? undefined
        : this.#tail.add(bytes, offset, endOffset, this.#log.active.sizeBytes)
    if (kept === undefined) {
      this.#tail.clear()
      this.writeNow()
      this.#file().write([bytes], this.#position)
      this.#position += bytes.length
      return
    }
    const last = this.#pending.at(-1)
    if (last !== undefined && last.piece === kept.piece && last.to === kept.from) last.to = kept.piece.length
    else {
      this.#shared.cache.markUnwritten(kept.piece)
      this.#pending.push({ piece: kept.piece, from: kept.from, to: kept.piece.length })
    }
  }

  appended(): void {
    this.#shared.turn.schedule(this)
  }

  /** Writes what waits in one gathered call. @throws DiskError */
  writeNow(): void {
    if (this.#pending.length === 0) return
    const views = this.#pendingViews()
    this.#file().write(views, this.#position)
    for (const view of views) this.#position += view.length
    this.#dropPending()
  }

  /** What waits, with neighbours in one slab as one view: a plain write costs less than a gathered one. */
  #pendingViews(): Buffer[] {
    const { cache } = this.#shared
    const views: Buffer[] = []
    let last: Pending | undefined
    for (const pending of this.#pending) {
      const { piece, from, to } = pending
      const isNeighbour =
        last !== undefined && last.piece.slab === piece.slab && last.piece.at + last.to === piece.at + from
      if (isNeighbour && last !== undefined) {
        last = { piece: last.piece, from: last.from, to: last.to + to - from }
        views[views.length - 1] = cache.view(last.piece, last.from, last.to)
      } else {
        last = pending
        views.push(cache.view(piece, from, to))
      }
    }
    return views
  }

  #dropPending(): void {
    for (const { piece } of this.#pending) this.#shared.cache.markWritten(piece)
    this.#pending = []
  }

  /** The end of a turn: writes, then answers or asks for a sync. */
  writePending(): void {
    if (this.#log.failed) return
    try {
      this.writeNow()
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.takeBack(error)
      return
    }
    this.#isRefusing = false
    this.#writtenEnd = this.#log.logEndOffset
    if (this.#shared.turn.syncs || this.#isFlushDue()) this.#shared.turn.needsSync(this)
    this.#settle()
  }

  /** Does an answer wait for the disk? With flush.messages, when that many are not synced yet. */
  get #mustSync(): boolean {
    return this.#shared.turn.syncs || this.#hasTooManyUnsynced
  }

  /** By offsets, as kafka.UnifiedLog#append counts: what an earlier process left unsynced counts as well. */
  get #hasTooManyUnsynced(): boolean {
    return this.#log.logEndOffset - this.#syncedEnd >= this.#log.config.flushMessages
  }

  /** flush.messages and flush.ms: how much may be lost with the power. */
  #isFlushDue(): boolean {
    const { flushMs } = this.#log.config
    if (this.#hasTooManyUnsynced) return true
    return flushMs < Number.MAX_SAFE_INTEGER && this.#shared.env.clock.monotonicMs() - this.#lastFlushMs >= flushMs
  }

  #settle(): void {
    const end = this.#mustSync ? this.#syncedEnd : this.#writtenEnd
    if (end > this.#settledEnd) this.#settledEnd = end
    this.#answerUpTo(this.#settledEnd, null)
  }

  async syncWritten(): Promise<void> {
    const upTo = this.#writtenEnd
    if (this.#log.failed) return
    if (upTo <= this.#syncedEnd) {
      this.#settle()
      return
    }
    const cuts = this.#cuts
    this.#lastFlushMs = this.#shared.env.clock.monotonicMs()
    try {
      const rolled = this.#rolledSync
      await this.#shared.pool.using(this.#log.active.logPath, (file) => file.sync())
      await rolled
      this.#syncNames()
    } catch (error) {
      if (cuts === this.#cuts) this.fail(error)
      return
    }
    if (this.#log.failed || cuts !== this.#cuts) return
    this.#syncedEnd = Math.max(this.#syncedEnd, upTo)
    this.#settle()
  }

  /** The active segment is a new, empty one; the one before is synced in the background and then done with. */
  rolled(before: Segment): void {
    this.#position = 0
    this.#hasNewNames = true
    this.syncLater(before, this.#log.logEndOffset)
  }

  #syncNames(): void {
    if (!this.#hasNewNames) return
    this.#hasNewNames = false
    this.#shared.env.disk.syncDirectory(this.#log.directory)
    this.#shared.newDirectories.sync()
  }

  /** Syncs a segment that is not written any more, which ends at `end`; then the recovery point moves there. */
  syncLater(before: Segment, end: number): void {
    const cuts = this.#cuts
    this.#rolledSync = this.#rolledSync
      .then(() => this.#shared.pool.using(before.logPath, (file) => file.sync()))
      .then(() => {
        if (!this.#log.failed) this.#syncNames()
      })
      .then(
        () => {
          if (this.#log.failed || cuts !== this.#cuts) return
          this.#syncedEnd = Math.max(this.#syncedEnd, end)
          void this.#log.moveRecoveryPoint(end)
          before.unloadIndexes()
        },
        (error) => {
          // Retention or a truncation may have taken the segment away meanwhile: then nobody needs it.
          if (this.#log.segments.includes(before)) this.fail(error)
        }
      )
  }

  /** Runs `done` in offset order once everything before `offset` is as durable as promised. */
  whenWritten(offset: number, done: (error: ErrorName | null) => void): void {
    if (this.#log.failed) done('KAFKA_STORAGE_ERROR')
    else if (offset <= this.#settledEnd) done(null)
    else this.#waiters.push({ offset, done })
  }

  #answerUpTo(offset: number, error: ErrorName | null): void {
    let count = 0
    while (count < this.#waiters.length && (this.#waiters[count] as Waiter).offset <= offset) count++
    if (count === 0) return
    for (const waiter of this.#waiters.splice(0, count)) waiter.done(error)
  }

  /** After a cut: who waits for what is gone is told so. */
  refuseBeyond(endOffset: number): void {
    const gone = this.#waiters.filter((waiter) => waiter.offset > endOffset)
    if (gone.length === 0) return
    this.#waiters = this.#waiters.filter((waiter) => waiter.offset <= endOffset)
    for (const waiter of gone) waiter.done('KAFKA_STORAGE_ERROR')
  }

  /** A write failed: what was not written is taken back, so that the log stays whole and readable. */
  takeBack(error: DiskError): void {
    if (!this.#isRefusing) {
      this.#shared.report(`${this.#log.name}: ${error.message}; offsets from ${this.#writtenEnd} on are taken back`)
    }
    this.#isRefusing = true
    this.#dropPending()
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
    this.#shared.report(`${this.#log.name}: ${words}; the partition is closed until a restart`)
    this.close('KAFKA_STORAGE_ERROR')
  }

  /** Nothing is written or answered any more; who waits is told why. */
  close(error: ErrorName): void {
    this.#log.failed = true
    this.#dropPending()
    this.#tail.clear()
    this.#answerUpTo(Number.MAX_SAFE_INTEGER, error)
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
