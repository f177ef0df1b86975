import type { Env, Timer } from '../env/index.ts'

/** Buffers up to this size are always granted, so that an ordinary request never waits for a huge one. */
export const alwaysGrantedBytes = 64 * 1024
/** A connection that has waited this long for memory is closed, so that unfinished frames cannot wait for each other forever. */
const patienceMs = 30_000
const relieveEveryMs = 1_000

interface Waiting {
  readonly admitted: () => void
  readonly cancel: () => void
}

/**
 * Limits the memory held by unfinished requests of all connections (like Kafka's queued.max.request.bytes, but enabled by
 * default). Only buffers that have received bytes count; an announced length reserves nothing. Over the budget, connections with
 * large unfinished requests stop reading, and the server closes those that hold memory without sending.
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

  /** Counts `bytes`, which have already arrived. Returns false when the budget is exceeded, and not by this request alone. */
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

  /** Calls `admitted` once the budget has room again, or `refused` after the patience has run out. */
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
