import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/** DeleteAcls (31): refused for each filter, because there is no authorizer. Source: kafka.server.AclApis#handleDeleteAcls. */
export const deleteAcls: Handler<'DeleteAcls'> = ({ filters }, context) => {
  const isUnreadable = filters.some(({ resourceTypeFilter, patternTypeFilter, operation, permissionType }) =>
    hasUnknownCode(resourceTypeFilter, patternTypeFilter, operation, permissionType)
  )
  if (isUnreadable) {
    context.connection.closeAfterResponse()
    return null
  }
  const refusal = mayOnCluster(context, 'ALTER')
    ? { errorCode: errorCodes.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' }
    : { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: notAuthorized }
  return { filterResults: filters.map(() => ({ ...refusal, matchingAcls: [] })) }
}
