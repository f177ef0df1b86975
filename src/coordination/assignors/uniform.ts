import { failed } from '../../protocol/index.ts'
import { numbersInJavaOrder, uuidsInJavaOrder } from '../group/modern/java-order.ts'
import { partitionsOf } from '../group/modern/partitions.ts'
import { type Assignor, type Draft, draftOf, type GroupSpec } from './assignor.ts'
import { assignHeterogeneous } from './uniform-heterogeneous.ts'

/**
 * As equal numbers of partitions as can be, and as few moves as that allows
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

/** All members are subscribed to the same topics (UniformHomogeneousAssignmentBuilder). */
class HomogeneousAssignment {
  readonly #spec: GroupSpec
  readonly #topicIds: ReadonlySet<string>
  /** Members that are to have more than they had, and how much more. */
  readonly #unfilled: { readonly memberId: string; readonly quota: number }[] = []
  readonly #unassigned: Place[] = []
  /** What is to be other than it was. */
  readonly #changed = new Map<string, Draft>()
  /** What each member is to have at least. */
  #quota = 0
  /** How many members are to have one more. */
  #extra = 0

  constructor(spec: GroupSpec) {
    this.#spec = spec
    const first = spec.members.get(spec.memberIds[0] ?? '')
    this.#topicIds = new Set(uuidsInJavaOrder(first?.topicIds ?? [], first?.topicCount))
  }

  result(): ReturnType<Assignor> {
    const { partitionCount, assignedOf, assignedTo, memberIds } = this.#spec
    let total = 0
    for (const topicId of this.#topicIds) {
      const count = partitionCount(topicId)
      if (count === -1) return missingTopic(topicId)
      const assigned = assignedOf(topicId)
      // In a large group that grows nearly all are assigned, for each member that joins.
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
    if (this.#dealOut()) return { get: (memberId) => changed.get(memberId) ?? assignedTo(memberId), mayDiffer: changed }
    return failed('UNKNOWN_SERVER_ERROR', 'Partitions were left unassigned')
  }

  /** What a member keeps of what it had; `left` members have not been looked at, this one among them. */
  #keep(memberId: string, left: number): void {
    const before = this.#spec.assignedTo(memberId)
    let draft: Draft | null = null
    let hasExtra = this.#extra > 0
    let quota = this.#quota + (hasExtra ? 1 : 0)
    for (const topicId of before.size > 1 ? uuidsInJavaOrder(before.keys()) : before.keys()) {
      const partitions = partitionsOf(before, topicId)
      if (!this.#topicIds.has(topicId)) {
        draft ??= draftOf(before)
        draft.delete(topicId)
      } else if (partitions.size <= quota) {
        quota -= partitions.size
      } else {
        draft ??= draftOf(before)
        for (const partition of numbersInJavaOrder(partitions).slice(quota)) this.#takeAway(draft, topicId, partition)
        quota = 0
      }
    }
    if (quota > 0 && hasExtra && left > this.#extra) {
      quota--
      hasExtra = false
    }
    if (quota > 0) this.#unfilled.push({ memberId, quota })
    if (hasExtra) this.#extra--
    if (draft !== null) this.#changed.set(memberId, draft)
  }

  #takeAway(draft: Draft, topicId: string, partition: number): void {
    const kept = draft.get(topicId)
    kept?.delete(partition)
    if (kept?.size === 0) draft.delete(topicId)
    this.#unassigned.push({ topicId, partition })
  }

  /** False when partitions are left over, which a spec that contradicts itself would cause. */
  #dealOut(): boolean {
    let next = 0
    for (const { memberId, quota } of this.#unfilled) {
      const draft = this.#changed.get(memberId) ?? draftOf(this.#spec.assignedTo(memberId))
      for (const { topicId, partition } of this.#unassigned.slice(next, next + quota)) {
        const partitions = draft.get(topicId) ?? new Set()
        draft.set(topicId, partitions.add(partition))
      }
      next = Math.min(next + quota, this.#unassigned.length)
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
