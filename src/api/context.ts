import type { ApiName, RequestMap, ResponseInputMap } from '../protocol/index.ts'
import type { Operation, ResourceType } from '../security/index.ts'
import type { Capabilities } from './capabilities.ts'
import type { ConnectionContext } from './connection-context.ts'

/**
 * Turns one typed request into one typed response. Everything that must happen in order happens before the handler's first
 * `await`, or before the promise passed to `ordersUntil` settles; the connection then takes the next frame. `null` sends no
 * response (Produce with acks=0). A handler that throws is a bug: the client gets UNKNOWN_SERVER_ERROR wherever the response has
 * a place for it, and the stack is logged.
 */
export type Handler<K extends ApiName> = (
  request: RequestMap[K],
  context: RequestContext
) => ResponseInputMap[K] | null | Promise<ResponseInputMap[K] | null>

/**
 * What a handler knows besides the request, and what it may use (`capabilities.ts`). One object per request; `connection` is
 * shared by all requests of a connection.
 */
export interface RequestContext extends Capabilities {
  readonly apiVersion: number
  readonly clientId: string | null
  readonly connection: ConnectionContext
  /**
   * Whether this client may perform the operation. If it may not even know about the resource, the response must reveal nothing
   * but the error.
   */
  may(operation: Operation, type: ResourceType, name: string): boolean
  /** Whether this client may perform the operation on any resource of this type. */
  mayOnSome(operation: Operation, type: ResourceType): boolean
  /** Runs once, when the response has been handed to the kernel or never will be: the place to return borrowed buffers. */
  onSent(run: () => void): void
  /** For a handler whose ordered part lasts beyond its first `await`: no frame is taken until the promise settles. */
  ordersUntil(done: Promise<unknown>): void
  /** Bytes that responses of all connections together may still use. A response that can be shortened respects it. */
  readonly answerRoomBytes: number
  /**
   * Counts memory that this response uses before it is encoded; a negative number releases some. All of it is released with the
   * response.
   */
  holdAnswer(bytes: number): void
}
