/*
 * Owns one partition above its log: leader epoch, in-sync replicas, high watermark, and all who wait for them.
 * Knows no request and no socket.
 */
import { DiskError, type Env } from '../env/index.ts'
import type { AbortedTransaction, AppendResult, PartitionLog, ProducerState, ReadResult } from '../log/index.ts'
import type { PartitionImage } from '../metadata/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import type { Validation } from '../records/index.ts'
import type { AppendOptions, Partition, PartitionRead, PartitionReadOptions } from './replicas.ts'
import type { Traffic } from './traffic.ts'
import { Waiters } from './waiters.ts'

const noData = { abortedTransactions: null, divergingEpoch: null, data: null } as const

export class ReplicaPartition implements Partition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly log: PartitionLog
  readonly #env: Env
  readonly #brokerId: number
  readonly #minInSyncReplicas: () => number
  readonly #traffic: readonly Traffic[]
  /** Run when readers may find more. */
  readonly #readers = new Waiters()
  /** Acknowledgements that wait for the high watermark. */
  readonly #acknowledgements: { readonly offset: number; readonly done: (error: ErrorName | null) => void }[] = []
  /** Where the log of each follower ended when it was last heard of; forgotten when leadership changes. */
  readonly #followerEnds = new Map<number, number>()
  #image: PartitionImage
  #isGone = false

  constructor(options: {
    readonly env: Env
    readonly brokerId: number
    readonly topic: string
    readonly topicId: string
    readonly partition: number
    readonly log: PartitionLog
    readonly image: PartitionImage
    readonly minInSyncReplicas: () => number
    /** Where to count what goes in and out. */
    readonly traffic?: readonly Traffic[]
  }) {
    this.#env = options.env
    this.#brokerId = options.brokerId
    this.topic = options.topic
    this.topicId = options.topicId
    this.partition = options.partition
    this.log = options.log
    this.#image = options.image
    this.#minInSyncReplicas = options.minInSyncReplicas
    this.#traffic = options.traffic ?? []
    this.#lead()
  }

  get isLeader(): boolean {
    return this.#image.leader === this.#brokerId && !this.#isGone
  }

  get leaderId(): number {
    return this.#image.leader
  }

  get leaderEpoch(): number {
    return this.#image.leaderEpoch
  }

  get replicas(): readonly number[] {
    return this.#image.replicas
  }

  get isr(): readonly number[] {
    return this.#image.isr
  }

  get highWatermark(): number {
    return this.log.highWatermark
  }

  get lastStableOffset(): number {
    return Math.min(this.log.firstUnstableOffset, this.log.highWatermark)
  }

  /** Takes what the metadata says of the partition now. */
  update(image: PartitionImage): void {
    if (image.leaderEpoch !== this.#image.leaderEpoch) this.#followerEnds.clear()
    this.#image = image
    this.#lead()
    if (!this.isLeader) this.#letGo('NOT_LEADER_OR_FOLLOWER')
  }

  #lead(): void {
    if (!this.isLeader) return
    if (this.leaderEpoch > this.log.latestLeaderEpoch)
      this.log.assignLeaderEpoch(this.leaderEpoch, this.log.logEndOffset)
    this.#moveHighWatermark()
  }

  /** The partition is deleted: nobody waits for it any more. */
  close(): void {
    this.#isGone = true
    this.#letGo('UNKNOWN_TOPIC_OR_PARTITION')
  }

  /** Another partition has taken the place of this one, whose log failed. */
  replaced(): void {
    this.#isGone = true
    this.#letGo('KAFKA_STORAGE_ERROR')
  }

  /** A follower has everything below `logEndOffset`. What a replica that is not assigned says does not count. */
  followerReached(brokerId: number, logEndOffset: number): void {
    if (!this.isLeader || brokerId === this.#brokerId || !this.replicas.includes(brokerId)) return
    this.#followerEnds.set(brokerId, logEndOffset)
    this.#moveHighWatermark()
  }

  #letGo(error: ErrorName): void {
    for (const waiter of this.#acknowledgements.splice(0)) waiter.done(error)
    this.#readers.wake()
  }

  check(records: Buffer, produceVersion: number): Validation | Promise<Validation> {
    return this.log.check(records, { origin: 'client', leaderEpoch: this.leaderEpoch, produceVersion })
  }

  append(records: Buffer | Validation, options: AppendOptions): AppendResult {
    if (!this.isLeader) return { error: 'NOT_LEADER_OR_FOLLOWER', message: null, recordErrors: [] }
    const refusal = options.acks === -1 ? this.#tooFewInSync() : null
    if (refusal !== null) return refusal
    const end = this.log.logEndOffset
    const result = this.log.append(records, {
      origin: options.origin,
      leaderEpoch: this.leaderEpoch,
      produceVersion: options.produceVersion,
      mustFit: options.origin === 'client'
    })
    const added = this.log.logEndOffset - end
    if (result.error === null && added > 0) {
      this.log.whenWritten(this.log.logEndOffset, this.#written)
      if (options.clientBytes !== undefined) this.#countIn(added, options.clientBytes)
    }
    return result
  }

  #countIn(messages: number, bytes: number): void {
    for (const traffic of this.#traffic) {
      traffic.messagesIn += messages
      traffic.bytesIn += bytes
    }
  }

  #tooFewInSync(): AppendResult | null {
    // More than there are replicas asks for all of them (kafka.cluster.Partition#effectiveMinIsr).
    const minInSync = Math.min(this.#minInSyncReplicas(), this.replicas.length)
    if (this.isr.length >= minInSync) return null
    const message = `The size of the current ISR ${this.isr.length} is insufficient to satisfy the min.isr requirement of ${minInSync} for partition ${this.topic}-${this.partition}`
    return { error: 'NOT_ENOUGH_REPLICAS', message, recordErrors: [] }
  }

  /** One function for all appends: the log calls it in offset order as they are written. */
  readonly #written = (error: ErrorName | null): void => {
    if (error === null) this.#moveHighWatermark()
    else this.#failBeyond(this.log.logEndOffset, error)
    if (this.log.failed) this.#readers.wake()
  }

  /** The least that every in-sync replica has; -1 until each has been heard of. */
  #leastInSync(): number {
    let least = this.log.writtenOffset
    for (const id of this.isr) if (id !== this.#brokerId) least = Math.min(least, this.#followerEnds.get(id) ?? -1)
    return least
  }

  #moveHighWatermark(): void {
    if (!this.isLeader) return
    const highWatermark = this.#leastInSync()
    if (highWatermark <= this.log.highWatermark) return
    this.log.highWatermark = highWatermark
    let count = 0
    while (count < this.#acknowledgements.length && (this.#acknowledgements[count]?.offset ?? 0) <= highWatermark)
      count++
    if (count > 0) for (const waiter of this.#acknowledgements.splice(0, count)) waiter.done(null)
    this.#readers.wake()
  }

  #failBeyond(offset: number, error: ErrorName): void {
    if (this.#acknowledgements.length === 0) return
    const kept = this.#acknowledgements.filter((waiter) => waiter.offset <= offset)
    const failed = this.#acknowledgements.filter((waiter) => waiter.offset > offset)
    this.#acknowledgements.splice(0, this.#acknowledgements.length, ...kept)
    for (const waiter of failed) waiter.done(error)
  }

  whenAcknowledged(offset: number, acks: number, timeoutMs: number): Promise<ErrorName | null> {
    if (acks !== -1 || this.isr.length <= 1) {
      return new Promise((resolve) => this.log.whenWritten(offset, resolve))
    }
    if (offset <= this.log.highWatermark) return Promise.resolve(null)
    return new Promise((resolve) => {
      const timer = this.#env.timers.after(Math.max(0, timeoutMs), () => {
        const at = this.#acknowledgements.indexOf(waiter)
        if (at >= 0) this.#acknowledgements.splice(at, 1)
        resolve('REQUEST_TIMED_OUT')
      })
      const waiter = {
        offset,
        done: (error: ErrorName | null) => {
          timer.cancel()
          resolve(error)
        }
      }
      // A retry waits for an older offset than those who came before it.
      let at = this.#acknowledgements.length
      while (at > 0 && (this.#acknowledgements[at - 1]?.offset ?? 0) > offset) at--
      this.#acknowledgements.splice(at, 0, waiter)
    })
  }

  read(fromOffset: number, options: PartitionReadOptions): PartitionRead | Promise<PartitionRead> {
    const fenced = this.isLeader ? this.checkLeaderEpoch(options.currentLeaderEpoch) : 'NOT_LEADER_OR_FOLLOWER'
    if (fenced !== null) return this.#failed(fenced)
    const diverging = this.#divergence(fromOffset, options.lastFetchedEpoch)
    if (diverging === 'OFFSET_OUT_OF_RANGE') return this.#failed(diverging)
    if (diverging !== null) return { ...this.#offsets(), ...noData, divergingEpoch: diverging }
    if (fromOffset < this.log.logStartOffset || fromOffset > this.log.logEndOffset)
      return this.#failed('OFFSET_OUT_OF_RANGE')
    const upToOffset = this.#bound(options.isolation)
    const found = this.log.read(fromOffset, {
      maxBytes: options.maxBytes,
      atLeastOneBatch: options.atLeastOneBatch,
      upToOffset
    })
    const done = (data: ReadResult | { readonly error: ErrorName }): PartitionRead =>
      'error' in data ? this.#failed(data.error) : this.#found(fromOffset, options, upToOffset, data)
    return found instanceof Promise ? found.then(done) : done(found)
  }

  #bound(isolation: PartitionReadOptions['isolation']): number {
    if (isolation === 'log_end') return this.log.logEndOffset
    return isolation === 'read_committed' ? this.lastStableOffset : this.log.highWatermark
  }

  #offsets() {
    return {
      error: null,
      highWatermark: this.log.highWatermark,
      lastStableOffset: this.lastStableOffset,
      logStartOffset: this.log.logStartOffset
    } as const
  }

  #failed(error: ErrorName): PartitionRead {
    const logStartOffset = error === 'OFFSET_OUT_OF_RANGE' ? this.log.logStartOffset : -1
    return { error, highWatermark: -1, lastStableOffset: -1, logStartOffset, ...noData }
  }

  #found(fromOffset: number, options: PartitionReadOptions, upToOffset: number, data: ReadResult): PartitionRead {
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
      return this.#failed('KAFKA_STORAGE_ERROR')
    }
  }

  /** @throws DiskError */
  #aborted(fromOffset: number, upToOffset: number, data: ReadResult): readonly AbortedTransaction[] {
    return data.bytes === 0 ? [] : this.log.abortedTransactions(fromOffset, upToOffset)
  }

  /** KIP-595: a reader whose last record is of an epoch that ended earlier here has to truncate. */
  #divergence(
    fromOffset: number,
    lastFetchedEpoch: number
  ): { readonly epoch: number; readonly endOffset: number } | 'OFFSET_OUT_OF_RANGE' | null {
    if (lastFetchedEpoch < 0) return null
    const end = this.log.endOffsetForEpoch(lastFetchedEpoch)
    if (end === undefined || end.endOffset < 0) return 'OFFSET_OUT_OF_RANGE'
    if (end.leaderEpoch >= lastFetchedEpoch && end.endOffset >= fromOffset) return null
    return { epoch: end.leaderEpoch, endOffset: end.endOffset }
  }

  isReadErrorAt(fromOffset: number, currentLeaderEpoch: number, lastFetchedEpoch: number): boolean {
    const { logStartOffset, logEndOffset, failed } = this.log
    if (!this.isLeader || failed || fromOffset < logStartOffset || fromOffset > logEndOffset) return true
    return this.checkLeaderEpoch(currentLeaderEpoch) !== null || this.#divergence(fromOffset, lastFetchedEpoch) !== null
  }

  availableBytes(fromOffset: number, isolation: 'read_uncommitted' | 'read_committed'): number {
    const bound = this.#bound(isolation)
    return fromOffset >= bound ? 0 : this.log.sizeBetween(fromOffset, bound)
  }

  onceReadable(run: () => void): { cancel(): void } {
    return this.#readers.add(run)
  }

  checkLeaderEpoch(epoch: number): ErrorName | null {
    if (epoch < 0 || epoch === this.leaderEpoch) return null
    return epoch < this.leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH'
  }

  startToDeleteBefore(offset: number): number | ErrorName {
    if (!this.isLeader) return 'NOT_LEADER_OR_FOLLOWER'
    if (!this.log.config.cleanupPolicy.delete) return 'POLICY_VIOLATION'
    const wanted = offset === -1 ? this.log.highWatermark : offset
    if (wanted < 0 || wanted > this.log.highWatermark) return 'OFFSET_OUT_OF_RANGE'
    return Math.max(wanted, this.log.logStartOffset)
  }

  producers(): ProducerState[] {
    return this.log.producers()
  }
}
