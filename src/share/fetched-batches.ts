/*
 * Interprets the log data read by a share fetch: locates its batches, marks those that belong to aborted transactions, and selects the
 * ones that are returned to the member.
 */
import type { AbortedTransaction } from '../log/index.ts'
import { AbortedBatches, baseOffset, entryLastOffset, entryPositions } from '../records/index.ts'
import type { AcquiredRecords, FetchedBatch } from './share-partition.ts'

export interface FetchedRecords {
  readonly bytes: Buffer
  /** Must be called exactly once, after the bytes have been sent. */
  release(): void
}

export function batchesOf(bytes: Buffer, transactions: readonly AbortedTransaction[]): FetchedBatch[] {
  const aborted = new AbortedBatches(transactions)
  return Array.from(entryPositions(bytes), (at) => ({
    first: baseOffset(bytes, at),
    last: entryLastOffset(bytes, at),
    isAborted: aborted.has(bytes, at)
  }))
}

/** Returns the batches from the first acquired record to the last. */
export function recordsOfRows(bytes: Buffer, rows: readonly AcquiredRecords[], release: () => void): FetchedRecords {
  const [first, last] = [rows[0]?.firstOffset ?? 0, rows.at(-1)?.lastOffset ?? -1]
  let from = bytes.length
  let to = bytes.length
  for (const at of entryPositions(bytes)) {
    if (from === bytes.length && entryLastOffset(bytes, at) >= first) from = at
    if (baseOffset(bytes, at) <= last) continue
    to = at
    break
  }
  return { bytes: bytes.subarray(from, to), release }
}
