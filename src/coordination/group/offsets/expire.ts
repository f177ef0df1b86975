import type { Group } from '../group.ts'
import { type GroupRecord, offsetRemoval } from '../records.ts'
import type { GroupState } from '../state.ts'
import type { CommittedOffset } from './store.ts'

interface RetentionAge {
  readonly nowMs: number
  readonly retentionMs: number
}

/** Tombstones of a group's expired offsets, and of the group itself if it has no offsets and no members left. */
export function expiredOffsets(state: GroupState, group: Group, age: RetentionAge): GroupRecord[] {
  const records: GroupRecord[] = []
  const ageFrom = group.offsetsAgeFrom()
  const { groupId } = group
  let allExpired = true
  for (const [topic, partitions] of state.offsets.topicsOf(groupId)) {
    const isSubscribed = group.isSubscribedTo(topic)
    for (const [partition, committed] of partitions) {
      const isKept = ageFrom === null || isSubscribed || state.offsets.hasPending(groupId, topic, partition)
      const isExpired = !isKept && hasExpired(committed, ageFrom(committed), age)
      if (isExpired) records.push(offsetRemoval(groupId, topic, partition))
      else allExpired = false
    }
  }
  if (allExpired && group.isAbandoned && !state.offsets.hasPendingOf(groupId)) records.push(...group.removals())
  return records
}

function hasExpired(committed: CommittedOffset, fromMs: number, { nowMs, retentionMs }: RetentionAge): boolean {
  if (committed.expireTimestampMs !== null) return nowMs >= committed.expireTimestampMs
  return nowMs - fromMs >= retentionMs
}
