/*
 * Tracks, by offset, which bytes of one log's end are in the tail cache, and reads them without the disk. Never writes, and does
 * not keep a slab in the cache.
 */
import { baseOffset, batchSize, entryLastOffset } from '../../records/index.ts'
import type { ReadLimits, ReadResult } from '../contract.ts'
import type { Piece, TailCache } from './tail-cache.ts'

/** A longer piece is not extended, so that finding a batch in it stays fast. */
const pieceBytesMax = 64 * 1024

interface TailEntry {
  readonly piece: Piece
  readonly baseOffset: number
  /** Position in its segment's file. */
  readonly position: number
  endOffset: number
  /** Where the last read ended: a tail reader continues there, without skipping over earlier batches. */
  readOffset: number
  readAt: number
}

export const emptyRead: ReadResult = { chunks: [], bytes: 0, release: () => {} }

export class LogTail {
  readonly #cache: TailCache
  /** In offset order. The first piece is evicted first, unless a reader still uses its slab. */
  #entries: TailEntry[] = []
  #dead = 0

  constructor(cache: TailCache) {
    this.#cache = cache
  }

  /** Copies a batch into the cache. Undefined if it is too large; the cached tail then restarts after it. */
  add(
    bytes: Uint8Array,
    firstOffset: number,
    endOffset: number,
    position: number
  ): { readonly piece: Piece; readonly from: number } | undefined {
    const last = this.#entries.at(-1)
    const canGrow = last !== undefined && last.endOffset === firstOffset && last.piece.length < pieceBytesMax
    const piece = this.#cache.add(bytes, canGrow ? last.piece : undefined)
    if (piece === undefined) {
      this.clear()
      return undefined
    }
    if (canGrow && piece === last.piece) last.endOffset = endOffset
    else {
      if (last !== undefined && last.endOffset !== firstOffset) this.clear()
      this.#entries.push({ piece, baseOffset: firstOffset, endOffset, position, readOffset: firstOffset, readAt: 0 })
      this.#forgetDead()
    }
    return { piece, from: piece.length - bytes.length }
  }

  #forgetDead(): void {
    while (this.#dead < this.#entries.length && !this.#cache.isAlive((this.#entries[this.#dead] as TailEntry).piece))
      this.#dead++
    if (this.#dead > 32 && this.#dead * 2 > this.#entries.length) {
      this.#entries.splice(0, this.#dead)
      this.#dead = 0
    }
  }

  clear(): void {
    this.#entries = []
    this.#dead = 0
  }

  /** Undefined if the cache does not reach back to `fromOffset`. */
  read(fromOffset: number, limits: ReadLimits): ReadResult | undefined {
    const index = this.#indexOf(fromOffset)
    return index === undefined ? undefined : this.#gather(index, fromOffset, limits)
  }

  /** Position in its segment's file of the batch that holds the offset, if cached. */
  positionOf(offset: number): number | undefined {
    const index = this.#indexOf(offset)
    if (index === undefined) return undefined
    const entry = this.#entries[index] as TailEntry
    return entry.position + skipTo(this.#cache.view(entry.piece), offset, entry)
  }

  #indexOf(fromOffset: number): number | undefined {
    this.#forgetDead()
    let low = this.#dead
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[middle] as TailEntry).endOffset <= fromOffset) low = middle + 1
      else high = middle
    }
    const first = this.#entries[low]
    return first === undefined || first.baseOffset > fromOffset || !this.#cache.isAlive(first.piece) ? undefined : low
  }

  #gather(index: number, fromOffset: number, limits: ReadLimits): ReadResult {
    const chunks: Buffer[] = []
    const releases: (() => void)[] = []
    let bytes = 0
    for (let n = index; n < this.#entries.length; n++) {
      const entry = this.#entries[n] as TailEntry
      if (entry.baseOffset >= limits.upToOffset || !this.#cache.isAlive(entry.piece)) break
      const view = this.#cache.view(entry.piece)
      const from = n === index ? skipTo(view, fromOffset, entry) : 0
      const to = wholeUpTo(view, from, entry.endOffset, limits, bytes)
      if (to > from) {
        entry.readAt = to
        entry.readOffset = to < view.length ? baseOffset(view, to) : entry.endOffset
        chunks.push(view.subarray(from, to))
        releases.push(this.#cache.hold(entry.piece))
        bytes += to - from
      }
      if (to < view.length) break
    }
    if (chunks.length === 0) return emptyRead
    return {
      chunks,
      bytes,
      release: () => {
        for (const release of releases) release()
      }
    }
  }
}

/** Position of the batch that holds `offset`. */
function skipTo(view: Buffer, offset: number, { readOffset, readAt }: TailEntry): number {
  let at = offset >= readOffset ? readAt : 0
  while (at < view.length && entryLastOffset(view, at) < offset) at += batchSize(view, at)
  return at
}

/** End of the last batch within the limits; `before` bytes are already used. */
function wholeUpTo(view: Buffer, from: number, endOffset: number, limits: ReadLimits, before: number): number {
  if (endOffset <= limits.upToOffset && before + view.length - from <= limits.maxBytes) return view.length
  let at = from
  while (at < view.length) {
    const size = batchSize(view, at)
    if (baseOffset(view, at) >= limits.upToOffset) break
    const isFirst = before + at - from === 0
    if (before + at + size - from > limits.maxBytes && !(isFirst && limits.atLeastOneBatch)) break
    at += size
  }
  return at
}
