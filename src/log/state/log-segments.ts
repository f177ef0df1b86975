/*
 * Adds segments to a log, removes them, and rebuilds their indexes. Does not read records itself.
 */
import type { StoreServices } from '../disk/store-services.ts'
import { snapshotPath } from '../producers/producer-snapshots.ts'
import { Segment } from '../segment/segment.ts'
import type { LogState } from './log-state.ts'
import { rebuildIndexes } from './rebuild-indexes.ts'

export function makeSegment(log: LogState, services: StoreServices, baseOffset: number): Segment {
  const { env, pool, logger } = services
  const repair = (segment: Segment) => {
    logger.warn('rebuilding a missing or damaged index', { path: segment.path('index') })
    rebuildIndexes(log, services, segment)
  }
  return new Segment({ disk: env.disk, pool, of: log, baseOffset, repair, wrote: log.unsyncedFiles.add })
}

/** Creates a new, empty segment and its file, not yet added to the log. @throws DiskError */
export function beginSegment(log: LogState, services: StoreServices, baseOffset: number, nowMs: number): Segment {
  const { config } = log
  const segment = makeSegment(log, services, baseOffset)
  const jitter = Math.min(config.segmentJitterMs, config.segmentMs)
  segment.rollJitterMs = jitter > 0 ? services.env.random.u32() % jitter : 0
  segment.begin(nowMs, config.preallocate ? config.segmentBytes : 0)
  return segment
}

/** Rebuilds a segment's indexes from its records after they turned out to be wrong. */
export function repairIndexes(log: LogState, services: StoreServices, segment: Segment): void {
  const fields = { path: segment.path('index') }
  services.logger.warn('an index entry does not point to a batch; rebuilding the indexes of this segment', fields)
  rebuildIndexes(log, services, segment)
}

/**
 * Removes the first or last segment from the log, and deletes its files later. @throws DiskError; the segment is then still in
 * the log
 */
export function removeSegment(log: LogState, services: StoreServices, segment: Segment): void {
  services.env.disk.remove(snapshotPath(log, services, segment.baseOffset))
  deleteLater(log, services, segment)
  log.dropSegment(segment)
}

/** Deletes files after file.delete.delay.ms, and retries if that fails. @throws DiskError if they cannot be renamed */
export function deleteLater(log: LogState, services: StoreServices, segment: Segment): void {
  segment.changeSuffix('.deleted')
  services.deleteLater(log.config.fileDeleteDelayMs, () => segment.removeFiles())
}
