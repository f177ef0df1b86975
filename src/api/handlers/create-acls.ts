import { errorCodes } from '../../protocol/index.ts'
import { hasUnknownCode } from '../acl-codes.ts'
import type { Handler } from '../context.ts'

/** CreateAcls (30): without an authorizer each is refused. Source: kafka.server.AclApis#handleCreateAcls. */
export const createAcls: Handler<'CreateAcls'> = ({ creations }, { connection }) => {
  const isUnreadable = creations.some(({ resourceType, resourcePatternType, operation, permissionType }) =>
    hasUnknownCode(resourceType, resourcePatternType, operation, permissionType)
  )
  if (isUnreadable) {
    connection.closeAfterResponse()
    return null
  }
  const refusal = { errorCode: errorCodes.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' }
  return { results: creations.map(() => refusal) }
}
