/*
 * Owns the long poll of a Fetch: waits until its partitions have enough bytes, an error to tell, or its time is over.
 * Called by the Fetch handler. Reads no bytes: what there is comes from the partitions' indexes.
 */
import { DiskError } from '../env/index.ts'
import type { SessionPartition } from '../replica/index.ts'
import type { RequestContext } from './context.ts'
import { isPartition } from './partitions.ts'

/** One partition that a fetch is to read. */
export interface Wanted {
  readonly asked: SessionPartition
  /** Undefined: its topic id means nothing here. */
  readonly topic: string | undefined
}

export interface WaitLimits {
  readonly minBytes: number
  readonly maxWaitMs: number
  readonly isolation: 'read_uncommitted' | 'read_committed'
}

/** Bytes that could be read of it now; infinitely many where there is an error to tell. */
function readableBytes({ asked, topic }: Wanted, { isolation }: WaitLimits, context: RequestContext): number {
  const partition = topic === undefined ? undefined : context.partitions.leader(topic, asked.partition)
  if (partition === undefined || !isPartition(partition) || asked.maxBytes < 0) return Number.POSITIVE_INFINITY
  const { fetchOffset, currentLeaderEpoch, lastFetchedEpoch, maxBytes } = asked
  if (partition.isReadErrorAt(fetchOffset, currentLeaderEpoch, lastFetchedEpoch)) return Number.POSITIVE_INFINITY
  try {
    return Math.min(maxBytes, partition.availableBytes(fetchOffset, isolation))
  } catch (error) {
    // Its index cannot be read: the answer will say so. This runs at the end of a turn, where nobody else catches it.
    if (error instanceof DiskError) return Number.POSITIVE_INFINITY
    throw error
  }
}

/**
 * Undefined when there is nothing to wait for. A wake-up looks at the partition that woke it alone, so that a poll over many
 * partitions costs no more for each append than one over a single one.
 */
export function untilReadable(
  wanted: readonly Wanted[],
  limits: WaitLimits,
  context: RequestContext
): Promise<void> | undefined {
  const { minBytes, maxWaitMs } = limits
  if (maxWaitMs <= 0 || minBytes <= 0 || wanted.length === 0) return undefined
  const counted: number[] = []
  let total = 0
  for (const each of wanted) {
    const bytes = readableBytes(each, limits, context)
    total += bytes
    if (total >= minBytes) return undefined
    counted.push(bytes)
  }
  return new Promise((resolve) => {
    const waits: ({ cancel(): void } | undefined)[] = []
    const finish = () => {
      timer.cancel()
      closed.cancel()
      for (const wait of waits) wait?.cancel()
      resolve()
    }
    const timer = context.env.timers.after(maxWaitMs, finish)
    const closed = context.connection.onClosed(finish)
    const look = (index: number) => {
      const each = wanted[index] as Wanted
      const bytes = readableBytes(each, limits, context)
      total += bytes - (counted[index] ?? 0)
      counted[index] = bytes
      if (total >= minBytes) finish()
      else listen(index)
    }
    const listen = (index: number) => {
      const { asked, topic } = wanted[index] as Wanted
      const partition = context.partitions.find(topic ?? '', asked.partition)
      waits[index] = partition?.onceReadable(() => look(index))
    }
    for (let index = 0; index < wanted.length; index++) listen(index)
  })
}
