import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { fencedAs } from '../fenced.ts'

/**
 * EndTxn (26): commits or aborts. Responds once the decision is durable; markers follow. v5 returns the epoch for the next
 * transaction, so that nothing delayed from this one can affect it (KIP-890). Source: KIP-98;
 * kafka.server.KafkaApis#handleEndTxnRequest.
 */
export const endTxn: Handler<'EndTxn'> = async (request, context) => {
  const { apiVersion } = context
  const { transactionalId, producerId, producerEpoch, committed } = request
  const refuse = (error: ErrorName) => ({ errorCode: errorCodes[fencedAs(error, apiVersion >= 2)] })
  if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId)) return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  const bumpsEpoch = apiVersion >= 5
  const outcome = await context.transactions.end({
    transactionalId,
    producerId: Number(producerId),
    producerEpoch,
    result: committed ? 'COMMIT' : 'ABORT',
    bumpsEpoch
  })
  if (isFailure(outcome)) return refuse(outcome.error)
  if (!bumpsEpoch) return { errorCode: 0 }
  return { errorCode: 0, producerId: BigInt(outcome.producerId), producerEpoch: outcome.producerEpoch }
}
