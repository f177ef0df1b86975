/*
 * Owns what a share fetch reads of the log: where its batches are, which of them belong to aborted transactions, and which of them a
 * member gets.
 */
import type { AbortedTransaction } from '../log/index.ts'
import { AbortedBatches, baseOffset, entryLastOffset, entryPositions } from '../records/index.ts'
import type { AcquiredRecords, FetchedBatch } from './share-partition.ts'

export interface FetchedRecords {
  readonly bytes: Buffer
  /** Call it once, when the bytes are on the wire. */
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

/** The batches from the first to the last acquired record. */
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
