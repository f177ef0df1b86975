/*
 * Caches the recent appends of all logs in a bounded ring of recycled slabs, for gathered writes and for tail reads without the
 * disk. Knows no offsets: a log holds pieces and checks whether they are still cached.
 */
export const tailSlabBytes = 1 << 20
/** Contents of a dropped slab, so that pieces still pointing to it retain no memory. */
const noBytes = Buffer.alloc(0)

interface Slab {
  bytes: Buffer
  used: number
  /** Readers still sending from it. */
  readers: number
  /** Pieces not yet written to disk. */
  unwritten: number
  generation: number
}

/** Consecutive bytes in one slab. Grows while the same log appends next to it. */
export interface Piece {
  readonly slab: Slab
  readonly generation: number
  readonly at: number
  length: number
}

export class TailCache {
  readonly #slabsMax: number
  readonly #ring: Slab[] = []
  #current: Slab | undefined

  constructor(bytesMax: number) {
    this.#slabsMax = Math.max(2, Math.floor(bytesMax / tailSlabBytes))
  }

  /**
   * Copies `bytes` behind `last` if they can form one piece, else into a new piece. Undefined if they are too large or no slab is
   * free.
   */
  add(bytes: Uint8Array, last: Piece | undefined): Piece | undefined {
    if (bytes.length > tailSlabBytes) return undefined
    const slab = this.#slabFor(bytes.length)
    if (slab === undefined) return undefined
    const at = slab.used
    slab.bytes.set(bytes, at)
    slab.used += bytes.length
    if (
      last !== undefined &&
      last.slab === slab &&
      last.generation === slab.generation &&
      last.at + last.length === at
    ) {
      last.length += bytes.length
      return last
    }
    return { slab, generation: slab.generation, at, length: bytes.length }
  }

  #slabFor(bytes: number): Slab | undefined {
    if (this.#current !== undefined && this.#current.used + bytes <= tailSlabBytes) return this.#current
    const next = this.#recycled() ?? this.#fresh()
    if (next !== undefined) this.#current = next
    return next
  }

  /** The oldest slab not in use, once the ring is full. */
  #recycled(): Slab | undefined {
    if (this.#ring.length < this.#slabsMax) return undefined
    for (let n = 0; n < this.#ring.length; n++) {
      const slab = this.#ring[n] as Slab
      if (slab.readers > 0 || slab.unwritten > 0 || slab === this.#current) continue
      this.#ring.splice(n, 1)
      this.#ring.push(slab)
      slab.used = 0
      slab.generation++
      return slab
    }
    return undefined
  }

  /** Up to twice the bound while slow readers hold old slabs; beyond that nothing is cached until they release them. */
  #fresh(): Slab | undefined {
    if (this.#ring.length >= 2 * this.#slabsMax) return undefined
    const slab: Slab = {
      bytes: Buffer.allocUnsafeSlow(tailSlabBytes),
      used: 0,
      readers: 0,
      unwritten: 0,
      generation: 0
    }
    this.#ring.push(slab)
    return slab
  }

  /** A separate piece outside the ring, for bytes that must outlive this turn when no slab is free. */
  copyOf(bytes: Uint8Array): Piece {
    const slab: Slab = { bytes: Buffer.from(bytes), used: bytes.length, readers: 0, unwritten: 0, generation: 0 }
    return { slab, generation: 0, at: 0, length: bytes.length }
  }

  isAlive(piece: Piece): boolean {
    return piece.slab.generation === piece.generation
  }

  /** A view of a piece; call `hold` before it outlives this turn. */
  view(piece: Piece, from = 0, to = piece.length): Buffer {
    return piece.slab.bytes.subarray(piece.at + from, piece.at + to)
  }

  hold(piece: Piece): () => void {
    const { slab } = piece
    slab.readers++
    return () => {
      slab.readers--
      if (this.#ring.length > this.#slabsMax && slab.readers === 0 && slab.unwritten === 0 && slab !== this.#current) {
        this.#ring.splice(this.#ring.indexOf(slab), 1)
        slab.generation++
        slab.bytes = noBytes
      }
    }
  }

  markUnwritten(piece: Piece): void {
    piece.slab.unwritten++
  }

  markWritten(piece: Piece): void {
    piece.slab.unwritten--
  }
}
