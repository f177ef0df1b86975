/*
 * The public face of one partition's log: appends, reads, queries and truncation. State is kept in `LogState`; the modules in
 * the folders beside this one change it. Never awaits between reading state and changing it, decodes records only when a rule
 * requires it, and does not depend on replicas.
 */
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { RecordsError, type Validation, validateRecords } from '../records/index.ts'
import type {
  AbortedTransaction,
  Appended,
  AppendOrigin,
  AppendResult,
  BatchProducer,
  LogConfig,
  PartitionLog,
  ProducerState,
  ReadLimits,
  ReadResult,
  SegmentStart,
  TimestampOffset,
  Verification
} from './contract.ts'
import { asDiskError } from './disk/disk-errors.ts'
import * as queries from './read/index-queries.ts'
import { readFromFiles } from './read/read-files.ts'
import type { ReadServices } from './read/read-services.ts'
import { type LogIdentity, LogState } from './state/log-state.ts'
import { SideFiles } from './state/side-files.ts'
import { beyondSegment, checkProducers, rulesFor } from './write/append-rules.ts'
import { appendBatch, appendCopies, assignLeaderEpoch } from './write/appends.ts'
import type { LogParts } from './write/log-parts.ts'
import { emptyRead } from './write/log-tail.ts'
import { LogWriter } from './write/log-writer.ts'
import { inlineOutputBytesMax } from './write/record-checks.ts'
import { rollSegment } from './write/roll.ts'
import { forgetEmptyEpochs, moveStart, takeBackTo, truncateFully, truncateTo } from './write/truncation.ts'
import type { WriteServices } from './write/write-services.ts'

const closed = failed(
  'KAFKA_STORAGE_ERROR',
  'The disk failed; the partition is closed until its files can be read again.'
)

/** Services shared by all logs of a store. */
export interface LogServices extends WriteServices, ReadServices {
  /** Called when a log has failed and stopped answering, so that its files must be reopened. */
  readonly failed: (log: FileLog) => void
}

export class FileLog implements PartitionLog, LogParts {
  readonly state: LogState
  readonly services: LogServices
  readonly sideFiles: SideFiles
  readonly writer: LogWriter
  startMoved: (() => void) | undefined
  settled: ((failure: Failure | null) => void) | undefined

  constructor(services: LogServices, identity: LogIdentity) {
    this.services = services
    this.state = new LogState(identity, services.env.disk)
    this.sideFiles = new SideFiles(this.state, services)
    this.writer = new LogWriter(this.state, services, this.sideFiles, {
      settled: (failure) => this.settled?.(failure),
      takeBackTo: (offset) => takeBackTo(this, offset),
      failed: () => services.failed(this)
    })
  }

  get topic(): string {
    return this.state.topic
  }

  get partition(): number {
    return this.state.partition
  }

  get topicId(): string {
    return this.state.topicId
  }

  get name(): string {
    return this.state.name
  }

  get directory(): string {
    return this.state.directory
  }

  get logDirectory(): string {
    return this.services.directory
  }

  get config(): LogConfig {
    return this.state.config
  }

  get logStartOffset(): number {
    return this.state.logStartOffset
  }

  get logEndOffset(): number {
    return this.state.logEndOffset
  }

  get firstUnstableOffset(): number {
    return this.state.firstUnstableOffset
  }

  get writtenOffset(): number {
    return this.writer.settledEnd
  }

  get sizeBytes(): number {
    return this.state.sizeBytes
  }

  get failed(): boolean {
    return this.state.failed
  }

  get highWatermark(): number {
    return this.state.highWatermark
  }

  set highWatermark(offset: number) {
    this.state.moveHighWatermarkTo(offset)
  }

  configure(config: LogConfig): void {
    this.state.configure(config)
  }

  // ------------------------------------------------------------------ append

  check(records: Buffer, origin: AppendOrigin): Validation | Promise<Validation> {
    const nowMs = this.services.env.clock.wallMs()
    return this.services.checks.validate(records, rulesFor(this.state, origin, nowMs, inlineOutputBytesMax))
  }

  append(records: Buffer | Validation, origin: AppendOrigin): AppendResult {
    const { state, services } = this
    if (state.failed) return closed
    const nowMs = services.env.clock.wallMs()
    const valid = records instanceof Uint8Array ? validateRecords(records, rulesFor(state, origin, nowMs)) : records
    if (isFailure(valid)) {
      if (valid.isTooMuchOutput)
        services.logger.warn('refused a compressed batch', { log: this.name, reason: valid.reason })
      return valid
    }
    const tooLarge = origin.mustFit ? beyondSegment(state, valid.batches) : undefined
    if (tooLarge !== undefined) return tooLarge
    const verdict = checkProducers(state, valid.batches, origin)
    if (verdict !== undefined) return verdict
    const firstOffset = state.logEndOffset
    try {
      for (const batch of valid.batches) appendBatch(this, batch, origin.leaderEpoch, nowMs)
    } catch (error) {
      const refusal = this.#failedWrite(error)
      for (const batch of valid.batches) state.producers.refuse(batch)
      return refusal
    }
    return this.#appended(firstOffset, valid.logAppendTimeMs)
  }

