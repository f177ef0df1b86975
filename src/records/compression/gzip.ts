import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { damaged, type Output, pieceBytes, tooLarge } from './output.ts'

/** Maximum compression ratio of deflate. */
const growthMax = 1032

/** Level 1 to 9; -1 is zlib's default, 6. */
export const compressGzip = (bytes: Uint8Array, level = -1): Buffer =>
  gzipSync(bytes, { level: level === -1 ? constants.Z_DEFAULT_COMPRESSION : level })

/** The last four bytes of a stream hold its uncompressed length (RFC 1952). */
const likelyBytes = (bytes: Buffer): number =>
  bytes.length < 4 ? 0 : Math.min(bytes.readUInt32LE(bytes.length - 4), bytes.length * growthMax)

/** Decompresses all members of a gzip stream into `output`. Throws RecordsError. */
export function decompressGzip(bytes: Buffer, output: Output): void {
  if (bytes.length === 0) throw damaged('empty gzip stream')
  let plain: Buffer
  try {
    const chunkSize = pieceBytes(likelyBytes(bytes))
    plain = gunzipSync(bytes, { maxOutputLength: Math.max(1, output.limit), chunkSize })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(output.limit)
    throw damaged(`gzip: ${(error as Error).message}`)
  }
  output.take(plain)
}
