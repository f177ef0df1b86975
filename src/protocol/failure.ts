import type { ErrorName } from './error-codes.ts'

/** An expected failure: Kafka's error and the words for the client. */
export interface Failure {
  readonly error: ErrorName
  readonly message: string | null
}

export const failed = (error: ErrorName, message: string | null = null): Failure => ({ error, message })

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'error' in value && 'message' in value
