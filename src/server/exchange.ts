/*
 * One request on its way through the stages and its handler to the encoded response. The same object is the context that the
 * handler sees. Does not touch sockets.
 */
import {
  type AnyApiRow,
  type ApiTable,
  type Capabilities,
  Capable,
  type ConnectionContext,
  errorAnswer,
  type RequestContext
} from '../api/index.ts'
import { DiskError, logDefect } from '../env/index.ts'
import { apis, type ErrorName, encodeResponse, errorCodes, type RequestHead } from '../protocol/index.ts'
import type { Authorizer, Operation, ResourceType } from '../security/index.ts'
import type { Outcome, Refusal, StageRequest, Stages } from './stages.ts'

/** The connection must be closed, with the reason. Kafka closes it too when it cannot read a request. */
export class BadRequest extends Error {
  /** The reason has already been logged. */
  readonly isTold: boolean

  constructor(message: string, isTold = false) {
    super(message)
    this.isTold = isTold
  }
}

/** Sends responses, and is notified of those that complete asynchronously. */
export interface AnswerTaker {
  answered(exchange: Exchange): void
  /** The ordered part of a request, which blocked the following ones, is done. */
  ordered(exchange: Exchange): void
  /** Stops taking requests for this long because the client was throttled. */
  mute(ms: number): void
  /** Reports that a response holds this many more bytes; negative when it holds fewer. */
  held(bytes: number): void
  /** Bytes that responses of all connections together may still use. */
  readonly answerRoomBytes: number
  /** The connection must be closed. The reason has been logged unless it is a BadRequest. */
  refused(error: unknown): void
}

/** Shared by all requests of a connection. */
export interface Pipeline {
  readonly apis: ApiTable
  readonly capabilities: Capabilities
  readonly authorizer: Authorizer
  readonly stages: Stages
}

const apiVersionsKey = apis.ApiVersions.key
const uncountedBytesMax = 4 * 1024

/** One request, from its header to its response. */
export class Exchange extends Capable implements RequestContext, StageRequest {
  readonly connection: ConnectionContext
  readonly api: AnyApiRow
  readonly apiVersion: number
  readonly clientId: string | null
  /** The ordered part is still running, so no further frame may be taken. */
  holdsOrder: boolean
  /** Memory held by the response, from the first read until the socket accepts it, in bytes. */
  heldBytes: number
  readonly #taker: AnswerTaker
  readonly #correlationId: number
  /** The response frame. Null if there is none, undefined while it is pending. */
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

  mayOnSome(operation: Operation, type: ResourceType): boolean {
    return this.#pipeline.authorizer.mayOnSome(this.connection, operation, type)
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

  /** Someone must be notified when the response has been sent. */
  get hasBorrowed(): boolean {
    return this.#sentCallbacks !== undefined
  }

  /** The kernel has accepted the response or never will, so borrowed buffers can be returned. */
  sent(): void {
    const callbacks = this.#sentCallbacks
    this.#sentCallbacks = undefined
    if (callbacks !== undefined) for (const run of callbacks) run()
  }

  /** Runs the stages and the handler. Sets `chunks` before returning, or notifies the taker later. @throws BadRequest */
  run(request: unknown, requestBytes: number): void {
    this.#body = request
    const { forward, trace } = this.#pipeline.stages
    if (trace !== undefined) this.#traced = trace(this, requestBytes)
    let value: unknown
    try {
      const refusal = this.#refusal(request)
      if (refusal !== undefined) {
        this.#refuse(refusal)
        this.holdsOrder = false
        return
      }
      if (forward !== undefined && this.api.isForwarded) value = forward(this, request)
      if (value === undefined) value = this.api.handler(request, this)
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

  /** The refusal of a stage that runs before the handler, if any. */
  #refusal(request: unknown): Refusal | undefined {
    const { api } = this
    const { clusterAction, quota, fault } = this.#pipeline.stages
    if (clusterAction !== undefined && api.isClusterAction) {
      const refusal = clusterAction(this)
      if (refusal !== undefined) return refusal
    }
    if (quota !== undefined && api.quota !== 'none') {
      const refusal = quota(this, request)
      if (refusal !== undefined) return refusal
    }
    return fault === undefined ? undefined : fault(this, request)
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
      if (this.chunks !== undefined) this.#taker.answered(this)
    } catch (error) {
      this.#taker.refused(error)
    }
  }

  /** A stage refused the request, so the handler does not run. @throws BadRequest */
  #refuse(refusal: Refusal): void {
    if ('close' in refusal) {
      this.#end(null, undefined)
      throw new BadRequest(`${this.api.name}: ${refusal.close}`)
    }
    this.#answerError(refusal.error, undefined)
  }

