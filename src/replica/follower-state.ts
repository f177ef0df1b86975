/*
 * Owns what a follower does to its log: it takes what a leader's Fetch gave, cuts what the leader does not have, and moves its
 * high watermark and its start behind the leader's. Never asks anybody: the fetcher brings what the leader said.
 * Source: kafka.server.ReplicaFetcherThread#processPartitionData, #truncate; KIP-101, KIP-279, KIP-595.
 */
import type { PartitionLog } from '../log/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { baseOffset, entryLastOffset } from '../records/index.ts'

/** What a Fetch of a follower asks for one partition. */
interface FollowerPosition {
  readonly fetchOffset: number
  readonly lastFetchedEpoch: number
  readonly currentLeaderEpoch: number
  readonly logStartOffset: number
}

/** What the leader answered for one partition. */
interface FetchedFromLeader {
  /** Whole batches with the leader's offsets and epochs; empty where there was nothing new. */
  readonly records: Buffer
  readonly highWatermark: number
  readonly logStartOffset: number
}

export class FollowerState {
  #log: PartitionLog
  readonly #changed: () => void

  /** `changed` runs when readers may find more, or less. */
  constructor(log: PartitionLog, changed: () => void) {
    this.#log = log
    this.#changed = changed
  }

  /** Another log has taken the place of the one before, with the same records. */
  use(log: PartitionLog): void {
    this.#log = log
  }

  get hasFailed(): boolean {
    return this.#log.failed
  }

  /** Everything that was appended is as durable as this broker promises. */
  get isSettled(): boolean {
    return !this.#log.failed && this.#log.writtenOffset >= this.#log.logEndOffset
  }

  /** What the next Fetch asks for. It tells the leader that everything below `fetchOffset` is here to stay: `isSettled` must be true. */
  position(leaderEpoch: number): FollowerPosition {
    const { logEndOffset, latestLeaderEpoch, logStartOffset } = this.#log
    return {
      fetchOffset: logEndOffset,
      lastFetchedEpoch: latestLeaderEpoch,
      currentLeaderEpoch: leaderEpoch,
      logStartOffset
    }
  }

  /** Appends, and then follows the leader's high watermark and start as far as its own records go. Null: all was taken. */
  append({ records, highWatermark, logStartOffset }: FetchedFromLeader): Failure | null {
    const log = this.#log
    const ownStart = log.logStartOffset
    if (records.length > 0) {
      if (this.#beginsWithin(records)) log.truncateFullyAndStartAt(baseOffset(records, 0))
      const result = log.appendAsFollower(records)
      if (isFailure(result)) return result
    }
    const start = Math.min(Math.max(ownStart, logStartOffset), log.logEndOffset)
    if (start > log.logStartOffset) log.moveStartOffset(start)
    const committed = Math.max(log.logStartOffset, Math.min(highWatermark, log.logEndOffset))
    // What is still to be written may be taken back, and a high watermark never goes back.
    this.#raise(log, Math.max(log.logStartOffset, Math.min(committed, log.writtenOffset)))
    if (committed > log.writtenOffset)
      log.whenWritten(committed, (failure) => (failure === null ? this.#raise(log, committed) : undefined))
    return null
  }

  #raise(log: PartitionLog, committed: number): void {
    if (committed > log.highWatermark) log.highWatermark = committed
    this.#changed()
  }

  /**
   * The leader's start may lie within a batch, which it gives whole: a log that is empty and begins there has to begin with the
   * batch (kafka.cluster.Partition#doAppendRecordsToFollowerOrFutureReplica).
   */
  #beginsWithin(records: Buffer): boolean {
    const { logStartOffset, logEndOffset } = this.#log
    if (logStartOffset !== logEndOffset) return false
    return baseOffset(records, 0) < logEndOffset && entryLastOffset(records, 0) >= logEndOffset
  }

  /**
   * The leader's log diverges: what it has of `epoch`, the follower's last or one before, ends at `endOffset`. Cuts to where
   * both agree as far as this log can tell; the next Fetch goes on from there. @throws DiskError
   */
  truncateTo({ epoch, endOffset }: { readonly epoch: number; readonly endOffset: number }): void {
    // Beyond either end one of the two has records of later epochs, and the other has not.
    const own = this.#log.endOffsetForEpoch(epoch)
    this.#log.truncateTo(Math.min(own?.endOffset ?? endOffset, endOffset))
    this.#changed()
  }

  /** The leader's log begins behind the end of this one: nothing of it is of use any more. @throws DiskError */
  startAnewAt(offset: number): void {
    this.#log.truncateFullyAndStartAt(offset)
    this.#changed()
  }
}
