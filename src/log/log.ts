/*
 * Owns one partition's log: its segments, offsets, producer state and epochs, appends and their acknowledgement. Never waits
 * between reading state and changing it, never decodes records that no rule asks for, knows no replicas.
 */
import { DiskError } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { RecordsError, type Validation, validateRecords } from '../records/index.ts'
import type {
  AbortedTransaction,
  AppendOrigin,
  AppendResult,
  LogConfig,
  PartitionLog,
  ProducerState,
  ReadLimits,
  ReadResult,
  SegmentStart,
  TimestampOffset
} from './contract.ts'
import type { UnsyncedFiles } from './disk/durable-files.ts'
import { ProducerStates } from './producers/producer-state.ts'
import * as indexQueries from './read/index-queries.ts'
import { readFromFiles } from './read/read-files.ts'
import type { Segment } from './segment/segment.ts'
import { EpochCache } from './state/epoch-cache.ts'
import { rollSegment } from './state/log-segments.ts'
import type { LogServices } from './state/log-services.ts'
import { SideFiles } from './state/side-files.ts'
import { beyondSegment, checkProducers, refused, rulesFor } from './write/append-rules.ts'
import { appendBatch, appendCopies } from './write/appends.ts'
import { emptyRead } from './write/log-tail.ts'
import { LogWriter } from './write/log-writer.ts'
import { inlineOutputBytesMax } from './write/record-checks.ts'
import { cutTo, startAnewAt } from './write/truncation.ts'

const closedMessage = 'The disk failed; the partition is closed until its files can be read anew.'

type Appended = Extract<AppendResult, { readonly error: null }>

export class FileLog implements PartitionLog {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly name: string
  readonly shared: LogServices
  readonly writer: LogWriter
  readonly sideFiles: SideFiles
  directory: string
  config: LogConfig
  /** In offset order, never empty unless the log could not be opened. The last one is active. */
  segments: Segment[] = []
  readonly producerStates = new ProducerStates()
  epochs = new EpochCache()
  logStartOffset = 0
  logEndOffset = 0
  /** Everything below it is synced: recovery does not look there. */
  recoveryPoint = 0
  highWatermark = 0
  failed = false
  /** The log was opened or made: its bounds are known. */
  isOpened = false
  /** After it failed: what a sync may have lost was written once more. */
  isRewritten = false
  /** The cleaner has this log; retention leaves it alone meanwhile. */
  isCleaning = false
  /** Compaction has judged everything below it. */
  cleanedUpTo = 0
  /** Changes with every truncation, so that slow work sees that the log is not what it was. */
  truncations = 0

  constructor(
    shared: LogServices,
    what: {
      readonly topic: string
      readonly partition: number
      readonly topicId: string
      readonly directory: string
      readonly config: LogConfig
    }
  ) {
    this.shared = shared
    this.topic = what.topic
    this.partition = what.partition
    this.topicId = what.topicId
    this.directory = what.directory
    this.config = what.config
    this.name = `${what.topic}-${what.partition}`
    this.writer = new LogWriter(this)
    this.sideFiles = new SideFiles(this)
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
    // Not below the start, where the first records of the transaction may have been deleted (kafka.UnifiedLog).
    return Math.max(this.logStartOffset, this.producerStates.firstUnstable(this.highWatermark) ?? this.logEndOffset)
  }

  get writtenOffset(): number {
    return this.writer.settledEnd
  }

  /** Files beside the records that were written and not synced. */
  get unsyncedFiles(): UnsyncedFiles {
    return this.sideFiles.unsyncedFiles
  }

  configure(config: LogConfig): void {
    this.config = config
  }

  // ------------------------------------------------------------------ append

  check(records: Buffer, origin: AppendOrigin): Validation | Promise<Validation> {
    const nowMs = this.shared.env.clock.wallMs()
    return this.shared.checks.validate(records, rulesFor(this, origin, nowMs, inlineOutputBytesMax))
  }

