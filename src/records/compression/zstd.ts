/*
 * Owns zstd: node:zlib where Node has it (22.15 on), else WebAssembly once `prepareZstd` has loaded it, else fzstd for
 * reading and frames of our own for writing.
 * Never lets a frame's header decide how much memory is taken: windows are cut to what the blocks can fill.
 */
import * as zlib from 'node:zlib'
import { loadNative, loadPackage, nativeAllowed } from '../../wire/index.ts'
import { RecordsError } from '../errors.ts'
import { damaged, type Output, pieceBytes, tooLarge } from './output.ts'
import { compressZstdFrame } from './zstd-frame.ts'

interface ZlibZstd {
  zstdCompressSync?(bytes: Uint8Array, options: { params: { [key: number]: number } }): Buffer
  zstdDecompressSync?(bytes: Uint8Array, options: { maxOutputLength: number; chunkSize: number }): Buffer
  constants: { ZSTD_c_compressionLevel?: number }
}

interface FzstdModule {
  Decompress: new (ondata: (chunk: Uint8Array) => void) => { push(chunk: Uint8Array, final?: boolean): void }
}

interface ZstdWasm {
  init(): Promise<void>
  compress(bytes: Uint8Array, level: number): Uint8Array
  decompress(bytes: Uint8Array, options: { defaultHeapSize: number }): Uint8Array
}

const inNode = zlib as unknown as ZlibZstd
const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50
const blockBytesMax = 128 << 10
/** As zstd-jni, which Kafka reads with: windows up to 2^27 bytes. */
const windowBytesMax = 1 << 27

/** WebAssembly memory never shrinks: larger frames go through fzstd, which hands its output out in pieces. */
const wasmOutputBytesMax = 8 << 20

const nodeHasZstd = (): boolean => nativeAllowed() && inNode.zstdDecompressSync !== undefined

let wasm: ZstdWasm | null = null

/**
 * Loads the WebAssembly build where Node has no zstd of its own. Everything works without, but slower (reading) or
 * larger (writing). Does nothing where the package is not installed; never rejects.
 */
export async function prepareZstd(): Promise<void> {
  if (wasm !== null || nodeHasZstd()) return
  try {
    const loaded = loadNative<ZstdWasm>('@bokuweb/zstd-wasm')
    await loaded?.init()
    wasm = loaded
  } catch {
    wasm = null
  }
}

let asked = false

/** The first use of zstd starts loading the faster build, which later calls use once it is loaded. */
function askForWasm(): void {
  if (asked) return
  asked = true
  void prepareZstd()
}

/** Level as in Kafka, 3 by default; the portable way has one level only. */
export function compressZstd(bytes: Buffer, level = 3): Buffer {
  const key = inNode.constants.ZSTD_c_compressionLevel
  if (nodeHasZstd() && inNode.zstdCompressSync !== undefined && key !== undefined) {
    return inNode.zstdCompressSync(bytes, { params: { [key]: level } })
  }
  if (wasm === null) {
    askForWasm()
    return compressZstdFrame(bytes)
  }
  const packed = wasm.compress(bytes, level)
  return Buffer.from(packed.buffer, packed.byteOffset, packed.length)
}

/** All frames into `output`. Throws RecordsError. */
export function decompressZstd(bytes: Buffer, output: Output): void {
  for (let at = 0; at < bytes.length; ) {
    const frame = frameAt(bytes, at)
    if (frame.blocksAt > 0) {
      const before = output.length
      decompressFrame(bytes, at, frame, output)
      if (frame.contentBytes !== null && output.length - before !== frame.contentBytes) {
        throw damaged('zstd frame of another size than it says')
      }
    }
    at = frame.end
  }
}

function decompressFrame(bytes: Buffer, at: number, frame: Frame, output: Output): void {
  let plain: Uint8Array
  try {
    if (nodeHasZstd()) plain = inNodeFrame(bytes, at, frame, output)
    else if (wasm !== null && frame.outputBytesMax <= wasmOutputBytesMax) {
      plain = wasm.decompress(bytes.subarray(at, frame.end), { defaultHeapSize: Math.max(1, frame.outputBytesMax) })
    } else {
      askForWasm()
      decompressPortably(bytes, frame, output)
      return
    }
  } catch (error) {
    if (error instanceof RecordsError) throw error
    throw damaged(`zstd: ${(error as Error).message}`)
  }
  output.take(plain)
}

