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
    if (leftMs > longestMs) this.#handle = setTimeout(() => this.#arm(), longestMs)
    else this.#handle = setTimeout(this.#run, Math.max(0, Math.ceil(leftMs)))
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
