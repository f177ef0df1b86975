/*
 * Writes to the metadata which log directory this broker chose for a replica, where it differs: one at a time, in the background.
 * Does not choose. Source: KIP-858; org.apache.kafka.controller.ReplicationControlManager#handleAssignReplicasToDirs.
 */
import { type Logger, messageOf } from '../env/index.ts'
import { partitionChange } from './partition-change.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

interface Placed {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
}

export class DirectoryAssignments {
  readonly #host: MetadataHost & { readonly brokerId: number }
  readonly #log: Logger
  #last: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(host: MetadataHost & { readonly brokerId: number }, log: Logger) {
    this.#host = host
    this.#log = log
  }

  /** The replica is in this directory. */
  write(placed: Placed, directoryId: string): void {
    this.#last = this.#last.then(() => this.#write(placed, directoryId)).catch((error) => this.#warn(placed, error))
  }

  async #write({ topic: name, topicId, partition }: Placed, directoryId: string): Promise<void> {
    const { image, brokerId } = this.#host
    const failure = await changeMetadata(this.#host, () => {
      const topic = image.topic(name)
      const state = topic?.topicId === topicId ? topic.partitions[partition] : undefined
      const at = state?.replicas.indexOf(brokerId) ?? -1
      if (this.#isStopped || topic === undefined || state === undefined || at < 0) return null
      if (state.directories.length === 0 || state.directories[at] === directoryId) return null
      const directories = state.directories.map((id, n) => (n === at ? directoryId : id))
      const next = { ...state, directories, partitionEpoch: state.partitionEpoch + 1 }
      return partitionChange(image, topic, partition, next)
    })
    if (failure !== null) throw new Error(failure.message ?? failure.error)
  }

  /** The next start corrects it. */
  #warn({ topic, partition }: Placed, error: unknown): void {
    if (this.#isStopped) return
    const fields = { topic, partition, error: messageOf(error) }
    this.#log.warn('the metadata does not say which log directory holds a partition', fields)
  }

  stop(): void {
    this.#isStopped = true
  }
}
