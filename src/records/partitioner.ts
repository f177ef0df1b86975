/** Kafka's murmur2 hash of a key, as a signed 32-bit number. Clients use it to choose the partition of a keyed record. */
export function murmur2(key: Uint8Array): number {
  const m = 0x5bd1e995
  const length = key.length
  let hash = 0x9747b28c ^ length
  const whole = length & ~3
  for (let at = 0; at < whole; at += 4) {
    let word =
      (key[at] as number) |
      ((key[at + 1] as number) << 8) |
      ((key[at + 2] as number) << 16) |
      ((key[at + 3] as number) << 24)
    word = Math.imul(word, m)
    word ^= word >>> 24
    hash = Math.imul(hash, m) ^ Math.imul(word, m)
  }
  const rest = length - whole
  if (rest === 3) hash ^= (key[whole + 2] as number) << 16
  if (rest >= 2) hash ^= (key[whole + 1] as number) << 8
  if (rest >= 1) hash = Math.imul(hash ^ (key[whole] as number), m)
  hash = Math.imul(hash ^ (hash >>> 13), m)
  return (hash ^ (hash >>> 15)) | 0
}

export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions
}
