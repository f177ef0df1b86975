/*
 * Snappy blocks in plain JavaScript: the portable fallback if the native `snappy` is not installed, and for small blocks. Never
 * reads or writes outside the given ranges.
 */
import { damaged } from './output.ts'

/** Shorter literals are quicker byte by byte. */
const copyBytesMin = 64
const hashBits = 13
const matchBytesMin = 4
const copyLengthMax = 64
/** Blocks are at most this long here, so that a position and a distance fit into 16 bits. */
const blockBytesMax = 64 << 10

/** The literals and copies of a block, which must fill `out` from `from` to `to` exactly. */
export function unpackBlock(bytes: Buffer, at: number, end: number, out: Buffer, from: number, to: number): void {
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
      if (length > copyBytesMin) bytes.copy(out, next, at, at + length)
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

const table = new Int32Array(1 << hashBits)

function writeLiteral(out: Buffer, to: number, bytes: Buffer, at: number, length: number): number {
  if (length === 0) return to
  if (length <= 60) out[to++] = (length - 1) << 2
  else if (length <= 256) {
    out[to++] = 60 << 2
    out[to++] = length - 1
  } else {
    out[to++] = 61 << 2
    to = out.writeUInt16LE(length - 1, to)
  }
  return to + bytes.copy(out, to, at, at + length)
}

function writeCopy(out: Buffer, to: number, back: number, length: number): number {
  for (let left = length; left > 0; ) {
    // A rest of less than four bytes has no short form, but the form of three bytes takes any length.
    const part = Math.min(left, copyLengthMax)
    if (part >= 4 && part < 12 && back < 2048) {
      out[to++] = ((back >>> 8) << 5) | ((part - 4) << 2) | 1
      out[to++] = back & 0xff
    } else {
      out[to++] = ((part - 1) << 2) | 2
      out[to++] = back & 0xff
      out[to++] = back >>> 8
    }
    left -= part
  }
  return to
}

/** Compresses at most 64 KiB as one block, with one look-up a position; answers a fresh buffer. */
export function compressBlock(bytes: Buffer): Buffer {
  const end = bytes.length
  if (end > blockBytesMax) throw new TypeError(`snappy block of ${end} bytes`)
  const out = Buffer.allocUnsafe(32 + end + Math.floor(end / 6))
  let to = 0
  for (let rest = end; ; rest >>>= 7) {
    out[to++] = rest < 0x80 ? rest : (rest & 0x7f) | 0x80
    if (rest < 0x80) break
  }
  table.fill(-1)
  let anchor = 0
  for (let at = 0, misses = 0; at <= end - matchBytesMin; ) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    const slot = Math.imul(word, 0x1e35a7bd) >>> (32 - hashBits)
    const candidate = table[slot]!
    table[slot] = at
    if (candidate < 0 || bytes.readInt32LE(candidate) !== word) {
      at += 1 + (misses++ >>> 5)
      continue
    }
    misses = 0
    let length = matchBytesMin
    while (at + length < end && bytes[candidate + length] === bytes[at + length]) length++
    to = writeLiteral(out, to, bytes, anchor, at - anchor)
    to = writeCopy(out, to, at - candidate, length)
    at += length
    anchor = at
  }
  to = writeLiteral(out, to, bytes, anchor, end - anchor)
  return out.subarray(0, to)
}
