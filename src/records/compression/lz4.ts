/*
 * Owns the LZ4 frame format around LZ4 blocks, with the wrong header checksum that format 0 messages carry.
 * Blocks go through lz4-napi where it is installed, else through lz4-block.ts.
 * Never reserves more output than one block of the frame before its bytes have been read.
 */

import { loadNative } from '../../wire/index.ts'
import { compressBlock, decompressBlock } from './lz4-block.ts'
import { damaged, type Output, tooLarge } from './output.ts'
import { xxhash32 } from './xxhash32.ts'

interface Lz4Napi {
  compressSync(bytes: Buffer): Buffer
  uncompressSync(bytes: Buffer): Buffer
}

const frameMagic = 0x184d2204
const frameVersion = 0x40
const versionMask = 0xc0
const independentBlocks = 0x20
const blockChecksum = 0x10
const contentSize = 0x08
const contentChecksum = 0x04
const reservedFlag = 0x03
const block64Kib = 4
const storedFlag = 0x80000000
const wholeBlockBytes = 64 << 10
/** For smaller blocks, the call into native code costs more than it saves. */
const nativeBytesMin = 512

let native: Lz4Napi | null | undefined
function lz4Napi(): Lz4Napi | null {
  if (native === undefined) native = loadNative<Lz4Napi>('lz4-napi')
  return native
}

/**
 * The checksum byte of a frame header that begins at `at` with its magic number and ends before `end`. Up to 0.9 Kafka
 * hashed the magic number too (KAFKA-3160), and still does so in format 0.
 */
const headerChecksum = (bytes: Buffer, at: number, end: number, broken: boolean): number =>
  (xxhash32(bytes, broken ? at : at + 4, end) >>> 8) & 0xff

/** A frame of independent 64 KiB blocks. `broken`: with the header checksum of format 0. */
export function compressLz4(bytes: Buffer, broken: boolean): Buffer {
  const header = Buffer.allocUnsafe(7)
  header.writeUInt32LE(frameMagic)
  header[4] = frameVersion | independentBlocks
  header[5] = block64Kib << 4
  header[6] = headerChecksum(header, 0, 6, broken)
  const parts: Buffer[] = [header]
  for (let at = 0; at < bytes.length; at += wholeBlockBytes) {
    const block = bytes.subarray(at, at + wholeBlockBytes)
    const size = Buffer.allocUnsafe(4)
    const packed = packBlock(block)
    if (packed.length < block.length) {
      size.writeUInt32LE(packed.length)
      parts.push(size, packed)
    } else {
      size.writeUInt32LE((storedFlag | block.length) >>> 0)
      parts.push(size, block)
    }
  }
  parts.push(Buffer.alloc(4))
  return Buffer.concat(parts)
}

function packBlock(block: Buffer): Buffer {
  const napi = block.length < nativeBytesMin ? null : lz4Napi()
  // The native function puts the size of its input in front.
  return napi === null ? compressBlock(block) : napi.compressSync(block).subarray(4)
}

/** One frame into `output`. `anyHeaderChecksum`: take the header's checksum as it is, as for format 0. */
export function decompressLz4(bytes: Buffer, output: Output, anyHeaderChecksum: boolean): void {
  if (bytes.length < 7 || bytes.readUInt32LE(0) !== frameMagic) throw damaged('no lz4 frame')
  const flags = bytes[4]!
  const descriptor = bytes[5]!
  const blockCode = (descriptor >>> 4) & 7
  if ((flags & versionMask) !== frameVersion || (flags & reservedFlag) !== 0)
    throw damaged('lz4 frame of an unknown version')
  if ((flags & independentBlocks) === 0) throw damaged('lz4 frame of dependent blocks')
  if (blockCode < block64Kib || (descriptor & 0x8f) !== 0) throw damaged('lz4 frame with a wrong block size')
  const headerEnd = (flags & contentSize) === 0 ? 6 : 14
  if (bytes.length < headerEnd + 1) throw damaged('lz4 frame header is cut off')
  if (!anyHeaderChecksum && bytes[headerEnd] !== headerChecksum(bytes, 0, headerEnd, false)) {
    throw damaged('lz4 frame header with a wrong checksum')
  }
  const at = decompressBlocks(bytes, headerEnd + 1, output, 1 << (8 + 2 * blockCode), (flags & blockChecksum) !== 0)
  if ((flags & contentChecksum) !== 0 && bytes.length - at < 4) throw damaged('lz4 frame is cut off')
}

/** Reads blocks up to the end mark; returns the position after it. */
function decompressBlocks(bytes: Buffer, at: number, output: Output, blockBytes: number, checksums: boolean): number {
  for (;;) {
    if (bytes.length - at < 4) throw damaged('lz4 frame without its end mark')
    const word = bytes.readUInt32LE(at)
    const size = word & 0x7fffffff
    at += 4
    if (size === 0) return at
    const tail = checksums ? 4 : 0
    if (size > blockBytes || size + tail > bytes.length - at) throw damaged(`lz4 block of ${size} bytes`)
    if (checksums && bytes.readUInt32LE(at + size) !== xxhash32(bytes, at, at + size)) {
      throw damaged('lz4 block with a wrong checksum')
    }
    if (word >= storedFlag) output.write(bytes.subarray(at, at + size))
    else unpackBlock(bytes, at, at + size, output, blockBytes)
    at += size + tail
  }
}

/** What a native call is given, block after block: it keeps nothing of it. Larger blocks than Kafka makes get their own. */
let input = Buffer.alloc(0)
function sizedInput(bytes: number): Buffer {
  if (bytes > 4 + wholeBlockBytes) return Buffer.allocUnsafe(bytes)
  if (input.length === 0) input = Buffer.allocUnsafeSlow(4 + wholeBlockBytes)
  return input.subarray(0, bytes)
}

/** A block cannot grow by more than 255 times, so a lying block size reserves no more than its bytes can fill. */
function unpackBlock(bytes: Buffer, at: number, end: number, output: Output, blockBytes: number): void {
  const bound = Math.min(blockBytes, (end - at) * 255)
  const napi = end - at < nativeBytesMin ? null : lz4Napi()
  if (napi === null) {
    const room = Math.min(bound, output.limit - output.length)
    const out = output.reserve(room)
    const from = output.length
    const overflow = (): Error => (room < bound ? tooLarge(output.limit) : damaged('lz4 block of too many bytes'))
    output.length = decompressBlock(bytes, at, end, out, from, from + room, overflow)
    return
  }
  const sized = sizedInput(4 + end - at)
  sized.writeUInt32LE(bound)
  bytes.copy(sized, 4, at, end)
  let block: Buffer
  try {
    block = napi.uncompressSync(sized)
  } catch {
    throw damaged('lz4 block is damaged')
  }
  output.take(block)
}
