import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** SaslHandshake (17): refused on a listener without SASL. Source: kafka.server.KafkaApis#handleSaslHandshakeRequest. */
export const saslHandshake: Handler<'SaslHandshake'> = () => ({
  errorCode: errorCodes.ILLEGAL_SASL_STATE,
  mechanisms: []
})
