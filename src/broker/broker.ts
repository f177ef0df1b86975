/*
 * Assembles one broker and starts and stops its parts in order: metadata, logs, replicas, coordinators. Does not see sockets.
 */

import { type ApiTable, type Capabilities, type ConnectionContext, KnownClients, UnservedLog } from '../api/index.ts'
import { type BrokerConfig, BrokerLoggers, loggerNames, unusable } from '../config/index.ts'
import {
  changeInSync,
  DirectoryAssignments,
  endEarlierLife,
  featureLevel,
  ProducerIds,
  Topics
} from '../controller/index.ts'
import { type Endpoint, type Env, type Logger, OttlaError, type QuietReport, quietReport } from '../env/index.ts'
import type { FoundPartition, LogConfig, LogStore } from '../log/index.ts'
import {
  type BrokerImage,
  type ImageDelta,
  keys,
  loadImage,
  type MetadataImage,
  type MetadataStore,
  type TopicImage
} from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { FetchSessions, ReplicaStore, type ReplicationThrottle } from '../replica/index.ts'
import { type Authorizer, allowAll } from '../security/index.ts'
import { capabilitiesOf } from './capabilities.ts'
import { ClusterPart } from './cluster-part.ts'
import { Coordinators, coordinatedTopics } from './coordinators.ts'
import { isCordoned } from './cordoned-directories.ts'
import { endOffsetHere } from './end-offsets.ts'
import { Membership } from './membership.ts'
import { minInSyncOf } from './min-in-sync.ts'
import { isGone } from './peer-watch.ts'
import { moveThrottle } from './replication-throttles.ts'

interface BrokerOptions {
  readonly env: Env
  readonly log: Logger
  /** The named loggers over `log`, if the caller uses them too. */
  readonly loggers?: BrokerLoggers | undefined
  readonly config: BrokerConfig
  readonly brokerId: number
  /** The served APIs. */
  readonly apis: ApiTable
  /** Without an authorizer, everything is allowed. */
  readonly authorizer?: Authorizer | undefined
  readonly metadata: MetadataStore
  /** Used if the cluster has no id yet. */
  readonly clusterId?: string | undefined
  /** Topics whose names differ only in case would share their directories. */
  readonly foldsCase?: boolean | undefined
  /** Why directories for a topic of this name cannot be created at all. */
  readonly refusesName?: ((topic: string) => boolean) | undefined
  /** Opens the logs, given what the metadata says about each partition found on disk. */
  readonly openLogs: (
    configOf: (
      found: FoundPartition
    ) => { readonly topic: string; readonly topicId: string; readonly config: LogConfig } | undefined
  ) => LogStore
  /** The address that this client should connect to. */
  readonly advertisedEndpoint: (connection: ConnectionContext) => Endpoint
  /** The addresses for other brokers and their clients, one per listener. */
  readonly endpoints?: BrokerImage['endpoints'] | undefined
  /** Ids of the log directories. */
  readonly directories?: readonly string[] | undefined
  /** The directories that start out cordoned: they get no new partitions. */
  readonly cordoned?: readonly string[] | undefined
  /** Other brokers share this metadata, and replicate partitions among each other. Defaults to a standalone broker. */
  readonly isShared?: boolean | undefined
  /** The registration epoch of the last process that stopped cleanly with these logs. Defaults to -1, unknown. */
  readonly cleanStopEpoch?: number | undefined
}

