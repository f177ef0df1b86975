import type { Verification } from '../../log/index.ts'
import type { Failure } from '../../protocol/index.ts'

/** Who writes inside a transaction. */
export interface TransactionProducer {
  readonly producerId: number
  readonly producerEpoch: number
}

/** A deadline to set once the records of a decision are in the state. What it decides is carried out in the same way. */
export interface Timer<R> {
  readonly name: string
  readonly afterMs: number
  readonly decide: () => Decision<R, unknown> | null
}

/**
 * What a command comes to, decided against the state without changing it. The runtime appends the records, replays them,
 * sets the timers, and gives the answer when the records are acknowledged.
 */
export type Decision<R, A> = Failure | Decided<R, A>

export interface Decided<R, A> {
  readonly records: readonly R[]
  readonly answer: A
  readonly timers?: readonly Timer<R>[]
  /** Deadlines that are not needed any more. They end before `timers` begin. */
  readonly cancelled?: readonly string[]
  /** Set: the records belong to this producer's transaction. */
  readonly producer?: TransactionProducer
  /** What the partition gave for that transaction before its coordinator was asked. */
  readonly verification?: Verification | null | undefined
}