function inNodeFrame(bytes: Buffer, at: number, frame: Frame, output: Output): Buffer {
  try {
    const room = Math.max(1, output.limit - output.length)
    const options = { maxOutputLength: room, chunkSize: pieceBytes(likelyBytes(frame, at)) }
    return inNode.zstdDecompressSync!(bytes.subarray(at, frame.end), options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(output.limit)
    throw error
  }
}

/** An estimate, if the header does not give the size. */
const likelyBytes = ({ contentBytes, outputBytesMax, end }: Frame, at: number): number =>
  contentBytes ?? Math.min(outputBytesMax, 8 * (end - at))

interface Frame {
  /** Position of the first block; 0 for a skippable frame. */
  readonly blocksAt: number
  readonly end: number
  readonly windowBytes: number
  /** Uncompressed size from the header, or null if absent. */
  readonly contentBytes: number | null
  /** More than the blocks can ever fill. */
  readonly outputBytesMax: number
  readonly checksum: boolean
}

/** Walks the headers of a frame and of its blocks (RFC 8878), so that lies show before anything is reserved. */
function frameAt(bytes: Buffer, at: number): Frame {
  if (bytes.length - at < 5) throw damaged('zstd frame is cut off')
  const magic = bytes.readUInt32LE(at)
  if ((magic & 0xfffffff0) >>> 0 === skippableMagic) return skippableFrameAt(bytes, at)
  if (magic !== frameMagic) throw damaged('no zstd frame')
  const flags = bytes[at + 4]!
  const singleSegment = (flags & 0x20) !== 0
  const checksum = (flags & 0x04) !== 0
  if ((flags & 0x08) !== 0) throw damaged('zstd frame header with a reserved bit')
  if ((flags & 0x03) !== 0) throw damaged('zstd frame wants a dictionary')
  const sizeBytes = flags >>> 6 === 0 ? (singleSegment ? 1 : 0) : 1 << (flags >>> 6)
  const sizeAt = at + (singleSegment ? 5 : 6)
  const blocksAt = sizeAt + sizeBytes
  if (blocksAt > bytes.length) throw damaged('zstd frame header is cut off')
  const contentBytes = sizeBytes === 0 ? null : contentSize(bytes, sizeAt, sizeBytes)
  const windowBytes = singleSegment ? contentBytes! : windowSize(bytes[at + 5]!)
  if (windowBytes > windowBytesMax && !singleSegment) throw damaged(`zstd window of ${windowBytes} bytes`)
  let next = blocksAt
  let outputBytesMax = 0
  for (let last = false; !last; ) {
    if (bytes.length - next < 3) throw damaged('zstd block is cut off')
    const header = bytes.readUIntLE(next, 3)
    const size = header >>> 3
    const type = (header >>> 1) & 3
    last = (header & 1) === 1
    if (type === 3 || size > blockBytesMax) throw damaged('zstd block with a wrong header')
    outputBytesMax += type === 2 ? blockBytesMax : size
    next += 3 + (type === 1 ? 1 : size)
    if (next > bytes.length) throw damaged('zstd block is cut off')
  }
  const end = next + (checksum ? 4 : 0)
  if (end > bytes.length) throw damaged('zstd frame is cut off')
  if (contentBytes !== null && contentBytes > outputBytesMax) throw damaged('zstd frame of a size that lies')
  return { blocksAt, end, windowBytes, contentBytes, outputBytesMax, checksum }
}

function skippableFrameAt(bytes: Buffer, at: number): Frame {
  if (bytes.length - at < 8) throw damaged('zstd frame is cut off')
  const end = at + 8 + bytes.readUInt32LE(at + 4)
  if (end > bytes.length) throw damaged('zstd frame is cut off')
  return { blocksAt: 0, end, windowBytes: 0, contentBytes: null, outputBytesMax: 0, checksum: false }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3))
  return base + (base / 8) * (descriptor & 7)
}

function contentSize(bytes: Buffer, at: number, size: number): number {
  if (size === 1) return bytes[at]!
  if (size === 2) return bytes.readUInt16LE(at) + 256
  return size === 4 ? bytes.readUInt32LE(at) : Number(bytes.readBigUInt64LE(at))
}

/** One frame through fzstd, behind a header of our own whose window is no larger than what the blocks can fill. */
function decompressPortably(bytes: Buffer, frame: Frame, output: Output): void {
  const windowBytes = Math.min(frame.windowBytes, frame.outputBytesMax, windowBytesMax)
  const windowLog = Math.max(17, Math.ceil(Math.log2(Math.max(1, windowBytes))))
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, frame.checksum ? 0x04 : 0, (windowLog - 10) << 3])
  const { Decompress } = loadPackage('fzstd') as FzstdModule
  const stream = new Decompress((chunk) => output.write(chunk))
  stream.push(Buffer.concat([header, bytes.subarray(frame.blocksAt, frame.end)]), true)
}
