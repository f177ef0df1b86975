/*
 * Owns moves of log starts that wait to be durable: those that come in one turn, or while others are written, go together.
 */
import type { PartitionLog } from '../contract.ts'

interface Move {
  readonly log: PartitionLog
  readonly offset: number
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export class StartMoves {
  readonly #write: (starts: ReadonlyMap<PartitionLog, number>) => Promise<void>
  #waiting: Move[] = []
  #run: Promise<void> | undefined

  /** `write` makes starts durable and then moves them, or rejects with DiskError and has moved none. */
  constructor(write: (starts: ReadonlyMap<PartitionLog, number>) => Promise<void>) {
    this.#write = write
  }

  /** Rejects with DiskError. */
  move(log: PartitionLog, offset: number): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ log, offset, done, failed })
      this.#run ??= this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    await undefined
    while (this.#waiting.length > 0) {
      const moves = this.#waiting
      this.#waiting = []
      const starts = new Map<PartitionLog, number>()
      for (const { log, offset } of moves) starts.set(log, Math.max(offset, starts.get(log) ?? 0))
      try {
        await this.#write(starts)
        for (const { done } of moves) done()
      } catch (error) {
        for (const { failed } of moves) failed(error)
      }
    }
    this.#run = undefined
  }

  /** Resolves when no move is being written. */
  async idle(): Promise<void> {
    await this.#run
  }
}
