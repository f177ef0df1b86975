import type { Connection, Env, NetError, Timer } from '../env/index.ts'
import {
  type ApiName,
  decodeResponse,
  type ErrorName,
  encodeRequest,
  errorCodes,
  type RequestInputMap,
  type ResponseMap
} from '../protocol/index.ts'
import { DecodeError, UnsupportedVersionError } from '../wire/index.ts'
import { type CallFailure, callFailure } from './call-failure.ts'
import { FrameConnection } from './frame-connection.ts'

interface CallOptions {
  readonly clientId: string | null
  /** The address, for error messages. */
  readonly place: string
  /** Maximum number of calls in flight. Default 1,024. */
  readonly unansweredMax?: number | undefined
  /** No request is sent while this many bytes wait for the kernel. Default 64 MiB. */
  readonly unsentBytesMax?: number | undefined
  /** Saves an allocation for each large response, whose bytes are then only valid until the next call. */
  readonly reusesBuffers?: boolean | undefined
}

interface Unanswered {
  readonly label: string
  readonly correlationId: number
  readonly timeoutMs: number
  /** Monotonic client clock. */
  readonly deadlineMs: number
  /** Decodes the response. @throws DecodeError */
  readonly take: (frame: Buffer) => void
  readonly fail: (failure: CallFailure) => void
}

const unansweredDefault = 1_024
const unsentBytesDefault = 64 * 1024 * 1024
const correlationIdBytes = 4

/** A broker rejects an unknown ApiVersions version with a v0 response, as Kafka's ApiVersionsResponse.parse expects. */
function answeredVersion(name: ApiName, version: number, frame: Buffer): number {
  if (name !== 'ApiVersions' || frame.length < correlationIdBytes + 2) return version
  return frame.readInt16BE(correlationIdBytes) === errorCodes.UNSUPPORTED_VERSION ? 0 : version
}

/**
 * Typed calls on one connection. Calls may be pipelined. A broker responds in request order, and a response out of order is an error.
 * As in Kafka's NetworkClient, a call that times out closes the connection and fails all calls behind it, because a late response
 * could not be told from the next one.
 */
export class OrderedCalls {
  readonly #env: Pick<Env, 'clock' | 'timers'>
  readonly #options: CallOptions
  readonly #frames: FrameConnection
  readonly #unanswered: Unanswered[] = []
  /** Index of the first entry of `#unanswered` that is still in flight. */
  #firstUnanswered = 0
  #correlationId = 0
  #lost: CallFailure | undefined
  /** One timer for all calls. It fires at the earliest deadline or sooner. */
  #timer: Timer | undefined
  #timerMs = 0

