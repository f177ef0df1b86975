/*
 * Reads one partition's log: how far readers may see, where a reader's log diverges, and the result of a read. Knows nothing
 * about leadership, which the partition has checked.
 */
import { DiskError } from '../env/index.ts'
import type { AbortedTransaction, PartitionLog, ReadResult } from '../log/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import type { Isolation, LogPlace, PartitionReadOptions, PlaceInLog, ReadAnswer } from './contract.ts'
import type { Traffic } from './traffic.ts'

const noData = { abortedTransactions: null, divergingEpoch: null, data: null } as const

/** The result if nothing is found. */
const nowhere: PlaceInLog = { offset: -1, timestampMs: -1, leaderEpoch: -1 }

export class LogReader {
  #log: PartitionLog
  readonly #traffic: readonly Traffic[]

  constructor(log: PartitionLog, traffic: readonly Traffic[]) {
    this.#log = log
    this.#traffic = traffic
  }

  /** Switches to another log with the same records. */
  use(log: PartitionLog): void {
    this.#log = log
  }

  get lastStableOffset(): number {
    return Math.min(this.#log.firstUnstableOffset, this.#log.highWatermark)
  }

  /** Exclusive end of what a reader may see. */
  bound(isolation: Isolation): number {
    if (isolation === 'log_end') return this.#log.logEndOffset
    if (isolation === 'written') return this.#log.writtenOffset
    return isolation === 'read_committed' ? this.lastStableOffset : this.#log.highWatermark
  }

  read(fromOffset: number, options: PartitionReadOptions): ReadAnswer | Promise<ReadAnswer> {
    const log = this.#log
    const diverging = this.#divergence(fromOffset, options.lastFetchedEpoch)
    if (isFailure(diverging)) return diverging
    if (diverging !== null) return { ...this.#offsets(), ...noData, divergingEpoch: diverging }
    if (fromOffset < log.logStartOffset || fromOffset > log.logEndOffset) return failed('OFFSET_OUT_OF_RANGE')
    const upToOffset = this.bound(options.isolation)
    const found = log.read(fromOffset, {
      maxBytes: options.maxBytes,
      atLeastOneBatch: options.atLeastOneBatch,
      upToOffset
    })
    const done = (data: ReadResult | Failure): ReadAnswer =>
      isFailure(data) ? data : this.#found(fromOffset, options, upToOffset, data)
    if (!(found instanceof Promise)) return done(found)
    // The log may have been replaced meanwhile.
    return found.then((data) => (isFailure(data) && log !== this.#log ? this.read(fromOffset, options) : done(data)))
  }

  #offsets() {
    return {
      highWatermark: this.#log.highWatermark,
      lastStableOffset: this.lastStableOffset,
      logStartOffset: this.#log.logStartOffset
    } as const
  }

  #found(fromOffset: number, options: PartitionReadOptions, upToOffset: number, data: ReadResult): ReadAnswer {
    for (const traffic of this.#traffic) traffic.bytesOut += data.bytes
    try {
      return {
        ...this.#offsets(),
        abortedTransactions:
          options.isolation === 'read_committed' ? this.#aborted(fromOffset, upToOffset, data) : null,
        divergingEpoch: null,
        data
      }
    } catch (error) {
      data.release()
      if (!(error instanceof DiskError)) throw error
      return failed('KAFKA_STORAGE_ERROR')
    }
  }

  /** @throws DiskError */
  #aborted(fromOffset: number, upToOffset: number, data: ReadResult): readonly AbortedTransaction[] {
    return data.bytes === 0 ? [] : this.#log.abortedTransactions(fromOffset, upToOffset)
  }

  /** A reader whose last epoch ended earlier in this log must truncate (KIP-595). */
  #divergence(
    fromOffset: number,
    lastFetchedEpoch: number
  ): { readonly epoch: number; readonly endOffset: number } | Failure | null {
    if (lastFetchedEpoch < 0) return null
    const end = this.#log.endOffsetForEpoch(lastFetchedEpoch)
    if (end === undefined || end.endOffset < 0) return failed('OFFSET_OUT_OF_RANGE')
    if (end.leaderEpoch >= lastFetchedEpoch && end.endOffset >= fromOffset) return null
    return { epoch: end.leaderEpoch, endOffset: end.endOffset }
  }

  isReadErrorAt(fromOffset: number, lastFetchedEpoch: number): boolean {
    const { logStartOffset, logEndOffset, failed } = this.#log
    if (failed || fromOffset < logStartOffset || fromOffset > logEndOffset) return true
    return this.#divergence(fromOffset, lastFetchedEpoch) !== null
  }

  availableBytes(fromOffset: number, isolation: Isolation): number {
    const bound = this.bound(isolation)
    return fromOffset >= bound ? 0 : this.#log.sizeBetween(fromOffset, bound)
  }

  /** `leaderEpoch` is the current one. Rejects with DiskError. */
  async offsetFor(where: number | LogPlace, isolation: Isolation, leaderEpoch: number): Promise<PlaceInLog> {
    const log = this.#log
    const bound = this.bound(isolation)
    switch (where) {
      case 'latest':
        return { offset: bound, timestampMs: -1, leaderEpoch }
      case 'earliest':
      case 'earliest_local':
        return {
          offset: log.logStartOffset,
          timestampMs: -1,
          leaderEpoch: log.leaderEpochAt(log.logStartOffset)
        }
      // There is no remote storage, and nothing waits for upload.
      case 'latest_tiered':
      case 'earliest_pending_upload':
        return nowhere
      default: {
        const found = await (where === 'max_timestamp' ? log.offsetOfMaxTimestamp() : log.offsetForTimestamp(where))
        if (found === undefined || found.offset >= bound) return nowhere
        return { offset: found.offset, timestampMs: found.timestamp, leaderEpoch: found.leaderEpoch }
      }
    }
  }
}
