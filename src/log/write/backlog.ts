/**
 * Counts the bytes that all logs of a store have appended but not written, and makes appenders wait when a slow disk lets them
 * grow, so that a fast producer is slowed down rather than buffered.
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

  /** Undefined if appends may continue; otherwise a promise that resolves when they may. */
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

  /** Appenders resume when half of the backlog is written, not each after every write. */
  remove(bytes: number): void {
    this.#bytes -= bytes
    if (this.#drained === undefined || this.#bytes > this.#bytesMax / 2) return
    this.#drained = undefined
    this.#resolveDrained()
  }
}
