/*
 * Owns the way from a frame to a reply: header, table of APIs, stages, typed request, handler, encoded response.
 * Never touches a socket and keeps no state between requests.
 */

import {
  type AnyApiRow,
  type Capabilities,
  Capable,
  type ConnectionContext,
  errorAnswer,
  type RequestContext
} from '../api/index.ts'
import { DiskError, logDefect } from '../env/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  decodeRequestBody,
  decodeRequestHeader,
  type ErrorName,
  encodeResponse,
  errorCodes,
  type RequestHead
} from '../protocol/index.ts'
import type { Authorizer, Operation, ResourceType } from '../security/index.ts'
import { DecodeError, type Reader } from '../wire/index.ts'
import type { Outcome, Refusal, StageRequest, Stages } from './stages.ts'

/** The connection has to be closed, and why: what Kafka does with a request that it cannot read. */
export class BadRequest extends Error {
  /** The log has a line of it already. */
  isTold = false
}

function told(message: string): BadRequest {
  const error = new BadRequest(message)
  error.isTold = true
  return error
}

/** Who sends the answers, told of those that take time. */
export interface AnswerTaker {
  answered(exchange: Exchange): void
  /** The ordered part of a request that held up the next ones is done. */
  ordered(exchange: Exchange): void
  /** A request's answer takes so many bytes more of memory, or fewer. */
  held(bytes: number): void
  /** Bytes that answers may still take in all connections together. */
  readonly answerRoomBytes: number
  /** The connection has to be closed; the reason has been logged unless it is a BadRequest. */
  refused(error: unknown): void
}

/** What all requests of a connection share. */
export interface Pipeline {
  readonly capabilities: Capabilities
  readonly authorizer: Authorizer
  readonly stages: Stages
}

const apiVersionsKey = apis.ApiVersions.key
const uncountedBytesMax = 4 * 1024

/** One request from its header to its answer. What its handler sees of it is the context; one object does for both. */
export class Exchange extends Capable implements RequestContext, StageRequest {
  readonly connection: ConnectionContext
  readonly api: AnyApiRow
  readonly apiVersion: number
  readonly clientId: string | null
  /** Its ordered part is not done: no frame may be taken. */
  holdsOrder: boolean
  /** Bytes of memory that its answer takes, from when it is being read until it is handed to the socket. */
  heldBytes: number
  readonly #taker: AnswerTaker
  readonly #correlationId: number
  /** The frame of the answer; null: there is none; undefined: not yet. */
  chunks: Uint8Array[] | null | undefined
  #sentCallbacks: (() => void)[] | undefined
  #ordersUntil: Promise<unknown> | undefined
  readonly #pipeline: Pipeline
  #body: unknown
  #traced: ((outcome: Outcome) => void) | undefined

  constructor(
    pipeline: Pipeline,
    connection: ConnectionContext,
    header: RequestHead,
    api: AnyApiRow,
    taker: AnswerTaker
  ) {
    super(pipeline.capabilities)
    this.connection = connection
    this.api = api
    this.apiVersion = header.apiVersion
    this.clientId = header.clientId
    this.holdsOrder = api.orders === 'exclusive'
    this.heldBytes = 0
    this.#taker = taker
    this.#correlationId = header.correlationId
    this.chunks = undefined
    this.#sentCallbacks = undefined
    this.#ordersUntil = undefined
    this.#pipeline = pipeline
    this.#body = undefined
    this.#traced = undefined
  }

  may(operation: Operation, type: ResourceType, name: string): boolean {
    return this.#pipeline.authorizer.may(this.connection, operation, type, name)
  }

  onSent(run: () => void): void {
    if (this.#sentCallbacks === undefined) this.#sentCallbacks = [run]
    else this.#sentCallbacks.push(run)
  }

  ordersUntil(done: Promise<unknown>): void {
    if (!this.api.ordersLonger) throw new Error(`the table does not say of ${this.api.name} that it orders longer`)
    this.#ordersUntil = done
  }

  get answerRoomBytes(): number {
    return this.#taker.answerRoomBytes
  }

  holdAnswer(bytes: number): void {
    this.heldBytes += bytes
    this.#taker.held(bytes)
  }

  /** Somebody waits to hear that the answer was sent. */
  get hasBorrowed(): boolean {
    return this.#sentCallbacks !== undefined
  }

  /** The kernel has the answer, or never will: what was borrowed for it goes back. */
  sent(): void {
    const callbacks = this.#sentCallbacks
    this.#sentCallbacks = undefined
    if (callbacks !== undefined) for (const run of callbacks) run()
  }

  /** Runs the stages and the handler. `chunks` is set on return, or the taker is told later. @throws BadRequest */
  run(request: unknown, requestBytes: number): void {
    this.#body = request
    const { quota, fault, trace } = this.#pipeline.stages
    if (trace !== undefined) this.#traced = trace(this, requestBytes)
    let value: unknown
    try {
      const refusal = quota?.(this, request) ?? fault?.(this, request)
      if (refusal !== undefined) {
        this.#refuse(refusal)
        this.holdsOrder = false
        return
      }
      value = this.api.handler(request, this)
    } catch (error) {
      if (error instanceof BadRequest) throw error
      this.#failed(error)
      this.holdsOrder = false
      return
    }
    if (!(value instanceof Promise)) {
      this.#encode(value)
      this.holdsOrder = false
      return
    }
    const isOrderedApart = this.#ordersUntil !== undefined
    if (this.#ordersUntil !== undefined) this.#holdOrder(this.#ordersUntil)
    value.then(
      (answer) => this.#later(() => this.#encode(answer), isOrderedApart),
      (error) => this.#later(() => this.#failed(error), isOrderedApart)
    )
  }

  #holdOrder(until: Promise<unknown>): void {
    this.holdsOrder = true
    const done = () => {
      this.holdsOrder = false
      this.#taker.ordered(this)
    }
    until.then(done, done)
  }

  #later(finish: () => void, isOrderedApart: boolean): void {
    try {
      finish()
      if (!isOrderedApart) this.holdsOrder = false
      this.#taker.answered(this)
    } catch (error) {
      this.#taker.refused(error)
    }
  }

