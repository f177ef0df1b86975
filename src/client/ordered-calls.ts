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
  /** The address, for messages. */
  readonly place: string
  /** Calls that may wait for their answers at once. Default 1,024. */
  readonly unansweredMax?: number | undefined
  /** While so many bytes wait for the kernel, no more is sent. Default 64 MiB. */
  readonly unsentBytesMax?: number | undefined
  /** The bytes of an answer are only valid until the next call: saves making a buffer for each large answer. */
  readonly reusesBuffers?: boolean | undefined
}

interface Unanswered {
  readonly label: string
  readonly correlationId: number
  readonly timeoutMs: number
  /** Of the monotonic client clock. */
  readonly deadlineMs: number
  /** Reads the answer. @throws DecodeError */
  readonly take: (frame: Buffer) => void
  readonly fail: (failure: CallFailure) => void
}

const unansweredDefault = 1_024
const unsentBytesDefault = 64 * 1024 * 1024
const correlationIdBytes = 4

/** A broker that does not know a version of ApiVersions says so in version 0, as Kafka's ApiVersionsResponse.parse expects. */
function answeredVersion(name: ApiName, version: number, frame: Buffer): number {
  if (name !== 'ApiVersions' || frame.length < correlationIdBytes + 2) return version
  return frame.readInt16BE(correlationIdBytes) === errorCodes.UNSUPPORTED_VERSION ? 0 : version
}

/**
 * Typed calls on one connection. They may overlap; a broker answers in the order of the requests, and an answer out of order is
 * an error. As in Kafka's NetworkClient, a call that is not answered in time ends the connection, and with it all calls that wait
 * behind it: nobody could tell a late answer from the next one.
 */
export class OrderedCalls {
  readonly #env: Pick<Env, 'clock' | 'timers'>
  readonly #options: CallOptions
  readonly #frames: FrameConnection
  readonly #unanswered: Unanswered[] = []
  /** Entries of `#unanswered` before this one have been answered. */
  #firstUnanswered = 0
  #correlationId = 0
  #lost: CallFailure | undefined
  /** One timer for all calls, set to the earliest deadline or before it. */
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

  /** Why nothing can be sent any more; undefined while the connection stands. */
  get lost(): CallFailure | undefined {
    return this.#lost
  }

  /** Calls that wait for their answer. */
  get unansweredCount(): number {
    return this.#unanswered.length - this.#firstUnanswered
  }

  /** Sends a request at once, unless too much is under way. Never rejects. Bytes of the answer are the caller's, without `reusesBuffers`. */
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

  /** Sends a request that has no answer, such as Produce with acks 0. Resolves when the kernel has it; null: it was sent. */
  post<K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): Promise<CallFailure | null> {
    return new Promise((resolve) => {
      const sent = this.#send(name, version, body, () => resolve(null))
      if (typeof sent !== 'number') resolve(sent)
    })
  }

  /** Closes at once: what waits for an answer fails. */
  close(): void {
    this.#frames.close()
  }

  /** The correlation id of what was sent. */
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
      return callFailure('THROTTLING_QUOTA_EXCEEDED', `${name}: too much is under way on the connection to ${place}`)
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

  /** Gives the frame to the call that it answers. Returns why it is no answer to it. */
  #taken(frame: Buffer): string | undefined {
    const first = this.#unanswered[this.#firstUnanswered]
    if (frame.length < correlationIdBytes) return 'its answer is not one of the Kafka protocol'
    const id = frame.readInt32BE(0)
    if (first === undefined) return `it answered a request ${id} that was not sent`
    const { label, correlationId } = first
    if (id !== correlationId) return `answer ${id} came where ${correlationId} (${label}) was expected`
    try {
      first.take(frame)
      return undefined
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      return `the answer to ${label} cannot be read: ${error.message}`
    }
  }

  /** Makes room in one go now and then: to move all entries for each answer would cost more the more are under way. */
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

  /** Ends the connection when a call is overdue, and otherwise waits for the next deadline. */
  #look(): void {
    this.#timer = undefined
    const waiting = this.#unanswered.slice(this.#firstUnanswered)
    const nowMs = this.#env.clock.monotonicMs()
    const overdue = waiting.find(({ deadlineMs }) => deadlineMs <= nowMs)
    if (overdue !== undefined) {
      const reason = `${overdue.label} was not answered within ${overdue.timeoutMs} ms`
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
