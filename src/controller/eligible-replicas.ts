/*
 * Owns which eligible replicas (KIP-966) stop being so when min.insync.replicas changes: with a lower one records are committed
 * that they do not have. State in, change out; writes nothing.
 * Source: org.apache.kafka.controller.ConfigurationControlManager#createClearElrRecordsAsNeeded.
 */
import type { MetadataImage, PartitionImage, TopicImage } from '../metadata/index.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, together } from './write-metadata.ts'

/** As many partitions as fit into one transaction beside a change of a config. */
const atOnceMax = 50

/**
 * The state once min.insync.replicas is another; null: it stays. Kafka forgets eligible replicas also where nobody leads. There
 * nothing is committed, so they stay: without them nobody could lead any more.
 */
export function withoutEligible(state: PartitionImage): PartitionImage | null {
  const { isr, elr, lastKnownElr, partitionEpoch } = state
  if (isr.length === 0 || elr.length + lastKnownElr.length === 0) return null
  return { ...state, elr: [], lastKnownElr: [], partitionEpoch: partitionEpoch + 1 }
}

/** What takes the eligible replicas from partitions of these topics. `isWhole` is false where one transaction cannot hold all. */
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
