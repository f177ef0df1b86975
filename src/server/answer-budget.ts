import type { Env } from '../env/index.ts'

/**
 * Limits the memory held by responses of all connections, from the moment a handler starts reading data until the kernel has
 * accepted it. Without it, a client that sends requests and never reads could make the broker hold everything it asks for. Up to
 * half of the budget, Fetch responses are as large as requested; beyond that they shrink, down to a single batch, which the
 * protocol allows. When the budget is exceeded, the server closes the connection that holds the most.
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

  /** How many bytes a response that can be shortened may still use. */
  get roomBytes(): number {
    return Math.max(0, this.#bytesMax / 2 - this.#used)
  }

  /** Counts `bytes`, which are already held; a negative number releases them. */
  change(bytes: number): void {
    this.#used += bytes
    if (this.#used <= this.#bytesMax || this.#isRelieving) return
    this.#isRelieving = true
    // Deferred, because the connection to close may be the one that is calling.
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
