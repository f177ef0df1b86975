/*
 * Owns which codec has which id and name, and the one way in and out of each, synchronous and bounded.
 * The functions are pure, so that workers can run them.
 * Never lets a codec answer more than the limit, nor throw anything but RecordsError for bytes that are bad.
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

/** Decompressed bytes of one batch that are accepted unless a caller says otherwise. */
export const decompressedMaxBytes = 128 << 20

/** The codec of an id. Throws RecordsError UNKNOWN_SERVER_ERROR for 5 to 7, which is what Kafka answers. */
export function codecName(id: number): CodecName {
  const name = codecNames[id]
  if (name === undefined) throw new RecordsError('UNKNOWN_SERVER_ERROR', `unknown compression type ${id}`)
  return name
}

export const codecIdOf = (codec: CodecName): number => codecNames.indexOf(codec)

export interface CompressOptions {
  /** As in `compression.gzip.level` and its like; the codec's default otherwise. */
  readonly level?: number
  /** Format that the bytes are for: 0 has the wrong lz4 header checksum of KAFKA-3160. 2 by default. */
  readonly magic?: number
}

/** Compresses into a fresh buffer (`none`: the input itself). */
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
  /** Bytes that the output may have at most; decompressedMaxBytes by default. */
  readonly limit?: number
  /** Format that holds the bytes: in format 0 any lz4 header checksum is taken. 2 by default. */
  readonly magic?: number
  /** Where to put the output; the answer is then overwritten by its next use. A fresh buffer otherwise. */
  readonly into?: Output
}

/**
 * Decompresses at once. Throws RecordsError: MESSAGE_TOO_LARGE when there would be more than the limit,
 * UNKNOWN_SERVER_ERROR when the stream is damaged.
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
