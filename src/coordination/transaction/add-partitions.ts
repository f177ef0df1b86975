/*
 * Adds partitions to a transaction, and verifies that they are part of it
 * (kafka.coordinator.transaction.TransactionCoordinator#handleAddPartitionsToTransaction, #handleVerifyPartitionsInTransaction).
 */
import { type Failure, failed } from '../../protocol/index.ts'
import {
  changed,
  holds,
  isAtRest,
  isPreparing,
  type PartitionSet,
  type Transaction,
  type TransactionVersion
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
  /** The client's transaction version: 2 if the broker adds the partitions a client produces to, else 0. */
  readonly clientVersion: TransactionVersion
}

/** Returns the updated transaction, or null if it already contains these partitions. */
export function addPartitions(
  transaction: Transaction | undefined,
  command: AddPartitionsCommand,
  nowMs: number
): Transaction | Failure | null {
  const failure = producerFailure(transaction, command)
  if (failure !== null || transaction === undefined) return failure ?? failed('INVALID_PRODUCER_ID_MAPPING')
  const { partitions, state } = transaction
  const isThere = ({ topic, partition }: PartitionOfTopic) => holds(partitions, topic, partition)
  if (state === 'Ongoing' && command.partitions.every(isThere)) return null
  return changed(transaction, {
    state: 'Ongoing',
    partitions: withPartitions(partitions, command.partitions),
    startedMs: isAtRest(transaction) ? nowMs : transaction.startedMs,
    updatedMs: nowMs,
    clientVersion: command.clientVersion
  })
}

function producerFailure(
  transaction: Transaction | undefined,
  { producerId, producerEpoch }: Pick<AddPartitionsCommand, 'producerId' | 'producerEpoch'>
): Failure | null {
  if (transaction?.producerId !== producerId) return failed('INVALID_PRODUCER_ID_MAPPING')
  if (transaction.producerEpoch !== producerEpoch) return failed('PRODUCER_FENCED')
  return isPreparing(transaction) ? failed('CONCURRENT_TRANSACTIONS') : null
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

/** Returns null if the producer is valid. `isPartOf` then tells, per partition, whether it is part of the transaction. */
export const verifyFailure = producerFailure

export const isPartOf = (transaction: Transaction, { topic, partition }: PartitionOfTopic): boolean =>
  holds(transaction.partitions, topic, partition)
