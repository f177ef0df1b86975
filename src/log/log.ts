/*
 * Owns one partition's log: its segments, offsets, producer state and epochs, appends and their acknowledgement.
 * Called by replica (through the PartitionLog interface), recovery, retention and the cleaner.
 * Never waits between reading state and changing it, never decodes records that no rule asks for, knows no replicas.
 */
import { DiskError, type Env } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import {
  baseOffset as baseOffsetOf,
  batchSize,
  isControl,
  lastOffset as lastOffsetOf,
  maxTimestamp as maxTimestampOf,
  partitionLeaderEpoch,
  recordsOf,
  setBaseOffset,
  setPartitionLeaderEpoch,
  validateRecords,
  type ValidBatch
} from '../records/index.ts'
import { replaceFile } from './checkpoint.ts'
import { EpochCache } from './epoch-cache.ts'
import type { FilePool } from './file-pool.ts'
import { type BatchFacts, ProducerStates } from './producer-state.ts'
import type { ReadBuffers } from './read-buffers.ts'
import { readFromFiles } from './read-files.ts'
import { scanBatches } from './scan.ts'
import { Segment, segmentName } from './segment.ts'
import { factsOf } from './batch-facts.ts'
import { emptyRead, LogTail } from './log-tail.ts'
import type {
  AbortedTransaction,
  AppendOrigin,
  AppendResult,
  LogConfig,
  LogStoreConfig,
  PartitionLog,
  ProducerState,
  ReadLimits,
  ReadResult,
  TimestampOffset
} from './store.ts'
import type { Piece, TailCache } from './tail-cache.ts'
import type { Turn, TurnLog } from './turn.ts'

/** An append of at least this many bytes is written at once and not copied, while nobody reads at the tail. */
const directBytesMin = 16 * 1024
/** After this many bytes without a reader at the tail, the log takes it that there is none. */
const tailPatienceBytes = 4 << 20

/** What all logs of a store share. */
export interface LogShared {
  readonly env: Env
  readonly pool: FilePool
  readonly cache: TailCache
  readonly buffers: ReadBuffers
  readonly turn: Turn
  readonly settings: LogStoreConfig
  /** A line for the operator: which file, which offset, what was done. */
  readonly report: (line: string) => void
}

interface Pending {
  readonly piece: Piece
  readonly from: number
  to: number
}

interface Waiter {
  readonly offset: number
  readonly done: (error: ErrorName | null) => void
}

const storageError = (message: string): AppendResult => ({ error: 'KAFKA_STORAGE_ERROR', message, recordErrors: [] })

export class FileLog implements PartitionLog, TurnLog {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly shared: LogShared
  directory: string
  config: LogConfig
  /** In offset order, never empty. The last one is active. */
  segments: Segment[] = []
  readonly producerStates = new ProducerStates()
  epochs = new EpochCache()
  logStartOffset = 0
  logEndOffset = 0
  writtenOffset = 0
  /** Everything below it is synced: recovery does not look there. */
  recoveryPoint = 0
  highWatermark = 0
  failed = false
  /** The cleaner has this log; retention leaves it alone meanwhile. */
  isCleaning = false
  readonly #name: string
  readonly #tail: LogTail
  #pending: Pending[] = []
  #pendingPosition = 0
  #waiters: Waiter[] = []
  #bytesSinceTailRead = 0
  #syncedOffset = 0
  #unflushedMessages = 0
  #lastFlushMs = 0

  constructor(shared: LogShared, what: { readonly topic: string; readonly partition: number; readonly topicId: string; readonly directory: string; readonly config: LogConfig }) {
    this.shared = shared
    this.topic = what.topic
    this.partition = what.partition
    this.topicId = what.topicId
    this.directory = what.directory
    this.config = what.config
    this.#name = `${what.topic}-${what.partition}`
    this.#tail = new LogTail(shared.cache)
  }

  get active(): Segment {
    return this.segments[this.segments.length - 1] as Segment
  }

  get sizeBytes(): number {
    let sum = 0
    for (const segment of this.segments) sum += segment.sizeBytes
    return sum
  }

  get firstUnstableOffset(): number {
    return this.producerStates.firstOpenOffset ?? this.logEndOffset
  }

