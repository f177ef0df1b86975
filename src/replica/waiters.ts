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
    const defects: unknown[] = []
    for (const run of ready) {
      try {
        run()
      } catch (error) {
        // The others have to hear of the event as well, which does not come again for them.
        defects.push(error)
      }
    }
    if (defects.length > 0) throw defects[0]
  }
}
