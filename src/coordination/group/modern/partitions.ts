/*
 * Assigned partitions in groups of the new protocols, by topic id, with or without the epoch at which each was assigned. All are
 * immutable values.
 */

import { uuidsInJavaOrder } from './java-order.ts'

/** Partitions by topic id. No set is empty. */
export type TopicPartitions = ReadonlyMap<string, ReadonlySet<number>>

/** The assignment epoch of each partition, by topic id and partition. */
export type EpochedPartitions = ReadonlyMap<string, ReadonlyMap<number, number>>

/** Partitions of a topic, as in messages and records. */
export interface TopicPartitionList {
  readonly topicId: string
  readonly partitions: readonly number[]
}

export const nothing: ReadonlyMap<string, never> = new Map<string, never>()
const none: ReadonlyMap<number, never> = new Map<number, never>()
const noPartitions: ReadonlySet<number> = new Set()

export const partitionsOf = (all: TopicPartitions, topicId: string): ReadonlySet<number> =>
  all.get(topicId) ?? noPartitions

export const epochsOf = (all: EpochedPartitions, topicId: string): ReadonlyMap<number, number> =>
  all.get(topicId) ?? none

export function samePartitions(a: TopicPartitions, b: TopicPartitions): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [topicId, partitions] of a) {
    const others = b.get(topicId)
    if (others === undefined || others.size !== partitions.size) return false
    for (const partition of partitions) if (!others.has(partition)) return false
  }
  return true
}

export function sameEpochs(a: EpochedPartitions, b: EpochedPartitions): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [topicId, epochs] of a) {
    const others = b.get(topicId)
    if (others === undefined || others.size !== epochs.size) return false
    for (const [partition, epoch] of epochs) if (others.get(partition) !== epoch) return false
  }
  return true
}

export function withoutEpochs(all: EpochedPartitions): TopicPartitions {
  return new Map([...all].map(([topicId, epochs]) => [topicId, new Set(epochs.keys())]))
}

export function withEpoch(all: TopicPartitions, epoch: number): EpochedPartitions {
  return new Map(
    [...all].map(([topicId, partitions]) => [topicId, new Map([...partitions].map((each) => [each, epoch]))])
  )
}

export function fromList(list: readonly TopicPartitionList[]): TopicPartitions {
  if (list.length === 0) return nothing
  const all = new Map<string, ReadonlySet<number>>()
  for (const { topicId, partitions } of list) all.set(topicId, new Set(partitions))
  return all
}

/** Converts to a list in Kafka's order, so that the same assignment always serializes to the same bytes. */
export function toList(all: TopicPartitions | EpochedPartitions): { topicId: string; partitions: number[] }[] {
  const list: { topicId: string; partitions: number[] }[] = []
  for (const topicId of uuidsInJavaOrder(all.keys())) list.push({ topicId, partitions: ascending(all.get(topicId)) })
  return list
}

/** Returns the partitions in ascending order. Most are already sorted. */
function ascending(all: ReadonlySet<number> | ReadonlyMap<number, number> | undefined): number[] {
  const numbers: number[] = []
  let isSorted = true
  let last = -1
  for (const number of all?.keys() ?? []) {
    if (number < last) isSorted = false
    last = number
    numbers.push(number)
  }
  return isSorted ? numbers : numbers.sort((a, b) => a - b)
}

/** Whether every listed partition is in `all`. False if there is no list. */
export function isWithin(list: readonly TopicPartitionList[] | null, all: EpochedPartitions): boolean {
  if (list === null) return false
  return list.every(({ topicId, partitions }) => {
    const known = all.get(topicId)
    return known !== undefined && partitions.every((partition) => known.has(partition))
  })
}
