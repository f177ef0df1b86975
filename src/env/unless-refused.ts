import { DiskError } from './env.ts'

/** What `work` gives, or `otherwise` where the disk refuses it. Any other error is thrown on. */
export function unlessRefused<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DiskError) return otherwise
    throw error
  }
}
