/*
 * Owns the way from a frame to a reply: header, table of APIs, typed request, handler, encoded response.
 * Called by connection.ts for each frame. Never touches a socket and keeps no state between requests.
 */

import type { ConnectionContext, RequestContext } from '../api/index.ts'
import type { Broker } from '../broker/index.ts'
import { type Env, logDefect } from '../env/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  decodeRequestBody,
  decodeRequestHeader,
  decodeResponse,
  encodeResponse,
  errorCodes,
  type RequestHead
} from '../protocol/index.ts'
import { DecodeError, type Reader } from '../wire/index.ts'

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

type AnyHandler = (request: unknown, context: RequestContext) => unknown

const apiVersionsKey = apis.ApiVersions.key
const produceKey = apis.Produce.key
const uncountedBytesMax = 4 * 1024

/** One request from its header to its answer. What its handler sees of it is the context; one object does for both. */
export class Exchange implements RequestContext {
  readonly broker: Broker
  readonly connection: ConnectionContext
  readonly apiName: ApiName
  readonly apiVersion: number
  readonly clientId: string | null
  /** Its ordered part is not done: no frame may be taken. Every API but Produce holds up the next one until it is answered. */
  holdsOrder: boolean
  /** Bytes of memory that its answer takes, from when it is being read until it is handed to the socket. */
  heldBytes: number
  readonly #taker: AnswerTaker
  readonly #correlationId: number
  /** The frame of the answer; null: there is none; undefined: not yet. */
  chunks: Uint8Array[] | null | undefined
  #sentCallbacks: (() => void)[] | undefined
  #ordersUntil: Promise<unknown> | undefined
  /** When it was read, where requests are metered. */
  readonly #beganMs: number

  constructor(
    broker: Broker,
    connection: ConnectionContext,
    header: RequestHead,
    apiName: ApiName,
    taker: AnswerTaker
  ) {
    this.broker = broker
    this.connection = connection
    this.apiName = apiName
    this.apiVersion = header.apiVersion
    this.clientId = header.clientId
    this.holdsOrder = header.apiKey !== produceKey
    this.heldBytes = 0
    this.#taker = taker
    this.#correlationId = header.correlationId
    this.chunks = undefined
    this.#sentCallbacks = undefined
    this.#ordersUntil = undefined
    this.#beganMs = broker.requestMeter === undefined ? 0 : broker.requestMeter.began(apiName, header.apiVersion)
  }

  get env(): Env {
    return this.broker.env
  }

  onSent(run: () => void): void {
    if (this.#sentCallbacks === undefined) this.#sentCallbacks = [run]
    else this.#sentCallbacks.push(run)
  }

  ordersUntil(done: Promise<unknown>): void {
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

  /** Runs the handler. `chunks` is set on return, or the taker is told later. @throws BadRequest */
  run(handler: AnyHandler, request: unknown): void {
    let value: unknown
    try {
      value = handler(request, this)
    } catch (error) {
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

  #encode(value: unknown): void {
    this.broker.requestMeter?.ended(this.apiName, this.#beganMs, value ?? null)
    if (value === null || value === undefined) {
      this.chunks = null
      return
    }
    try {
      this.chunks = encodeResponse(this.apiName, this.apiVersion, this.#correlationId, value as never)
      this.#holdEncoded(this.chunks)
    } catch (error) {
      this.#failed(error)
    }
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
    this.broker.requestMeter?.ended(this.apiName, this.#beganMs, undefined)
    logDefect(this.broker.log, `${this.apiName} v${this.apiVersion} from ${this.connection.remoteHost} failed`, error)
    this.chunks = serverErrorAnswer(this.apiName, this.apiVersion, this.#correlationId)
    if (this.chunks === undefined) throw new BadRequest(`${this.apiName} failed`)
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
  broker: Broker,
  connection: ConnectionContext,
  frame: Reader,
  taker: AnswerTaker
): Exchange {
  try {
    const header = decodeRequestHeader(frame)
    const { apiKey, apiVersion } = header
    const api = apiByKey(apiKey)
    const entry = api === undefined ? undefined : broker.registry[api.name]
    if (api === undefined || entry === undefined) {
      broker.unserved.api(api?.name ?? apiKey, apiVersion, undefined, connection, header.clientId)
      throw told(`API key ${apiKey} is not served here`)
    }
    const exchange = new Exchange(broker, connection, header, api.name, taker)
    const { min, max } = entry
    if (apiVersion < min || apiVersion > max) {
      if (apiKey !== apiVersionsKey) {
        broker.unserved.api(api.name, apiVersion, entry, connection, header.clientId)
        throw told(`${api.name} version ${apiVersion} is not served here (${min} to ${max} are)`)
      }
      exchange.answerUnsupported(min, max)
      exchange.holdsOrder = false
      return exchange
    }
    // Only Produce uses its bytes before its handler returns; whatever else keeps a view keeps it of a copy.
    const request = decodeRequestBody(apiKey, apiVersion, apiKey === produceKey ? frame : frame.copy())
    exchange.run(entry.handler as unknown as AnyHandler, request)
    return exchange
  } catch (error) {
    if (error instanceof DecodeError) throw new BadRequest(`a request that cannot be read: ${error.message}`)
    throw error
  }
}

/** UNKNOWN_SERVER_ERROR, where the whole answer has a place for an error; undefined where every part has its own. */
function serverErrorAnswer(name: ApiName, apiVersion: number, correlationId: number): Uint8Array[] | undefined {
  const errorCode = errorCodes.UNKNOWN_SERVER_ERROR
  try {
    const chunks = encodeResponse(name, apiVersion, correlationId, { errorCode } as never)
    const { value } = decodeResponse(name, apiVersion, Buffer.concat(chunks).subarray(4))
    return (value as { readonly errorCode?: number }).errorCode === errorCode ? chunks : undefined
  } catch {
    return undefined
  }
}
