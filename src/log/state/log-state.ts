/*
 * The state of one log: its segments, offsets, leader epochs and producers, and how much of it is in the files. The rest of
 * this room reads and changes that state through these methods, which enforce its invariants. Never touches the disk.
 */

import type { Disk } from '../../env/index.ts'
import type { LogConfig } from '../contract.ts'
import { UnsyncedFiles } from '../disk/durable-files.ts'
import { ProducerStates } from '../producers/producer-state.ts'
import type { Segment } from '../segment/segment.ts'
import { EpochCache } from './epoch-cache.ts'

export interface LogIdentity {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly directory: string
  readonly config: LogConfig
}

export class LogState {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly name: string
  readonly epochs = new EpochCache()
  /** Side files that were written but not yet synced. */
  readonly unsyncedFiles: UnsyncedFiles
  #producers = new ProducerStates()
  #directory: string
  #config: LogConfig
  #segments: Segment[] = []
  #logStartOffset = 0
  #logEndOffset = 0
  #recoveryPoint = 0
  #highWatermark = 0
  #compactedUpTo = 0
  #truncations = 0
  /** Base offset of the segment being written. Until the log is opened, all segments count as written. */
  #writtenSegment = Number.POSITIVE_INFINITY
  /** Number of bytes of that segment already in its file. */
  #writtenBytes = 0
  #writtenEnd = 0
  #failed = false
  #isOpened = false
  #isRewritten = false
  #isCleaning = false

  constructor(identity: LogIdentity, disk: Disk) {
    this.topic = identity.topic
    this.partition = identity.partition
    this.topicId = identity.topicId
    this.name = `${identity.topic}-${identity.partition}`
    this.unsyncedFiles = new UnsyncedFiles(disk)
    this.#directory = identity.directory
    this.#config = identity.config
  }

  get directory(): string {
    return this.#directory
  }

  get producers(): ProducerStates {
    return this.#producers
  }

  get config(): LogConfig {
    return this.#config
  }

  /** In offset order, never empty once the log is open. The last one is active. */
  get segments(): readonly Segment[] {
    return this.#segments
  }

  get active(): Segment {
    return this.#segments[this.#segments.length - 1] as Segment
  }

  get logStartOffset(): number {
    return this.#logStartOffset
  }

  get logEndOffset(): number {
    return this.#logEndOffset
  }

  /** Everything below this offset is synced, so recovery skips it. */
  get recoveryPoint(): number {
    return this.#recoveryPoint
  }

  get highWatermark(): number {
    return this.#highWatermark
  }

  /** Compaction has processed everything below this offset. */
  get compactedUpTo(): number {
    return this.#compactedUpTo
  }

  /** Changes with every truncation, so that slow work can tell that the log was truncated under it. */
  get truncations(): number {
    return this.#truncations
  }

  /** No more appends or reads: a new log will reopen the files. */
  get failed(): boolean {
    return this.#failed
  }

  /** True once the log was opened or created, so that its bounds are known. */
  get isOpened(): boolean {
    return this.#isOpened
  }

  /** True once bytes that a failed sync may have lost were rewritten. */
  get isRewritten(): boolean {
    return this.#isRewritten
  }

  /** True while the cleaner works on this log; retention skips it. */
  get isCleaning(): boolean {
    return this.#isCleaning
  }

