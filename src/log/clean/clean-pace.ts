import { beginPause, type Env, type Pause, turnEnd } from '../../env/index.ts'

/** After working this long, the cleaner lets everything else in the event loop run. */
const sliceMs = 0.5
/** A turn of the event loop that took this long handled requests, and more are likely to follow. */
const busyTurnMs = 0.1
/** How long the cleaner then pauses. */
const standBackMs = 3

/** Splits the cleaner's work into slices between event loop turns, and limits its I/O to a number of bytes per second. */
export class CleanPace {
  readonly #env: Env
  readonly #bytesPerSecond: () => number
  #sliceStartMs: number
  #bytes = 0
  #bytesSinceMs: number
  #pause: Pause | undefined

  /** The rate is read each time, because it can change while the broker runs. */
  constructor(env: Env, bytesPerSecond: () => number) {
    this.#env = env
    this.#bytesPerSecond = bytesPerSecond
    this.#sliceStartMs = this.#bytesSinceMs = env.machine.monotonicMs()
  }

  /** True when the slice is used up; call `rest` before doing anything else. */
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

  /** Ends a pause that is waiting for I/O quota. */
  wake(): void {
    this.#pause?.end()
  }
}
