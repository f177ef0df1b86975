/*
 * The metadata changes for creating, growing and deleting a topic: state in, changes out. Writes nothing. A topic's key holds its
 * whole assignment, so each of these is one small transaction, however many partitions there are.
 */
import {
  assignmentOf,
  bytesOf,
  type ConfigValues,
  encodeTopic,
  extended,
  keys,
  type MetadataImage,
  type ReplicaSet,
  storeLimits,
  type TopicImage
} from '../metadata/index.ts'
import type { MetadataChange } from './write-metadata.ts'

/** A requested topic. */
export interface NewTopic {
  readonly name: string
  /** -1 uses num.partitions. */
  readonly partitions: number
  /** -1 uses default.replication.factor. */
  readonly replicationFactor: number
  /** Replicas by partition; chosen automatically if empty. */
  readonly assignments: readonly { readonly partition: number; readonly brokerIds: readonly number[] }[]
  /** null restores the default. */
  readonly configs: ReadonlyMap<string, string | null>
}

interface CreatedTopic {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  readonly replicas: readonly ReplicaSet[]
  readonly configs: ConfigValues
}

/** Conditional on there being no topic of this name. */
export function creationOf({ name, topicId, isInternal, replicas, configs }: CreatedTopic): MetadataChange {
  const value = encodeTopic({ topicId, isInternal, assignment: assignmentOf(replicas) })
  const topic = { put: keys.topic(name), value }
  const values = { put: keys.config('topics', name), value: JSON.stringify(Object.fromEntries(configs)) }
  return {
    compare: [{ key: keys.topic(name), exists: false }],
    operations: configs.size === 0 ? [topic] : [topic, values]
  }
}

/** Conditional on the topic being as in the image. */
export function growthOf(
  image: MetadataImage,
  { name, topicId, isInternal }: TopicImage,
  added: readonly ReplicaSet[]
): MetadataChange {
  const assignment = extended(image.assignment(name) ?? assignmentOf([]), added)
  return {
    compare: [{ key: keys.topic(name), modRevision: image.topicRevision(name) }],
    operations: [{ put: keys.topic(name), value: encodeTopic({ topicId, isInternal, assignment }) }]
  }
}

/** Conditional on the topic being as in the image, so that a new topic of the same name is never affected. */
export const deletionOf = (image: MetadataImage, { name, topicId }: TopicImage): MetadataChange => ({
  compare: [{ key: keys.topic(name), modRevision: image.topicRevision(name) }],
  operations: [
    { delete: keys.topic(name) },
    { deletePrefix: keys.partitionsOf(topicId) },
    { delete: keys.config('topics', name) }
  ]
})

const sizeOf = ({ compare, operations }: MetadataChange): number =>
  [...compare, ...operations].reduce((bytes, part) => bytes + bytesOf(part), 0)

/** Groups changes that fit into one transaction, in order. */
export function grouped<T extends { readonly change: MetadataChange }>(items: readonly T[]): T[][] {
  const { operationsMax, transactionBytesMax } = storeLimits
  const groups: T[][] = []
  let left = { bytes: 0, operations: 0, comparisons: 0 }
  for (const item of items) {
    const bytes = sizeOf(item.change)
    const { compare, operations } = item.change
    const isFull = bytes > left.bytes || operations.length > left.operations || compare.length > left.comparisons
    if (isFull || groups.length === 0) {
      groups.push([])
      left = { bytes: transactionBytesMax, operations: operationsMax, comparisons: operationsMax }
    }
    groups.at(-1)?.push(item)
    left.bytes -= bytes
    left.operations -= operations.length
    left.comparisons -= compare.length
  }
  return groups
}

/** A single change that creates all of them. */
export const together = (items: readonly { readonly change: MetadataChange }[]): MetadataChange => ({
  compare: items.flatMap(({ change }) => change.compare),
  operations: items.flatMap(({ change }) => change.operations)
})
