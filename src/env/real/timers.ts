import type { Timer, Timers } from '../env.ts'
import { clearTimeout, monotonicMs, setImmediate, setTimeout } from './platform.ts'

/** The longest delay that a platform timer accepts; longer delays are split. */
const longestMs = 0x7fffffff

class RealTimer implements Timer {
  #handle: NodeJS.Timeout | undefined
  readonly #run: () => void
  readonly #dueMs: number
  readonly #unref: boolean

  constructor(ms: number, run: () => void, unref: boolean) {
    this.#run = run
    this.#unref = unref
    this.#dueMs = monotonicMs() + ms
    this.#arm()
  }

  #arm(): void {
    const leftMs = this.#dueMs - monotonicMs()
    this.#handle = setTimeout(this.#fire, Math.min(longestMs, Math.max(0, Math.ceil(leftMs))))
    if (this.#unref) this.#handle.unref()
  }

  /** The platform counts from the start of an event loop turn, so a timer may fire slightly early. */
  readonly #fire = (): void => {
    if (this.#dueMs - monotonicMs() > 0) this.#arm()
    else this.#run()
  }

  cancel(): void {
    clearTimeout(this.#handle)
  }
}

/**
 * Node keeps timers of equal delay in one list, so thousands of session timeouts cost little. With `unref` a timer does not
 * keep the process alive; a pending end of turn, which is immediate, still does.
 */
export const realTimers = (unref: boolean): Timers => ({
  after: (ms, run) => new RealTimer(ms, run, unref),
  endOfTurn: (run) => {
    setImmediate(run)
  }
})
