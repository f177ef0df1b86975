/*
 * Owns making, growing and deleting topics: the rules for names and sizes, and the order of metadata and logs. What is written
 * is decided in `topic-changes.ts` and `placement.ts`. When a promise resolves, image and logs are up to date.
 * Source: org.apache.kafka.controller.ReplicationControlManager.
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
    /** Told each time that an internal topic cannot be made: its clients only ask again, and say nothing. */
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

  /** What creating the topic would make, or why it cannot be. Changes nothing. */
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
    const below = (count: number) => this.#env.random.u32() % count
    const placed = place(this.#image, partitions, replicationFactor, this.#nextBroker, below)
    if (!isFailure(placed)) this.#nextBroker += partitions
    return placed
  }

  /**
   * Makes planned topics, each whole or not at all. Answers one result for each: null, or why it was not made.
   * TOPIC_ALREADY_EXISTS: somebody else made it, or one that collides, meanwhile. KAFKA_STORAGE_ERROR: nothing was made, because
   * the metadata or the logs of its partitions could not be written.
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

  /** One of several may have been made by somebody else, or find no room on the disk: then each is tried by itself. */
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
      const [failure = null] = await this.create([planned])
      if (failure !== null && failure.error !== 'TOPIC_ALREADY_EXISTS') return failure
    }
  }

  /** An internal topic, made first where it is not there. */
  async ensureInternal(name: string): Promise<TopicImage | Failure> {
    const made = await this.ensure(internalTopic(name, this.#config, this.#image.aliveBrokers.length))
    if (isFailure(made)) this.#internalRefused?.(name, made)
    return made
  }

  /** Null when the topic is gone, by this call or another. */
  delete({ name, topicId }: TopicImage): Promise<Failure | null> {
    return changeMetadata({ metadata: this.#store, image: this.#image }, () => {
      const topic = this.#image.topic(name)
      return topic?.topicId === topicId ? deletionOf(this.#image, topic) : null
    })
  }

  /** Gives a partition another leader. Resolves with null, or with why it has none or needs none, in Kafka's words. */
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
    for (const [n, replicas] of assignments.entries()) {
      const fault = faultOfReplicas(this.#image, replicas, factor) ?? faultOfAbsence(this.#image, replicas, now + n)
      if (fault !== null) return fault
    }
    return assignments
  }

  /** False: the topic was changed meanwhile. Partitions whose logs cannot be made now are made when the disk works again. */
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
