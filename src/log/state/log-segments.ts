/*
 * Owns how segments join a log and leave it: made, rolled, taken out, their indexes made anew. Never looks at records.
 */
import type { FileLog } from '../log.ts'
import { snapshotPath } from '../producers/producer-snapshots.ts'
import { Segment } from '../segment/segment.ts'
import { rebuildIndexes } from './rebuild-indexes.ts'

export function makeSegment(log: FileLog, baseOffset: number): Segment {
  const { env, pool, report } = log.shared
  const repair = (segment: Segment) => {
    report(`${segment.path('index')}: an index file is missing or broken; it is made anew from the records`)
    rebuildIndexes(log, segment)
  }
  const { directory, unsyncedFiles } = log
  return new Segment({ disk: env.disk, pool, directory, baseOffset, repair, wrote: unsyncedFiles.add })
}

/** An empty segment behind the others, which is the active one from now on. @throws DiskError */
export function addSegment(log: FileLog, baseOffset: number, nowMs: number): void {
  const { config } = log
  const segment = makeSegment(log, baseOffset)
  const jitter = Math.min(config.segmentJitterMs, config.segmentMs)
  segment.rollJitterMs = jitter > 0 ? log.shared.env.random.u32() % jitter : 0
  segment.begin(nowMs, config.preallocate ? config.segmentBytes : 0)
  log.segments.push(segment)
}

/**
 * Begins a new active segment at the log's end. The old one is synced in the background, when what a slow disk is still to
 * write of it is written. @throws DiskError
 */
export function rollSegment(log: FileLog, nowMs: number): void {
  log.writer.beforeRoll()
  const rolled = log.active
  if (rolled.isPreallocated) rolled.trim()
  // A recovery point that is here already would call these files whole as soon as there is a segment behind.
  rolled.saveIndexes(true, log.recoveryPoint >= log.logEndOffset)
  log.sideFiles.saveSnapshot()
  if (rolled.baseOffset === log.logEndOffset) {
    rolled.removeFiles()
    addSegment(log, log.logEndOffset, nowMs)
    log.segments.splice(-2, 1)
    return
  }
  addSegment(log, log.logEndOffset, nowMs)
  log.writer.rolled()
}

/** Makes the indexes of a segment from its records, after they were seen to be wrong. */
export function repairIndexes(log: FileLog, segment: Segment): void {
  log.shared.report(`${segment.path('index')}: it does not point to records; the indexes of this segment are made anew`)
  rebuildIndexes(log, segment)
}

/** Takes a segment out of the log and deletes its files after file.delete.delay.ms. @throws DiskError: it is still in the log */
export function removeSegment(log: FileLog, index: number): void {
  const segment = log.segments[index]
  if (segment === undefined) return
  log.shared.env.disk.remove(snapshotPath(log, segment.baseOffset))
  deleteLater(log, segment)
  log.segments.splice(index, 1)
}

/** Files that cannot be removed then are removed by a later attempt. @throws DiskError when they cannot be renamed */
export function deleteLater(log: FileLog, segment: Segment): void {
  segment.changeSuffix('.deleted')
  log.shared.deleteLater(log.config.fileDeleteDelayMs, () => segment.removeFiles())
}
