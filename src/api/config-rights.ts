import { resourceTypes } from '../config/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { clusterName, type ResourceType } from '../security/index.ts'
import { refusals } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

/** Whose rights guard the configs of a resource: a topic's and a group's are its own, all others belong to the cluster. */
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
 * Why the client may not do this to the configs of a resource; null when it may, and for types that have no configs. Nothing
 * tells whether the resource is there. Source: org.apache.kafka.server.ConfigHelper, kafka.server.ControllerApis.
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
