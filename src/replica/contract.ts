/**
 * The interface of the replica room. A partition is the only door to its log: handlers and coordinators append, read and query
 * here, so that followers, tiered storage and follower fetching change only this room. Knows no requests and no sockets.
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
  /** The ISR in the metadata; a pending change does not count. */
  readonly isr: readonly number[]
  /**
   * Whether its log is usable, as a leader or a follower. Permanently false once the partition is deleted, replaced or moved
   * away.
   */
  readonly isReadable: boolean
  /** The log failed. A new partition object replaces this one when the files are readable again. */
  readonly isOffline: boolean
  /**
   * Whether it leads and its log is usable. Permanently false once it is deleted or replaced; look the partition up again then.
   */
  readonly isServing: boolean
  readonly logStartOffset: number
  readonly logEndOffset: number
  /** On a leader: the lowest log start offset of all live replicas; -1 while one of them has not reported its own. */
  readonly lowWatermark: number
  readonly highWatermark: number
  /**
   * False on a new leader whose high watermark is below the start of its epoch: earlier leaders may have exposed more to clients
   * (KIP-207).
   */
  readonly isEndKnown: boolean
  /** min(first unstable offset, high watermark). */
  readonly lastStableOffset: number
  readonly sizeBytes: number
  /** The log directory of its log. */
  readonly directory: string

  /**
   * The ordered part of a produce: checks leadership, min.insync.replicas (acks=-1), the guard and the records, assigns offsets
   * and appends. Synchronous, unless the guard has to ask someone or a worker checks large compressed records; those cases work
   * on a copy, so `records` need not outlive the call. The partition may patch `records` in place.
   */
  append(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult>
  /** For the broker's own records and markers; always synchronous. */
  append(records: Buffer, options: OwnAppend): AppendResult
  /**
   * See the log's contract: what the first records of a transaction must be appended with. Called before asking their
   * coordinator.
   */
  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null
  /** Undefined if appends may continue. Otherwise the disk is far behind, and appenders must wait until this resolves. */
  readonly backPressure: Promise<void> | undefined
  /**
   * Runs `done` once everything below `offset` is as durable here as the broker promises, or with the reason why it is not. In
   * offset order.
   */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void
  /**
   * Resolves once `offset` (the exclusive end of an append) is acknowledged for `acks`: written locally for 1, below the high
   * watermark for -1. REQUEST_TIMED_OUT after `timeoutMs`.
   */
  whenAcknowledged(offset: number, acks: number, timeoutMs: number): Promise<Failure | null>

  /**
   * Synchronous when the tail cache has the bytes. Reads only up to the bound of the isolation level. Checks the leader epoch:
   * FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH.
   */
  read(fromOffset: number, options: PartitionReadOptions): ReadAnswer | Promise<ReadAnswer>
  /** Whether a read at this offset would return an error or a divergence right away, so that waiting for bytes is pointless. */
  isReadErrorAt(fromOffset: number, currentLeaderEpoch: number, lastFetchedEpoch: number, anyReplica?: boolean): boolean
  /** How many bytes a reader at `fromOffset` could get now, for min.bytes; 0 at the end. Cheap, without disk access. */
  availableBytes(fromOffset: number, isolation: Isolation): number
  /**
   * Runs once when readers with this isolation may find more: the high watermark or last stable offset moved, or there was a
   * truncation, deletion, loss of leadership, new leader epoch, fencing or a new log start offset. For `written` it also runs
   * when more was written and when the metadata of a led partition changed.
   */
  onceReadable(run: () => void, isolation?: Isolation): { cancel(): void }
  /**
   * A replica fetches at `endOffset`, so it has everything below; its log starts at `startOffset` (-1 if not given).
   * NOT_LEADER_OR_FOLLOWER for a broker that is not a follower of this partition, so that nobody can pass for one. `clock`
   * belongs to a session in which the replica fetches this partition without naming it while it is caught up.
   */
  followerReached(brokerId: number, endOffset: number, startOffset?: number, clock?: AskedClock): Failure | null

  /**
   * Ids of the in-sync followers that have everything below `offset`, the most advanced first. Empty if this broker does not
   * lead.
   */
  followersAt(offset: number): readonly number[]

  /**
   * The first record at or after a time in milliseconds, or a position of the log, visible to a reader with this isolation;
   * `nowhere` if there is none. Rejects with DiskError. Source: kafka.cluster.Partition#fetchOffsetForTimestamp.
   */
  offsetFor(where: number | LogPlace, isolation: Isolation): Promise<PlaceInLog>
  /** Base offsets of segments with the time of their last write, for ListOffsets v0. Rejects with DiskError. */
  segmentStarts(): Promise<SegmentStart[]>
  /** The largest epoch at or below `epoch`, and its end offset; -1 and -1 if unknown (KIP-101, KIP-279). */
  endOfEpoch(epoch: number): EpochEnd
  /** The state of the log's producers (KIP-664). */
  producers(): ProducerState[]

  /**
   * Moves the log start offset to `offset`, with -1 for the high watermark, and resolves with it once that is durable, so that
   * deleted records do not come back. OFFSET_OUT_OF_RANGE, POLICY_VIOLATION (no delete policy), KAFKA_STORAGE_ERROR, and the
   * errors of a partition that is no longer led here. Source: KIP-107; kafka.cluster.Partition#deleteRecordsOnLeader.
   */
  deleteBefore(offset: number): Promise<number | Failure>
  /**
   * Resolves once the low watermark has reached `offset`: no live replica exposes anything below it. REQUEST_TIMED_OUT after
   * `timeoutMs`. Source: kafka.server.DelayedDeleteRecords.
   */
  whenDeleted(offset: number, timeoutMs: number): Promise<Failure | null>
}

