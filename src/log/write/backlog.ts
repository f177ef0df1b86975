/**
 * Counts the bytes that all logs of a store have appended and not written, and tells who appends to wait when a slow disk
 * lets them grow: a fast producer is slowed, not buffered.
 */
export class Backlog {
  readonly #bytesMax: number
  #bytes = 0
  #drained: Promise<void> | undefined
  #resolveDrained: () => void = () => {}

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Undefined: more may be appended. Otherwise a promise that resolves when it may be again. */
  get drained(): Promise<void> | undefined {
    if (this.#bytes <= this.#bytesMax) return undefined
    this.#drained ??= new Promise((resolve) => {
      this.#resolveDrained = resolve
    })
    return this.#drained
  }

  add(bytes: number): void {
    this.#bytes += bytes
  }

  /** Who waits goes on when half of it is gone: not each of them for each write. */
  remove(bytes: number): void {
    this.#bytes -= bytes
    if (this.#drained === undefined || this.#bytes > this.#bytesMax / 2) return
    this.#drained = undefined
    this.#resolveDrained()
  }
}
