/*
 * Owns what one log appended and did not write: the pieces in order, and the segment that each belongs to. Never writes itself;
 * what was taken from it is held until it is released.
 */

import type { Segment } from '../segment/segment.ts'
import type { Backlog } from './backlog.ts'
import type { Piece, TailCache } from './tail-cache.ts'

interface Part {
  readonly segment: Segment
  readonly piece: Piece
  readonly from: number
  to: number
  /** Of the last batch in it. */
  endOffset: number
}

/** What one gathered write takes: neighbours in one segment. */
export interface Run {
  readonly segment: Segment
  readonly parts: readonly Part[]
  readonly views: readonly Buffer[]
  readonly bytes: number
  /** Everything below it is written when this is. */
  readonly endOffset: number
}

export class Unwritten {
  readonly #cache: TailCache
  readonly #backlog: Backlog
  #parts: Part[] = []

  constructor(cache: TailCache, backlog: Backlog) {
    this.#cache = cache
    this.#backlog = backlog
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0
  }

  /** Adds what stands in `piece` from `from` to its end. */
  add(segment: Segment, piece: Piece, from: number, endOffset: number): void {
    this.#backlog.add(piece.length - from)
    const last = this.#parts.at(-1)
    if (last !== undefined && last.piece === piece && last.to === from && last.segment === segment) {
      last.to = piece.length
      last.endOffset = endOffset
      return
    }
    this.#cache.markUnwritten(piece)
    this.#parts.push({ segment, piece, from, to: piece.length, endOffset })
  }

  /** What comes first of one segment, up to `bytesMax` but one part at least. Its bytes stay where they are until `release`. */
  take(bytesMax: number): Run | undefined {
    const first = this.#parts[0]
    if (first === undefined) return undefined
    let count = 0
    let bytes = 0
    for (const { segment, from, to } of this.#parts) {
      if (segment !== first.segment || (count > 0 && bytes + to - from > bytesMax)) break
      bytes += to - from
      count++
    }
    const all = this.#parts
    const parts = count === all.length ? all : all.slice(0, count)
    this.#parts = count === all.length ? [] : all.slice(count)
    const { endOffset } = parts[count - 1] as Part
    return { segment: first.segment, parts, views: this.#viewsOf(parts), bytes, endOffset }
  }

  /** Neighbours in one slab as one view: a plain write costs less than a gathered one. */
  #viewsOf(parts: readonly Part[]): Buffer[] {
    const views: Buffer[] = []
    let begin: Part | undefined
    let to = 0
    for (const part of parts) {
      const isNeighbour =
        begin !== undefined && begin.piece.slab === part.piece.slab && begin.piece.at + to === part.piece.at + part.from
      if (isNeighbour && begin !== undefined) {
        to += part.to - part.from
        views[views.length - 1] = this.#cache.view(begin.piece, begin.from, to)
      } else {
        begin = part
        to = part.to
        views.push(this.#cache.view(part.piece, part.from, to))
      }
    }
    return views
  }

  /** Of a run that is written, or never will be. */
  release({ parts, bytes }: Pick<Run, 'parts' | 'bytes'>): void {
    for (const { piece } of parts) this.#cache.markWritten(piece)
    this.#backlog.remove(bytes)
  }

  /** All that was not taken is not to be written any more. */
  drop(): void {
    const parts = this.#parts
    if (parts.length === 0) return
    this.#parts = []
    this.release({ parts, bytes: parts.reduce((sum, { from, to }) => sum + to - from, 0) })
  }
}
