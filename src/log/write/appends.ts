/*
 * Owns how batches become part of a log: offsets and epochs, the segment they go to, what is remembered of producers. Never
 * waits, and never says that anything is written.
 */
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
import type { AppendResult } from '../contract.ts'
import type { FileLog } from '../log.ts'
import { factsOf } from '../producers/batch-facts.ts'
import type { BatchFacts } from '../producers/producer-state.ts'
import { refused } from './append-rules.ts'

/** What a leader takes: gets the next offset and the epoch, in place. @throws DiskError */
export function appendBatch(log: FileLog, batch: ValidBatch, leaderEpoch: number, nowMs: number): void {
  const { buffer, at, size } = batch
  const offset = log.logEndOffset
  const lastOffset = offset + batch.lastOffsetDelta
  if (log.active.isRollDue(log.config, size, batch.maxTimestamp, nowMs, lastOffset)) log.roll(nowMs)
  setBaseOffset(buffer, at, offset)
  setPartitionLeaderEpoch(buffer, at, leaderEpoch)
  if (leaderEpoch > log.epochs.latest) log.assignLeaderEpoch(leaderEpoch, offset)
  const isWhole = at === 0 && size === buffer.length
  log.writer.place(isWhole ? buffer : buffer.subarray(at, at + size), offset, lastOffset + 1)
  const { indexIntervalBytes, segmentIndexBytes } = log.config
  const offsetOfMaxTimestamp = offset + batch.offsetDeltaOfMaxTimestamp
  log.active.append(lastOffset, size, batch.maxTimestamp, offsetOfMaxTimestamp, indexIntervalBytes, segmentIndexBytes)
  if (batch.producerId >= 0) remember(log, batch, offset)
  log.logEndOffset = lastOffset + 1
  log.writer.appended()
}

function remember(log: FileLog, batch: BatchFacts, offset: number): void {
  const completed = log.producerStates.update(batch, offset, log.highWatermark)
  if (completed?.isAborted) log.active.addAborted(completed)
}

/** Entries as a leader has them. Undefined: all were appended. @throws DiskError, RecordsError */
export function appendCopies(log: FileLog, records: Buffer, nowMs: number): AppendResult | undefined {
  let at = 0
  for (;;) {
    const size = entrySize(records, at, records.length)
    if (size === 0) return undefined
    if (!hasValidChecksum(records, at))
      return refused('CORRUPT_MESSAGE', `${log.name}: wrong checksum in bytes from the leader`)
    if (baseOffsetOf(records, at) < log.logEndOffset)
      return refused('OFFSET_OUT_OF_RANGE', `${log.name}: offsets from the leader go back`)
    appendCopy(log, records, at, nowMs)
    at += size
  }
}

function appendCopy(log: FileLog, records: Buffer, at: number, nowMs: number): void {
  const facts = factsOf(records, at)
  const offset = baseOffsetOf(records, at)
  const lastOffset = entryLastOffset(records, at)
  const timestamp = entryMaxTimestamp(records, at)
  const size = batchSize(records, at)
  if (log.active.isRollDue(log.config, size, timestamp, nowMs, lastOffset)) log.roll(nowMs)
  const epoch = magic(records, at) === 2 ? partitionLeaderEpoch(records, at) : -1
  if (epoch > log.epochs.latest) log.assignLeaderEpoch(epoch, offset)
  log.writer.place(records.subarray(at, at + size), offset, lastOffset + 1)
  const { indexIntervalBytes, segmentIndexBytes } = log.config
  log.active.append(lastOffset, size, timestamp, lastOffset, indexIntervalBytes, segmentIndexBytes)
  if (facts.producerId >= 0) remember(log, facts, offset)
  log.logEndOffset = lastOffset + 1
  log.writer.appended()
}
