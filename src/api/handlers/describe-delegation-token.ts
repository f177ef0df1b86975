import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** DescribeDelegationToken (41): refused, as Kafka does for an unauthenticated client. Source: KIP-48. */
export const describeDelegationToken: Handler<'DescribeDelegationToken'> = () => ({
  errorCode: errorCodes.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED,
  tokens: []
})
