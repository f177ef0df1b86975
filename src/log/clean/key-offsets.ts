/*
 * Owns the last offset of each key of a log's dirty part, in bounded memory: 128 bits of a hash for a key, never the key. Never
 * grows: when it is full the cleaner goes on in its next round.
 */
import { hash } from 'node:crypto'

/** Four words of hash and an offset. */
const slotBytes = 24
/** Part of the slots that may be taken (log.cleaner.io.buffer.load.factor). */
const loadFactor = 0.9
const slotsMin = 16

export class KeyOffsets {
  readonly #slots: number
  readonly #hashes: Uint32Array
  /** One more than the offset; 0 is a free slot. */
  readonly #offsets: Float64Array
  readonly #words = new Uint32Array(4)
  #size = 0
  /** The last offset that was looked at, with or without a key. Records behind it are not judged. */
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

  /** Notes that the key stands at `offset`, which is past all before. False: no room is left, and nothing was noted. */
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

  /** The last offset of the key, -1 when it is not here. */
  get(key: Uint8Array): number {
    return (this.#offsets[this.#slotOf(key)] as number) - 1
  }

  /** The slot that holds the key, or the free one where it belongs. */
  #slotOf(key: Uint8Array): number {
    const words = this.#words
    // As a string: Node makes that three times faster than a buffer.
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
