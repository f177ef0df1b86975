import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { damaged, type Output, tooLarge } from './output.ts'

const CHUNK_BYTES_MIN = 16 << 10
const CHUNK_BYTES_MAX = 1 << 20
/** Deflate cannot make more of a byte. */
const GROWTH_MAX = 1032

/** Level 1 to 9; -1 is zlib's default, 6. */
export const compressGzip = (bytes: Uint8Array, level = -1): Buffer =>
  gzipSync(bytes, { level: level === -1 ? constants.Z_DEFAULT_COMPRESSION : level })

/** The last four bytes of a stream tell how long it was (RFC 1952): output in one piece costs less than in many. */
const chunkBytes = (bytes: Buffer): number => {
  const told = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4)
  const likely = Math.min(told, bytes.length * GROWTH_MAX, CHUNK_BYTES_MAX)
  // A little more than that: a piece that is exactly full is followed by an empty one.
  return Math.max(CHUNK_BYTES_MIN, likely) + 64
}

/** All members of a gzip stream into `output`. Throws RecordsError. */
export const decompressGzip = (bytes: Buffer, output: Output): void => {
  if (bytes.length === 0) throw damaged('empty gzip stream')
  let plain: Buffer
  try {
    plain = gunzipSync(bytes, { maxOutputLength: Math.max(1, output.limit), chunkSize: chunkBytes(bytes) })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(output.limit)
    throw damaged(`gzip: ${(error as Error).message}`)
  }
  output.take(plain)
}
