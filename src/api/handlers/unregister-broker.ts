import { errorCodes, failed } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * UnregisterBroker (64): takes a broker out of the metadata. One that is running serves nothing then until it is started again. The
 * only broker that runs stays: Kafka unregisters it too, and it then serves metadata without any broker.
 */
export const unregisterBroker: Handler<'UnregisterBroker'> = async ({ brokerId }, context) => {
  const failure = mayOnCluster(context, 'ALTER')
    ? await context.unregisterBroker(brokerId)
    : failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  return { errorCode: failure === null ? 0 : errorCodes[failure.error], errorMessage: failure?.message ?? '' }
}
