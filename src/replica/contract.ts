/**
 * The interface of the replica room. A partition is the only door to its log: handlers and coordinators append, read and ask
 * here, so that followers, tiered storage and fetches from followers change this room alone. It knows no request, no socket.
 */
import type {
  AbortedTransaction,
  AppendResult,
  BatchProducer,
  ProducerState,
  ReadResult,
  SegmentStart,
  Verification
} from '../log/index.ts'
import type { Failure } from '../protocol/index.ts'
import type { AskedClock } from './leader-state.ts'

export interface Partition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly isLeader: boolean
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly replicas: readonly number[]
  /** As the metadata has it; a change that is on its way does not count. */
  readonly isr: readonly number[]
  /** Can use its log, whether it leads or follows. False for good once it is deleted, replaced or moved away. */
  readonly isReadable: boolean
  /** The log failed. Another partition takes this one's place when its files can be read again. */
  readonly isOffline: boolean
  /** Leads, and can use its log. False for good once it is deleted or replaced: then look the partition up anew. */
  readonly isServing: boolean
  readonly logStartOffset: number
  readonly logEndOffset: number
  /** On a leader: the least start of all replicas whose brokers are alive; -1 while one of them has not said where its log starts. */
  readonly lowWatermark: number
  readonly highWatermark: number
  /** False on a new leader whose high watermark is below where its epoch began: earlier ones may have shown more to clients (KIP-207). */
  readonly isEndKnown: boolean
  /** min(first unstable offset, high watermark). */
  readonly lastStableOffset: number
  readonly sizeBytes: number
  /** The log directory that it is in. */
  readonly directory: string

  /**
   * The ordered part of a produce: checks the leader, min.insync.replicas (acks -1), the guard and the records, assigns
   * offsets and appends. Synchronous, unless the guard has to ask somebody or large compressed records are checked in a worker:
   * those work on a copy, so `records` need not outlive the call. The partition may patch `records` in place.
   */
  append(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult>
  /** For this broker's own records and markers, always synchronous. */
  append(records: Buffer, options: OwnAppend): AppendResult
  /** See the log's contract: what a transaction's first records here are to be appended with, asked of before their coordinator is. */
  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null
  /**
   * Undefined: appends may go on. Otherwise the disk is far behind, and whoever appends waits until this resolves.
   */
  readonly backPressure: Promise<void> | undefined
  /** Runs `done` once everything below `offset` is as durable here as the broker promises, or with why it is not. In offset order. */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void
  /** Resolves when `offset` (exclusive end of an append) is acknowledged for `acks`: 1 written here, -1 below the high watermark. REQUEST_TIMED_OUT after `timeoutMs`. */
  whenAcknowledged(offset: number, acks: number, timeoutMs: number): Promise<Failure | null>

  /** Synchronous when the tail has the bytes. Only up to the bound of the isolation level. Leader epoch checked: FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH. */
  read(fromOffset: number, options: PartitionReadOptions): ReadAnswer | Promise<ReadAnswer>
  /** True when a read from there would answer an error or a divergence at once, so that waiting for bytes is no use. */
  isReadErrorAt(fromOffset: number, currentLeaderEpoch: number, lastFetchedEpoch: number, anyReplica?: boolean): boolean
  /** Bytes that a reader at `fromOffset` could get now, for min.bytes; 0 at the end. Cheap, no disk. */
  availableBytes(fromOffset: number, isolation: Isolation): number
  /**
   * Runs once when readers of this isolation may find more (high watermark or last stable offset moved, truncation, deletion, loss
   * of leadership, another leader epoch, a fenced broker, a start that moved). `written` runs also when more was written, when the
   * log's start moved, and when the metadata says something new of a led partition.
   */
  onceReadable(run: () => void, isolation?: Isolation): { cancel(): void }
  /**
   * A replica asks for what comes at `endOffset`, so it has everything below; its log starts at `startOffset` (-1: it does not say).
   * NOT_LEADER_OR_FOLLOWER for a broker that is no follower of this partition: nobody passes for one. `clock`: of a session in which
   * it asks for this partition without naming it while it has all of it.
   */
  followerReached(brokerId: number, endOffset: number, startOffset?: number, clock?: AskedClock): Failure | null

  /** Ids of the in-sync followers that have everything below `offset`, the one that is furthest first. None where it does not lead. */
  followersAt(offset: number): readonly number[]

  /**
   * The first record at or after a time in milliseconds, or a place of the log, that a reader of this isolation may see;
   * `nowhere` when there is none. Rejects with DiskError. Source: kafka.cluster.Partition#fetchOffsetForTimestamp.
   */
  offsetFor(where: number | LogPlace, isolation: Isolation): Promise<PlaceInLog>
  /** The starts of segments with the time of their last write, for ListOffsets v0. Rejects with DiskError. */
  segmentStarts(): Promise<SegmentStart[]>
  /** The largest epoch at or below `epoch`, and where it ends; -1 and -1 when unknown (KIP-101, KIP-279). */
  endOfEpoch(epoch: number): EpochEnd
  /** What the log knows of producers with an id (KIP-664). */
  producers(): ProducerState[]

  /**
   * Moves the log's start to `offset`, -1 for the high watermark, and resolves with the start, once that is durable: deleted
   * records do not come back. OFFSET_OUT_OF_RANGE, POLICY_VIOLATION (no delete policy), KAFKA_STORAGE_ERROR, and the errors of
   * a partition that is not led here any more. Source: KIP-107; kafka.cluster.Partition#deleteRecordsOnLeader.
   */
  deleteBefore(offset: number): Promise<number | Failure>
  /**
   * Resolves when the low watermark has come to `offset`: no replica whose broker is alive shows what was before. REQUEST_TIMED_OUT
   * after `timeoutMs`. Source: kafka.server.DelayedDeleteRecords.
   */
  whenDeleted(offset: number, timeoutMs: number): Promise<Failure | null>
}

