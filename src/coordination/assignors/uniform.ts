import { getOrAdd } from '../../env/index.ts'
import { failed } from '../../protocol/index.ts'
import { numbersInJavaOrder, uuidsInJavaOrder } from '../group/modern/java-order.ts'
import { partitionsOf, type TopicPartitions } from '../group/modern/partitions.ts'
import { type Assignor, type Draft, draftOf, type GroupSpec } from './assignor.ts'
import { assignHeterogeneous } from './uniform-heterogeneous.ts'

/**
 * Kafka's uniform assignor: balances partition counts as evenly as possible, with as few moves as possible
 * (org.apache.kafka.coordinator.group.assignor.UniformAssignor).
 */
export const uniformAssignor: Assignor = (spec) => {
  if (spec.memberIds.length === 0) return new Map()
  return spec.type === 'homogeneous' ? new HomogeneousAssignment(spec).result() : assignHeterogeneous(spec)
}

interface Place {
  readonly topicId: string
  readonly partition: number
}

/** Uniform assignment for members with the same subscription (UniformHomogeneousAssignmentBuilder). */
class HomogeneousAssignment {
  readonly #spec: GroupSpec
  readonly #topicIds: ReadonlySet<string>
  /** The topic, if there is only one. */
  readonly #onlyTopic: string | undefined
  /** Members below quota, and how many partitions each still gets. */
  readonly #unfilled: { readonly memberId: string; readonly quota: number }[] = []
  readonly #unassigned: Place[] = []
  /** Assignments that differ from the previous ones. */
  readonly #changed = new Map<string, Draft>()
  /** Members with a changed assignment, in member order. */
  readonly #changedIds: string[] = []
  /** Minimum number of partitions per member. */
  #quota = 0
  /** Number of members that get one more. */
  #extra = 0

  constructor(spec: GroupSpec) {
    this.#spec = spec
    const first = spec.members.get(spec.memberIds[0] ?? '')
    const ordered = uuidsInJavaOrder(first?.topicIds ?? [], first?.topicCount)
    this.#topicIds = new Set(ordered)
    this.#onlyTopic = ordered.length === 1 ? ordered[0] : undefined
  }

  result(): ReturnType<Assignor> {
    const { partitionCount, assignedOf, assignedTo, memberIds } = this.#spec
    let total = 0
    for (const topicId of this.#topicIds) {
      const count = partitionCount(topicId)
      if (count === -1) return missingTopic(topicId)
      const assigned = assignedOf(topicId)
      // Whenever a member joins a large group, nearly all partitions are already assigned.
      let left = count - assigned.size
      for (let partition = 0; partition < count && left > 0; partition++) {
        if (assigned.has(partition)) continue
        this.#unassigned.push({ topicId, partition })
        left--
      }
      total += count
    }
    if (this.#topicIds.size === 0) return new Map()
    this.#quota = Math.floor(total / memberIds.length)
    this.#extra = total % memberIds.length
    for (let index = 0; index < memberIds.length; index++)
      this.#keep(memberIds[index] as string, memberIds.length - index)
    const changed = this.#changed
    if (this.#dealOut())
      return { get: (memberId) => changed.get(memberId) ?? assignedTo(memberId), mayDiffer: this.#changedIds }
    return failed('UNKNOWN_SERVER_ERROR', 'Partitions were left unassigned')
  }

  /** Decides which partitions a member keeps. `left` counts the members not yet processed, including this one. */
  #keep(memberId: string, left: number): void {
    const before = this.#spec.assignedTo(memberId)
    let hasExtra = this.#extra > 0
    const most = this.#quota + (hasExtra ? 1 : 0)
    const kept = this.#keptOfOne(before)
    // Most members of a large group have one topic and keep their partitions.
    let quota = kept >= 0 && kept <= most ? most - kept : this.#keepOfEach(memberId, before, most)
    if (quota > 0 && hasExtra && left > this.#extra) {
      quota--
      hasExtra = false
    }
    if (quota > 0) this.#unfilled.push({ memberId, quota })
    if (hasExtra) this.#extra--
    if (quota > 0 || this.#changed.has(memberId)) this.#changedIds.push(memberId)
  }

  /** Number of partitions the member had of the only topic; -1 if there are other topics, or it had partitions of others. */
  #keptOfOne(before: TopicPartitions): number {
    if (before.size === 0) return 0
    if (before.size > 1 || this.#onlyTopic === undefined) return -1
    return before.get(this.#onlyTopic)?.size ?? -1
  }

  /** Returns the number of partitions the member still gets. */
  #keepOfEach(memberId: string, before: TopicPartitions, most: number): number {
    let draft: Draft | null = null
    let quota = most
    for (const topicId of before.size > 1 ? uuidsInJavaOrder(before.keys()) : before.keys()) {
      const partitions = partitionsOf(before, topicId)
      if (!this.#topicIds.has(topicId)) {
        draft ??= draftOf(before)
        draft.delete(topicId)
      } else if (partitions.size <= quota) {
        quota -= partitions.size
      } else {
        draft ??= draftOf(before)
        const ordered = numbersInJavaOrder(partitions)
        for (let at = quota; at < ordered.length; at++) this.#takeAway(draft, topicId, ordered[at] as number)
        quota = 0
      }
    }
    if (draft !== null) this.#changed.set(memberId, draft)
    return quota
  }

  #takeAway(draft: Draft, topicId: string, partition: number): void {
    const kept = draft.get(topicId)
    kept?.delete(partition)
    if (kept?.size === 0) draft.delete(topicId)
    this.#unassigned.push({ topicId, partition })
  }

  /** Returns false if partitions are left over, which only an inconsistent spec can cause. */
  #dealOut(): boolean {
    let next = 0
    for (const { memberId, quota } of this.#unfilled) {
      const draft = this.#changed.get(memberId) ?? draftOf(this.#spec.assignedTo(memberId))
      for (const end = Math.min(next + quota, this.#unassigned.length); next < end; next++) {
        const { topicId, partition } = this.#unassigned[next] as Place
        getOrAdd(draft, topicId, () => new Set<number>()).add(partition)
      }
      this.#changed.set(memberId, draft)
    }
    return next >= this.#unassigned.length
  }
}

const missingTopic = (topicId: string) =>
  failed(
    'UNKNOWN_SERVER_ERROR',
    `Members are subscribed to topic ${topicId} which doesn't exist in the topic metadata.`
  )
