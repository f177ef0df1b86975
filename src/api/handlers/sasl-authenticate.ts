import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/**
 * SaslAuthenticate (36): refused on a listener without SASL, where clients count as authenticated. Source:
 * kafka.server.KafkaApis#handleSaslAuthenticateRequest.
 */
export const saslAuthenticate: Handler<'SaslAuthenticate'> = () => ({
  errorCode: errorCodes.ILLEGAL_SASL_STATE,
  errorMessage: 'SaslAuthenticate request received after successful authentication',
  authBytes: Buffer.alloc(0)
})
