/*
 * Ends a transaction: the effect of EndTxn in each state, and the transition once all markers are written
 * (kafka.coordinator.transaction.TransactionCoordinator#endTransaction; KIP-98, KIP-890).
 */
import { type Failure, failed } from '../../protocol/index.ts'
import type { TransactionResult } from '../runtime/kind.ts'
import {
  changed,
  epochMax,
  isAtRest,
  isExhausted,
  isPreparing,
  noPartitions,
  noProducerId,
  type Transaction,
  type TransactionStateName
} from './transaction.ts'

export interface EndCommand {
  readonly transactionalId: string
  readonly producerId: number
  readonly producerEpoch: number
  readonly result: TransactionResult
  /** EndTxn v5: each end bumps the epoch. */
  readonly bumpsEpoch: boolean
}

type EndStep =
  | Failure
  /** The epochs of this producer id are exhausted: decide again with a new id. */
  | { readonly kind: 'needs producer id' }
  /** The transaction has already ended with this result: repeat the response. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'prepared'; readonly next: Transaction }

const resultOf: { readonly [K in TransactionStateName]?: TransactionResult } = {
  PrepareCommit: 'COMMIT',
  CompleteCommit: 'COMMIT',
  PrepareAbort: 'ABORT',
  CompleteAbort: 'ABORT'
}

export const preparedResult = ({ state }: Transaction): TransactionResult => resultOf[state] ?? 'ABORT'

/** `producerId` is a newly allocated id, or null if none has been requested yet. */
export function endTransaction(
  transaction: Transaction | undefined,
  command: EndCommand,
  options: { readonly producerId: number | null; readonly nowMs: number }
): EndStep {
  if (transaction === undefined) return failed('INVALID_PRODUCER_ID_MAPPING')
  return command.bumpsEpoch
    ? endWithBump(transaction, command, options)
    : endWithoutBump(transaction, command, options.nowMs)
}

function endWithoutBump(transaction: Transaction, command: EndCommand, nowMs: number): EndStep {
  const { producerId, producerEpoch, result } = command
  if (transaction.producerId !== producerId) return failed('INVALID_PRODUCER_ID_MAPPING')
  if (transaction.producerEpoch !== producerEpoch) return failed('PRODUCER_FENCED')
  const { state, lastProducerEpoch } = transaction
  if (state === 'Ongoing')
    return { kind: 'prepared', next: prepared(transaction, result, { producerEpoch, lastProducerEpoch }, nowMs) }
  if (resultOf[state] !== result) return failed('INVALID_TXN_STATE')
  return isPreparing(transaction) ? failed('CONCURRENT_TRANSACTIONS') : { kind: 'ended' }
}

function endWithBump(
  transaction: Transaction,
  command: EndCommand,
  { producerId: newId, nowMs }: { readonly producerId: number | null; readonly nowMs: number }
): EndStep {
  const { result } = command
  const isRetry = isRetryOf(transaction, command)
  const failure = bumpFailure(transaction, command, isRetry)
  if (failure !== null) return failure
  const { state, producerEpoch: epoch } = transaction
  if (isPreparing(transaction))
    return failed(resultOf[state] === result ? 'CONCURRENT_TRANSACTIONS' : 'INVALID_TXN_STATE')
  if (isRetry) return resultOf[state] === result ? { kind: 'ended' } : failed('INVALID_TXN_STATE')
  // A commit needs at least one partition, but clients abort empty transactions to be sure of a new epoch.
  const isEmpty = isAtRest(transaction)
  if (isEmpty && result === 'COMMIT') return failed('INVALID_TXN_STATE')
  if (isExhausted(epoch) && newId === null) return { kind: 'needs producer id' }
  const epochs = {
    producerEpoch: Math.min(epoch + 1, epochMax),
    lastProducerEpoch: epoch,
    nextProducerId: isExhausted(epoch) ? (newId ?? noProducerId) : noProducerId,
    clientVersion: 2,
    startedMs: isEmpty ? nowMs : transaction.startedMs
  } as const
  return { kind: 'prepared', next: prepared(transaction, result, epochs, nowMs) }
}

/** Whether the client retries its last EndTxn, having missed the response with its new epoch or producer id. */
function isRetryOf(transaction: Transaction, { producerId, producerEpoch }: EndCommand): boolean {
  if (isOverflowRetry(transaction, producerId, producerEpoch)) return true
  return transaction.producerEpoch === producerEpoch + 1
}

const isOverflowRetry = (transaction: Transaction, producerId: number, producerEpoch: number): boolean =>
  transaction.previousProducerId === producerId && producerEpoch === epochMax - 1 && transaction.producerEpoch === 0

function bumpFailure(
  transaction: Transaction,
  { producerId, producerEpoch }: EndCommand,
  isRetry: boolean
): Failure | null {
  const isOverflow = isOverflowRetry(transaction, producerId, producerEpoch)
  if (transaction.producerId !== producerId && !isOverflow) return failed('INVALID_PRODUCER_ID_MAPPING')
  const isCurrent = transaction.producerEpoch === producerEpoch
  const { state } = transaction
  if (state === 'Ongoing' || state === 'Empty') return isCurrent ? null : failed('PRODUCER_FENCED')
  if (isPreparing(transaction)) return isRetry && !isOverflow ? null : failed('PRODUCER_FENCED')
  return isCurrent || isRetry ? null : failed('PRODUCER_FENCED')
}

const prepared = (
  transaction: Transaction,
  result: TransactionResult,
  by: Partial<Transaction>,
  nowMs: number
): Transaction =>
  changed(transaction, {
    state: result === 'COMMIT' ? 'PrepareCommit' : 'PrepareAbort',
    updatedMs: nowMs,
    nextProducerId: noProducerId,
    clientVersion: 0,
    ...by
  })

/** The transition once all markers are written. A producer id that replaces an exhausted one starts at epoch 0. */
export function completed(transaction: Transaction, nowMs: number): Transaction {
  const { state, nextProducerId, clientVersion } = transaction
  const rotates = clientVersion >= 2 && nextProducerId !== noProducerId
  return changed(transaction, {
    state: state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort',
    partitions: noPartitions,
    nextProducerId: noProducerId,
    updatedMs: nowMs,
    ...(rotates ? { producerId: nextProducerId, producerEpoch: 0 } : {})
  })
}
