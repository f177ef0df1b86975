/*
 * Owns work of many small parts, such as making the logs of ten thousand partitions: done in slices of a few milliseconds, so
 * that other clients are served in between. Never drops a part, and runs them in order.
 */
import type { Env } from '../../env/index.ts'

const sliceMs = 10
/** So few are done in the turn that asks for them, however long they take: a topic of usual size is there at once. */
const partsMin = 50

export class SlicedWork {
  readonly #env: Env
  readonly #parts: (() => void)[] = []
  #next = 0
  /** The slice of this turn has begun, at `#beginMs`. */
  #hasBegun = false
  #beginMs = 0
  #done = 0
  #isRunning = false

  constructor(env: Env) {
    this.#env = env
  }

  get isEmpty(): boolean {
    return this.#next >= this.#parts.length
  }

  /** A part must not throw. It runs in this very call while the slice of this turn lasts, and in a later turn otherwise. */
  run(parts: readonly (() => void)[]): void {
    for (const part of parts) this.#parts.push(part)
    const { machine, timers } = this.#env
    if (!this.#hasBegun) {
      this.#hasBegun = true
      this.#beginMs = machine.monotonicMs()
      this.#done = 0
      timers.endOfTurn(() => {
        this.#hasBegun = false
        if (!this.isEmpty) this.run([])
      })
    }
    // What runs may add more, which then runs here.
    if (this.#isRunning) return
    this.#isRunning = true
    while (!this.isEmpty && this.#hasTime()) this.#runNext()
    this.#isRunning = false
    if (this.isEmpty) this.#forget()
  }

  #hasTime(): boolean {
    if (this.#env.rare('a slice of work ends')) return false
    return this.#done < partsMin || this.#env.machine.monotonicMs() - this.#beginMs < sliceMs
  }

  /** All at once, whatever it takes: at the end of the process. */
  finish(): void {
    while (!this.isEmpty) this.#runNext()
    this.#forget()
  }

  #runNext(): void {
    const part = this.#parts[this.#next++] as () => void
    this.#done++
    part()
  }

  #forget(): void {
    this.#parts.length = 0
    this.#next = 0
  }
}
