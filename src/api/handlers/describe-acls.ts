import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/** DescribeAcls (29): refused, because there is no authorizer. Source: kafka.server.AclApis#handleDescribeAcls. */
export const describeAcls: Handler<'DescribeAcls'> = (filter, context) => {
  const { resourceTypeFilter, patternTypeFilter, operation, permissionType } = filter
  if (hasUnknownCode(resourceTypeFilter, patternTypeFilter, operation, permissionType)) {
    context.connection.closeAfterResponse()
    return null
  }
  if (!mayOnCluster(context, 'DESCRIBE'))
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: notAuthorized, resources: [] }
  return {
    errorCode: errorCodes.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured on the broker',
    resources: []
  }
}
