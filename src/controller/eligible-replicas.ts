/*
 * Which eligible leader replicas (KIP-966) lose that status when min.insync.replicas changes: with a lower value, records are
 * committed that they do not have. State in, change out; writes nothing. Source:
 * org.apache.kafka.controller.ConfigurationControlManager#createClearElrRecordsAsNeeded.
 */
import type { MetadataImage, PartitionImage, TopicImage } from '../metadata/index.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, together } from './write-metadata.ts'

/** How many partitions fit into one transaction next to a config change. */
const atOnceMax = 50

/**
 * The state after a change of min.insync.replicas; null if it stays. Kafka clears eligible replicas even without a leader. Here
 * they are kept in that case: nothing is being committed, and without them nobody could lead any more.
 */
export function withoutEligible(state: PartitionImage): PartitionImage | null {
  const { isr, elr, lastKnownElr, partitionEpoch } = state
  if (isr.length === 0 || elr.length + lastKnownElr.length === 0) return null
  return { ...state, elr: [], lastKnownElr: [], partitionEpoch: partitionEpoch + 1 }
}

/** The change that clears the eligible replicas of these topics. `isWhole` is false if one transaction cannot hold all of it. */
export function eligibleCleared(
  image: MetadataImage,
  topics: Iterable<TopicImage>
): MetadataChange & { readonly isWhole: boolean } {
  const changes: MetadataChange[] = []
  let isWhole = true
  for (const topic of topics)
    for (const [n, state] of topic.partitions.entries()) {
      const next = withoutEligible(state)
      if (next === null) continue
      if (changes.length === atOnceMax) isWhole = false
      else changes.push(partitionChange(image, topic, n, next))
    }
  return { ...together(changes), isWhole }
}
