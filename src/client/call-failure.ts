import { type ErrorName, type Failure, isFailure } from '../protocol/index.ts'

/**
 * A call that has no answer, with the error by which Kafka's NetworkClient knows it: NETWORK_EXCEPTION (the connection was lost or
 * could not be made), REQUEST_TIMED_OUT, UNSUPPORTED_VERSION (the two sides share no version), CORRUPT_MESSAGE (the answer cannot be
 * read) or THROTTLING_QUOTA_EXCEEDED (too much is under way on this connection, so the call was not sent).
 */
export interface CallFailure extends Failure {
  /** The whole sentence, with the address. */
  readonly message: string
  /** The reason without the address; empty where nobody knows it. */
  readonly reason: string
  /** The platform's code, such as ECONNREFUSED; undefined where there is none. */
  readonly code: string | undefined
  /** Whether the broker may have done what was asked. */
  readonly mayBeDone: boolean
}

interface Circumstances {
  readonly reason?: string
  readonly code?: string | undefined
  readonly mayBeDone?: boolean
}

export function callFailure(
  error: ErrorName,
  message: string,
  { reason = '', code, mayBeDone = false }: Circumstances = {}
): CallFailure {
  return { error, message, reason, code, mayBeDone }
}

export const isCallFailure = (value: unknown): value is CallFailure => isFailure(value) && 'mayBeDone' in value
