import type { Failure } from '../protocol/index.ts'
import type { Validation } from '../records/index.ts'

/**
 * The interface of the log room: partition logs and the store that holds them, on disk or in memory.
 * `file-store.ts` and `memory-store.ts` implement it and share one contract test.
 * Does not depend on sockets, requests, replicas or the metadata store.
 */

export type CompressionType = 'producer' | 'uncompressed' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

/** Topic configs as the log reads them; one field per Kafka topic config, same name in camel case, typed. */
export interface LogConfig {
  readonly cleanupPolicy: { readonly compact: boolean; readonly delete: boolean }
  readonly compressionType: CompressionType
  readonly compressionGzipLevel: number
  readonly compressionLz4Level: number
  readonly compressionZstdLevel: number
  readonly deleteRetentionMs: number
  readonly fileDeleteDelayMs: number
  readonly flushMessages: number
  readonly flushMs: number
  readonly indexIntervalBytes: number
  readonly maxCompactionLagMs: number
  readonly maxMessageBytes: number
  readonly messageTimestampAfterMaxMs: number
  readonly messageTimestampBeforeMaxMs: number
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime'
  readonly minCleanableDirtyRatio: number
  readonly minCompactionLagMs: number
  readonly preallocate: boolean
  readonly retentionBytes: number
  readonly retentionMs: number
  readonly segmentBytes: number
  readonly segmentIndexBytes: number
  readonly segmentJitterMs: number
  readonly segmentMs: number
}

/** Settings of the whole store, from broker configs. */
export interface LogStoreConfig {
  /** `os`: acknowledged when the kernel has the bytes; `disk`: after fdatasync, with group commit. */
  readonly durability: 'os' | 'disk'
  readonly producerIdExpirationMs: number
  readonly tailCacheBytes: number
  readonly openFilesMax: number
  readonly retentionCheckIntervalMs: number
  readonly flushCheckpointIntervalMs: number
  readonly startOffsetCheckpointIntervalMs: number
  /** If absent, high watermarks are written only with recovery points, which is enough when the records imply them. */
  readonly highWatermarkCheckpointIntervalMs?: number
  readonly cleanerEnable: boolean
  readonly cleanerBackoffMs: number
  readonly cleanerDedupeBufferBytes: number
  readonly cleanerIoMaxBytesPerSecond: number
  readonly cleanerDeleteRetentionMs: number
}

export interface AppendOrigin {
  /** `client`: full validation, offsets assigned. `coordinator`: records of internal topics, control batches allowed. */
  readonly origin: 'client' | 'coordinator'
  readonly leaderEpoch: number
  /** Version of the Produce request; decides which magic and codec are allowed. Ignored for coordinators. */
  readonly produceVersion: number
  /** Whether to reject records that do not fit in one segment (RECORD_LIST_TOO_LARGE). */
  readonly mustFit?: boolean
  /** Result of `beginVerification` for a batch that must belong to a transaction; undefined skips the check. */
  readonly verification?: Verification | null | undefined
  /** The transaction version of a marker (KIP-1228); 0 otherwise. */
  readonly markerVersion?: number | undefined
}

/**
 * Created before the coordinator verifies the first batch of a transaction, and passed to `append` with that batch (KIP-890).
 * Compared by identity.
 */
export interface Verification {
  readonly producerId: number
}

/** The producer fields of a batch header. */
export interface BatchProducer {
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
}

export interface Appended {
  readonly firstOffset: number
  readonly lastOffset: number
  /** -1 with CreateTime. */
  readonly logAppendTimeMs: number
  readonly logStartOffset: number
  /** True for an idempotent retry: nothing was written, and the offsets are those of the first append. */
  readonly duplicate: boolean
}

/** If the records are at fault, the failure is a `RecordsRefusal`, which may name individual records. */
export type AppendResult = Appended | Failure

export interface ReadLimits {
  /** Soft limit: with `atLeastOneBatch` the first batch is returned whole, whatever its size. */
  readonly maxBytes: number
  readonly atLeastOneBatch: boolean
  /** Exclusive upper bound on batch base offsets (high watermark, last stable offset or log end offset). */
  readonly upToOffset: number
}

export interface ReadResult {
  /** Whole batches in order, as views. Valid until `release`, which the caller calls once, after the socket has taken them. */
  readonly chunks: readonly Uint8Array[]
  readonly bytes: number
  release(): void
}

