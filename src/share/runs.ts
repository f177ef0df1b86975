/*
 * Owns the in-flight records of one share partition as runs of offsets: sorted, apart from one another, and cut where their states
 * differ. A batch that is delivered and accepted as a whole stays one run, however many records it has.
 */

export type RecordState = 'available' | 'acquired' | 'acknowledged' | 'archived'

/** What one run of offsets is, both ends included. */
export interface Run {
  first: number
  last: number
  state: RecordState
  /** How often it was delivered, this time included. */
  deliveryCount: number
  /** Who acquired it; empty when nobody has. */
  memberId: string
  /** Client time in monotonic milliseconds when the lock ends; only of acquired runs. */
  lockedUntilMs: number
  /** How it was before a change that is being written; null when none is. */
  before: { readonly state: RecordState; readonly deliveryCount: number; readonly memberId: string } | null
}

/** As the share coordinator numbers them. */
export const stateCodes: { readonly [K in RecordState]: number } = {
  available: 0,
  acquired: 1,
  acknowledged: 2,
  archived: 4
}

export const isDone = ({ state, before }: Run): boolean =>
  before === null && (state === 'acknowledged' || state === 'archived')

export const isFree = ({ state, before }: Run): boolean => before === null && state === 'available'

export const lengthOf = ({ first, last }: Run): number => last - first + 1

export class Runs {
  readonly #runs: Run[] = []

  get all(): readonly Run[] {
    return this.#runs
  }

  get end(): number | undefined {
    return this.#runs.at(-1)?.last
  }

  /** Index of the first run that ends at or after `offset`. */
  indexAt(offset: number): number {
    let low = 0
    let high = this.#runs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#runs[middle] as Run).last < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The offsets must be in no run yet. */
  add(run: Run): void {
    this.#runs.splice(this.indexAt(run.first), 0, run)
  }

  /** Runs that together are exactly the known offsets of this range: those at its ends are cut there. */
  cut(first: number, last: number): Run[] {
    const from = this.indexAt(first)
    const head = this.#runs[from]
    if (head !== undefined && head.first < first) this.#split(from, first)
    const start = this.indexAt(first)
    let to = start
    while (to < this.#runs.length && (this.#runs[to] as Run).first <= last) {
      if ((this.#runs[to] as Run).last > last) this.#split(to, last + 1)
      to++
    }
    return this.#runs.slice(start, to)
  }

  /** Everything below `offset` goes. */
  dropBelow(offset: number): void {
    const index = this.indexAt(offset)
    const head = this.#runs[index]
    if (head !== undefined && head.first < offset) head.first = offset
    this.#runs.splice(0, index)
  }

  /** Neighbours that are done, or free with the same count, become one run. */
  join(): void {
    let kept = 0
    for (const run of this.#runs) {
      const last = kept === 0 ? undefined : this.#runs[kept - 1]
      if (last !== undefined && last.last + 1 === run.first && isAlike(last, run)) last.last = run.last
      else this.#runs[kept++] = run
    }
    this.#runs.length = kept
  }

  #split(index: number, at: number): void {
    const run = this.#runs[index] as Run
    this.#runs.splice(index + 1, 0, { ...run, first: at })
    run.last = at - 1
  }
}

const isAlike = (a: Run, b: Run): boolean =>
  (isDone(a) && isDone(b)) || (isFree(a) && isFree(b) && a.deliveryCount === b.deliveryCount)
