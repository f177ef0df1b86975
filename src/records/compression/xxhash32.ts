const P1 = 0x9e3779b1 | 0
const P2 = 0x85ebca77 | 0
const P3 = 0xc2b2ae3d | 0
const P4 = 0x27d4eb2f
const P5 = 0x165667b1

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

const readI32 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)

const round = (acc: number, lane: number): number => Math.imul(rotate((acc + Math.imul(lane, P2)) | 0, 13), P1)

/** xxHash32 with seed 0 of `bytes` from `from` to `to`, unsigned. The LZ4 frame format is checked with it. */
export function xxhash32(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  let hash: number
  if (to - from >= 16) {
    let a = (P1 + P2) | 0
    let b = P2
    let c = 0
    let d = -P1 | 0
    for (; at <= to - 16; at += 16) {
      a = round(a, readI32(bytes, at))
      b = round(b, readI32(bytes, at + 4))
      c = round(c, readI32(bytes, at + 8))
      d = round(d, readI32(bytes, at + 12))
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0
  } else hash = P5
  hash = (hash + (to - from)) | 0
  for (; at <= to - 4; at += 4) hash = Math.imul(rotate((hash + Math.imul(readI32(bytes, at), P3)) | 0, 17), P4)
  for (; at < to; at++) hash = Math.imul(rotate((hash + Math.imul(bytes[at]!, P5)) | 0, 11), P1)
  hash = Math.imul(hash ^ (hash >>> 15), P2)
  hash = Math.imul(hash ^ (hash >>> 13), P3)
  return (hash ^ (hash >>> 16)) >>> 0
}