  #appended(firstOffset: number, logAppendTimeMs: number): Appended {
    const { logEndOffset, logStartOffset } = this.state
    return { firstOffset, lastOffset: logEndOffset - 1, logAppendTimeMs, logStartOffset, duplicate: false }
  }

  appendAsFollower(records: Buffer): AppendResult {
    if (this.failed) return closed
    const firstOffset = this.logEndOffset
    const nowMs = this.services.env.clock.wallMs()
    try {
      const refusal = appendCopies(this, records, nowMs)
      if (refusal !== undefined) return refusal
    } catch (error) {
      if (error instanceof RecordsError) return failed('CORRUPT_MESSAGE', error.message)
      return this.#failedWrite(error)
    }
    return this.#appended(firstOffset, -1)
  }

  #failedWrite(error: unknown): Failure {
    const failure = asDiskError(error)
    this.writer.takeBack(failure)
    return failed('KAFKA_STORAGE_ERROR', failure.message)
  }

  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null {
    return this.state.producers.beginVerification(producer, bumpsEpoch, this.services.env.clock.wallMs())
  }

  whenWritten(offset: number, done: (failure: Failure | null) => void): void {
    this.writer.whenWritten(offset, done)
  }

  get backPressure(): Promise<void> | undefined {
    return this.services.backlog.drained
  }

  flush(): Promise<void> {
    return this.writer.flush()
  }

  settleNow(): boolean {
    try {
      return this.writer.settleNow()
    } catch (error) {
      this.writer.fail(asDiskError(error))
      return false
    }
  }

  /** Takes over from `before`. This log already has every record of `before`. */
  succeeds(before: FileLog): void {
    this.state.succeeds(before.state)
    this.sideFiles.noteNewEpochs()
    this.sideFiles.forgetSnapshot()
  }

  roll(nowMs: number): void {
    rollSegment(this, nowMs)
  }

  // ------------------------------------------------------------------ reading

  read(fromOffset: number, limits: ReadLimits): ReadResult | Failure | Promise<ReadResult | Failure> {
    const { state, writer, services } = this
    if (state.failed) return failed('KAFKA_STORAGE_ERROR')
    if (fromOffset < state.logStartOffset || fromOffset > state.logEndOffset) return failed('OFFSET_OUT_OF_RANGE')
    if (fromOffset >= Math.min(limits.upToOffset, state.logEndOffset)) {
      if (fromOffset === state.logEndOffset) writer.noteTailReader()
      return emptyRead
    }
    const cached = writer.readTail(fromOffset, limits)
    if (cached !== undefined) return cached
    if (fromOffset >= state.writtenEnd) writer.writePending()
    if (fromOffset >= state.writtenEnd) return this.#readWhenWritten(fromOffset, limits)
    return readFromFiles(state, services, fromOffset, limits)
  }

  /** Reads records that are not in the tail cache and that a slow disk has yet to write. */
  async #readWhenWritten(fromOffset: number, limits: ReadLimits): Promise<ReadResult | Failure> {
    await this.writer.allWritten()
    if (this.failed) return failed('KAFKA_STORAGE_ERROR')
    return fromOffset < this.state.writtenEnd ? readFromFiles(this.state, this.services, fromOffset, limits) : emptyRead
  }

  sizeBetween(fromOffset: number, toOffset: number): number {
    try {
      return queries.sizeBetween(this.state, this.writer, fromOffset, toOffset)
    } catch (error) {
      asDiskError(error)
      // Large enough to end any wait: the read that follows hits the same disk error and reports it.
      return Number.MAX_SAFE_INTEGER
    }
  }

  abortedTransactions(fromOffset: number, toOffset: number): AbortedTransaction[] {
    return queries
      .abortedBetween(this.state, fromOffset, toOffset)
      .map(({ producerId, firstOffset }) => ({ producerId, firstOffset }))
  }

  async segmentStarts(): Promise<SegmentStart[]> {
    await this.writer.allWritten()
    return queries.segmentStarts(this.state, this.services)
  }

  async offsetForTimestamp(timestampMs: number): Promise<TimestampOffset | undefined> {
    await this.writer.allWritten()
    return queries.offsetForTimestamp(this.state, this.services, timestampMs)
  }

  async offsetOfMaxTimestamp(): Promise<TimestampOffset | undefined> {
    await this.writer.allWritten()
    return queries.offsetOfMaxTimestamp(this.state, this.services)
  }

  producers(): ProducerState[] {
    return this.state.producers.list()
  }

  // ------------------------------------------------------------------ epochs, start, truncation

  get latestLeaderEpoch(): number {
    return this.state.epochs.latest
  }

  assignLeaderEpoch(epoch: number, startOffset: number): void {
    assignLeaderEpoch(this, epoch, startOffset)
  }

  endOffsetForEpoch(epoch: number): { readonly leaderEpoch: number; readonly endOffset: number } | undefined {
    return this.state.epochs.endOffsetFor(epoch, this.logEndOffset)
  }

  leaderEpochAt(offset: number): number {
    return this.state.epochs.epochAt(offset)
  }

  moveStartOffset(offset: number): void {
    moveStart(this, offset)
  }

  truncateTo(offset: number): void {
    const { state, writer } = this
    if (!state.failed && offset < state.logEndOffset) writer.writePending()
    if (state.failed) return
    if (offset < state.logEndOffset) truncateTo(this, Math.max(0, offset))
    else forgetEmptyEpochs(this, offset)
  }

  truncateFullyAndStartAt(offset: number): void {
    truncateFully(this, offset)
  }

  /** Leaves everything that a clean start expects: synced bytes, trimmed indexes, a producer snapshot. */
  async close(): Promise<void> {
    const { state, writer, sideFiles } = this
    // Work still running in the thread pool must not overlap with the next process that opens these files.
    await writer.idle()
    if (state.failed) return
    await writer.flush()
    if (state.active.isPreallocated) state.active.trim()
    for (const segment of state.segments)
      if (segment.hasUnsavedIndexes || segment === state.active) segment.saveIndexes(true)
    sideFiles.saveSnapshot()
    await sideFiles.sync()
  }
}
