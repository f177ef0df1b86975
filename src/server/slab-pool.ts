/**
 * Recycled buffers for frames that arrive in pieces. A fresh 256 KiB buffer costs many times what a recycled one does, and
 * leaves garbage outside the heap that the collector sees late.
 */
export const slabBytes = 256 * 1024
const keptMax = 64

export class SlabPool {
  readonly #free: Buffer[] = []

  /** A buffer of at least `bytes`; of exactly one slab where that is enough. */
  take(bytes: number): Buffer {
    if (bytes > slabBytes) return Buffer.allocUnsafeSlow(bytes)
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(slabBytes)
  }

  /** Only when nobody has a view of it any more. */
  give(slab: Buffer): void {
    if (slab.length === slabBytes && this.#free.length < keptMax) this.#free.push(slab)
  }
}
