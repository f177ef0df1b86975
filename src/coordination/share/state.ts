/*
 * State of the share partitions in one partition of __share_group_state. Only replay changes it.
 */
import { asOffset } from '../../protocol/index.ts'
import type { RecordPlace } from '../runtime/kind.ts'
import { type ReplayTable, replayBy } from '../runtime/record-table.ts'
import { combineBatches, type StateBatch } from './batches.ts'
import type { ShareRecord } from './records.ts'

/** A topic partition as consumed by one share group. */
export interface SharePartitionKey {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

export const nameOf = ({ groupId, topicId, partition }: SharePartitionKey): string =>
  `${groupId}:${topicId}:${partition}`

/** State of one share partition (ShareGroupOffset). -1 means not set. */
export interface ShareState {
  readonly key: SharePartitionKey
  readonly snapshotEpoch: number
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: number
  /** Number of records at or after the start offset whose delivery is complete. */
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
  /** Log offset of each share partition's last snapshot. */
  readonly #snapshotOffsets = new Map<string, number>()
  /** Log offset of the last tombstone. If no state is left, every record before it is redundant. */
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

  /** Records below this log offset are superseded by later ones (ShareCoordinatorOffsetsManager). */
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
      // An update without its snapshot is incomplete, so ignore it.
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
