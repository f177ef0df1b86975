import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import type { Handler } from '../context.ts'

/** DescribeAcls (29): without an authorizer there are none to tell of. Source: kafka.server.AclApis#handleDescribeAcls. */
export const describeAcls: Handler<'DescribeAcls'> = (filter, { connection }) => {
  const { resourceTypeFilter, patternTypeFilter, operation, permissionType } = filter
  if (hasUnknownCode(resourceTypeFilter, patternTypeFilter, operation, permissionType)) {
    connection.closeAfterResponse()
    return null
  }
  return {
    errorCode: errorCodes.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured on the broker',
    resources: []
  }
}
