import type { Env, Timer } from '../../src/env/index.ts'

/** Clock, timers and randomness that stand still until a test moves them; the rest of an `Env` is not there. */
export class VirtualTime {
  #nowMs = 1_000
  #sequence = 0
  #seed: number
  readonly #timers: { readonly dueMs: number; readonly order: number; readonly run: () => void }[] = []

  constructor(seed = 1) {
    this.#seed = seed
  }

  get nowMs(): number {
    return this.#nowMs
  }

  get timerCount(): number {
    return this.#timers.length
  }

  readonly wallOriginMs = 1_700_000_000_000

  #u32(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0
    return this.#seed
  }

  after(ms: number, run: () => void): Timer {
    const timer = { dueMs: this.#nowMs + Math.max(0, ms), order: this.#sequence++, run }
    this.#timers.push(timer)
    return {
      cancel: () => {
        const at = this.#timers.indexOf(timer)
        if (at >= 0) this.#timers.splice(at, 1)
      }
    }
  }

  /** Runs what is due, in order, with a turn of the loop after each. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const due = this.#timers
        .filter(({ dueMs }) => dueMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0]
      if (due === undefined) break
      this.#timers.splice(this.#timers.indexOf(due), 1)
      this.#nowMs = Math.max(this.#nowMs, due.dueMs)
      due.run()
      await turn()
    }
    this.#nowMs = untilMs
  }

  get env(): Env {
    const bytes = (length: number) => Uint8Array.from({ length }, () => this.#u32() >>> 24)
    const parts = {
      clock: { wallMs: () => this.wallOriginMs + this.#nowMs, monotonicMs: () => this.#nowMs },
      machine: { monotonicMs: () => this.#nowMs },
      timers: {
        after: (ms: number, run: () => void) => this.after(ms, run),
        endOfTurn: (run: () => void) => void setImmediate(run)
      },
      random: { u32: () => this.#u32(), uuid: () => Buffer.from(bytes(16)).toString('base64url'), bytes },
      rare: () => false
    }
    return parts as unknown as Env
  }
}

/** One turn of the event loop: everything that waits for nothing but promises has run. */
export const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
