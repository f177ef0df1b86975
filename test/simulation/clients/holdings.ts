/** A group's partition owners, as seen by its members: no two members with valid sessions may own the same partition (G1). */
import { Violation } from '../../kit/sim-world.ts'

/** One life of a member. */
export class Holder {
  readonly name: string
  /** Its process, which must not have a standby of its own active tasks. */
  readonly process: string
  /** End of its session: the session timeout after it sent the last request that got a response. */
  aliveUntilMs = 0

  constructor(name: string, process = name) {
    this.name = name
    this.process = process
  }
}

export class Holdings {
  readonly #clock: { readonly nowMs: number }
  readonly #holders = new Map<string, Holder>()
  /** Standby tasks of each member. */
  readonly #copies = new Map<Holder, ReadonlySet<string>>()
  /** Number of standbys per partition once everything is quiet. */
  copiesWanted = 0

  constructor(clock: { readonly nowMs: number }) {
    this.#clock = clock
  }

  take(where: string, holder: Holder): void {
    const other = this.#holders.get(where)
    if (other !== undefined && other !== holder && other.aliveUntilMs > this.#clock.nowMs)
      throw new Violation(`${where} was given to ${holder.name}, and ${other.name} has it`)
    for (const [copyist, places] of this.#copies)
      if (copyist !== holder && this.#sharesProcess(copyist, holder) && places.has(where))
        throw new Violation(`${where} was given to ${holder.name}, and its process has a copy in ${copyist.name}`)
    this.#holders.set(where, holder)
  }

  #sharesProcess(other: Holder, holder: Holder): boolean {
    return other.process === holder.process && other.aliveUntilMs > this.#clock.nowMs
  }

  /** Replaces the member's standby tasks. */
  keep(places: ReadonlySet<string>, holder: Holder): void {
    const before = this.#copies.get(holder)
    for (const where of places) {
      const other = this.#holders.get(where)
      if (before?.has(where) || other === undefined || other === holder || !this.#sharesProcess(other, holder)) continue
      throw new Violation(`a copy of ${where} was given to ${holder.name}, and its process has it in ${other.name}`)
    }
    this.#copies.set(holder, places)
  }

  release(where: string, holder: Holder): void {
    if (this.#holders.get(where) === holder) this.#holders.delete(where)
  }

  /** The member releases everything. */
  leave(holder: Holder): void {
    for (const where of this.#holders.keys()) this.release(where, holder)
    this.#copies.delete(holder)
  }

  isHeld(where: string): boolean {
    return (this.#holders.get(where)?.aliveUntilMs ?? 0) > this.#clock.nowMs
  }

  hasCopies(where: string): boolean {
    let count = 0
    for (const [{ aliveUntilMs }, places] of this.#copies)
      if (aliveUntilMs > this.#clock.nowMs && places.has(where)) count++
    return count >= this.copiesWanted
  }

  /** A power loss took the group's state, as settings allow: no session is certain to be valid. */
  forget(): void {
    for (const holder of [...this.#holders.values(), ...this.#copies.keys()]) holder.aliveUntilMs = 0
  }
}
