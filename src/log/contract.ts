import type { Failure } from '../protocol/index.ts'
import type { Validation } from '../records/index.ts'

/**
 * The interface of the log room: what a partition log and a store of them can do, whatever holds the bytes.
 * Replica and broker code against this; `file-store.ts` and `memory-store.ts` implement it and share one contract test.
 * Nothing here knows of sockets, requests, replicas or the metadata store.
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
  /** Absent: high watermarks are written with recovery points only, which is enough where the records tell them. */
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
  /** Is what does not fit into one segment refused (RECORD_LIST_TOO_LARGE)? */
  readonly mustFit?: boolean
  /** What `beginVerification` gave, of a batch that must be part of a transaction; undefined: nobody asks. */
  readonly verification?: Verification | null | undefined
  /** The transaction version of a marker (KIP-1228); 0 otherwise. */
  readonly markerVersion?: number | undefined
}

/** Begun before the first batch of a transaction is asked about, and shown with it (KIP-890). One is like no other. */
export interface Verification {
  readonly producerId: number
}

/** The producer of a batch, as its header tells. */
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
  /** True: an idempotent retry; the offsets are those of the first append and nothing was written. */
  readonly duplicate: boolean
}

/** A failure is a `RecordsRefusal` where the records are at fault, and may then name single ones. */
export type AppendResult = Appended | Failure

export interface ReadLimits {
  /** Soft: the first batch is returned whole when `atLeastOneBatch`. */
  readonly maxBytes: number
  readonly atLeastOneBatch: boolean
  /** Exclusive: no batch that begins at or after it is returned (high watermark, last stable offset or log end). */
  readonly upToOffset: number
}

export interface ReadResult {
  /** Whole batches in order, as views; valid until `release` is called (call it once, when the socket has taken them). */
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
 * readable at the tail; `whenWritten` tells when it is as durable as the store was told to make it.
 */
export interface PartitionLog {
  readonly topic: string
  readonly partition: number
  readonly topicId: string
  readonly config: LogConfig
  readonly logStartOffset: number
  readonly logEndOffset: number
  /** First offset that a read_committed reader may not pass, before the high watermark is considered; log end if none is open. */
  readonly firstUnstableOffset: number
  readonly sizeBytes: number
  /** The directory that holds the files. */
  readonly directory: string
  /** The log directory that this one is in, as `LogStore.directories` has it. */
  readonly logDirectory: string
  /** Set after an input/output error: every call answers KAFKA_STORAGE_ERROR. The store makes another log of its files. */
  readonly failed: boolean

  configure(config: LogConfig): void
  /**
   * What `append` checks first, apart, so that it may take place in a worker thread: large compressed records answer
   * later, from a copy. At once, the answer holds views of `records`, which are patched in place.
   */
  check(records: Buffer, origin: AppendOrigin): Validation | Promise<Validation>
  /**
   * `records`, or what `check` answered, may be views into the caller's slab: the log copies or writes them before this
   * returns, and may patch them in place.
   */
  append(records: Buffer | Validation, origin: AppendOrigin): AppendResult
  /**
   * Undefined: appends may go on. Otherwise the disk is behind with much of what was appended: who appends waits until this
   * resolves, so that a fast producer is slowed and not buffered.
   */
  readonly backPressure: Promise<void> | undefined
  /**
   * Before a transactional batch is appended: null when it belongs to a transaction that is open here, an error
   * (INVALID_PRODUCER_EPOCH) when it cannot, else what to append it with once its coordinator was asked.
   * `bumpsEpoch`: the producer gets an epoch with each transaction (KIP-890, part 2).
   */
  beginVerification(producer: BatchProducer, bumpsEpoch: boolean): Verification | Failure | null
  /** Bytes from a leader, offsets and epochs kept. */
  appendAsFollower(records: Buffer): AppendResult
  /** Runs `done` once everything before `offset` is written (durability `os`) or synced (`disk`); or with why it never will be. In offset order. */
  whenWritten(offset: number, done: (failure: Failure | null) => void): void
  /** Offset below which every byte is as durable as the store promises. */
  readonly writtenOffset: number

  /**
   * Synchronous when the tail cache (or memory) has the bytes, a promise when the disk must be read.
   * Resolves to an error: OFFSET_OUT_OF_RANGE, KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE.
   */
  read(fromOffset: number, limits: ReadLimits): ReadResult | Failure | Promise<ReadResult | Failure>
  /** About how many bytes lie between two offsets, from indexes alone; exact at the tail. */
  sizeBetween(fromOffset: number, toOffset: number): number
  abortedTransactions(fromOffset: number, toOffset: number): AbortedTransaction[]

