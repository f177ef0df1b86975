import { errorCodes, failed } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * UnregisterBroker (64): removes a broker from the metadata. A running broker then serves nothing until it is restarted. The only
 * running broker cannot be removed; Kafka allows it and then serves metadata without any broker.
 */
export const unregisterBroker: Handler<'UnregisterBroker'> = async ({ brokerId }, context) => {
  const failure = mayOnCluster(context, 'ALTER')
    ? await context.unregisterBroker(brokerId)
    : failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  return { errorCode: failure === null ? 0 : errorCodes[failure.error], errorMessage: failure?.message ?? '' }
}
