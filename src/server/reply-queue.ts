import type { Exchange } from './exchange.ts'

/** Responses that go out in one write. */
interface Replies {
  /** Empty if none of the requests gets a response (acks=0). */
  readonly chunks: readonly Uint8Array[]
  /** The requests that must be notified once their response is sent. */
  readonly borrowers: readonly Exchange[] | undefined
  /** The memory that was counted for them. */
  readonly heldBytes: number
}

const none: readonly Uint8Array[] = []
/** Requests that wait for something to happen. A stopping broker does not wait for them. */
const isLongPoll = ({ api, chunks }: Exchange) => chunks === undefined && api.parks

/** The requests of one connection in arrival order, until their responses go out in that order. */
export class ReplyQueue {
  readonly #waiting: Exchange[] = []
  #unansweredCount = 0

  get length(): number {
    return this.#waiting.length
  }

  /** Requests without a response so far. */
  get unansweredCount(): number {
    return this.#unansweredCount
  }

  /** Whether all of them are long polls; true if there are none. */
  get areLongPolls(): boolean {
    return this.#waiting.every(isLongPoll)
  }

  /** Whether the last request is of this API. */
  endsWith(apiKey: number): boolean {
    return this.#waiting.at(-1)?.api.key === apiKey
  }

  add(exchange: Exchange): void {
    this.#waiting.push(exchange)
    if (exchange.chunks === undefined) this.#unansweredCount++
  }

  /** A request that was added unanswered now has its response. */
  noteAnswer(): void {
    this.#unansweredCount--
  }

  /** Removes the answered requests at the front; undefined if there are none. */
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

  /** Drops all responses. Unanswered requests release their borrowed buffers once they complete. */
  drop(): void {
    release(this.#waiting.filter(({ chunks }) => chunks !== undefined))
    this.#waiting.length = 0
  }
}

export function release(exchanges: readonly Exchange[] | undefined): void {
  if (exchanges !== undefined) for (const exchange of exchanges) exchange.sent()
}
