/*
 * One retention run over all logs of a store: makes new log start offsets durable, deletes segments, and logs what it deleted.
 */
import type { Logger } from '../../env/index.ts'
import { belowStart, removeBelow, removeUpTo, startByRetention } from '../clean/retention.ts'
import type { PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { FileLog } from '../log.ts'

interface RetainOptions {
  readonly nowMs: number
  readonly producerIdExpirationMs: number
  /** Runs work that the disk may refuse, for one log. */
  readonly guarded: (work: () => void) => void
  /** Makes the log start offsets durable, then moves them. Rejects with DiskError, without moving any. */
  readonly moveStarts: (starts: ReadonlyMap<PartitionLog, number>) => Promise<void>
  /** False if the log has left the store, or the store is closed. */
  readonly isWanted: (log: FileLog) => boolean
  readonly logger: Logger
}

/** The new log start offset, and the configs that require it. */
interface Plan {
  readonly log: FileLog
  start: number
  by: readonly string[]
}

/** Rejects with DiskError; nothing was deleted then. */
export async function retainLogs(logs: readonly FileLog[], options: RetainOptions): Promise<void> {
  const { nowMs, guarded, moveStarts, isWanted } = options
  const mayRetain = (log: FileLog) => isWanted(log) && !log.failed && !log.state.isCleaning
  const plans = logs.filter(mayRetain).map((log): Plan => ({ log, start: log.logStartOffset, by: [] }))
  for (const plan of plans) guarded(() => Object.assign(plan, startByRetention(plan.log, nowMs)))
  const isMoved = await hasRoom(() => moveStarts(new Map(plans.map(({ log, start }) => [log, start]))))
  for (const plan of plans) if (mayRetain(plan.log)) retain(plan, isMoved, options)
}

/** Returns false if the disk is so full that the checkpoint does not fit even with the reserve. */
async function hasRoom(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (asDiskError(error).code !== 'NO_SPACE') throw error
    return false
  }
}

function retain({ log, start, by }: Plan, isMoved: boolean, options: RetainOptions): void {
  const { nowMs, producerIdExpirationMs, guarded, logger } = options
  const { topic, partition, state } = log
  const gone = belowStart(log, start)
  // If the log start offset could not be made durable, deletes segments oldest first and each durably, so that the log always
  // begins at its first segment.
  guarded(() => (isMoved ? removeBelow(log, start) : removeUpTo(log, start)))
  if (by.length > 0 && log.logStartOffset >= start) {
    const fields = { topic, partition, by: by.join(' and '), ...gone, startOffset: start }
    logger.info('retention deleted old segments', fields)
  }
  state.producers.expire(nowMs - producerIdExpirationMs)
  for (const segment of state.segments) if (segment !== state.active) segment.sweepIndexes()
}
