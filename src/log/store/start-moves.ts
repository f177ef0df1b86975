/*
 * Groups moves of log start offsets that must become durable: those requested in one turn, or during a write, are written
 * together.
 */
import type { PartitionLog } from '../contract.ts'

type Starts = ReadonlyMap<PartitionLog, number>

interface Moves {
  readonly starts: Starts
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export class StartMoves {
  readonly #write: (starts: Starts) => Promise<void>
  #waiting: Moves[] = []
  #run: Promise<void> | undefined

  /** `write` makes log start offsets durable and then moves them, or rejects with DiskError without moving any. */
  constructor(write: (starts: Starts) => Promise<void>) {
    this.#write = write
  }

  /** With no moves, makes the current log start offsets durable. Rejects with DiskError. */
  move(starts: Starts): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ starts, done, failed })
      this.#run ??= this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    await undefined
    while (this.#waiting.length > 0) {
      const moves = this.#waiting
      this.#waiting = []
      try {
        await this.#write(together(moves))
        for (const { done } of moves) done()
      } catch (error) {
        for (const { failed } of moves) failed(error)
      }
    }
    this.#run = undefined
  }

  /** Resolves when no write is in progress. */
  async idle(): Promise<void> {
    await this.#run
  }
}

function together(moves: readonly Moves[]): Starts {
  const all = new Map<PartitionLog, number>()
  for (const { starts } of moves) {
    for (const [log, offset] of starts) all.set(log, Math.max(offset, all.get(log) ?? 0))
  }
  return all
}
