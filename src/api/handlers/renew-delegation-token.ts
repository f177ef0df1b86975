import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** RenewDelegationToken (39): refused, as Kafka does for an unauthenticated client. Source: KIP-48. */
export const renewDelegationToken: Handler<'RenewDelegationToken'> = () => ({
  errorCode: errorCodes.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED,
  expiryTimestampMs: -1n
})
