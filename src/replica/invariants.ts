/*
 * Invariants of a partition and of its changes. Checked in tests and simulations (`env/invariants.ts`).
 */
import type { PartitionImage } from '../metadata/index.ts'

interface Offsets {
  readonly logStartOffset: number
  readonly logEndOffset: number
  readonly highWatermark: number
  readonly lastStableOffset: number
}

/** The violated invariant of a partition's offsets; null if all hold. */
export function brokenOffsets({
  logStartOffset: start,
  logEndOffset: end,
  highWatermark,
  lastStableOffset: stable
}: Offsets): string | null {
  if (highWatermark > end) return `high watermark ${highWatermark} is above the log end ${end}`
  if (highWatermark < start) return `high watermark ${highWatermark} is below the log start ${start}`
  if (stable > highWatermark) return `last stable offset ${stable} is above the high watermark ${highWatermark}`
  return null
}

/** What the metadata of a partition must never say, given the state `before`; null if nothing is wrong. */
export function brokenImage(image: PartitionImage, before: PartitionImage = image): string | null {
  const { leader, leaderEpoch, partitionEpoch, replicas, isr } = image
  if (new Set(replicas).size < replicas.length) return `replicas ${replicas} name a broker twice`
  const stranger = isr.find((id) => !replicas.includes(id))
  if (stranger !== undefined) return `${stranger} is in sync and is none of the replicas ${replicas}`
  if (leader >= 0 && !isr.includes(leader)) return `leader ${leader} is not among the in-sync replicas ${isr}`
  if (leaderEpoch < before.leaderEpoch) return `leader epoch ${leaderEpoch} comes after ${before.leaderEpoch}`
  if (partitionEpoch < before.partitionEpoch)
    return `partition epoch ${partitionEpoch} comes after ${before.partitionEpoch}`
  if (leader !== before.leader && leaderEpoch === before.leaderEpoch)
    return `leader ${leader} follows ${before.leader} in the same epoch ${leaderEpoch}`
  return null
}
