import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * UnregisterBroker (64): takes a broker that is gone for good out of the metadata. This one is not gone and stays: Kafka
 * unregisters the broker that it asks too, and then serves metadata without any broker until it is started again.
 * Source: org.apache.kafka.controller.ClusterControlManager#unregisterBroker.
 */
export const unregisterBroker: Handler<'UnregisterBroker'> = ({ brokerId }, context) => {
  const refuse = (error: ErrorName, errorMessage: string) => ({
    errorCode: errorCodes[error],
    errorMessage
  })
  if (!mayOnCluster(context, 'ALTER')) return refuse('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  if (context.image.broker(brokerId) === undefined)
    return refuse('BROKER_ID_NOT_REGISTERED', `Broker ID ${brokerId} is not currently registered`)
  return refuse('INVALID_REQUEST', `Broker ID ${brokerId} is running; only a broker that is gone can be unregistered`)
}
