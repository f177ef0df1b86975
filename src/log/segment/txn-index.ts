/*
 * One segment's aborted transactions, as Kafka's `.txnindex` file: version, producer id, first offset, last offset, last stable
 * offset. Does not decide what is aborted.
 */
const entryBytes = 34

export interface AbortedEntry {
  readonly producerId: number
  readonly firstOffset: number
  readonly lastOffset: number
  readonly lastStableOffset: number
}

export function abortedToBytes(entries: readonly AbortedEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * entryBytes)
  entries.forEach((entry, n) => {
    const at = n * entryBytes + 2
    bytes.writeBigInt64BE(BigInt(entry.producerId), at)
    bytes.writeBigInt64BE(BigInt(entry.firstOffset), at + 8)
    bytes.writeBigInt64BE(BigInt(entry.lastOffset), at + 16)
    bytes.writeBigInt64BE(BigInt(entry.lastStableOffset), at + 24)
  })
  return bytes
}

/** Undefined if the bytes cannot be a transaction index. */
export function abortedFromBytes(bytes: Buffer): AbortedEntry[] | undefined {
  if (bytes.length % entryBytes !== 0) return undefined
  const entries: AbortedEntry[] = []
  for (let at = 0; at < bytes.length; at += entryBytes) {
    if (bytes.readInt16BE(at) !== 0) return undefined
    entries.push({
      producerId: Number(bytes.readBigInt64BE(at + 2)),
      firstOffset: Number(bytes.readBigInt64BE(at + 10)),
      lastOffset: Number(bytes.readBigInt64BE(at + 18)),
      lastStableOffset: Number(bytes.readBigInt64BE(at + 26))
    })
  }
  return entries
}
