/*
 * The parts of the broker that handlers may use: narrow views, in one object shared by all requests. A handler that needs more
 * than its view offers needs a new method here, where it is visible.
 */
import type { BrokerConfig, BrokerLoggers } from '../config/index.ts'
import type {
  ConfigChange,
  ConfigResource,
  CredentialChange,
  FeatureUpdate,
  ProducerIds,
  QuotaChange,
  QuotaEntity,
  Reassignment,
  Topics
} from '../controller/index.ts'
import type { GroupCoordinator, MarkerWriter, ShareCoordinator, TransactionCoordinator } from '../coordination/index.ts'
import type { Endpoint, Env, Logger } from '../env/index.ts'
import type { ConfigValues, MetadataImage } from '../metadata/index.ts'
import type { Failure } from '../protocol/index.ts'
import type { FetchSessions, ReplicaStore, ReplicationThrottle } from '../replica/index.ts'
import type { Shares } from '../share/index.ts'
import type { ConnectionContext } from './connection-context.ts'
import type { KnownClients } from './known-clients.ts'
import type { UnservedLog } from './unserved.ts'

/** The served APIs and their versions. */
export interface ServedApis {
  readonly rows: readonly { readonly key: number; readonly min: number; readonly max: number }[]
}

/** Identifies the cluster and this broker, and tells where its clients reach it. */
interface Cluster {
  readonly id: string
  readonly brokerId: number
  /** The address advertised to this client, on the listener it uses. */
  endpointFor(connection: ConnectionContext): Endpoint
}

/** Changes dynamic configs by Kafka's rules. A change that is refused results in a `Failure` with Kafka's message. */
interface ConfigChanges {
  /** The resource that a request names by type and name. */
  resource(resourceType: number, name: string): ConfigResource | Failure
  /**
   * Changes the configs of a resource. `changesOf` gets the current values, and is called again if someone else changes them in
   * between. Resolves with null once every request sees the new values. With `validateOnly`, nothing is written.
   */
  alter(
    resource: ConfigResource,
    changesOf: (now: ConfigValues) => readonly ConfigChange[],
    validateOnly: boolean
  ): Promise<Failure | null>
  /** Logs each of these configs that has no effect here. */
  tellWithoutEffect(resource: ConfigResource, values: Iterable<readonly [string, string]>): void
}

