import type { Env, Timer } from '../env/index.ts'

/** Connections beyond this many are closed. In Kafka they would wait in the socket's accept backlog. */
const waitingMax = 1_000

/**
 * Enforces `max.connection.creation.rate`: connections beyond the rate are served later, in arrival order. Bursts of up to one
 * second's worth are allowed. Source: kafka.network.ConnectionQuotas, KIP-612.
 */
export class AcceptRate<T extends { readonly connection: { destroy(): void } }> {
  readonly #env: Env
  readonly #ratePerSecond: () => number
  readonly #accept: (waiting: T) => void
  readonly #waiting: T[] = []
  #timer: Timer | undefined
  /** When the current allowance is used up. In the past when there is room. */
  #usedUpToMs = Number.NEGATIVE_INFINITY

  constructor(env: Env, ratePerSecond: () => number, accept: (waiting: T) => void) {
    this.#env = env
    this.#ratePerSecond = ratePerSecond
    this.#accept = accept
  }

  take(waiting: T): void {
    if (this.#waiting.length > 0 || !this.#hasRoom()) {
      if (this.#waiting.length >= waitingMax) waiting.connection.destroy()
      else this.#waiting.push(waiting)
      this.#schedule()
    } else this.#accept(waiting)
  }

  #hasRoom(): boolean {
    const rate = this.#ratePerSecond()
    const nowMs = this.#env.machine.monotonicMs()
    const costMs = 1000 / rate
    const fromMs = Math.max(this.#usedUpToMs, nowMs - 1000)
    if (fromMs + costMs > nowMs) return false
    this.#usedUpToMs = fromMs + costMs
    return true
  }

  #schedule(): void {
    if (this.#timer !== undefined) return
    const costMs = 1000 / this.#ratePerSecond()
    const waitMs = Math.max(1, this.#usedUpToMs + costMs - this.#env.machine.monotonicMs())
    this.#timer = this.#env.timers.after(Math.min(waitMs, 1000), () => {
      this.#timer = undefined
      while (this.#waiting.length > 0 && this.#hasRoom()) this.#accept(this.#waiting.shift() as T)
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  /** Gives up the connections that are still waiting, and returns them. */
  stop(): T[] {
    this.#timer?.cancel()
    return this.#waiting.splice(0)
  }
}
