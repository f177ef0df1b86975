import type { Env } from '../../env/index.ts'

interface Wait {
  readonly isMet: () => boolean
  readonly done: (isMet: boolean) => void
}

/** Waits for the mirror to reach a state. Every wait has a limit. */
export class Waits {
  readonly #env: Env
  readonly #late: () => void
  readonly #lateMs: number
  readonly #waiting = new Set<Wait>()

  /** `late` is called once for each wait that exceeds `lateMs`. */
  constructor(env: Env, late: () => void, lateMs: number) {
    this.#env = env
    this.#late = late
    this.#lateMs = lateMs
  }

  /** Resolves with false if `isMet` does not hold by the deadline, in monotonic time. */
  async until(isMet: () => boolean, untilMs: number): Promise<boolean> {
    if (isMet()) return true
    const { clock, timers } = this.#env
    return new Promise((resolve) => {
      const leftMs = Math.max(0, untilMs - clock.monotonicMs())
      const late = timers.after(Math.min(this.#lateMs, leftMs), this.#late)
      const end = timers.after(leftMs, () => wait.done(false))
      const wait: Wait = {
        isMet,
        done: (is) => {
          late.cancel()
          end.cancel()
          this.#waiting.delete(wait)
          resolve(is)
        }
      }
      this.#waiting.add(wait)
    })
  }

  /** Call it whenever something changed. */
  look(): void {
    for (const wait of [...this.#waiting]) if (wait.isMet()) wait.done(true)
  }

  close(): void {
    for (const wait of [...this.#waiting]) wait.done(false)
  }
}
