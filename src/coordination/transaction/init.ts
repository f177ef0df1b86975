/*
 * The effect of InitProducerId on a transactional id
 * (kafka.coordinator.transaction.TransactionCoordinator#prepareInitProducerIdTransit; KIP-98, KIP-360).
 */
import { type Failure, failed } from '../../protocol/index.ts'
import {
  changed,
  epochMax,
  freshTransaction,
  isExhausted,
  isPreparing,
  noEpoch,
  noPartitions,
  noProducerId,
  type Transaction,
  type TransactionVersion
} from './transaction.ts'

/** The producer's previous id and epoch, when it recovers from an error. */
interface ExpectedProducer {
  readonly producerId: number
  readonly producerEpoch: number
}

export interface InitCommand {
  readonly transactionalId: string
  readonly timeoutMs: number
  readonly expected: ExpectedProducer | null
}

/** Decide again with a newly allocated producer id. */
interface NeedsProducerId {
  readonly kind: 'needs producer id'
}

/** An open transaction must be aborted first. The client retries. */
interface FencedStep {
  readonly kind: 'fenced'
  readonly next: Transaction
}

type InitStep = Failure | NeedsProducerId | FencedStep | { readonly kind: 'initialized'; readonly next: Transaction }

interface StepOptions {
  /** A newly allocated id, or null if none has been requested yet. */
  readonly producerId: number | null
  readonly nowMs: number
  readonly version: TransactionVersion
}

export function initProducer(known: Transaction | undefined, command: InitCommand, options: StepOptions): InitStep {
  const { transactionalId, timeoutMs, expected } = command
  const { producerId, nowMs } = options
  if (known === undefined && producerId === null) return { kind: 'needs producer id' }
  const transaction = known ?? freshTransaction(transactionalId, producerId ?? 0, timeoutMs, nowMs)
  if (expected !== null && !mayBe(expected, transaction)) return failed('PRODUCER_FENCED')
  if (isPreparing(transaction)) return failed('CONCURRENT_TRANSACTIONS')
  if (transaction.state === 'Ongoing') return fencedTransaction(transaction, options)
  const rest = { state: 'Empty', timeoutMs, partitions: noPartitions, startedMs: -1, updatedMs: nowMs } as const
  const { producerEpoch: epoch } = transaction
  if (isExhausted(epoch) && (expected === null || expected.producerEpoch === epoch)) {
    if (producerId === null) return { kind: 'needs producer id' }
    const lastProducerEpoch = expected === null ? noEpoch : epoch
    const next = changed(transaction, { ...rest, producerId, producerEpoch: 0, lastProducerEpoch })
    return { kind: 'initialized', next }
  }
  const epochs = nextEpochs(transaction, expected)
  return epochs === null
    ? failed('PRODUCER_FENCED')
    : { kind: 'initialized', next: changed(transaction, { ...rest, ...epochs }) }
}

/** The epoch is checked later, when it is bumped. A retry of the request that exhausted the epochs uses the previous id. */
const mayBe = (expected: ExpectedProducer, { producerId, previousProducerId, producerEpoch }: Transaction): boolean =>
  producerEpoch === noEpoch ||
  expected.producerId === producerId ||
  (expected.producerId === previousProducerId && isExhausted(expected.producerEpoch))

/** Returns null if another producer has fenced this one. */
function nextEpochs(
  { producerEpoch: epoch, lastProducerEpoch: last }: Transaction,
  expected: ExpectedProducer | null
): Pick<Transaction, 'producerEpoch' | 'lastProducerEpoch'> | null {
  const bumped = epoch + 1
  if (expected === null) return isExhausted(epoch) ? null : { producerEpoch: bumped, lastProducerEpoch: noEpoch }
  if (epoch === noEpoch || expected.producerEpoch === epoch) return { producerEpoch: bumped, lastProducerEpoch: epoch }
  // A retry: the response to the same request was lost.
  return expected.producerEpoch === last ? { producerEpoch: epoch, lastProducerEpoch: last } : null
}

/**
 * Aborts an open transaction on the coordinator's behalf, with a bumped epoch to fence the producer. If that is the last epoch, a new
 * producer id follows, as with EndTxn (KIP-890): no producer ever gets the last epoch.
 */
export function fencedTransaction(
  transaction: Transaction,
  { producerId, nowMs, version }: StepOptions
): FencedStep | NeedsProducerId {
  const { producerEpoch } = transaction
  const rotates = version >= 2 && isExhausted(producerEpoch)
  if (rotates && producerId === null) return { kind: 'needs producer id' }
  const next = changed(transaction, {
    state: 'PrepareAbort',
    producerEpoch: Math.min(producerEpoch + 1, epochMax),
    lastProducerEpoch: version >= 2 ? producerEpoch : noEpoch,
    nextProducerId: rotates ? (producerId ?? noProducerId) : noProducerId,
    updatedMs: nowMs,
    clientVersion: version >= 2 ? 2 : 0
  })
  return { kind: 'fenced', next }
}
