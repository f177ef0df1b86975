import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * DescribeTransactions (65): there is no transactional id, as long as transactions are not built. Where Kafka says
 * NOT_COORDINATOR until its transaction log exists, this says so at once. Source: KIP-664.
 */
export const describeTransactions: Handler<'DescribeTransactions'> = (request, context) => ({
  transactionStates: request.transactionalIds.map((transactionalId) => ({
    errorCode: errorCodes[errorOf(transactionalId, context)],
    transactionalId,
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0n,
    producerId: 0n,
    producerEpoch: 0,
    topics: []
  }))
})

function errorOf(transactionalId: string, context: RequestContext): ErrorName {
  if (!context.may('DESCRIBE', 'TRANSACTIONAL_ID', transactionalId)) return 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED'
  return transactionalId === '' ? 'INVALID_REQUEST' : 'TRANSACTIONAL_ID_NOT_FOUND'
}
