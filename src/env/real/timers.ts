import type { Timer, Timers } from '../env.ts'

/** The longest delay that the platform's timer takes; longer ones are waited for in pieces. */
const longestMs = 0x7fffffff

class RealTimer implements Timer {
  #handle: NodeJS.Timeout | undefined
  readonly #run: () => void
  readonly #dueMs: number

  constructor(ms: number, run: () => void) {
    this.#run = run
    this.#dueMs = performance.now() + ms
    this.#arm()
  }

  #arm(): void {
    const leftMs = this.#dueMs - performance.now()
    this.#handle = setTimeout(this.#fire, Math.min(longestMs, Math.max(0, Math.ceil(leftMs))))
  }

  /** The platform counts from the beginning of a turn of its loop, so that a timer may be due a little early. */
  readonly #fire = (): void => {
    if (this.#dueMs - performance.now() > 0) this.#arm()
    else this.#run()
  }

  cancel(): void {
    clearTimeout(this.#handle)
  }
}

/** Node keeps timers of equal delay in one list, so thousands of session timeouts cost little. */
export const realTimers: Timers = {
  after: (ms, run) => new RealTimer(ms, run),
  endOfTurn: (run) => {
    setImmediate(run)
  }
}