  #encode(value: unknown): void {
    try {
      const answer = this.#throttled(value ?? null)
      if (answer === null) this.chunks = null
      else {
        this.chunks = encodeResponse(this.api.name, this.apiVersion, this.#correlationId, answer as never)
        this.#holdEncoded(this.chunks)
      }
    } catch (error) {
      this.#failed(error)
      return
    }
    this.#end(value ?? null, undefined)
    this.#keepBack(value)
  }

  /** Adds the throttle time to the response if the client is throttled. */
  #throttled(answer: unknown): unknown {
    const { throttle } = this.#pipeline.stages
    if (throttle === undefined || this.api.quota === 'none') return answer
    const throttleTimeMs = throttle(this, answer)
    if (!(throttleTimeMs > 0)) return answer
    this.#taker.mute(throttleTimeMs)
    return answer === null ? null : { ...answer, throttleTimeMs }
  }

  /** Delays an encoded response where a stage asks for it. Delivers it immediately when the connection ends. */
  #keepBack(answer: unknown): void {
    const { delay } = this.#pipeline.stages
    const { chunks } = this
    if (delay === undefined || !chunks) return
    const ms = delay(this, answer)
    if (!(ms > 0)) return
    this.chunks = undefined
    const give = () => {
      timer.cancel()
      closed.cancel()
      this.chunks = chunks
      this.#taker.answered(this)
    }
    const timer = this.env.timers.after(ms, give)
    const closed = this.connection.onClosed(give)
  }

  /** The request is answered or never will be, so its body is no longer needed. */
  #end(answer: unknown, error: unknown): void {
    this.#body = undefined
    if (this.#traced === undefined) return
    const traced = this.#traced
    this.#traced = undefined
    traced({ answer, answerBytes: (this.chunks ?? []).reduce((sum, { length }) => sum + length, 0), error })
  }

  /** From here on the response counts with its encoded size. Ordinary small responses are not counted. */
  #holdEncoded(chunks: readonly Uint8Array[]): void {
    let bytes = 0
    for (const chunk of chunks) bytes += chunk.length
    if (bytes > uncountedBytesMax || this.heldBytes !== 0) this.holdAnswer(bytes - this.heldBytes)
  }

  /** Handles a bug of ours: logs the stack and makes sure that the client is not left waiting. @throws BadRequest */
  #failed(error: unknown): void {
    this.sent()
    const { api, apiVersion, connection } = this
    logDefect(this.log, `${api.name} v${apiVersion} from ${connection.remoteHost} failed`, error)
    this.#answerError(error instanceof DiskError ? 'KAFKA_STORAGE_ERROR' : 'UNKNOWN_SERVER_ERROR', error)
  }

  /** Answers the whole request with one error. @throws BadRequest, already logged, if no response can carry the error */
  #answerError(name: ErrorName, cause: unknown): void {
    const { api, apiVersion } = this
    const answer = errorAnswer(api.name, apiVersion, this.#body as never, errorCodes[name])
    // The bug may be in the throttling stage itself.
    const told = cause === undefined ? this.#throttled(answer) : answer
    this.chunks = told === null ? undefined : encodeResponse(api.name, apiVersion, this.#correlationId, told as never)
    this.#end(null, cause ?? name)
    if (this.chunks === undefined) throw new BadRequest(`${api.name}: ${name}`, cause !== undefined)
  }

  /**
   * Answers an ApiVersions request of an unsupported version in version 0 with the supported range, so that the client can retry
   * with a lower version (KIP-511).
   */
  answerUnsupported(min: number, max: number): void {
    const value = {
      errorCode: errorCodes.UNSUPPORTED_VERSION,
      apiKeys: [{ apiKey: apiVersionsKey, minVersion: min, maxVersion: max }]
    }
    this.chunks = encodeResponse('ApiVersions', 0, this.#correlationId, value)
  }
}
