import { encodePartition, keys, type MetadataImage, type PartitionImage, type TopicImage } from '../metadata/index.ts'
import type { MetadataChange } from './write-metadata.ts'

/**
 * The change that writes a partition's state. Conditional on topic and partition being as in the image, so that no state is left
 * of a topic deleted meanwhile.
 */
export function partitionChange(
  image: MetadataImage,
  { name, topicId, partitions }: TopicImage,
  partition: number,
  state: PartitionImage
): MetadataChange {
  const assignment = image.assignment(name)
  const assigned = assignment?.sets[assignment.of[partition] ?? -1]
  const key = keys.partition(topicId, partition)
  return {
    compare: [
      { key: keys.topic(name), modRevision: image.topicRevision(name) },
      { key, modRevision: partitions[partition]?.revision ?? 0 }
    ],
    operations: [{ put: key, value: encodePartition(state, assigned ?? { replicas: [], directories: [] }) }]
  }
}
