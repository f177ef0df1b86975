import { isControl, isTransactional, magic, producerId } from './batch.ts'
import { entryLastOffset } from './entries.ts'

interface AbortedTransaction {
  readonly producerId: number | bigint
  readonly firstOffset: number | bigint
}

/**
 * Determines which batches belong to aborted transactions, as a read_committed consumer does: a producer's batches are aborted
 * from the first offset of its aborted transaction to its next marker (KIP-98).
 */
export class AbortedBatches {
  /** By first offset. */
  readonly #ahead: readonly AbortedTransaction[]
  #next = 0
  /** Producers with an open transaction here that will be aborted. */
  readonly #open = new Set<number>()

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#ahead = [...transactions].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset))
  }

  /** Call for each entry, in log order. Markers and messages of old formats belong to no transaction. */
  has(buf: Buffer, at: number): boolean {
    if (magic(buf, at) !== 2) return false
    const last = entryLastOffset(buf, at)
    for (let next = this.#ahead[this.#next]; next !== undefined && Number(next.firstOffset) <= last; ) {
      this.#open.add(Number(next.producerId))
      next = this.#ahead[++this.#next]
    }
    const writer = producerId(buf, at)
    if (!isControl(buf, at)) return isTransactional(buf, at) && this.#open.has(writer)
    this.#open.delete(writer)
    return false
  }
}
