import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** SaslHandshake (17): on a listener without SASL there is nothing to agree on. Source: kafka.server.KafkaApis#handleSaslHandshakeRequest. */
export const saslHandshake: Handler<'SaslHandshake'> = () => ({
  errorCode: errorCodes.ILLEGAL_SASL_STATE,
  mechanisms: []
})
