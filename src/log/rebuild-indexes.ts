import { entryLastOffset, entryMaxTimestamp } from '../records/index.ts'
import type { FileLog } from './log.ts'
import { scanBatches } from './scan.ts'
import type { Segment } from './segment.ts'

/** Offset and time index of a segment from its records, as far as they can be read; aborted transactions stay as they are. */
export function rebuildIndexes(log: FileLog, segment: Segment): void {
  const aborted = segment.tryIndexes()?.aborted ?? []
  const { sizeBytes, firstTimestamp } = segment
  const end = log.writtenBytes(segment)
  segment.resetIndexes()
  segment.indexes.aborted = aborted
  segment.sizeBytes = 0
  const { indexIntervalBytes, segmentIndexBytes } = log.config
  for (const { buffer, at, size } of scanBatches(log.shared.pool.file(segment.logPath), 0, end)) {
    const lastOffset = entryLastOffset(buffer, at)
    if (lastOffset - segment.baseOffset > 0x7fffffff || lastOffset <= segment.indexes.offsets.lastEntry) break
    segment.append(lastOffset, size, entryMaxTimestamp(buffer, at), lastOffset, indexIntervalBytes, segmentIndexBytes)
  }
  segment.sizeBytes = sizeBytes
  segment.firstTimestamp = firstTimestamp
}
