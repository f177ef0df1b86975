import type { Failure } from '../protocol/index.ts'
import type { Principal } from '../security/index.ts'

/** The connection of a request, as far as handlers need it. */
export interface ConnectionContext {
  readonly id: string
  readonly listenerName: string
  readonly securityProtocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'
  /** `User:ANONYMOUS` until authentication exists. */
  readonly principal: Principal
  /** Always true on a listener without authentication. Until it is true, only APIs with `beforeAuthentication` are served. */
  readonly isAuthenticated: boolean
  /** Local address and port of the socket that this client reached. */
  readonly localHost: string
  readonly localPort: number
  readonly remoteHost: string
  /** From ApiVersions v3 or later; 'unknown' before that. */
  clientSoftwareName: string
  clientSoftwareVersion: string
  /** Runs when the connection closes or the broker stops, so that a waiting handler can give up. */
  onClosed(run: () => void): { cancel(): void }
  /**
   * Runs when a request arrives that cannot be taken before the earlier ones are answered, so that a waiting handler can finish
   * early.
   */
  onMore(run: () => void): { cancel(): void }
  /** Closes the connection after the response, as Kafka does for errors with acks=0. */
  closeAfterResponse(): void
  /**
   * For a request without a response (acks=0) that takes effect later: it has taken effect when the returned function is called.
   * Until then no request of another API is taken, so that later requests see the effect. A failure closes the connection.
   */
  takesEffectLater(): (failure: Failure | null) => void
}
