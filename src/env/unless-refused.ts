import { DiskError } from './env.ts'

/** Returns the result of `work`, or `otherwise` if `work` fails with a DiskError. Rethrows any other error. */
export function unlessRefused<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DiskError) return otherwise
    throw error
  }
}
