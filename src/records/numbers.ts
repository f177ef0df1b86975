const TWO_32 = 4294967296

/** A big-endian int64 as a number: exact within 2^53, rounded beyond. */
export const readI64 = (buf: Buffer, at: number): number => {
  const high = (buf[at]! << 24) | (buf[at + 1]! << 16) | (buf[at + 2]! << 8) | buf[at + 3]!
  const low = ((buf[at + 4]! << 24) | (buf[at + 5]! << 16) | (buf[at + 6]! << 8) | buf[at + 7]!) >>> 0
  return high * TWO_32 + low
}

/** The largest number below 2^63. */
const INT64_MAX = 2 ** 63 - 1024

/** Writes a big-endian int64. Numbers outside of int64, which only rounding makes, become the nearest that fits. */
export const writeI64 = (buf: Buffer, at: number, value: number | bigint): void => {
  if (typeof value === 'bigint') {
    buf.writeBigInt64BE(value, at)
    return
  }
  const fitting = Math.max(-(2 ** 63), Math.min(INT64_MAX, value))
  const high = Math.floor(fitting / TWO_32)
  buf.writeInt32BE(high, at)
  buf.writeUInt32BE(fitting - high * TWO_32, at + 4)
}

/** A number where it is exact, else what `exact` answers. */
export const safeOr = (value: number, exact: () => bigint): number | bigint =>
  Number.isSafeInteger(value) ? value : exact()
