import type { ApiName, RequestMap, ResponseInputMap } from '../protocol/index.ts'
import type { Operation, ResourceType } from '../security/index.ts'
import type { Capabilities } from './capabilities.ts'
import type { ConnectionContext } from './connection-context.ts'

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
  /** Whether there is any resource of this type on which this client may do so. */
  mayOnSome(operation: Operation, type: ResourceType): boolean
  /** Runs once when the answer has been handed to the kernel, or never will be: the place to give back borrowed buffers. */
  onSent(run: () => void): void
  /** Called by a handler whose ordered part takes longer than its first `await`: no frame is taken until this settles. */
  ordersUntil(done: Promise<unknown>): void
  /** Bytes that answers may still take in all connections together; an answer that can be made shorter goes by it. */
  readonly answerRoomBytes: number
  /** Counts memory that this request's answer takes before it is encoded; negative gives some back. Ends with the answer. */
  holdAnswer(bytes: number): void
}