/** An append by a client. */
export interface ClientAppend {
  readonly origin: 'client'
  /** Version of the Produce request, which determines the allowed formats and codecs. */
  readonly produceVersion: number
  readonly acks: number
  /** Bytes received from the client, for the metrics. Undefined if not counted. */
  readonly clientBytes?: number | undefined
  /** Consulted before a transactional batch is appended. Without it, such batches are refused with INVALID_TXN_STATE. */
  readonly guard?: TransactionGuard | undefined
}

/** An append by the broker itself: a coordinator's records, or the marker that ends a transaction. */
export interface OwnAppend {
  readonly origin: 'coordinator' | 'marker'
  readonly acks: number
  /** The result of `beginVerification` for records inside a transaction; undefined if no verification is needed. */
  readonly verification?: Verification | null | undefined
  /** The transaction version of a marker (KIP-1228). */
  readonly markerVersion?: number | undefined
}

/** A transactional batch whose partition may not belong to the transaction. */
export interface GuardedBatch {
  readonly topic: string
  readonly partition: number
  readonly producerId: number
  readonly producerEpoch: number
}

/** Runs before a transaction's first batch in a partition (KIP-890). */
export interface TransactionGuard {
  /** The producer gets a new epoch with each transaction and starts each with sequence 0. */
  readonly bumpsEpoch: boolean
  /**
   * Whether the batch belongs to an open transaction; null if it does. A synchronous null allows the append without asking. If a
   * marker is appended while the coordinator is being asked, the result is INVALID_TXN_STATE: otherwise the batch would open a
   * transaction that nobody ends.
   */
  ask(batch: GuardedBatch): Failure | null | Promise<Failure | null>
}

/**
 * `written`, for followers: up to what is as durable as this broker promises. Anything beyond may still be rolled back, and a
 * follower would keep it. `log_end`: everything.
 */
export type Isolation = 'read_uncommitted' | 'read_committed' | 'written' | 'log_end'

export interface PartitionReadOptions {
  readonly maxBytes: number
  readonly atLeastOneBatch: boolean
  readonly isolation: Isolation
  readonly currentLeaderEpoch: number
  readonly lastFetchedEpoch: number
  /** Allows reads from a follower, up to its own high watermark (KIP-392). Only from the leader by default. */
  readonly anyReplica?: boolean
}

/** The result of a read, or why it is not allowed. */
export type ReadAnswer = PartitionRead | Failure

export interface PartitionRead {
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  readonly abortedTransactions: readonly AbortedTransaction[] | null
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null
  /** null on divergence. Call `release` once when the bytes have been sent. */
  readonly data: ReadResult | null
}

/** The special positions of ListOffsets (org.apache.kafka.common.requests.ListOffsetsRequest). */
export type LogPlace =
  | 'latest'
  | 'earliest'
  | 'max_timestamp'
  | 'earliest_local'
  | 'latest_tiered'
  | 'earliest_pending_upload'

/** -1 in a field means unknown. */
export interface PlaceInLog {
  readonly offset: number
  readonly timestampMs: number
  readonly leaderEpoch: number
}

export interface EpochEnd {
  readonly leaderEpoch: number
  readonly endOffset: number
}

/** All partitions on this broker. */
export interface Replicas {
  find(topic: string, partition: number): Partition | undefined
  /** UNKNOWN_TOPIC_OR_PARTITION when the topic does not exist, NOT_LEADER_OR_FOLLOWER when another broker leads it, KAFKA_STORAGE_ERROR. */
  leader(topic: string, partition: number): Partition | Failure
  readonly all: Iterable<Partition>
}
