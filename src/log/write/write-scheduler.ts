/*
 * Owns when appended bytes reach the disk: one gathered write per log and turn of the loop, whose time is watched, and what
 * goes through the thread pool instead: syncs, and the writes of a slow disk. Never knows what the bytes are.
 */
import type { Env } from '../../env/index.ts'
import type { WritePace } from './write-pace.ts'

export interface ScheduledLog {
  /** Writes what waits, or has it written; returns how many bytes it wrote. */
  write(): number
  /** Tells who waited for what is written, unless a sync is needed first. */
  tell(): void
}

/** Never rejects. Each is run once for however often it was asked for while it waited. */
type PoolWork = () => Promise<void>

/** One thread of the platform's usual pool of four is left for reads. */
const poolWorksAtOnce = 3

export class WriteScheduler {
  readonly #env: Env
  readonly #pace: WritePace
  readonly #syncs: boolean
  readonly #dirty = new Set<ScheduledLog>()
  /** What is to be run in the pool, what waits longest first. */
  readonly #waiting = new Set<PoolWork>()
  readonly #running = new Set<PoolWork>()
  #isScheduled = false

  constructor(env: Env, pace: WritePace, durability: 'os' | 'disk') {
    this.#env = env
    this.#pace = pace
    this.#syncs = durability === 'disk'
  }

  /** Does an acknowledgement wait for fdatasync? */
  get syncs(): boolean {
    return this.#syncs
  }

  schedule(log: ScheduledLog): void {
    this.#dirty.add(log)
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#env.timers.endOfTurn(() => this.#end())
  }

  /**
   * All writes first, so that two readings of the clock tell the time of them, and not of what the answers cost. A defect in one
   * log does not keep the others from being written and told; it is thrown at the end.
   */
  #end(): void {
    this.#isScheduled = false
    const logs = [...this.#dirty]
    this.#dirty.clear()
    let bytes = 0
    const beginMs = this.#pace.begin()
    const defects: unknown[] = []
    for (const log of logs) {
      try {
        bytes += log.write()
      } catch (error) {
        defects.push(error)
      }
    }
    this.#pace.wrote(beginMs, bytes, logs.length)
    for (const log of logs) {
      try {
        log.tell()
      } catch (error) {
        defects.push(error)
      }
    }
    if (defects.length > 0) throw defects[0]
  }

  /** What a log writes while it is synced is covered by its next sync: that is the group commit. */
  inPool(work: PoolWork): void {
    this.#waiting.add(work)
    this.#startWorks()
  }

  #startWorks(): void {
    for (const work of this.#waiting) {
      if (this.#running.size >= poolWorksAtOnce) return
      if (this.#running.has(work)) continue
      this.#waiting.delete(work)
      this.#running.add(work)
      void work().finally(() => {
        this.#running.delete(work)
        this.#startWorks()
      })
    }
  }
}
