/*
 * All partitions on this broker, kept in line with the metadata image. Makes no decisions about the image.
 */
import { DiskError, type Env, type Logger } from '../env/index.ts'
import type { DirectoryUsage, LogConfig, LogStore, PartitionLog } from '../log/index.ts'
import {
  type ImageDelta,
  lostDirectory,
  type MetadataImage,
  type PartitionImage,
  type TopicImage
} from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import type { Partition, Replicas } from './contract.ts'
import { DirectoryMoves } from './directory-moves.ts'
import { Fetchers, type FetchersOptions } from './fetchers.ts'
import { InSyncKeeper, type InSyncKeeperOptions } from './in-sync-keeper.ts'
import type { ReplicationRules } from './leader-state.ts'
import { MissingLogs } from './missing-logs.ts'
import { ReplicaPartition } from './partition.ts'
import type { ReplicationThrottle } from './throttle.ts'
import { noTraffic, type Traffic } from './traffic.ts'

interface ReplicaStoreOptions {
  readonly env: Env
  readonly brokerId: number
  readonly logs: LogStore
  readonly image: () => MetadataImage
  readonly logConfigOf: (topic: string) => LogConfig
  readonly minInSyncReplicasOf: (topic: string) => number
  /** replica.lag.time.max.ms */
  readonly lagTimeMaxMs: () => number
  /** Writes ISR changes to the metadata; see `InSyncKeeperOptions.write`. */
  readonly writeInSync: InSyncKeeperOptions['write']
  /** How to fetch from remote leaders. Undefined for a standalone broker. */
  readonly fetching?: Pick<FetchersOptions, 'brokerEpoch' | 'endpointOf' | 'settings' | 'throttle'> | undefined
  /** The rate limit for moves between log directories. */
  readonly moveThrottle?: ReplicationThrottle | undefined
  /** Whether the log directory with this path is cordoned (KIP-1066). */
  readonly isCordoned?: ((path: string) => boolean) | undefined
  /** A partition is in another log directory than the metadata says, or in none that works: writes that to the metadata. */
  readonly inDirectory?: ((partition: Partition, directoryId: string) => void) | undefined
  readonly log: Logger
  /** A partition of this topic has become usable. */
  readonly recovered?: ((topic: string) => void) | undefined
}

/**
 * The suffix of a copy's directory after topic and partition: `-`, `.`, 32 digits, `-future`. Limits the length of topic names.
 */
const copyNameBytes = 41
const nameBytesMax = 255

export class ReplicaStore implements Replicas {
  readonly #options: ReplicaStoreOptions
  readonly #rules: ReplicationRules
  readonly #topics = new Map<string, (ReplicaPartition | undefined)[]>()
  readonly #missing: MissingLogs
  readonly #inSync: InSyncKeeper
  readonly #fetchers: Fetchers | undefined
  /** Undefined if there is only one log directory. */
  readonly #moves: DirectoryMoves | undefined
  #isFenced = false
  /** Traffic of all topics since the start, including deleted ones. */
  readonly traffic = noTraffic()
  /** Traffic of existing topics. */
  readonly trafficByTopic = new Map<string, Traffic>()

