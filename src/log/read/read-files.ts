/*
 * Reads that the tail cache cannot serve: looks up the offset index, then reads all that the response may hold in one read. Never
 * decodes records, reads only batch headers, and validates both headers and index entries.
 */
import { type Failure, failed } from '../../protocol/index.ts'
import {
  baseOffset,
  entryLastOffset,
  lastOffsetDeltaAt,
  logOverheadBytes,
  magicAt,
  minEntryLength
} from '../../records/index.ts'
import type { ReadLimits, ReadResult } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Segment } from '../segment/segment.ts'
import { repairIndexes } from '../state/log-segments.ts'
import type { LogState } from '../state/log-state.ts'
import { emptyRead } from '../write/log-tail.ts'
import type { ReadServices } from './read-services.ts'

/** Bytes that contain the offsets and size of an entry of any format. */
const headerBytes = lastOffsetDeltaAt + 4
/** Extra bytes per read, so that earlier batches in the same index interval do not cost a second read. */
const slackBytes = 8 * 1024
/** A larger read would block the event loop even if it comes entirely from the page cache. */
const atOnceBytesMax = 2 << 20
/** The bytes at a file position are not an entry that belongs there. */
const corrupt = Symbol('corrupt')

export async function readFromFiles(
  log: LogState,
  services: ReadServices,
  fromOffset: number,
  limits: ReadLimits
): Promise<ReadResult | Failure> {
  let n = log.segmentIndexOf(fromOffset)
  while (n < log.segments.length) {
    const segment = log.segments[n] as Segment
    if (segment.baseOffset >= limits.upToOffset) break
    try {
      const found = await readOrRepair(log, services, segment, fromOffset, limits)
      if (found !== undefined) return found
    } catch (error) {
      const { message } = asDiskError(error)
      // Retention removed the segment in the meantime, so its offsets are gone too.
      if (fromOffset < log.logStartOffset) return failed('OFFSET_OUT_OF_RANGE')
      if (log.failed) return failed('KAFKA_STORAGE_ERROR')
      if (log.segments.includes(segment)) {
        services.logger.error('could not read a segment', { path: segment.logPath, error: message })
        return failed('KAFKA_STORAGE_ERROR')
      }
    }
    // If compaction merged segments in the meantime, the next one in the list is not the one that follows.
    n = log.segments[n] === segment ? n + 1 : log.segmentIndexOf(fromOffset)
  }
  return emptyRead
}

/**
 * A position without an entry may be the index's fault. The index is rebuilt once; if the read still fails, the log is corrupt.
 */
async function readOrRepair(
  log: LogState,
  services: ReadServices,
  segment: Segment,
  fromOffset: number,
  limits: ReadLimits
): Promise<ReadResult | Failure | undefined> {
  const found = await readSegment(log, services, segment, fromOffset, limits)
  if (found !== corrupt) return found
  repairIndexes(log, services, segment)
  const again = await readSegment(log, services, segment, fromOffset, limits)
  if (again !== corrupt) return again
  services.logger.error('refused to serve damaged records', { path: segment.logPath, fromOffset })
  return failed('CORRUPT_MESSAGE')
}

/** Returns undefined if every entry of this segment is before the wanted offset. */
async function readSegment(
  log: LogState,
  services: ReadServices,
  segment: Segment,
  fromOffset: number,
  limits: ReadLimits
): Promise<ReadResult | typeof corrupt | undefined> {
  const { buffers } = services
  const end = log.bytesInFile(segment)
  let position = segment.indexes.offsets.positionOf(fromOffset)
  let wanted = Math.min(end - position, Math.max(limits.maxBytes, headerBytes) + slackBytes)
  while (position < end) {
    const buffer = buffers.take(wanted)
    const filled = await fill(services, segment, buffer, Math.min(wanted, end - position), position)
    const view = buffer.subarray(0, filled)
    const from = skipBefore(view, segment.baseOffset, fromOffset)
    const isHere = from >= 0 && from + headerBytes <= filled
    const to = isHere ? wholeBatches(view, segment.baseOffset, from, limits) : -1
    if (to > from) return { chunks: [view.subarray(from, to)], bytes: to - from, release: () => buffers.give(buffer) }
    const size = isHere ? sizeAt(view, segment.baseOffset, from) : -1
    const isBeyond = isHere && baseOffset(view, from) >= limits.upToOffset
    buffers.give(buffer)
    if (from < 0 || (isHere && size < 0)) return corrupt
    if (!isHere) {
      // Every entry here is before the offset; continue after it.
      if (from === 0 || filled === 0) return undefined
      position += from
      wanted = Math.min(end - position, Math.max(limits.maxBytes, headerBytes) + slackBytes)
      continue
    }
    if (isBeyond || !limits.atLeastOneBatch || from + size <= filled) return emptyRead
    if (size > end - position - from) return corrupt
    position += from
    wanted = size
  }
  return undefined
}

function fill(
  { pool, readPace }: ReadServices,
  { logPath }: Segment,
  buffer: Buffer,
  bytes: number,
  position: number
): number | Promise<number> {
  if (bytes > atOnceBytesMax || !readPace.isQuick)
    return pool.using(logPath, (file) => file.read(buffer, 0, bytes, position))
  return readPace.timed(() => pool.file(logPath).readSync(buffer, 0, bytes, position))
}

/** Size of the entry at `at`, or -1 if no entry of a segment with base offset `segmentOffset` can look like this. */
function sizeAt(view: Buffer, segmentOffset: number, at: number): number {
  const length = view.readInt32BE(at + 8)
  const magic = view[at + magicAt] as number
  if (length < minEntryLength || magic > 2) return -1
  const last = entryLastOffset(view, at)
  return last < segmentOffset || last - segmentOffset > 0x7fffffff || last < baseOffset(view, at)
    ? -1
    : logOverheadBytes + length
}

/** Position of the first entry that reaches `offset`; the end of the bytes if none does; -1 if the bytes are not entries. */
function skipBefore(view: Buffer, segmentOffset: number, offset: number): number {
  let at = 0
  while (at + headerBytes <= view.length) {
    const size = sizeAt(view, segmentOffset, at)
    if (size < 0) return -1
    if (entryLastOffset(view, at) >= offset) return at
    at += size
  }
  return at
}

function wholeBatches(view: Buffer, segmentOffset: number, from: number, limits: ReadLimits): number {
  let at = from
  while (at + headerBytes <= view.length) {
    const size = sizeAt(view, segmentOffset, at)
    if (size < 0 || baseOffset(view, at) >= limits.upToOffset || at + size > view.length) break
    if (at + size - from > limits.maxBytes && !(at === from && limits.atLeastOneBatch)) break
    at += size
  }
  return at
}