export interface Capabilities {
  readonly env: Env
  /** The logger of the request path. */
  readonly log: Logger
  readonly loggers: BrokerLoggers
  readonly unserved: UnservedLog
  readonly knownClients: KnownClients
  readonly apis: ServedApis
  readonly cluster: Cluster
  /** The current cluster metadata. */
  readonly image: MetadataImage
  readonly config: BrokerConfig
  readonly configs: ConfigChanges
  /**
   * Changes the quotas of one entity. Resolves with null once everyone sees them, or with the reason why they were not stored.
   */
  alterQuotas(entity: QuotaEntity, changes: readonly QuotaChange[]): Promise<Failure | null>
  /** Changes the credentials of one user, which must be valid. Resolves with null, or the reason why they were not stored. */
  alterCredentials(user: string, change: CredentialChange): Promise<Failure | null>
  /**
   * Sets finalized feature levels, or only validates them. Resolves with null once everyone sees them, or with the reason why
   * none was set.
   */
  updateFeatures(updates: readonly FeatureUpdate[], validateOnly: boolean): Promise<Failure | null>
  /** Starts or cancels a reassignment of a partition. Resolves with null once it is stored, or with the reason why not. */
  reassign(reassignment: Reassignment): Promise<Failure | null>
  /** Removes a broker from the metadata. Resolves with null when done, or with the reason why not. */
  unregisterBroker(brokerId: number): Promise<Failure | null>
  readonly topics: Pick<
    Topics,
    | 'plan'
    | 'collisionMarks'
    | 'create'
    | 'ensure'
    | 'ensureInternal'
    | 'delete'
    | 'planGrowth'
    | 'grow'
    | 'electLeader'
  >
  readonly producerIds: Pick<ProducerIds, 'next'>
  readonly partitions: Pick<ReplicaStore, 'find' | 'leader' | 'replica' | 'all' | 'directories' | 'copies' | 'moveTo'>
  readonly fetchSessions: Pick<FetchSessions, 'begin' | 'end' | 'unwatch'>
  readonly groups: Pick<
    GroupCoordinator,
    | 'partitionFor'
    | 'join'
    | 'sync'
    | 'heartbeat'
    | 'leave'
    | 'describe'
    | 'list'
    | 'deleteGroup'
    | 'commitOffsets'
    | 'fetchOffsets'
    | 'deleteOffsets'
    | 'commitInTransaction'
    | 'shareHeartbeat'
    | 'shareGroup'
    | 'alterShareOffsets'
    | 'deleteShareOffsets'
    | 'consumerHeartbeat'
    | 'describeConsumer'
    | 'streamsHeartbeat'
    | 'describeStreams'
  >
  /** Share coordinators on any broker. */
  readonly shareStates: Pick<ShareCoordinator, 'summary'>
  /** The share coordinator of this broker. */
  readonly shareState: Pick<ShareCoordinator, 'partitionFor' | 'initialize' | 'read' | 'write' | 'delete' | 'summary'>
  /** End offset of a partition, whichever broker leads it. */
  readonly endOffset: (topic: string, partition: number) => Promise<number | Failure>
  readonly shares: Pick<Shares, 'sessions' | 'lockMs' | 'fetch' | 'acknowledge' | 'endSession'>
  readonly transactions: Pick<
    TransactionCoordinator,
    'partitionFor' | 'init' | 'addPartitions' | 'verifyPartitions' | 'admit' | 'end' | 'describe' | 'list'
  >
  /** Ends transactions in partitions led by this broker. */
  readonly markers: MarkerWriter
  /** Throttles what leaders here send to followers; undefined for a standalone broker. */
  readonly leaderThrottle: ReplicationThrottle | undefined
}

/** Gives a request access to the capabilities without copying them: a single field, however many there are. */
export class Capable implements Capabilities {
  readonly #of: Capabilities

  constructor(capabilities: Capabilities) {
    this.#of = capabilities
  }

  get env() {
    return this.#of.env
  }
  get log() {
    return this.#of.log
  }
  get loggers() {
    return this.#of.loggers
  }
  get unserved() {
    return this.#of.unserved
  }
  get knownClients() {
    return this.#of.knownClients
  }
  get apis() {
    return this.#of.apis
  }
  get cluster() {
    return this.#of.cluster
  }
  get image() {
    return this.#of.image
  }
  get config() {
    return this.#of.config
  }
  get configs() {
    return this.#of.configs
  }
  get updateFeatures() {
    return this.#of.updateFeatures
  }
  get topics() {
    return this.#of.topics
  }
  get producerIds() {
    return this.#of.producerIds
  }
  get partitions() {
    return this.#of.partitions
  }
  get fetchSessions() {
    return this.#of.fetchSessions
  }
  get groups() {
    return this.#of.groups
  }
  get shares() {
    return this.#of.shares
  }
  get shareState() {
    return this.#of.shareState
  }
  get shareStates() {
    return this.#of.shareStates
  }
  endOffset(topic: string, partition: number) {
    return this.#of.endOffset(topic, partition)
  }
  get transactions() {
    return this.#of.transactions
  }
  get markers() {
    return this.#of.markers
  }
  get leaderThrottle() {
    return this.#of.leaderThrottle
  }
  alterQuotas(entity: QuotaEntity, changes: readonly QuotaChange[]) {
    return this.#of.alterQuotas(entity, changes)
  }
  alterCredentials(user: string, change: CredentialChange) {
    return this.#of.alterCredentials(user, change)
  }
  unregisterBroker(brokerId: number) {
    return this.#of.unregisterBroker(brokerId)
  }
  reassign(reassignment: Reassignment) {
    return this.#of.reassign(reassignment)
  }
}