  constructor(options: ReplicaStoreOptions) {
    this.#options = options
    const { env, log, lagTimeMaxMs, image } = options
    this.#rules = {
      nowMs: () => env.machine.monotonicMs(),
      lagTimeMaxMs,
      epochOf: (brokerId) => (image().isAlive(brokerId) ? image().broker(brokerId)?.epoch : undefined)
    }
    this.#inSync = new InSyncKeeper({ env, log, lagTimeMaxMs, write: options.writeInSync })
    const { brokerId, fetching } = options
    if (fetching !== undefined) this.#fetchers = new Fetchers({ env, log, brokerId, ...fetching })
    this.#missing = new MissingLogs({ env, log, make: (topic, partition) => this.#make(topic, partition) })
    const { several: directories } = options.logs
    if (directories !== undefined)
      this.#moves = new DirectoryMoves({
        env,
        log,
        directories,
        throttle: options.moveThrottle,
        find: (topic, partition) => this.#topics.get(topic)?.[partition],
        moved: (partition) => this.#noteDirectory(partition)
      })
    options.logs.reopened = (log) => this.#reopened(log)
    if (directories !== undefined && fetching !== undefined) directories.failedAlone = (log) => this.#failedAlone(log)
  }

  stop(): void {
    this.#missing.stop()
    this.#inSync.stop()
    this.#fetchers?.stop()
    this.#moves?.stop()
  }

  /** Resolves with null once the logs of these topics exist, or with the reason if the disk refused one. */
  logsTried(topics: readonly string[]): Promise<string | null> {
    return this.#missing.tried(topics)
  }

  get all(): Iterable<Partition> {
    return this.#each()
  }

  *#each(): Generator<ReplicaPartition> {
    for (const partitions of this.#topics.values())
      for (const partition of partitions) if (partition !== undefined) yield partition
  }

  find(topic: string, partition: number): Partition | undefined {
    return this.#topics.get(topic)?.[partition]
  }

  /** Whether the broker is fenced; see `fence`. */
  get isFenced(): boolean {
    return this.#isFenced
  }

  /** Other brokers may have taken over: nothing is appended or read here until the fencing ends. */
  fence(isFenced: boolean): void {
    const isNews = isFenced && !this.#isFenced
    this.#isFenced = isFenced
    if (isNews) for (const partition of this.#each()) partition.fenced()
  }

  /** The partition if this broker leads it in the epoch that the client knows; -1 skips the epoch check. */
  leader(topic: string, partition: number, currentLeaderEpoch = -1): Partition | Failure {
    if (this.#isFenced) return failed('NOT_LEADER_OR_FOLLOWER')
    const found = this.#topics.get(topic)?.[partition]
    if (found === undefined) {
      const image = this.#options.image().topic(topic)?.partitions[partition]
      if (image === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
      if (image.leader !== this.#options.brokerId) return failed('NOT_LEADER_OR_FOLLOWER')
      this.#missing.demand(topic, partition)
      return this.#topics.get(topic)?.[partition] ?? failed('KAFKA_STORAGE_ERROR')
    }
    if (found.isOffline) return failed('KAFKA_STORAGE_ERROR')
    // Followers check the epoch too (kafka.cluster.Partition#getLocalLog).
    const fenced = found.checkLeaderEpoch(currentLeaderEpoch)
    if (fenced !== null) return fenced
    return found.isLeader ? found : failed('NOT_LEADER_OR_FOLLOWER')
  }

  /** Like `leader`, but also accepts a follower, which serves up to its own high watermark (KIP-392). */
  replica(topic: string, partition: number, currentLeaderEpoch = -1): Partition | Failure {
    const found = this.#isFenced ? undefined : this.#topics.get(topic)?.[partition]
    if (found?.isReadable !== true) return this.leader(topic, partition, currentLeaderEpoch)
    return found.checkLeaderEpoch(currentLeaderEpoch) ?? found
  }

  /** Creates and removes partitions within this turn. */
  apply(delta: ImageDelta): void {
    for (const topic of delta.deletedTopics) {
      this.#missing.forget(topic.name)
      this.#remove(topic)
    }
    for (const topic of delta.topics) this.#update(topic)
    for (const { topic, partition } of delta.partitions) this.#updateOne(topic, partition)
    for (const { type, name } of delta.configs) if (type === 'topics') this.reconfigure(name)
  }

  #remove(topic: TopicImage): void {
    const partitions = this.#topics.get(topic.name)
    if (partitions === undefined || partitions.find(Boolean)?.topicId !== topic.topicId) return
    this.#topics.delete(topic.name)
    this.trafficByTopic.delete(topic.name)
    for (const partition of partitions) {
      if (partition === undefined) continue
      partition.close()
      this.#forget(partition)
      this.#options.logs.remove(topic.name, partition.partition)
    }
  }

  #update(topic: TopicImage): void {
    const partitions = this.#partitionsOf(topic.name)
    const missing: number[] = []
    for (const [index, image] of topic.partitions.entries()) {
      const found = partitions[index]
      if (found !== undefined) this.#updateFound(found, partitions, image)
      else if (image.replicas.includes(this.#options.brokerId)) missing.push(index)
      else if (!image.isUnreadable) this.#removeMoved(topic.name, index)
    }
    if (missing.length > 0) this.#missing.add(topic.name, missing)
  }

  #updateOne(topic: TopicImage, index: number): void {
    const image = topic.partitions[index]
    const partitions = this.#partitionsOf(topic.name)
    const found = partitions[index]
    if (image === undefined) return
    if (found !== undefined) this.#updateFound(found, partitions, image)
    else if (image.replicas.includes(this.#options.brokerId)) this.#missing.add(topic.name, [index])
  }

  /** The log of a partition that moved away while this broker was down. */
  #removeMoved(topic: string, partition: number): void {
    if (this.#fetchers !== undefined) this.#options.logs.remove(topic, partition)
  }

  /** Removes everything of a partition that moved away. */
  #updateFound(found: ReplicaPartition, held: (ReplicaPartition | undefined)[], image: PartitionImage): void {
    if (image.replicas.includes(this.#options.brokerId)) {
      found.update(image)
      this.#track(found)
      return
    }
    held[found.partition] = undefined
    found.moved()
    this.#forget(found)
    this.#options.logs.remove(found.topic, found.partition)
  }

  #partitionsOf(name: string): (ReplicaPartition | undefined)[] {
    const known = this.#topics.get(name)
    if (known !== undefined) return known
    const partitions: (ReplicaPartition | undefined)[] = []
    this.#topics.set(name, partitions)
    return partitions
  }

  /** @throws DiskError; the partition then answers KAFKA_STORAGE_ERROR, and the others are unaffected */
  #make(name: string, index: number): void {
    const { brokerId, image, logs, logConfigOf } = this.#options
    const topic = image().topic(name)
    const partitions = this.#topics.get(name)
    if (topic === undefined || partitions === undefined || partitions[index] !== undefined) return
    if (!topic.partitions[index]?.replicas.includes(brokerId)) return
    const log =
      logs.find(name, index) ??
      logs.create(name, index, topic.topicId, logConfigOf(name), directoryOf(topic.partitions[index], brokerId))
    this.#put(partitions, topic, index, log)
    this.#options.recovered?.(name)
  }

  #put(partitions: (ReplicaPartition | undefined)[], topic: TopicImage, index: number, log: PartitionLog): void {
    const image = topic.partitions[index]
    if (image === undefined) return
    const partition = new ReplicaPartition({
      env: this.#options.env,
      brokerId: this.#options.brokerId,
      topic: topic.name,
      topicId: topic.topicId,
      partition: index,
      log,
      image,
      minInSyncReplicas: () => this.#options.minInSyncReplicasOf(topic.name),
      rules: this.#rules,
      moveStart: (of, offset) => this.#options.logs.moveStart(of, offset),
      mayJoin: (of) => this.#inSync.look(of),
      traffic: [this.traffic, this.#trafficOf(topic.name)]
    })
    partitions[index] = partition
    this.#track(partition)
    this.#noteDirectory(partition)
  }

  /** Writes a partition's log directory to the metadata if it differs. */
  #noteDirectory(partition: ReplicaPartition): void {
    const { logs, inDirectory, image, brokerId } = this.#options
    if (logs.several === undefined) return
    if (partition.isOffline) {
      this.#failedAlone(partition.log)
      return
    }
    const directoryId = logs.several.idOf(partition.log)
    const known = directoryOf(image().topic(partition.topic)?.partitions[partition.partition], brokerId)
    if (known !== undefined && known !== directoryId) inDirectory?.(partition, directoryId)
  }

  /** Others take over leadership and ISR without this replica until its files are readable again (KIP-858). */
  #failedAlone({ topic, partition }: PartitionLog): void {
    const { fetching, inDirectory } = this.#options
    const found = this.#topics.get(topic)?.[partition]
    if (fetching !== undefined && found !== undefined && found.replicas.length > 1) inDirectory?.(found, lostDirectory)
  }

  #track(partition: ReplicaPartition): void {
    this.#inSync.track(partition)
    this.#fetchers?.track(partition)
  }

  #forget(partition: ReplicaPartition): void {
    this.#inSync.forget(partition)
    this.#fetchers?.forget(partition)
  }

  #trafficOf(topic: string): Traffic {
    const known = this.trafficByTopic.get(topic)
    if (known !== undefined) return known
    const traffic = noTraffic()
    this.trafficByTopic.set(topic, traffic)
    return traffic
  }

  /** Partitions that this broker should lead but cannot, because their log failed or could not be created. */
  offline(): { readonly topic: string; readonly partition: number }[] {
    const { image, brokerId } = this.#options
    const offline: { readonly topic: string; readonly partition: number }[] = []
    for (const { name: topic, partitions } of image().topics) {
      const held = this.#topics.get(topic)
      for (const [partition, { leader }] of partitions.entries())
        if (leader === brokerId && held?.[partition]?.isOffline !== false) offline.push({ topic, partition })
    }
    return offline
  }

  /** The log directories and their volumes. */
  directories(): (DirectoryUsage & { readonly isCordoned: boolean })[] {
    const { logs, isCordoned } = this.#options
    return logs.usage().map((each) => ({ ...each, isCordoned: isCordoned?.(each.directory) === true }))
  }

  /** Copies on their way to another log directory, and by how many offsets each is behind. */
  copies(): { readonly copy: PartitionLog; readonly offsetLag: number }[] {
    return [...(this.#options.logs.several?.copies ?? [])].map((copy) => ({
      copy,
      offsetLag: (this.find(copy.topic, copy.partition)?.logEndOffset ?? copy.logEndOffset) - copy.logEndOffset
    }))
  }

  /**
   * Moves a partition to another log directory; one that does not exist yet will be created there. Returns null if the move has
   * begun or there is nothing to do; otherwise LOG_DIR_NOT_FOUND, INVALID_REPLICA_ASSIGNMENT for a cordoned directory,
   * KAFKA_STORAGE_ERROR, INVALID_TOPIC_EXCEPTION, REPLICA_NOT_AVAILABLE or UNKNOWN_TOPIC_OR_PARTITION. Source:
   * kafka.server.ReplicaManager#alterReplicaLogDirs.
   */
  moveTo(directory: string, topic: string, index: number): Failure | null {
    const { logs, image } = this.#options
    if (topic.length + String(index).length + copyNameBytes > nameBytesMax) return failed('INVALID_TOPIC_EXCEPTION')
    const found = this.directories().find((each) => each.directory === directory)
    if (found === undefined) return failed('LOG_DIR_NOT_FOUND')
    if (found.isCordoned) return failed('INVALID_REPLICA_ASSIGNMENT')
    if (found.isOffline) return failed('KAFKA_STORAGE_ERROR')
    const partition = this.#topics.get(topic)?.[index]
    if (partition?.isOffline === true) return failed('KAFKA_STORAGE_ERROR')
    const copy = logs.several?.copyOf(topic, index)
    if (partition !== undefined && copy !== undefined && copy.logDirectory !== directory)
      logs.several?.dropCopy(topic, index)
    if (partition === undefined) {
      logs.several?.prefer(topic, index, directory)
      const isThere = image().topic(topic)?.partitions[index] !== undefined
      return failed(isThere ? 'REPLICA_NOT_AVAILABLE' : 'UNKNOWN_TOPIC_OR_PARTITION')
    }
    if (partition.directory === directory || copy?.logDirectory === directory) return null
    try {
      logs.several?.beginCopy(partition.log, directory)
      this.#moves?.wake()
      return null
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return failed('KAFKA_STORAGE_ERROR', error.message)
    }
  }

  /** A failed log was reopened: whoever waits on the old partition object looks it up again. */
  #reopened(log: PartitionLog): void {
    const partitions = this.#topics.get(log.topic)
    const topic = this.#options.image().topic(log.topic)
    if (partitions === undefined || topic === undefined || topic.topicId !== log.topicId) return
    const before = partitions[log.partition]
    log.configure(this.#options.logConfigOf(log.topic))
    // Records it lost must not stay in its copy, where others will take their offsets.
    const copy = this.#options.logs.several?.copyOf(log.topic, log.partition)
    if (copy?.failed === false) copy.truncateTo(log.logEndOffset)
    this.#put(partitions, topic, log.partition, log)
    before?.replaced()
    if (before !== undefined) this.#forget(before)
    // The metadata may be about to record that it failed.
    const { fetching, inDirectory, logs } = this.#options
    const put = partitions[log.partition]
    if (fetching !== undefined && logs.several !== undefined && put !== undefined)
      inDirectory?.(put, logs.several.idOf(log))
    this.#options.recovered?.(log.topic)
  }

  /** The configs of a topic changed. */
  reconfigure(topic: string): void {
    const partitions = this.#topics.get(topic)
    if (partitions === undefined) return
    const config = this.#options.logConfigOf(topic)
    for (const partition of partitions) {
      partition?.configure(config)
      if (partition !== undefined) this.#options.logs.several?.copyOf(topic, partition.partition)?.configure(config)
    }
  }

  /** A broker config that topics may inherit changed. */
  reconfigureAll(): void {
    for (const topic of this.#topics.keys()) this.reconfigure(topic)
  }
}

/** The log directory id of this broker's replica in the metadata; undefined if there is none. */
function directoryOf(image: PartitionImage | undefined, brokerId: number): string | undefined {
  return image?.directories[image.replicas.indexOf(brokerId)]
}
