/*
 * Codec ids and names, and one synchronous, bounded function each for compression and decompression. The functions are pure, so
 * that workers can run them. Output never exceeds the limit, and invalid bytes throw only RecordsError.
 */
import { RecordsError } from '../errors.ts'
import { compressGzip, decompressGzip } from './gzip.ts'
import { compressLz4, decompressLz4 } from './lz4.ts'
import { Output } from './output.ts'
import { compressSnappy, decompressSnappy } from './snappy.ts'
import { compressZstd, decompressZstd } from './zstd.ts'

export { Output, TooMuchOutput } from './output.ts'
export { prepareZstd } from './zstd.ts'

/** Codecs in the order of their ids in batch attributes. */
export const codecNames = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type CodecName = (typeof codecNames)[number]

/** Default limit on the decompressed bytes of one batch. */
export const decompressedMaxBytes = 128 << 20

/** The codec of an id. Throws RecordsError UNKNOWN_SERVER_ERROR for 5 to 7, as Kafka does. */
export function codecName(id: number): CodecName {
  const name = codecNames[id]
  if (name === undefined) throw new RecordsError('UNKNOWN_SERVER_ERROR', `unknown compression type ${id}`)
  return name
}

export const codecIdOf = (codec: CodecName): number => codecNames.indexOf(codec)

export interface CompressOptions {
  /** As in `compression.gzip.level` and the like; the codec's default if absent. */
  readonly level?: number
  /** Target message format: 0 has the wrong lz4 header checksum of KAFKA-3160. 2 by default. */
  readonly magic?: number
}

/** Compresses into a new buffer (`none`: returns the input itself). */
export function compress(codec: CodecName, bytes: Buffer, options: CompressOptions = {}): Buffer {
  switch (codec) {
    case 'none':
      return bytes
    case 'gzip':
      return compressGzip(bytes, options.level)
    case 'snappy':
      return compressSnappy(bytes)
    case 'lz4':
      return compressLz4(bytes, options.magic === 0)
    case 'zstd':
      return compressZstd(bytes, options.level)
  }
}

export interface DecompressOptions {
  /** Maximum number of output bytes; decompressedMaxBytes by default. */
  readonly limit?: number
  /** Source message format: in format 0 any lz4 header checksum is accepted. 2 by default. */
  readonly magic?: number
  /** Output to reuse; the result is then overwritten by its next use. A new buffer if absent. */
  readonly into?: Output
}

/**
 * Decompresses synchronously. Throws RecordsError: MESSAGE_TOO_LARGE if the output would exceed the limit, UNKNOWN_SERVER_ERROR
 * if the stream is corrupt.
 */
export function decompress(codec: CodecName, bytes: Buffer, options: DecompressOptions = {}): Buffer {
  if (codec === 'none') return bytes
  const limit = options.limit ?? decompressedMaxBytes
  const output = options.into ?? new Output()
  output.begin(limit, bytes.length * 2)
  if (codec === 'gzip') decompressGzip(bytes, output)
  else if (codec === 'snappy') decompressSnappy(bytes, output)
  else if (codec === 'lz4') decompressLz4(bytes, output, options.magic === 0)
  else decompressZstd(bytes, output)
  return output.finish()
}