  configure(config: LogConfig): void {
    this.config = config
  }

  // ------------------------------------------------------------------ append

  append(records: Buffer, origin: AppendOrigin): AppendResult {
    if (this.failed) return storageError(`${this.#name} failed and awaits a restart`)
    const nowMs = this.shared.env.clock.wallMs()
    const valid = validateRecords(records, this.#rules(origin, nowMs))
    if (valid.error !== null) {
      return { error: valid.error as ErrorName, message: valid.message, recordErrors: valid.recordErrors }
    }
    const verdict = origin.origin === 'client' ? this.#checkProducers(valid.batches) : undefined
    if (verdict !== undefined) return verdict
    const firstOffset = this.logEndOffset
    try {
      for (const batch of valid.batches) this.#appendBatch(batch, origin.leaderEpoch, nowMs)
    } catch (error) {
      return this.#failedWrite(error)
    }
    if (valid.batches.length > 0) this.shared.turn.schedule(this)
    return {
      error: null,
      firstOffset,
      lastOffset: this.logEndOffset - 1,
      logAppendTimeMs: valid.logAppendTimeMs,
      logStartOffset: this.logStartOffset,
      duplicate: false
    }
  }

  #rules(origin: AppendOrigin, nowMs: number): Parameters<typeof validateRecords>[1] {
    const { config } = this
    const level = {
      gzip: config.compressionGzipLevel,
      lz4: config.compressionLz4Level,
      zstd: config.compressionZstdLevel
    }[config.compressionType as 'gzip']
    return {
      origin: origin.origin,
      produceVersion: origin.produceVersion,
      compressionType: config.compressionType,
      compressionLevel: level,
      messageTimestampType: config.messageTimestampType,
      timestampBeforeMaxMs: config.messageTimestampBeforeMaxMs,
      timestampAfterMaxMs: config.messageTimestampAfterMaxMs,
      nowMs,
      maxMessageBytes: config.maxMessageBytes,
      compacted: config.cleanupPolicy.compact,
      topicPartition: this.#name
    }
  }

