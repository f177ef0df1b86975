/*
 * Creates, grows and deletes topics: the rules for names and sizes, and the order of metadata and logs. `topic-changes.ts` and
 * `placement.ts` decide what to write. When a promise resolves, image and logs are up to date. Source:
 * org.apache.kafka.controller.ReplicationControlManager.
 */

import type { BrokerConfig } from '../config/index.ts'
import type { Env } from '../env/index.ts'
import {
  type ConfigValues,
  invalidTopicName,
  type MetadataImage,
  type MetadataStore,
  metricName,
  type TopicImage,
  tooLarge
} from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { type Election, electLeader } from './election.ts'
import { internalTopic } from './internal-topics.ts'
import { brokersIn, isUsable } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import {
  assigned,
  faultOfAbsence,
  faultOfReplicas,
  type Placement,
  place,
  replicaSets,
  tooManyPartitions
} from './placement.ts'
import { creationOf, deletionOf, grouped, growthOf, type NewTopic, together } from './topic-changes.ts'
import { topicConfigs } from './topic-configs.ts'
import { isInternalTopic, metadataTopic } from './topic-names.ts'
import { changeMetadata, type MetadataChange, tooMuchAtOnce, writeOnce } from './write-metadata.ts'

export interface PlannedTopic {
  readonly name: string
  readonly topicId: string
  readonly replicas: Placement
  readonly configs: ConfigValues
  readonly change: MetadataChange
}

export class Topics {
  readonly #env: Env
  readonly #store: MetadataStore
  readonly #image: MetadataImage
  readonly #config: BrokerConfig
  readonly #foldsCase: boolean
  readonly #refusesName: (topic: string) => boolean
  readonly #logsReady: (topics: readonly string[]) => Promise<string | null>
  readonly #internalRefused: ((topic: string, failure: Failure) => void) | undefined
  /** Names of topics that are being created, by collision mark. */
  readonly #making = new Map<string, string>()
  #nextBroker = 0

  constructor(options: {
    readonly env: Env
    readonly store: MetadataStore
    readonly image: MetadataImage
    readonly config: BrokerConfig
    /** Topics whose names differ only in case would share their directories. */
    readonly foldsCase: boolean
    /** Why directories for a topic of this name cannot be created at all. */
    readonly refusesName: (topic: string) => boolean
    /** Resolves with null once all local logs of these topics exist, or with the reason why one could not be created. */
    readonly logsReady: (topics: readonly string[]) => Promise<string | null>
    /** Called whenever an internal topic cannot be created, because its clients just retry without reporting it. */
    readonly internalRefused?: (topic: string, failure: Failure) => void
  }) {
    this.#env = options.env
    this.#store = options.store
    this.#image = options.image
    this.#config = options.config
    this.#foldsCase = options.foldsCase
    this.#refusesName = options.refusesName
    this.#logsReady = options.logsReady
    this.#internalRefused = options.internalRefused
  }

  get image(): MetadataImage {
    return this.#image
  }

