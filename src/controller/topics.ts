/*
 * Owns making, growing and deleting topics: the rules, the placing of replicas, the transaction on the metadata store.
 * When a promise resolves, image and logs are up to date.
 * Source: org.apache.kafka.controller.ReplicationControlManager.
 */

import type { BrokerConfig, NumberConfigName } from '../config/index.ts'
import type { Env } from '../env/index.ts'
import {
  type Compare,
  type ConfigValues,
  keys,
  type MetadataImage,
  type MetadataStore,
  metricName,
  type Operation,
  type PartitionImage,
  type TopicImage
} from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { assigned, faultOfReplicas, type Placement, place, tooManyPartitions } from './placement.ts'
import { topicConfigs } from './topic-configs.ts'
import { invalidTopicName, isInternalTopic, metadataTopic } from './topic-names.ts'

export interface NewTopic {
  readonly name: string
  /** -1: num.partitions. */
  readonly partitions: number
  /** -1: default.replication.factor. */
  readonly replicationFactor: number
  /** Replicas by partition; empty: placed by us. */
  readonly assignments: readonly { readonly partition: number; readonly brokerIds: readonly number[] }[]
  /** null: back to the default. */
  readonly configs: ReadonlyMap<string, string | null>
}

export interface PlannedTopic {
  readonly name: string
  readonly topicId: string
  readonly replicas: Placement
  readonly configs: ConfigValues
}

interface InternalTopic {
  readonly partitions: NumberConfigName
  readonly replicationFactor: NumberConfigName
  readonly segmentBytes: NumberConfigName
}

/** The configs that say how an internal topic is made. */
const internalTopics: Readonly<Record<string, InternalTopic>> & { readonly __share_group_state: InternalTopic } = {
  __consumer_offsets: {
    partitions: 'offsets.topic.num.partitions',
    replicationFactor: 'offsets.topic.replication.factor',
    segmentBytes: 'offsets.topic.segment.bytes'
  },
  __transaction_state: {
    partitions: 'transaction.state.log.num.partitions',
    replicationFactor: 'transaction.state.log.replication.factor',
    segmentBytes: 'transaction.state.log.segment.bytes'
  },
  __share_group_state: {
    partitions: 'share.coordinator.state.topic.num.partitions',
    replicationFactor: 'share.coordinator.state.topic.replication.factor',
    segmentBytes: 'share.coordinator.state.topic.segment.bytes'
  }
}

export class Topics {
  readonly #env: Env
  readonly #store: MetadataStore
  readonly #image: MetadataImage
  readonly #config: BrokerConfig
  readonly #foldsCase: boolean
  readonly #refusesName: (topic: string) => boolean
  readonly #logsReady: (topics: readonly string[]) => Promise<string | null>
  /** Names whose creation is on its way to the disk, by collision mark. */
  readonly #making = new Map<string, string>()
  #nextBroker = 0

  constructor(options: {
    readonly env: Env
    readonly store: MetadataStore
    readonly image: MetadataImage
    readonly config: BrokerConfig
    /** Topics whose names differ only by case would share their directories. */
    readonly foldsCase: boolean
    /** Where the directories of a topic of this name cannot be made at all. */
    readonly refusesName: (topic: string) => boolean
    /** Resolves when every log of these topics that belongs here was made, with null, or could not be, with the reason. */
    readonly logsReady: (topics: readonly string[]) => Promise<string | null>
  }) {
    this.#env = options.env
    this.#store = options.store
    this.#image = options.image
    this.#config = options.config
    this.#foldsCase = options.foldsCase
    this.#refusesName = options.refusesName
    this.#logsReady = options.logsReady
  }

  get image(): MetadataImage {
    return this.#image
  }

