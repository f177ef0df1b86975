import { upgradeTypes } from '../../controller/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * UpdateFeatures (57): sets finalized feature levels. One invalid update refuses the whole request. v1 adds the upgrade type and
 * validation (KIP-778), v2 has one error for all (KIP-1022). Like Kafka, ignores allowDowngrade of v0. Source:
 * org.apache.kafka.controller.FeatureControlManager#updateFeatures.
 */
export const updateFeatures: Handler<'UpdateFeatures'> = async (request, context) => {
  const { apiVersion } = context
  if (!mayOnCluster(context, 'ALTER')) {
    return {
      errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED,
      errorMessage: notAuthorized,
      results: []
    }
  }
  const updates = request.featureUpdates.map(({ feature, maxVersionLevel, upgradeType }) => ({
    feature,
    maxVersionLevel,
    upgradeType: apiVersion === 0 ? upgradeTypes.upgrade : upgradeType
  }))
  const failure = await context.updateFeatures(updates, request.validateOnly)
  if (failure !== null) {
    const errorMessage = `The update failed for all features since the following feature had an error: ${failure.message}`
    return { errorCode: errorCodes[failure.error], errorMessage, results: [] }
  }
  const told = apiVersion <= 1 ? updates : []
  const results = told.map(({ feature }) => ({ feature, errorCode: 0, errorMessage: 'NONE' }))
  return { errorCode: 0, errorMessage: null, results }
}
