/*
 * Owns the background work of a store: its timers, what of it is under way, and the end of both. Work that fails is logged and
 * tried again the next time.
 */
import { type Logger, messageOf, type Timer, type Timers } from '../../env/index.ts'

export class BackgroundWork {
  readonly #timers: Timers
  readonly #logger: Logger
  readonly #troubled: (() => void) | undefined
  readonly #waiting = new Set<Timer>()
  readonly #running = new Set<Promise<void>>()
  #isStopped = false

  /** `troubled` is told when work fails. */
  constructor(timers: Timers, logger: Logger, troubled?: () => void) {
    this.#timers = timers
    this.#logger = logger
    this.#troubled = troubled
  }

  /** Runs `work` once after `ms`, unless it is stopped before. */
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

  /** Nothing begins any more. */
  stop(): void {
    this.#isStopped = true
    for (const timer of this.#waiting) timer.cancel()
    this.#waiting.clear()
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running)
  }
}
