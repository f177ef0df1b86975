import type { ErrorName } from '../../protocol/index.ts'

type Done = (error: ErrorName | null) => void

/** Who waits until what stands before an offset is as durable as promised; they are told in offset order. */
export class OffsetWaiters {
  #waiters: { readonly offset: number; readonly done: Done }[] = []

  add(offset: number, done: Done): void {
    // A retry waits for an older offset than those who came before it.
    let at = this.#waiters.length
    while (at > 0 && (this.#waiters[at - 1]?.offset ?? 0) > offset) at--
    if (at === this.#waiters.length) this.#waiters.push({ offset, done })
    else this.#waiters.splice(at, 0, { offset, done })
  }

  tellUpTo(offset: number, error: ErrorName | null): void {
    let count = 0
    while (count < this.#waiters.length && (this.#waiters[count]?.offset ?? 0) <= offset) count++
    if (count === 0) return
    for (const waiter of this.#waiters.splice(0, count)) waiter.done(error)
  }

  /** Who waits for what lies beyond is told that it is gone. */
  refuseBeyond(offset: number): void {
    const gone = this.#waiters.filter((waiter) => waiter.offset > offset)
    if (gone.length === 0) return
    this.#waiters = this.#waiters.filter((waiter) => waiter.offset <= offset)
    for (const waiter of gone) waiter.done('KAFKA_STORAGE_ERROR')
  }
}
