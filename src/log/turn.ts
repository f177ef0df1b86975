/*
 * Owns when appended bytes reach the disk: one gathered write per log and turn of the loop, and with durability `disk`
 * one group of fdatasync calls over all logs at a time. Called by log.ts. Never knows what the bytes are.
 */
import type { Env } from '../env/index.ts'

export interface TurnLog {
  /** Writes what waits; then tells who waited, unless a sync is needed first. */
  writePending(): void
  /** Syncs what is written and tells who waited. */
  syncWritten(): Promise<void>
}

export class Turn {
  readonly #env: Env
  readonly #syncs: boolean
  readonly #dirty = new Set<TurnLog>()
  #unsynced = new Set<TurnLog>()
  #isSyncing = false
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

  /** Everything that is written while a group syncs forms the next group. */
  needsSync(log: TurnLog): void {
    this.#unsynced.add(log)
    if (!this.#isSyncing) void this.#syncGroups()
  }

  async #syncGroups(): Promise<void> {
    this.#isSyncing = true
    while (this.#unsynced.size > 0) {
      const group = [...this.#unsynced]
      this.#unsynced = new Set()
      await Promise.all(group.map((log) => log.syncWritten()))
    }
    this.#isSyncing = false
  }
}
