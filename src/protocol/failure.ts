import type { ErrorName } from './error-codes.ts'

/**
 * An expected failure: Kafka's error and an optional message for the client. Functions return it instead of a result; it is
 * never thrown. A class, because `instanceof` costs the hot path nothing, whatever shapes the results have.
 */
export class Failure {
  readonly error: ErrorName
  readonly message: string | null
  /** Makes the type nominal: only `new Failure` creates one, and a look-alike object would not be recognized. */
  declare private readonly nominal: never

  constructor(error: ErrorName, message: string | null = null) {
    this.error = error
    this.message = message
  }
}

/** Failures without a message, each created once. */
const bare = new Map<ErrorName, Failure>()

export function failed(error: ErrorName, message: string | null = null): Failure {
  if (message !== null) return new Failure(error, message)
  let failure = bare.get(error)
  if (failure === undefined) {
    failure = new Failure(error)
    bare.set(error, failure)
  }
  return failure
}

export const isFailure = (value: unknown): value is Failure => value instanceof Failure
