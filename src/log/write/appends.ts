/*
 * Appends batches to a log: assigns offsets and epochs, picks the segment, and updates producer state. Never waits, and never
 * reports anything as written.
 */
import { type Failure, failed } from '../../protocol/index.ts'
import {
  baseOffset as baseOffsetOf,
  batchSize,
  entryLastOffset,
  entryMaxTimestamp,
  entrySize,
  hasValidChecksum,
  magic,
  partitionLeaderEpoch,
  setBaseOffset,
  setPartitionLeaderEpoch,
  type ValidBatch
} from '../../records/index.ts'
import type { BatchFacts } from '../producers/batch-facts.ts'
import { factsOf } from '../producers/batch-facts.ts'
import type { LogState } from '../state/log-state.ts'
import type { LogParts } from './log-parts.ts'
import { rollSegment } from './roll.ts'

/** Appends as a leader: sets the next offsets and the leader epoch, in place. @throws DiskError */
export function appendBatch(log: LogParts, batch: ValidBatch, leaderEpoch: number, nowMs: number): void {
  const { state, writer } = log
  const { buffer, at, size } = batch
  const offset = state.logEndOffset
  const lastOffset = offset + batch.lastOffsetDelta
  if (state.active.isRollDue(state.config, size, batch.maxTimestamp, nowMs, lastOffset)) rollSegment(log, nowMs)
  setBaseOffset(buffer, at, offset)
  setPartitionLeaderEpoch(buffer, at, leaderEpoch)
  if (leaderEpoch > state.epochs.latest) assignLeaderEpoch(log, leaderEpoch, offset)
  const isWhole = at === 0 && size === buffer.length
  writer.place(isWhole ? buffer : buffer.subarray(at, at + size), offset, lastOffset + 1)
  const { indexIntervalBytes, segmentIndexBytes } = state.config
  const offsetOfMaxTimestamp = offset + batch.offsetDeltaOfMaxTimestamp
  state.active.append(lastOffset, size, batch.maxTimestamp, offsetOfMaxTimestamp, indexIntervalBytes, segmentIndexBytes)
  if (batch.producerId >= 0) remember(state, batch, offset)
  state.advanceTo(lastOffset + 1)
  writer.appended()
}

/** Saved when the recovery point next moves; until then it follows from the records. */
export function assignLeaderEpoch({ state, sideFiles }: LogParts, epoch: number, startOffset: number): void {
  if (state.epochs.assign(epoch, startOffset)) sideFiles.noteNewEpochs()
}

function remember(state: LogState, batch: BatchFacts, offset: number): void {
  const completed = state.producers.update(batch, offset, state.highWatermark)
  if (completed?.isAborted) state.active.addAborted(completed)
}

/** Appends entries as the leader has them. Undefined if all were appended. @throws DiskError, RecordsError */
export function appendCopies(log: LogParts, records: Buffer, nowMs: number): Failure | undefined {
  // One write for all of them is cheaper than one for each.
  const together = log.writer.isDirect(records.length) ? new Together(log, records) : undefined
  try {
    return appendEach(log, records, nowMs, together)
  } finally {
    together?.place()
  }
}

/** Adjacent batches of one segment, which are appended as one. */
class Together {
  readonly #log: LogParts
  readonly #records: Buffer
  #from = 0
  #to = 0
  #firstOffset = 0
  /** Their position in the segment's file. */
  #position = 0

  constructor(log: LogParts, records: Buffer) {
    this.#log = log
    this.#records = records
  }

  add(at: number, size: number, offset: number): void {
    if (this.#from === this.#to) {
      this.#from = at
      this.#firstOffset = offset
      this.#position = this.#log.state.active.sizeBytes
    }
    this.#to = at + size
  }

  /** @throws DiskError */
  place(): void {
    const [from, to] = [this.#from, this.#to]
    this.#from = to
    const { writer, state } = this.#log
    if (to === from) return
    writer.place(this.#records.subarray(from, to), this.#firstOffset, state.logEndOffset, this.#position)
  }
}

function appendEach(
  log: LogParts,
  records: Buffer,
  nowMs: number,
  together: Together | undefined
): Failure | undefined {
  let at = 0
  for (;;) {
    const size = entrySize(records, at, records.length)
    if (size === 0) return undefined
    if (!hasValidChecksum(records, at))
      return failed('CORRUPT_MESSAGE', `${log.state.name}: wrong checksum in bytes from the leader`)
    if (baseOffsetOf(records, at) < log.state.logEndOffset)
      return failed('OFFSET_OUT_OF_RANGE', `${log.state.name}: offsets from the leader go back`)
    appendCopy(log, records, at, nowMs, together)
    at += size
  }
}

function appendCopy(log: LogParts, records: Buffer, at: number, nowMs: number, together: Together | undefined): void {
  const { state, writer } = log
  const facts = factsOf(records, at)
  const offset = baseOffsetOf(records, at)
  const lastOffset = entryLastOffset(records, at)
  const timestamp = entryMaxTimestamp(records, at)
  const size = batchSize(records, at)
  if (state.active.isRollDue(state.config, size, timestamp, nowMs, lastOffset)) {
    together?.place()
    rollSegment(log, nowMs)
  }
  const epoch = magic(records, at) === 2 ? partitionLeaderEpoch(records, at) : -1
  if (epoch > state.epochs.latest) assignLeaderEpoch(log, epoch, offset)
  if (together === undefined) writer.place(records.subarray(at, at + size), offset, lastOffset + 1)
  else together.add(at, size, offset)
  const { indexIntervalBytes, segmentIndexBytes } = state.config
  state.active.append(lastOffset, size, timestamp, lastOffset, indexIntervalBytes, segmentIndexBytes)
  if (facts.producerId >= 0) remember(state, facts, offset)
  state.advanceTo(lastOffset + 1)
  writer.appended()
}
