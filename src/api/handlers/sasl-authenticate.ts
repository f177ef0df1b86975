import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** SaslAuthenticate (36): on a listener without SASL a client counts as authenticated already. Source: kafka.server.KafkaApis#handleSaslAuthenticateRequest. */
export const saslAuthenticate: Handler<'SaslAuthenticate'> = () => ({
  errorCode: errorCodes.ILLEGAL_SASL_STATE,
  errorMessage: 'SaslAuthenticate request received after successful authentication',
  authBytes: Buffer.alloc(0)
})
