/*
 * Owns reads that the tail cache cannot serve: by offset index, in one asynchronous read of what the answer may hold.
 * Called by log.ts. Never decodes records; looks only at batch headers.
 */
import { DiskError } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { baseOffset, entryLastOffset, LOG_OVERHEAD } from '../records/index.ts'
import type { FileLog } from './log.ts'
import { emptyRead } from './log-tail.ts'
import type { Segment } from './segment.ts'
import type { ReadLimits, ReadResult } from './store.ts'

/** What tells the offsets and the size of an entry of any format. */
const headerBytes = 27
/** Read beyond the limit, so that the batches before the wanted one in an index interval do not cost a second read. */
const slackBytes = 8 * 1024

export async function readFromFiles(
  log: FileLog,
  fromOffset: number,
  limits: ReadLimits
): Promise<ReadResult | { readonly error: ErrorName }> {
  for (let n = log.segmentIndexOf(fromOffset); n < log.segments.length; n++) {
    const segment = log.segments[n] as Segment
    if (segment.baseOffset >= limits.upToOffset) break
    const end = log.writtenBytes(segment)
    try {
      const found = await readSegment(log, segment, end, fromOffset, limits)
      if (found !== undefined) return found
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      // A segment that retention removed meanwhile: its offsets are gone as well.
      if (fromOffset < log.logStartOffset) return { error: 'OFFSET_OUT_OF_RANGE' }
      log.shared.report(`${segment.logPath}: ${error.message}`)
      return { error: 'KAFKA_STORAGE_ERROR' }
    }
  }
  return emptyRead
}

/** Undefined: everything in this segment lies before the wanted offset. */
async function readSegment(
  log: FileLog,
  segment: Segment,
  end: number,
  fromOffset: number,
  limits: ReadLimits
): Promise<ReadResult | undefined> {
  const { buffers, pool } = log.shared
  let position = segment.indexes.offsets.positionOf(fromOffset)
  let wanted = Math.min(end - position, Math.max(limits.maxBytes, headerBytes) + slackBytes)
  while (position < end) {
    const buffer = buffers.take(wanted)
    const filled = await pool.using(segment.logPath, (file) =>
      file.read(buffer, 0, Math.min(wanted, end - position), position)
    )
    const view = buffer.subarray(0, filled)
    const from = skipBefore(view, fromOffset)
    if (from + headerBytes > filled) {
      buffers.give(buffer)
      // All of it lies before the offset, or what follows is cut off: go on behind it.
      if (from === 0 || filled === 0) return position + filled >= end ? undefined : emptyRead
      position += from
      wanted = Math.min(end - position, Math.max(limits.maxBytes, headerBytes) + slackBytes)
      continue
    }
    const to = wholeBatches(view, from, limits)
    if (to > from) return { chunks: [view.subarray(from, to)], bytes: to - from, release: () => buffers.give(buffer) }
    const size = LOG_OVERHEAD + view.readInt32BE(from + 8)
    const isBeyond = baseOffset(view, from) >= limits.upToOffset
    buffers.give(buffer)
    if (isBeyond || !limits.atLeastOneBatch || from + size <= filled || size > end - position - from) return emptyRead
    position += from
    wanted = size
  }
  return undefined
}

/** Position of the first batch that reaches `offset`; where the bytes end when none does. */
function skipBefore(view: Buffer, offset: number): number {
  let at = 0
  while (at + headerBytes <= view.length && entryLastOffset(view, at) < offset)
    at += LOG_OVERHEAD + view.readInt32BE(at + 8)
  return at
}

function wholeBatches(view: Buffer, from: number, limits: ReadLimits): number {
  let at = from
  while (at + headerBytes <= view.length) {
    const size = LOG_OVERHEAD + view.readInt32BE(at + 8)
    if (baseOffset(view, at) >= limits.upToOffset || at + size > view.length) break
    if (at + size - from > limits.maxBytes && !(at === from && limits.atLeastOneBatch)) break
    at += size
  }
  return at
}
