import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/** CreateAcls (30): refused, because there is no authorizer. Source: kafka.server.AclApis#handleCreateAcls. */
export const createAcls: Handler<'CreateAcls'> = ({ creations }, context) => {
  const isUnreadable = creations.some(({ resourceType, resourcePatternType, operation, permissionType }) =>
    hasUnknownCode(resourceType, resourcePatternType, operation, permissionType)
  )
  if (isUnreadable) {
    context.connection.closeAfterResponse()
    return null
  }
  const refusal = mayOnCluster(context, 'ALTER')
    ? { errorCode: errorCodes.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' }
    : { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: notAuthorized }
  return { results: creations.map(() => refusal) }
}
