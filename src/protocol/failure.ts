import type { ErrorName } from './error-codes.ts'

/**
 * An expected failure: Kafka's error, and the words for the client if there are any. It is what a function gives in place of its
 * result, never an exception. A class, because `instanceof` costs the hot path nothing, whatever shapes the results have.
 */
export class Failure {
  readonly error: ErrorName
  readonly message: string | null
  /** Only what `new Failure` made is one: an object that looks like it would not be recognized. */
  declare private readonly nominal: never

  constructor(error: ErrorName, message: string | null = null) {
    this.error = error
    this.message = message
  }
}

/** Failures without words, which are made once. */
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
