import { type ErrorName, Failure } from '../protocol/index.ts'

/**
 * A call that got no response, with the error that Kafka's NetworkClient would report: NETWORK_EXCEPTION (the connection was lost or
 * could not be opened), REQUEST_TIMED_OUT, UNSUPPORTED_VERSION (the two sides share no version), CORRUPT_MESSAGE (the response cannot be
 * parsed) or THROTTLING_QUOTA_EXCEEDED (the connection has too many outstanding calls or unsent bytes, so the call was not sent).
 */
export class CallFailure extends Failure {
  /** The full message, including the address. */
  declare readonly message: string
  /** The reason without the address; empty if unknown. */
  readonly reason: string
  /** System error code, such as ECONNREFUSED, if there is one. */
  readonly code: string | undefined
  /** Whether the broker may have executed the request. */
  readonly mayBeDone: boolean

  constructor(error: ErrorName, message: string, { reason = '', code, mayBeDone = false }: Circumstances = {}) {
    super(error, message)
    this.reason = reason
    this.code = code
    this.mayBeDone = mayBeDone
  }
}

interface Circumstances {
  readonly reason?: string
  readonly code?: string | undefined
  readonly mayBeDone?: boolean
}

export const callFailure = (error: ErrorName, message: string, circumstances?: Circumstances): CallFailure =>
  new CallFailure(error, message, circumstances)

export const isCallFailure = (value: unknown): value is CallFailure => value instanceof CallFailure
