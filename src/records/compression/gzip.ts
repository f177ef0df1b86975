import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { damaged, tooLarge } from './output.ts'

/** Level 1 to 9; -1 is zlib's default, 6. */
export const compressGzip = (bytes: Uint8Array, level = -1): Buffer =>
  gzipSync(bytes, { level: level === -1 ? constants.Z_DEFAULT_COMPRESSION : level })

/** All members of a gzip stream, at most `limit` bytes. Throws RecordsError. */
export const decompressGzip = (bytes: Uint8Array, limit: number): Buffer => {
  if (bytes.length === 0) throw damaged('empty gzip stream')
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit), chunkSize: 64 << 10 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit)
    throw damaged(`gzip: ${(error as Error).message}`)
  }
}
