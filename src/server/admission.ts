import type { Env } from '../env/index.ts'

/**
 * The memory that requests under way take in all connections together (as Kafka's queued.max.request.bytes, but on by
 * default). Only bytes that have arrived count: an announced length reserves nothing. Over the budget, connections stop
 * reading; one that has waited too long is closed, so that unfinished frames cannot hold the budget for ever.
 */
const patienceMs = 30_000

interface Waiting {
  readonly admitted: () => void
  readonly cancel: () => void
}

export class Admission {
  readonly #env: Env
  readonly #bytesMax: number
  readonly #waiting = new Set<Waiting>()
  #used = 0

  constructor(env: Env, bytesMax: number) {
    this.#env = env
    this.#bytesMax = bytesMax
  }

  get usedBytes(): number {
    return this.#used
  }

  /** Counts the bytes, which are there already. False: the budget is overdrawn, and not by this request alone. */
  take(bytes: number): boolean {
    this.#used += bytes
    return this.#used <= this.#bytesMax || this.#used === bytes
  }

  give(bytes: number): void {
    this.#used -= bytes
    if (this.#used > this.#bytesMax) return
    for (const entry of [...this.#waiting]) {
      if (this.#used > this.#bytesMax) return
      entry.cancel()
      entry.admitted()
    }
  }

  /** Calls `admitted` once the budget has room again, or `refused` when patience ran out. */
  wait(admitted: () => void, refused: () => void): { cancel(): void } {
    const timer = this.#env.timers.after(patienceMs, () => {
      this.#waiting.delete(entry)
      refused()
    })
    const entry: Waiting = {
      admitted,
      cancel: () => {
        timer.cancel()
        this.#waiting.delete(entry)
      }
    }
    this.#waiting.add(entry)
    return entry
  }
}
