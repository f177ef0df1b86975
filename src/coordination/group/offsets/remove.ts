import { failed } from '../../../protocol/index.ts'
import { zeroUuid } from '../../../wire/index.ts'
import type { Decision } from '../../runtime/decision.ts'
import { type GroupRecord, offsetRemoval } from '../records.ts'
import type { GroupState } from '../state.ts'
import type { PartitionErrors } from './commit.ts'

export interface DeleteOffsetsCommand {
  readonly groupId: string
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

/** Deletes offsets by request (KIP-496). */
export function deleteOffsets(
  state: GroupState,
  command: DeleteOffsetsCommand
): Decision<GroupRecord, PartitionErrors[]> {
  const { groupId } = command
  const group = state.groups.get(groupId)
  if (group === undefined) return failed('GROUP_ID_NOT_FOUND')
  const refusal = group.offsetDeleteRefusal()
  if (refusal !== null) return refusal
  const records: GroupRecord[] = []
  const answer = command.topics.map(({ topic, partitions }): PartitionErrors => {
    const isSubscribed = group.isSubscribedTo(topic)
    const results = partitions.map((partition) => {
      if (isSubscribed) return { partition, error: 'GROUP_SUBSCRIBED_TO_TOPIC' as const }
      const isThere =
        state.offsets.get(groupId, topic, partition) !== undefined ||
        state.offsets.hasPending(groupId, topic, partition)
      if (isThere) records.push(offsetRemoval(groupId, topic, partition))
      return { partition, error: 'NONE' as const }
    })
    return { topic, topicId: zeroUuid, partitions: results }
  })
  return { records, answer }
}

/** Tombstones of every offset of a group, including those of open transactions. */
export function allOffsetRemovals(state: GroupState, groupId: string): GroupRecord[] {
  const records: GroupRecord[] = []
  for (const [topic, partitions] of state.offsets.topicsOf(groupId)) {
    for (const partition of partitions.keys()) records.push(offsetRemoval(groupId, topic, partition))
  }
  for (const { topic, partition } of state.offsets.pendingOnly(groupId))
    records.push(offsetRemoval(groupId, topic, partition))
  return records
}

/** Tombstones of a deleted topic's offsets, for all groups. */
export function topicRemovals(state: GroupState, topic: string): GroupRecord[] {
  const records: GroupRecord[] = []
  for (const groupId of new Set(state.offsets.groupIds())) {
    for (const partition of state.offsets.topicsOf(groupId).get(topic)?.keys() ?? [])
      records.push(offsetRemoval(groupId, topic, partition))
    for (const pending of state.offsets.pendingOnly(groupId)) {
      if (pending.topic === topic) records.push(offsetRemoval(groupId, topic, pending.partition))
    }
  }
  return records
}
