import type { Transaction } from '../../coordination/index.ts'
import { errorCodes, type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { notDescribedTransaction } from '../error-answers.ts'

/** DescribeTransactions (65): the state of transactional ids coordinated by this broker. Source: KIP-664. */
export const describeTransactions: Handler<'DescribeTransactions'> = (request, context) => ({
  transactionStates: request.transactionalIds.map((transactionalId) => {
    const found = find(transactionalId, context)
    return isFailure(found)
      ? notDescribedTransaction(transactionalId, errorCodes[found.error])
      : described(found, context)
  })
})

function find(transactionalId: string, context: RequestContext): Transaction | Failure {
  if (!context.may('DESCRIBE', 'TRANSACTIONAL_ID', transactionalId))
    return failed('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  return context.transactions.describe(transactionalId)
}

/** Topics that the client may not describe are omitted. */
function described(transaction: Transaction, context: RequestContext) {
  const topics = [...transaction.partitions].filter(([topic]) => context.may('DESCRIBE', 'TOPIC', topic))
  return {
    errorCode: 0,
    transactionalId: transaction.transactionalId,
    transactionState: transaction.state,
    transactionTimeoutMs: transaction.timeoutMs,
    transactionStartTimeMs: BigInt(transaction.startedMs),
    producerId: BigInt(transaction.producerId),
    producerEpoch: transaction.producerEpoch,
    topics: topics.map(([topic, partitions]) => ({ topic, partitions: [...partitions] }))
  }
}
