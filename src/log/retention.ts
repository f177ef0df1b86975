/*
 * Owns which whole segments a log no longer has to keep: by time, by size, below its start.
 * Called by the store's background work. Never looks into records. Source: kafka.UnifiedLog#deleteOldSegments.
 */
import type { FileLog } from './log.ts'
import type { Segment } from './segment.ts'

/** Latest timestamp of a segment; that of its file when no record has one. */
export function ageTimestamp(log: FileLog, segment: Segment): number {
  segment.knowTimes()
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : (log.shared.env.disk.stat(segment.logPath)?.modifiedMs ?? 0)
}

/** Deletes what may go, oldest first, and never at or above the high watermark. */
export function applyRetention(log: FileLog, nowMs: number): void {
  rollByTime(log, nowMs)
  deleteWhile(
    log,
    (segment, next) => next !== undefined && next <= log.logStartOffset && segment.baseOffset < log.logStartOffset
  )
  const { config } = log
  if (!config.cleanupPolicy.delete) return
  if (config.retentionMs >= 0) deleteWhile(log, (segment) => nowMs - ageTimestamp(log, segment) > config.retentionMs)
  if (config.retentionBytes >= 0) {
    let excess = log.sizeBytes - config.retentionBytes
    deleteWhile(log, (segment) => {
      if (excess < segment.sizeBytes || segment.sizeBytes === 0) return false
      excess -= segment.sizeBytes
      return true
    })
  }
}

/** A log that nobody writes to rolls nevertheless, so that its last records can expire. */
function rollByTime(log: FileLog, nowMs: number): void {
  const { active, config } = log
  if (active.sizeBytes === 0 || !config.cleanupPolicy.delete || config.retentionMs < 0) return
  if (nowMs - ageTimestamp(log, active) > config.retentionMs && log.highWatermark >= log.logEndOffset) log.roll(nowMs)
}

function deleteWhile(log: FileLog, mayGo: (segment: Segment, nextBaseOffset: number | undefined) => boolean): void {
  let count = 0
  while (count < log.segments.length - 1) {
    const segment = log.segments[count] as Segment
    const next = (log.segments[count + 1] as Segment).baseOffset
    if (next > log.highWatermark || !mayGo(segment, next)) break
    count++
  }
  if (count === 0) return
  log.moveStartOffset((log.segments[count] as Segment).baseOffset)
  for (let n = 0; n < count; n++) log.removeSegment(0)
}
