/*
 * LZ4 blocks in plain JavaScript: the portable fallback if lz4-napi is not installed. Never reads or writes outside the given
 * ranges.
 */
import { damaged } from './output.ts'

const hashBits = 14
const matchBytesMin = 4
/** The format wants the last five bytes as literals, and no match that begins in the last twelve. */
const lastLiterals = 5
const matchLimit = 12
/** Shorter runs are quicker byte by byte. */
const copyBytesMin = 64

/**
 * Reads a block from `at` to `end` into `out` from `to` on, at most up to `limit`; answers the end of the output.
 * Throws what `overflow` makes when the limit is too near, and UNKNOWN_SERVER_ERROR for damage.
 */
export function decompressBlock(
  bytes: Buffer,
  at: number,
  end: number,
  out: Buffer,
  to: number,
  limit: number,
  overflow: () => Error
): number {
  const from = to
  while (at < end) {
    const token = bytes[at++]!
    let literals = token >>> 4
    if (literals === 15) {
      let more = 255
      while (more === 255 && at < end) literals += more = bytes[at++]!
    }
    if (literals > end - at) throw damaged('lz4 literals out of bounds')
    if (literals > limit - to) throw overflow()
    if (literals > copyBytesMin) bytes.copy(out, to, at, at + literals)
    else for (let i = 0; i < literals; i++) out[to + i] = bytes[at + i]!
    at += literals
    to += literals
    if (at === end) return to
    if (end - at < 2) throw damaged('lz4 block ends inside of a match')
    const back = bytes[at]! | (bytes[at + 1]! << 8)
    at += 2
    let length = token & 15
    if (length === 15) {
      let more = 255
      while (more === 255 && at < end) length += more = bytes[at++]!
    }
    length += matchBytesMin
    if (back === 0 || back > to - from) throw damaged('lz4 match out of bounds')
    if (length > limit - to) throw overflow()
    if (length > copyBytesMin && back >= length) {
      out.copyWithin(to, to - back, to - back + length)
      to += length
    } else for (let source = to - back, stop = to + length; to < stop; ) out[to++] = out[source++]!
  }
  throw damaged('lz4 block without its last literals')
}

const table = new Int32Array(1 << hashBits)

function writeLength(out: Buffer, to: number, rest: number): number {
  for (; rest >= 255; rest -= 255) out[to++] = 255
  out[to++] = rest
  return to
}

function writeSequence(
  bytes: Buffer,
  literalsAt: number,
  literals: number,
  out: Buffer,
  at: number,
  back: number,
  length: number
): number {
  const extra = length - matchBytesMin
  let to = at + 1
  out[at] = (Math.min(literals, 15) << 4) | (back === 0 ? 0 : Math.min(extra, 15))
  if (literals >= 15) to = writeLength(out, to, literals - 15)
  bytes.copy(out, to, literalsAt, literalsAt + literals)
  to += literals
  if (back === 0) return to
  out[to++] = back & 0xff
  out[to++] = back >>> 8
  return extra >= 15 ? writeLength(out, to, extra - 15) : to
}

/** Room that a block of `size` bytes can need at most. */
const blockBound = (size: number): number => size + Math.floor(size / 255) + 16

/** Compresses `bytes` as one block, with one look-up a position; answers a fresh buffer. */
export function compressBlock(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(blockBound(bytes.length))
  const end = bytes.length
  let to = 0
  let anchor = 0
  table.fill(-1)
  for (let at = 0, misses = 0; at < end - matchLimit; ) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    const slot = Math.imul(word, 0x9e3779b1 | 0) >>> (32 - hashBits)
    const candidate = table[slot]!
    table[slot] = at
    if (candidate < 0 || at - candidate > 0xffff || bytes.readInt32LE(candidate) !== word) {
      at += 1 + (misses++ >>> 6)
      continue
    }
    misses = 0
    let length = matchBytesMin
    while (at + length < end - lastLiterals && bytes[candidate + length] === bytes[at + length]) length++
    to = writeSequence(bytes, anchor, at - anchor, out, to, at - candidate, length)
    at += length
    anchor = at
  }
  return out.subarray(0, writeSequence(bytes, anchor, end - anchor, out, to, 0, matchBytesMin))
}
