/*
 * The marks that a store writes along with its changes. Each change compares its mark with the previous value and writes its own
 * number there, so it can be repeated when its answer was lost and is applied at most once. Marks are not part of the metadata.
 */

/** Under the store's prefix, where its watch sees them. */
export const marksPrefix = '/.writers/'

/** More marks than this belong to dead processes. */
export const marksMax = 500

/** Maximum number of concurrent changes; others wait for their turn. */
const changesMax = 32

/** Used by one change at a time. */
interface Mark {
  readonly key: string
  /** Revision of its last change; 0 if it was never written. */
  modRevision: number
}

export class Marks {
  readonly #prefix: string
  readonly #free: Mark[] = []
  readonly #waiting: (() => void)[] = []
  #underWay = 0
  #taken = 0
  #number = 0
  /** Numbers of changes whose outcome is unknown, with the revision once the watch delivers them. */
  readonly #made = new Map<number, number | undefined>()

  constructor(uuid: string) {
    this.#prefix = `${marksPrefix}${uuid}/`
  }

  /** Resolves when it is this change's turn. Call `end` when the change is over. */
  async begin(): Promise<{ readonly number: number; readonly mark: Mark }> {
    if (this.#underWay < changesMax) this.#underWay++
    else await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    const number = ++this.#number
    this.#made.set(number, undefined)
    return { number, mark: this.#free.pop() ?? { key: `${this.#prefix}${this.#taken++}`, modRevision: 0 } }
  }

  /** Drops the mark: the outcome is unknown, and the change may still be applied. */
  end(number: number, mark?: Mark): void {
    this.#made.delete(number)
    if (mark !== undefined) this.#free.push(mark)
    const next = this.#waiting.shift()
    if (next === undefined) this.#underWay--
    else next()
  }

  /** The watch delivered a mark, ours or another process's. */
  seen(key: string, value: string, revision: number): void {
    const number = Number(value)
    if (key.startsWith(this.#prefix) && this.#made.has(number)) this.#made.set(number, revision)
  }

  madeAt(number: number): number | undefined {
    return this.#made.get(number)
  }
}
