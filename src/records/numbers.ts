const twoTo32 = 4294967296

/**
 * Reads a big-endian int32 that is entirely in `buf`. Like the other functions here it reads byte by byte: Node 20 looks up
 * Buffer's own methods on each call, which costs twice as much as the read.
 */
export const readI32 = (buf: Buffer, at: number): number =>
  (buf[at]! << 24) | (buf[at + 1]! << 16) | (buf[at + 2]! << 8) | buf[at + 3]!

export const readI16 = (buf: Buffer, at: number): number => ((buf[at]! << 24) | (buf[at + 1]! << 16)) >> 16

export function writeI32(buf: Buffer, at: number, value: number): void {
  buf[at] = value >>> 24
  buf[at + 1] = value >>> 16
  buf[at + 2] = value >>> 8
  buf[at + 3] = value
}

/** A big-endian int64 as a number: exact within 2^53, rounded beyond. */
export const readI64 = (buf: Buffer, at: number): number => readI32(buf, at) * twoTo32 + (readI32(buf, at + 4) >>> 0)

/** The largest number below 2^63. */
const int64Max = 2 ** 63 - 1024

/** Writes a big-endian int64. Numbers outside of int64, which only rounding makes, become the nearest that fits. */
export function writeI64(buf: Buffer, at: number, value: number | bigint): void {
  if (typeof value === 'bigint') {
    buf.writeBigInt64BE(value, at)
    return
  }
  const fitting = Math.max(-(2 ** 63), Math.min(int64Max, value))
  const high = Math.floor(fitting / twoTo32)
  writeI32(buf, at, high)
  writeI32(buf, at + 4, fitting - high * twoTo32)
}

/** A number where it is exact, else what `exact` answers. */
export const safeOr = (value: number, exact: () => bigint): number | bigint =>
  Number.isSafeInteger(value) ? value : exact()