export class Broker {
  readonly env: Env
  readonly log: Logger
  readonly loggers: BrokerLoggers
  readonly unserved: UnservedLog
  readonly knownClients: KnownClients
  /** A warning that clients can trigger as often as they like. */
  readonly warnQuietly: QuietReport
  readonly config: BrokerConfig
  readonly brokerId: number
  readonly clusterId: string
  readonly image: MetadataImage
  readonly metadata: MetadataStore
  readonly logs: LogStore
  readonly replicas: ReplicaStore
  readonly topics: Topics
  readonly producerIds: ProducerIds
  readonly fetchSessions: FetchSessions
  readonly coordinators: Coordinators
  readonly leaderThrottle: ReplicationThrottle | undefined
  readonly authorizer: Authorizer
  readonly apis: ApiTable
  readonly advertisedEndpoint: (connection: ConnectionContext) => Endpoint
  /** The capabilities offered to request handlers. */
  readonly capabilities: Capabilities
  readonly #foldsCase: boolean
  readonly #membership: Membership
  readonly #assignments: DirectoryAssignments
  /** Undefined for a standalone broker. */
  readonly #cluster: ClusterPart | undefined
  #stopWatching: () => void = () => {}
  #willRefresh = false

  private constructor(options: BrokerOptions, clusterId: string, image: MetadataImage, membership: Membership) {
    const { env, config } = options
    this.env = env
    this.loggers = options.loggers ?? new BrokerLoggers(options.log)
    this.log = this.loggers.named(loggerNames.server)
    this.unserved = new UnservedLog(env, this.log)
    this.knownClients = new KnownClients(this.log)
    this.warnQuietly = quietReport(env.machine, (line, fields) => this.log.warn(line, fields))
    this.config = config
    this.apis = options.apis
    this.authorizer = options.authorizer ?? allowAll
    this.brokerId = options.brokerId
    this.clusterId = clusterId
    this.image = image
    this.#foldsCase = options.foldsCase ?? false
    this.metadata = options.metadata
    this.#membership = membership
    this.advertisedEndpoint = options.advertisedEndpoint
    this.#setDynamicConfigs()
    if (options.isShared === true) this.#cluster = this.#clusterPart(membership)
    this.leaderThrottle = this.#cluster?.leaderThrottle
    this.logs = options.openLogs((found) => this.#knownPartition(found))
    const { several } = this.logs
    this.#assignments = new DirectoryAssignments(this, this.loggers.named(loggerNames.log))
    if (several !== undefined) {
      several.changed = () => this.#tellDirectories(options.directories)
    }
    this.#tellDirectories(options.directories)
    this.replicas = this.#replicaStore()
    this.topics = new Topics({
      env,
      store: options.metadata,
      image,
      config,
      foldsCase: options.foldsCase ?? false,
      refusesName: options.refusesName ?? (() => false),
      logsReady: (topics) => this.replicas.logsTried(topics),
      internalRefused: (topic, { error, message }) =>
        this.warnQuietly('could not create an internal topic that clients are waiting for', topic, {
          topic,
          error: message ?? error
        })
    })
    this.producerIds = new ProducerIds(options.metadata)
    this.fetchSessions = new FetchSessions(env, () => config.number('max.incremental.fetch.session.cache.slots'))
    this.coordinators = new Coordinators(this, this.#cluster)
    this.capabilities = capabilitiesOf(this)
  }

  /** End offset of a partition, whichever broker leads it. */
  async endOffset(topic: string, partition: number): Promise<number | Failure> {
    const end = endOffsetHere(this.replicas, topic, partition)
    return isFailure(end) ? (this.#cluster?.endOffset(topic, partition) ?? end) : end
  }

  /**
   * The usable log directories, and those that accept new partitions. `only` is the id of a standalone broker's single directory.
   */
  #tellDirectories(only: readonly string[] = []): void {
    const { several, directories } = this.logs
    const cordoned = directories.filter((path) => isCordoned(this.config, path))
    if (several !== undefined)
      this.#membership.hasDirectories(several.ids, several.idsAt(cordoned), several.ids.length < directories.length)
    else this.#membership.hasDirectories(only, cordoned.length > 0 ? only : [])
  }

  #replicaStore(): ReplicaStore {
    const { env, brokerId, config, image } = this
    return new ReplicaStore({
      env,
      brokerId,
      logs: this.logs,
      image: () => image,
      logConfigOf: (topic) => this.#logConfigOf(topic),
      minInSyncReplicasOf: (topic) => minInSyncOf(config, image, topic),
      lagTimeMaxMs: () => config.number('replica.lag.time.max.ms'),
      writeInSync: (changes) => changeInSync(this, changes, (topic) => minInSyncOf(config, image, topic)),
      fetching: this.#cluster?.fetching,
      moveThrottle: moveThrottle(this),
      isCordoned: (path) => isCordoned(config, path),
      inDirectory: (partition, directoryId) => this.#assignments.write(partition, directoryId),
      log: this.loggers.named(loggerNames.log),
      recovered: (topic) => {
        if (coordinatedTopics.has(topic)) this.#refreshCoordinators()
      }
    })
  }

  #clusterPart(membership: Membership): ClusterPart {
    const { env, loggers, config, brokerId, metadata, image } = this
    const log = loggers.named(loggerNames.controller)
    return new ClusterPart({ env, log, config, brokerId, brokerEpoch: () => membership.epoch, metadata, image })
  }

