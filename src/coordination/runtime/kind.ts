/*
 * Owns what the runtime and one kind of coordinator know of each other. A kind is an object of functions over the state of one
 * shard; the runtime gives it a life, a log and timers, and never learns what its records mean.
 */
import type { AppendResult, Verification } from '../../log/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import type { Failure } from '../../protocol/index.ts'
import type { MessageRecord } from '../../records/index.ts'
import type { OwnAppend, Partition } from '../../replica/index.ts'
import type { Deadlines } from './deadlines.ts'
import type { Decision, TransactionProducer } from './decision.ts'

/** What a shard needs of the internal topic's partition. */
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

/** How a transaction ended, as its marker says. */
export type TransactionResult = 'COMMIT' | 'ABORT'

/** What a marker says that ends a transaction. */
export interface TransactionEnd extends TransactionProducer {
  readonly result: TransactionResult
  readonly coordinatorEpoch: number
  /** See the log's contract (KIP-1228). */
  readonly transactionVersion: number
}

/** Where a record stands in the log. */
export interface RecordPlace {
  readonly offset: number
  /** -1 outside of transactions. */
  readonly producerId: number
}

export interface RecordCodec<R> {
  encode(record: R): MessageRecord
  /** Null for a record that this code does not know or cannot read; it stays in the log. Views of `key` and `value` may be kept in the result only as copies. */
  decode(key: Buffer | null, value: Buffer | null): R | null
}

/** One kind of coordinator: consumer groups, transactions, share state. `State` is what one shard holds in memory. */
export interface CoordinatorKind<State, R> {
  readonly records: RecordCodec<R>
  /** How long an answer waits for its records to be acknowledged. */
  writeTimeoutMs(): number
  /** The state before the first record. */
  make(shard: ShardWriter<R>): State
  /** The only thing that changes what is durable in the state: in a load, and at once after each append. */
  replay(state: State, record: R, place: RecordPlace): void
  /** A marker was read or written. */
  endTransaction?(state: State, producerId: number, result: TransactionResult): void
  /** The whole log is in the state, and commands may come. */
  loaded?(state: State): void
  /** The metadata changed. Changes during a load come after `loaded`, in their order. */
  onImage?(state: State, delta: ImageDelta): void
  /** Leadership has moved, or the log lost records: whoever still waits is to be answered. Nothing can be appended any more. */
  closed?(state: State): void
}

export type ShardPhase = 'loading' | 'active' | 'closed'

export interface AppendOptions {
  /** `writeTimeoutMs` of the kind otherwise. */
  readonly timeoutMs?: number
  /** The state has what the records say already, so they are not replayed. */
  readonly isInState?: boolean
  /** Writes the records into this producer's transaction. */
  readonly producer?: TransactionProducer | undefined
  /** What the partition gave for that transaction before its coordinator was asked; undefined: nobody asks. */
  readonly verification?: Verification | null | undefined
}

/** An append that was refused has changed nothing. `acknowledged` resolves when the high watermark has passed the records. */
export type Appended = Failure | { readonly acknowledged: Promise<Failure | null> }

/** What a kind may do with its shard. */
export interface ShardWriter<R> {
  readonly phase: ShardPhase
  readonly partition: CoordinatedPartition
  readonly deadlines: Deadlines
  append(records: readonly R[], options?: AppendOptions): Appended
  complete(end: TransactionEnd): Appended
  /** Carries a decision out, and resolves with its answer when it cannot be lost any more. */
  run<A>(decision: Decision<R, A>): Promise<A | Failure>
  later(name: string, afterMs: number, decide: () => Decision<R, unknown> | null): void
  shown<A>(answer: A, refused: (failure: Failure) => A): A | Promise<A>
  /**
   * Resolves with true when all that was appended and all that a load found is committed: until then another leader may never
   * have had it. False: it is not after `writeTimeoutMs`, or cannot be any more.
   */
  isCommitted(): Promise<boolean>
}
