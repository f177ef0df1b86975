/*
 * Owns taking back the end of a log, or all of it: segments, indexes, epochs, producer state, who waits. Never waits, and never
 * leaves a part of an entry.
 */
import { baseOffset, entryLastOffset, entryMaxTimestamp } from '../../records/index.ts'
import type { FileLog } from '../log.ts'
import { loadProducersAt, removeSnapshotsFrom, removeStraySnapshots } from '../producers/producer-snapshots.ts'
import { scanBatches } from '../segment/scan.ts'
import { addSegment, removeSegment } from '../state/log-segments.ts'

/** Whole entries below `offset` stay; one that holds it goes. What is not in the file is gone. @throws DiskError */
export function cutTo(log: FileLog, wantedOffset: number): void {
  const offset = Math.min(wantedOffset, log.writer.writtenEnd)
  log.truncations++
  const { length } = log.segments
  while (log.segments.length > 1 && log.active.baseOffset > offset) {
    removeSegment(log, log.segments.length - 1)
    // Where records may be missing by right, a start does not see that a power loss brought back the later ones only.
    if (log.config.cleanupPolicy.compact) log.shared.env.disk.syncDirectory(log.directory)
  }
  const { active } = log
  const file = log.shared.pool.file(active.logPath)
  // From the last index entry that stays: what is behind it has its times noted anew.
  let position = active.indexes.offsets.positionOf(offset - 1)
  let endOffset = Math.max(active.baseOffset, Math.min(offset, log.logEndOffset))
  const times: (readonly [timestamp: number, offset: number])[] = []
  // Up to the last whole entry: behind it may be the part of one that a full disk still took.
  for (const batch of scanBatches(file, position, Math.min(log.writtenBytes(active), file.size()))) {
    if (entryLastOffset(batch.buffer, batch.at) >= offset) {
      endOffset = Math.min(offset, baseOffset(batch.buffer, batch.at))
      break
    }
    position = batch.position + batch.size
    times.push([entryMaxTimestamp(batch.buffer, batch.at), entryLastOffset(batch.buffer, batch.at)])
  }
  const hasMore = log.segments.length < length || file.size() > position
  active.truncateTo(endOffset, position)
  if (hasMore) {
    // With a power loss it must not come back among what is written from now on.
    log.shared.pool.file(active.logPath).syncSync()
    log.shared.env.disk.syncDirectory(log.directory)
  }
  for (const [timestamp, last] of times) active.noteTimestamp(timestamp, last)
  log.logEndOffset = endOffset
  log.recoveryPoint = Math.min(log.recoveryPoint, endOffset)
  log.highWatermark = Math.min(log.highWatermark, endOffset)
  log.logStartOffset = Math.min(log.logStartOffset, endOffset)
  log.cleanedUpTo = Math.min(log.cleanedUpTo, endOffset)
  if (log.epochs.truncateFromEnd(endOffset)) log.sideFiles.epochsCut()
  log.sideFiles.forgetSnapshot()
  removeStraySnapshots(log)
  log.writer.resumeAt(endOffset, position, log.writer.syncedEnd)
  loadProducersAt(log, endOffset)
  log.writer.refuseBeyond(endOffset)
}

/** Nothing of before stays; the next record gets `offset`. @throws DiskError */
export function startAnewAt(log: FileLog, offset: number): void {
  log.truncations++
  while (log.segments.length > 0) removeSegment(log, log.segments.length - 1)
  // An older one than the new start would be read as what is known of producers there.
  removeSnapshotsFrom(log, 0)
  log.producerStates.clear()
  log.epochs.clear()
  // With it the names are synced: nothing of before comes back with the next power loss.
  log.sideFiles.saveEpochs()
  log.logStartOffset = log.logEndOffset = log.recoveryPoint = log.cleanedUpTo = offset
  log.highWatermark = offset
  log.sideFiles.forgetSnapshot()
  addSegment(log, offset, log.shared.env.clock.wallMs())
  log.writer.resumeAt(offset, 0, offset)
  log.writer.refuseBeyond(offset)
}
