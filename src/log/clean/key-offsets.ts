/*
 * Maps each key in a log's dirty part to its last offset, in bounded memory: stores a 128-bit hash per key, never the key. Never
 * grows: when it is full, the cleaner continues in its next round.
 */
import { hash } from 'node:crypto'

/** Four words of hash, and an offset. */
const slotBytes = 24
/** Maximum fraction of slots in use (log.cleaner.io.buffer.load.factor). */
const loadFactor = 0.9
const slotsMin = 16

export class KeyOffsets {
  readonly #slots: number
  readonly #hashes: Uint32Array
  /** Offset plus one; 0 marks a free slot. */
  readonly #offsets: Float64Array
  readonly #words = new Uint32Array(4)
  #size = 0
  /** Last offset read, with or without a key. Records after it are not judged. */
  latestOffset = -1

  /** Room for `records` keys, in no more than `bytesMax` bytes. */
  constructor(records: number, bytesMax: number) {
    const wanted = Math.ceil(records / loadFactor) + 1
    this.#slots = Math.max(slotsMin, Math.min(wanted, Math.floor(bytesMax / slotBytes)))
    this.#hashes = new Uint32Array(this.#slots * 4)
    this.#offsets = new Float64Array(this.#slots)
  }

  get size(): number {
    return this.#size
  }

  get bytes(): number {
    return this.#slots * slotBytes
  }

  /**
   * Sets the key's last offset to `offset`, which must exceed all earlier ones. Returns false, without a change, if the map is
   * full.
   */
  put(key: Uint8Array, offset: number): boolean {
    if (this.#size >= Math.floor(this.#slots * loadFactor)) return false
    const slot = this.#slotOf(key)
    if (this.#offsets[slot] === 0) {
      this.#hashes.set(this.#words, slot * 4)
      this.#size++
    }
    this.#offsets[slot] = offset + 1
    this.latestOffset = offset
    return true
  }

  /** The last offset of the key, or -1 if it is not in the map. */
  get(key: Uint8Array): number {
    return (this.#offsets[this.#slotOf(key)] as number) - 1
  }

  /** The slot that holds the key, or the free slot for it. */
  #slotOf(key: Uint8Array): number {
    const words = this.#words
    // Digest as a string: Node creates one three times faster than a buffer.
    const digest = hash('sha256', key, 'binary')
    for (let n = 0; n < 4; n++) words[n] = wordAt(digest, n * 4)
    let slot = (words[0] as number) % this.#slots
    while (this.#offsets[slot] !== 0 && !this.#isAt(slot)) slot = slot + 1 === this.#slots ? 0 : slot + 1
    return slot
  }

  #isAt(slot: number): boolean {
    const at = slot * 4
    for (let n = 0; n < 4; n++) if (this.#hashes[at + n] !== this.#words[n]) return false
    return true
  }
}

const wordAt = (text: string, at: number): number =>
  text.charCodeAt(at) |
  (text.charCodeAt(at + 1) << 8) |
  (text.charCodeAt(at + 2) << 16) |
  (text.charCodeAt(at + 3) << 24)