  #knownPartition(
    found: FoundPartition
  ): { readonly topic: string; readonly topicId: string; readonly config: LogConfig } | undefined {
    const topic = this.#topicOf(found)
    if (topic === undefined || found.partition >= topic.partitions.length) return undefined
    if (found.topicId !== undefined && found.topicId !== topic.topicId) return undefined
    return { topic: topic.name, topicId: topic.topicId, config: this.#logConfigOf(topic.name) }
  }

  /** On a case-insensitive file system, the topic id in the directory tells which topic it belongs to. */
  #topicOf({ topic: name, topicId }: FoundPartition): TopicImage | undefined {
    const byId = this.#foldsCase && topicId !== undefined ? this.image.topicById(topicId) : undefined
    return byId?.name.toLowerCase() === name.toLowerCase() ? byId : this.image.topic(name)
  }

  #logConfigOf(topic: string): LogConfig {
    return this.config.logConfig(this.image.configs('topics', topic))
  }

  /** Rejects with the reason why a part could not start, and then leaves open only what the caller opened. */
  static async start(options: BrokerOptions): Promise<Broker> {
    const { metadata } = options
    const clusterId = await clusterIdOf(options)
    const { brokerId: id, endpoints = [], directories = [], cordoned = [], config } = options
    const self = { id, rack: config.raw('broker.rack'), endpoints, directories, cordoned }
    const { env, log, isShared = false, cleanStopEpoch = -1 } = options
    let started: Broker | undefined
    const membership = await Membership.join({
      env,
      log,
      metadata,
      self,
      isShared,
      leaseMs: config.number('broker.session.timeout.ms'),
      renewalMs: config.number('broker.heartbeat.interval.ms'),
      endEarlierLife: (epoch) =>
        endEarlierLife({
          metadata,
          brokerId: id,
          minInSyncIn(image) {
            setDynamic(config, image, id)
            return (topic) => minInSyncOf(config, image, topic)
          },
          isUnclean: (image) => epoch !== cleanStopEpoch && hasEligibleReplicas(image)
        }),
      isGone: async (broker) => isShared && (await isGone(env, broker, endpoints)),
      coverChanged: (isCovered) => started?.replicas.fence(!isCovered)
    })
    try {
      started = await Broker.#startAs(membership, clusterId, options)
      return started
    } catch (error) {
      membership.stop()
      throw error
    }
  }

  static async #startAs(membership: Membership, clusterId: string, options: BrokerOptions): Promise<Broker> {
    const { metadata } = options
    const { image, delta } = await loadImage(metadata)
    const broker = new Broker(options, clusterId, image, membership)
    try {
      broker.#applied(delta)
    } catch (error) {
      await broker.logs.close()
      throw error
    }
    const watch = metadata.watch('/', image.revision, (change) => broker.#applied(image.apply(change)))
    // Nothing was awaited since the image was read.
    if ('compactedRevision' in watch) throw new Error(`the metadata behind revision ${image.revision} is not kept`)
    await broker.replicas.logsTried([...image.topics].map(({ name }) => name))
    const changes = options.config.onChange(() => {
      broker.replicas.reconfigureAll()
      broker.#tellDirectories(options.directories)
    })
    broker.#stopWatching = () => {
      watch.cancel()
      membership.stop()
      changes.cancel()
    }
    return broker
  }

  /** Runs in the same turn as each metadata change. */
  #applied(delta: ImageDelta): void {
    this.replicas.apply(delta)
    if (delta.features.length > 0 || delta.configs.some(({ type }) => type === 'brokers')) this.#setDynamicConfigs()
    this.coordinators.onImage(delta)
    this.#membership.onImage(this.image, delta)
    this.#cluster?.onImage(delta)
    for (const key of delta.unknown) this.log.warn('ignoring an unknown metadata key', { key })
    for (const { key, why } of delta.damaged)
      this.log.error('ignoring an unreadable metadata value', { key, reason: why })
    for (const { type, name } of delta.configs)
      if (type === 'topics' || type === 'brokers')
        for (const [config, reason] of unusable(type, this.image.configs(type, name)))
          this.log.error('ignoring a config with an invalid value', {
            type,
            name,
            config,
            reason
          })
  }

  #setDynamicConfigs(): void {
    setDynamic(this.config, this.image, this.brokerId)
  }

  /** Runs once for all partitions that arrived in one turn, even while this broker is still being constructed. */
  #refreshCoordinators(): void {
    if (this.#willRefresh) return
    this.#willRefresh = true
    queueMicrotask(() => {
      this.#willRefresh = false
      this.coordinators.refresh()
    })
  }

  /** The directory is gone or belongs to someone else, so nothing more is written. `stop` may follow. */
  abandon(): void {
    this.stopControl()
    this.#stopWatching()
    this.coordinators.stop()
    this.replicas.stop()
    this.#assignments.stop()
    void this.#cluster?.close()
    this.logs.abandon()
    this.metadata.abandon()
  }

  /**
   * Moves this broker's leadership to others. Call it while the broker still serves. Resolves when that is done, or after a
   * timeout.
   */
  retire(): Promise<void> {
    return this.#membership.retire(this.image)
  }

  /** Stops acting as the controller. */
  stopControl(): void {
    this.#cluster?.stopControl()
  }

  /** Stops the coordinators, then flushes and closes the logs, then the metadata. Closes all of them even if one fails. */
  async stop(): Promise<void> {
    this.stopControl()
    this.#stopWatching()
    this.coordinators.stop()
    this.replicas.stop()
    this.#assignments.stop()
    await this.#cluster?.close()
    try {
      await this.logs.close(this.#cluster === undefined ? -1 : this.#membership.epoch)
    } finally {
      try {
        await this.#membership.leave()
      } finally {
        await this.metadata.close()
      }
    }
  }
}

const hasEligibleReplicas = (image: MetadataImage): boolean =>
  featureLevel(image, 'eligible.leader.replicas.version') >= 1

function setDynamic(config: BrokerConfig, image: MetadataImage, brokerId: number): void {
  const own = image.configs('brokers', String(brokerId))
  config.setDynamic(image.configs('brokers', ''), own, hasEligibleReplicas(image))
}

async function clusterIdOf(options: BrokerOptions): Promise<string> {
  const found = await options.metadata.get(keys.clusterId)
  if (found !== undefined) return found.value
  const clusterId = options.clusterId ?? options.env.random.uuid()
  const { error } = await options.metadata.transaction(
    [{ key: keys.clusterId, exists: false }],
    [{ put: keys.clusterId, value: clusterId }]
  )
  if (error !== undefined) throw new OttlaError('DATA_DIR_UNREADABLE', `could not store the cluster id: ${error}`)
  return (await options.metadata.get(keys.clusterId))?.value ?? clusterId
}
