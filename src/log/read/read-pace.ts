import type { Env } from '../../env/index.ts'

/** A read from the page cache is far faster: 1 MiB takes about a quarter of a millisecond. */
const quickMs = 2
const quickBytesPerMs = 500_000
const shortestPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * Estimates whether reads come from the page cache, where a synchronous read costs half as much as one in the thread pool. After
 * a read that had to wait for the disk, reads go to the pool: for a second at first, and longer each further time.
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

  /** Runs a synchronous read that returns its bytes, and records how long it took. */
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
