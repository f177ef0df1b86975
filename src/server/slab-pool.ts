/**
 * Recycles buffers for frames that arrive in pieces. Allocating a 256 KiB buffer costs many times more than reusing one, and its
 * off-heap memory is collected late. Short beginnings get small buffers, so that thousands of connections with a few bytes each
 * need little memory.
 */
export const slabBytes = 256 * 1024
/** For larger frames: fits a full client request (max.request.size is 1 MiB) plus the beginning of the next one. */
export const largeSlabBytes = 5 * slabBytes
const sizes = [8 * 1024, 64 * 1024, slabBytes, largeSlabBytes] as const
/** How many buffers of each size are kept. */
const keptBytesMax = 16 << 20
const keptMax = 64

export class SlabPool {
  readonly #free = new Map<number, Buffer[]>(sizes.map((size) => [size, []]))

  /** A buffer of at least `bytes`, taken from the smallest kept size that fits. */
  take(bytes: number): Buffer {
    for (const size of sizes) {
      if (bytes <= size) return this.#free.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size)
    }
    return Buffer.allocUnsafeSlow(bytes)
  }

  /** Call it only when nobody holds a view of the buffer any more. */
  give(slab: Buffer): void {
    const free = this.#free.get(slab.length)
    if (free !== undefined && free.length < Math.min(keptMax, keptBytesMax / slab.length)) free.push(slab)
  }
}
