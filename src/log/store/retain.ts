/*
 * Owns one run of retention over all logs of a store: new starts made durable, segments removed, and the operator told.
 */
import type { Logger } from '../../env/index.ts'
import { belowStart, removeBelowStart, removeUpTo, startByRetention } from '../clean/retention.ts'
import type { PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { FileLog } from '../log.ts'

interface RetainOptions {
  readonly nowMs: number
  readonly producerIdExpirationMs: number
  /** Runs what the disk may refuse, for one log alone. */
  readonly guarded: (work: () => void) => void
  /** @throws DiskError */
  readonly writeStarts: (starts: ReadonlyMap<PartitionLog, number>) => void
  readonly logger: Logger
}

/** What retention takes away from one log. */
interface Deletion {
  readonly log: FileLog
  readonly start: number
  readonly by: readonly string[]
  readonly segments: number
  readonly bytes: number
}

export function retainLogs(all: readonly FileLog[], options: RetainOptions): void {
  const { nowMs, producerIdExpirationMs, guarded, logger } = options
  const logs = all.filter((log) => !log.failed && !log.state.isCleaning)
  const starts = new Map<FileLog, number>()
  const deletions: Deletion[] = []
  for (const log of logs) {
    guarded(() => {
      const { start, by } = startByRetention(log, nowMs)
      starts.set(log, start)
      if (by.length > 0) deletions.push({ log, start, by, ...belowStart(log, start) })
    })
  }
  moveStarts(starts, options)
  for (const { log, start, by, segments, bytes } of deletions) {
    const { topic, partition, logStartOffset } = log
    const fields = { topic, partition, by: by.join(' and '), segments, bytes, startOffset: start }
    if (logStartOffset >= start) logger.info('retention deleted the oldest segments of a log', fields)
  }
  for (const log of logs) {
    guarded(() => removeBelowStart(log))
    log.state.producers.expire(nowMs - producerIdExpirationMs)
    for (const segment of log.state.segments) if (segment !== log.state.active) segment.sweepIndexes()
  }
}

/**
 * On a disk so full that not even the reserve has room for the checkpoint, the segments go first: oldest first and each
 * durably, so that the log begins at its first segment whatever happens.
 */
function moveStarts(starts: ReadonlyMap<FileLog, number>, { writeStarts, guarded }: RetainOptions): void {
  try {
    writeStarts(starts)
    for (const [log, start] of starts) log.moveStartOffset(start)
  } catch (error) {
    if (asDiskError(error).code !== 'NO_SPACE') throw error
    for (const [log, start] of starts) guarded(() => removeUpTo(log, start))
  }
}
