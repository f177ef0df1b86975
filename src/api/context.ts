import type { ApiName, ErrorName, RequestMap, ResponseInputMap } from '../protocol/index.ts'
import type { Operation, Principal, ResourceType } from '../security/index.ts'
import type { Capabilities } from './capabilities.ts'

/**
 * A handler turns one typed request into one typed response. Everything that must happen in order happens before its first
 * `await` (or before what it gave to `ordersUntil` settles): the connection takes the next frame then. `null` answers nothing (Produce with acks 0).
 * A handler that throws is a defect: the client gets UNKNOWN_SERVER_ERROR where the response has a place for it, the log a stack.
 */
export type Handler<K extends ApiName> = (
  request: RequestMap[K],
  context: RequestContext
) => ResponseInputMap[K] | null | Promise<ResponseInputMap[K] | null>

/**
 * What a handler knows besides the request, and what it may use (`capabilities.ts`). One per request; `connection` is shared by
 * all requests of one connection.
 */
export interface RequestContext extends Capabilities {
  readonly apiVersion: number
  readonly clientId: string | null
  readonly connection: ConnectionContext
  /** Whether this client may do so. A resource of which it may not even be told is answered as the error says, and no more. */
  may(operation: Operation, type: ResourceType, name: string): boolean
  /** Runs once when the answer has been handed to the kernel, or never will be: the place to give back borrowed buffers. */
  onSent(run: () => void): void
  /** Called by a handler whose ordered part takes longer than its first `await`: no frame is taken until this settles. */
  ordersUntil(done: Promise<unknown>): void
  /** Bytes that answers may still take in all connections together; an answer that can be made shorter goes by it. */
  readonly answerRoomBytes: number
  /** Counts memory that this request's answer takes before it is encoded; negative gives some back. Ends with the answer. */
  holdAnswer(bytes: number): void
}

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
  /** Called by a handler that wants the connection closed after its answer (Kafka does so on acks=0 errors). */
  closeAfterResponse(): void
  /**
   * Called by a request that has no answer (acks 0) but takes effect later: when the returned function is called. Until then no
   * request of another API is taken, which is to see the effect. With an error the connection is closed.
   */
  takesEffectLater(): (error: ErrorName | null) => void
}
