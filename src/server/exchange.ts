/*
 * Owns one request from its stages to its encoded answer. What its handler sees of it is the context; one object does for both.
 * Never touches a socket.
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

/** The connection has to be closed, and why: what Kafka does with a request that it cannot read. */
export class BadRequest extends Error {
  /** The log has a line of it already. */
  readonly isTold: boolean

  constructor(message: string, isTold = false) {
    super(message)
    this.isTold = isTold
  }
}

/** Who sends the answers, told of those that take time. */
export interface AnswerTaker {
  answered(exchange: Exchange): void
  /** The ordered part of a request that held up the next ones is done. */
  ordered(exchange: Exchange): void
  /** Nothing more is to be taken for so long: the client was throttled. */
  mute(ms: number): void
  /** A request's answer takes so many bytes more of memory, or fewer. */
  held(bytes: number): void
  /** Bytes that answers may still take in all connections together. */
  readonly answerRoomBytes: number
  /** The connection has to be closed; the reason has been logged unless it is a BadRequest. */
  refused(error: unknown): void
}

/** What all requests of a connection share. */
export interface Pipeline {
  readonly apis: ApiTable
  readonly capabilities: Capabilities
  readonly authorizer: Authorizer
  readonly stages: Stages
}

const apiVersionsKey = apis.ApiVersions.key
const uncountedBytesMax = 4 * 1024

/** One request from its header to its answer. */
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

  /** What a stage says that stands before the handler. */
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

  /** A stage has decided; the handler is not asked. @throws BadRequest */
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

  /** The answer with the time for which its client is throttled, where it is. */
  #throttled(answer: unknown): unknown {
    const { throttle } = this.#pipeline.stages
    if (throttle === undefined || this.api.quota === 'none') return answer
    const throttleTimeMs = throttle(this, answer)
    if (!(throttleTimeMs > 0)) return answer
    this.#taker.mute(throttleTimeMs)
    return answer === null ? null : { ...answer, throttleTimeMs }
  }

  /** Gives an encoded answer to the taker later, where a stage wants it; at once when the connection ends. */
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
    const { api, apiVersion } = this
    const answer = errorAnswer(api.name, apiVersion, this.#body as never, errorCodes[name])
    // A defect may be that of the stage that throttles.
    const told = cause === undefined ? this.#throttled(answer) : answer
    this.chunks = told === null ? undefined : encodeResponse(api.name, apiVersion, this.#correlationId, told as never)
    this.#end(null, cause ?? name)
    if (this.chunks === undefined) throw new BadRequest(`${api.name}: ${name}`, cause !== undefined)
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
