/*
 * A share partition led by this broker: its state, the log it reads from, the writes to the share coordinator, and the acquisition lock
 * timer. `SharePartition` decides each change within one turn of the event loop; the write follows.
 */
import { DiskError, type Timer } from '../env/index.ts'
import { type ErrorName, type Failure, failed, isFailure } from '../protocol/index.ts'
import type { Partition, ReadAnswer } from '../replica/index.ts'
import { oneBuffer } from '../wire/index.ts'
import type { ShareKey, ShareOptions } from './contract.ts'
import { batchesOf, type FetchedRecords, recordsOfRows } from './fetched-batches.ts'
import { type Acknowledgement, type AcquiredRecords, type Change, SharePartition } from './share-partition.ts'
import { startOffsetFor } from './start-offset.ts'

/** Parameters of one member's fetch. */
interface ShareReader {
  readonly memberId: string
  readonly recordsMax: number
  readonly batchSize: number
  readonly isExact: boolean
  readonly maxBytes: number
}

export interface SharedRecords {
  readonly rows: readonly AcquiredRecords[]
  readonly records: FetchedRecords
}

/** Loads the persisted state. A group without a start offset starts where `share.auto.offset.reset` says. */
export async function loadSharePartition(
  options: ShareOptions,
  key: ShareKey,
  partition: Partition
): Promise<ServedSharePartition | Failure> {
  const { groupId } = key
  const { configs, env, store } = options
  const read = await store.read(key, partition.leaderEpoch)
  if (isFailure(read)) return toldError(read)
  const startOffset =
    read.startOffset === -1
      ? await startOffsetFor(configs.text(groupId, 'share.auto.offset.reset'), partition, env.clock.wallMs())
      : read.startOffset
  if (isFailure(startOffset)) return startOffset
  const limits = () => ({
    recordLocksMax: configs.number(groupId, 'share.partition.max.record.locks'),
    deliveriesMax: configs.number(groupId, 'share.delivery.count.limit'),
    lockMs: configs.number(groupId, 'share.record.lock.duration.ms')
  })
  const state = new SharePartition({ startOffset, batches: read.batches, limits })
  return new ServedSharePartition(options, key, partition, { stateEpoch: read.stateEpoch, state })
}

export class ServedSharePartition {
  readonly key: ShareKey
  readonly partition: Partition
  readonly leaderEpoch: number
  readonly #options: ShareOptions
  readonly #state: SharePartition
  readonly #stateEpoch: number
  readonly #waiting = new Set<() => void>()
  #timer: Timer | null = null
  #isReading = false
  #isGone = false

  constructor(
    options: ShareOptions,
    key: ShareKey,
    partition: Partition,
    known: { readonly stateEpoch: number; readonly state: SharePartition }
  ) {
    this.#options = options
    this.key = key
    this.partition = partition
    this.leaderEpoch = partition.leaderEpoch
    this.#stateEpoch = known.stateEpoch
    this.#state = known.state
  }

  /** Becomes false, permanently, when leadership moves, the log is replaced, or the state is fenced. */
  get isServing(): boolean {
    return !this.#isGone && this.partition.isServing && this.partition.leaderEpoch === this.leaderEpoch
  }

  /** Returns null if no records are available to this reader. Only one read runs at a time: two would find the same records. */
  async acquire(reader: ShareReader): Promise<SharedRecords | null | Failure> {
    if (!this.isServing) return failed('NOT_LEADER_OR_FOLLOWER')
    this.#state.startAtLeast(this.partition.logStartOffset)
    if (this.readyBytes === 0) return null
    const isolation = this.#isCommittedOnly ? 'read_committed' : 'read_uncommitted'
    const from = this.#state.nextFetchOffset
    this.#isReading = true
    try {
      const { maxBytes } = reader
      const limits = { maxBytes, atLeastOneBatch: true, currentLeaderEpoch: this.leaderEpoch, lastFetchedEpoch: -1 }
      const read = await this.partition.read(from, { ...limits, isolation })
      return this.#take(reader, read)
    } finally {
      this.#isReading = false
      this.#wake()
    }
  }

  /** Bytes in the log that a fetch could return now, starting at the first offset that no member has acquired. */
  get readyBytes(): number {
    return !this.#isReading && this.#state.canAcquire ? this.#readableBytes(this.#state.nextFetchOffset) : 0
  }

  /** If the index cannot be read, the read itself reports the error. */
  #readableBytes(from: number): number {
    try {
      return this.partition.availableBytes(from, this.#isCommittedOnly ? 'read_committed' : 'read_uncommitted')
    } catch (error) {
      if (error instanceof DiskError) return 1
      throw error
    }
  }

