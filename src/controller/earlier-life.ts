/*
 * Owns what becomes of partitions when a broker comes back as a new process, before anybody else may count on it again. The new
 * process has not the memory of the old one, and followers may have records that the old one never wrote. So it must not lead on
 * in an epoch of the old one, nor count as in sync by what the old one had.
 * Source: org.apache.kafka.controller.ReplicationControlManager#handleBrokerShutdown; KIP-966.
 */
import { loadImage, type MetadataImage, type MetadataStore, type PartitionImage } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { type LeadershipView, settled } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, together, writeOnce } from './write-metadata.ts'

interface EarlierLifeOptions {
  readonly metadata: MetadataStore
  readonly brokerId: number
  /** min.insync.replicas of topics, with the configs of this image. */
  readonly minInSyncIn: (image: MetadataImage) => (topic: string) => number
  /** Whether it may lack what it had acknowledged, as it did not stop in good order (KIP-966). */
  readonly isUnclean: (image: MetadataImage) => boolean
}

/** Each partition takes two comparisons: within what a store takes. */
const partitionsAtOnce = 60
/** So many writers in between are no chance. */
const attemptsMax = 100

/**
 * Takes the broker out of the in-sync replicas of every partition that has others, and the leadership of those from it. After a
 * clean stop it stays eligible to lead where too few others are in sync; after any other it does not. Call it while the broker is
 * not registered. Rejects with Error when the store does not take it.
 */
export async function endEarlierLife(options: EarlierLifeOptions): Promise<void> {
  const { metadata, brokerId } = options
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const { image } = await loadImage(metadata)
    const changes = changesOf(image, options)
    let isDone = true
    for (let at = 0; at < changes.length; at += partitionsAtOnce) {
      const some = changes.slice(at, at + partitionsAtOnce)
      const written = await writeOnce(metadata, together(some))
      if (isFailure(written))
        throw new Error(`what broker ${brokerId} led before cannot be given up: ${written.message}`)
      isDone &&= written
    }
    if (isDone) return
  }
  throw new Error(`what broker ${brokerId} led before cannot be given up: others change it all the time`)
}

function changesOf(image: MetadataImage, { brokerId, minInSyncIn, isUnclean }: EarlierLifeOptions): MetadataChange[] {
  const unclean = isUnclean(image) ? [brokerId] : []
  const minInSyncOf = minInSyncIn(image)
  const counts = ({ replicas, isr, elr }: PartitionImage) =>
    // Without other replicas nobody has more.
    replicas.length > 1 && (isr.includes(brokerId) || elr.some((id) => unclean.includes(id)))
  const changes: MetadataChange[] = []
  for (const topic of image.topics) {
    let view: LeadershipView | undefined
    for (const [n, state] of topic.partitions.entries()) {
      if (!counts(state)) continue
      view ??= {
        isAlive: (id) => id !== brokerId && image.isAlive(id),
        directoriesOf: () => [],
        lacksDirectories: () => false,
        minInSync: minInSyncOf(topic.name),
        isUncleanAllowed: false,
        unclean
      }
      const next = settled(state, view)
      if (next !== null) changes.push(partitionChange(image, topic, n, next))
    }
  }
  return changes
}
