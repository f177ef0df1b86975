/*
 * 64-bit XXH3 without a seed and with the default secret: the hash by which groups detect topic changes.
 * Source: the XXH3 specification. Uses BigInt arithmetic, because a topic is only hashed once per change.
 */

const secret = Buffer.from(
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248e' +
    'e03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d' +
    '8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc' +
    '8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
  'hex'
)

const prime32 = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn] as const
const prime64 = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n
] as const
const mix1 = 0x165667919e3779f9n
const mix2 = 0x9fb21c651e98df25n
const low32 = 0xffffffffn

const stripeBytes = 64
const stripesPerBlock = (secret.length - stripeBytes) / 8

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)
const rotate = (value: bigint, by: bigint): bigint => u64(value << by) | (value >> (64n - by))

function folded(a: bigint, b: bigint): bigint {
  const product = a * b
  return u64(product) ^ (product >> 64n)
}

function avalanche(hash: bigint): bigint {
  const mixed = u64((hash ^ (hash >> 37n)) * mix1)
  return mixed ^ (mixed >> 32n)
}

function oldAvalanche(hash: bigint): bigint {
  let mixed = u64((hash ^ (hash >> 33n)) * prime64[1])
  mixed = u64((mixed ^ (mixed >> 29n)) * prime64[2])
  return mixed ^ (mixed >> 32n)
}

const at = (bytes: Buffer, position: number): bigint => bytes.readBigUInt64LE(position)
const secretPair = (position: number): bigint => at(secret, position) ^ at(secret, position + 8)

/** Returns the hash as a signed 64-bit integer, like a Java long. */
export function xxh3(bytes: Buffer): bigint {
  return BigInt.asIntN(64, bytes.length <= 16 ? short(bytes) : bytes.length <= 240 ? medium(bytes) : long(bytes))
}

function short(bytes: Buffer): bigint {
  const { length } = bytes
  if (length > 8) {
    const low = at(bytes, 0) ^ secretPair(24)
    const high = at(bytes, length - 8) ^ secretPair(40)
    const swapped = Buffer.alloc(8)
    swapped.writeBigUInt64LE(low)
    return avalanche(u64(BigInt(length) + swapped.readBigUInt64BE(0) + high + folded(low, high)))
  }
  if (length >= 4) {
    const both = BigInt(bytes.readUInt32LE(length - 4)) + (BigInt(bytes.readUInt32LE(0)) << 32n)
    let hash = both ^ secretPair(8)
    hash = u64((hash ^ rotate(hash, 49n) ^ rotate(hash, 24n)) * mix2)
    hash = u64((hash ^ ((hash >> 35n) + BigInt(length))) * mix2)
    return hash ^ (hash >> 28n)
  }
  if (length === 0) return oldAvalanche(secretPair(56))
  const [first, middle, last] = [bytes.readUInt8(0), bytes.readUInt8(length >> 1), bytes.readUInt8(length - 1)]
  const combined = ((first << 16) | (middle << 24) | last | (length << 8)) >>> 0
  return oldAvalanche(BigInt(combined) ^ BigInt((secret.readUInt32LE(0) ^ secret.readUInt32LE(4)) >>> 0))
}

const mixed16 = (bytes: Buffer, position: number, from: number): bigint =>
  folded(at(bytes, position) ^ at(secret, from), at(bytes, position + 8) ^ at(secret, from + 8))

function medium(bytes: Buffer): bigint {
  const { length } = bytes
  let hash = u64(BigInt(length) * prime64[0])
  if (length <= 128) {
    for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
      hash += mixed16(bytes, 16 * pair, 32 * pair)
      hash += mixed16(bytes, length - 16 * (pair + 1), 32 * pair + 16)
    }
    return avalanche(u64(hash))
  }
  for (let round = 0; round < 8; round++) hash += mixed16(bytes, 16 * round, 16 * round)
  hash = avalanche(u64(hash))
  for (let round = 8; round < length >> 4; round++) hash += mixed16(bytes, 16 * round, 16 * (round - 8) + 3)
  return avalanche(u64(hash + mixed16(bytes, length - 16, 119)))
}

function long(bytes: Buffer): bigint {
  const lanes: bigint[] = [
    prime32[2],
    prime64[0],
    prime64[1],
    prime64[2],
    prime64[3],
    prime32[1],
    prime64[4],
    prime32[0]
  ]
  const lane = (index: number): bigint => lanes[index] ?? 0n
  const add = (position: number, from: number): void => {
    for (let index = 0; index < 8; index++) {
      const value = at(bytes, position + 8 * index)
      const keyed = value ^ at(secret, from + 8 * index)
      lanes[index ^ 1] = u64(lane(index ^ 1) + value)
      lanes[index] = u64(lane(index) + (keyed & low32) * (keyed >> 32n))
    }
  }
  const scramble = (): void => {
    for (let index = 0; index < 8; index++) {
      const value = lane(index)
      lanes[index] = u64((value ^ (value >> 47n) ^ at(secret, secret.length - stripeBytes + 8 * index)) * prime32[0])
    }
  }
  const lastByte = bytes.length - 1
  for (let stripe = 0; stripe < Math.floor(lastByte / stripeBytes); stripe++) {
    add(stripe * stripeBytes, (stripe % stripesPerBlock) * 8)
    if (stripe % stripesPerBlock === stripesPerBlock - 1) scramble()
  }
  add(bytes.length - stripeBytes, secret.length - stripeBytes - 7)
  let hash = u64(BigInt(bytes.length) * prime64[0])
  for (let pair = 0; pair < 4; pair++)
    hash += folded(lane(2 * pair) ^ at(secret, 11 + 16 * pair), lane(2 * pair + 1) ^ at(secret, 19 + 16 * pair))
  return avalanche(u64(hash))
}
