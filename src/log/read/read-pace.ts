import type { Env } from '../../env/index.ts'

/** A read from the page cache takes far less: 1 MiB in about a quarter of a millisecond. */
const quickMs = 2
const quickBytesPerMs = 500_000
const shortestPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * Judges whether reads come out of the page cache, where a synchronous read costs half of one through the thread pool. One
 * that had to wait for the disk sends the reads after it to the pool, for a second at first and longer each time again.
 */
export class ReadPace {
  readonly #env: Pick<Env, 'machine' | 'rare'>
  #poolUntilMs = Number.NEGATIVE_INFINITY
  #pauseMs = shortestPauseMs

  constructor(env: Pick<Env, 'machine' | 'rare'>) {
    this.#env = env
  }

  get isQuick(): boolean {
    return this.#env.machine.monotonicMs() >= this.#poolUntilMs
  }

  /** Runs a synchronous read that returns its bytes, and remembers how long it took. */
  timed(read: () => number): number {
    const beginMs = this.#env.machine.monotonicMs()
    const bytes = read()
    const endMs = this.#env.machine.monotonicMs()
    if (endMs - beginMs > quickMs + bytes / quickBytesPerMs || this.#env.rare('a read waits for the disk')) {
      this.#poolUntilMs = endMs + this.#pauseMs
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
    } else if (endMs > this.#poolUntilMs + this.#pauseMs) this.#pauseMs = shortestPauseMs
    return bytes
  }
}
