import {
  controlTypeOf,
  entryLastOffset,
  isControl,
  isTransactional,
  magic,
  producerId,
  recordsOf
} from '../../records/index.ts'
import type { AbortedEntry } from '../segment/txn-index.ts'

interface Aborted {
  readonly entry: AbortedEntry
  /** This round has seen a batch of the transaction. */
  hasBatch: boolean
}

/**
 * Tracks transactions while the cleaner reads a log in order: which batches were aborted, and which markers still have records.
 * Source: org.apache.kafka.storage.internals.log.CleanedTransactionMetadata.
 */
export class CleanedTransactions {
  /** By first offset, descending: the next one is popped from the end. */
  #coming: AbortedEntry[] = []
  readonly #aborted = new Map<number, Aborted>()
  readonly #committed = new Set<number>()
  readonly #keep: (entry: AbortedEntry) => void

  /** `keep` is called with each aborted transaction whose marker is retained. */
  constructor(keep: (entry: AbortedEntry) => void = () => {}) {
    this.#keep = keep
  }

  /** Adds the aborted transactions of the next segment. */
  add(entries: readonly AbortedEntry[]): void {
    if (entries.length === 0) return
    this.#coming = [...this.#coming, ...entries].sort((a, b) => b.firstOffset - a.firstOffset)
  }

  /** Processes the next batch of the log. Returns true if its transaction no longer needs it. */
  take(buffer: Buffer, at: number): boolean {
    if (magic(buffer, at) !== 2) return false
    this.#beginUpTo(entryLastOffset(buffer, at))
    if (isControl(buffer, at)) return this.#takeMarker(buffer, at)
    if (!isTransactional(buffer, at)) return false
    const aborted = this.#aborted.get(producerId(buffer, at))
    if (aborted === undefined) {
      this.#committed.add(producerId(buffer, at))
      return false
    }
    aborted.hasBatch = true
    return true
  }

  #beginUpTo(offset: number): void {
    for (let next = this.#coming.at(-1); next !== undefined && next.firstOffset <= offset; next = this.#coming.at(-1)) {
      this.#coming.pop()
      if (!this.#aborted.has(next.producerId)) this.#aborted.set(next.producerId, { entry: next, hasBatch: false })
    }
  }

  #takeMarker(buffer: Buffer, at: number): boolean {
    const id = producerId(buffer, at)
    for (const record of recordsOf(buffer, at)) {
      const type = controlTypeOf(record.key)
      if (type === 'COMMIT') return !this.#committed.delete(id)
      if (type !== 'ABORT') return false
      const aborted = this.#aborted.get(id)
      this.#aborted.delete(id)
      if (!aborted?.hasBatch) return true
      this.#keep(aborted.entry)
      return false
    }
    // A control batch without records has already been cleaned.
    return true
  }
}
