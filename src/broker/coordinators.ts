/*
 * The coordinators of a broker and the share partitions it serves: how they are built, how they learn of metadata changes, and
 * how they stop.
 */
import { type BrokerConfig, type BrokerConfigName, type BrokerLoggers, loggerNames } from '../config/index.ts'
import {
  featureLevel,
  offsetsTopic,
  type ProducerIds,
  shareStateTopic,
  type Topics,
  transactionsTopic
} from '../controller/index.ts'
import {
  GroupCoordinator,
  LocalMarkers,
  type MarkerWriter,
  ShareCoordinator,
  TransactionCoordinator,
  type TransactionVersion
} from '../coordination/index.ts'
import type { Env } from '../env/index.ts'
import type { ImageDelta, MetadataImage } from '../metadata/index.ts'
import { failed, isFailure } from '../protocol/index.ts'
import type { ReplicaStore } from '../replica/index.ts'
import { Shares } from '../share/index.ts'
import type { ClusterPart } from './cluster-part.ts'
import type { ShareStates } from './share-states.ts'

/** The topics whose partition leaders act as coordinators. */
export const coordinatedTopics: ReadonlySet<string> = new Set([offsetsTopic, transactionsTopic, shareStateTopic])

/** The parts from which coordinators are built. */
interface CoordinatorParts {
  readonly env: Env
  readonly loggers: BrokerLoggers
  readonly config: BrokerConfig
  readonly image: MetadataImage
  readonly replicas: ReplicaStore
  readonly topics: Topics
  readonly producerIds: ProducerIds
}

export class Coordinators {
  readonly groups: GroupCoordinator
  readonly markers: MarkerWriter
  readonly transactions: TransactionCoordinator
  /** For the partitions of __share_group_state led here. */
  readonly shareState: ShareCoordinator
  /** The share coordinators of the whole cluster. */
  readonly shareStates: ShareStates
  readonly shares: Shares

  /** `cluster` is undefined for a standalone broker. */
  constructor(parts: CoordinatorParts, cluster: ClusterPart | undefined) {
    this.groups = this.#groupCoordinator(parts)
    this.markers = this.#localMarkers(parts)
    this.transactions = this.#transactionCoordinator(parts, cluster)
    this.shareState = this.#shareCoordinator(parts)
    this.shareStates = cluster?.shareStates(this.shareState) ?? this.shareState
    this.shares = this.#sharesOf(parts)
  }

  #groupCoordinator({ env, loggers, config, image, replicas, topics }: CoordinatorParts): GroupCoordinator {
    return new GroupCoordinator({
      env,
      log: loggers.named(loggerNames.group),
      config: {
        number: (name) => config.number(name),
        text: (name) => config.raw(name as BrokerConfigName),
        ofGroup: (groupId, name) => config.groupValue(name, image.configs('groups', groupId))
      },
      replicas,
      topics: image,
      // Created after the groups, and used only once there is a group.
      shareStates: {
        initialize: async (command) => {
          await topics.ensureInternal(shareStateTopic)
          return this.shareStates.initialize(command)
        },
        delete: (key) => this.shareStates.delete(key)
      },
      offsetsPartitionCount: () => image.topic(offsetsTopic)?.partitions.length ?? 0
    })
  }

  #localMarkers({ env, config, replicas }: CoordinatorParts): LocalMarkers {
    const { groups } = this
    return new LocalMarkers({ env, replicas, groups, timeoutMs: () => config.number('request.timeout.ms') })
  }

  #transactionCoordinator(
    { env, loggers, config, image, replicas, producerIds }: CoordinatorParts,
    cluster: ClusterPart | undefined
  ): TransactionCoordinator {
    return new TransactionCoordinator({
      env,
      log: loggers.named(loggerNames.transaction),
      config: { number: (name) => config.number(name), isOn: (name) => config.boolean(name) },
      replicas,
      partitionCount: () => image.topic(transactionsTopic)?.partitions.length ?? 0,
      markers: cluster?.markers(this.markers) ?? this.markers,
      elsewhere:
        cluster &&
        ((command) => cluster.admitElsewhere(this.transactions.partitionFor(command.transactionalId), command)),
      // The same error as in Kafka when no block of producer ids is available; clients retry.
      newProducerId: async () => {
        const producerId = await producerIds.next()
        return isFailure(producerId) ? failed('COORDINATOR_LOAD_IN_PROGRESS') : producerId
      },
      version: () => featureLevel(image, 'transaction.version') as TransactionVersion
    })
  }

  #shareCoordinator({ env, loggers, config, image, replicas }: CoordinatorParts): ShareCoordinator {
    return new ShareCoordinator({
      env,
      log: loggers.named(loggerNames.share),
      config: { number: (name) => config.number(name) },
      replicas,
      partitionCount: () => image.topic(shareStateTopic)?.partitions.length ?? 0,
      partitionsOf: (topicId) => image.topicById(topicId)?.partitions.length
    })
  }

  #sharesOf({ env, loggers, config, image, replicas }: CoordinatorParts): Shares {
    const ofGroup = (groupId: string, name: string) => config.groupValue(name, image.configs('groups', groupId)) ?? ''
    return new Shares({
      env,
      log: loggers.named(loggerNames.share),
      store: this.shareStates,
      configs: {
        number: (groupId, name) => Number(ofGroup(groupId, name)),
        text: ofGroup,
        mayRenew: (groupId) => ofGroup(groupId, 'share.renew.acknowledge.enable').toLowerCase() !== 'false',
        get sessionsMax() {
          return config.number('group.share.max.share.sessions')
        }
      },
      leader: (topicId, partition) => {
        const topic = image.topicById(topicId)
        return topic === undefined ? failed('UNKNOWN_TOPIC_OR_PARTITION') : replicas.leader(topic.name, partition)
      }
    })
  }

  onImage(delta: ImageDelta): void {
    this.groups.onImage(delta)
    this.transactions.onImage(delta)
    this.shareState.onImage(delta)
  }

  /** Partitions of coordinator topics have appeared or become readable again. */
  refresh(): void {
    this.groups.refresh()
    this.transactions.refresh()
    this.shareState.refresh()
  }

  stop(): void {
    this.shares.stop()
    this.shareState.stop()
    this.transactions.stop()
    this.groups.stop()
  }
}
