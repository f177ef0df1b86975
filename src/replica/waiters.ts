/** Callbacks that run once at the next event and can be cancelled. */
export class Waiters {
  #waiting = new Set<() => void>()

  get size(): number {
    return this.#waiting.size
  }

  add(run: () => void): { cancel(): void } {
    // A new function each time, because the same callback may wait twice.
    const entry = () => run()
    this.#waiting.add(entry)
    return { cancel: () => void this.#waiting.delete(entry) }
  }

  wake(): void {
    if (this.#waiting.size === 0) return
    const ready = this.#waiting
    this.#waiting = new Set()
    const defects: unknown[] = []
    for (const run of ready) {
      try {
        run()
      } catch (error) {
        // The remaining callbacks must run too, because the event will not happen again for them.
        defects.push(error)
      }
    }
    if (defects.length > 0) throw defects[0]
  }
}
