import type { ErrorName } from '../../../protocol/index.ts'
import { zeroUuid } from '../../../wire/index.ts'
import type { OffsetReader } from '../group.ts'
import type { GroupState } from '../state.ts'
import type { CommittedOffset } from './store.ts'

export interface FetchCommand extends OffsetReader {
  readonly groupId: string
  /** Null means all offsets of the group. */
  readonly topics:
    | readonly { readonly topic: string; readonly topicId: string; readonly partitions: readonly number[] }[]
    | null
  /** Do not return offsets that an open transaction may change (KIP-447). */
  readonly requireStable: boolean
}

export interface FetchedPartition {
  readonly partition: number
  readonly offset: bigint
  readonly leaderEpoch: number
  readonly metadata: string
  readonly error: ErrorName
}

export interface FetchedTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly FetchedPartition[]
}

export type FetchAnswer = { readonly error: ErrorName; readonly topics: readonly FetchedTopic[] }

const fetched = (partition: number, committed: CommittedOffset | undefined): FetchedPartition =>
  committed === undefined
    ? { partition, offset: -1n, leaderEpoch: -1, metadata: '', error: 'NONE' }
    : {
        partition,
        offset: committed.offset,
        leaderEpoch: committed.leaderEpoch,
        metadata: committed.metadata,
        error: 'NONE'
      }

export function fetchOffsets(state: GroupState, command: FetchCommand): FetchAnswer {
  const { groupId, requireStable } = command
  const group = state.groups.get(groupId)
  const refusal = group?.fetchRefusal(command) ?? null
  if (refusal !== null) return { error: refusal.error, topics: [] }
  const read = (topic: string, topicId: string, partition: number): FetchedPartition => {
    if (requireStable && state.offsets.hasPending(groupId, topic, partition)) {
      return { partition, offset: -1n, leaderEpoch: -1, metadata: '', error: 'UNSTABLE_OFFSET_COMMIT' }
    }
    const committed = group === undefined ? undefined : state.offsets.get(groupId, topic, partition)
    const isOfAnother =
      committed !== undefined && committed.topicId !== zeroUuid && topicId !== zeroUuid && committed.topicId !== topicId
    return fetched(partition, isOfAnother ? undefined : committed)
  }
  if (command.topics !== null) {
    const topics = command.topics.map(({ topic, topicId, partitions }) => ({
      topic,
      topicId,
      partitions: partitions.map((partition) => read(topic, topicId, partition))
    }))
    return { error: 'NONE', topics }
  }
  if (group === undefined) return { error: 'NONE', topics: [] }
  const topics = [...state.offsets.topicsOf(groupId)].map(([topic, partitions]) => ({
    topic,
    topicId: zeroUuid,
    partitions: [...partitions.keys()].map((partition) => read(topic, zeroUuid, partition))
  }))
  return { error: 'NONE', topics }
}
