/*
 * One segment's sparse map from offsets to file positions, in memory and as Kafka's `.index` file: entries of a 32-bit relative
 * offset and a 32-bit position. Does not access records.
 */
export const offsetEntryBytes = 8

export class OffsetIndex {
  readonly #baseOffset: number
  #offsets = new Int32Array(4)
  #positions = new Int32Array(4)
  #count = 0

  constructor(baseOffset: number) {
    this.#baseOffset = baseOffset
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.#count * offsetEntryBytes
  }

  /** The last indexed offset, or -1 if the index is empty. */
  get lastEntry(): number {
    return this.#count === 0 ? -1 : this.#baseOffset + (this.#offsets[this.#count - 1] as number)
  }

  /** `offset` must be larger than that of the previous entry. */
  append(offset: number, position: number): void {
    if (this.#count === this.#offsets.length) {
      const offsets = new Int32Array(this.#count * 2)
      const positions = new Int32Array(this.#count * 2)
      offsets.set(this.#offsets)
      positions.set(this.#positions)
      this.#offsets = offsets
      this.#positions = positions
    }
    this.#offsets[this.#count] = offset - this.#baseOffset
    this.#positions[this.#count] = position
    this.#count++
  }

  /** Position of the last entry at or below `offset`, or 0 if there is none. */
  positionOf(offset: number): number {
    const wanted = offset - this.#baseOffset
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#offsets[middle] as number) <= wanted) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : (this.#positions[low - 1] as number)
  }

  /** Drops entries at or above `offset`. */
  truncateTo(offset: number): void {
    while (this.#count > 0 && (this.#offsets[this.#count - 1] as number) >= offset - this.#baseOffset) this.#count--
  }

  toBytes(): Buffer {
    const bytes = Buffer.allocUnsafe(this.bytes)
    for (let n = 0; n < this.#count; n++) {
      bytes.writeInt32BE(this.#offsets[n] as number, n * 8)
      bytes.writeInt32BE(this.#positions[n] as number, n * 8 + 4)
    }
    return bytes
  }

  /** Undefined if the bytes cannot be the index of a segment of `logBytes`. Zeros at the end are Kafka's preallocation. */
  static fromBytes(bytes: Buffer, baseOffset: number, logBytes: number): OffsetIndex | undefined {
    if (bytes.length % offsetEntryBytes !== 0) return undefined
    const index = new OffsetIndex(baseOffset)
    let lastOffset = -1
    let lastPosition = -1
    for (let at = 0; at < bytes.length; at += offsetEntryBytes) {
      const offset = bytes.readInt32BE(at)
      const position = bytes.readInt32BE(at + 4)
      if (offset === 0 && position === 0 && at > 0) break
      if (offset <= lastOffset || position <= lastPosition || position >= Math.max(1, logBytes)) return undefined
      index.append(baseOffset + offset, position)
      lastOffset = offset
      lastPosition = position
    }
    return index
  }
}
