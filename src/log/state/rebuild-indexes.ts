import { baseOffset, entryLastOffset, entryMaxTimestamp } from '../../records/index.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { factsOf } from '../producers/batch-facts.ts'
import { loadProducersAt } from '../producers/producer-snapshots.ts'
import { ProducerStates } from '../producers/producer-state.ts'
import { scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import type { AbortedEntry } from '../segment/txn-index.ts'
import type { LogState } from './log-state.ts'

/**
 * Rebuilds all indexes of a segment from its records, as far as they are readable. Takes aborted transactions from their file if
 * that is valid.
 */
export function rebuildIndexes(log: LogState, services: StoreServices, segment: Segment): void {
  const { sizeBytes, firstTimestamp } = segment
  const aborted = segment.readAborted() ?? findAborted(log, services, segment)
  const end = log.bytesInFile(segment)
  segment.resetIndexes()
  segment.indexes.aborted = aborted
  segment.sizeBytes = 0
  const { indexIntervalBytes, segmentIndexBytes } = log.config
  for (const { buffer, at, size } of scanBatches(services.pool.file(segment.logPath), 0, end)) {
    const lastOffset = entryLastOffset(buffer, at)
    if (lastOffset - segment.baseOffset > 0x7fffffff || lastOffset <= segment.indexes.offsets.lastEntry) break
    segment.append(lastOffset, size, entryMaxTimestamp(buffer, at), lastOffset, indexIntervalBytes, segmentIndexBytes)
  }
  segment.sizeBytes = sizeBytes
  segment.firstTimestamp = firstTimestamp
  segment.areRepaired = true
}

/** Transactions whose abort markers are in this segment; their first offsets come from the producer state before it. */
function findAborted(log: LogState, services: StoreServices, segment: Segment): AbortedEntry[] {
  const found: AbortedEntry[] = []
  const states = new ProducerStates()
  loadProducersAt(log, services, segment.baseOffset, states)
  const file = services.pool.file(segment.logPath)
  for (const { buffer, at } of scanBatches(file, 0, log.bytesInFile(segment))) {
    const facts = factsOf(buffer, at)
    const completed = facts.producerId >= 0 ? states.update(facts, baseOffset(buffer, at)) : undefined
    if (completed?.isAborted) found.push(completed)
  }
  return found
}
