/** Who has which partition of a group, as its members know it: no partition is with two of them whose sessions stand (G1). */
import { Violation } from '../../kit/sim-world.ts'

/** One life of a member. */
export class Holder {
  readonly name: string
  /** Until then its session stands, whatever the broker hears or not: so long after it sent what was answered. */
  aliveUntilMs = 0

  constructor(name: string) {
    this.name = name
  }
}

export class Holdings {
  readonly #clock: { readonly nowMs: number }
  readonly #holders = new Map<string, Holder>()
  /** What each member keeps a second copy of (standby tasks). */
  readonly copies = new Map<string, ReadonlySet<string>>()
  /** How many members are to keep a copy of each partition, once all is quiet. */
  copiesWanted = 0

  constructor(clock: { readonly nowMs: number }) {
    this.#clock = clock
  }

  take(where: string, holder: Holder): void {
    const other = this.#holders.get(where)
    if (other !== undefined && other !== holder && other.aliveUntilMs > this.#clock.nowMs)
      throw new Violation(`${where} was given to ${holder.name}, and ${other.name} has it`)
    this.#holders.set(where, holder)
  }

  release(where: string, holder: Holder): void {
    if (this.#holders.get(where) === holder) this.#holders.delete(where)
  }

  /** It gives up everything. */
  leave(holder: Holder): void {
    for (const where of this.#holders.keys()) this.release(where, holder)
  }

  isHeld(where: string): boolean {
    return (this.#holders.get(where)?.aliveUntilMs ?? 0) > this.#clock.nowMs
  }

  hasCopies(where: string): boolean {
    return [...this.copies.values()].filter((places) => places.has(where)).length >= this.copiesWanted
  }

  /** The power took what the group was, as settings allow: nobody's session is sure to stand. */
  forget(): void {
    for (const holder of this.#holders.values()) holder.aliveUntilMs = 0
  }
}
