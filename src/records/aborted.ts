import { isControl, isTransactional, magic, producerId } from './batch.ts'
import { entryLastOffset } from './entries.ts'

interface AbortedTransaction {
  readonly producerId: number | bigint
  readonly firstOffset: number | bigint
}

/**
 * Which batches of a log belong to aborted transactions, as a reader of committed records finds out: a producer's batches are
 * aborted from the first offset of its aborted transaction to its next marker (KIP-98).
 */
export class AbortedBatches {
  /** By first offset. */
  readonly #ahead: readonly AbortedTransaction[]
  #next = 0
  /** Producers whose transaction is open here, and will be aborted. */
  readonly #open = new Set<number>()

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#ahead = [...transactions].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset))
  }

  /** Ask of each entry, in the order of the log. Markers belong to no transaction themselves, nor do messages of old formats. */
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
