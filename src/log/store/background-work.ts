/*
 * Background work of a store: its timers, work in progress, and stopping both. Failed work is logged and retried at the next
 * interval.
 */
import { type Logger, messageOf, type Timer, type Timers } from '../../env/index.ts'

export class BackgroundWork {
  readonly #timers: Timers
  readonly #logger: Logger
  readonly #troubled: (() => void) | undefined
  readonly #waiting = new Set<Timer>()
  readonly #running = new Set<Promise<void>>()
  #isStopped = false

  /** `troubled` is called when work fails. */
  constructor(timers: Timers, logger: Logger, troubled?: () => void) {
    this.#timers = timers
    this.#logger = logger
    this.#troubled = troubled
  }

  /** Runs `work` once after `ms`, unless stopped first. */
  later(ms: number, work: () => void): void {
    if (this.#isStopped) return
    const timer = this.#timers.after(ms, () => {
      this.#waiting.delete(timer)
      this.guarded(work)
    })
    this.#waiting.add(timer)
  }

  /** `interval`: milliseconds, or where to ask for them each time; never where they are none. */
  every(interval: number | (() => number), work: () => Promise<void> | void): void {
    const ms = typeof interval === 'number' ? interval : interval()
    if (!Number.isFinite(ms) || ms <= 0) return
    this.later(ms, () => {
      const run = this.#run(work).then(() => {
        this.#running.delete(run)
        this.every(interval, work)
      })
      this.#running.add(run)
    })
  }

  async #run(work: () => Promise<void> | void): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!this.#isStopped) this.#noteFailed(error)
    }
  }

  guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#noteFailed(error)
    }
  }

  #noteFailed(error: unknown): void {
    this.#troubled?.()
    this.#logger.warn('background work on logs failed; will retry', { error: messageOf(error) })
  }

  /** No new work starts after this. */
  stop(): void {
    this.#isStopped = true
    for (const timer of this.#waiting) timer.cancel()
    this.#waiting.clear()
  }

  /** Resolves when no work is in progress. */
  async idle(): Promise<void> {
    await Promise.all(this.#running)
  }
}
