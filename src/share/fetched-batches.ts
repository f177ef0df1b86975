/*
 * Owns what a share fetch reads of the log: where its batches are, which of them belong to aborted transactions, and which of them a
 * member gets.
 */
import type { AbortedTransaction } from '../log/index.ts'
import {
  baseOffset,
  entryLastOffset,
  entryPositions,
  isControl,
  isTransactional,
  magic,
  producerId,
  readMarker
} from '../records/index.ts'
import type { AcquiredRecords, FetchedBatch } from './share-partition.ts'

export interface FetchedRecords {
  readonly bytes: Buffer
  /** Call it once, when the bytes are on the wire. */
  release(): void
}

/** Whole batches as one buffer. */
export function oneBuffer(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks
  if (chunks.length !== 1 || first === undefined) return Buffer.concat(chunks)
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength)
}

/** A batch is aborted while its producer has a transaction open that was aborted: until the producer's next abort marker. */
export function batchesOf(bytes: Buffer, aborted: readonly AbortedTransaction[]): FetchedBatch[] {
  const waiting = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset)
  const open = new Set<number>()
  const batches: FetchedBatch[] = []
  for (const at of entryPositions(bytes)) {
    const [first, last] = [baseOffset(bytes, at), entryLastOffset(bytes, at)]
    while (waiting[0] !== undefined && waiting[0].firstOffset <= last) open.add(waiting.shift()?.producerId ?? -1)
    const isModern = magic(bytes, at) === 2
    const isMarker = isModern && isControl(bytes, at)
    const isAborted = isModern && !isMarker && isTransactional(bytes, at) && open.has(producerId(bytes, at))
    if (isMarker && readMarker(bytes, at)?.type === 'ABORT') open.delete(producerId(bytes, at))
    batches.push({ first, last, isAborted })
  }
  return batches
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
