/*
 * Admin changes to a share group's offsets: validation, and the share partitions to reinitialize or delete
 * (GroupMetadataManager#alterShareGroupOffsets, #sharePartitionsEligibleForOffsetDeletion).
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import { partitionsOf, type TopicPartitions } from '../modern/partitions.ts'
import type { ShareGroup } from './group.ts'
import type { StatePartitions } from './member.ts'

/** An existing topic. */
export interface AlteredTopic {
  readonly topicId: string
  readonly partitionCount: number
  readonly partitions: readonly { readonly partition: number; readonly startOffset: number }[]
}

interface Alteration {
  readonly next: StatePartitions
  readonly altered: TopicPartitions
  /** Start offsets by topic id and partition. The last one given wins. */
  readonly starts: ReadonlyMap<string, ReadonlyMap<number, number>>
}

export const notShareGroup = (groupId: string): Failure =>
  failed('GROUP_ID_NOT_FOUND', `Group ${groupId} is not a share group.`)

const notEmpty = failed('NON_EMPTY_GROUP', 'The group is not empty.')

/** Rejects a negative partition with Kafka's error. Kafka also writes it to the log first, and can then never delete the group. */
export function beforeAlteration(group: ShareGroup, topics: readonly AlteredTopic[]): Alteration | Failure {
  if (!group.isEmpty) return notEmpty
  const altered = new Map<string, ReadonlySet<number>>()
  const starts = new Map<string, ReadonlyMap<number, number>>()
  for (const { topicId, partitionCount, partitions } of topics) {
    const there = partitions.filter(({ partition }) => partition < partitionCount)
    for (const { partition } of there)
      if (partition < 0) {
        const which = `${group.groupId} ${topicId} ${partition}`
        return failed('UNKNOWN_SERVER_ERROR', `Initialize share group parameters has invalid partitionId - ${which}`)
      }
    altered.set(topicId, new Set(there.map(({ partition }) => partition)))
    starts.set(topicId, new Map(there.map(({ partition, startOffset }) => [partition, startOffset])))
  }
  const { initializing, initialized, deleting } = group.statePartitions
  const kept = new Map([...deleting].filter(([topicId]) => !altered.has(topicId)))
  return { next: { initializing: merged(initializing, altered), initialized, deleting: kept }, altered, starts }
}

interface Deletion {
  readonly next: StatePartitions
  readonly removed: TopicPartitions
  readonly refused: readonly { readonly topic: string; readonly topicId: string; readonly failure: Failure }[]
}

interface KnownTopic {
  readonly topicId: string
  readonly partitions: readonly unknown[]
}

const noId = 'AAAAAAAAAAAAAAAAAAAAAA'

/** A topic whose deletion failed halfway is deleted again, with all of its current partitions. */
export function afterDeletion(
  group: ShareGroup,
  topicNames: readonly string[],
  topicOf: (topic: string) => KnownTopic | undefined
): Deletion | Failure {
  if (!group.isEmpty) return notEmpty
  const initialized = new Map(group.statePartitions.initialized)
  const deleting = new Map(group.statePartitions.deleting)
  const removed = new Map<string, ReadonlySet<number>>()
  const refused: Deletion['refused'][number][] = []
  for (const topic of topicNames) {
    const known = topicOf(topic)
    const topicId = known?.topicId ?? noId
    const partitions = initialized.get(topicId)
    if (known === undefined) refused.push({ topic, topicId, failure: failed('UNKNOWN_TOPIC_OR_PARTITION') })
    else if (partitions !== undefined) {
      removed.set(topicId, partitions)
      initialized.delete(topicId)
      deleting.set(topicId, topic)
    } else if (deleting.has(topicId)) removed.set(topicId, new Set(known.partitions.keys()))
    else {
      const failure = failed('UNKNOWN_TOPIC_OR_PARTITION', 'There is no offset information to delete.')
      refused.push({ topic, topicId: noId, failure })
    }
  }
  const { initializing } = group.statePartitions
  return { next: { initializing, initialized, deleting }, removed, refused }
}

export function merged(a: TopicPartitions, b: TopicPartitions): TopicPartitions {
  const all = new Map(a)
  for (const [topicId, partitions] of b) all.set(topicId, new Set([...(all.get(topicId) ?? []), ...partitions]))
  return all
}

export function without(all: TopicPartitions, gone: TopicPartitions): TopicPartitions {
  const left = new Map<string, ReadonlySet<number>>()
  for (const [topicId, partitions] of all) {
    const kept = [...partitions].filter((partition) => !partitionsOf(gone, topicId).has(partition))
    if (kept.length > 0) left.set(topicId, new Set(kept))
  }
  return left
}
