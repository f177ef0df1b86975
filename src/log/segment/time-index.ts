/*
 * One segment's sparse map from timestamps to offsets, in memory and as Kafka's `.timeindex` file: entries of a 64-bit timestamp
 * and a 32-bit relative offset. An entry (t, o) means that no record before o has a timestamp later than t. Does not access
 * records.
 */
export const timeEntryBytes = 12

export class TimeIndex {
  readonly #baseOffset: number
  #timestamps = new Float64Array(4)
  #offsets = new Int32Array(4)
  #count = 0

  constructor(baseOffset: number) {
    this.#baseOffset = baseOffset
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.#count * timeEntryBytes
  }

  get lastTimestamp(): number {
    return this.#count === 0 ? -1 : (this.#timestamps[this.#count - 1] as number)
  }

  get lastOffset(): number {
    return this.#count === 0 ? this.#baseOffset : this.#baseOffset + (this.#offsets[this.#count - 1] as number)
  }

  /** Ignored unless both exceed those of the last entry. */
  maybeAppend(timestamp: number, offset: number): void {
    if (timestamp <= this.lastTimestamp || (this.#count > 0 && offset <= this.lastOffset)) return
    if (this.#count === this.#offsets.length) {
      const timestamps = new Float64Array(this.#count * 2)
      const offsets = new Int32Array(this.#count * 2)
      timestamps.set(this.#timestamps)
      offsets.set(this.#offsets)
      this.#timestamps = timestamps
      this.#offsets = offsets
    }
    this.#timestamps[this.#count] = timestamp
    this.#offsets[this.#count] = offset - this.#baseOffset
    this.#count++
  }

  /** Offset of the last entry whose timestamp is below `timestamp`: a search can start there. */
  startFor(timestamp: number): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#timestamps[middle] as number) < timestamp) low = middle + 1
      else high = middle
    }
    return low === 0 ? this.#baseOffset : this.#baseOffset + (this.#offsets[low - 1] as number)
  }

  truncateTo(offset: number): void {
    while (this.#count > 0 && (this.#offsets[this.#count - 1] as number) >= offset - this.#baseOffset) this.#count--
  }

  toBytes(): Buffer {
    const bytes = Buffer.allocUnsafe(this.bytes)
    for (let n = 0; n < this.#count; n++) {
      bytes.writeBigInt64BE(BigInt(this.#timestamps[n] as number), n * timeEntryBytes)
      bytes.writeInt32BE(this.#offsets[n] as number, n * timeEntryBytes + 8)
    }
    return bytes
  }

  /** Undefined if the bytes cannot be a time index. Zeros at the end are Kafka's preallocation. */
  static fromBytes(bytes: Buffer, baseOffset: number): TimeIndex | undefined {
    if (bytes.length % timeEntryBytes !== 0) return undefined
    const index = new TimeIndex(baseOffset)
    for (let at = 0; at < bytes.length; at += timeEntryBytes) {
      const timestamp = Number(bytes.readBigInt64BE(at))
      const offset = bytes.readInt32BE(at + 8)
      if (timestamp === 0 && offset === 0 && at > 0) break
      if (offset < 0) return undefined
      const before = index.count
      index.maybeAppend(timestamp, baseOffset + offset)
      if (index.count === before && timestamp < index.lastTimestamp) return undefined
    }
    return index
  }
}
