import { type ErrorName, Failure } from '../protocol/index.ts'

/**
 * A call that has no answer, with the error by which Kafka's NetworkClient knows it: NETWORK_EXCEPTION (the connection was lost or
 * could not be made), REQUEST_TIMED_OUT, UNSUPPORTED_VERSION (the two sides share no version), CORRUPT_MESSAGE (the answer cannot be
 * read) or THROTTLING_QUOTA_EXCEEDED (too much is under way on this connection, so the call was not sent).
 */
export class CallFailure extends Failure {
  /** The whole sentence, with the address. */
  declare readonly message: string
  /** The reason without the address; empty where nobody knows it. */
  readonly reason: string
  /** The platform's code, such as ECONNREFUSED; undefined where there is none. */
  readonly code: string | undefined
  /** Whether the broker may have done what was asked. */
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