  constructor(env: Pick<Env, 'clock' | 'timers'>, connection: Connection, options: CallOptions) {
    this.#env = env
    this.#options = options
    this.#frames = new FrameConnection(connection, {
      frame: (frame) => this.#answered(frame),
      ended: (error) => this.#ended(error)
    })
  }

  /** Why the connection was lost; undefined while it is open. */
  get lost(): CallFailure | undefined {
    return this.#lost
  }

  /** Number of calls in flight. */
  get unansweredCount(): number {
    return this.#unanswered.length - this.#firstUnanswered
  }

  /** Sends a request, unless too much is in flight. Never rejects. The caller owns the response's bytes unless `reusesBuffers` is set. */
  call<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs: number
  ): Promise<ResponseMap[K] | CallFailure> {
    const sent = this.#send(name, version, body)
    if (typeof sent !== 'number') return Promise.resolve(sent)
    const deadlineMs = this.#env.clock.monotonicMs() + timeoutMs
    this.#watch(deadlineMs)
    return new Promise((resolve) => {
      this.#unanswered.push({
        label: `${name} v${version}`,
        correlationId: sent,
        timeoutMs,
        deadlineMs,
        take: (frame) => resolve(decodeResponse(name, answeredVersion(name, version, frame), frame).value),
        fail: resolve
      })
    })
  }

  /** Sends a request that has no response, such as Produce with acks=0. Resolves with null once the kernel has taken it. */
  post<K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): Promise<CallFailure | null> {
    return new Promise((resolve) => {
      const sent = this.#send(name, version, body, () => resolve(null))
      if (typeof sent !== 'number') resolve(sent)
    })
  }

  /** Closes the connection immediately. Calls in flight fail. */
  close(): void {
    this.#frames.close()
  }

  /** Sends a request and returns its correlation id. */
  #send<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    written?: () => void
  ): number | CallFailure {
    const lost = this.#lost
    if (lost !== undefined) return callFailure(lost.error, lost.message, { ...lost, mayBeDone: false })
    const { clientId, place } = this.#options
    if (this.#options.reusesBuffers === true) this.#frames.recycle()
    const { unansweredMax = unansweredDefault, unsentBytesMax = unsentBytesDefault } = this.#options
    if (this.unansweredCount >= unansweredMax || this.#frames.pendingBytes >= unsentBytesMax)
      return callFailure('THROTTLING_QUOTA_EXCEEDED', `${name}: too many requests or bytes in flight to ${place}`)
    const correlationId = this.#nextCorrelationId()
    try {
      this.#frames.write(encodeRequest(name, version, { correlationId, clientId }, body), written)
    } catch (error) {
      if (error instanceof UnsupportedVersionError)
        return callFailure('UNSUPPORTED_VERSION', `${name} v${version} to ${place}: ${error.message}`)
      throw error
    }
    return correlationId
  }

  #nextCorrelationId(): number {
    this.#correlationId = this.#correlationId === 0x7fffffff ? 0 : this.#correlationId + 1
    return this.#correlationId
  }

  #answered(frame: Buffer): void {
    const fault = this.#taken(frame)
    if (fault !== undefined) this.#lose(fault, undefined, () => 'CORRUPT_MESSAGE')
    else {
      this.#firstUnanswered++
      this.#forgetAnswered()
    }
  }

  /** Passes the frame to the call that it belongs to. Returns the reason if it is not a valid response. */
  #taken(frame: Buffer): string | undefined {
    const first = this.#unanswered[this.#firstUnanswered]
    if (frame.length < correlationIdBytes) return 'its response is not a Kafka response'
    const id = frame.readInt32BE(0)
    if (first === undefined) return `it responded to request ${id}, which was never sent`
    const { label, correlationId } = first
    if (id !== correlationId) return `got response ${id}, expected ${correlationId} (${label})`
    try {
      first.take(frame)
      return undefined
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      return `cannot parse the response to ${label}: ${error.message}`
    }
  }

  /** Removes completed entries in bulk. Shifting the array for every response would cost more the more calls are in flight. */
  #forgetAnswered(): void {
    if (this.#firstUnanswered < this.#unanswered.length) {
      if (this.#firstUnanswered < unansweredDefault) return
    } else {
      this.#timer?.cancel()
      this.#timer = undefined
    }
    this.#unanswered.splice(0, this.#firstUnanswered)
    this.#firstUnanswered = 0
  }

  #watch(deadlineMs: number): void {
    if (this.#timer !== undefined && this.#timerMs <= deadlineMs) return
    this.#timer?.cancel()
    this.#timerMs = deadlineMs
    const leftMs = deadlineMs - this.#env.clock.monotonicMs()
    this.#timer = this.#env.timers.after(Math.max(0, leftMs), () => this.#look())
  }

  /** Closes the connection if a call is overdue; otherwise waits for the next deadline. */
  #look(): void {
    this.#timer = undefined
    const waiting = this.#unanswered.slice(this.#firstUnanswered)
    const nowMs = this.#env.clock.monotonicMs()
    const overdue = waiting.find(({ deadlineMs }) => deadlineMs <= nowMs)
    if (overdue !== undefined) {
      const reason = `${overdue.label} timed out after ${overdue.timeoutMs} ms`
      this.#lose(reason, undefined, (call) => (call === overdue ? 'REQUEST_TIMED_OUT' : 'NETWORK_EXCEPTION'))
      return
    }
    if (waiting.length > 0) this.#watch(Math.min(...waiting.map(({ deadlineMs }) => deadlineMs)))
  }

  #ended(error: NetError | undefined): void {
    this.#lose(error?.message ?? '', error?.code, () =>
      error?.code === 'NOT_KAFKA' ? 'CORRUPT_MESSAGE' : 'NETWORK_EXCEPTION'
    )
  }

  #lose(reason: string, code: string | undefined, errorOf: (call: Unanswered) => ErrorName): void {
    if (this.#lost !== undefined) return
    this.#timer?.cancel()
    this.#timer = undefined
    const message = `the connection to ${this.#options.place} was lost${reason === '' ? '' : `: ${reason}`}`
    const failure = callFailure('NETWORK_EXCEPTION', message, { reason, code, mayBeDone: true })
    this.#lost = failure
    for (const call of this.#unanswered.splice(0).slice(this.#firstUnanswered))
      call.fail(callFailure(errorOf(call), message, failure))
    this.#firstUnanswered = 0
    this.#frames.close()
  }
}
