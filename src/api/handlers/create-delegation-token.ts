import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/**
 * CreateDelegationToken (38): refused, as Kafka does for an unauthenticated client. v3 adds an owner (KIP-373). Source:
 * kafka.server.KafkaApis#handleCreateTokenRequest.
 */
export const createDelegationToken: Handler<'CreateDelegationToken'> = (request, { apiVersion, connection }) => {
  const { type, name } = connection.principal
  const { ownerPrincipalType, ownerPrincipalName } = request
  const hasOwner = apiVersion >= 3 && Boolean(ownerPrincipalType) && Boolean(ownerPrincipalName)
  return {
    errorCode: errorCodes.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED,
    principalType: hasOwner ? (ownerPrincipalType ?? type) : type,
    principalName: hasOwner ? (ownerPrincipalName ?? name) : name,
    ...(apiVersion >= 3 ? { tokenRequesterPrincipalType: type, tokenRequesterPrincipalName: name } : {}),
    issueTimestampMs: -1n,
    expiryTimestampMs: -1n,
    maxTimestampMs: -1n,
    tokenId: '',
    hmac: Buffer.alloc(0)
  }
}
