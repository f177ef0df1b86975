/**
 * What a broker may write of a partition, by what it knows itself at that moment: who may lead, who stays eligible, when a move is
 * complete. What it does not know yet is caught by comparing, or mended by the next decision.
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

/** min.insync.replicas of every topic here. */
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
      // What was decided on something else does not hold.
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
    // A broker that comes back gives up its own place, and then the last leader may lead.
    const isNobodyLeft = !clean.some((id) => isController || id !== this.#brokerId)
    // Whom the leader takes in with this very change has all: it counts from the moment at which the leader asks for it.
    const joins = before.leader === this.#brokerId && !isController && isr.includes(leader)
    const mayLead = clean.includes(leader) || joins || (isNobodyLeft && before.lastKnownElr.includes(leader))
    if (isElected && leader >= 0 && !mayLead) return `${leader} leads, which may lack what is committed`
    if (isController && isElected && leader >= 0 && !this.#image.isAlive(leader))
      return `${leader} leads, which is gone`
    const isLeft = (id: number) => !replicas.includes(id) && !before.adding.includes(id)
    // Of those who stay only who comes has to be in sync, where no fewer are left (KIP-455).
    const mustBeIn = replicas.length < before.replicas.length - before.adding.length ? replicas : before.adding
    if (before.replicas.some(isLeft) && !mustBeIn.every((id) => isr.includes(id) || before.removing.includes(id)))
      return 'a move is complete, and not all who come are in sync'
    if (isr.length >= Math.min(minInSync, replicas.length)) return null
    // Whose log cannot be read may come back without it: it is safe to forget that one (KIP-858).
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
