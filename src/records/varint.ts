/*
 * Zigzag varints in record bytes, read up to a given end and without allocating, and the functions that write them. Never reads
 * past the given end, and throws only RecordsError.
 */
import { RecordsError } from './errors.ts'

/** Position after the last varint read. Shared: only one reader at a time, within one event loop turn, may use it. */
export const cursor = { at: 0, low: 0, high: 0 }

const overrun = (): RecordsError => new RecordsError('INVALID_RECORD', 'record ends inside of a varint')

/**
 * A signed 32 bit varint at `at`; `cursor.at` is then behind it. Bits over 32 are dropped as Java drops them, a fifth
 * byte that continues is `overlongCode` (INVALID_RECORD, but see kafka.DefaultRecord#readFrom for a record's size).
 */
export function readVarint(
  buf: Buffer,
  at: number,
  end: number,
  overlongCode: 'INVALID_RECORD' | 'UNKNOWN_SERVER_ERROR' = 'INVALID_RECORD'
): number {
  let raw = 0
  for (let shift = 0; shift < 35; shift += 7) {
    if (at >= end) throw overrun()
    const byte = buf[at++]!
    raw |= (byte & 0x7f) << shift
    if (byte < 0x80) {
      cursor.at = at
      return (raw >>> 1) ^ -(raw & 1)
    }
  }
  throw new RecordsError(overlongCode, 'varint of more than five bytes')
}

/**
 * A signed 64 bit varint at `at`: exact in `cursor.low` and `cursor.high` (int32 halves), and returned as a number,
 * rounded beyond 2^53. `cursor.at` is then behind it.
 */
export function readVarlong(buf: Buffer, at: number, end: number): number {
  let low = 0
  let high = 0
  for (let shift = 0; shift < 70; shift += 7) {
    if (at >= end) throw overrun()
    const byte = buf[at++]!
    const bits = byte & 0x7f
    if (shift < 28) low |= bits << shift
    else if (shift === 28) {
      low |= bits << 28
      high |= bits >>> 4
    } else high |= bits << (shift - 32)
    if (byte < 0x80) {
      cursor.at = at
      const sign = -(low & 1)
      cursor.low = ((low >>> 1) | (high << 31)) ^ sign
      cursor.high = (high >>> 1) ^ sign
      return cursor.high * 4294967296 + (cursor.low >>> 0)
    }
  }
  throw new RecordsError('INVALID_RECORD', 'varint of more than ten bytes')
}

/** Bytes of a signed 32 bit varint. */
export function sizeOfVarint(value: number): number {
  const raw = ((value << 1) ^ (value >> 31)) >>> 0
  if (raw < 0x80) return 1
  if (raw < 0x4000) return 2
  if (raw < 0x200000) return 3
  return raw < 0x10000000 ? 4 : 5
}

/** Writes a signed 32 bit varint; returns the position after it. */
export function writeVarint(buf: Buffer, at: number, value: number): number {
  let raw = ((value << 1) ^ (value >> 31)) >>> 0
  while (raw >= 0x80) {
    buf[at++] = (raw & 0x7f) | 0x80
    raw >>>= 7
  }
  buf[at++] = raw
  return at
}

/** Writes a signed 64 bit varint of at most ten bytes; returns the position after it. */
export function writeVarlong(buf: Buffer, at: number, value: number | bigint): number {
  if (typeof value === 'number' && value >= -0x40000000 && value < 0x40000000) return writeVarint(buf, at, value)
  const exact = BigInt(value)
  let raw = BigInt.asUintN(64, (exact << 1n) ^ (exact >> 63n))
  while (raw >= 0x80n) {
    buf[at++] = Number(raw & 0x7fn) | 0x80
    raw >>= 7n
  }
  buf[at++] = Number(raw)
  return at
}
