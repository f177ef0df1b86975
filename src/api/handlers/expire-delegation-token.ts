import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** ExpireDelegationToken (40): refused, as Kafka does for an unauthenticated client. Source: KIP-48. */
export const expireDelegationToken: Handler<'ExpireDelegationToken'> = () => ({
  errorCode: errorCodes.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED,
  expiryTimestampMs: -1n
})
