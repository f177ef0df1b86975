import { beginPause, type Env, type Pause, turnEnd } from '../../env/index.ts'

/** Work of this length is followed by everything else that waits in the event loop. */
const sliceMs = 0.5
/** A turn of the loop that took this long had requests in it: they are mostly followed by others. */
const busyTurnMs = 0.1
/** How long the cleaner then stands back. */
const standBackMs = 3

/** Cuts the cleaner's work into slices between turns, and its reading and writing to so many bytes a second. */
export class CleanPace {
  readonly #env: Env
  readonly #bytesPerSecond: () => number
  #sliceStartMs: number
  #bytes = 0
  #bytesSinceMs: number
  #pause: Pause | undefined

  /** The rate is asked for again each time: it may change while the broker runs. */
  constructor(env: Env, bytesPerSecond: () => number) {
    this.#env = env
    this.#bytesPerSecond = bytesPerSecond
    this.#sliceStartMs = this.#bytesSinceMs = env.machine.monotonicMs()
  }

  /** True when the slice is over: `rest` then, before anything else is done. */
  spend(bytes: number): boolean {
    this.#bytes += bytes
    return this.#env.machine.monotonicMs() - this.#sliceStartMs >= sliceMs || this.#aheadMs() >= sliceMs
  }

  #aheadMs(): number {
    return (this.#bytes / this.#bytesPerSecond()) * 1000 - (this.#env.machine.monotonicMs() - this.#bytesSinceMs)
  }

  async rest(): Promise<void> {
    const { timers, machine } = this.#env
    const sinceMs = machine.monotonicMs()
    await turnEnd(timers)
    const isBusy = machine.monotonicMs() - sinceMs > busyTurnMs
    const waitMs = Math.max(this.#aheadMs(), isBusy ? standBackMs : 0)
    if (waitMs >= sliceMs) await this.#wait(waitMs)
    this.#sliceStartMs = machine.monotonicMs()
    if (this.#sliceStartMs - this.#bytesSinceMs >= 1000) {
      this.#bytes = Math.max(0, this.#aheadMs() / 1000) * this.#bytesPerSecond()
      this.#bytesSinceMs = this.#sliceStartMs
    }
  }

  async #wait(ms: number): Promise<void> {
    this.#pause = beginPause(this.#env.timers, ms)
    await this.#pause.over
    this.#pause = undefined
  }

  /** Ends a rest that waits for its bytes. */
  wake(): void {
    this.#pause?.end()
  }
}
