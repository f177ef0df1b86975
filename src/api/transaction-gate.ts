/*
 * Controls which transactional batches may be appended: a partition's first batch of a transaction is appended once the
 * coordinator has confirmed that the partition belongs to it, or has added it. Later batches pass immediately. Source: KIP-890;
 * kafka.server.ReplicaManager#handleProduceAppend.
 */
import { type ErrorName, type Failure, failed, type ProduceRequest } from '../protocol/index.ts'
import { beginsTransactional, producerId } from '../records/index.ts'
import type { GuardedBatch, TransactionGuard } from '../replica/index.ts'
import type { RequestContext } from './context.ts'

/** From this version on, producers leave adding partitions to the broker (KIP-890, part 2). */
const firstVersionThatAdds = 12
const firstVersionWithAbortable = 11

/** Undefined for a request without transactional batches; a failure refuses the whole request. */
export function transactionGate(
  request: ProduceRequest,
  context: RequestContext
): TransactionGate | Failure | undefined {
  let producer: number | undefined
  for (const { partitionData } of request.topicData) {
    for (const { records } of partitionData) {
      if (records === null || !beginsTransactional(records as Buffer)) continue
      const id = producerId(records as Buffer, 0)
      if (producer !== undefined && producer !== id) return failed('INVALID_PRODUCER_ID_MAPPING')
      producer = id
    }
  }
  if (producer === undefined) return undefined
  const { transactionalId } = request
  if (transactionalId === null || !context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId))
    return failed('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  return new TransactionGate(transactionalId, context)
}

interface Waiting {
  readonly batch: GuardedBatch
  readonly answer: (failure: Failure | null) => void
}

export class TransactionGate implements TransactionGuard {
  readonly bumpsEpoch: boolean
  readonly #transactionalId: string
  readonly #context: RequestContext
  readonly #waiting: Waiting[] = []

  constructor(transactionalId: string, context: RequestContext) {
    this.#transactionalId = transactionalId
    this.#context = context
    this.bumpsEpoch = context.apiVersion >= firstVersionThatAdds
  }

  /** Settles after `send` has asked about all partitions of the request at once. */
  ask(batch: GuardedBatch): Promise<Failure | null> | null {
    if (!this.bumpsEpoch && !this.#context.config.boolean('transaction.partition.verification.enable')) return null
    return new Promise((answer) => this.#waiting.push({ batch, answer }))
  }

  /** Call it once every partition of the request has received its batch. */
  send(): void {
    const waiting = this.#waiting.splice(0)
    const [first] = waiting
    if (first === undefined) return
    const { apiVersion, transactions } = this.#context
    const admitted = transactions.admit({
      transactionalId: this.#transactionalId,
      producerId: first.batch.producerId,
      producerEpoch: first.batch.producerEpoch,
      partitions: waiting.map(({ batch: { topic, partition } }) => ({ topic, partition })),
      adds: this.bumpsEpoch,
      knowsAbortable: apiVersion >= firstVersionWithAbortable
    })
    void admitted.then((failures) => {
      for (const [index, { answer }] of waiting.entries()) answer(this.#toldAs(failures[index] ?? null))
    })
  }

  /**
   * The error for the client. Older clients do not retry coordinator errors; NOT_ENOUGH_REPLICAS makes them retry without looking
   * for a new leader.
   */
  #toldAs(failure: Failure | null): Failure | null {
    if (failure === null) return null
    const { error } = failure
    if (error === 'INVALID_TXN_STATE') return failed(error, 'Partition was not added to the transaction')
    const isMapped = coordinatorErrors.has(error) || (error === 'CONCURRENT_TRANSACTIONS' && !this.bumpsEpoch)
    if (!isMapped) return failure
    const message = `Unable to verify the partition has been added to the transaction. Underlying error: ${error}`
    return failed('NOT_ENOUGH_REPLICAS', message)
  }
}

const coordinatorErrors: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'COORDINATOR_LOAD_IN_PROGRESS',
  'COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR'
])
