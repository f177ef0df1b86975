/**
 * Recycled buffers for frames that arrive in pieces. A fresh 256 KiB buffer costs many times what a recycled one does, and
 * leaves garbage outside the heap that the collector sees late. Small beginnings get small buffers, so that thousands of
 * connections with a few bytes each take little.
 */
export const slabBytes = 256 * 1024
/** For larger frames: a request that a client has filled (max.request.size is 1 MiB) fits, with the beginning of the next one. */
export const largeSlabBytes = 5 * slabBytes
const sizes = [8 * 1024, 64 * 1024, slabBytes, largeSlabBytes] as const
/** Kept of each size. */
const keptBytesMax = 16 << 20
const keptMax = 64

export class SlabPool {
  readonly #free = new Map<number, Buffer[]>(sizes.map((size) => [size, []]))

  /** A buffer of at least `bytes`, of one of the kept sizes where one is large enough. */
  take(bytes: number): Buffer {
    for (const size of sizes) {
      if (bytes <= size) return this.#free.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size)
    }
    return Buffer.allocUnsafeSlow(bytes)
  }

  /** Only when nobody has a view of it any more. */
  give(slab: Buffer): void {
    const free = this.#free.get(slab.length)
    if (free !== undefined && free.length < Math.min(keptMax, keptBytesMax / slab.length)) free.push(slab)
  }
}
