/*
 * The follower's operations on its log: appends fetched records, truncates what the leader does not have, and follows the
 * leader's high watermark and log start offset. Sends no requests; the fetcher passes in the leader's responses. Source:
 * kafka.server.ReplicaFetcherThread#processPartitionData, #truncate; KIP-101, KIP-279, KIP-595.
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

/** The leader's response for one partition. */
interface FetchedFromLeader {
  /** Whole batches with the leader's offsets and epochs; empty if there was nothing new. */
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

  /** Switches to another log with the same records. */
  use(log: PartitionLog): void {
    this.#log = log
  }

  get hasFailed(): boolean {
    return this.#log.failed
  }

  /** Whether everything appended is as durable as this broker promises. */
  get isSettled(): boolean {
    return !this.#log.failed && this.#log.writtenOffset >= this.#log.logEndOffset
  }

  /**
   * The position of the next Fetch. It tells the leader that everything below `fetchOffset` will stay, so `isSettled` must be
   * true.
   */
  position(leaderEpoch: number): FollowerPosition {
    const { logEndOffset, latestLeaderEpoch, logStartOffset } = this.#log
    return {
      fetchOffset: logEndOffset,
      lastFetchedEpoch: latestLeaderEpoch,
      currentLeaderEpoch: leaderEpoch,
      logStartOffset
    }
  }

  /** Appends, then adopts the leader's high watermark and log start offset as far as the local records go. Null on success. */
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
    // Unwritten records may still be rolled back, and a high watermark never goes back.
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
   * The leader's log start offset may lie within a batch, which it sends whole: an empty log that begins there must begin with
   * that batch (kafka.cluster.Partition#doAppendRecordsToFollowerOrFutureReplica).
   */
  #beginsWithin(records: Buffer): boolean {
    const { logStartOffset, logEndOffset } = this.#log
    if (logStartOffset !== logEndOffset) return false
    return baseOffset(records, 0) < logEndOffset && entryLastOffset(records, 0) >= logEndOffset
  }

  /**
   * The leader's log diverges: its part of `epoch`, the follower's last epoch or an earlier one, ends at `endOffset`. Truncates
   * to where both agree as far as this log can tell; the next Fetch continues from there. @throws DiskError
   */
  truncateTo({ epoch, endOffset }: { readonly epoch: number; readonly endOffset: number }): void {
    // Beyond either end, one of the two has records of later epochs and the other has not.
    const own = this.#log.endOffsetForEpoch(epoch)
    this.#log.truncateTo(Math.min(own?.endOffset ?? endOffset, endOffset))
    this.#changed()
  }

  /** The leader's log begins after the end of this one, so all local records are useless. @throws DiskError */
  startAnewAt(offset: number): void {
    this.#log.truncateFullyAndStartAt(offset)
    this.#changed()
  }
}