  /** A retry that is known answers as the first time did; a sequence that does not follow is refused. */
  #checkProducers(batches: readonly ValidBatch[]): AppendResult | undefined {
    for (const batch of batches) {
      if (batch.producerId < 0) continue
      const check = this.producerStates.check(batch)
      if (check.kind === 'error') return { error: check.error, message: check.message, recordErrors: [] }
      if (check.kind === 'duplicate') {
        return {
          error: null,
          firstOffset: check.firstOffset,
          lastOffset: check.lastOffset,
          // Kafka answers the batch's own timestamp here, whatever the type (org.apache.kafka.storage.internals.log.UnifiedLog#append).
          logAppendTimeMs: check.timestamp,
          logStartOffset: this.logStartOffset,
          duplicate: true
        }
      }
    }
    return undefined
  }

  #appendBatch(batch: ValidBatch, leaderEpoch: number, nowMs: number): void {
    const { buffer, at, size } = batch
    const offset = this.logEndOffset
    this.#rollIfDue(size, batch.maxTimestamp, nowMs, offset + batch.lastOffsetDelta)
    setBaseOffset(buffer, at, offset)
    setPartitionLeaderEpoch(buffer, at, leaderEpoch)
    if (leaderEpoch > this.epochs.latest) this.assignLeaderEpoch(leaderEpoch, offset)
    const endOffset = offset + batch.lastOffsetDelta + 1
    this.#place(buffer.subarray(at, at + size), offset, endOffset)
    this.active.append(
      {
        baseOffset: offset,
        lastOffset: endOffset - 1,
        bytes: size,
        maxTimestamp: batch.maxTimestamp,
        offsetOfMaxTimestamp: offset + batch.offsetDeltaOfMaxTimestamp
      },
      this.config.indexIntervalBytes,
      this.config.segmentIndexBytes
    )
    if (batch.producerId >= 0) this.#remember(batch, offset)
    this.logEndOffset = endOffset
    this.#unflushedMessages += batch.recordCount
  }

  #remember(batch: BatchFacts, offset: number): void {
    const completed = this.producerStates.update(batch, offset)
    if (completed?.isAborted) {
      this.active.addAborted({
        producerId: completed.producerId,
        firstOffset: completed.firstOffset,
        lastOffset: completed.lastOffset,
        lastStableOffset: this.producerStates.firstOpenOffset ?? completed.lastOffset + 1
      })
    }
  }

  appendAsFollower(records: Buffer): AppendResult {
    if (this.failed) return storageError(`${this.#name} failed and awaits a restart`)
    const firstOffset = this.logEndOffset
    try {
      for (let at = 0; at < records.length; at += batchSize(records, at)) {
        const facts = factsOf(records, at)
        const offset = baseOffsetOf(records, at)
        const size = batchSize(records, at)
        this.#rollIfDue(size, maxTimestampOf(records, at), this.shared.env.clock.wallMs(), lastOffsetOf(records, at))
        const epoch = partitionLeaderEpoch(records, at)
        if (epoch > this.epochs.latest) this.assignLeaderEpoch(epoch, offset)
        this.#place(records.subarray(at, at + size), offset, lastOffsetOf(records, at) + 1)
        this.active.append(
          { baseOffset: offset, lastOffset: lastOffsetOf(records, at), bytes: size, maxTimestamp: facts.maxTimestamp, offsetOfMaxTimestamp: lastOffsetOf(records, at) },
          this.config.indexIntervalBytes,
          this.config.segmentIndexBytes
        )
        if (facts.producerId >= 0) this.#remember(facts, offset)
        this.logEndOffset = lastOffsetOf(records, at) + 1
      }
    } catch (error) {
      return this.#failedWrite(error)
    }
    this.shared.turn.schedule(this)
    return { error: null, firstOffset, lastOffset: this.logEndOffset - 1, logAppendTimeMs: -1, logStartOffset: this.logStartOffset, duplicate: false }
  }

  /** Copies a batch into the tail to be written with the turn, or writes it at once where a copy would serve nobody. */
  #place(bytes: Buffer, offset: number, endOffset: number): void {
    this.#bytesSinceTailRead += bytes.length
    const nobodyTails = this.#bytesSinceTailRead > tailPatienceBytes
    const kept = nobodyTails && bytes.length >= directBytesMin ? undefined : this.#tail.add(bytes, offset, endOffset, this.active.sizeBytes)
    if (kept === undefined) {
      this.#tail.clear()
      this.#writeNow()
      this.#file().write([bytes], this.#pendingPosition)
      this.#pendingPosition += bytes.length
      return
    }
    const last = this.#pending.at(-1)
    if (last !== undefined && last.piece === kept.piece && last.to === kept.from) last.to = kept.piece.length
    else {
      this.shared.cache.markUnwritten(kept.piece)
      this.#pending.push({ piece: kept.piece, from: kept.from, to: kept.piece.length })
    }
  }

  #file() {
    return this.shared.pool.file(this.active.logPath)
  }

  /** Writes what waits in one gathered call. @throws DiskError */
  #writeNow(): void {
    if (this.#pending.length === 0) return
    const { cache } = this.shared
    const views = this.#pending.map(({ piece, from, to }) => cache.view(piece, from, to))
    this.#file().write(views, this.#pendingPosition)
    for (const view of views) this.#pendingPosition += view.length
    this.#dropPending()
  }

  #dropPending(): void {
    for (const { piece } of this.#pending) this.shared.cache.markWritten(piece)
    this.#pending = []
  }

  /** Called by recovery: from here on appends go to `position` of the active segment. */
  resumeAt(position: number): void {
    this.#pendingPosition = position
    this.writtenOffset = this.logEndOffset
    this.#syncedOffset = this.recoveryPoint
    this.#lastFlushMs = this.shared.env.clock.monotonicMs()
  }

  // ------------------------------------------------------------------ acknowledgement

  /** The end of a turn: writes, then answers or asks for a sync. */
  writePending(): void {
    if (this.failed) return
    try {
      this.#writeNow()
    } catch (error) {
      this.#failedWrite(error)
      return
    }
    this.writtenOffset = this.logEndOffset
    if (this.shared.turn.syncs || this.#isFlushDue()) this.shared.turn.needsSync(this)
    if (!this.#mustSyncFirst()) this.#answerUpTo(this.writtenOffset, null)
  }

  #mustSyncFirst(): boolean {
    return this.shared.turn.syncs || this.config.flushMessages === 1
  }

  /** flush.messages and flush.ms: how much may be lost with the power. */
  #isFlushDue(): boolean {
    return (
      this.#unflushedMessages >= this.config.flushMessages ||
      this.shared.env.clock.monotonicMs() - this.#lastFlushMs >= this.config.flushMs
    )
  }

  async syncWritten(): Promise<void> {
    const upTo = this.writtenOffset
    if (upTo <= this.#syncedOffset || this.failed) return
    const { logPath } = this.active
    this.#unflushedMessages = 0
    this.#lastFlushMs = this.shared.env.clock.monotonicMs()
    try {
      await this.shared.pool.using(logPath, (file) => file.sync())
    } catch (error) {
      this.#fail(error)
      return
    }
    this.#syncedOffset = Math.max(this.#syncedOffset, Math.min(upTo, this.logEndOffset))
    if (this.#mustSyncFirst()) this.#answerUpTo(this.#syncedOffset, null)
  }

  whenWritten(offset: number, done: (error: ErrorName | null) => void): void {
    if (this.failed) return done('KAFKA_STORAGE_ERROR')
    const settled = this.#mustSyncFirst() ? this.#syncedOffset : this.writtenOffset
    if (offset <= settled) return done(null)
    this.#waiters.push({ offset, done })
  }

  #answerUpTo(offset: number, error: ErrorName | null): void {
    let count = 0
    while (count < this.#waiters.length && (this.#waiters[count] as Waiter).offset <= offset) count++
    for (const waiter of this.#waiters.splice(0, count)) waiter.done(error)
  }

  /** A write failed: what was not written is taken back, so that the log stays whole and readable. */
  #failedWrite(error: unknown): AppendResult {
    if (!(error instanceof DiskError)) throw error
    this.shared.report(`${this.#name}: ${error.message}; offsets from ${this.writtenOffset} on are taken back`)
    this.#dropPending()
    this.#tail.clear()
    const waiters = this.#waiters
    this.#waiters = []
    try {
      this.truncateTo(this.writtenOffset)
    } catch (cause) {
      this.#fail(cause)
    }
    for (const waiter of waiters) waiter.done('KAFKA_STORAGE_ERROR')
    return storageError(error.message)
  }

  /** The disk no longer does what it is told: nothing more is accepted or answered from here. */
  #fail(error: unknown): void {
    this.failed = true
    this.shared.report(`${this.#name}: ${error instanceof Error ? error.message : String(error)}; the partition is closed until a restart`)
    this.#dropPending()
    this.#answerUpTo(Number.MAX_SAFE_INTEGER, 'KAFKA_STORAGE_ERROR')
  }

  async flush(): Promise<void> {
    this.writePending()
    await this.syncWritten()
    if (!this.failed) this.recoveryPoint = Math.max(this.recoveryPoint, this.#syncedOffset)
  }

  // ------------------------------------------------------------------ segments

  /** kafka.LogSegment#shouldRoll */
  #rollIfDue(bytes: number, timestamp: number, nowMs: number, lastOffset: number): void {
    const { active, config } = this
    if (active.sizeBytes === 0) return
    const isFull = active.sizeBytes + bytes > config.segmentBytes
    const age = active.firstTimestamp !== undefined && timestamp >= 0 ? timestamp - active.firstTimestamp : nowMs - active.createdMs
    const isOld = age > config.segmentMs - active.rollJitterMs
    const isIndexFull = active.indexes.offsets.bytes + 8 > config.segmentIndexBytes || active.indexes.times.bytes + 12 > config.segmentIndexBytes
    if (isFull || isOld || isIndexFull || lastOffset - active.baseOffset > 0x7fffffff) this.roll(nowMs)
  }

  /** Begins a new active segment at the log's end. The old one is synced in the background and never written again. */
  roll(nowMs: number): void {
    this.#writeNow()
    const rolled = this.active
    rolled.saveIndexes(true)
    this.saveSnapshot()
    this.addSegment(this.logEndOffset, nowMs)
    this.#pendingPosition = 0
    const end = this.logEndOffset
    this.shared.pool
      .using(rolled.logPath, (file) => file.sync())
      .then(
        () => {
          this.recoveryPoint = Math.max(this.recoveryPoint, Math.min(end, this.logEndOffset))
          this.#syncedOffset = Math.max(this.#syncedOffset, this.recoveryPoint)
          rolled.unloadIndexes()
        },
        (error) => this.#fail(error)
      )
  }

  addSegment(baseOffset: number, nowMs: number): Segment {
    const segment = this.makeSegment(baseOffset)
    segment.begin(nowMs)
    const jitter = Math.min(this.config.segmentJitterMs, this.config.segmentMs)
    segment.rollJitterMs = jitter > 0 ? this.shared.env.random.u32() % jitter : 0
    const file = this.shared.pool.file(segment.logPath)
    if (file.size() > 0) file.truncate(0)
    this.segments.push(segment)
    return segment
  }

  makeSegment(baseOffset: number): Segment {
    const { env, pool } = this.shared
    return new Segment({ disk: env.disk, pool, directory: this.directory, baseOffset })
  }

  snapshotPath(offset: number): string {
    return this.shared.env.disk.join(this.directory, `${segmentName(offset)}.snapshot`)
  }

  /** Writes what is known of producers at the log's end, if there is anything to know. */
  saveSnapshot(): void {
    replaceFile(this.shared.env.disk, this.snapshotPath(this.logEndOffset), this.producerStates.toSnapshot())
  }

  saveEpochs(): void {
    const { disk } = this.shared.env
    replaceFile(disk, disk.join(this.directory, 'leader-epoch-checkpoint'), Buffer.from(this.epochs.toText()))
  }

  /** The segment that holds `offset`, or the last one before it. */
  segmentIndexOf(offset: number): number {
    let low = 0
    let high = this.segments.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.segments[middle] as Segment).baseOffset <= offset) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  // ------------------------------------------------------------------ reading

  read(fromOffset: number, limits: ReadLimits): ReadResult | { readonly error: ErrorName } | Promise<ReadResult | { readonly error: ErrorName }> {
    if (this.failed) return { error: 'KAFKA_STORAGE_ERROR' }
    if (fromOffset < this.logStartOffset || fromOffset > this.logEndOffset) return { error: 'OFFSET_OUT_OF_RANGE' }
    if (this.logEndOffset - fromOffset < 64 || this.#bytesSinceTailRead < tailPatienceBytes) this.#bytesSinceTailRead = 0
    if (fromOffset >= Math.min(limits.upToOffset, this.logEndOffset)) return emptyRead
    const cached = this.#tail.read(fromOffset, limits)
    if (cached !== undefined) {
      this.#bytesSinceTailRead = 0
      return cached
    }
    if (fromOffset >= this.writtenOffset) this.writePending()
    return readFromFiles(this, fromOffset, limits)
  }

  sizeBetween(fromOffset: number, toOffset: number): number {
    if (fromOffset >= toOffset) return 0
    const first = this.segmentIndexOf(fromOffset)
    const last = this.segmentIndexOf(toOffset - 1)
    const begin = this.#tail.positionOf(fromOffset) ?? (this.segments[first] as Segment).indexes.offsets.positionOf(fromOffset)
    let bytes = -begin
    for (let n = first; n < last; n++) bytes += (this.segments[n] as Segment).sizeBytes
    const end = this.segments[last] as Segment
    bytes += toOffset >= this.logEndOffset ? end.sizeBytes : end.indexes.offsets.positionOf(toOffset)
    return Math.max(1, bytes)
  }

  /** Bytes of a segment that are in its file. */
  writtenBytes(segment: Segment): number {
    return segment === this.active ? this.#pendingPosition : segment.sizeBytes
  }

  abortedTransactions(fromOffset: number, toOffset: number): AbortedTransaction[] {
    const found: AbortedTransaction[] = []
    for (let n = this.segmentIndexOf(fromOffset); n < this.segments.length; n++) {
      const segment = this.segments[n] as Segment
      for (const entry of segment.indexes.aborted) {
        if (entry.lastOffset >= fromOffset && entry.firstOffset < toOffset) {
          found.push({ producerId: entry.producerId, firstOffset: entry.firstOffset })
        }
        if (entry.lastStableOffset >= toOffset) return found
      }
    }
    return found
  }

  /** Makes `maxTimestamp` of a rolled segment known, from its time index. */
  #knowTimes(segment: Segment): void {
    if (segment.maxTimestamp >= 0) return
    const { times } = segment.indexes
    segment.maxTimestamp = times.lastTimestamp
    segment.offsetOfMaxTimestamp = times.count === 0 ? -1 : times.lastOffset
  }

  async offsetForTimestamp(timestampMs: number): Promise<TimestampOffset | undefined> {
    this.writePending()
    for (const segment of this.segments) {
      this.#knowTimes(segment)
      if (segment.maxTimestamp < timestampMs) continue
      const start = segment.indexes.times.startFor(timestampMs)
      const found = this.#firstRecord(segment, start, (batchMax) => batchMax >= timestampMs, (timestamp) => timestamp >= timestampMs)
      if (found !== undefined) return found
    }
    return undefined
  }

  async offsetOfMaxTimestamp(): Promise<TimestampOffset | undefined> {
    this.writePending()
    let best: Segment | undefined
    for (const segment of this.segments) {
      this.#knowTimes(segment)
      if (segment.maxTimestamp >= 0 && segment.maxTimestamp > (best?.maxTimestamp ?? -1)) best = segment
    }
    if (best === undefined) return undefined
    const { maxTimestamp } = best
    const start = best.indexes.times.startFor(maxTimestamp)
    return this.#firstRecord(best, start, (batchMax) => batchMax >= maxTimestamp, (timestamp) => timestamp >= maxTimestamp)
  }

  /** First record from `fromOffset` on, in a batch that may hold one, that is wanted by its timestamp. */
  #firstRecord(segment: Segment, fromOffset: number, mayHold: (batchMax: number) => boolean, isWanted: (timestamp: number) => boolean): TimestampOffset | undefined {
    const file = this.shared.pool.file(segment.logPath)
    const from = segment.indexes.offsets.positionOf(fromOffset)
    for (const { buffer, at } of scanBatches(file, from, this.writtenBytes(segment), 1 << 16)) {
      if (lastOffsetOf(buffer, at) < Math.max(fromOffset, this.logStartOffset) || !mayHold(maxTimestampOf(buffer, at))) continue
      if (isControl(buffer, at)) continue
      for (const record of recordsOf(buffer, at)) {
        const timestamp = Number(record.timestamp)
        if (Number(record.offset) >= this.logStartOffset && isWanted(timestamp)) {
          return { offset: Number(record.offset), timestamp, leaderEpoch: partitionLeaderEpoch(buffer, at) }
        }
      }
    }
    return undefined
  }

  // ------------------------------------------------------------------ epochs, start, truncation

  get latestLeaderEpoch(): number {
    return this.epochs.latest
  }

  assignLeaderEpoch(epoch: number, startOffset: number): void {
    if (this.epochs.assign(epoch, startOffset)) this.saveEpochs()
  }

  endOffsetForEpoch(epoch: number): { readonly leaderEpoch: number; readonly endOffset: number } | undefined {
    return this.epochs.endOffsetFor(epoch, this.logEndOffset)
  }

  leaderEpochAt(offset: number): number {
    return this.epochs.epochAt(offset)
  }

  /** Never back. Segments that lie below it wholly go with the next retention run. */
  moveStartOffset(offset: number): void {
    if (offset <= this.logStartOffset) return
    this.logStartOffset = offset
    if (offset > this.logEndOffset) this.truncateFullyAndStartAt(offset)
    if (this.epochs.truncateFromStart(offset)) this.saveEpochs()
  }

  truncateTo(offset: number): void {
    if (offset >= this.logEndOffset) {
      // What was appended and not written may reach beyond the file even where no offset is to go.
      this.shared.pool.file(this.active.logPath).truncate(this.#pendingPosition)
      this.active.sizeBytes = this.#pendingPosition
      return
    }
    this.#dropPending()
    this.#tail.clear()
    while (this.segments.length > 1 && this.active.baseOffset > offset) this.removeSegment(this.segments.length - 1)
    const { active } = this
    const file = this.shared.pool.file(active.logPath)
    let position = Math.min(active.sizeBytes, file.size())
    let endOffset = Math.max(active.baseOffset, Math.min(offset, this.logEndOffset))
    for (const batch of scanBatches(file, active.indexes.offsets.positionOf(offset), position)) {
      if (lastOffsetOf(batch.buffer, batch.at) < offset) continue
      position = batch.position
      endOffset = Math.min(offset, baseOffsetOf(batch.buffer, batch.at))
      break
    }
    active.truncateTo(endOffset, position)
    this.logEndOffset = endOffset
    this.writtenOffset = Math.min(this.writtenOffset, endOffset)
    this.#syncedOffset = Math.min(this.#syncedOffset, endOffset)
    this.recoveryPoint = Math.min(this.recoveryPoint, endOffset)
    this.highWatermark = Math.min(this.highWatermark, endOffset)
    this.#pendingPosition = position
    if (this.epochs.truncateFromEnd(endOffset)) this.saveEpochs()
    this.rebuildProducers()
  }

  truncateFullyAndStartAt(offset: number): void {
    this.#dropPending()
    this.#tail.clear()
    while (this.segments.length > 0) this.removeSegment(this.segments.length - 1)
    this.producerStates.clear()
    this.epochs.clear()
    this.saveEpochs()
    this.logStartOffset = this.logEndOffset = this.writtenOffset = this.recoveryPoint = this.#syncedOffset = offset
    this.highWatermark = offset
    this.addSegment(offset, this.shared.env.clock.wallMs())
    this.#pendingPosition = 0
  }

  /** Takes a segment out of the log and deletes its files after file.delete.delay.ms. */
  removeSegment(index: number): void {
    const [segment] = this.segments.splice(index, 1)
    if (segment === undefined) return
    segment.changeSuffix('.deleted')
    this.shared.env.disk.remove(this.snapshotPath(segment.baseOffset))
    this.shared.env.timers.after(this.config.fileDeleteDelayMs, () => {
      try {
        segment.removeFiles()
      } catch (error) {
        this.shared.report(`${segment.logPath}: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
  }

  /** Producer state at the log's end, from the newest snapshot at or below it and the batches behind that. */
  rebuildProducers(): void {
    const { disk } = this.shared.env
    this.producerStates.clear()
    const snapshots = disk
      .list(this.directory)
      .map(({ name }) => /^(\d{20})\.snapshot$/.exec(name))
      .filter((match) => match !== null)
      .map((match) => Number(match[1]))
      .sort((a, b) => b - a)
    let from = this.logStartOffset
    for (const offset of snapshots) {
      if (offset > this.logEndOffset || !this.producerStates.load(Buffer.from(disk.readFile(this.snapshotPath(offset))))) {
        disk.remove(this.snapshotPath(offset))
        continue
      }
      from = offset
      break
    }
    for (let n = this.segmentIndexOf(from); n < this.segments.length && from < this.logEndOffset; n++) {
      const segment = this.segments[n] as Segment
      const start = segment.indexes.offsets.positionOf(from)
      for (const { buffer, at } of scanBatches(this.shared.pool.file(segment.logPath), start, this.writtenBytes(segment))) {
        if (baseOffsetOf(buffer, at) < from) continue
        const facts = factsOf(buffer, at)
        if (facts.producerId >= 0) this.producerStates.update(facts, baseOffsetOf(buffer, at))
      }
    }
  }

  producers(): ProducerState[] {
    return this.producerStates.list()
  }

  /** Everything that a clean start wants to find: synced bytes, trimmed indexes, a producer snapshot. */
  async close(): Promise<void> {
    if (this.failed) return
    await this.flush()
    for (const segment of this.segments) if (segment.hasUnsavedIndexes || segment === this.active) segment.saveIndexes(true)
    this.saveSnapshot()
    if (this.epochs.entries.length > 0) this.saveEpochs()
  }
}
