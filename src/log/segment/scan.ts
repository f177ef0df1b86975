/*
 * Reads a segment file batch by batch, for recovery, truncation, timestamp lookups and the cleaner. Never trusts a size, and
 * never holds more than one batch beyond its window.
 */
import type { DiskFile } from '../../env/index.ts'
import {
  baseOffset,
  batchSize,
  entryLastOffset,
  entrySize,
  hasValidChecksum,
  lastOffsetDelta,
  logOverheadBytes,
  magic,
  recordCount
} from '../../records/index.ts'

const windowBytes = 1 << 20

/** One entry, in a window that the next scan step overwrites. */
export interface ScannedBatch {
  readonly buffer: Buffer
  readonly at: number
  readonly size: number
  /** Its position in the file. */
  readonly position: number
}

/** Yields whole entries in [from, to), in order; stops at the first one that is truncated or invalid. */
export function* scanBatches(file: DiskFile, from: number, to: number, window = windowBytes): Generator<ScannedBatch> {
  let buffer = Buffer.allocUnsafeSlow(Math.min(window, Math.max(64, to - from)))
  let position = from
  while (position < to) {
    const filled = file.readSync(buffer, 0, Math.min(buffer.length, to - position), position)
    let at = 0
    for (;;) {
      let size: number
      try {
        size = entrySize(buffer, at, filled)
      } catch {
        return
      }
      if (size === 0) break
      yield { buffer, at, size, position: position + at }
      at += size
    }
    if (at > 0) {
      position += at
      continue
    }
    // The window holds no whole entry: read that entry separately if the file is large enough for its stated size.
    if (filled < logOverheadBytes || position + filled >= to) return
    const announced = batchSize(buffer, 0)
    if (announced <= buffer.length || announced > to - position) return
    buffer = Buffer.allocUnsafeSlow(announced)
  }
}

/** Whether an append could have written the entry: valid checksum, and offsets that are increasing and fit the segment. */
export function isSound(
  { buffer, at }: ScannedBatch,
  expectedOffsetMin: number,
  segmentOffset = expectedOffsetMin
): boolean {
  if (!hasValidChecksum(buffer, at)) return false
  const last = entryLastOffset(buffer, at)
  if (last < expectedOffsetMin || last - segmentOffset > 0x7fffffff) return false
  if (magic(buffer, at) !== 2) return true
  return lastOffsetDelta(buffer, at) >= 0 && recordCount(buffer, at) >= 0 && baseOffset(buffer, at) >= expectedOffsetMin
}
