import type { Env } from '../env/index.ts'

/**
 * The memory that answers take in all connections together, from when a handler begins to read them until the kernel has
 * them. A client that asks and does not read would otherwise cost as much as it asks for.
 * Up to half of the budget goes to Fetch answers as large as they are asked for; beyond that they shrink, down to one batch,
 * which the protocol allows. Over the whole budget, the owner is asked to close the connection that holds the most.
 */
export class AnswerBudget {
  readonly #env: Env
  readonly #bytesMax: number
  readonly #closeLargest: () => void
  #used = 0
  #isRelieving = false

  constructor(env: Env, bytesMax: number, closeLargest: () => void = () => {}) {
    this.#env = env
    this.#bytesMax = bytesMax
    this.#closeLargest = closeLargest
  }

  get usedBytes(): number {
    return this.#used
  }

  /** How much an answer that can be made shorter may still take. */
  get roomBytes(): number {
    return Math.max(0, this.#bytesMax / 2 - this.#used)
  }

  /** Counts the bytes, which are held already, or takes them off where `bytes` is negative. */
  change(bytes: number): void {
    this.#used += bytes
    if (this.#used <= this.#bytesMax || this.#isRelieving) return
    this.#isRelieving = true
    // Not at once: the connection that is in the midst of its work may be the one to close.
    this.#env.timers.endOfTurn(() => this.#relieve())
  }

  #relieve(): void {
    this.#isRelieving = false
    let before = Number.POSITIVE_INFINITY
    while (this.#used > this.#bytesMax && this.#used < before) {
      before = this.#used
      this.#closeLargest()
    }
  }
}
