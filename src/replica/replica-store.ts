/*
 * Owns all partitions that this broker holds, and makes them what the metadata image says.
 * Called by the broker when the image changes. Never decides what the image says.
 */
import { DiskError, type Env } from '../env/index.ts'
import type { LogConfig, LogStore, PartitionLog } from '../log/index.ts'
import type { ImageDelta, MetadataImage, TopicImage } from '../metadata/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { ReplicaPartition } from './partition.ts'
import type { Partition, Replicas } from './replicas.ts'

export interface ReplicaStoreOptions {
  readonly env: Env
  readonly brokerId: number
  readonly logs: LogStore
  readonly image: () => MetadataImage
  readonly logConfigOf: (topic: string) => LogConfig
  readonly minInSyncReplicasOf: (topic: string) => number
  /** A line for the operator. */
  readonly report: (line: string) => void
}

export class ReplicaStore implements Replicas {
  readonly #options: ReplicaStoreOptions
  readonly #topics = new Map<string, ReplicaPartition[]>()

  constructor(options: ReplicaStoreOptions) {
    this.#options = options
  }

  get all(): Iterable<Partition> {
    return this.#each()
  }

  *#each(): Generator<Partition> {
    for (const partitions of this.#topics.values())
      for (const partition of partitions) if (partition !== undefined) yield partition
  }

  find(topic: string, partition: number): Partition | undefined {
    return this.#topics.get(topic)?.[partition]
  }

  leader(topic: string, partition: number): Partition | ErrorName {
    const found = this.#topics.get(topic)?.[partition]
    if (found === undefined) {
      const image = this.#options.image().topic(topic)?.partitions[partition]
      if (image === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION'
      return image.leader === this.#options.brokerId ? 'KAFKA_STORAGE_ERROR' : 'NOT_LEADER_OR_FOLLOWER'
    }
    if (found.log.failed) return 'KAFKA_STORAGE_ERROR'
    return found.isLeader ? found : 'NOT_LEADER_OR_FOLLOWER'
  }

  /** Makes and removes partitions in this very turn. */
  apply(delta: ImageDelta): void {
    for (const topic of delta.deletedTopics) this.#remove(topic)
    for (const topic of delta.topics) this.#update(topic)
    for (const { type, name } of delta.configs) if (type === 'topics') this.reconfigure(name)
  }

  #remove(topic: TopicImage): void {
    const partitions = this.#topics.get(topic.name)
    if (partitions === undefined || partitions.find(Boolean)?.topicId !== topic.topicId) return
    this.#topics.delete(topic.name)
    for (const partition of partitions) {
      partition?.close()
      if (partition !== undefined) this.#options.logs.remove(topic.name, partition.partition)
    }
  }

  #update(topic: TopicImage): void {
    const { brokerId, env } = this.#options
    const partitions = this.#topics.get(topic.name) ?? []
    this.#topics.set(topic.name, partitions)
    let config: LogConfig | undefined
    for (const [index, image] of topic.partitions.entries()) {
      const found = partitions[index]
      if (found !== undefined) {
        found.update(image)
        continue
      }
      if (!image.replicas.includes(brokerId)) continue
      config ??= this.#options.logConfigOf(topic.name)
      const log = this.#logOf(topic, index, config)
      if (log === undefined) continue
      partitions[index] = new ReplicaPartition({
        env,
        brokerId,
        topic: topic.name,
        topicId: topic.topicId,
        partition: index,
        log,
        image,
        minInSyncReplicas: () => this.#options.minInSyncReplicasOf(topic.name)
      })
    }
  }

  /** Undefined when the disk refuses: the partition answers KAFKA_STORAGE_ERROR then, and others go on. */
  #logOf(topic: TopicImage, partition: number, config: LogConfig): PartitionLog | undefined {
    const { logs, report } = this.#options
    try {
      return logs.find(topic.name, partition) ?? logs.create(topic.name, partition, topic.topicId, config)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      report(`${topic.name}-${partition} is offline, its log cannot be made: ${error.message}`)
      return undefined
    }
  }

  /** The configs of one topic changed. */
  reconfigure(topic: string): void {
    const partitions = this.#topics.get(topic)
    if (partitions === undefined) return
    const config = this.#options.logConfigOf(topic)
    for (const partition of partitions) partition?.log.configure(config)
  }

  /** A broker config changed that topics may inherit. */
  reconfigureAll(): void {
    for (const topic of this.#topics.keys()) this.reconfigure(topic)
  }
}
