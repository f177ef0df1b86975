/*
 * Owns the state of share partitions in one partition of __share_group_state. Changed by replay alone.
 */
import { asOffset } from '../../protocol/index.ts'
import type { RecordPlace } from '../runtime/kind.ts'
import { type ReplayTable, replayBy } from '../runtime/record-table.ts'
import { combineBatches, type StateBatch } from './batches.ts'
import type { ShareRecord } from './records.ts'

/** A partition of a topic as one share group reads it. */
export interface SharePartitionKey {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

export const nameOf = ({ groupId, topicId, partition }: SharePartitionKey): string =>
  `${groupId}:${topicId}:${partition}`

/** What is known of one share partition (ShareGroupOffset). -1 stands for what was never said. */
export interface ShareState {
  readonly key: SharePartitionKey
  readonly snapshotEpoch: number
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: number
  /** Records at or after the start that need no delivery any more. */
  readonly deliveryCompleteCount: number
  readonly createTimestampMs: number
  readonly writeTimestampMs: number
  readonly batches: readonly StateBatch[]
}

interface WireBatch {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
}

export const batchesFrom = (batches: readonly WireBatch[]): StateBatch[] =>
  batches.map(({ firstOffset, lastOffset, deliveryState, deliveryCount }) => ({
    firstOffset: asOffset(firstOffset),
    lastOffset: asOffset(lastOffset),
    deliveryState,
    deliveryCount
  }))

export const wireBatches = (batches: readonly StateBatch[]): WireBatch[] =>
  batches.map(({ firstOffset, lastOffset, deliveryState, deliveryCount }) => ({
    firstOffset: BigInt(firstOffset),
    lastOffset: BigInt(lastOffset),
    deliveryState,
    deliveryCount
  }))

export class ShareStates {
  readonly #states = new Map<string, ShareState>()
  /** Updates since the last snapshot. */
  readonly #updates = new Map<string, number>()
  /** Where the last snapshot of each share partition stands in the log. */
  readonly #snapshotOffsets = new Map<string, number>()
  /** Of the last tombstone: all before it is redundant once nothing else is known. */
  #lastTombstone = 0

  get(key: SharePartitionKey): ShareState | undefined {
    return this.#states.get(nameOf(key))
  }

  all(): Iterable<ShareState> {
    return this.#states.values()
  }

  updatesOf(key: SharePartitionKey): number {
    return this.#updates.get(nameOf(key)) ?? 0
  }

  /** Everything below this offset of the log is said again behind it (ShareCoordinatorOffsetsManager). */
  get redundantOffset(): number {
    let lowest = Number.POSITIVE_INFINITY
    for (const offset of this.#snapshotOffsets.values()) lowest = Math.min(lowest, offset)
    return lowest === Number.POSITIVE_INFINITY ? this.#lastTombstone : lowest
  }

  replay(record: ShareRecord, place: RecordPlace): void {
    replayBy(this.#replays, record, place)
  }

  readonly #replays: ReplayTable<ShareRecord> = {
    snapshot: ({ key, value }, { offset }) => {
      const name = nameOf(key)
      this.#updates.delete(name)
      if (value === null) {
        this.#states.delete(name)
        this.#snapshotOffsets.delete(name)
        this.#lastTombstone = offset
        return
      }
      this.#snapshotOffsets.set(name, offset)
      this.#states.set(name, {
        key: { groupId: key.groupId, topicId: key.topicId, partition: key.partition },
        snapshotEpoch: value.snapshotEpoch,
        stateEpoch: value.stateEpoch,
        leaderEpoch: value.leaderEpoch,
        startOffset: asOffset(value.startOffset),
        deliveryCompleteCount: value.deliveryCompleteCount ?? -1,
        createTimestampMs: Number(value.createTimestamp),
        writeTimestampMs: Number(value.writeTimestamp),
        batches: batchesFrom(value.stateBatches)
      })
    },
    update: ({ key, value }) => {
      const name = nameOf(key)
      const known = this.#states.get(name)
      // Without its snapshot an update says too little to be kept.
      if (value === null || known === undefined) return
      this.#updates.set(name, (this.#updates.get(name) ?? 0) + 1)
      const said = asOffset(value.startOffset)
      const startOffset = said === -1 ? known.startOffset : said
      this.#states.set(name, {
        ...known,
        startOffset,
        leaderEpoch: value.leaderEpoch === -1 ? known.leaderEpoch : value.leaderEpoch,
        deliveryCompleteCount: value.deliveryCompleteCount ?? -1,
        batches: combineBatches(known.batches, batchesFrom(value.stateBatches), startOffset)
      })
    }
  }
}
