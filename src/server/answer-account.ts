import type { AnswerBudget } from './answer-budget.ts'

/** Smaller amounts are not counted, so that an ordinary response costs no bookkeeping. */
const countedBytesMin = 64 * 1024

/** The memory held by one connection's responses, reported to the budget shared by all connections. */
export class AnswerAccount {
  readonly #budget: AnswerBudget
  /** Responses being built, or waiting for earlier ones. */
  #heldBytes = 0
  /** Bytes that the socket has not accepted yet. */
  #unreadBytes = 0
  #countedBytes = 0

  constructor(budget: AnswerBudget) {
    this.#budget = budget
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  /** How much of this the budget has counted. */
  get countedBytes(): number {
    return this.#countedBytes
  }

  hold(bytes: number): void {
    this.#heldBytes += bytes
    this.#count(this.#heldBytes + this.#unreadBytes)
  }

  /** Sets how many bytes the socket is behind. */
  unread(bytes: number): void {
    this.#unreadBytes = bytes
    this.#count(this.#heldBytes + bytes)
  }

  /** The connection is gone. Data that is still being read for it is dropped on arrival. */
  close(): void {
    this.#count(0)
  }

  #count(bytes: number): void {
    const counted = bytes < countedBytesMin ? 0 : bytes
    if (counted === this.#countedBytes) return
    const change = counted - this.#countedBytes
    this.#countedBytes = counted
    this.#budget.change(change)
  }
}
