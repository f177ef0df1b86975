/*
 * Queries that a log answers from its indexes: sizes between offsets, aborted transactions, offsets by timestamp. Reads at most
 * one index interval of records, and changes nothing.
 */
import {
  baseOffset,
  entryLastOffset,
  entryMaxTimestamp,
  isControl,
  magic,
  partitionLeaderEpoch,
  RecordsError,
  recordsOf
} from '../../records/index.ts'
import type { SegmentStart, TimestampOffset } from '../contract.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import type { AbortedEntry } from '../segment/txn-index.ts'
import type { LogState } from '../state/log-state.ts'
import type { LogWriter } from '../write/log-writer.ts'

const lookUpWindowBytes = 1 << 16

export function sizeBetween(log: LogState, writer: LogWriter, fromOffset: number, toOffset: number): number {
  if (fromOffset >= toOffset) return 0
  const first = log.segmentIndexOf(fromOffset)
  const last = log.segmentIndexOf(toOffset - 1)
  const begin =
    writer.tailPositionOf(fromOffset) ?? (log.segments[first] as Segment).indexes.offsets.positionOf(fromOffset)
  let bytes = -begin
  for (let n = first; n < last; n++) bytes += (log.segments[n] as Segment).sizeBytes
  const end = log.segments[last] as Segment
  bytes += toOffset >= log.logEndOffset ? end.sizeBytes : end.indexes.offsets.positionOf(toOffset)
  return Math.max(1, bytes)
}

/** Aborted transactions that have records in [fromOffset, toOffset) (kafka.LogSegment#collectAbortedTxns). */
export function abortedBetween(log: LogState, fromOffset: number, toOffset: number): AbortedEntry[] {
  const found: AbortedEntry[] = []
  for (let n = log.segmentIndexOf(fromOffset); n < log.segments.length; n++) {
    for (const entry of (log.segments[n] as Segment).indexes.aborted) {
      if (entry.lastOffset >= fromOffset && entry.firstOffset < toOffset) found.push(entry)
      if (entry.lastStableOffset >= toOffset) return found
    }
  }
  return found
}

/** Offsets by time as before the time index existed (kafka.log.UnifiedLog#legacyFetchOffsetsBefore). @throws DiskError */
export function segmentStarts(log: LogState, services: StoreServices): SegmentStart[] {
  const { disk, clock } = services.env
  const starts = log.segments.map(({ baseOffset: offset, logPath }) => ({
    offset: Math.max(offset, log.logStartOffset),
    modifiedMs: disk.stat(logPath)?.modifiedMs ?? 0
  }))
  if (log.active.sizeBytes > 0) starts.push({ offset: log.logEndOffset, modifiedMs: clock.wallMs() })
  return starts
}

export function offsetForTimestamp(
  log: LogState,
  services: StoreServices,
  timestampMs: number
): TimestampOffset | undefined {
  for (const segment of log.segments) {
    segment.knowTimes()
    if (segment.maxTimestamp < timestampMs) continue
    const found = firstRecord(log, services, segment, timestampMs)
    if (found !== undefined) return found
  }
  return undefined
}

export function offsetOfMaxTimestamp(log: LogState, services: StoreServices): TimestampOffset | undefined {
  let best: Segment | undefined
  for (const segment of log.segments) {
    segment.knowTimes()
    if (segment.maxTimestamp >= 0 && segment.maxTimestamp > (best?.maxTimestamp ?? -1)) best = segment
  }
  return best === undefined ? undefined : firstRecord(log, services, best, best.maxTimestamp)
}

/** First record of a segment that the reader may see and whose timestamp is not earlier. */
function firstRecord(
  log: LogState,
  services: StoreServices,
  segment: Segment,
  timestampMs: number
): TimestampOffset | undefined {
  const { offsets, times } = segment.indexes
  const fromOffset = Math.max(times.startFor(timestampMs), log.logStartOffset)
  const file = services.pool.file(segment.logPath)
  const end = log.bytesInFile(segment)
  for (const { buffer, at } of scanBatches(file, offsets.positionOf(fromOffset), end, lookUpWindowBytes)) {
    if (entryLastOffset(buffer, at) < fromOffset || entryMaxTimestamp(buffer, at) < timestampMs) continue
    const isModern = magic(buffer, at) === 2
    if (isModern && isControl(buffer, at)) continue
    const found = firstIn(log, services, buffer, at, timestampMs)
    if (found !== undefined) return { ...found, leaderEpoch: isModern ? partitionLeaderEpoch(buffer, at) : -1 }
  }
  return undefined
}

/** Skips corrupt records: no error code for a search by timestamp would help a client more. */
function firstIn(
  log: LogState,
  services: StoreServices,
  buffer: Buffer,
  at: number,
  timestampMs: number
): { offset: number; timestamp: number } | undefined {
  try {
    for (const { offset, timestamp } of recordsOf(buffer, at)) {
      if (offset >= log.logStartOffset && timestamp >= timestampMs) return { offset, timestamp }
    }
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    const fields = { log: log.name, offset: baseOffset(buffer, at), error: error.message }
    services.logger.error('skipping a damaged batch in a timestamp search', fields)
  }
  return undefined
}
