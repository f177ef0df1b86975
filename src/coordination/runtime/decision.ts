import type { Verification } from '../../log/index.ts'
import type { Failure } from '../../protocol/index.ts'

/** The producer of transactional records. */
export interface TransactionProducer {
  readonly producerId: number
  readonly producerEpoch: number
}

/** A deadline to set once a decision's records are applied. When it fires, its own decision is carried out the same way. */
export interface Timer<R> {
  readonly name: string
  readonly afterMs: number
  readonly decide: () => Decision<R, unknown> | null
}

/**
 * The outcome of a command, computed from the state without changing it. The runtime appends the records, replays them, sets the
 * timers, and returns the answer once the records are acknowledged.
 */
export type Decision<R, A> = Failure | Decided<R, A>

export interface Decided<R, A> {
  readonly records: readonly R[]
  readonly answer: A
  readonly timers?: readonly Timer<R>[]
  /** Deadlines to cancel. They are cancelled before `timers` are set. */
  readonly cancelled?: readonly string[]
  /** If set, the records are written as part of this producer's transaction. */
  readonly producer?: TransactionProducer
  /** The partition's verification of that transaction, obtained before asking the transaction coordinator. */
  readonly verification?: Verification | null | undefined
}
