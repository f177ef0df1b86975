/*
 * Owns what a broker does as one of several: it follows leaders elsewhere, watches whether the others are there, asks their
 * coordinators and leaders, and decides for all while it is the controller. A broker alone has none of it.
 */
import { type BrokerConfig, interBrokerListener } from '../config/index.ts'
import { Controller, transactionsTopic } from '../controller/index.ts'
import type { AdmitCommand, MarkerWriter, ShareCoordinator } from '../coordination/index.ts'
import type { Endpoint, Env, Logger } from '../env/index.ts'
import type { BrokerImage, ImageDelta, MetadataImage, MetadataStore } from '../metadata/index.ts'
import type { Failure } from '../protocol/index.ts'
import type { FetcherSettings, ReplicationThrottle } from '../replica/index.ts'
import { ClusterMarkers } from './cluster-markers.ts'
import { endOffsetElsewhere } from './end-offsets.ts'
import { minInSyncOf } from './min-in-sync.ts'
import { PeerWatch } from './peer-watch.ts'
import { Peers } from './peers.ts'
import { admittedElsewhere } from './remote-admission.ts'
import { replicationThrottles } from './replication-throttles.ts'
import { ClusterShareStates, type ShareStates } from './share-states.ts'

interface ClusterPartOptions {
  readonly env: Env
  /** Of the controller. */
  readonly log: Logger
  readonly config: BrokerConfig
  readonly brokerId: number
  /** Of this broker's registration; -1 before the first. */
  readonly brokerEpoch: () => number
  readonly metadata: MetadataStore
  readonly image: MetadataImage
}

export class ClusterPart {
  /** How leaders elsewhere are asked. */
  readonly fetching: {
    readonly brokerEpoch: () => number
    readonly endpointOf: (brokerId: number) => Endpoint | undefined
    readonly settings: FetcherSettings
    readonly throttle: ReplicationThrottle
  }
  /** Of what this broker's leaders give to their followers. */
  readonly leaderThrottle: ReplicationThrottle
  readonly #options: ClusterPartOptions
  readonly #controller: Controller
  readonly #watch: PeerWatch
  readonly #peers: Peers

  constructor(options: ClusterPartOptions) {
    const { env, log, config, brokerId, brokerEpoch, metadata, image } = options
    const endpointOf = (broker: BrokerImage) => this.#endpointOf(broker)
    const endpointOfId = (id: number) => {
      const broker = image.broker(id)
      return broker === undefined ? undefined : endpointOf(broker)
    }
    this.#options = options
    const throttles = replicationThrottles(options)
    this.leaderThrottle = throttles.leader
    const settings = fetcherSettings(config)
    this.fetching = { brokerEpoch, endpointOf: endpointOfId, settings, throttle: throttles.follower }
    this.#controller = new Controller({
      env,
      log,
      brokerId,
      metadata,
      image,
      minInSyncOf: (topic) => minInSyncOf(config, image, topic),
      isUncleanAllowed: (topic) =>
        config.topicValue('unclean.leader.election.enable', image.configs('topics', topic)) === 'true',
      rebalanceMs: () =>
        config.boolean('auto.leader.rebalance.enable')
          ? config.number('leader.imbalance.check.interval.seconds') * 1_000
          : undefined
    })
    this.#watch = new PeerWatch({ env, log, brokerId, metadata, image, endpointOf })
    this.#peers = new Peers(env, brokerId, endpointOfId, () => config.number('request.timeout.ms'))
  }

  /** Where other brokers reach one; undefined where it has no listener of the name that this broker uses. */
  #endpointOf({ endpoints }: BrokerImage): Endpoint | undefined {
    const wanted = interBrokerListener(this.#options.config)
    return endpoints.find(({ name }) => name === wanted)
  }

  /** Writes markers wherever a partition is led; those of partitions that are led here by `local`. */
  markers(local: MarkerWriter): MarkerWriter {
    const { brokerId, image } = this.#options
    return new ClusterMarkers(local, brokerId, image, this.#peers)
  }

  /** Asks share coordinators wherever they are; those of this broker by `local`. */
  shareStates(local: ShareCoordinator): ShareStates {
    const { brokerId, image } = this.#options
    return new ClusterShareStates(local, brokerId, image, this.#peers)
  }

  /** Asks the transaction coordinator whose partition of __transaction_state is `partition`. */
  admitElsewhere(partition: number, command: AdmitCommand): ReturnType<typeof admittedElsewhere> {
    const coordinatorId = this.#options.image.topic(transactionsTopic)?.partitions[partition]?.leader ?? -1
    return admittedElsewhere(this.#peers, coordinatorId, command)
  }

  /** Where a partition ends that another broker leads; undefined where none does. */
  endOffset(topic: string, partition: number): Promise<number | Failure> | undefined {
    const { brokerId, image } = this.#options
    const leader = image.topic(topic)?.partitions[partition]?.leader ?? -1
    if (leader < 0 || leader === brokerId) return undefined
    return endOffsetElsewhere(this.#peers, leader, topic, partition)
  }

  /** Call it in the turn of each change of the metadata, once the partitions have it. */
  onImage(delta: ImageDelta): void {
    this.#controller.onImage(delta)
    const { added, changed, removed } = delta.brokers
    if (delta.isControllerChanged || added.length + changed.length + removed.length > 0) this.#watch.look()
  }

  /** Decides nothing any more, and fences nobody. */
  stopControl(): void {
    this.#controller.stop()
    this.#watch.stop()
  }

  /** Resolves when nothing is asked of others any more. */
  close(): Promise<void> {
    this.stopControl()
    return this.#peers.close()
  }
}

const fetcherSettings = (config: BrokerConfig): FetcherSettings => ({
  waitMs: () => config.number('replica.fetch.wait.max.ms'),
  minBytes: () => config.number('replica.fetch.min.bytes'),
  answerBytes: () => config.number('replica.fetch.response.max.bytes'),
  partitionBytes: () => config.number('replica.fetch.max.bytes'),
  backOffMs: () => config.number('replica.fetch.backoff.ms'),
  timeoutMs: () => config.number('replica.socket.timeout.ms')
})
