import type { Failure } from '../protocol/index.ts'
import type { Principal } from '../security/index.ts'

/** What handlers know of the connection that a request came on, and may ask of it. */
export interface ConnectionContext {
  readonly id: string
  readonly listenerName: string
  readonly securityProtocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'
  /** `User:ANONYMOUS` until authentication exists. */
  readonly principal: Principal
  /** Always on a listener that asks for no credentials. Until then only APIs of `beforeAuthentication` are served. */
  readonly isAuthenticated: boolean
  /** Address and port of our socket as this client reached it. */
  readonly localHost: string
  readonly localPort: number
  readonly remoteHost: string
  /** From ApiVersions v3+; 'unknown' before. */
  clientSoftwareName: string
  clientSoftwareVersion: string
  /** Runs when the connection is gone or the broker stops, so that a waiting handler can let go. */
  onClosed(run: () => void): { cancel(): void }
  /** Runs when a request has come that is taken only once those before it are answered, so that a handler need not wait longer. */
  onMore(run: () => void): { cancel(): void }
  /** Called by a handler that wants the connection closed after its answer (Kafka does so on acks=0 errors). */
  closeAfterResponse(): void
  /**
   * Called by a request that has no answer (acks 0) but takes effect later: when the returned function is called. Until then no
   * request of another API is taken, which is to see the effect. With a failure the connection is closed.
   */
  takesEffectLater(): (failure: Failure | null) => void
}
