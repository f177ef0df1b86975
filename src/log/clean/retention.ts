/*
 * Decides which whole segments a log can delete: by time, by size, or below the log start offset. Never reads records. Source:
 * kafka.UnifiedLog#deleteOldSegments.
 */
import type { StoreServices } from '../disk/store-services.ts'
import type { Segment } from '../segment/segment.ts'
import { removeSegment } from '../state/log-segments.ts'
import type { LogState } from '../state/log-state.ts'
import type { LogParts } from '../write/log-parts.ts'
import { rollSegment } from '../write/roll.ts'
import { moveStart } from '../write/truncation.ts'

/** Latest timestamp of a segment, or its file's modification time if no record has one. */
export function ageTimestamp(services: StoreServices, segment: Segment): number {
  segment.knowTimes()
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : (services.env.disk.stat(segment.logPath)?.modifiedMs ?? 0)
}

/** The new log start offset, and the configs that require it. */
interface Retained {
  readonly start: number
  readonly by: readonly string[]
}

/** The offset after the oldest segments that can be deleted; never above the high watermark. */
export function startByRetention(log: LogParts, nowMs: number): Retained {
  rollByTime(log, nowMs)
  const { state, services } = log
  const { cleanupPolicy, retentionMs, retentionBytes } = state.config
  const { logStartOffset } = state
  if (!cleanupPolicy.delete) return { start: logStartOffset, by: [] }
  const byTime =
    retentionMs < 0
      ? logStartOffset
      : passWhile(state, logStartOffset, (segment) => nowMs - ageTimestamp(services, segment) > retentionMs)
  const start = retentionBytes < 0 ? byTime : startBySize(state, byTime)
  const by = [...(byTime > logStartOffset ? ['retention.ms'] : []), ...(start > byTime ? ['retention.bytes'] : [])]
  return { start, by }
}

function startBySize(log: LogState, from: number): number {
  const kept = log.segments.slice(countBelow(log, from))
  let excess = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) - log.config.retentionBytes
  return passWhile(log, from, (segment) => {
    if (excess < segment.sizeBytes || segment.sizeBytes === 0) return false
    excess -= segment.sizeBytes
    return true
  })
}

/** Describes, for the operator, the segments to be deleted below an offset. */
export function belowStart({ state }: LogParts, start: number): { readonly segments: number; readonly bytes: number } {
  const segments = countBelow(state, start)
  const bytes = state.segments.slice(0, segments).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { segments, bytes }
}

/** Deletes the segments below `durableStart`; the log start offset may already be higher. */
export function removeBelow({ state, services }: LogParts, durableStart: number): void {
  for (let left = countBelow(state, Math.min(state.logStartOffset, durableStart)); left > 0; left--)
    removeSegment(state, services, state.segments[0] as Segment)
}

/**
 * Deletes segments before the new log start offset is durable: one at a time, each durably, moving the log start offset along.
 * @throws DiskError
 */
export function removeUpTo(log: LogParts, start: number): void {
  const { state, services } = log
  for (let left = countBelow(state, start); left > 0; left--) {
    removeSegment(state, services, state.segments[0] as Segment)
    services.env.disk.syncDirectory(state.directory)
    moveStart(log, (state.segments[0] as Segment).baseOffset)
  }
}

/** Number of segments entirely below both `start` and the high watermark. */
function countBelow(log: LogState, start: number): number {
  let count = 0
  while (count < log.segments.length - 1) {
    const next = (log.segments[count + 1] as Segment).baseOffset
    if (next > Math.min(log.highWatermark, start, log.writtenEnd)) break
    count++
  }
  return count
}

/** Rolls a log without new writes too, so that its last records can expire. */
function rollByTime(log: LogParts, nowMs: number): void {
  const { state, services } = log
  const { active, config } = state
  if (active.sizeBytes === 0 || !config.cleanupPolicy.delete || config.retentionMs < 0) return
  if (nowMs - ageTimestamp(services, active) > config.retentionMs && state.highWatermark >= state.logEndOffset)
    services.reserve.spend(() => rollSegment(log, nowMs))
}

function passWhile(log: LogState, start: number, mayGo: (segment: Segment) => boolean): number {
  let count = countBelow(log, start)
  while (count < log.segments.length - 1) {
    const next = (log.segments[count + 1] as Segment).baseOffset
    if (next > Math.min(log.highWatermark, log.writtenEnd) || !mayGo(log.segments[count] as Segment)) break
    count++
  }
  return Math.max(start, (log.segments[count] as Segment).baseOffset)
}
