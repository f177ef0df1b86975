/*
 * Owns what becomes of partitions when a broker comes back as a new process before anybody has seen that the old one is gone.
 * The new process has not the memory of the old one: followers may have records that the old one never wrote. So it must not
 * lead on in an epoch of the old one, nor count as in sync by what the old one had.
 * Source: org.apache.kafka.controller.ReplicationControlManager#handleBrokerFenced, #handleUncleanBrokerShutdown.
 */
import { loadImage, type MetadataImage, type MetadataStore } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { settled } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, writeOnce } from './write-metadata.ts'

interface EarlierLifeOptions {
  readonly metadata: MetadataStore
  readonly brokerId: number
  /** min.insync.replicas of a topic. */
  readonly minInSyncOf: (image: MetadataImage, topic: string) => number
}

/** Each partition takes two comparisons: within what a store takes. */
const partitionsAtOnce = 60
/** So many writers in between are no chance. */
const attemptsMax = 100

/**
 * Takes the broker out of the in-sync replicas of every partition that has others, and the leadership of those from it; where it
 * was the last in sync it stays eligible to lead, in a new epoch. Call it while the broker is not registered. Rejects with Error when
 * the store does not take it.
 */
export async function endEarlierLife({ metadata, brokerId, minInSyncOf }: EarlierLifeOptions): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const { image } = await loadImage(metadata)
    const changes = changesOf(image, brokerId, minInSyncOf)
    if (changes.length === 0) return
    for (let at = 0; at < changes.length; at += partitionsAtOnce) {
      const some = changes.slice(at, at + partitionsAtOnce)
      const compare = new Map(some.flatMap((change) => change.compare).map((each) => [each.key, each]))
      const operations = some.flatMap((change) => change.operations)
      const written = await writeOnce(metadata, { compare: [...compare.values()], operations })
      if (isFailure(written))
        throw new Error(`what broker ${brokerId} led before cannot be given up: ${written.message}`)
    }
  }
  throw new Error(`what broker ${brokerId} led before cannot be given up: others change it all the time`)
}

function changesOf(
  image: MetadataImage,
  brokerId: number,
  minInSyncOf: EarlierLifeOptions['minInSyncOf']
): MetadataChange[] {
  const changes: MetadataChange[] = []
  for (const topic of image.topics) {
    for (const [n, state] of topic.partitions.entries()) {
      // Without other replicas nobody has more.
      if (state.replicas.length === 1 || !state.isr.includes(brokerId)) continue
      const next = settled(state, {
        isAlive: (id) => id !== brokerId && image.isAlive(id),
        directoriesOf: () => [],
        minInSync: minInSyncOf(image, topic.name),
        isUncleanAllowed: false
      })
      if (next !== null) changes.push(partitionChange(image, topic, n, next))
    }
  }
  return changes
}
