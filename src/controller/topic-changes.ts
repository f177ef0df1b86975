/*
 * Owns what making, growing and deleting a topic means to the metadata: state in, changes out. Writes nothing.
 * A topic's key holds its whole assignment, so that each of these is one small transaction, however many partitions there are.
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

/** What somebody asks for. */
export interface NewTopic {
  readonly name: string
  /** -1: num.partitions. */
  readonly partitions: number
  /** -1: default.replication.factor. */
  readonly replicationFactor: number
  /** Replicas by partition; empty: placed by us. */
  readonly assignments: readonly { readonly partition: number; readonly brokerIds: readonly number[] }[]
  /** null: back to the default. */
  readonly configs: ReadonlyMap<string, string | null>
}

interface CreatedTopic {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  readonly replicas: readonly ReplicaSet[]
  readonly configs: ConfigValues
}

/** Holds only while there is no topic of this name. */
export function creationOf({ name, topicId, isInternal, replicas, configs }: CreatedTopic): MetadataChange {
  const value = encodeTopic({ topicId, isInternal, assignment: assignmentOf(replicas) })
  const topic = { put: keys.topic(name), value }
  const values = { put: keys.config('topics', name), value: JSON.stringify(Object.fromEntries(configs)) }
  return {
    compare: [{ key: keys.topic(name), exists: false }],
    operations: configs.size === 0 ? [topic] : [topic, values]
  }
}

/** Holds only while the topic is as the image has it. */
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

/** Holds only while the topic is as the image has it, so that a new topic of the same name is never hit. */
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

/** Puts changes together that fit into one transaction. The order stays. */
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

/** The change that makes all of them at once. */
export const together = (items: readonly { readonly change: MetadataChange }[]): MetadataChange => ({
  compare: items.flatMap(({ change }) => change.compare),
  operations: items.flatMap(({ change }) => change.operations)
})