  append(records: Buffer | Validation, origin: AppendOrigin): AppendResult {
    if (this.failed) return refused('KAFKA_STORAGE_ERROR', closedMessage)
    const nowMs = this.shared.env.clock.wallMs()
    const valid = records instanceof Uint8Array ? validateRecords(records, rulesFor(this, origin, nowMs)) : records
    if (valid.error !== null) {
      if (valid.isTooMuchOutput) this.shared.report(`${this.name}: a compressed batch was refused: ${valid.reason}`)
      return { error: valid.error, message: valid.message, recordErrors: valid.recordErrors }
    }
    const tooLarge = origin.mustFit ? beyondSegment(this, valid.batches) : undefined
    if (tooLarge !== undefined) return tooLarge
    const verdict = checkProducers(this, valid.batches, origin)
    if (verdict !== undefined) return verdict
    const firstOffset = this.logEndOffset
    try {
      for (const batch of valid.batches) appendBatch(this, batch, origin.leaderEpoch, nowMs)
    } catch (error) {
      const refusal = this.#failedWrite(error)
      for (const batch of valid.batches) this.producerStates.refuse(batch)
      return refusal
    }
    return this.#appended(firstOffset, valid.logAppendTimeMs)
  }

  #appended(firstOffset: number, logAppendTimeMs: number): Appended {
    const { logEndOffset, logStartOffset } = this
    return { error: null, firstOffset, lastOffset: logEndOffset - 1, logAppendTimeMs, logStartOffset, duplicate: false }
  }

  appendAsFollower(records: Buffer): AppendResult {
    if (this.failed) return refused('KAFKA_STORAGE_ERROR', closedMessage)
    const firstOffset = this.logEndOffset
    const nowMs = this.shared.env.clock.wallMs()
    try {
      const refusal = appendCopies(this, records, nowMs)
      if (refusal !== undefined) return refusal
    } catch (error) {
      if (error instanceof RecordsError) return refused('CORRUPT_MESSAGE', error.message)
      return this.#failedWrite(error)
    }
    return this.#appended(firstOffset, -1)
  }

  #failedWrite(error: unknown): AppendResult {
    if (!(error instanceof DiskError)) throw error
    this.writer.takeBack(error)
    return refused('KAFKA_STORAGE_ERROR', error.message)
  }

  whenWritten(offset: number, done: (error: ErrorName | null) => void): void {
    this.writer.whenWritten(offset, done)
  }

  get backPressure(): Promise<void> | undefined {
    return this.shared.backlog.drained
  }

  async flush(): Promise<void> {
    if (this.failed) return
    await this.writer.allWritten()
    await this.writer.syncWritten()
    if (!this.failed) await this.moveRecoveryPoint(this.writer.syncedEnd)
  }

  moveRecoveryPoint(end: number): Promise<void> {
    return this.sideFiles.moveRecoveryPoint(end)
  }

  // ------------------------------------------------------------------ segments

  roll(nowMs: number): void {
    rollSegment(this, nowMs)
  }

  noteNewEpochs(): void {
    this.sideFiles.noteNewEpochs()
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

  /** Bytes of a segment that are in its file. */
  writtenBytes(segment: Segment): number {
    return this.writer.writtenBytes(segment)
  }

  // ------------------------------------------------------------------ reading

  read(
    fromOffset: number,
    limits: ReadLimits
  ): ReadResult | { readonly error: ErrorName } | Promise<ReadResult | { readonly error: ErrorName }> {
    if (this.failed) return { error: 'KAFKA_STORAGE_ERROR' }
    if (fromOffset < this.logStartOffset || fromOffset > this.logEndOffset) return { error: 'OFFSET_OUT_OF_RANGE' }
    if (fromOffset >= Math.min(limits.upToOffset, this.logEndOffset)) {
      if (fromOffset === this.logEndOffset) this.writer.noteTailReader()
      return emptyRead
    }
    const cached = this.writer.readTail(fromOffset, limits)
    if (cached !== undefined) return cached
    if (fromOffset >= this.writer.writtenEnd) this.writer.writePending()
    if (fromOffset >= this.writer.writtenEnd) return this.#readWhenWritten(fromOffset, limits)
    return readFromFiles(this, fromOffset, limits)
  }

  /** What a slow disk is still to write and the tail cache does not have. */
  async #readWhenWritten(fromOffset: number, limits: ReadLimits): Promise<ReadResult | { readonly error: ErrorName }> {
    await this.writer.allWritten()
    if (this.failed) return { error: 'KAFKA_STORAGE_ERROR' }
    return fromOffset < this.writer.writtenEnd ? readFromFiles(this, fromOffset, limits) : emptyRead
  }

  sizeBetween(fromOffset: number, toOffset: number): number {
    try {
      return indexQueries.sizeBetween(this, fromOffset, toOffset)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      // Enough to answer at once: the read then meets the same disk and says so.
      return Number.MAX_SAFE_INTEGER
    }
  }

  abortedTransactions(fromOffset: number, toOffset: number): AbortedTransaction[] {
    return indexQueries.abortedTransactions(this, fromOffset, toOffset)
  }

  async segmentStarts(): Promise<SegmentStart[]> {
    await this.writer.allWritten()
    return indexQueries.segmentStarts(this)
  }

  async offsetForTimestamp(timestampMs: number): Promise<TimestampOffset | undefined> {
    await this.writer.allWritten()
    return indexQueries.offsetForTimestamp(this, timestampMs)
  }

  async offsetOfMaxTimestamp(): Promise<TimestampOffset | undefined> {
    await this.writer.allWritten()
    return indexQueries.offsetOfMaxTimestamp(this)
  }

  producers(): ProducerState[] {
    return this.producerStates.list()
  }

  // ------------------------------------------------------------------ epochs, start, truncation

  get latestLeaderEpoch(): number {
    return this.epochs.latest
  }

  assignLeaderEpoch(epoch: number, startOffset: number): void {
    if (this.epochs.assign(epoch, startOffset)) this.sideFiles.noteNewEpochs()
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
    if (offset > this.logEndOffset) this.truncateFullyAndStartAt(offset)
    this.logStartOffset = offset
    if (this.epochs.truncateFromStart(offset)) this.noteNewEpochs()
  }

  truncateTo(offset: number): void {
    if (this.failed || offset >= this.logEndOffset) return
    this.writer.writePending()
    if (this.failed || offset >= this.logEndOffset) return
    const end = Math.max(0, offset)
    this.#lowerRecoveryPoint(end)
    const { recoveryPoint } = this
    this.#changing(() => cutTo(this, end))
    if (this.recoveryPoint < recoveryPoint) this.shared.saveCheckpoints()
  }

  /** Durable before a cut: a power loss in its midst leaves any of the segments, and a start is to see what is missing. */
  #lowerRecoveryPoint(offset: number): void {
    if (this.recoveryPoint <= offset) return
    this.recoveryPoint = offset
    this.shared.saveCheckpoints()
  }

  /** Called after a write that failed: the file may hold a part of what comes at or after `offset`. */
  takeBackTo(offset: number): void {
    const firsts = this.producerStates.firstsFrom(offset)
    cutTo(this, offset)
    for (const batch of firsts) this.producerStates.refuse(batch)
  }

  truncateFullyAndStartAt(offset: number): void {
    this.#lowerRecoveryPoint(0)
    this.#changing(() => startAnewAt(this, offset))
    this.shared.saveCheckpoints()
  }

  /** What fails in its midst leaves a log that only its files can tell of. @throws DiskError */
  #changing(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.writer.fail(error)
      throw error
    }
  }

  /** Everything that a clean start wants to find: synced bytes, trimmed indexes, a producer snapshot. */
  async close(): Promise<void> {
    // What is under way in the pool must not meet the next process that opens these files.
    await this.writer.idle()
    if (this.failed) return
    await this.flush()
    if (this.active.isPreallocated) this.active.trim()
    for (const segment of this.segments)
      if (segment.hasUnsavedIndexes || segment === this.active) segment.saveIndexes(true)
    this.sideFiles.saveSnapshot()
    await this.sideFiles.sync()
  }

  /** Called by recovery when state and files agree: producer state at the log's end is known and `isSaved` or not. */
  resume(isSaved: boolean): void {
    this.isOpened = true
    if (isSaved) this.sideFiles.hasSnapshot()
    this.writer.resumeAt(this.logEndOffset, this.active.sizeBytes, this.recoveryPoint)
  }
}
