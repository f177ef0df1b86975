import { getOrAdd } from '../../env/index.ts'
import { compareUuids } from '../group/modern/java-order.ts'
import { type Assigned, type Draft, draftOf, type GroupSpec } from './assignor.ts'
import { MemberBalancer } from './member-balancer.ts'

/** Maximum number of balancing passes over the topics. */
const passesMax = 16

/** Uniform assignment for members with different subscriptions (UniformHeterogeneousAssignmentBuilder). */
export function assignHeterogeneous(spec: GroupSpec): Assigned {
  return new HeterogeneousAssignment(spec).result()
}

const nobody = -1

class HeterogeneousAssignment {
  readonly #spec: GroupSpec
  /** Subscribers of each topic, as indexes into `memberIds`. */
  readonly #subscribers = new Map<string, number[]>()
  readonly #drafts: Draft[]
  /** Number of partitions of each member. */
  readonly #sizes: number[]
  /** Owner of each partition, by topic. */
  readonly #owners = new Map<string, number[]>()
  readonly #balancer: MemberBalancer

  constructor(spec: GroupSpec) {
    this.#spec = spec
    const { memberIds, members, partitionCount } = spec
    this.#sizes = memberIds.map(() => 0)
    this.#balancer = new MemberBalancer(this.#sizes)
    for (const [index, memberId] of memberIds.entries())
      for (const topicId of members.get(memberId)?.topicIds ?? [])
        getOrAdd(this.#subscribers, topicId, () => [] as number[]).push(index)
    for (const topicId of this.#subscribers.keys())
      this.#owners.set(topicId, new Array<number>(Math.max(partitionCount(topicId), 0)).fill(nobody))
    this.#drafts = memberIds.map(() => new Map())
  }

  result(): Assigned {
    if (this.#subscribers.size === 0) return new Map()
    for (const index of this.#spec.memberIds.keys()) this.#keep(index)
    this.#dealOut()
    this.#balance()
    return new Map(this.#spec.memberIds.map((memberId, index) => [memberId, this.#draftOf(index)]))
  }

  #draftOf(index: number): Draft {
    const draft = this.#drafts[index]
    if (draft === undefined) throw new RangeError(`no member ${index}`)
    return draft
  }

  #ownersOf(topicId: string): number[] {
    return this.#owners.get(topicId) ?? []
  }

  /** Lets a member keep its partitions of topics that it is still subscribed to. */
  #keep(index: number): void {
    const member = this.#spec.members.get(this.#spec.memberIds[index] ?? '')
    if (member === undefined) return
    const draft = draftOf(member.assigned)
    for (const [topicId, partitions] of member.assigned) {
      if (!member.topicIds.has(topicId)) {
        draft.delete(topicId)
        continue
      }
      this.#sizes[index] = (this.#sizes[index] ?? 0) + partitions.size
      const owners = this.#ownersOf(topicId)
      for (const partition of partitions) owners[partition] = index
    }
    this.#drafts[index] = draft
  }

  /** Sorts topics by partitions per subscriber, highest first, then by number of subscribers, lowest first. */
  #inOrder(topicIds: readonly string[]): string[] {
    const facts = new Map(
      topicIds.map((topicId) => {
        const subscribers = this.#subscribersOf(topicId).length
        return [topicId, { subscribers, share: this.#ownersOf(topicId).length / subscribers }]
      })
    )
    const none = { subscribers: 0, share: 0 }
    return [...topicIds].sort((a, b) => {
      const [first, second] = [facts.get(a) ?? none, facts.get(b) ?? none]
      return second.share - first.share || first.subscribers - second.subscribers || compareUuids(a, b)
    })
  }

  #subscribersOf(topicId: string): readonly number[] {
    return this.#subscribers.get(topicId) ?? []
  }

  #dealOut(): void {
    const free = [...this.#owners].filter(([, owners]) => owners.includes(nobody)).map(([topicId]) => topicId)
    for (const topicId of this.#inOrder(free)) {
      this.#balancer.begin(this.#subscribersOf(topicId))
      for (const [partition, owner] of [...this.#ownersOf(topicId)].entries())
        if (owner === nobody) this.#give(topicId, partition, this.#balancer.nextLeastLoaded())
    }
  }

  #balance(): void {
    const topicIds = this.#inOrder(
      [...this.#subscribers].filter(([, subscribers]) => subscribers.length >= 2).map(([topicId]) => topicId)
    )
    /** The last topic for which a partition was moved. */
    let last = -1
    for (let pass = 0; pass < passesMax; pass++) {
      for (const [index, topicId] of topicIds.entries()) {
        if (index === last) return
        if (this.#balanceTopic(topicId) > 0 || last === -1) last = index
      }
    }
  }

  /** Moves partitions of one topic from its most to its least loaded subscribers. Returns the number moved. */
  #balanceTopic(topicId: string): number {
    const balancer = this.#balancer
    if (balancer.begin(this.#subscribersOf(topicId)) <= 1) return 0
    const owned = new Map<number, number[]>()
    for (const [partition, owner] of this.#ownersOf(topicId).entries())
      getOrAdd(owned, owner, () => [] as number[]).push(partition)
    let moved = 0
    while (!balancer.isBalanced) {
      let most = balancer.nextMostLoaded()
      while (most !== nobody && (owned.get(most)?.length ?? 0) === 0) {
        balancer.excludeMostLoaded()
        most = balancer.nextMostLoaded()
      }
      const partition = most === nobody ? undefined : owned.get(most)?.pop()
      if (partition === undefined) break
      const least = balancer.nextLeastLoaded()
      if (balancer.isBalanced) break
      this.#give(topicId, partition, least)
      moved++
    }
    return moved
  }

  #give(topicId: string, partition: number, index: number): void {
    const owners = this.#ownersOf(topicId)
    const before = owners[partition] ?? nobody
    if (before !== nobody) {
      const partitions = this.#draftOf(before).get(topicId)
      partitions?.delete(partition)
      if (partitions?.size === 0) this.#draftOf(before).delete(topicId)
      this.#sizes[before] = (this.#sizes[before] ?? 0) - 1
    }
    getOrAdd(this.#draftOf(index), topicId, () => new Set<number>()).add(partition)
    owners[partition] = index
    this.#sizes[index] = (this.#sizes[index] ?? 0) + 1
  }
}