  /** What creating the topic would make, or why it cannot be. Changes nothing. */
  plan(topic: NewTopic): PlannedTopic | Failure {
    const fault = this.#faultOfName(topic.name)
    if (fault !== undefined) return fault
    const replicas = topic.assignments.length > 0 ? this.#assigned(topic) : this.#placed(topic)
    if (isFailure(replicas)) return replicas
    const configs = topicConfigs(topic.configs, this.#config)
    if (isFailure(configs)) return configs
    return { name: topic.name, topicId: this.#env.random.uuid(), replicas, configs }
  }

  #faultOfName(name: string): Failure | undefined {
    const badName = invalidTopicName(name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (name === metadataTopic || (this.#foldsCase && name.toLowerCase() === metadataTopic))
      return failed('INVALID_REQUEST', `Creation of internal topic ${metadataTopic} is prohibited.`)
    if (this.#image.topic(name) !== undefined) return failed('TOPIC_ALREADY_EXISTS', `Topic '${name}' already exists.`)
    const collision = this.#collision(name)
    if (collision !== undefined)
      return failed('INVALID_TOPIC_EXCEPTION', `Topic '${name}' collides with existing topic: ${collision}`)
    if (this.#refusesName(name))
      return failed('INVALID_TOPIC_EXCEPTION', `Topic name is invalid: '${name}' cannot be a directory on this system`)
    return undefined
  }

  /** Another topic, of those that there are or that are being made, beside which this one may not be. */
  #collision(name: string): string | undefined {
    const found = this.#image.topicWithMetricName(metricName(name)) ?? this.#sameFolded(name)
    if (found !== undefined && found !== name) return found
    return this.collisionMarks(name)
      .map((mark) => this.#making.get(mark))
      .find((other) => other !== undefined && other !== name)
  }

  /** The topic, or the internal topic that may come, whose directories would be those of this name. */
  #sameFolded(name: string): string | undefined {
    if (!this.#foldsCase) return undefined
    const folded = name.toLowerCase()
    for (const topic of this.#image.topics) if (topic.name.toLowerCase() === folded) return topic.name
    return name !== folded && isInternalTopic(folded) ? folded : undefined
  }

  /** Two new topics whose names have one of these in common may not both be made. */
  collisionMarks(name: string): readonly string[] {
    return this.#foldsCase ? [`metric ${metricName(name)}`, `folded ${name.toLowerCase()}`] : [metricName(name)]
  }

  #assigned(topic: NewTopic): Placement | Failure {
    const refused = (what: string) =>
      failed('INVALID_REQUEST', `A manual partition assignment was specified, but ${what} was not set to -1.`)
    if (topic.replicationFactor !== -1) return refused('replication factor')
    if (topic.partitions !== -1) return refused('numPartitions')
    return assigned(this.#image, topic.assignments)
  }

  #placed(topic: NewTopic): Placement | Failure {
    const partitions = topic.partitions === -1 ? this.#config.number('num.partitions') : topic.partitions
    if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
      return failed(
        'INVALID_REPLICATION_FACTOR',
        'Replication factor must be larger than 0, or -1 to use the default value.'
      )
    }
    if (partitions <= 0)
      return failed('INVALID_PARTITIONS', 'Number of partitions was set to an invalid non-positive value.')
    const tooMany = tooManyPartitions([partitions])
    if (tooMany !== null) return tooMany
    const factor =
      topic.replicationFactor === -1 ? this.#config.number('default.replication.factor') : topic.replicationFactor
    return this.#place(partitions, factor)
  }

  #place(partitions: number, replicationFactor: number): Placement | Failure {
    const placed = place(this.#image, partitions, replicationFactor, this.#nextBroker)
    if (!isFailure(placed)) this.#nextBroker += partitions
    return placed
  }

  /**
   * Makes planned topics in one transaction. False: somebody else made one of them, or one that collides, meanwhile.
   * KAFKA_STORAGE_ERROR: nothing was made, because the metadata or the logs of their partitions could not be written.
   */
  async create(planned: readonly PlannedTopic[]): Promise<boolean | Failure> {
    if (planned.some(({ name }) => this.#collision(name) !== undefined)) return false
    const marks = planned.flatMap(({ name }) => this.collisionMarks(name).map((mark) => [mark, name] as const))
    const own = marks.filter(([mark]) => !this.#making.has(mark))
    for (const [mark, name] of own) this.#making.set(mark, name)
    try {
      return await this.#make(planned)
    } finally {
      for (const [mark] of own) this.#making.delete(mark)
    }
  }

  async #make(planned: readonly PlannedTopic[]): Promise<boolean | Failure> {
    const operations: Operation[] = []
    for (const topic of planned) {
      const value = { topicId: topic.topicId, partitions: topic.replicas.length, internal: isInternalTopic(topic.name) }
      operations.push({ put: keys.topic(topic.name), value: JSON.stringify(value) })
      for (const [n, replicas] of topic.replicas.entries()) operations.push(putPartition(topic.name, n, replicas))
      if (topic.configs.size > 0) {
        operations.push({
          put: keys.config('topics', topic.name),
          value: JSON.stringify(Object.fromEntries(topic.configs))
        })
      }
    }
    const compare = planned.map(({ name }) => ({ key: keys.topic(name), exists: false }))
    const made = await this.#write(compare, operations)
    if (isFailure(made)) return made
    if (!made && !planned.every(({ name, topicId }) => this.#image.topic(name)?.topicId === topicId)) return false
    const broken = await this.#logsReady(planned.map(({ name }) => name))
    if (broken === null) return true
    await this.#unmake(planned)
    return failed('KAFKA_STORAGE_ERROR', broken)
  }

  async #write(compare: readonly Compare[], operations: readonly Operation[]): Promise<boolean | Failure> {
    const { succeeded, error } = await this.#store.transaction(compare, operations)
    return error === undefined ? succeeded : failed('KAFKA_STORAGE_ERROR', error)
  }

  /**
   * The caller is told that nothing was made. Where the disk does not even take the deletion, the topics stay: their logs are
   * made when it works again, and a second CreateTopics says that they exist.
   */
  async #unmake(planned: readonly PlannedTopic[]): Promise<void> {
    for (const { name, topicId } of planned) {
      const topic = this.#image.topic(name)
      if (topic?.topicId === topicId) await this.delete(topic)
    }
  }

  /** The topic, made first where it is not there: for internal topics and auto-creation. */
  async ensure(topic: NewTopic): Promise<TopicImage | Failure> {
    for (;;) {
      const found = this.#image.topic(topic.name)
      if (found !== undefined) return found
      const planned = this.plan(topic)
      if (isFailure(planned)) {
        if (planned.error === 'TOPIC_ALREADY_EXISTS') continue
        return planned
      }
      const made = await this.create([planned])
      if (isFailure(made)) return made
    }
  }

  /** An internal topic with Kafka's configs for it; its replication is no more than there are brokers in the dev profile. */
  ensureInternal(name: string): Promise<TopicImage | Failure> {
    const {
      replicationFactor: factor,
      segmentBytes,
      partitions
    } = internalTopics[name] ?? internalTopics.__share_group_state
    const wanted = this.#config.number(factor)
    const replicationFactor =
      this.#config.profile === 'dev' ? Math.max(1, Math.min(wanted, this.#image.brokerCount)) : wanted
    const configs = new Map([
      ['cleanup.policy', name === '__share_group_state' ? 'delete' : 'compact'],
      ['segment.bytes', String(this.#config.number(segmentBytes))]
    ])
    if (name === '__consumer_offsets') configs.set('compression.type', 'producer')
    return this.ensure({
      name,
      partitions: this.#config.number(partitions),
      replicationFactor,
      assignments: [],
      configs
    })
  }

  /** Null when the topic is gone, by this call or another. */
  async delete(topic: TopicImage): Promise<Failure | null> {
    const deleted = await this.#write(
      [{ key: keys.topic(topic.name), exists: true }],
      [
        { delete: keys.topic(topic.name) },
        { deletePrefix: `${keys.topic(topic.name)}/` },
        { delete: keys.config('topics', topic.name) }
      ]
    )
    return isFailure(deleted) ? deleted : null
  }

  /** Replicas of the partitions to add, or why the topic cannot grow so. */
  planGrowth(
    topic: TopicImage,
    count: number,
    assignments: readonly (readonly number[])[] | null
  ): Placement | Failure {
    const now = topic.partitions.length
    if (now > count)
      return failed(
        'INVALID_PARTITIONS',
        `The topic ${topic.name} currently has ${now} partition(s); ${count} would not be an increase.`
      )
    if (now === count) return failed('INVALID_PARTITIONS', `Topic already has ${now} partition(s).`)
    const extra = count - now
    const tooMany = tooManyPartitions([extra])
    if (tooMany !== null) return tooMany
    const factor = topic.partitions[0]?.replicas.length ?? 1
    if (assignments === null) return this.#place(extra, factor)
    if (assignments.length !== extra) {
      const attempt = `Attempted to add ${extra} additional partition(s), but only ${assignments.length} assignment(s) were specified.`
      return failed('INVALID_REPLICA_ASSIGNMENT', attempt)
    }
    for (const replicas of assignments) {
      const fault = faultOfReplicas(this.#image, replicas, factor)
      if (fault !== null) return fault
    }
    return assignments
  }

  /** False: the topic was changed meanwhile. Partitions whose logs cannot be made now are made when the disk works again. */
  async grow(topic: TopicImage, extra: readonly (readonly number[])[]): Promise<boolean | Failure> {
    const first = topic.partitions.length
    const value = { topicId: topic.topicId, partitions: first + extra.length, internal: topic.isInternal }
    const operations: Operation[] = [{ put: keys.topic(topic.name), value: JSON.stringify(value) }]
    for (const [n, replicas] of extra.entries()) operations.push(putPartition(topic.name, first + n, replicas))
    const compare = [
      { key: keys.topic(topic.name), exists: true },
      { key: keys.partition(topic.name, first), exists: false }
    ]
    const grown = await this.#write(compare, operations)
    if (grown !== true) return grown
    const broken = await this.#logsReady([topic.name])
    return broken === null ? true : failed('KAFKA_STORAGE_ERROR', broken)
  }
}

function putPartition(name: string, partition: number, replicas: readonly number[]): Operation {
  const value: PartitionImage = {
    replicas,
    isr: replicas,
    leader: replicas[0] ?? -1,
    leaderEpoch: 0,
    partitionEpoch: 0
  }
  return { put: keys.partition(name, partition), value: JSON.stringify(value) }
}
