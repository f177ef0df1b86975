/*
 * Owns snappy: the framing that Java clients use (xerial), and raw blocks.
 * Blocks go through the native `snappy` where it is installed, else
 * through snappy-block.ts.
 * Never trusts a length: output is bounded by the limit, and by what a block of its size can hold at most.
 */
import { loadNative } from '../../wire/index.ts'
import { damaged, type Output } from './output.ts'
import { compressBlock, unpackBlock } from './snappy-block.ts'

/** First eight bytes of xerial's framing: 0x82 'SNAPPY' 0. A version and the lowest compatible version follow. */
const xerialMagic = Buffer.from('82534e4150505900', 'hex')
const xerialHeader = Buffer.from('82534e41505059000000000100000001', 'hex')
const xerialBlockBytes = 32 << 10
/** A copy of three bytes yields at most 64, so a block cannot grow by more. */
const growthMax = 22

/** For smaller blocks, the call into native code costs more than it saves. */
const nativeBytesMin = 512

interface SnappyNative {
  compressSync(bytes: Buffer): Buffer
  uncompressSync(bytes: Buffer, options: { asBuffer: true }): Buffer
}

let native: SnappyNative | null | undefined
function snappyNative(): SnappyNative | null {
  if (native === undefined) native = loadNative<SnappyNative>('snappy')
  return native
}

const packBlock = (block: Buffer): Buffer => snappyNative()?.compressSync(block) ?? compressBlock(block)

/** Xerial framing with blocks of 32 KiB, as Kafka writes. */
export function compressSnappy(bytes: Buffer): Buffer {
  const parts: Buffer[] = [xerialHeader]
  for (let at = 0; at < bytes.length; at += xerialBlockBytes) {
    const block = packBlock(bytes.subarray(at, at + xerialBlockBytes))
    const size = Buffer.allocUnsafe(4)
    size.writeInt32BE(block.length)
    parts.push(size, block)
  }
  return Buffer.concat(parts)
}

/** Either framing into `output`. Throws RecordsError. */
export function decompressSnappy(bytes: Buffer, output: Output): void {
  if (bytes.length === 0) throw damaged('empty snappy stream')
  const framed = bytes.length >= xerialHeader.length && bytes.compare(xerialMagic, 0, 8, 0, 8) === 0
  if (!framed) {
    decompressBlock(bytes, 0, bytes.length, output)
    return
  }
  let at = xerialHeader.length
  while (at < bytes.length) {
    if (bytes.length - at < 4) throw damaged('snappy chunk without a size')
    // Streams that were joined repeat the header, whose first four bytes are no possible size.
    if (bytes.length - at >= xerialHeader.length && bytes.compare(xerialMagic, 0, 8, at, at + 8) === 0) {
      at += xerialHeader.length
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
function decompressBlock(bytes: Buffer, at: number, end: number, output: Output): void {
  let size = 0
  let next = at
  for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
    if (next >= end || shift > 28) throw damaged('snappy block without a length')
    byte = bytes[next++]!
    size += (byte & 0x7f) * 2 ** shift
  }
  if (size > (end - next) * growthMax) throw damaged(`snappy block of ${size} bytes out of ${end - next}`)
  const out = output.reserve(size)
  const napi = end - at < nativeBytesMin ? null : snappyNative()
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
