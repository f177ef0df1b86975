/*
 * Converts the keys of format 1, with a key for every partition under its topic's name, to format 2, where the topic holds the
 * assignment and a partition has a key only while its state differs. Does not touch the disk.
 */

import type { Entry } from './key-mirror.ts'
import { keys } from './keys.ts'
import { encodePartition, initialPartition, isInitial, type PartitionImage } from './partition-image.ts'
import { assignmentOfStates, encodeTopic } from './topic-value.ts'

interface OldTopic {
  readonly topicId: string
  readonly partitions: number
  readonly internal: boolean
}

type OldPartition = Pick<PartitionImage, 'replicas' | 'isr' | 'leader' | 'leaderEpoch' | 'partitionEpoch'>

const oldPartitionKey = (name: string, partition: number) => `/topics/${name}/partitions/${partition}`

/** Rewrites the entries in place. Revisions stay, because the meaning of a key does not change. */
export function migrate(entries: Map<string, Entry>): void {
  for (const [key, entry] of [...entries]) {
    const path = keys.parse(key)
    if (path?.kind !== 'topic') continue
    const old = JSON.parse(entry.value) as OldTopic
    if (typeof old.partitions !== 'number') continue
    const { topicId, partitions: count, internal } = old
    const states: PartitionImage[] = []
    for (let n = 0; n < count; n++) {
      const found = entries.get(oldPartitionKey(path.name, n))
      // A missing key stood for a partition without replicas.
      const value = found === undefined ? undefined : (JSON.parse(found.value) as OldPartition)
      const state = { ...initialPartition(value?.replicas ?? []), ...value }
      states.push(state)
      if (found !== undefined && !isInitial(state))
        entries.set(keys.partition(topicId, n), { ...found, value: encodePartition(state, state) })
    }
    const value = encodeTopic({ topicId, isInternal: internal, assignment: assignmentOfStates(states) })
    entries.set(key, { ...entry, value })
  }
  for (const key of [...entries.keys()]) if (/^\/topics\/[^/]+\/partitions\/\d+$/.test(key)) entries.delete(key)
}
