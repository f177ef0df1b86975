/*
 * Decides which part of a log can be compacted now, and whether that is worthwhile. Changes nothing. Source:
 * org.apache.kafka.storage.internals.log.LogCleanerManager.
 */
import { entryMaxTimestamp } from '../../records/index.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import type { LogState } from '../state/log-state.ts'
import type { LogParts } from '../write/log-parts.ts'
import { ageTimestamp } from './retention.ts'

const headerWindowBytes = 4096

export interface Cleanable {
  readonly log: LogParts
  /** Everything before this offset has already been compacted. */
  readonly firstDirtyOffset: number
  /** Starts with the log's first segment; never includes the active one. */
  readonly segments: readonly Segment[]
  /** Exclusive: end offset of the last of these segments. */
  readonly endOffset: number
  /** Ratio of bytes not yet compacted to all bytes that would be read. */
  readonly dirtyRatio: number
}

/** Undefined if there is nothing, or too little, to compact. */
export function cleanableOf(log: LogParts, nowMs: number): Cleanable | undefined {
  const { state, services } = log
  if (!state.config.cleanupPolicy.compact || state.failed || state.segments.length < 2) return undefined
  const firstDirtyOffset = firstDirty(state)
  const dirtyIndex = state.segmentIndexOf(firstDirtyOffset)
  const end = firstUncleanable(state, services, dirtyIndex, nowMs)
  const dirty = state.segments.slice(dirtyIndex, end)
  const dirtyBytes = bytesOf(dirty)
  if (dirtyBytes === 0) return undefined
  const dirtyRatio = dirtyBytes / (dirtyBytes + bytesOf(state.segments.slice(0, dirtyIndex)))
  if (dirtyRatio <= state.config.minCleanableDirtyRatio && !isOverdue(state, services, dirtyIndex, nowMs))
    return undefined
  const endOffset = (state.segments[end] as Segment).baseOffset
  return { log, firstDirtyOffset, segments: state.segments.slice(0, end), endOffset, dirtyRatio }
}

/** A checkpoint that does not match the log, such as after a truncation, is ignored. */
function firstDirty(log: LogState): number {
  const { compactedUpTo, logStartOffset } = log
  return compactedUpTo > log.active.baseOffset ? logStartOffset : Math.max(compactedUpTo, logStartOffset)
}

/**
 * Index of the first segment that cannot be compacted: the active one, one that is too young, or one with records that not all
 * readers may see yet.
 */
function firstUncleanable(log: LogState, services: StoreServices, dirtyIndex: number, nowMs: number): number {
  const stable = Math.min(log.firstUnstableOffset, log.highWatermark, log.writtenEnd)
  const { minCompactionLagMs } = log.config
  let n = 0
  for (; n < log.segments.length - 1; n++) {
    if ((log.segments[n + 1] as Segment).baseOffset > stable) break
    if (n < dirtyIndex || minCompactionLagMs <= 0) continue
    if (ageTimestamp(services, log.segments[n] as Segment) > nowMs - minCompactionLagMs) break
  }
  return n
}

/** max.compaction.lag.ms: compaction is due however small the dirty part is (KIP-354). */
function isOverdue(log: LogState, services: StoreServices, dirtyIndex: number, nowMs: number): boolean {
  const until = nowMs - Math.max(0, log.config.maxCompactionLagMs)
  if (until <= 0) return false
  return log.segments.slice(dirtyIndex, -1).some((segment) => {
    const first = firstTimestampOf(services, segment)
    return first !== undefined && first > 0 && first < until
  })
}

function firstTimestampOf(services: StoreServices, segment: Segment): number | undefined {
  if (segment.firstTimestamp !== undefined) return segment.firstTimestamp
  const file = services.pool.file(segment.logPath)
  for (const { buffer, at } of scanBatches(file, 0, segment.sizeBytes, headerWindowBytes)) {
    segment.firstTimestamp = entryMaxTimestamp(buffer, at)
    break
  }
  return segment.firstTimestamp
}

const bytesOf = (segments: readonly Segment[]) => segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
