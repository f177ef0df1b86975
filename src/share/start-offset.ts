import { DiskError } from '../env/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'

const byDuration = 'by_duration:'

/** Start offset of a group that has none yet. `reset` is `earliest`, `latest`, or `by_duration:` plus an ISO 8601 duration. */
export async function startOffsetFor(reset: string, partition: Partition, nowMs: number): Promise<number | Failure> {
  if (reset === 'earliest') return partition.logStartOffset
  if (!reset.startsWith(byDuration)) return partition.highWatermark
  try {
    const agoMs = durationMs(reset.slice(byDuration.length))
    const { offset } = await partition.offsetFor(nowMs - agoMs, 'read_uncommitted')
    return offset === -1 ? partition.highWatermark : offset
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    return failed('KAFKA_STORAGE_ERROR', error.message)
  }
}

/** Parses days to seconds as java.time.Duration does. Config validation has already rejected invalid durations. */
function durationMs(text: string): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text)
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((index) => Number(parts?.[index] ?? 0))
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000
}
