/*
 * The coordinator's state of one transactional id, as an immutable value: each transition creates a new one
 * (org.apache.kafka.coordinator.transaction.TransactionMetadata).
 */

/** State codes on disk (org.apache.kafka.coordinator.transaction.TransactionState). */
export const stateNumbers = {
  Empty: 0,
  Ongoing: 1,
  PrepareCommit: 2,
  PrepareAbort: 3,
  CompleteCommit: 4,
  CompleteAbort: 5,
  Dead: 6,
  PrepareEpochFence: 7
} as const

export type TransactionStateName = keyof typeof stateNumbers

export const transactionStates = Object.keys(stateNumbers) as TransactionStateName[]

/** Level of the `transaction.version` feature. From 1, records are flexible; from 2, each end bumps the epoch (KIP-890). */
export type TransactionVersion = 0 | 1 | 2

export const noProducerId = -1
export const noEpoch = -1
export const epochMax = 0x7fff
/** Kafka's timeout for two-phase commit transactions (KIP-939), which never expire. */
export const noTimeoutMs = 0x7fffffff

/** Partition numbers by topic. */
export type PartitionSet = ReadonlyMap<string, ReadonlySet<number>>

export const noPartitions: PartitionSet = new Map()

export interface Transaction {
  readonly transactionalId: string
  readonly producerId: number
  /** Producer id before the last transition; -1 if unknown. */
  readonly previousProducerId: number
  /** Producer id that replaces this one, whose epochs are exhausted, when the transaction completes; otherwise -1. */
  readonly nextProducerId: number
  /** -1 until the first InitProducerId completes. */
  readonly producerEpoch: number
  /** The epoch before the last bump requested by the producer. Not persisted, so it is -1 after a load. */
  readonly lastProducerEpoch: number
  readonly timeoutMs: number
  readonly state: TransactionStateName
  readonly partitions: PartitionSet
  /** Wall clock milliseconds when the first partition was added; -1 if no transaction has started. */
  readonly startedMs: number
  /** Wall clock milliseconds of the last update, from which expiration counts. */
  readonly updatedMs: number
  /** The producer's transaction version in the last transition. */
  readonly clientVersion: TransactionVersion
}

/** The last epoch is reserved for the coordinator, so that it can always fence a producer. */
export const isExhausted = (epoch: number): boolean => epoch >= epochMax - 1

export const isPreparing = ({ state }: Transaction): boolean => state === 'PrepareCommit' || state === 'PrepareAbort'

export const isAtRest = ({ state }: Transaction): boolean =>
  state === 'Empty' || state === 'CompleteCommit' || state === 'CompleteAbort'

export const holds = (set: PartitionSet, topic: string, partition: number): boolean =>
  set.get(topic)?.has(partition) ?? false

/** The initial state of a new transactional id. */
export const freshTransaction = (
  transactionalId: string,
  producerId: number,
  timeoutMs: number,
  nowMs: number
): Transaction => ({
  transactionalId,
  producerId,
  previousProducerId: noProducerId,
  nextProducerId: noProducerId,
  producerEpoch: noEpoch,
  lastProducerEpoch: noEpoch,
  timeoutMs,
  state: 'Empty',
  partitions: noPartitions,
  startedMs: -1,
  updatedMs: nowMs,
  clientVersion: 0
})

/** Applies a transition, remembering the producer id before it. */
export const changed = (from: Transaction, by: Partial<Transaction>): Transaction => ({
  ...from,
  previousProducerId: from.producerId,
  ...by
})
