/** What is known of the groups of a simulation: who has what, and how far each group has committed. */
import type { SimWorld } from '../../kit/sim-world.ts'
import { Holdings } from './holdings.ts'
import type { CommitLedger, ReadLedger } from './stage.ts'

export class GroupBook {
  readonly world: SimWorld
  readonly owners = new Map<string, string>()
  protected readonly commits = new Map<string, CommitLedger>()
  protected readonly holdings = new Map<string, Holdings>()

  constructor(world: SimWorld) {
    this.world = world
  }

  commitOf(group: string, { name }: ReadLedger): CommitLedger {
    const key = `${group} ${name}`
    const known = this.commits.get(key) ?? { acknowledged: -1, sent: -1, coveredTo: 0 }
    this.commits.set(key, known)
    return known
  }

  holdingsOf(group: string): Holdings {
    const known = this.holdings.get(group) ?? new Holdings(this.world)
    this.holdings.set(group, known)
    return known
  }

  /** What keeps a group from its end in a partition: it has not committed all that there is to be read, or nobody reads on. */
  protected lateIn(group: string, ledger: ReadLedger): string[] {
    const { acknowledged } = this.commitOf(group, ledger)
    const holdings = this.holdingsOf(group)
    if (acknowledged < ledger.end) return [`${group} at ${acknowledged} of ${ledger.highWatermark} in ${ledger.name}`]
    if (!holdings.isHeld(ledger.name)) return [`${group} has nobody for ${ledger.name}`]
    return holdings.hasCopies(ledger.name) ? [] : [`${group} has no copy of ${ledger.name}`]
  }
}
