/*
 * Owns snappy: the framing that Java clients use (xerial), raw blocks, and the reading of a block.
 * Called by compression/index.ts only.
 * Never trusts a length: output is bounded by the limit, and by what a block of its size can hold at most.
 */
import { loadLazily } from './native.ts'
import { damaged, type Output } from './output.ts'

/** First eight bytes of xerial's framing: 0x82 'SNAPPY' 0. A version and the lowest compatible version follow. */
const XERIAL_MAGIC = Buffer.from('82534e4150505900', 'hex')
const XERIAL_HEADER = Buffer.from('82534e41505059000000000100000001', 'hex')
const XERIAL_BLOCK_BYTES = 32 << 10
/** A copy of three bytes yields at most 64, so a block cannot grow by more. */
const GROWTH_MAX = 22

interface SnappyJs {
  compress(bytes: Buffer): Buffer
}

/** Xerial framing with blocks of 32 KiB, as Kafka writes. */
export const compressSnappy = (bytes: Buffer): Buffer => {
  const { compress } = loadLazily<SnappyJs>('snappyjs')
  const parts: Buffer[] = [XERIAL_HEADER]
  for (let at = 0; at < bytes.length; at += XERIAL_BLOCK_BYTES) {
    const block = compress(bytes.subarray(at, at + XERIAL_BLOCK_BYTES))
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
  if (bytes.readInt32BE(8) < 1) throw damaged('snappy framing of an unknown version')
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
  for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
    if (at >= end || shift > 28) throw damaged('snappy block without a length')
    byte = bytes[at++]!
    size += (byte & 0x7f) * 2 ** shift
  }
  if (size > (end - at) * GROWTH_MAX) throw damaged(`snappy block of ${size} bytes out of ${end - at}`)
  const out = output.reserve(size)
  const from = output.length
  const to = from + size
  let next = from
  while (at < end) {
    const tag = bytes[at++]!
    const kind = tag & 3
    let length = (tag >>> 2) + 1
    if (kind === 0) {
      if (length > 60) {
        const extra = length - 60
        length = 1
        for (let i = 0; i < extra; i++) length += (bytes[at + i] ?? 0) * 2 ** (8 * i)
        at += extra
      }
      if (length > end - at || length > to - next) throw damaged('snappy literal out of bounds')
      if (length < 16) for (let i = 0; i < length; i++) out[next + i] = bytes[at + i]!
      else bytes.copy(out, next, at, at + length)
      at += length
      next += length
      continue
    }
    let back: number
    if (kind === 1) {
      length = ((tag >>> 2) & 7) + 4
      back = ((tag >>> 5) << 8) | (bytes[at++] ?? 0)
    } else if (kind === 2) {
      back = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
      at += 2
    } else {
      if (at + 4 > end) throw damaged('snappy copy out of bounds')
      back = bytes.readUInt32LE(at)
      at += 4
    }
    if (at > end || back === 0 || back > next - from || length > to - next) throw damaged('snappy copy out of bounds')
    if (back >= length && length >= 32) out.copyWithin(next, next - back, next - back + length)
    else for (let i = 0; i < length; i++) out[next + i] = out[next - back + i]!
    next += length
  }
  if (next !== to) throw damaged('snappy block shorter than it says')
  output.length = to
}
