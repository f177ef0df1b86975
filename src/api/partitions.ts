import { getOrAdd } from '../env/index.ts'
import { zeroUuid } from '../wire/index.ts'
import type { Capabilities } from './capabilities.ts'

export const noOffset = -1n

/** The topic name of a request, which has a topic id in newer versions; undefined if no topic has that id. */
export function topicNameOf(
  { image }: Pick<Capabilities, 'image'>,
  topic: { readonly name: string; readonly topicId: string },
  usesIds: boolean
): string | undefined {
  if (!usesIds) return topic.name
  return topic.topicId === zeroUuid ? undefined : image.topicById(topic.topicId)?.name
}

/**
 * If a partition is named twice, the last entry counts. A topic is answered once, at its first place, and not at all without
 * partitions.
 */
export function lastOfRepeated<T, P>(
  topics: readonly T[],
  keyOf: (topic: T) => string,
  partitionsOf: (topic: T) => readonly P[],
  indexOf: (partition: P) => number
): readonly { readonly topic: T; readonly partitions: readonly P[] }[] {
  const merged = new Map<string, { readonly topic: T; readonly byIndex: Map<number, P> }>()
  for (const topic of topics) {
    const { byIndex } = getOrAdd(merged, keyOf(topic), () => ({ topic, byIndex: new Map<number, P>() }))
    for (const partition of partitionsOf(topic)) byIndex.set(indexOf(partition), partition)
  }
  return [...merged.values()]
    .filter(({ byIndex }) => byIndex.size > 0)
    .map(({ topic, byIndex }) => ({ topic, partitions: [...byIndex.values()] }))
}
