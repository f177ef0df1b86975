import type { Env, Timer } from '../env/index.ts'

/** Buffers up to this size are always granted: an ordinary request never waits because of somebody's huge one. */
export const alwaysGrantedBytes = 64 * 1024
/** A connection that waited this long for memory is closed, so that unfinished frames cannot wait for one another for ever. */
const patienceMs = 30_000
const relieveEveryMs = 1_000

interface Waiting {
  readonly admitted: () => void
  readonly cancel: () => void
}

/**
 * The memory that requests under way take in all connections together (as Kafka's queued.max.request.bytes, but on by
 * default). Only buffers that bytes have arrived in count: an announced length reserves nothing.
 * Over the budget, connections with large unfinished requests stop reading, and the owner is asked to close those that hold
 * memory without sending.
 */
export class Admission {
  readonly #env: Env
  readonly #bytesMax: number
  readonly #relieve: () => void
  readonly #waiting = new Set<Waiting>()
  #relieving: Timer | undefined
  #used = 0

  constructor(env: Env, bytesMax: number, relieve: () => void = () => {}) {
    this.#env = env
    this.#bytesMax = bytesMax
    this.#relieve = relieve
  }

  get usedBytes(): number {
    return this.#used
  }

  /** Counts the bytes, which are there already. False: the budget is overdrawn, and not by this request alone. */
  take(bytes: number): boolean {
    this.#used += bytes
    return this.#used <= this.#bytesMax || this.#used === bytes || bytes <= alwaysGrantedBytes
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
    this.#relieveLater()
    return entry
  }

  #relieveLater(): void {
    this.#relieving ??= this.#env.timers.after(relieveEveryMs, () => {
      this.#relieving = undefined
      if (this.#waiting.size === 0) return
      this.#relieve()
      this.#relieveLater()
    })
  }

  stop(): void {
    this.#relieving?.cancel()
    for (const entry of [...this.#waiting]) entry.cancel()
  }
}