  get #isCommittedOnly(): boolean {
    return this.#options.configs.text(this.key.groupId, 'share.isolation.level').toLowerCase() === 'read_committed'
  }

  #take(reader: ShareReader, read: ReadAnswer): SharedRecords | null | Failure {
    if (isFailure(read)) {
      if (read.error !== 'OFFSET_OUT_OF_RANGE') return read
      this.#state.startAtLeast(this.partition.logStartOffset)
      return null
    }
    if (read.data === null) return null
    const { data } = read
    const bytes = oneBuffer(data.chunks)
    const batches = batchesOf(bytes, this.#isCommittedOnly ? (read.abortedTransactions ?? []) : [])
    const nowMs = this.#options.env.clock.monotonicMs()
    const rows = this.#isGone ? [] : this.#state.acquire({ ...reader, batches, nowMs })
    if (rows.length === 0) {
      data.release()
      return null
    }
    this.#expectExpiry()
    return { rows, records: recordsOfRows(bytes, rows, () => data.release()) }
  }

  /** Resolves once the change is durable. Fails with INVALID_RECORD_STATE, INVALID_REQUEST, or an error from the store. */
  async acknowledge(memberId: string, batches: readonly Acknowledgement[]): Promise<Failure | null> {
    if (!this.isServing) return failed('NOT_LEADER_OR_FOLLOWER')
    const nowMs = this.#options.env.clock.monotonicMs()
    const mayRenew = this.#options.configs.mayRenew(this.key.groupId)
    const change = this.#state.acknowledge(memberId, batches, nowMs, mayRenew)
    if (change === null) {
      this.#expectExpiry()
      return null
    }
    return isFailure(change) ? change : this.#write(change)
  }

  /** Releases every record that the member has acquired. */
  async release(memberId: string): Promise<Failure | null> {
    if (this.#isGone) return null
    const change = this.#state.release(memberId)
    return change === null ? null : this.#write(change)
  }

  async #write(change: Change): Promise<Failure | null> {
    const { key, leaderEpoch } = this
    const failure = await this.#options.store.write({
      key,
      leaderEpoch,
      stateEpoch: this.#stateEpoch,
      startOffset: this.#state.startOffset,
      deliveryCompleteCount: this.#state.doneCount,
      batches: change.batches
    })
    change.settle(failure === null, this.#options.env.clock.monotonicMs())
    if (failure !== null) this.#refusedWrite(failure)
    this.#wake()
    this.#expectExpiry()
    return failure === null ? null : toldError(failure)
  }

  /** Unless the error is transient, another broker leads the partition or the group is gone: the next request reloads the state. */
  #refusedWrite({ error }: Failure): void {
    const { groupId, partition } = this.key
    this.#options.log.warn('failed to write share partition state', { group: groupId, partition, error })
    const isTransient = error === 'COORDINATOR_LOAD_IN_PROGRESS' || error === 'COORDINATOR_NOT_AVAILABLE'
    if (!isTransient && error !== 'NOT_COORDINATOR') this.close()
  }

  #expectExpiry(): void {
    this.#timer?.cancel()
    this.#timer = null
    const atMs = this.#isGone ? undefined : this.#state.nextExpiryMs
    if (atMs === undefined) return
    const { clock, timers } = this.#options.env
    this.#timer = timers.after(Math.max(0, atMs - clock.monotonicMs()), () => {
      const change = this.#state.expire(clock.monotonicMs())
      if (change === null) this.#expectExpiry()
      else void this.#write(change)
    })
  }

  /** Calls `run` once, when more records may be available to acquire. */
  onceAvailable(run: () => void): { cancel(): void } {
    const readable = this.partition.onceReadable(run)
    this.#waiting.add(run)
    return {
      cancel: () => {
        readable.cancel()
        this.#waiting.delete(run)
      }
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const run of waiting) run()
  }

  close(): void {
    this.#isGone = true
    this.#timer?.cancel()
    this.#timer = null
    this.#wake()
  }
}

/** Maps a failure to read or write the state to the error that the member sees (SharePartition#fetchPersisterError). */
function toldError(failure: Failure): Failure {
  const errors: { readonly [K in ErrorName]?: ErrorName } = {
    NOT_COORDINATOR: 'COORDINATOR_NOT_AVAILABLE',
    COORDINATOR_NOT_AVAILABLE: 'COORDINATOR_NOT_AVAILABLE',
    COORDINATOR_LOAD_IN_PROGRESS: 'COORDINATOR_NOT_AVAILABLE',
    GROUP_ID_NOT_FOUND: 'GROUP_ID_NOT_FOUND',
    UNKNOWN_TOPIC_OR_PARTITION: 'UNKNOWN_TOPIC_OR_PARTITION',
    FENCED_STATE_EPOCH: 'NOT_LEADER_OR_FOLLOWER',
    FENCED_LEADER_EPOCH: 'NOT_LEADER_OR_FOLLOWER'
  }
  return failed(errors[failure.error] ?? 'UNKNOWN_SERVER_ERROR', failure.message)
}
