import type { AbortedTransaction, AppendResult, PartitionLog, ProducerState, ReadResult } from '../log/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import type { Validation } from '../records/index.ts'

/**
 * The interface of the replica room: a led (or followed) partition above its log. It owns leader epoch, high watermark,
 * in-sync replicas and everyone who waits for them. Handlers and coordinators call it; it knows of no request and no socket.
 */
export interface Partition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly log: PartitionLog
  readonly isLeader: boolean
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly highWatermark: number
  /** min(first unstable offset, high watermark). */
  readonly lastStableOffset: number

  /** The checks of `append` apart: later, and from a copy, where decompressing takes long. */
  check(records: Buffer, produceVersion: number): Validation | Promise<Validation>
  /** Ordered part of a produce: validates, assigns offsets, appends. Synchronous. Checks leadership and min.insync.replicas (acks -1). */
  append(records: Buffer | Validation, options: AppendOptions): AppendResult
  /** Resolves when `offset` (exclusive end of an append) is acknowledged for `acks`: 1 written here, -1 below the high watermark. REQUEST_TIMED_OUT after `timeoutMs`. */
  whenAcknowledged(offset: number, acks: number, timeoutMs: number): Promise<ErrorName | null>
  /** Synchronous when the tail has the bytes. Only up to the bound of the isolation level. Leader epoch checked: FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH. */
  read(fromOffset: number, options: PartitionReadOptions): PartitionRead | Promise<PartitionRead>
  /** True when a read from there would answer an error or a divergence at once, so that waiting for bytes is no use. */
  isReadErrorAt(fromOffset: number, currentLeaderEpoch: number, lastFetchedEpoch: number): boolean
  /** Bytes that a reader at `fromOffset` could get now, for min.bytes; 0 at the end. Cheap, no disk. */
  availableBytes(fromOffset: number, isolation: 'read_uncommitted' | 'read_committed'): number
  /** Runs once when readers may find more (high watermark or last stable offset moved, truncation, deletion, loss of leadership). */
  onceReadable(run: () => void): { cancel(): void }
  /** null when the epoch is current, or none was given (-1). */
  checkLeaderEpoch(epoch: number): ErrorName | null
  /**
   * Where the log is to start when records before `offset` are deleted; nothing moves yet. Offset -1 means the high watermark.
   * OFFSET_OUT_OF_RANGE, POLICY_VIOLATION (not a delete policy).
   */
  startToDeleteBefore(offset: number): number | ErrorName
  producers(): ProducerState[]
}

export interface AppendOptions {
  readonly origin: 'client' | 'coordinator'
  readonly produceVersion: number
  readonly acks: number
  /** What came from the client, for the count of bytes; 0: not counted. */
  readonly clientBytes?: number
}

export interface PartitionReadOptions {
  readonly maxBytes: number
  readonly atLeastOneBatch: boolean
  readonly isolation: 'read_uncommitted' | 'read_committed' | 'log_end'
  readonly currentLeaderEpoch: number
  readonly lastFetchedEpoch: number
}

export interface PartitionRead {
  readonly error: ErrorName | null
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  readonly abortedTransactions: readonly AbortedTransaction[] | null
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null
  /** null on error or divergence. Call `release` once when the bytes are on the wire. */
  readonly data: ReadResult | null
}

/** All partitions that this broker holds. */
export interface Replicas {
  find(topic: string, partition: number): Partition | undefined
  /** UNKNOWN_TOPIC_OR_PARTITION when the topic does not exist, NOT_LEADER_OR_FOLLOWER when another broker leads it, KAFKA_STORAGE_ERROR. */
  leader(topic: string, partition: number): Partition | ErrorName
  readonly all: Iterable<Partition>
}
