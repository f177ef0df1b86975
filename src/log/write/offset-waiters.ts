import type { Timers } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'

/** Who waits until everything below an offset has come so far: written, synced, or replicated. */
interface OffsetWaiter {
  readonly offset: number
  readonly done: (failure: Failure | null) => void
}

/** Waiters of one log, called in offset order. */
export class OffsetWaiters {
  #waiters: OffsetWaiter[] = []

  get size(): number {
    return this.#waiters.length
  }

  add(offset: number, done: (failure: Failure | null) => void): OffsetWaiter {
    const waiter = { offset, done }
    // A retry waits for an older offset than earlier waiters.
    let at = this.#waiters.length
    while (at > 0 && (this.#waiters[at - 1]?.offset ?? 0) > offset) at--
    if (at === this.#waiters.length) this.#waiters.push(waiter)
    else this.#waiters.splice(at, 0, waiter)
    return waiter
  }

  /** Resolves when `offset` is reached, or with REQUEST_TIMED_OUT after `timeoutMs` of client time. */
  reached(offset: number, timers: Timers, timeoutMs: number): Promise<Failure | null> {
    return new Promise((resolve) => {
      const timer = timers.after(Math.max(0, timeoutMs), () => {
        const at = this.#waiters.indexOf(waiter)
        if (at >= 0) this.#waiters.splice(at, 1)
        resolve(failed('REQUEST_TIMED_OUT'))
      })
      const waiter = this.add(offset, (failure) => {
        timer.cancel()
        resolve(failure)
      })
    })
  }

  tellUpTo(offset: number, failure: Failure | null): void {
    let count = 0
    while (count < this.#waiters.length && (this.#waiters[count]?.offset ?? 0) <= offset) count++
    if (count === 0) return
    for (const waiter of this.#waiters.splice(0, count)) waiter.done(failure)
  }

  /** Records beyond `offset` are gone: their waiters get the failure. */
  refuseBeyond(offset: number, failure: Failure = failed('KAFKA_STORAGE_ERROR')): void {
    const gone = this.#waiters.filter((waiter) => waiter.offset > offset)
    if (gone.length === 0) return
    this.#waiters = this.#waiters.filter((waiter) => waiter.offset <= offset)
    for (const waiter of gone) waiter.done(failure)
  }
}