  /** A stage has decided; the handler is not asked. @throws BadRequest */
  #refuse(refusal: Refusal): void {
    if ('close' in refusal) {
      this.#end(null, undefined)
      throw new BadRequest(`${this.api.name}: ${refusal.close}`)
    }
    this.#answerError(refusal.error, undefined)
  }

  #encode(value: unknown): void {
    if (value === null || value === undefined) {
      this.chunks = null
      this.#end(null, undefined)
      return
    }
    try {
      const { throttle } = this.#pipeline.stages
      if (throttle !== undefined) {
        const throttleTimeMs = throttle(this, value)
        if (throttleTimeMs > 0) (value as { throttleTimeMs?: number }).throttleTimeMs = throttleTimeMs
      }
      this.chunks = encodeResponse(this.api.name, this.apiVersion, this.#correlationId, value as never)
      this.#holdEncoded(this.chunks)
    } catch (error) {
      this.#failed(error)
      return
    }
    this.#end(value, undefined)
  }

  /** The request is answered, or never will be. What it asked is not needed any more. */
  #end(answer: unknown, error: unknown): void {
    this.#body = undefined
    if (this.#traced === undefined) return
    const traced = this.#traced
    this.#traced = undefined
    traced({ answer, answerBytes: (this.chunks ?? []).reduce((sum, { length }) => sum + length, 0), error })
  }

  /** From here on it takes what it is. An ordinary small answer is not worth the counting. */
  #holdEncoded(chunks: readonly Uint8Array[]): void {
    let bytes = 0
    for (const chunk of chunks) bytes += chunk.length
    if (bytes > uncountedBytesMax || this.heldBytes !== 0) this.holdAnswer(bytes - this.heldBytes)
  }

  /** A defect of ours: the stack goes to the log, and the client is not left waiting. @throws BadRequest */
  #failed(error: unknown): void {
    this.sent()
    const { api, apiVersion, connection } = this
    logDefect(this.log, `${api.name} v${apiVersion} from ${connection.remoteHost} failed`, error)
    this.#answerError(error instanceof DiskError ? 'KAFKA_STORAGE_ERROR' : 'UNKNOWN_SERVER_ERROR', error)
  }

  /** Answers one error for all of the request. @throws BadRequest, which is in the log already, where no answer can say it */
  #answerError(name: ErrorName, cause: unknown): void {
    this.chunks = encodedError(this.api.name, this.apiVersion, this.#correlationId, this.#body, errorCodes[name])
    this.#end(null, cause ?? name)
    if (this.chunks === undefined) throw cause === undefined ? new BadRequest(`${this.api.name}: ${name}`) : told(name)
  }

  /**
   * An ApiVersions request of a version that we lack is answered in version 0 with our range, so that the client can step
   * down (KIP-511).
   */
  answerUnsupported(min: number, max: number): void {
    const value = {
      errorCode: errorCodes.UNSUPPORTED_VERSION,
      apiKeys: [{ apiKey: apiVersionsKey, minVersion: min, maxVersion: max }]
    }
    this.chunks = encodeResponse('ApiVersions', 0, this.#correlationId, value)
  }
}

/**
 * Takes one frame and runs its handler's ordered part. `frame` reads bytes that are valid during this call.
 * @throws BadRequest
 */
export function takeRequest(
  pipeline: Pipeline,
  connection: ConnectionContext,
  frame: Reader,
  taker: AnswerTaker
): Exchange {
  const { capabilities, stages } = pipeline
  try {
    const header = decodeRequestHeader(frame)
    const { apiKey, apiVersion } = header
    const api = capabilities.apis.byKey(apiKey)
    if (api === undefined) {
      const name = apiByKey(apiKey)?.name ?? apiKey
      capabilities.unserved.api(name, apiVersion, undefined, connection, header.clientId)
      throw told(`API key ${apiKey} is not served here`)
    }
    const exchange = new Exchange(pipeline, connection, header, api, taker)
    const closes = stages.listenerScope?.(exchange) ?? stages.authenticated?.(exchange)
    if (closes !== undefined) throw new BadRequest(`${api.name}: ${closes}`)
    const { min, max } = api
    if (apiVersion < min || apiVersion > max) {
      if (apiKey !== apiVersionsKey) {
        capabilities.unserved.api(api.name, apiVersion, api, connection, header.clientId)
        throw told(`${api.name} version ${apiVersion} is not served here (${min} to ${max} are)`)
      }
      exchange.answerUnsupported(min, max)
      exchange.holdsOrder = false
      return exchange
    }
    const requestBytes = stages.trace === undefined ? 0 : frame.remaining
    const request = decodeRequestBody(apiKey, apiVersion, api.borrowsFrame ? frame : frame.copy())
    exchange.run(request, requestBytes)
    return exchange
  } catch (error) {
    if (error instanceof DecodeError) throw new BadRequest(`a request that cannot be read: ${error.message}`)
    throw error
  }
}

/** Undefined where nothing is answered (Produce with acks 0), so that the connection has to say it. */
function encodedError(
  name: ApiName,
  apiVersion: number,
  correlationId: number,
  request: unknown,
  errorCode: number
): Uint8Array[] | undefined {
  const answer = errorAnswer(name, apiVersion, request as never, errorCode)
  return answer === null ? undefined : encodeResponse(name, apiVersion, correlationId, answer)
}
