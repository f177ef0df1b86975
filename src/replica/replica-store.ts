/*
 * Owns all partitions that this broker holds, and makes them what the metadata image says. Never decides what the image says.
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
  /** Writes in-sync replicas to the metadata, as `InSyncKeeperOptions.write`. */
  readonly writeInSync: InSyncKeeperOptions['write']
  /** How leaders elsewhere are asked. A broker alone has none. */
  readonly fetching?: Pick<FetchersOptions, 'brokerEpoch' | 'endpointOf' | 'settings' | 'throttle'> | undefined
  /** How fast partitions are moved between log directories. */
  readonly moveThrottle?: ReplicationThrottle | undefined
  /** Whether the log directory with this path gets no new partitions (KIP-1066). */
  readonly isCordoned?: ((path: string) => boolean) | undefined
  /** A partition is in another log directory than the metadata says, or in none that can be used: writes that there. */
  readonly inDirectory?: ((partition: Partition, directoryId: string) => void) | undefined
  readonly log: Logger
  /** A partition of this topic can be used from now on that could not be before. */
  readonly recovered?: ((topic: string) => void) | undefined
}

/** What a copy's directory is called by beside its topic and partition: `-`, `.`, 32 digits, `-future`; and how long names may be. */
const copyNameBytes = 41
const nameBytesMax = 255

export class ReplicaStore implements Replicas {
  readonly #options: ReplicaStoreOptions
  readonly #rules: ReplicationRules
  readonly #topics = new Map<string, (ReplicaPartition | undefined)[]>()
  readonly #missing: MissingLogs
  readonly #inSync: InSyncKeeper
  readonly #fetchers: Fetchers | undefined
  /** Undefined: there is one log directory. */
  readonly #moves: DirectoryMoves | undefined
  #isFenced = false
  /** Of all topics since the start, deleted ones among them. */
  readonly traffic = noTraffic()
  /** Of the topics that there are. */
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

  /** Resolves when the logs of these topics were made, with null, or when one was refused by the disk, with the reason. */
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

  /** Whether nothing is served, as `fence` said last. */
  get isFenced(): boolean {
    return this.#isFenced
  }

  /** Others may lead what this broker led: nothing is appended or read here until that is over. */
  fence(isFenced: boolean): void {
    const isNews = isFenced && !this.#isFenced
    this.#isFenced = isFenced
    if (isNews) for (const partition of this.#each()) partition.fenced()
  }

  /** The partition where this broker leads it, and in the epoch that the client knows: -1 for none. */
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
    // A follower knows the epoch as well (kafka.cluster.Partition#getLocalLog).
    const fenced = found.checkLeaderEpoch(currentLeaderEpoch)
    if (fenced !== null) return fenced
    return found.isLeader ? found : failed('NOT_LEADER_OR_FOLLOWER')
  }

  /** As `leader`, but a follower will do: it has what is committed, as far as it knows (KIP-392). */
  replica(topic: string, partition: number, currentLeaderEpoch = -1): Partition | Failure {
    const found = this.#isFenced ? undefined : this.#topics.get(topic)?.[partition]
    if (found?.isReadable !== true) return this.leader(topic, partition, currentLeaderEpoch)
    return found.checkLeaderEpoch(currentLeaderEpoch) ?? found
  }

  /** Makes and removes partitions in this very turn. */
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

  /** A partition that moved away leaves nothing behind here. */
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

  /** @throws DiskError: the partition answers KAFKA_STORAGE_ERROR then, and others go on. */
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

  /** Tells the metadata where a partition is, if that is not where the metadata has it. */
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

  /** Others lead and are in sync without this replica, until its files can be read again (KIP-858). */
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

  /** Partitions that this broker should lead and cannot, because their log failed or could not be made. */
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

  /** The directories that hold logs, with the volumes they are on. */
  directories(): (DirectoryUsage & { readonly isCordoned: boolean })[] {
    const { logs, isCordoned } = this.#options
    return logs.usage().map((each) => ({ ...each, isCordoned: isCordoned?.(each.directory) === true }))
  }

  /** Copies of partitions that are on their way to another log directory, and how many offsets each is behind. */
  copies(): { readonly copy: PartitionLog; readonly offsetLag: number }[] {
    return [...(this.#options.logs.several?.copies ?? [])].map((copy) => ({
      copy,
      offsetLag: (this.find(copy.topic, copy.partition)?.logEndOffset ?? copy.logEndOffset) - copy.logEndOffset
    }))
  }

  /**
   * Moves a partition to another log directory; one that is not here yet is made there once it is. Answers null when the move has
   * begun, or there is nothing to do; else LOG_DIR_NOT_FOUND, INVALID_REPLICA_ASSIGNMENT for a cordoned directory,
   * KAFKA_STORAGE_ERROR, INVALID_TOPIC_EXCEPTION, REPLICA_NOT_AVAILABLE or UNKNOWN_TOPIC_OR_PARTITION. Source: kafka.server.ReplicaManager#alterReplicaLogDirs.
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

  /** A log that failed was read anew: whoever waits on the partition of before looks again. */
  #reopened(log: PartitionLog): void {
    const partitions = this.#topics.get(log.topic)
    const topic = this.#options.image().topic(log.topic)
    if (partitions === undefined || topic === undefined || topic.topicId !== log.topicId) return
    const before = partitions[log.partition]
    log.configure(this.#options.logConfigOf(log.topic))
    // What it lost must not stay in its copy, where other records come in its place.
    const copy = this.#options.logs.several?.copyOf(log.topic, log.partition)
    if (copy?.failed === false) copy.truncateTo(log.logEndOffset)
    this.#put(partitions, topic, log.partition, log)
    before?.replaced()
    if (before !== undefined) this.#forget(before)
    // The metadata may be about to hear that it failed.
    const { fetching, inDirectory, logs } = this.#options
    const put = partitions[log.partition]
    if (fetching !== undefined && logs.several !== undefined && put !== undefined)
      inDirectory?.(put, logs.several.idOf(log))
    this.#options.recovered?.(log.topic)
  }

  /** The configs of one topic changed. */
  reconfigure(topic: string): void {
    const partitions = this.#topics.get(topic)
    if (partitions === undefined) return
    const config = this.#options.logConfigOf(topic)
    for (const partition of partitions) {
      partition?.configure(config)
      if (partition !== undefined) this.#options.logs.several?.copyOf(topic, partition.partition)?.configure(config)
    }
  }

  /** A broker config changed that topics may inherit. */
  reconfigureAll(): void {
    for (const topic of this.#topics.keys()) this.reconfigure(topic)
  }
}

/** The id of the log directory that the metadata has for this broker's replica; undefined: none. */
function directoryOf(image: PartitionImage | undefined, brokerId: number): string | undefined {
  return image?.directories[image.replicas.indexOf(brokerId)]
}
