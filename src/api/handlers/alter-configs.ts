import { operations } from '../../controller/index.ts'
import type { ConfigValues } from '../../metadata/index.ts'
import { type AlterConfigsRequestResource, type Failure, failed, isFailure } from '../../protocol/index.ts'
import { configFault } from '../config-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { eachResource } from '../each-resource.ts'
import { tellConfigs } from '../tell.ts'

/**
 * AlterConfigs (33): replaces all configs of a resource with the given ones. Source: KIP-133; superseded by
 * IncrementalAlterConfigs.
 */
export const alterConfigs: Handler<'AlterConfigs'> = async (request, context) => {
  const alterOne = (resource: AlterConfigsRequestResource) => replace(resource, request.validateOnly, context)
  return { responses: await eachResource(request.resources, alterOne) }
}

async function replace(
  asked: AlterConfigsRequestResource,
  validateOnly: boolean,
  context: RequestContext
): Promise<Failure | null> {
  const notAllowed = configFault('ALTER_CONFIGS', asked.resourceType, asked.resourceName, context)
  if (notAllowed !== null) return notAllowed
  const resource = context.configs.resource(asked.resourceType, asked.resourceName)
  if (isFailure(resource)) return resource
  const named = new Set(asked.configs.map(({ name }) => name))
  if (named.size < asked.configs.length) return failed('INVALID_REQUEST', 'Error due to duplicate config keys')
  const changesOf = (now: ConfigValues) => [
    ...[...now.keys()]
      .filter((name) => !named.has(name))
      .map((name) => ({ name, operation: operations.delete, value: null })),
    ...asked.configs.map(({ name, value }) => ({ name, operation: operations.set, value }))
  ]
  const failure = await context.configs.alter(resource, changesOf, validateOnly)
  const names = asked.configs.map(({ name }) => name)
  if (failure === null && !validateOnly) tellConfigs(context, resource, names)
  return failure
}
