import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import type { Handler } from '../context.ts'

/** DeleteAcls (31): without an authorizer each filter is refused. Source: kafka.server.AclApis#handleDeleteAcls. */
export const deleteAcls: Handler<'DeleteAcls'> = ({ filters }, { connection }) => {
  const isUnreadable = filters.some(({ resourceTypeFilter, patternTypeFilter, operation, permissionType }) =>
    hasUnknownCode(resourceTypeFilter, patternTypeFilter, operation, permissionType)
  )
  if (isUnreadable) {
    connection.closeAfterResponse()
    return null
  }
  const refusal = {
    errorCode: errorCodes.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured.',
    matchingAcls: []
  }
  return { filterResults: filters.map(() => refusal) }
}
