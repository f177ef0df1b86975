/*
 * Owns when appended bytes reach the disk: one gathered write per log and turn of the loop, and syncs of several logs at a
 * time, each of which covers all that its log wrote meanwhile. Called by log-writer.ts. Never knows what the bytes are.
 */
import type { Env } from '../env/index.ts'

export interface TurnLog {
  /** Writes what waits; then tells who waited, unless a sync is needed first. */
  writePending(): void
  /** Syncs what is written and tells who waited. Never rejects. */
  syncWritten(): Promise<void>
}

/** One thread of the platform's usual pool of four is left for reads. */
const syncsAtOnce = 3

export class Turn {
  readonly #env: Env
  readonly #syncs: boolean
  readonly #dirty = new Set<TurnLog>()
  /** Logs that want a sync, the one that waits longest first. */
  readonly #unsynced = new Set<TurnLog>()
  readonly #syncing = new Set<TurnLog>()
  #isScheduled = false

  constructor(env: Env, durability: 'os' | 'disk') {
    this.#env = env
    this.#syncs = durability === 'disk'
  }

  /** Does an acknowledgement wait for fdatasync? */
  get syncs(): boolean {
    return this.#syncs
  }

  schedule(log: TurnLog): void {
    this.#dirty.add(log)
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#env.timers.endOfTurn(() => {
      this.#isScheduled = false
      const logs = [...this.#dirty]
      this.#dirty.clear()
      for (const each of logs) each.writePending()
    })
  }

  /** What a log writes while it is synced is covered by its next sync: that is the group commit. */
  needsSync(log: TurnLog): void {
    this.#unsynced.add(log)
    this.#startSyncs()
  }

  #startSyncs(): void {
    for (const log of this.#unsynced) {
      if (this.#syncing.size >= syncsAtOnce) return
      if (this.#syncing.has(log)) continue
      this.#unsynced.delete(log)
      this.#syncing.add(log)
      void log.syncWritten().finally(() => {
        this.#syncing.delete(log)
        this.#startSyncs()
      })
    }
  }
}
