/*
 * Runs work made of many small parts, such as creating ten thousand logs, in slices of a few milliseconds, so that other clients
 * are served in between. Runs every part, in order.
 */
import type { Env } from '../../env/index.ts'

const sliceMs = 10
/** This many parts run in the calling turn, however long they take, so that a topic of usual size is created immediately. */
const partsMin = 50

export class SlicedWork {
  readonly #env: Env
  readonly #parts: (() => void)[] = []
  #next = 0
  /** The slice of this turn has started, at `#beginMs`. */
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

  /** A part must not throw. It runs within this call if the slice of this turn has time left, else in a later turn. */
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
    // Running parts may add more, which then run here.
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

  /** Runs everything now, however long it takes; for shutdown. */
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
