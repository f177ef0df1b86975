import type { Env, Timer } from '../env/index.ts'

/** Work of this length is followed by everything else that waits in the event loop. */
const sliceMs = 2

/** Cuts the cleaner's work into slices between turns, and its reading and writing to so many bytes a second. */
export class CleanPace {
  readonly #env: Env
  readonly #bytesPerSecond: number
  #sliceStartMs: number
  #bytes = 0
  #bytesSinceMs: number
  #wake: (() => void) | undefined

  constructor(env: Env, bytesPerSecond: number) {
    this.#env = env
    this.#bytesPerSecond = bytesPerSecond
    this.#sliceStartMs = this.#bytesSinceMs = env.clock.monotonicMs()
  }

  /** True when the slice is over: `rest` then, before anything else is done. */
  spend(bytes: number): boolean {
    this.#bytes += bytes
    return this.#env.clock.monotonicMs() - this.#sliceStartMs >= sliceMs || this.#aheadMs() >= sliceMs
  }

  #aheadMs(): number {
    return (this.#bytes / this.#bytesPerSecond) * 1000 - (this.#env.clock.monotonicMs() - this.#bytesSinceMs)
  }

  async rest(): Promise<void> {
    const { timers, clock } = this.#env
    const waitMs = this.#aheadMs()
    await new Promise<void>((resolve) => {
      if (waitMs < sliceMs) {
        timers.endOfTurn(resolve)
        return
      }
      const timer: Timer = timers.after(waitMs, resolve)
      this.#wake = () => {
        timer.cancel()
        resolve()
      }
    })
    this.#wake = undefined
    this.#sliceStartMs = clock.monotonicMs()
    if (this.#sliceStartMs - this.#bytesSinceMs >= 1000) {
      this.#bytes = Math.max(0, this.#aheadMs() / 1000) * this.#bytesPerSecond
      this.#bytesSinceMs = this.#sliceStartMs
    }
  }

  /** Ends a rest that waits for its bytes. */
  wake(): void {
    this.#wake?.()
  }
}
