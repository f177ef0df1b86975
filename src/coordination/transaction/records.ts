/* Records of __transaction_state (org.apache.kafka.coordinator.transaction.TransactionLog). */
import {
  type TransactionLogKeyInput,
  type TransactionLogValueInput,
  transactionLogKey,
  transactionLogValue
} from '../../protocol/index.ts'
import type { RecordCodec } from '../runtime/kind.ts'
import { type RecordRow, recordTable } from '../runtime/record-table.ts'
import {
  noEpoch,
  noPartitions,
  noProducerId,
  type PartitionSet,
  stateNumbers,
  type Transaction,
  type TransactionVersion,
  transactionStates
} from './transaction.ts'

export interface TransactionRecord {
  readonly transactionalId: string
  /** Null removes the transactional id. */
  readonly transaction: Transaction | null
}

/**
 * `version` is the cluster's current `transaction.version` level. From level 1 on, values use the flexible format. At level 0, only
 * version 2 transactions from before a downgrade use it, because the old format lacks their fields.
 */
export function transactionRecords(version: () => TransactionVersion): RecordCodec<TransactionRecord> {
  const transaction: RecordRow<TransactionLogKeyInput, TransactionLogValueInput> = {
    type: 0,
    key: transactionLogKey,
    value: transactionLogValue,
    versionOf: ({ clientTransactionVersion }) => (clientTransactionVersion === undefined ? 0 : 1)
  }
  const table = recordTable({ transaction })
  return {
    encode: (record) => {
      const { transaction: logged } = record
      const value = logged === null ? null : loggedValue(logged, version() >= 1 || logged.clientVersion >= 2)
      return table.encode({ kind: 'transaction', key: { transactionalId: record.transactionalId }, value })
    },
    decode(key, value) {
      const record = table.decode(key, value)
      if (record === null) return null
      const { transactionalId } = record.key
      if (record.value === null) return { transactionalId, transaction: null }
      const read = transactionOf(transactionalId, record.value)
      return read === null ? null : { transactionalId, transaction: read }
    }
  }
}

function loggedValue(transaction: Transaction, isFlexible: boolean): TransactionLogValueInput {
  const { state, partitions } = transaction
  const value: TransactionLogValueInput = {
    producerId: BigInt(transaction.producerId),
    producerEpoch: transaction.producerEpoch,
    transactionTimeoutMs: transaction.timeoutMs,
    transactionStatus: stateNumbers[state],
    transactionPartitions:
      state === 'Empty' ? null : [...partitions].map(([topic, ids]) => ({ topic, partitionIds: [...ids] })),
    transactionLastUpdateTimestampMs: BigInt(transaction.updatedMs),
    transactionStartTimestampMs: BigInt(transaction.startedMs)
  }
  if (!isFlexible) return value
  return {
    ...value,
    previousProducerId: BigInt(transaction.previousProducerId),
    nextProducerId: BigInt(transaction.nextProducerId),
    clientTransactionVersion: transaction.clientVersion
  }
}

/** Returns null for an unknown state. */
function transactionOf(transactionalId: string, value: TransactionLogValueInput): Transaction | null {
  const state = transactionStates[value.transactionStatus]
  if (state === undefined) return null
  return {
    transactionalId,
    producerId: Number(value.producerId),
    previousProducerId: Number(value.previousProducerId ?? noProducerId),
    nextProducerId: Number(value.nextProducerId ?? noProducerId),
    producerEpoch: value.producerEpoch,
    lastProducerEpoch: noEpoch,
    timeoutMs: value.transactionTimeoutMs,
    state,
    partitions: partitionsOf(value.transactionPartitions ?? []),
    startedMs: Number(value.transactionStartTimestampMs),
    updatedMs: Number(value.transactionLastUpdateTimestampMs),
    clientVersion: versionOf(value.clientTransactionVersion ?? 0)
  }
}

const versionOf = (level: number): TransactionVersion => (level >= 2 ? 2 : level === 1 ? 1 : 0)

function partitionsOf(topics: NonNullable<TransactionLogValueInput['transactionPartitions']>): PartitionSet {
  if (topics.length === 0) return noPartitions
  return new Map(topics.map(({ topic, partitionIds }) => [topic, new Set(partitionIds)]))
}
