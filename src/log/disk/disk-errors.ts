import { DiskError } from '../../env/index.ts'

/** What a `catch` that copes with the disk begins with: the disk's error as such; anything else is a defect and goes on up. */
export function asDiskError(error: unknown): DiskError {
  if (error instanceof DiskError) return error
  throw error
}
