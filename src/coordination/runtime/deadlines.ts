import type { Env, Timer } from '../../env/index.ts'

interface Entry {
  deadlineMs: number
  firesAtMs: number
  timer: Timer
  run: () => void
}

/**
 * Named deadlines of one shard, on the monotonic clock. Postponing one, as every heartbeat does, only updates a number: the armed
 * timer sees the new deadline when it fires and rearms itself.
 */
export class Deadlines {
  readonly #env: Env
  readonly #entries = new Map<string, Entry>()

  constructor(env: Env) {
    this.#env = env
  }

  get size(): number {
    return this.#entries.size
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** Sets a deadline, replacing any of the same name. */
  schedule(name: string, afterMs: number, run: () => void): void {
    const deadlineMs = this.#env.clock.monotonicMs() + afterMs
    const entry = this.#entries.get(name)
    if (entry !== undefined) {
      entry.deadlineMs = deadlineMs
      entry.run = run
      if (entry.firesAtMs <= deadlineMs) return
      entry.timer.cancel()
      this.#arm(name, entry, afterMs)
      return
    }
    const added: Entry = { deadlineMs, firesAtMs: deadlineMs, timer: noTimer, run }
    this.#entries.set(name, added)
    this.#arm(name, added, afterMs)
  }

  cancel(name: string): void {
    const entry = this.#entries.get(name)
    if (entry === undefined) return
    entry.timer.cancel()
    this.#entries.delete(name)
  }

  cancelAll(): void {
    for (const entry of this.#entries.values()) entry.timer.cancel()
    this.#entries.clear()
  }

  #arm(name: string, entry: Entry, afterMs: number): void {
    entry.firesAtMs = this.#env.clock.monotonicMs() + afterMs
    entry.timer = this.#env.timers.after(afterMs, () => this.#fired(name, entry))
  }

  #fired(name: string, entry: Entry): void {
    if (this.#entries.get(name) !== entry) return
    const leftMs = entry.deadlineMs - this.#env.clock.monotonicMs()
    if (leftMs > 0) {
      this.#arm(name, entry, leftMs)
      return
    }
    this.#entries.delete(name)
    entry.run()
  }
}

const noTimer: Timer = { cancel() {} }
