/*
 * Owns what the coordinator knows of one transactional id, as a value that no one changes: a transition makes a new one
 * (org.apache.kafka.coordinator.transaction.TransactionMetadata).
 */

/** The numbers of the states on disk (org.apache.kafka.coordinator.transaction.TransactionState). */
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

/** Level of the feature `transaction.version`: from 1 on records are flexible, from 2 on each end bumps the epoch (KIP-890). */
export type TransactionVersion = 0 | 1 | 2

export const noProducerId = -1
export const noEpoch = -1
export const epochMax = 0x7fff
/** Kafka's timeout of a transaction of two phases (KIP-939): it never runs out. */
export const noTimeoutMs = 0x7fffffff

/** Partition numbers by topic. */
export type PartitionSet = ReadonlyMap<string, ReadonlySet<number>>

export const noPartitions: PartitionSet = new Map()

export interface Transaction {
  readonly transactionalId: string
  readonly producerId: number
  /** The id of the transition before; -1 when none is known. */
  readonly previousProducerId: number
  /** The id that the producer gets when the transaction has ended, because the epochs of this one are used up; else -1. */
  readonly nextProducerId: number
  /** -1 until the first InitProducerId is answered. */
  readonly producerEpoch: number
  /** The epoch before the last bump that the producer asked for. It is in no record, so it is -1 after a load. */
  readonly lastProducerEpoch: number
  readonly timeoutMs: number
  readonly state: TransactionStateName
  readonly partitions: PartitionSet
  /** Wall milliseconds of the first partition; -1 when no transaction was begun. */
  readonly startedMs: number
  /** Wall milliseconds; expiry counts from it. */
  readonly updatedMs: number
  /** The version that the producer used in the last transition. */
  readonly clientVersion: TransactionVersion
}

/** The last epoch is kept for the coordinator, so that it can always fence a producer. */
export const isExhausted = (epoch: number): boolean => epoch >= epochMax - 1

export const isPreparing = ({ state }: Transaction): boolean => state === 'PrepareCommit' || state === 'PrepareAbort'

export const isAtRest = ({ state }: Transaction): boolean =>
  state === 'Empty' || state === 'CompleteCommit' || state === 'CompleteAbort'

export const holds = (set: PartitionSet, topic: string, partition: number): boolean =>
  set.get(topic)?.has(partition) ?? false

/** A transactional id that nobody has used yet. */
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

/** Every transition remembers the producer id that it came from. */
export const changed = (from: Transaction, by: Partial<Transaction>): Transaction => ({
  ...from,
  previousProducerId: from.producerId,
  ...by
})
