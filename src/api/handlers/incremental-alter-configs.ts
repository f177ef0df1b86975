import { resourceTypes } from '../../config/index.ts'
import { type Failure, failed, type IncrementalAlterConfigsRequestResource, isFailure } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import { configFault } from '../config-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { eachResource } from '../each-resource.ts'
import { tellConfigs } from '../tell.ts'

/** IncrementalAlterConfigs (44): sets, deletes, appends to and subtracts from individual configs. Source: KIP-339. */
export const incrementalAlterConfigs: Handler<'IncrementalAlterConfigs'> = async (request, context) => {
  const alterOne = (resource: IncrementalAlterConfigsRequestResource) => alter(resource, request.validateOnly, context)
  return { responses: await eachResource(request.resources, alterOne) }
}

async function alter(
  asked: IncrementalAlterConfigsRequestResource,
  validateOnly: boolean,
  context: RequestContext
): Promise<Failure | null> {
  if (asked.resourceType === resourceTypes.brokerLogger) return alterLoggers(asked, validateOnly, context)
  const notAllowed = configFault('ALTER_CONFIGS', asked.resourceType, asked.resourceName, context)
  if (notAllowed !== null) return notAllowed
  const resource = context.configs.resource(asked.resourceType, asked.resourceName)
  if (isFailure(resource)) return resource
  const changes = asked.configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value }))
  const failure = await context.configs.alter(resource, () => changes, validateOnly)
  const names = asked.configs.map(({ name }) => name)
  if (failure === null && !validateOnly) tellConfigs(context, resource, names)
  return failure
}

/** Levels of the broker's loggers (KIP-412). They are not stored: a restart begins with those of the command line. */
function alterLoggers(
  { resourceName, configs }: IncrementalAlterConfigsRequestResource,
  validateOnly: boolean,
  context: RequestContext
): Failure | null {
  const { brokerId } = context.cluster
  if (!mayOnCluster(context, 'ALTER_CONFIGS')) return failed('CLUSTER_AUTHORIZATION_FAILED')
  if (!/^[+-]?\d+$/.test(resourceName))
    return failed('INVALID_REQUEST', `Node id must be an integer, but it is: ${resourceName}`)
  if (Number(resourceName) !== brokerId)
    return failed('INVALID_REQUEST', `Unexpected node id. Expected ${brokerId}, but received ${resourceName}`)
  const changes = configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value }))
  return context.loggers.alter(changes, validateOnly)
}
