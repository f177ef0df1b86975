import type { Exchange } from './exchange.ts'

/** Answers that leave in one write. */
interface Replies {
  /** Empty where none of the requests is answered (acks 0). */
  readonly chunks: readonly Uint8Array[]
  /** Those of the requests who wait to hear that they were sent. */
  readonly borrowers: readonly Exchange[] | undefined
  /** The memory that they were counted with. */
  readonly heldBytes: number
}

const none: readonly Uint8Array[] = []
/** Requests that wait for others to do something: a broker that stops does not wait for them. */
const isLongPoll = ({ api, chunks }: Exchange) => chunks === undefined && api.parks

/** The requests of one connection in the order of arrival, until their answers leave in that order. */
export class ReplyQueue {
  readonly #waiting: Exchange[] = []
  #unansweredCount = 0

  get length(): number {
    return this.#waiting.length
  }

  /** Those of them that have no answer yet. */
  get unansweredCount(): number {
    return this.#unansweredCount
  }

  /** Nobody has to wait for any of them: also true of none. */
  get areLongPolls(): boolean {
    return this.#waiting.every(isLongPoll)
  }

  /** The last request is one of this API. */
  endsWith(apiKey: number): boolean {
    return this.#waiting.at(-1)?.api.key === apiKey
  }

  add(exchange: Exchange): void {
    this.#waiting.push(exchange)
    if (exchange.chunks === undefined) this.#unansweredCount++
  }

  /** One that was added without an answer has one. */
  noteAnswer(): void {
    this.#unansweredCount--
  }

  /** Takes out the answered requests at the front; undefined when there are none. */
  takeReady(): Replies | undefined {
    let count = 0
    let chunks: Uint8Array[] | undefined
    let borrowers: Exchange[] | undefined
    let heldBytes = 0
    for (const exchange of this.#waiting) {
      if (exchange.chunks === undefined) break
      count++
      heldBytes += exchange.heldBytes
      if (exchange.chunks !== null) {
        if (chunks === undefined) chunks = exchange.chunks
        else for (const chunk of exchange.chunks) chunks.push(chunk)
      }
      if (!exchange.hasBorrowed) continue
      if (borrowers === undefined) borrowers = [exchange]
      else borrowers.push(exchange)
    }
    if (count === 0) return undefined
    this.#waiting.splice(0, count)
    return { chunks: chunks ?? none, borrowers, heldBytes }
  }

  /** Nobody is to be answered any more. Those without an answer give back what they borrow when it comes. */
  drop(): void {
    release(this.#waiting.filter(({ chunks }) => chunks !== undefined))
    this.#waiting.length = 0
  }
}

export function release(exchanges: readonly Exchange[] | undefined): void {
  if (exchanges !== undefined) for (const exchange of exchanges) exchange.sent()
}