export interface TimestampOffset {
  readonly offset: number
  readonly timestamp: number
  readonly leaderEpoch: number
}

export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

export interface ProducerState {
  readonly producerId: number
  readonly producerEpoch: number
  readonly lastSequence: number
  readonly lastTimestampMs: number
  readonly coordinatorEpoch: number
  /** -1 when no transaction is open. */
  readonly currentTransactionFirstOffset: number
}

/**
 * One partition's records. All state changes are synchronous: `append` returns with offsets assigned and the batch
 * readable at the tail; `whenWritten` reports when the batch has reached the configured durability.
 */
export interface PartitionLog {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly config: LogConfig
  readonly logStartOffset: number
  readonly logEndOffset: number
  /** First offset of the earliest open transaction, ignoring the high watermark; log end offset if none is open. */
  readonly firstUnstableOffset: number
  readonly sizeBytes: number
  /** The directory that holds the files. */
  readonly directory: string
  /** The log directory that contains `directory`, as listed in `LogStore.directories`. */
  readonly logDirectory: string
  /** True after an I/O error: every call returns KAFKA_STORAGE_ERROR. The store reopens the files as a new log. */
  readonly failed: boolean

  configure(config: LogConfig): void
  /**
   * Runs the validation that `append` starts with, separately, so that large compressed records can be validated in a worker
   * thread, from a copy. A synchronous result holds views of `records`, which are patched in place.
   */
  check(records: Buffer, origin: AppendOrigin): Validation | Promise<Validation>
  /**
   * `records`, or the result of `check`, may be views into the caller's slab: the log copies or writes them before this
   * returns, and may patch them in place.
   */
  append(records: Buffer | Validation, origin: AppendOrigin): AppendResult
  /**
   * Undefined when appends may continue. Otherwise the disk has fallen too far behind, and appenders must wait until this
   * resolves, so that a fast producer is slowed down rather than buffered.
   */
  readonly backPressure: Promise<void> | undefined
  /**
   * Call before appending a transactional batch. Returns null if the batch belongs to a transaction already open here, an
   * error (INVALID_PRODUCER_EPOCH) if it cannot, else the verification to pass to `append` once the coordinator has confirmed.
   * `bumpsEpoch`: the producer epoch is bumped with each transaction (KIP-890, part 2).
   */
  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null
  /** Appends bytes fetched from the leader, keeping their offsets and leader epochs. */
  appendAsFollower(records: Buffer): AppendResult
  /**
   * Runs `done` once everything before `offset` is written (durability `os`) or synced (`disk`), or with the reason why it
   * never will be. Runs callbacks in offset order.
   */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void
  /** Every record below this offset has reached the configured durability. */
  readonly writtenOffset: number

  /**
   * Synchronous when the tail cache (or memory) has the bytes; returns a promise when the disk must be read.
   * Failures: OFFSET_OUT_OF_RANGE, KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE.
   */
  read(fromOffset: number, limits: ReadLimits): ReadResult | Failure | Promise<ReadResult | Failure>
  /** Approximate number of bytes between two offsets, using only the indexes; exact at the tail. */
  sizeBetween(fromOffset: number, toOffset: number): number
  abortedTransactions(fromOffset: number, toOffset: number): AbortedTransaction[]

  /**
   * Segment base offsets in order, each with the segment's last write time in wall milliseconds, then the log end offset
   * with the current time, unless the last segment is empty. Rejects with DiskError.
   */
  segmentStarts(): Promise<SegmentStart[]>
  /** The first record whose timestamp is at or after `timestampMs`. */
  offsetForTimestamp(timestampMs: number): Promise<TimestampOffset | undefined>
  /** The first record with the largest timestamp. */
  offsetOfMaxTimestamp(): Promise<TimestampOffset | undefined>
  readonly latestLeaderEpoch: number
  assignLeaderEpoch(epoch: number, startOffset: number): void
  /** The largest leader epoch at or below `epoch` and its end offset (KIP-101, KIP-279); undefined when unknown. */
  endOffsetForEpoch(epoch: number): { readonly leaderEpoch: number; readonly endOffset: number } | undefined
  leaderEpochAt(offset: number): number

