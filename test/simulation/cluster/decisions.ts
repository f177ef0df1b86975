/**
 * Checks what a broker writes about a partition against its own knowledge at that time: leader, eligible replicas, completion of a
 * reassignment. Outdated knowledge is caught by compare-and-set, or corrected by the next decision.
 */
import {
  type Compare,
  lostDirectory,
  type MetadataImage,
  type Operation,
  type PartitionImage
} from '../../../src/metadata/index.ts'
import { keys } from '../../../src/metadata/keys.ts'
import { decodePartition } from '../../../src/metadata/partition-image.ts'
import { Violation } from '../../kit/sim-world.ts'

/** min.insync.replicas of every topic in this simulation. */
export const minInSync = 2

export class Decisions {
  readonly #brokerId: number
  readonly #image: MetadataImage

  constructor(brokerId: number, image: MetadataImage) {
    this.#brokerId = brokerId
    this.#image = image
  }

  /** @throws Violation */
  check(compare: readonly Compare[], operations: readonly Operation[]): void {
    const isController = compare.some(({ key }) => key === keys.controller)
    for (const operation of operations) {
      const path = 'put' in operation ? keys.parse(operation.put) : undefined
      if (path?.kind !== 'partition' || !('put' in operation)) continue
      const topic = this.#image.topicById(path.topicId)
      const before = topic?.partitions[path.partition]
      const decidedOn = compare.find(({ key }) => key === operation.put)
      // A decision based on a different state is not applied.
      if (topic === undefined || before === undefined || decidedOn === undefined) continue
      if (!('modRevision' in decidedOn) || decidedOn.modRevision !== before.revision) continue
      const assignment = this.#image.assignment(topic.name)
      const after = decodePartition(operation.value, 0, assignment?.sets[assignment.of[path.partition] ?? -1])
      const wrong = this.#wrong(before, after, isController)
      if (wrong === null) continue
      const states = `${JSON.stringify(before)} becomes ${operation.value}`
      throw new Violation(`${topic.name}-${path.partition}: broker ${this.#brokerId} decided that ${wrong}: ${states}`)
    }
  }

  #wrong(before: PartitionImage, after: PartitionImage, isController: boolean): string | null {
    const { leader, isr, elr, replicas } = after
    const isElected = leader !== before.leader
    if (isElected && after.leaderEpoch <= before.leaderEpoch) return 'another leads in the same epoch'
    const clean = [...before.isr, ...before.elr]
    // A restarted broker gives up its own place, and then the last leader may be elected.
    const isNobodyLeft = !clean.some((id) => isController || id !== this.#brokerId)
    // A replica that the leader adds with this change has all records: it counts from the moment of the leader's request.
    const joins = before.leader === this.#brokerId && !isController && isr.includes(leader)
    const mayLead = clean.includes(leader) || joins || (isNobodyLeft && before.lastKnownElr.includes(leader))
    if (isElected && leader >= 0 && !mayLead) return `${leader} leads, which may lack what is committed`
    if (isController && isElected && leader >= 0 && !this.#image.isAlive(leader))
      return `${leader} leads, which is gone`
    const isLeft = (id: number) => !replicas.includes(id) && !before.adding.includes(id)
    // Only the added replicas must be in sync, provided that no fewer remain (KIP-455).
    const mustBeIn = replicas.length < before.replicas.length - before.adding.length ? replicas : before.adding
    if (before.replicas.some(isLeft) && !mustBeIn.every((id) => isr.includes(id) || before.removing.includes(id)))
      return 'a move is complete, and not all who come are in sync'
    if (isr.length >= Math.min(minInSync, replicas.length)) return null
    // A replica whose log is unreadable may return without it, so it is safe to remove it (KIP-858).
    const isLost = (id: number) => {
      const directory = before.directories[before.replicas.indexOf(id)]
      const known = this.#image.isAlive(id) ? (this.#image.broker(id)?.directories ?? []) : []
      return directory === lostDirectory || (directory !== undefined && known.length > 0 && !known.includes(directory))
    }
    const stays = (id: number) => replicas.includes(id) && (isController || id !== this.#brokerId) && !isLost(id)
    const forgotten = [...before.isr, ...before.elr].find((id) => stays(id) && !isr.includes(id) && !elr.includes(id))
    return forgotten === undefined ? null : `${forgotten} is not eligible, which has all that is committed`
  }
}
