import { type ErrorName, errorCodes, type InitProducerIdRequest, isFailure } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { fencedAs } from '../fenced.ts'

const refuse = (error: ErrorName) => ({
  errorCode: errorCodes[error],
  producerId: -1n,
  producerEpoch: -1
})

/**
 * InitProducerId (22): returns a producer id for an idempotent producer, or for a transactional id its producer id with a new
 * epoch, which fences the previous owner. Ids are never reused, even across restarts. v3 lets a producer continue after an error
 * (KIP-360), v4 adds PRODUCER_FENCED, v6 two-phase commit (KIP-939). Source: KIP-98;
 * kafka.coordinator.transaction.TransactionCoordinator#handleInitProducerId.
 */
export const initProducerId: Handler<'InitProducerId'> = async (request, context) => {
  const { transactionalId } = request
  if (transactionalId !== null) {
    if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId))
      return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
    if (transactionalId === '') return refuse('INVALID_REQUEST')
  } else if (!mayOnCluster(context, 'IDEMPOTENT_WRITE') && !context.mayOnSome('WRITE', 'TOPIC'))
    return refuse('CLUSTER_AUTHORIZATION_FAILED')
  // Producer id and epoch must be given together (v3+).
  if ((request.producerId === -1n) !== (request.producerEpoch === -1)) return refuse('INVALID_REQUEST')
  if (transactionalId !== null) return initTransactional(transactionalId, request, context)
  const producerId = await context.producerIds.next()
  // The same error as in Kafka when no block of ids is available: clients retry, while older ones would give up on any other
  // error.
  if (isFailure(producerId)) return refuse('COORDINATOR_LOAD_IN_PROGRESS')
  return { errorCode: 0, producerId: BigInt(producerId), producerEpoch: 0 }
}

async function initTransactional(transactionalId: string, request: InitProducerIdRequest, context: RequestContext) {
  const { transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn } = request
  const outcome = await context.transactions.init({
    transactionalId,
    timeoutMs: transactionTimeoutMs,
    expected: producerEpoch === -1 ? null : { producerId: Number(producerId), producerEpoch },
    enablesTwoPhaseCommit: enable2Pc,
    keepsPreparedTransaction: keepPreparedTxn
  })
  if (isFailure(outcome)) return refuse(fencedAs(outcome.error, context.apiVersion >= 4))
  return { errorCode: 0, producerId: BigInt(outcome.producerId), producerEpoch: outcome.producerEpoch }
}