  /**
   * The starts of the segments in offset order, each with the wall milliseconds of the last write to it, then the log's end
   * with the time of now, unless the last segment is empty. Rejects with DiskError.
   */
  segmentStarts(): Promise<SegmentStart[]>
  /** First record with timestamp at or after it. */
  offsetForTimestamp(timestampMs: number): Promise<TimestampOffset | undefined>
  /** The record with the largest timestamp; of equals the first. */
  offsetOfMaxTimestamp(): Promise<TimestampOffset | undefined>
  readonly latestLeaderEpoch: number
  assignLeaderEpoch(epoch: number, startOffset: number): void
  /** Largest epoch at or below the one asked, and where it ends (KIP-101, KIP-279); undefined when unknown. */
  endOffsetForEpoch(epoch: number): { readonly leaderEpoch: number; readonly endOffset: number } | undefined
  leaderEpochAt(offset: number): number

  /** Moves the start forward; false when `offset` is beyond `limit` or behind the start. */
  moveStartOffset(offset: number): void
  /** Told of each move of the start. */
  startMoved: (() => void) | undefined
  /**
   * Called with null when `writtenOffset` has moved, before anyone who waits with `whenWritten` is told; with the reason when
   * records that were appended will never be written.
   */
  settled: ((failure: Failure | null) => void) | undefined
  truncateTo(offset: number): void
  truncateFullyAndStartAt(offset: number): void
  producers(): ProducerState[]
  /** Called by the replica when it moves; kept for checkpoints and for retention (nothing at or above it is deleted). */
  highWatermark: number
  flush(): Promise<void>
  /**
   * Writes and syncs what was appended, before it returns, so that a copy may take over in this turn. False: not now, as when
   * a write is under way, or the log has failed.
   */
  settleNow(): boolean
}

export interface SegmentStart {
  readonly offset: number
  readonly modifiedMs: number
}

/** A log directory, and the volume that it is on; -1 for what is not known. */
export interface DirectoryUsage {
  readonly directory: string
  readonly totalBytes: number
  readonly usableBytes: number
  /** It cannot be used now, and neither can its partitions. */
  readonly isOffline: boolean
}

/** What a store of several log directories can do beside. Directories are named by their paths. */
export interface LogDirectories {
  /** The id of the directory that holds a log. */
  idOf(log: PartitionLog): string
  /** Ids of the directories that can be used. */
  readonly ids: readonly string[]
  /** Those of them that have these paths. */
  idsAt(paths: readonly string[]): readonly string[]
  /** Set by the owner: told when other directories can be used than before. */
  changed: () => void
  /** Set by the owner: told of a log that failed in a directory that can be used otherwise. */
  failedAlone: (log: PartitionLog) => void
  /** Where the log of a partition is to be made, once it is. */
  prefer(topic: string, partition: number, directory: string): void
  /** Copies that are on their way to another directory. */
  readonly copies: Iterable<PartitionLog>
  copyOf(topic: string, partition: number): PartitionLog | undefined
  /** An empty copy of `log` in another directory. @throws DiskError: there is none then */
  beginCopy(log: PartitionLog, directory: string): PartitionLog
  /** Syncs a copy and all that stands beside its records, and moves its start to that of the log. Rejects with DiskError. */
  prepare(log: PartitionLog, copy: PartitionLog): Promise<void>
  /** The copy is not wanted any more. */
  dropCopy(topic: string, partition: number): void
  /**
   * The copy has every record of the log, and is synced: it takes the log's place, in this turn. A kill or a power loss at any
   * moment leaves one of the two. False: not now, while one of them is
   * compacted, or when the log's start has moved. @throws DiskError: the log is still in its place
   */
  replace(log: PartitionLog, copy: PartitionLog): boolean
  /** Whoever waits for the replaced log is told that what they wait for is there. */
  retire(log: PartitionLog): void
}

export interface LogStore {
  /** The paths of the directories in use. */
  readonly directories: readonly string[]
  /** Undefined: there is one directory. */
  readonly several?: LogDirectories | undefined
  /** Set by the owner: told of a log whose files were read again after it failed, and which takes its place. */
  reopened: (log: PartitionLog) => void
  readonly logs: Iterable<PartitionLog>
  find(topic: string, partition: number): PartitionLog | undefined
  /**
   * `directoryId`: of the directory that it is to be in; of one that has the fewest partitions by default.
   * @throws DiskError: then nothing of it is left, and it may be tried again.
   */
  create(topic: string, partition: number, topicId: string, config: LogConfig, directoryId?: string): PartitionLog
  /** The partition is gone for readers at once, its files after `file.delete.delay.ms`. */
  remove(topic: string, partition: number): void
  /** For DescribeLogDirs. */
  usage(): DirectoryUsage[]
  /**
   * Moves a log's start forward, and resolves when that is durable; nobody sees it before: what is deleted must not come back
   * after a kill. Nothing moves where the log is gone, has failed or ends before `offset`. Rejects with DiskError: it has not
   * moved then.
   */
  moveStart(log: PartitionLog, offset: number): Promise<void>
  /** Runs retention, cleaning and checkpoints once, now. */
  maintain(): Promise<void>
  /** Stops all background work and writes nothing any more, for a directory that is not ours any longer. */
  abandon(): void
  /**
   * Flushes, writes checkpoints, snapshots and the clean-shutdown marker, which names the epoch of the broker's registration in a
   * cluster; does nothing after `abandon`.
   */
  close(brokerEpoch?: number): Promise<void>
}
