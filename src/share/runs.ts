/*
 * Tracks the in-flight records of one share partition as sorted, non-overlapping runs of offsets that share a state. A batch that is
 * delivered and accepted as a whole stays a single run, however many records it has.
 */

export type RecordState = 'available' | 'acquired' | 'acknowledged' | 'archived'

/** A contiguous range of offsets in the same state, both ends inclusive. */
export interface Run {
  first: number
  last: number
  state: RecordState
  /** Number of deliveries, including the current one. */
  deliveryCount: number
  /** The member that acquired the records; empty if none has. */
  memberId: string
  /** When the acquisition lock expires, in monotonic milliseconds of the client clock. Only meaningful for acquired runs. */
  lockedUntilMs: number
  /** The values before a change whose write is still pending; null if no write is pending. */
  before: { readonly state: RecordState; readonly deliveryCount: number; readonly memberId: string } | null
}

/** Delivery state codes as persisted by the share coordinator. */
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

  /** Returns the index of the first run that ends at or after `offset`. */
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

  /** Adds a run. It must not overlap an existing one. */
  add(run: Run): void {
    this.#runs.splice(this.indexAt(run.first), 0, run)
  }

  /** Returns the runs in this range, splitting those that straddle either end. */
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

  /** Drops all offsets below `offset`. */
  dropBelow(offset: number): void {
    const index = this.indexAt(offset)
    const head = this.#runs[index]
    if (head !== undefined && head.first < offset) head.first = offset
    this.#runs.splice(0, index)
  }

  /** Merges adjacent runs that are both done, or both available with the same delivery count. */
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
