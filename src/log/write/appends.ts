/*
 * Owns how batches become part of a log: offsets and epochs, the segment they go to, what is remembered of producers. Never
 * waits, and never says that anything is written.
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

/** What a leader takes: gets the next offset and the epoch, in place. @throws DiskError */
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

/** Saved with the next move of the recovery point: until then the records tell it as well. */
export function assignLeaderEpoch({ state, sideFiles }: LogParts, epoch: number, startOffset: number): void {
  if (state.epochs.assign(epoch, startOffset)) sideFiles.noteNewEpochs()
}

function remember(state: LogState, batch: BatchFacts, offset: number): void {
  const completed = state.producers.update(batch, offset, state.highWatermark)
  if (completed?.isAborted) state.active.addAborted(completed)
}

/** Entries as a leader has them. Undefined: all were appended. @throws DiskError, RecordsError */
export function appendCopies(log: LogParts, records: Buffer, nowMs: number): Failure | undefined {
  // One write for all of them costs less than one for each.
  const together = log.writer.isDirect(records.length) ? new Together(log, records) : undefined
  try {
    return appendEach(log, records, nowMs, together)
  } finally {
    together?.place()
  }
}

/** Neighbouring batches of one segment, which are placed as one. */
class Together {
  readonly #log: LogParts
  readonly #records: Buffer
  #from = 0
  #to = 0
  #firstOffset = 0
  /** Where they begin in the segment's file. */
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
