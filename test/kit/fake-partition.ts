import type { CoordinatedPartition } from '../../src/coordination/runtime/kind.ts'
import type { AppendResult } from '../../src/log/index.ts'
import { type ErrorName, type Failure, failed } from '../../src/protocol/index.ts'
import { lastOffset, readRecords, setBaseOffset, setPartitionLeaderEpoch } from '../../src/records/index.ts'

/** A partition of an internal topic in memory, whose acknowledgements a test may hold back or refuse. */
export class FakePartition {
  readonly topic = '__consumer_offsets'
  readonly partition: number
  isLeader = true
  leaderEpoch = 0
  readonly batches: Buffer[] = []
  logStartOffset = 0
  logEndOffset = 0
  /** Set: followers have no more than this. */
  heldAt: number | undefined
  /** Set: appends are refused with it. */
  refusal: ErrorName | null = null
  /** True: nothing is acknowledged until `acknowledge`. */
  isHeld = false
  /** Smaller than a batch: each read gives one. */
  chunkBytes = 1 << 20
  reads = 0
  readonly #waiting: { readonly offset: number; readonly done: (failure: Failure | null) => void }[] = []

  constructor(partition: number) {
    this.partition = partition
  }

  get highWatermark(): number {
    return this.heldAt ?? this.logEndOffset
  }

  append(records: Buffer): AppendResult {
    if (!this.isLeader) return failed('NOT_LEADER_OR_FOLLOWER')
    if (this.refusal !== null) return failed(this.refusal)
    const batch = Buffer.from(records)
    setBaseOffset(batch, 0, this.logEndOffset)
    setPartitionLeaderEpoch(batch, 0, this.leaderEpoch)
    this.batches.push(batch)
    const firstOffset = this.logEndOffset
    this.logEndOffset = lastOffset(batch, 0) + 1
    return {
      firstOffset,
      lastOffset: this.logEndOffset - 1,
      logAppendTimeMs: -1,
      logStartOffset: this.logStartOffset,
      duplicate: false
    }
  }

  whenAcknowledged(offset: number): Promise<Failure | null> {
    if (!this.isHeld && offset <= this.highWatermark) return Promise.resolve(null)
    return new Promise((done) => void this.#waiting.push({ offset, done }))
  }

  /** Lets go of what was held, with an error where a test wants one. */
  acknowledge(error: ErrorName | null = null): void {
    this.isHeld = false
    for (const { done } of this.#waiting.splice(0)) done(error === null ? null : failed(error))
  }

  read(fromOffset: number): ReturnType<CoordinatedPartition['read']> {
    this.reads++
    const chunks: Buffer[] = []
    let bytes = 0
    for (const batch of this.batches) {
      if (lastOffset(batch, 0) < fromOffset || (bytes > 0 && bytes + batch.length > this.chunkBytes)) continue
      chunks.push(batch)
      bytes += batch.length
    }
    return Promise.resolve({
      highWatermark: this.highWatermark,
      lastStableOffset: this.logEndOffset,
      logStartOffset: this.logStartOffset,
      abortedTransactions: null,
      divergingEpoch: null,
      data: { chunks, bytes, release() {} }
    })
  }

  records() {
    return this.batches.flatMap((batch) => readRecords(batch))
  }
}
