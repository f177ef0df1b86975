import { featureFault } from '../../controller/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

const upgrade = 1

/**
 * UpdateFeatures (57): a feature can be set to the level that it has, and to no other. One fault refuses the whole request.
 * v1 names the kind of change and can try only (KIP-778), v2 has one error for all (KIP-1022). Kafka reads no meaning into
 * v0's allowDowngrade. Source: org.apache.kafka.controller.FeatureControlManager#updateFeatures.
 */
export const updateFeatures: Handler<'UpdateFeatures'> = (request, context) => {
  const { apiVersion } = context
  if (!mayOnCluster(context, 'ALTER')) {
    return {
      errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED,
      errorMessage: notAuthorized,
      results: []
    }
  }
  for (const { feature, maxVersionLevel, upgradeType } of request.featureUpdates) {
    const type = apiVersion === 0 ? upgrade : upgradeType
    const fault = featureFault({ feature, maxVersionLevel, upgradeType: type }, context.cluster.brokerId)
    if (fault === null) continue
    const errorMessage = `The update failed for all features since the following feature had an error: ${fault}`
    return { errorCode: errorCodes.INVALID_UPDATE_VERSION, errorMessage, results: [] }
  }
  const results = request.featureUpdates.map(({ feature }) => ({ feature, errorCode: 0, errorMessage: 'NONE' }))
  return { errorCode: 0, errorMessage: null, results: apiVersion <= 1 ? results : [] }
}
