/*
 * Owns which whole segments a log no longer has to keep: by time, by size, below its start. Never looks into records.
 * Source: kafka.UnifiedLog#deleteOldSegments.
 */
import type { FileLog } from '../log.ts'
import type { Segment } from '../segment/segment.ts'
import { removeSegment } from '../state/log-segments.ts'

/** Latest timestamp of a segment; that of its file when no record has one. */
export function ageTimestamp(log: FileLog, segment: Segment): number {
  segment.knowTimes()
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : (log.shared.env.disk.stat(segment.logPath)?.modifiedMs ?? 0)
}

/** Where the log's start belongs: behind what may go, oldest first, and never beyond the high watermark. */
export function startByRetention(log: FileLog, nowMs: number): number {
  rollByTime(log, nowMs)
  const { config } = log
  let start = log.logStartOffset
  if (!config.cleanupPolicy.delete) return start
  if (config.retentionMs >= 0)
    start = passWhile(log, start, (segment) => nowMs - ageTimestamp(log, segment) > config.retentionMs)
  if (config.retentionBytes >= 0) {
    const kept = log.segments.slice(countBelow(log, start))
    let excess = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) - config.retentionBytes
    start = passWhile(log, start, (segment) => {
      if (excess < segment.sizeBytes || segment.sizeBytes === 0) return false
      excess -= segment.sizeBytes
      return true
    })
  }
  return start
}

/** Deletes the segments that lie below the log's start, which must be durable by then. */
export function removeBelowStart(log: FileLog): void {
  for (let left = countBelow(log, log.logStartOffset); left > 0; left--) removeSegment(log, 0)
}

/** The same before its new start is durable, and that start with it: one after another, each durably. @throws DiskError */
export function removeUpTo(log: FileLog, start: number): void {
  for (let left = countBelow(log, start); left > 0; left--) {
    removeSegment(log, 0)
    log.shared.env.disk.syncDirectory(log.directory)
    log.moveStartOffset((log.segments[0] as Segment).baseOffset)
  }
}

/** How many segments lie wholly below `start`, and below the high watermark. */
function countBelow(log: FileLog, start: number): number {
  let count = 0
  while (count < log.segments.length - 1) {
    const next = (log.segments[count + 1] as Segment).baseOffset
    if (next > Math.min(log.highWatermark, start, log.writer.writtenEnd)) break
    count++
  }
  return count
}

/** A log that nobody writes to rolls nevertheless, so that its last records can expire. */
function rollByTime(log: FileLog, nowMs: number): void {
  const { active, config } = log
  if (active.sizeBytes === 0 || !config.cleanupPolicy.delete || config.retentionMs < 0) return
  if (nowMs - ageTimestamp(log, active) > config.retentionMs && log.highWatermark >= log.logEndOffset)
    log.shared.reserve.spend(() => log.roll(nowMs))
}

function passWhile(log: FileLog, start: number, mayGo: (segment: Segment) => boolean): number {
  let count = countBelow(log, start)
  while (count < log.segments.length - 1) {
    const next = (log.segments[count + 1] as Segment).baseOffset
    if (next > Math.min(log.highWatermark, log.writer.writtenEnd) || !mayGo(log.segments[count] as Segment)) break
    count++
  }
  return Math.max(start, (log.segments[count] as Segment).baseOffset)
}
