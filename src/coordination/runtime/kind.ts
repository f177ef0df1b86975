/*
 * The contract between the runtime and one kind of coordinator. A kind is a set of functions over the state of one shard. The
 * runtime manages the shard's lifecycle, log and timers, and does not interpret its records.
 */
import type { AppendResult, Verification } from '../../log/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import type { Failure } from '../../protocol/index.ts'
import type { MessageRecord } from '../../records/index.ts'
import type { OwnAppend, Partition } from '../../replica/index.ts'
import type { Deadlines } from './deadlines.ts'
import type { Decision, TransactionProducer } from './decision.ts'

/** The operations a shard uses on its partition of the internal topic. */
export type CoordinatedPartition = Pick<
  Partition,
  | 'topic'
  | 'partition'
  | 'isLeader'
  | 'leaderEpoch'
  | 'logStartOffset'
  | 'logEndOffset'
  | 'whenAcknowledged'
  | 'read'
  | 'beginVerification'
> & { append(records: Buffer, options: OwnAppend): AppendResult }

/** The outcome in a transaction marker. */
export type TransactionResult = 'COMMIT' | 'ABORT'

/** The content of a transaction marker. */
export interface TransactionEnd extends TransactionProducer {
  readonly result: TransactionResult
  readonly coordinatorEpoch: number
  /** See the log's contract (KIP-1228). */
  readonly transactionVersion: number
}

/** Position of a record in the log. */
export interface RecordPlace {
  readonly offset: number
  /** -1 for non-transactional records. */
  readonly producerId: number
}

export interface RecordCodec<R> {
  encode(record: R): MessageRecord
  /** Returns null for an unknown or unreadable record, which stays in the log. The result must copy the bytes it keeps. */
  decode(key: Buffer | null, value: Buffer | null): R | null
}

/** One kind of coordinator: groups, transactions, share state. `State` is the in-memory state of one shard. */
export interface CoordinatorKind<State, R> {
  readonly records: RecordCodec<R>
  /** How long to wait for the records to be acknowledged, in milliseconds. */
  writeTimeoutMs(): number
  /** Creates the initial state, before any record is replayed. */
  make(shard: ShardWriter<R>): State
  /** Applies a record, during a load or right after an append. Nothing else may change the durable part of the state. */
  replay(state: State, record: R, place: RecordPlace): void
  /** Applies a transaction marker that was read or written. */
  endTransaction?(state: State, producerId: number, result: TransactionResult): void
  /** The load is complete, and commands may follow. */
  loaded?(state: State): void
  /** The metadata changed. Changes during a load are delivered after `loaded`, in order. */
  onImage?(state: State, delta: ImageDelta): void
  /** Leadership moved, or the log lost records. The kind must complete all pending requests. Nothing more can be appended. */
  closed?(state: State): void
}

export type ShardPhase = 'loading' | 'active' | 'closed'

export interface AppendOptions {
  /** Defaults to the kind's `writeTimeoutMs`. */
  readonly timeoutMs?: number
  /** The state already reflects the records, so they are not replayed. */
  readonly isInState?: boolean
  /** Writes the records as part of this producer's transaction. */
  readonly producer?: TransactionProducer | undefined
  /** The partition's verification of that transaction, obtained before asking its coordinator; undefined if nothing verifies it. */
  readonly verification?: Verification | null | undefined
}

/** A failed append has changed nothing. `acknowledged` resolves once the high watermark has passed the records. */
export type Appended = Failure | { readonly acknowledged: Promise<Failure | null> }

/** The operations that a shard offers to its kind. */
export interface ShardWriter<R> {
  readonly phase: ShardPhase
  readonly partition: CoordinatedPartition
  readonly deadlines: Deadlines
  append(records: readonly R[], options?: AppendOptions): Appended
  complete(end: TransactionEnd): Appended
  /** Carries out a decision, and resolves with its answer once the records are committed. */
  run<A>(decision: Decision<R, A>): Promise<A | Failure>
  later(name: string, afterMs: number, decide: () => Decision<R, unknown> | null): void
  shown<A>(answer: A, refused: (failure: Failure) => A): A | Promise<A>
  /**
   * Resolves with true once all appended and loaded records are committed: until then, a new leader may not have them. Resolves with
   * false after `writeTimeoutMs`, or if they can no longer be committed.
   */
  isCommitted(): Promise<boolean>
}
