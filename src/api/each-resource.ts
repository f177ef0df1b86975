import { repeatedResources } from '../controller/index.ts'
import { errorCodes, type Failure, failed } from '../protocol/index.ts'

interface NamedResource {
  readonly resourceType: number
  readonly resourceName: string
}

/**
 * Implements AlterConfigs and IncrementalAlterConfigs: `alter` changes one resource after another; a resource that is named twice
 * is not changed at all (org.apache.kafka.server.ConfigAdminManager).
 */
export async function eachResource<R extends NamedResource>(
  resources: readonly R[],
  alter: (resource: R) => Promise<Failure | null>
) {
  const responses = []
  const isRepeated = repeatedResources(resources)
  for (const resource of resources) {
    const { resourceType, resourceName } = resource
    const failure = isRepeated(resource)
      ? failed('INVALID_REQUEST', 'Each resource must appear at most once.')
      : await alter(resource)
    const errorCode = failure === null ? 0 : errorCodes[failure.error]
    responses.push({ errorCode, errorMessage: failure?.message ?? null, resourceType, resourceName })
  }
  return responses
}
