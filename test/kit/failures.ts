import { type ErrorName, type Failure, isFailure } from '../../src/protocol/index.ts'

/** The error of a failure; null for anything else. */
export const errorOf = (value: unknown): ErrorName | null => (isFailure(value) ? value.error : null)

/** What was given in place of a failure. */
export function got<T>(value: T | Failure): T {
  if (isFailure(value)) throw new Error(`${value.error}: ${value.message ?? 'without words'}`)
  return value
}
