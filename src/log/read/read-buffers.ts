/** Recycles buffers for disk reads, in powers of two from 64 KiB to 8 MiB; larger ones are allocated and dropped. */
const smallest = 16
const largest = 23
const keptBytesMax = 64 << 20

export class ReadBuffers {
  readonly #free: Buffer[][] = []
  #keptBytes = 0

  take(bytes: number): Buffer {
    const power = Math.max(smallest, Math.ceil(Math.log2(Math.max(1, bytes))))
    if (power > largest) return Buffer.allocUnsafeSlow(bytes)
    const found = this.#free[power]?.pop()
    if (found === undefined) return Buffer.allocUnsafeSlow(2 ** power)
    this.#keptBytes -= found.length
    return found
  }

  give(buffer: Buffer): void {
    const power = Math.log2(buffer.length)
    if (!Number.isInteger(power) || power > largest || this.#keptBytes + buffer.length > keptBytesMax) return
    const free = this.#free[power] ?? []
    this.#free[power] = free
    free.push(buffer)
    this.#keptBytes += buffer.length
  }
}
