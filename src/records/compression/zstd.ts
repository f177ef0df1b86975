/*
 * Owns zstd: node:zlib where Node has it (22.15 on), else fzstd for reading and frames of our own for writing.
 * Called by compression/index.ts only.
 * Never lets a frame's header decide how much memory is taken: windows are cut to what the blocks can fill.
 */
import * as zlib from 'node:zlib'
import { loadLazily, nativeAllowed } from './native.ts'
import { damaged, type Output, tooLarge } from './output.ts'
import { compressZstdFrame } from './zstd-frame.ts'

interface ZlibZstd {
  zstdCompressSync?(bytes: Uint8Array, options: { params: { [key: number]: number } }): Buffer
  zstdDecompressSync?(bytes: Uint8Array, options: { maxOutputLength: number }): Buffer
  constants: { ZSTD_c_compressionLevel?: number }
}

interface FzstdModule {
  Decompress: new (ondata: (chunk: Uint8Array) => void) => { push(chunk: Uint8Array, final?: boolean): void }
}

const inNode = zlib as unknown as ZlibZstd
const MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a50
const BLOCK_BYTES_MAX = 128 << 10
/** As zstd-jni, which Kafka reads with: windows up to 2^27 bytes. */
const WINDOW_BYTES_MAX = 1 << 27

/** Level as in Kafka, 3 by default; the portable way has one level only. */
export const compressZstd = (bytes: Buffer, level = 3): Buffer => {
  const key = inNode.constants.ZSTD_c_compressionLevel
  if (!nativeAllowed() || inNode.zstdCompressSync === undefined || key === undefined) return compressZstdFrame(bytes)
  return inNode.zstdCompressSync(bytes, { params: { [key]: level } })
}

/** All frames into `output`. Throws RecordsError. */
export const decompressZstd = (bytes: Buffer, output: Output): void => {
  if (bytes.length === 0) return
  if (nativeAllowed() && inNode.zstdDecompressSync !== undefined) decompressInNode(bytes, output)
  else for (let at = 0; at < bytes.length; ) at = decompressFrame(bytes, at, output)
}

const decompressInNode = (bytes: Buffer, output: Output): void => {
  for (let at = 0; at < bytes.length; ) {
    const frame = frameAt(bytes, at)
    if (frame.blocksAt > 0) {
      const room = output.limit - output.length
      try {
        output.write(inNode.zstdDecompressSync!(bytes.subarray(at, frame.end), { maxOutputLength: Math.max(1, room) }))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(output.limit)
        if ((error as { code?: unknown }).code === 'MESSAGE_TOO_LARGE') throw error
        throw damaged(`zstd: ${(error as Error).message}`)
      }
    }
    at = frame.end
  }
}

interface Frame {
  /** Position of the first block; 0 for a frame that is to be skipped. */
  readonly blocksAt: number
  readonly end: number
  readonly windowBytes: number
  /** More than the blocks can ever fill. */
  readonly outputBytesMax: number
  readonly checksum: boolean
}

/** Walks the headers of a frame and of its blocks (RFC 8878), so that lies show before anything is reserved. */
const frameAt = (bytes: Buffer, at: number): Frame => {
  if (bytes.length - at < 5) throw damaged('zstd frame is cut off')
  const magic = bytes.readUInt32LE(at)
  if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) return skippableFrameAt(bytes, at)
  if (magic !== MAGIC) throw damaged('no zstd frame')
  const flags = bytes[at + 4]!
  const singleSegment = (flags & 0x20) !== 0
  const checksum = (flags & 0x04) !== 0
  if ((flags & 0x08) !== 0) throw damaged('zstd frame header with a reserved bit')
  if ((flags & 0x03) !== 0) throw damaged('zstd frame wants a dictionary')
  const sizeBytes = flags >>> 6 === 0 ? (singleSegment ? 1 : 0) : 1 << (flags >>> 6)
  const sizeAt = at + (singleSegment ? 5 : 6)
  const blocksAt = sizeAt + sizeBytes
  if (blocksAt > bytes.length) throw damaged('zstd frame header is cut off')
  const windowBytes = singleSegment ? contentSize(bytes, sizeAt, sizeBytes) : windowSize(bytes[at + 5]!)
  if (windowBytes > WINDOW_BYTES_MAX && !singleSegment) throw damaged(`zstd window of ${windowBytes} bytes`)
  let next = blocksAt
  let outputBytesMax = 0
  for (let last = false; !last; ) {
    if (bytes.length - next < 3) throw damaged('zstd block is cut off')
    const header = bytes.readUIntLE(next, 3)
    const size = header >>> 3
    const type = (header >>> 1) & 3
    last = (header & 1) === 1
    if (type === 3 || size > BLOCK_BYTES_MAX) throw damaged('zstd block with a wrong header')
    outputBytesMax += type === 2 ? BLOCK_BYTES_MAX : size
    next += 3 + (type === 1 ? 1 : size)
    if (next > bytes.length) throw damaged('zstd block is cut off')
  }
  const end = next + (checksum ? 4 : 0)
  if (end > bytes.length) throw damaged('zstd frame is cut off')
  return { blocksAt, end, windowBytes, outputBytesMax, checksum }
}

const skippableFrameAt = (bytes: Buffer, at: number): Frame => {
  if (bytes.length - at < 8) throw damaged('zstd frame is cut off')
  const end = at + 8 + bytes.readUInt32LE(at + 4)
  if (end > bytes.length) throw damaged('zstd frame is cut off')
  return { blocksAt: 0, end, windowBytes: 0, outputBytesMax: 0, checksum: false }
}

const windowSize = (descriptor: number): number => {
  const base = 2 ** (10 + (descriptor >>> 3))
  return base + (base / 8) * (descriptor & 7)
}

const contentSize = (bytes: Buffer, at: number, size: number): number => {
  if (size === 1) return bytes[at]!
  if (size === 2) return bytes.readUInt16LE(at) + 256
  return size === 4 ? bytes.readUInt32LE(at) : Number(bytes.readBigUInt64LE(at))
}

/** One frame through fzstd, behind a header of our own whose window is no larger than what the blocks can fill. */
const decompressFrame = (bytes: Buffer, at: number, output: Output): number => {
  const frame = frameAt(bytes, at)
  if (frame.blocksAt === 0) return frame.end
  const windowBytes = Math.min(frame.windowBytes, frame.outputBytesMax, WINDOW_BYTES_MAX)
  const windowLog = Math.max(17, Math.ceil(Math.log2(Math.max(1, windowBytes))))
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, frame.checksum ? 0x04 : 0, (windowLog - 10) << 3])
  const { Decompress } = loadLazily<FzstdModule>('fzstd')
  let overflow: unknown = null
  try {
    const stream = new Decompress((chunk) => {
      try {
        output.write(chunk)
      } catch (error) {
        overflow = error
        throw error
      }
    })
    stream.push(Buffer.concat([header, bytes.subarray(frame.blocksAt, frame.end)]), true)
  } catch (error) {
    if (overflow !== null) throw overflow
    throw damaged(`zstd: ${(error as Error).message}`)
  }
  return frame.end
}
