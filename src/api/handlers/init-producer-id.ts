import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

const refuse = (error: ErrorName) => ({
  errorCode: errorCodes[error],
  producerId: -1n,
  producerEpoch: -1
})

/**
 * InitProducerId (22): a fresh producer id for an idempotent producer. Ids are never given twice, over restarts too.
 * Transactional producers need the transaction coordinator, which is not built: they are told that at once.
 * Source: KIP-98, KIP-360; org.apache.kafka.coordinator.transaction.TransactionCoordinator#handleInitProducerId.
 */
export const initProducerId: Handler<'InitProducerId'> = async (request, context) => {
  const { connection, clientId } = context
  const { transactionalId } = request
  if (transactionalId !== null) {
    if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId))
      return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
    if (transactionalId === '') return refuse('INVALID_REQUEST')
    context.unserved.transaction(transactionalId, connection, clientId)
    return refuse('UNSUPPORTED_VERSION')
  }
  if (!mayOnCluster(context, 'IDEMPOTENT_WRITE') && !context.mayOnSome('WRITE', 'TOPIC'))
    return refuse('CLUSTER_AUTHORIZATION_FAILED')
  // An id that comes with an epoch must come with both (v3+).
  if ((request.producerId === -1n) !== (request.producerEpoch === -1)) return refuse('INVALID_REQUEST')
  const producerId = await context.producerIds.next()
  // As Kafka when no block of ids can be had: clients ask again, and older ones would give up over any other error.
  if (isFailure(producerId)) return refuse('COORDINATOR_LOAD_IN_PROGRESS')
  return { errorCode: 0, producerId: BigInt(producerId), producerEpoch: 0 }
}
