import { DiskError } from '../../env/index.ts'

/** Call first in a `catch` that handles disk errors: returns a disk error; rethrows anything else, which is a defect. */
export function asDiskError(error: unknown): DiskError {
  if (error instanceof DiskError) return error
  throw error
}
