/*
 * Owns the marks that a store leaves with its changes. Each change compares that its mark is what it was, and puts its number
 * there: so it can be sent again when its answer is lost, and is made once at most. Marks are no part of the metadata.
 */

/** Below the prefix of the store, where its watch sees them. */
export const marksPrefix = '/.writers/'

/** More marks than that are of processes that are gone. */
export const marksMax = 500

/** So many changes may be under way; others wait for their turn. */
const changesMax = 32

/** Used by one change at a time. */
interface Mark {
  readonly key: string
  /** Of its last change; 0: it was never put. */
  modRevision: number
}

export class Marks {
  readonly #prefix: string
  readonly #free: Mark[] = []
  readonly #waiting: (() => void)[] = []
  #underWay = 0
  #taken = 0
  #number = 0
  /** Numbers of changes whose end is not known, with the revision once the watch has brought them. */
  readonly #made = new Map<number, number | undefined>()

  constructor(uuid: string) {
    this.#prefix = `${marksPrefix}${uuid}/`
  }

  /** Resolves when it is the turn of a change. Call `end` when it is over. */
  async begin(): Promise<{ readonly number: number; readonly mark: Mark }> {
    if (this.#underWay < changesMax) this.#underWay++
    else await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    const number = ++this.#number
    this.#made.set(number, undefined)
    return { number, mark: this.#free.pop() ?? { key: `${this.#prefix}${this.#taken++}`, modRevision: 0 } }
  }

  /** Without a mark: nobody knows what became of it, and the change may still be under way. */
  end(number: number, mark?: Mark): void {
    this.#made.delete(number)
    if (mark !== undefined) this.#free.push(mark)
    const next = this.#waiting.shift()
    if (next === undefined) this.#underWay--
    else next()
  }

  /** The watch has brought a mark, of whomever. */
  seen(key: string, value: string, revision: number): void {
    const number = Number(value)
    if (key.startsWith(this.#prefix) && this.#made.has(number)) this.#made.set(number, revision)
  }

  madeAt(number: number): number | undefined {
    return this.#made.get(number)
  }
}
