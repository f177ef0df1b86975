/*
 * Owns who gets which partitions of a share group (org.apache.kafka.coordinator.group.assignor.SimpleAssignor). A partition may be
 * with many members: every member that is subscribed to anything gets some, and every partition is with somebody.
 */
import type { Assignor, Draft } from './assignor.ts'

/** Only partitions whose state is there are assigned, in turn and anew each time: what a member had before does not count. */
export const shareAssignor =
  (isReady: (topicId: string, partition: number) => boolean): Assignor =>
  ({ memberIds, members, partitionCount }) => {
    const assigned = new Map<string, Draft>(memberIds.map((memberId) => [memberId, new Map()]))
    for (const group of bySubscription(memberIds, (memberId) => members.get(memberId)?.topicIds ?? new Set())) {
      const partitions: (readonly [topicId: string, partition: number])[] = []
      for (const topicId of group.topicIds)
        for (let partition = 0; partition < partitionCount(topicId); partition++)
          if (isReady(topicId, partition)) partitions.push([topicId, partition])
      const rounds = Math.max(partitions.length, group.memberIds.length)
      for (let round = 0; partitions.length > 0 && round < rounds; round++) {
        const memberId = group.memberIds[round % group.memberIds.length] ?? ''
        const [topicId, partition] = partitions[round % partitions.length] as readonly [string, number]
        const draft = assigned.get(memberId) as Draft
        draft.set(topicId, (draft.get(topicId) ?? new Set()).add(partition))
      }
    }
    return assigned
  }

interface Subscribers {
  readonly topicIds: readonly string[]
  readonly memberIds: string[]
}

/** Members of equal subscriptions, in their order. */
function bySubscription(
  memberIds: readonly string[],
  topicIdsOf: (memberId: string) => ReadonlySet<string>
): Iterable<Subscribers> {
  const groups = new Map<string, Subscribers>()
  for (const memberId of [...memberIds].sort()) {
    const topicIds = [...topicIdsOf(memberId)].sort()
    const key = topicIds.join()
    const known = groups.get(key) ?? { topicIds, memberIds: [] }
    known.memberIds.push(memberId)
    groups.set(key, known)
  }
  return groups.values()
}
