import type { Env, Logger } from '../../env/index.ts'

/** Page-cache writes are far faster than this: 1 MiB takes about a third of a millisecond. */
const quickMs = 2
const quickMsEach = 0.05
const quickBytesPerMs = 500_000
/** In the pool, a write also waits for a thread, and its completion for the event loop. */
const quickInPoolMs = 10
/** Accumulated excess write time at which the disk counts as slow: one long stall, or many short ones. */
const lateMsMax = 100
/**
 * Excess forgiven per elapsed millisecond: a process that shares its processor also sees late writes, and writing in the pool
 * then was measured to cost half as much again.
 */
const forgivenPerMs = 0.3
const shortestPauseMs = 1_000
const longestPauseMs = 60_000
/** Only one in `measuredEvery` smaller direct writes is timed: reading the clock twice costs a tenth of such a write. */
const measuredBytesMin = 64 * 1024
const measuredEvery = 4

/**
 * Decides whether the disk accepts writes at page-cache speed; if so, a synchronous write costs a quarter of one through the
 * thread pool. After a disk stalls the event loop, its writes use the pool for at least a second, longer each time, and until
 * a write in the pool is fast. This way no event loop turn is risked to probe the disk.
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
  /** True once a write in the pool was slow too, so the disk is the cause. */
  #isConfirmed = false
  #isTold = false

  /** Logs a line each time the disk becomes slow after being fast for a minute. */
  constructor(env: Pick<Env, 'machine' | 'rare'>, logger: Logger, directory: string) {
    this.#env = env
    this.#logger = logger
    this.#directory = directory
  }

  /** True if writes should use the thread pool. */
  get isSlow(): boolean {
    return this.#isSlow
  }

  /** Start time of a write of this many bytes; NaN if this write is not timed. */
  begin(bytes = measuredBytesMin): number {
    const isMeasured = bytes >= measuredBytesMin || this.#lateMs > 0 || this.#count++ % measuredEvery === 0
    return isMeasured ? this.#env.machine.monotonicMs() : Number.NaN
  }

  /** Notes the end of this many synchronous writes that began at `beginMs`. */
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

  /** Notes the end of a write in the pool, successful or not. */
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