  /** Upper bound for read_committed reads; the log end offset if no transaction is open. */
  get firstUnstableOffset(): number {
    // Never below the log start offset: the first records of the transaction may have been deleted (kafka.UnifiedLog).
    return Math.max(this.#logStartOffset, this.producers.firstUnstable(this.#highWatermark) ?? this.#logEndOffset)
  }

  get sizeBytes(): number {
    let sum = 0
    for (const segment of this.#segments) sum += segment.sizeBytes
    return sum
  }

  /** The segment that holds `offset`, or the last one before it. */
  segmentIndexOf(offset: number): number {
    let low = 0
    let high = this.#segments.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#segments[middle] as Segment).baseOffset <= offset) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  // ------------------------------------------------------------------ what the files have

  /** All records below this offset are in the files. */
  get writtenEnd(): number {
    return this.#writtenEnd
  }

  /** Segment that the next write goes to: the active one, or an earlier one that was rolled while writes were pending. */
  get writtenSegment(): Segment {
    return this.#segments[this.segmentIndexOf(this.#writtenSegment)] as Segment
  }

  /** Position of the next write in that segment. */
  get writePosition(): number {
    return this.#writtenBytes
  }

  /** Number of bytes of a segment already in its file. */
  bytesInFile(segment: Segment): number {
    if (segment.baseOffset === this.#writtenSegment) return this.#writtenBytes
    return segment.baseOffset < this.#writtenSegment ? segment.sizeBytes : 0
  }

  /** Records that `bytes` more were written to the file of the segment being written, up to `endOffset`. */
  wrote(bytes: number, endOffset: number): void {
    hold(endOffset >= this.#writtenEnd, this, 'what is written does not shrink with a write')
    this.#writtenBytes += bytes
    this.#writtenEnd = endOffset
  }

  /** The segment that is being written has all its bytes: the next one follows. Undefined: it has not, or is active. */
  passWrittenSegment(): { readonly full: Segment; readonly endOffset: number } | undefined {
    if (this.#writtenSegment === this.active.baseOffset) return undefined
    const index = this.segmentIndexOf(this.#writtenSegment)
    const full = this.#segments[index] as Segment
    if (this.#writtenBytes < full.sizeBytes) return undefined
    const endOffset = (this.#segments[index + 1] as Segment).baseOffset
    this.#writtenSegment = endOffset
    this.#writtenBytes = 0
    return { full, endOffset }
  }

  /** After the log was opened or truncated: writes continue at `position` of the active segment; all before is in the files. */
  resumeWritesAt(endOffset: number, position: number): void {
    hold(endOffset <= this.#logEndOffset, this, 'what is written is a part of the log')
    this.#writtenSegment = this.active.baseOffset
    this.#writtenBytes = position
    this.#writtenEnd = endOffset
  }

  // ------------------------------------------------------------------ offsets

  /** Records that entries were appended to the active segment, up to `endOffset`. */
  advanceTo(endOffset: number): void {
    hold(endOffset > this.#logEndOffset, this, 'an append makes the log longer')
    this.#logEndOffset = endOffset
  }

  /** Moves the log start offset forward. */
  moveStartTo(offset: number): void {
    hold(offset >= this.#logStartOffset && offset <= this.#logEndOffset, this, `${offset} is a start inside of the log`)
    this.#logStartOffset = offset
  }

  moveHighWatermarkTo(offset: number): void {
    hold(offset <= this.#logEndOffset, this, 'only what is there is replicated')
    this.#highWatermark = offset
  }

  /** Notes that records and side files are synced below `offset`. */
  raiseRecoveryPointTo(offset: number): void {
    hold(offset <= this.#logEndOffset, this, 'only what is there was synced')
    this.#recoveryPoint = Math.max(this.#recoveryPoint, offset)
  }

  /** Call before truncating at `offset`. */
  lowerRecoveryPointTo(offset: number): void {
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset)
  }

  compactedTo(offset: number): void {
    this.#compactedUpTo = offset
  }

  /** Makes slow work that has already begun give up. */
  beginTruncation(): void {
    this.#truncations++
  }

  /** Call after truncating the segments: sets the log end to `endOffset` and lowers every offset beyond it. */
  cutTo(endOffset: number): void {
    hold(endOffset >= this.active.baseOffset, this, 'the active segment is a part of the log')
    this.#logEndOffset = endOffset
    this.#recoveryPoint = Math.min(this.#recoveryPoint, endOffset)
    this.#highWatermark = Math.min(this.#highWatermark, endOffset)
    this.#logStartOffset = Math.min(this.#logStartOffset, endOffset)
    this.#compactedUpTo = Math.min(this.#compactedUpTo, endOffset)
  }

  /** Call when all segments, and with them every offset below `offset`, are gone. */
  startAnewAt(offset: number): void {
    hold(this.#segments.length === 0, this, 'a log that starts anew is empty')
    this.#logStartOffset = this.#logEndOffset = this.#recoveryPoint = this.#compactedUpTo = offset
    this.#highWatermark = offset
  }

  // ------------------------------------------------------------------ segments

  /** Makes the segment the active one. */
  addSegment(segment: Segment): void {
    const last = this.#segments.at(-1)
    hold(last === undefined || last.baseOffset < segment.baseOffset, this, 'segments come in order')
    this.#segments.push(segment)
  }

  /** Replaces an empty active segment that has the same base offset. */
  replaceActive(segment: Segment): void {
    hold(this.active.baseOffset === segment.baseOffset, this, 'one segment begins at an offset')
    this.#segments[this.#segments.length - 1] = segment
  }

  /** Removes a segment at either end of the log, so that no gap can appear. */
  dropSegment(segment: Segment): void {
    if (this.#segments[0] === segment) this.#segments.shift()
    else {
      hold(this.active === segment, this, 'segments are taken from the ends')
      this.#segments.pop()
    }
  }

  /** `old` are adjacent inactive segments. `made` hold their remaining records. */
  replaceSegments(old: readonly Segment[], made: readonly Segment[]): void {
    const index = this.#segments.indexOf(old[0] as Segment)
    hold(index >= 0 && index + old.length < this.#segments.length, this, 'the replaced segments are in it, and rolled')
    for (let n = 0; n < old.length; n++)
      hold(this.#segments[index + n] === old[n], this, 'the replaced segments are neighbours')
    this.#segments.splice(index, old.length, ...made)
    this.#holdOrder()
  }

  #holdOrder(): void {
    for (let n = 1; n < this.#segments.length; n++) {
      const isInOrder = (this.#segments[n - 1] as Segment).baseOffset < (this.#segments[n] as Segment).baseOffset
      hold(isInOrder, this, 'segments come in order')
    }
  }

  // ------------------------------------------------------------------ opening

  /** While opening the log: sets the segments found in the directory. */
  foundSegments(segments: readonly Segment[]): void {
    this.#segments = [...segments]
    this.#holdOrder()
  }

  /** While opening the log: drops segments from `index` on, because a gap separates them from the rest. */
  takeSegmentsFrom(index: number): Segment[] {
    hold(!this.#isOpened, this, 'only a log that is being opened loses rolled segments at its end')
    return this.#segments.splice(index)
  }

  /** While the log is opened. */
  foundStart(offset: number): void {
    hold(!this.#isOpened, this, 'a start is found once')
    this.#logStartOffset = offset
  }

  /** While opening the log, segment by segment; the offset may temporarily be below the log start offset. */
  foundEnd(offset: number): void {
    hold(!this.#isOpened, this, 'an end is found by opening')
    this.#logEndOffset = offset
  }

  /** Call once state and files agree. */
  opened(recoveryPoint: number, highWatermark: number): void {
    this.#recoveryPoint = recoveryPoint
    this.#highWatermark = highWatermark
    this.#isOpened = true
    hold(this.#segments.length > 0, this, 'an open log has an active segment')
    hold(this.active.baseOffset <= this.#logEndOffset, this, 'the active segment is a part of the log')
    hold(this.#logStartOffset >= 0 && this.#logStartOffset <= this.#logEndOffset, this, 'it starts before it ends')
    hold(recoveryPoint <= this.#logEndOffset, this, 'only what is there was synced')
    hold(highWatermark <= this.#logEndOffset, this, 'only what is there is replicated')
  }

  // ------------------------------------------------------------------ its life

  configure(config: LogConfig): void {
    this.#config = config
  }

  /** Call when the log's directory was renamed. */
  movedTo(directory: string): void {
    this.unsyncedFiles.moved(this.#directory, directory)
    this.#directory = directory
  }

  /** Takes over from `before`, whose records this log already has, and copies the state that its files do not hold. */
  succeeds(before: LogState): void {
    hold(before.logEndOffset === this.#logEndOffset, this, 'a copy that takes over is whole')
    this.#producers = before.producers
    this.epochs.takeFrom(before.epochs)
    this.#highWatermark = Math.max(this.#highWatermark, before.highWatermark)
    this.#logStartOffset = Math.max(this.#logStartOffset, before.logStartOffset)
  }

  fail(): void {
    this.#failed = true
  }

  noteRewritten(): void {
    hold(this.#failed, this, 'only a log that failed is written once more')
    this.#isRewritten = true
  }

  beginCleaning(): void {
    hold(!this.#isCleaning, this, 'one round of the cleaner at a time')
    this.#isCleaning = true
  }

  endCleaning(): void {
    this.#isCleaning = false
  }
}

/** A broken invariant is a defect: continuing would corrupt files. */
function hold(isTrue: boolean, log: LogState, invariant: string): asserts isTrue {
  if (!isTrue) throw new Error(`${log.name}: broken invariant: ${invariant} (${boundsOf(log)})`)
}

function boundsOf({ logStartOffset, logEndOffset, recoveryPoint, writtenEnd, segments }: LogState): string {
  const begins = segments.map(({ baseOffset }) => baseOffset).join(' ')
  return `start ${logStartOffset}, end ${logEndOffset}, recovery point ${recoveryPoint}, written ${writtenEnd}, segments ${begins}`
}
