import type { Env, Logger } from '../../env/index.ts'

/** A write to the page cache takes far less: 1 MiB in about a third of a millisecond. */
const quickMs = 2
const quickMsEach = 0.05
const quickBytesPerMs = 500_000
/** In the pool it waits for a thread, and its end for the loop. */
const quickInPoolMs = 10
/** So much time beyond what is quick makes the disk a slow one: one long stall, or many short ones. */
const lateMsMax = 100
/**
 * Of each millisecond that passes so much is forgiven: a process that has to share its processor is late in writes as well,
 * and to write in the pool then was measured to cost it half as much again.
 */
const forgivenPerMs = 0.3
const shortestPauseMs = 1_000
const longestPauseMs = 60_000
/** Of direct writes that are smaller, one in so many is measured: reading the clock twice costs a tenth of such a write. */
const measuredBytesMin = 64 * 1024
const measuredEvery = 4

/**
 * Judges whether the disk takes writes as quickly as the page cache does: then a synchronous write costs a quarter of one
 * through the thread pool. A disk that holds up the loop gets its writes through the pool for a second at least, longer each
 * time again, and until a write in the pool was quick: so no turn of the loop is risked to try it.
 */
export class WritePace {
  readonly #env: Pick<Env, 'machine' | 'rare'>
  readonly #logger: Logger
  readonly #directory: string
  #isSlow = false
  #lateMs = 0
  #lateAtMs = 0
  #poolUntilMs = Number.NEGATIVE_INFINITY
  #pauseMs = shortestPauseMs
  #count = 0
  /** A write in the pool was slow too: it is the disk. */
  #isConfirmed = false
  #isTold = false

  /** The log gets a line each time the disk becomes slow after it was quick for a minute. */
  constructor(env: Pick<Env, 'machine' | 'rare'>, logger: Logger, directory: string) {
    this.#env = env
    this.#logger = logger
    this.#directory = directory
  }

  /** True: writes belong into the thread pool. */
  get isSlow(): boolean {
    return this.#isSlow
  }

  /** When a write of so many bytes begins; NaN when this one is not measured. */
  begin(bytes = measuredBytesMin): number {
    const isMeasured = bytes >= measuredBytesMin || this.#lateMs > 0 || this.#count++ % measuredEvery === 0
    return isMeasured ? this.#env.machine.monotonicMs() : Number.NaN
  }

  /** So many synchronous writes ended that began at `beginMs`. */
  wrote(beginMs: number, bytes: number, writes = 1): void {
    if (Number.isNaN(beginMs) || bytes === 0) return
    const nowMs = this.#env.machine.monotonicMs()
    if (this.#env.rare('the disk is slow')) this.#slowDown(nowMs)
    const lateMs = nowMs - beginMs - quickMs - writes * quickMsEach - bytes / quickBytesPerMs
    if (lateMs <= 0 && this.#lateMs === 0) return
    const stillLateMs = Math.max(0, this.#lateMs - (nowMs - this.#lateAtMs) * forgivenPerMs)
    this.#lateMs = stillLateMs + Math.max(0, lateMs)
    this.#lateAtMs = nowMs
    if (this.#lateMs > lateMsMax) this.#slowDown(nowMs)
  }

  #slowDown(nowMs: number): void {
    const wasQuickForMs = nowMs - this.#poolUntilMs
    const isNew = wasQuickForMs > longestPauseMs || !this.#isConfirmed
    if (wasQuickForMs > longestPauseMs) this.#isTold = false
    this.#pauseMs = isNew ? shortestPauseMs : Math.min(longestPauseMs, this.#pauseMs * 2)
    this.#isConfirmed = false
    this.#isSlow = true
    this.#lateMs = 0
    this.#poolUntilMs = nowMs + this.#pauseMs
  }

  /** A write in the pool ended, well or not. */
  wroteInPool(beginMs: number, bytes: number): void {
    const nowMs = this.#env.machine.monotonicMs()
    if (nowMs - beginMs > quickInPoolMs + bytes / quickBytesPerMs) {
      this.#isConfirmed = true
      this.#poolUntilMs = nowMs + this.#pauseMs
      this.#tell(nowMs - beginMs, bytes)
    } else if (nowMs >= this.#poolUntilMs) this.#isSlow = false
  }

  #tell(tookMs: number, bytes: number): void {
    if (this.#isTold) return
    this.#isTold = true
    const fields = { directory: this.#directory, bytes, tookMs: Math.round(tookMs) }
    this.#logger.warn(
      'the disk is slow; buffering writes in memory, and slowing producers once the buffer is full',
      fields
    )
  }
}
