/*
 * One partition above its log: its leader, its high watermark, and everyone who waits for either. The leader's state is in
 * `leader-state.ts`, the follower's in `follower-state.ts`, appends in `partition-appends.ts`, deletions in
 * `partition-deletions.ts`, reads in `log-reader.ts`. Knows no requests and no sockets.
 */
import { type Env, invariant } from '../env/index.ts'
import {
  type AppendResult,
  type BatchProducer,
  OffsetWaiters,
  type PartitionLog,
  type ProducerState,
  type SegmentStart,
  type Verification
} from '../log/index.ts'
import type { PartitionImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import type {
  ClientAppend,
  EpochEnd,
  Isolation,
  LogPlace,
  OwnAppend,
  Partition,
  PartitionReadOptions,
  PlaceInLog,
  ReadAnswer
} from './contract.ts'
import { FollowerState } from './follower-state.ts'
import { brokenImage, brokenOffsets } from './invariants.ts'
import { type AskedClock, LeaderState, type ReplicationRules } from './leader-state.ts'
import { LogReader } from './log-reader.ts'
import { PartitionAppends } from './partition-appends.ts'
import { PartitionDeletions } from './partition-deletions.ts'
import type { Traffic } from './traffic.ts'
import { Waiters } from './waiters.ts'

const notLeader = failed('NOT_LEADER_OR_FOLLOWER')
const unknownEpoch: EpochEnd = { leaderEpoch: -1, endOffset: -1 }

interface PartitionOptions {
  readonly env: Env
  readonly brokerId: number
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly log: PartitionLog
  readonly image: PartitionImage
  readonly minInSyncReplicas: () => number
  readonly rules: ReplicationRules
  /** A follower outside the ISR has fetched; it may be time to add it. */
  readonly mayJoin: (partition: ReplicaPartition) => void
  /** Moves the log start offset durably. Rejects with DiskError. */
  readonly moveStart: (log: PartitionLog, offset: number) => Promise<void>
  /** Where to count bytes and messages. */
  readonly traffic: readonly Traffic[]
}

export class ReplicaPartition implements Partition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly #options: PartitionOptions
  readonly #brokerId: number
  #log: PartitionLog
  readonly #reader: LogReader
  readonly #leader: LeaderState
  readonly #follower: FollowerState
  readonly #appends: PartitionAppends
  /** Run when readers may find more. */
  readonly #readers = new Waiters()
  /** Run when followers may find more. */
  readonly #followers = new Waiters()
  /** Retention moves the log start offset on its own. */
  readonly #startMoved = () => {
    this.#followers.wake()
    this.#readers.wake()
  }
  readonly #settled = (failure: Failure | null): void => {
    if (failure === null) this.#moveHighWatermark()
    else this.#acknowledgements.refuseBeyond(this.#log.logEndOffset, failure)
    if (this.#log.failed) this.#readers.wake()
    this.#followers.wake()
  }
  /** Acknowledgements that wait for the high watermark. */
  readonly #acknowledgements = new OffsetWaiters()
  /** Created when records are first deleted, which is rare. */
  #deletions: PartitionDeletions | undefined
  #image: PartitionImage
  #isGone = false

  constructor(options: PartitionOptions) {
    this.#options = options
    this.topic = options.topic
    this.topicId = options.topicId
    this.partition = options.partition
    this.#brokerId = options.brokerId
    this.#log = options.log
    this.#image = options.image
    this.#reader = new LogReader(options.log, options.traffic)
    this.#leader = new LeaderState(options.rules, options.image)
    this.#follower = new FollowerState(options.log, () => this.#readers.wake())
    this.#appends = new PartitionAppends(this, options.log, options.traffic, {
      refusalOf: (acks) => this.#refusalOf(acks)
    })
    invariant(this.#name, () => brokenImage(options.image))
    this.#listen(options.log)
    this.#lead(true)
  }

  // ------------------------------------------------------------------ what it is

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

  get partitionEpoch(): number {
    return this.#image.partitionEpoch
  }

  get isOffline(): boolean {
    return this.#log.failed
  }

  get isReadable(): boolean {
    return !this.#isGone && !this.#log.failed
  }

  get isServing(): boolean {
    return this.isLeader && !this.#log.failed
  }

  get logStartOffset(): number {
    return this.#log.logStartOffset
  }

  get logEndOffset(): number {
    return this.#log.logEndOffset
  }

  get lowWatermark(): number {
    return this.#leader.leastStart(this.#log.logStartOffset)
  }

  get highWatermark(): number {
    return this.#log.highWatermark
  }

  get isEndKnown(): boolean {
    return this.replicas.length === 1 || this.highWatermark >= this.#leader.epochStartOffset
  }

  get lastStableOffset(): number {
    return this.#reader.lastStableOffset
  }

  get #name(): string {
    return `${this.topic}-${this.partition}`
  }

  get sizeBytes(): number {
    return this.#log.sizeBytes
  }

  get directory(): string {
    return this.#log.logDirectory
  }

  /** Only for moves between log directories and for deletions, within this room. */
  get log(): PartitionLog {
    return this.#log
  }

  // ------------------------------------------------------------------ its life

  /** Applies new metadata of the partition. */
  update(image: PartitionImage): void {
    const before = this.#image
    invariant(this.#name, () => brokenImage(image, before))
    const isNewEpoch = image.leaderEpoch !== before.leaderEpoch
    this.#image = image
    this.#lead(isNewEpoch)
    if (this.isLeader) {
      this.#deletions?.lowWatermarkMoved()
      this.#followers.wake()
      // Readers name the epoch they know.
      if (isNewEpoch) this.#readers.wake()
    } else this.#letGo(notLeader)
  }

  #lead(isNewEpoch: boolean): void {
    if (!this.isLeader) return
    const log = this.#log
    if (this.leaderEpoch > log.latestLeaderEpoch) log.assignLeaderEpoch(this.leaderEpoch, log.logEndOffset)
    if (isNewEpoch) this.#leader.begin(this.#image, log.logEndOffset)
    else this.#leader.update(this.#image)
    this.#moveHighWatermark()
  }

  configure(config: PartitionLog['config']): void {
    this.#log.configure(config)
  }

  /** The partition is deleted; all waits end. */
  close(): void {
    this.#isGone = true
    this.#letGo(failed('UNKNOWN_TOPIC_OR_PARTITION'))
  }

  /** This broker is no longer a replica. */
  moved(): void {
    this.#isGone = true
    this.#letGo(notLeader)
  }

  /** The log failed, and another partition object has replaced this one. */
  replaced(): void {
    this.#isGone = true
    this.#letGo(failed('KAFKA_STORAGE_ERROR'))
  }

  /** The broker is fenced: waiting readers look the partition up again and get the error. */
  fenced(): void {
    this.#readers.wake()
  }

  /** Switches to another log with the same records, unnoticed by anyone who waits. */
  use(log: PartitionLog): void {
    this.#log.startMoved = undefined
    this.#log.settled = undefined
    this.#log = log
    this.#listen(log)
    this.#reader.use(log)
    this.#follower.use(log)
    this.#appends.use(log)
    this.#settled(null)
  }

  #listen(log: PartitionLog): void {
    log.startMoved = this.#startMoved
    log.settled = this.#settled
  }

  #letGo(why: Failure): void {
    this.#acknowledgements.refuseBeyond(-1, why)
    this.#deletions?.refuse(why)
    this.#readers.wake()
    this.#followers.wake()
  }

  // ------------------------------------------------------------------ appends

  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null {
    return this.isServing ? this.#log.beginVerification(producer, bumpsEpoch) : notLeader
  }

  append(records: Buffer, options: OwnAppend): AppendResult
  append(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult>
  append(records: Buffer, options: ClientAppend | OwnAppend): AppendResult | Promise<AppendResult> {
    return options.origin === 'client'
      ? this.#appends.fromClient(records, options)
      : this.#appends.own(records, options)
  }

  #refusalOf(acks: number): Failure | null {
    if (!this.isLeader) return notLeader
    if (acks !== -1) return null
    const minInSync = this.#minInSync
    if (this.isr.length >= minInSync) return null
    const message = `The size of the current ISR ${this.isr.length} is insufficient to satisfy the min.isr requirement of ${minInSync} for partition ${this.topic}-${this.partition}`
    return failed('NOT_ENOUGH_REPLICAS', message)
  }

  /** A value above the replication factor requires all replicas (kafka.cluster.Partition#effectiveMinIsr). */
  get #minInSync(): number {
    return Math.min(this.#options.minInSyncReplicas(), this.replicas.length)
  }

  get backPressure(): Promise<void> | undefined {
    return this.#log.backPressure
  }

  // ------------------------------------------------------------------ acknowledgements

  #moveHighWatermark(): void {
    if (!this.isLeader) return
    const log = this.#log
    const { isr, replicas } = this.#image
    // With too few replicas in sync nothing more is committed, so that no later leader can lack it (KIP-966).
    if (isr.length < replicas.length && isr.length < this.#minInSync) return
    const highWatermark = this.#leader.committedEnd(log.writtenOffset, log)
    if (highWatermark > log.highWatermark) this.#committed(highWatermark)
  }

  #committed(highWatermark: number): void {
    this.#log.highWatermark = highWatermark
    invariant(this.#name, () => brokenOffsets(this))
    this.#acknowledgements.tellUpTo(highWatermark, null)
    this.#readers.wake()
    this.#followers.wake()
  }

  whenWritten(offset: number, done: (failure: Failure | null) => void): void {
    this.#log.whenWritten(offset, done)
  }

  whenAcknowledged(offset: number, acks: number, timeoutMs: number): Promise<Failure | null> {
    if (acks !== -1 || this.replicas.length <= 1) {
      return new Promise((resolve) => this.#log.whenWritten(offset, resolve))
    }
    if (offset <= this.#log.highWatermark) return Promise.resolve(null)
    return this.#acknowledgements.reached(offset, this.#options.env.timers, timeoutMs)
  }

  // ------------------------------------------------------------------ replication

  followerReached(brokerId: number, endOffset: number, startOffset = -1, clock?: AskedClock): Failure | null {
    if (!this.isLeader || brokerId === this.#brokerId || !this.replicas.includes(brokerId)) return notLeader
    this.#leader.fetched(brokerId, endOffset, this.#log.logEndOffset, startOffset, clock)
    this.#moveHighWatermark()
    this.#deletions?.lowWatermarkMoved()
    if (!this.isr.includes(brokerId)) this.#options.mayJoin(this)
    return null
  }

  followersAt(offset: number): readonly number[] {
    return this.isServing ? this.#leader.followersAt(offset) : []
  }

  /** The ISR as it should be; null if it is already, or a change is pending. */
  proposeIsr(): readonly number[] | null {
    return this.isServing ? this.#leader.proposeIsr(this.#log) : null
  }

  /** The proposal was not written and never will be. */
  isrRefused(proposed: readonly number[]): void {
    this.#leader.isrRefused(proposed)
  }

  /**
   * The follower operations for a fetcher that used this leader epoch, valid in this turn; NOT_LEADER_OR_FOLLOWER if this broker
   * leads, FENCED_LEADER_EPOCH if the leader has changed since.
   */
  follower(leaderEpoch: number): FollowerState | Failure {
    if (this.isLeader || this.#isGone) return notLeader
    return leaderEpoch === this.leaderEpoch ? this.#follower : failed('FENCED_LEADER_EPOCH')
  }

  // ------------------------------------------------------------------ reads

  read(fromOffset: number, options: PartitionReadOptions): ReadAnswer | Promise<ReadAnswer> {
    const mayRead = this.isLeader || (options.anyReplica === true && !this.#isGone)
    const fenced = mayRead ? this.checkLeaderEpoch(options.currentLeaderEpoch) : notLeader
    return fenced ?? this.#reader.read(fromOffset, options)
  }

  isReadErrorAt(fromOffset: number, currentLeaderEpoch: number, lastFetchedEpoch: number, anyReplica = false): boolean {
    if (!(this.isLeader || (anyReplica && !this.#isGone)) || this.checkLeaderEpoch(currentLeaderEpoch) !== null)
      return true
    return this.#reader.isReadErrorAt(fromOffset, lastFetchedEpoch)
  }

  availableBytes(fromOffset: number, isolation: Isolation): number {
    return this.#reader.availableBytes(fromOffset, isolation)
  }

  onceReadable(run: () => void, isolation?: Isolation): { cancel(): void } {
    return (isolation === 'written' ? this.#followers : this.#readers).add(run)
  }

  /** null if the epoch is current or not given (-1). */
  checkLeaderEpoch(epoch: number): Failure | null {
    if (epoch < 0 || epoch === this.leaderEpoch) return null
    return failed(epoch < this.leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH')
  }

  offsetFor(where: number | LogPlace, isolation: Isolation): Promise<PlaceInLog> {
    return this.#reader.offsetFor(where, isolation, this.leaderEpoch)
  }

  segmentStarts(): Promise<SegmentStart[]> {
    return this.#log.segmentStarts()
  }

  endOfEpoch(epoch: number): EpochEnd {
    return this.#log.endOffsetForEpoch(epoch) ?? unknownEpoch
  }

  producers(): ProducerState[] {
    return this.#log.producers()
  }

  // ------------------------------------------------------------------ deletion

  deleteBefore(offset: number): Promise<number | Failure> {
    return this.#deleting.before(offset)
  }

  whenDeleted(offset: number, timeoutMs: number): Promise<Failure | null> {
    return this.#deleting.whenDone(offset, timeoutMs)
  }

  get #deleting(): PartitionDeletions {
    const { env, moveStart } = this.#options
    this.#deletions ??= new PartitionDeletions(this, env, moveStart)
    return this.#deletions
  }
}
