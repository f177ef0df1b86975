/*
 * Owns snappy: the framing that Java clients use (xerial), raw blocks, and the reading of a block.
 * Called by compression/index.ts only; blocks go through the native `snappy` where it is installed.
 * Never trusts a length: output is bounded by the limit, and by what a block of its size can hold at most.
 */
import { loadLazily, loadNative } from './native.ts'
import { damaged, type Output } from './output.ts'

/** First eight bytes of xerial's framing: 0x82 'SNAPPY' 0. A version and the lowest compatible version follow. */
const XERIAL_MAGIC = Buffer.from('82534e4150505900', 'hex')
const XERIAL_HEADER = Buffer.from('82534e41505059000000000100000001', 'hex')
const XERIAL_BLOCK_BYTES = 32 << 10
/** A copy of three bytes yields at most 64, so a block cannot grow by more. */
const GROWTH_MAX = 22
/** Shorter literals are quicker byte by byte. */
const COPY_BYTES_MIN = 64

/** Under this many bytes of block the call into native code costs more than it saves. */
const NATIVE_BYTES_MIN = 512

interface SnappyJs {
  compress(bytes: Buffer): Buffer
}

interface SnappyNative {
  compressSync(bytes: Buffer): Buffer
  uncompressSync(bytes: Buffer, options: { asBuffer: true }): Buffer
}

let native: SnappyNative | null | undefined
const snappyNative = (): SnappyNative | null => {
  if (native === undefined) native = loadNative<SnappyNative>('snappy')
  return native
}

const packBlock = (block: Buffer): Buffer =>
  snappyNative()?.compressSync(block) ?? loadLazily<SnappyJs>('snappyjs').compress(block)

/** Xerial framing with blocks of 32 KiB, as Kafka writes. */
export const compressSnappy = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [XERIAL_HEADER]
  for (let at = 0; at < bytes.length; at += XERIAL_BLOCK_BYTES) {
    const block = packBlock(bytes.subarray(at, at + XERIAL_BLOCK_BYTES))
    const size = Buffer.allocUnsafe(4)
    size.writeInt32BE(block.length)
    parts.push(size, block)
  }
  return Buffer.concat(parts)
}

/** Either framing into `output`. Throws RecordsError. */
export const decompressSnappy = (bytes: Buffer, output: Output): void => {
  if (bytes.length === 0) throw damaged('empty snappy stream')
  const framed = bytes.length >= XERIAL_HEADER.length && bytes.compare(XERIAL_MAGIC, 0, 8, 0, 8) === 0
  if (!framed) {
    decompressBlock(bytes, 0, bytes.length, output)
    return
  }
  let at = XERIAL_HEADER.length
  while (at < bytes.length) {
    if (bytes.length - at < 4) throw damaged('snappy chunk without a size')
    // Streams that were joined repeat the header, whose first four bytes are no possible size.
    if (bytes.length - at >= XERIAL_HEADER.length && bytes.compare(XERIAL_MAGIC, 0, 8, at, at + 8) === 0) {
      at += XERIAL_HEADER.length
      continue
    }
    const size = bytes.readInt32BE(at)
    at += 4
    if (size < 0 || size > bytes.length - at) throw damaged(`snappy chunk of ${size} bytes`)
    decompressBlock(bytes, at, at + size, output)
    at += size
  }
}

/** One snappy block from `at` to `end`: uncompressed length, then literals and copies. */
const decompressBlock = (bytes: Buffer, at: number, end: number, output: Output): void => {
  let size = 0
  let next = at
  for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
    if (next >= end || shift > 28) throw damaged('snappy block without a length')
    byte = bytes[next++]!
    size += (byte & 0x7f) * 2 ** shift
  }
  if (size > (end - next) * GROWTH_MAX) throw damaged(`snappy block of ${size} bytes out of ${end - next}`)
  const out = output.reserve(size)
  const napi = end - at < NATIVE_BYTES_MIN ? null : snappyNative()
  if (napi === null) {
    unpackBlock(bytes, next, end, out, output.length, output.length + size)
    output.length += size
    return
  }
  try {
    output.write(napi.uncompressSync(bytes.subarray(at, end), { asBuffer: true }))
  } catch {
    throw damaged('snappy block is damaged')
  }
}

/** The literals and copies of a block, which must fill `out` from `from` to `to` exactly. */
const unpackBlock = (bytes: Buffer, at: number, end: number, out: Buffer, from: number, to: number): void => {
  let next = from
  while (at < end) {
    const tag = bytes[at++]!
    const kind = tag & 3
    let length = (tag >>> 2) + 1
    if (kind === 0) {
      if (length > 60) {
        const extra = length - 60
        if (extra > end - at) throw damaged('snappy literal out of bounds')
        length = bytes.readUIntLE(at, extra) + 1
        at += extra
      }
      if (length > end - at || length > to - next) throw damaged('snappy literal out of bounds')
      if (length > COPY_BYTES_MIN) bytes.copy(out, next, at, at + length)
      else for (let i = 0; i < length; i++) out[next + i] = bytes[at + i]!
      at += length
      next += length
      continue
    }
    let back = 0
    if (at + (kind === 3 ? 4 : kind) > end) throw damaged('snappy copy out of bounds')
    if (kind === 1) {
      length = ((tag >>> 2) & 7) + 4
      back = ((tag >>> 5) << 8) | bytes[at]!
      at++
    } else if (kind === 2) {
      back = bytes[at]! | (bytes[at + 1]! << 8)
      at += 2
    } else {
      back = bytes.readInt32LE(at)
      at += 4
    }
    if (back <= 0 || back > next - from || length > to - next) throw damaged('snappy copy out of bounds')
    for (let source = next - back, stop = next + length; next < stop; ) out[next++] = out[source++]!
  }
  if (next !== to) throw damaged('snappy block shorter than it says')
}
