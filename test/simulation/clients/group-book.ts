/** Known facts about the groups of a simulation: partition owners and committed offsets. */
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

  /** Why a group is not done with a partition: it has not committed all readable records, or no member reads on. */
  protected lateIn(group: string, ledger: ReadLedger): string[] {
    const { acknowledged } = this.commitOf(group, ledger)
    const holdings = this.holdingsOf(group)
    if (acknowledged < ledger.end) return [`${group} at ${acknowledged} of ${ledger.highWatermark} in ${ledger.name}`]
    if (!holdings.isHeld(ledger.name)) return [`${group} has nobody for ${ledger.name}`]
    return holdings.hasCopies(ledger.name) ? [] : [`${group} has no copy of ${ledger.name}`]
  }
}
