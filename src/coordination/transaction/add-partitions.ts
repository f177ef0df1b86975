/*
 * Owns how partitions become part of a transaction, and the question whether they are
 * (kafka.coordinator.transaction.TransactionCoordinator#handleAddPartitionsToTransaction, #handleVerifyPartitionsInTransaction).
 */
import type { ErrorName } from '../../protocol/index.ts'
import {
  become,
  changed,
  holds,
  isAtRest,
  isPreparing,
  type PartitionSet,
  refuse,
  stays,
  type Transaction,
  type TransactionVersion,
  type Transition
} from './transaction.ts'

export interface PartitionOfTopic {
  readonly topic: string
  readonly partition: number
}

export interface AddPartitionsCommand {
  readonly transactionalId: string
  readonly producerId: number
  readonly producerEpoch: number
  readonly partitions: readonly PartitionOfTopic[]
  /** What the request tells of its sender: 2 where a broker adds what its client produces to, else 0. */
  readonly clientVersion: TransactionVersion
}

export function addPartitions(
  transaction: Transaction | undefined,
  command: AddPartitionsCommand,
  nowMs: number
): Transition {
  const error = producerFault(transaction, command)
  if (error !== null || transaction === undefined) return refuse(error ?? 'INVALID_PRODUCER_ID_MAPPING')
  const { partitions, state } = transaction
  const isThere = ({ topic, partition }: PartitionOfTopic) => holds(partitions, topic, partition)
  if (state === 'Ongoing' && command.partitions.every(isThere)) return stays
  return become(
    changed(transaction, {
      state: 'Ongoing',
      partitions: withPartitions(partitions, command.partitions),
      startedMs: isAtRest(transaction) ? nowMs : transaction.startedMs,
      updatedMs: nowMs,
      clientVersion: command.clientVersion
    })
  )
}

function producerFault(
  transaction: Transaction | undefined,
  { producerId, producerEpoch }: Pick<AddPartitionsCommand, 'producerId' | 'producerEpoch'>
): ErrorName | null {
  if (transaction?.producerId !== producerId) return 'INVALID_PRODUCER_ID_MAPPING'
  if (transaction.producerEpoch !== producerEpoch) return 'PRODUCER_FENCED'
  return isPreparing(transaction) ? 'CONCURRENT_TRANSACTIONS' : null
}

function withPartitions(known: PartitionSet, added: readonly PartitionOfTopic[]): PartitionSet {
  const topics = new Map(known)
  const copied = new Map<string, Set<number>>()
  for (const { topic, partition } of added) {
    const partitions = copied.get(topic) ?? new Set(topics.get(topic))
    copied.set(topic, partitions)
    topics.set(topic, partitions.add(partition))
  }
  return topics
}

/** Null: each partition is part of the transaction, or is not, as `isPartOf` tells. */
export const verifyFault = producerFault

export const isPartOf = (transaction: Transaction, { topic, partition }: PartitionOfTopic): boolean =>
  holds(transaction.partitions, topic, partition)