/** What clients send. */
export interface ClientAppend {
  readonly origin: 'client'
  /** Version of the Produce request; decides which formats and codecs are allowed. */
  readonly produceVersion: number
  readonly acks: number
  /** What came from the client, for the count of bytes. Undefined: not counted. */
  readonly clientBytes?: number | undefined
  /** Asked before a transactional batch is appended. Without one such batches are refused with INVALID_TXN_STATE. */
  readonly guard?: TransactionGuard | undefined
}

/** What the broker itself writes: a coordinator's records, or the marker that ends a transaction. */
export interface OwnAppend {
  readonly origin: 'coordinator' | 'marker'
  readonly acks: number
  /** What `beginVerification` gave, of records inside a transaction; undefined: nobody asks. */
  readonly verification?: Verification | null | undefined
  /** The transaction version of a marker (KIP-1228). */
  readonly markerVersion?: number | undefined
}

/** A transactional batch whose partition may not be a part of the transaction. */
export interface GuardedBatch {
  readonly topic: string
  readonly partition: number
  readonly producerId: number
  readonly producerEpoch: number
}

/** Stands before a transaction's first batch in a partition (KIP-890). */
export interface TransactionGuard {
  /** The producer gets a new epoch with each transaction, and begins each with sequence 0. */
  readonly bumpsEpoch: boolean
  /**
   * Whether the batch belongs to an open transaction; null: it does. At once: it may be appended unasked. A marker that is
   * appended while it is asked ends the matter with INVALID_TXN_STATE: else the batch would open a transaction that nobody ends.
   */
  ask(batch: GuardedBatch): Failure | null | Promise<Failure | null>
}

/**
 * `written`, for followers: up to what is as durable as this broker promises. What is not may be taken back, and a follower that had
 * it would keep it. `log_end`: all there is.
 */
export type Isolation = 'read_uncommitted' | 'read_committed' | 'written' | 'log_end'

export interface PartitionReadOptions {
  readonly maxBytes: number
  readonly atLeastOneBatch: boolean
  readonly isolation: Isolation
  readonly currentLeaderEpoch: number
  readonly lastFetchedEpoch: number
  /** A follower answers too, up to the high watermark that it knows (KIP-392). Only the leader by default. */
  readonly anyReplica?: boolean
}

/** What a read found, or why it may not be read. */
export type ReadAnswer = PartitionRead | Failure

export interface PartitionRead {
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  readonly abortedTransactions: readonly AbortedTransaction[] | null
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null
  /** null on divergence. Call `release` once when the bytes are on the wire. */
  readonly data: ReadResult | null
}

/** Places of a log that ListOffsets knows (org.apache.kafka.common.requests.ListOffsetsRequest). */
export type LogPlace =
  | 'latest'
  | 'earliest'
  | 'max_timestamp'
  | 'earliest_local'
  | 'latest_tiered'
  | 'earliest_pending_upload'

/** -1 in each field stands for what is not known. */
export interface PlaceInLog {
  readonly offset: number
  readonly timestampMs: number
  readonly leaderEpoch: number
}

export interface EpochEnd {
  readonly leaderEpoch: number
  readonly endOffset: number
}

/** All partitions that this broker holds. */
export interface Replicas {
  find(topic: string, partition: number): Partition | undefined
  /** UNKNOWN_TOPIC_OR_PARTITION when the topic does not exist, NOT_LEADER_OR_FOLLOWER when another broker leads it, KAFKA_STORAGE_ERROR. */
  leader(topic: string, partition: number): Partition | Failure
  readonly all: Iterable<Partition>
}
