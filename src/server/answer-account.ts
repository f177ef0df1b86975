import type { AnswerBudget } from './answer-budget.ts'

/** Less than this is not counted: an ordinary answer costs no bookkeeping. */
const countedBytesMin = 64 * 1024

/** The memory that the answers of one connection take, kept up to date in the budget of all connections. */
export class AnswerAccount {
  readonly #budget: AnswerBudget
  /** Answers that are being made, or wait for those before them. */
  #heldBytes = 0
  /** What the socket has not taken, where it is behind. */
  #unreadBytes = 0
  #countedBytes = 0

  constructor(budget: AnswerBudget) {
    this.#budget = budget
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  /** What of all this the budget has counted. */
  get countedBytes(): number {
    return this.#countedBytes
  }

  hold(bytes: number): void {
    this.#heldBytes += bytes
    this.#count(this.#heldBytes + this.#unreadBytes)
  }

  /** The socket is behind by so many bytes. */
  unread(bytes: number): void {
    this.#unreadBytes = bytes
    this.#count(this.#heldBytes + bytes)
  }

  /** The connection is gone. What is still being read for it is dropped when it comes. */
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
