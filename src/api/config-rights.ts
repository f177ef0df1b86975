import { resourceTypes } from '../config/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { clusterName, type ResourceType } from '../security/index.ts'
import { refusals } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

/**
 * Which resource's permissions protect these configs: topics and groups have their own, everything else belongs to the cluster.
 */
const guards: ReadonlyMap<number, ResourceType> = new Map([
  [resourceTypes.topic, 'TOPIC'],
  [resourceTypes.group, 'GROUP']
])
const ofCluster: ReadonlySet<number> = new Set([
  resourceTypes.broker,
  resourceTypes.brokerLogger,
  resourceTypes.clientMetrics
])

/**
 * Why the client may not do this to the configs of a resource; null if it may, and for types without configs. Does not reveal
 * whether the resource exists. Source: org.apache.kafka.server.ConfigHelper, kafka.server.ControllerApis.
 */
export function configFault(
  operation: 'DESCRIBE_CONFIGS' | 'ALTER_CONFIGS',
  resourceType: number,
  resourceName: string,
  context: RequestContext
): Failure | null {
  const guard = guards.get(resourceType) ?? (ofCluster.has(resourceType) ? 'CLUSTER' : undefined)
  if (guard === undefined || context.may(operation, guard, guard === 'CLUSTER' ? clusterName : resourceName))
    return null
  const { error, message } = refusals[guard]
  return failed(error, message)
}
