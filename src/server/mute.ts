import type { Env, Timer } from '../env/index.ts'

/** Keeps a throttled connection from taking requests for a while (KIP-219). */
export class Mute {
  readonly #env: Env
  readonly #onOver: () => void
  #timer: Timer | undefined
  #endMs = Number.NEGATIVE_INFINITY

  /** `onOver` runs when the time is over, but not when the mute is lifted. */
  constructor(env: Env, onOver: () => void) {
    this.#env = env
    this.#onOver = onOver
  }

  get isOn(): boolean {
    return this.#timer !== undefined
  }

  /** If muted several times, the latest end counts. */
  extend(ms: number): void {
    const endMs = this.#env.clock.monotonicMs() + ms
    if (endMs <= this.#endMs) return
    this.#timer?.cancel()
    this.#endMs = endMs
    this.#timer = this.#env.timers.after(ms, () => {
      this.#timer = undefined
      this.#onOver()
    })
  }

  lift(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#endMs = Number.NEGATIVE_INFINITY
  }
}
