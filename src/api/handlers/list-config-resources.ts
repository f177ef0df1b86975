import { resourceTypes } from '../../config/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

const known: ReadonlySet<number> = new Set([
  resourceTypes.topic,
  resourceTypes.broker,
  resourceTypes.brokerLogger,
  resourceTypes.clientMetrics,
  resourceTypes.group
])

/**
 * ListConfigResources (74): lists resources that have configs. v0 (ListClientMetricsResources) lists only client metrics. Source:
 * KIP-714, KIP-1142.
 */
export const listConfigResources: Handler<'ListConfigResources'> = (request, context) => {
  const { image, apiVersion } = context
  if (!mayOnCluster(context, 'DESCRIBE_CONFIGS'))
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, configResources: [] }
  const asked = apiVersion === 0 ? [resourceTypes.clientMetrics] : request.resourceTypes
  if (asked.some((type) => !known.has(type))) {
    return { errorCode: errorCodes.UNSUPPORTED_VERSION, configResources: [] }
  }
  const wanted: ReadonlySet<number> = asked.length === 0 ? known : new Set(asked)
  const list = (resourceType: number, names: Iterable<string>) =>
    wanted.has(resourceType) ? [...names].map((resourceName) => ({ resourceName, resourceType })) : []
  const brokers = [...image.brokers].map(({ id }) => String(id))
  return {
    errorCode: 0,
    configResources: [
      ...list(resourceTypes.group, image.configNames('groups')),
      ...list(resourceTypes.clientMetrics, image.configNames('client-metrics')),
      ...list(resourceTypes.brokerLogger, brokers),
      ...list(resourceTypes.broker, brokers),
      ...list(
        resourceTypes.topic,
        [...image.topics].map(({ name }) => name)
      )
    ]
  }
}
