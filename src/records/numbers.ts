const TWO_32 = 4294967296

/** A big-endian int64 as a number: exact within 2^53, rounded beyond. */
export const readI64 = (buf: Buffer, at: number): number => {
  const high = (buf[at]! << 24) | (buf[at + 1]! << 16) | (buf[at + 2]! << 8) | buf[at + 3]!
  const low = ((buf[at + 4]! << 24) | (buf[at + 5]! << 16) | (buf[at + 6]! << 8) | buf[at + 7]!) >>> 0
  return high * TWO_32 + low
}

/** Writes a big-endian int64. A number outside of int64, or with a fraction, is a defect of the caller. */
export const writeI64 = (buf: Buffer, at: number, value: number | bigint): void => {
  if (typeof value === 'bigint') {
    buf.writeBigInt64BE(value, at)
    return
  }
  const high = Math.floor(value / TWO_32)
  buf.writeInt32BE(high, at)
  buf.writeUInt32BE(value - high * TWO_32, at + 4)
}