  /** What creating the topic would result in, or why it cannot be created. Changes nothing. */
  plan(topic: NewTopic): PlannedTopic | Failure {
    const fault = this.#faultOfName(topic.name)
    if (fault !== undefined) return fault
    const replicas = topic.assignments.length > 0 ? this.#assigned(topic) : this.#placed(topic)
    if (isFailure(replicas)) return replicas
    const configs = topicConfigs(topic.configs, this.#config)
    if (isFailure(configs)) return configs
    return this.#planned(topic.name, replicas, configs)
  }

  #planned(name: string, replicas: Placement, configs: ConfigValues): PlannedTopic | Failure {
    const topicId = this.#env.random.uuid()
    const sets = replicaSets(this.#image, replicas)
    const change = creationOf({ name, topicId, isInternal: isInternalTopic(name), replicas: sets, configs })
    const why = tooLarge(change.compare, change.operations)
    return why === null ? { name, topicId, replicas, configs, change } : tooMuchAtOnce(why)
  }

  #faultOfName(name: string): Failure | undefined {
    const badName = invalidTopicName(name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (name === metadataTopic || (this.#foldsCase && name.toLowerCase() === metadataTopic))
      return failed('INVALID_REQUEST', `Creation of internal topic ${metadataTopic} is prohibited.`)
    if (this.#image.topic(name) !== undefined) return alreadyExists(name)
    const collision = this.#collision(name)
    if (collision !== undefined)
      return failed('INVALID_TOPIC_EXCEPTION', `Topic '${name}' collides with existing topic: ${collision}`)
    if (this.#refusesName(name))
      return failed('INVALID_TOPIC_EXCEPTION', `Topic name is invalid: '${name}' cannot be a directory on this system`)
    return undefined
  }

  /** An existing or pending topic that rules out this one. */
  #collision(name: string): string | undefined {
    const found = this.#image.topicWithMetricName(metricName(name)) ?? this.#sameFolded(name)
    if (found !== undefined && found !== name) return found
    return this.collisionMarks(name)
      .map((mark) => this.#making.get(mark))
      .find((other) => other !== undefined && other !== name)
  }

  /** The topic, or the internal topic still to come, whose directories would collide with this name. */
  #sameFolded(name: string): string | undefined {
    if (!this.#foldsCase) return undefined
    const folded = name.toLowerCase()
    for (const topic of this.#image.topics) if (topic.name.toLowerCase() === folded) return topic.name
    return name !== folded && isInternalTopic(folded) ? folded : undefined
  }

  /** Two new topics with one of these in common cannot both be created. */
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
    const below = (count: number) => this.#env.random.u32() % count
    const placed = place(this.#image, partitions, replicationFactor, this.#nextBroker, below)
    if (!isFailure(placed)) this.#nextBroker += partitions
    return placed
  }

  /**
   * Creates planned topics, each completely or not at all. Returns one result per topic: null, or why it was not created.
   * TOPIC_ALREADY_EXISTS: someone else created it, or a colliding one, in the meantime. KAFKA_STORAGE_ERROR: the metadata or the
   * logs of its partitions could not be written, and nothing was created.
   */
  async create(planned: readonly PlannedTopic[]): Promise<readonly (Failure | null)[]> {
    const marks = planned.flatMap(({ name }) => this.collisionMarks(name).map((mark) => [mark, name] as const))
    const own = marks.filter(([mark]) => !this.#making.has(mark))
    for (const [mark, name] of own) this.#making.set(mark, name)
    try {
      const results = await Promise.all(grouped(planned).map((group) => this.#makeGroup(group)))
      return results.flat()
    } finally {
      for (const [mark] of own) this.#making.delete(mark)
    }
  }

  /** One of several may have been created by someone else, or find no room on the disk; then each is tried separately. */
  async #makeGroup(planned: readonly PlannedTopic[]): Promise<readonly (Failure | null)[]> {
    const failure = await this.#make(planned)
    if (failure === null || planned.length === 1) return planned.map(() => failure)
    const results: (Failure | null)[] = []
    for (const each of planned) results.push(await this.#make([each]))
    return results
  }

  async #make(planned: readonly PlannedTopic[]): Promise<Failure | null> {
    const taken = planned.find(({ name }) => this.#collision(name) !== undefined)
    if (taken !== undefined) return alreadyExists(taken.name)
    const made = await writeOnce(this.#store, together(planned))
    if (isFailure(made)) return made
    const other = planned.find(({ name, topicId }) => this.#image.topic(name)?.topicId !== topicId)
    if (!made && other !== undefined) return alreadyExists(other.name)
    const broken = await this.#logsReady(planned.map(({ name }) => name))
    if (broken === null) return null
    await this.#unmake(planned)
    return failed('KAFKA_STORAGE_ERROR', broken)
  }

  /**
   * The caller is told that nothing was created. If the disk does not even accept the deletion, the topics stay: their logs are
   * created when it works again, and a second CreateTopics reports that they exist.
   */
  async #unmake(planned: readonly PlannedTopic[]): Promise<void> {
    for (const { name, topicId } of planned) {
      const topic = this.#image.topic(name)
      if (topic?.topicId === topicId) await this.delete(topic)
    }
  }

  /** The topic, created first if necessary: for internal topics and auto-creation. */
  async ensure(topic: NewTopic): Promise<TopicImage | Failure> {
    for (;;) {
      const found = this.#image.topic(topic.name)
      if (found !== undefined) return found
      const planned = this.plan(topic)
      if (isFailure(planned)) {
        if (planned.error === 'TOPIC_ALREADY_EXISTS') continue
        return planned
      }
      const [failure = null] = await this.create([planned])
      if (failure !== null && failure.error !== 'TOPIC_ALREADY_EXISTS') return failure
    }
  }

  /** An internal topic, created first if necessary. */
  async ensureInternal(name: string): Promise<TopicImage | Failure> {
    const made = await this.ensure(internalTopic(name, this.#config, this.#image.aliveBrokers.length))
    if (isFailure(made)) this.#internalRefused?.(name, made)
    return made
  }

  /** Null once the topic is gone, through this call or another. */
  delete({ name, topicId }: TopicImage): Promise<Failure | null> {
    return changeMetadata({ metadata: this.#store, image: this.#image }, () => {
      const topic = this.#image.topic(name)
      return topic?.topicId === topicId ? deletionOf(this.#image, topic) : null
    })
  }

  /** Elects another leader for a partition. Resolves with null, or with Kafka's message why there is no election. */
  electLeader(name: string, partition: number, election: Election): Promise<Failure | null> {
    return changeMetadata({ metadata: this.#store, image: this.#image }, () => {
      const topic = this.#image.topic(name)
      if (topic === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', `No such topic as ${name}`)
      const state = topic.partitions[partition]
      if (state === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', `No such partition as ${name}-${partition}`)
      const brokers = brokersIn(this.#image)
      const elected = electLeader(state, election, (id) => isUsable(id, state, brokers))
      return isFailure(elected) ? elected : partitionChange(this.#image, topic, partition, elected)
    })
  }

  /** Replicas of the partitions to add, or why the topic cannot grow like this. */
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
    for (const [n, replicas] of assignments.entries()) {
      const fault = faultOfReplicas(this.#image, replicas, factor) ?? faultOfAbsence(this.#image, replicas, now + n)
      if (fault !== null) return fault
    }
    return assignments
  }

  /** Returns false if the topic was changed meanwhile. Logs that cannot be created now are created when the disk works again. */
  async grow(topic: TopicImage, extra: Placement): Promise<boolean | Failure> {
    const now = this.#image.topic(topic.name)
    if (now?.topicId !== topic.topicId || now.partitions.length !== topic.partitions.length) return false
    const grown = await writeOnce(this.#store, growthOf(this.#image, topic, replicaSets(this.#image, extra)))
    if (grown !== true) return grown
    const broken = await this.#logsReady([topic.name])
    return broken === null ? true : failed('KAFKA_STORAGE_ERROR', broken)
  }
}

const alreadyExists = (name: string): Failure => failed('TOPIC_ALREADY_EXISTS', `Topic '${name}' already exists.`)
