/*
 * What makes a broker part of a cluster: it follows remote leaders, watches its peers, talks to their coordinators and leaders,
 * and acts as the controller when it holds that role. A standalone broker has none of this.
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
  /** Epoch of this broker's registration; -1 before the first. */
  readonly brokerEpoch: () => number
  readonly metadata: MetadataStore
  readonly image: MetadataImage
}

export class ClusterPart {
  /** How to send requests to remote leaders. */
  readonly fetching: {
    readonly brokerEpoch: () => number
    readonly endpointOf: (brokerId: number) => Endpoint | undefined
    readonly settings: FetcherSettings
    readonly throttle: ReplicationThrottle
  }
  /** Throttles replication from this broker's leaders to their followers. */
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

  /** Address of a broker for its peers; undefined if it has no listener with this broker's inter-broker listener name. */
  #endpointOf({ endpoints }: BrokerImage): Endpoint | undefined {
    const wanted = interBrokerListener(this.#options.config)
    return endpoints.find(({ name }) => name === wanted)
  }

  /** Writes markers wherever a partition is led; uses `local` for partitions led here. */
  markers(local: MarkerWriter): MarkerWriter {
    const { brokerId, image } = this.#options
    return new ClusterMarkers(local, brokerId, image, this.#peers)
  }

  /** Reaches share coordinators on any broker; uses `local` for this one's. */
  shareStates(local: ShareCoordinator): ShareStates {
    const { brokerId, image } = this.#options
    return new ClusterShareStates(local, brokerId, image, this.#peers)
  }

  /** Asks the transaction coordinator that owns `partition` of __transaction_state. */
  admitElsewhere(partition: number, command: AdmitCommand): ReturnType<typeof admittedElsewhere> {
    const coordinatorId = this.#options.image.topic(transactionsTopic)?.partitions[partition]?.leader ?? -1
    return admittedElsewhere(this.#peers, coordinatorId, command)
  }

  /** End offset of a partition led by another broker; undefined if no other broker leads it. */
  endOffset(topic: string, partition: number): Promise<number | Failure> | undefined {
    const { brokerId, image } = this.#options
    const leader = image.topic(topic)?.partitions[partition]?.leader ?? -1
    if (leader < 0 || leader === brokerId) return undefined
    return endOffsetElsewhere(this.#peers, leader, topic, partition)
  }

  /** Call it in the turn of each metadata change, after the partitions have seen it. */
  onImage(delta: ImageDelta): void {
    this.#controller.onImage(delta)
    const { added, changed, removed } = delta.brokers
    if (delta.isControllerChanged || added.length + changed.length + removed.length > 0) this.#watch.look()
  }

  /** Stops making decisions and fencing brokers. */
  stopControl(): void {
    this.#controller.stop()
    this.#watch.stop()
  }

  /** Resolves when no request to other brokers is pending. */
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
