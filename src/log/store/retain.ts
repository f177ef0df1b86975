/*
 * Owns one run of retention over all logs of a store: new starts made durable, segments removed, and the operator told.
 */
import type { Logger } from '../../env/index.ts'
import { belowStart, removeBelow, removeUpTo, startByRetention } from '../clean/retention.ts'
import type { PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { FileLog } from '../log.ts'

interface RetainOptions {
  readonly nowMs: number
  readonly producerIdExpirationMs: number
  /** Runs what the disk may refuse, for one log alone. */
  readonly guarded: (work: () => void) => void
  /** Makes the starts of all logs durable, and then moves them. Rejects with DiskError: none has moved. */
  readonly moveStarts: (starts: ReadonlyMap<PartitionLog, number>) => Promise<void>
  /** False once the log is not one of the store's any more, or the store is closed. */
  readonly isWanted: (log: FileLog) => boolean
  readonly logger: Logger
}

/** Where the start of a log is to be, and the configs that moved it there. */
interface Plan {
  readonly log: FileLog
  start: number
  by: readonly string[]
}

/** Rejects with DiskError: then nothing was removed. */
export async function retainLogs(logs: readonly FileLog[], options: RetainOptions): Promise<void> {
  const { nowMs, guarded, moveStarts, isWanted } = options
  const mayRetain = (log: FileLog) => isWanted(log) && !log.failed && !log.state.isCleaning
  const plans = logs.filter(mayRetain).map((log): Plan => ({ log, start: log.logStartOffset, by: [] }))
  for (const plan of plans) guarded(() => Object.assign(plan, startByRetention(plan.log, nowMs)))
  const isMoved = await hasRoom(() => moveStarts(new Map(plans.map(({ log, start }) => [log, start]))))
  for (const plan of plans) if (mayRetain(plan.log)) retain(plan, isMoved, options)
}

/** False on a disk so full that not even the reserve has room for the checkpoint. */
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
  // Where the start could not be made durable the segments go oldest first and each durably, so that the log begins at its
  // first segment whatever happens.
  guarded(() => (isMoved ? removeBelow(log, start) : removeUpTo(log, start)))
  if (by.length > 0 && log.logStartOffset >= start) {
    const fields = { topic, partition, by: by.join(' and '), ...gone, startOffset: start }
    logger.info('retention deleted old segments', fields)
  }
  state.producers.expire(nowMs - producerIdExpirationMs)
  for (const segment of state.segments) if (segment !== state.active) segment.sweepIndexes()
}
