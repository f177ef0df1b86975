import { DiskError, type DiskErrorCode } from '../env.ts'

const codes: Record<string, DiskErrorCode> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_FOUND',
  ENOSPC: 'NO_SPACE',
  EDQUOT: 'NO_SPACE',
  EFBIG: 'NO_SPACE',
  EACCES: 'NO_PERMISSION',
  EPERM: 'NO_PERMISSION',
  EROFS: 'NO_PERMISSION',
  EIO: 'INPUT_OUTPUT',
  EMFILE: 'TOO_MANY_FILES',
  ENFILE: 'TOO_MANY_FILES'
}

/** Turns the platform's error into one that tells the operator what to do. */
export function diskError(error: unknown, path: string): DiskError {
  if (error instanceof DiskError) return error
  const cause = error as NodeJS.ErrnoException
  return new DiskError(codes[cause.code ?? ''] ?? 'OTHER', path, `${path}: ${cause.message}`, { cause })
}
