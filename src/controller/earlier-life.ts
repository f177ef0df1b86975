/*
 * Adjusts partitions when a broker comes back as a new process, before anyone counts on it again. The new process lacks the old
 * one's memory, and followers may have records that the old one never wrote to disk. So it must neither continue to lead in an
 * epoch of the old process nor count as in sync because of it. Source:
 * org.apache.kafka.controller.ReplicationControlManager#handleBrokerShutdown; KIP-966.
 */
import { loadImage, type MetadataImage, type MetadataStore, type PartitionImage } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { type LeadershipView, settled } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, together, writeOnce } from './write-metadata.ts'

interface EarlierLifeOptions {
  readonly metadata: MetadataStore
  readonly brokerId: number
  /** min.insync.replicas of topics, according to this image. */
  readonly minInSyncIn: (image: MetadataImage) => (topic: string) => number
  /** Whether it did not stop cleanly, so that it may lack records it had acknowledged (KIP-966). */
  readonly isUnclean: (image: MetadataImage) => boolean
}

/** Each partition needs two comparisons, and this stays within the limits of a store. */
const partitionsAtOnce = 60
/** So many concurrent writers are no coincidence. */
const attemptsMax = 100

/**
 * Removes the broker from the ISR of every partition that has other replicas, and takes their leadership from it. After a clean
 * shutdown it stays an eligible leader where the ISR is too small; after an unclean one it does not. Call it while the broker is
 * unregistered. Rejects with Error if the store refuses the change.
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
    // Without other replicas, nobody has more.
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
