/** Functions to run once at the next event, each of which may be taken back. */
export class Waiters {
  #waiting = new Set<() => void>()

  get size(): number {
    return this.#waiting.size
  }

  add(run: () => void): { cancel(): void } {
    // A fresh function for each: the same one may wait twice.
    const entry = () => run()
    this.#waiting.add(entry)
    return { cancel: () => void this.#waiting.delete(entry) }
  }

  wake(): void {
    if (this.#waiting.size === 0) return
    const ready = this.#waiting
    this.#waiting = new Set()
    for (const run of ready) run()
  }
}