  /** Moves the log start offset forward, or does nothing if `offset` is not beyond it. Beyond the log end, empties the log. */
  moveStartOffset(offset: number): void
  /** Called each time the log start offset moves. */
  startMoved: (() => void) | undefined
  /**
   * Called with null when `writtenOffset` has moved, before any `whenWritten` callback runs; called with the reason when
   * appended records will never be written.
   */
  settled: ((failure: Failure | null) => void) | undefined
  truncateTo(offset: number): void
  truncateFullyAndStartAt(offset: number): void
  producers(): ProducerState[]
  /** Set by the replica; used for checkpoints and for retention, which deletes nothing at or above it. */
  highWatermark: number
  flush(): Promise<void>
  /**
   * Writes and syncs all appended records before returning, so that a copy can take over in this turn. Returns false if that
   * is not possible now, such as while a write is in progress, or if the log has failed.
   */
  settleNow(): boolean
}

export interface SegmentStart {
  readonly offset: number
  readonly modifiedMs: number
}

/** A log directory and its volume. Unknown sizes are -1. */
export interface DirectoryUsage {
  readonly directory: string
  readonly totalBytes: number
  readonly usableBytes: number
  /** True while the directory and its partitions cannot be used. */
  readonly isOffline: boolean
}

/** Additional operations of a store with several log directories. Directories are identified by path. */
export interface LogDirectories {
  /** The id of the directory that holds a log. */
  idOf(log: PartitionLog): string
  /** Ids of the directories that are online. */
  readonly ids: readonly string[]
  /** Ids of the online directories with these paths. */
  idsAt(paths: readonly string[]): readonly string[]
  /** Set by the owner. Called when the set of online directories changes. */
  changed: () => void
  /** Set by the owner. Called when a log fails while its directory stays online. */
  failedAlone: (log: PartitionLog) => void
  /** Sets the directory in which a partition's log will be created. */
  prefer(topic: string, partition: number, directory: string): void
  /** Copies (future replicas) being moved to another directory. */
  readonly copies: Iterable<PartitionLog>
  copyOf(topic: string, partition: number): PartitionLog | undefined
  /** Creates an empty copy of `log` in another directory. @throws DiskError; no copy exists then */
  beginCopy(log: PartitionLog, directory: string): PartitionLog
  /** Syncs a copy and its side files, and moves its log start offset to the log's. Rejects with DiskError. */
  prepare(log: PartitionLog, copy: PartitionLog): Promise<void>
  /** Discards a copy that is no longer needed. */
  dropCopy(topic: string, partition: number): void
  /**
   * Replaces the log with its copy, in this turn. The copy must have every record of the log and be synced. A kill or power
   * loss at any moment leaves one of the two. Returns false while either is being compacted, or if the log start offset has
   * moved. @throws DiskError; the log is still in place then
   */
  replace(log: PartitionLog, copy: PartitionLog): boolean
  /** Completes everything still waiting on the replaced log, because the copy has its records. */
  retire(log: PartitionLog): void
}

export interface LogStore {
  /** The paths of the directories in use. */
  readonly directories: readonly string[]
  /** Undefined when there is only one directory. */
  readonly several?: LogDirectories | undefined
  /** Set by the owner. Called with the log that replaces a failed one after its files were reopened. */
  reopened: (log: PartitionLog) => void
  readonly logs: Iterable<PartitionLog>
  find(topic: string, partition: number): PartitionLog | undefined
  /**
   * `directoryId`: the directory to create the log in; by default one with the fewest partitions.
   * @throws DiskError; nothing is left behind then, and the caller may retry.
   */
  create(topic: string, partition: number, topicId: string, config: LogConfig, directoryId?: string): PartitionLog
  /** Hides the partition from readers immediately, and deletes its files after `file.delete.delay.ms`. */
  remove(topic: string, partition: number): void
  /** For DescribeLogDirs. */
  usage(): DirectoryUsage[]
  /**
   * Moves the log start offset forward and resolves once that is durable. The move is not visible earlier, because deleted
   * records must not come back after a kill. Does nothing if the log is gone, has failed or ends before `offset`. Rejects with
   * DiskError, without moving.
   */
  moveStart(log: PartitionLog, offset: number): Promise<void>
  /** Runs retention, cleaning and checkpoints once. */
  maintain(): Promise<void>
  /** Stops all background work and writes nothing more, because this broker has lost the directory. */
  abandon(): void
  /**
   * Flushes, then writes checkpoints, snapshots and the clean-shutdown marker, which contains the broker epoch in a cluster.
   * Does nothing after `abandon`.
   */
  close(brokerEpoch?: number): Promise<void>
}
