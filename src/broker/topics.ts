/*
 * Owns making, growing and deleting topics: the rules, the placing of replicas, the transaction on the metadata store.
 * Called by admin handlers, auto-creation and coordinators. When a promise resolves, image and logs are up to date.
 * Source: org.apache.kafka.controller.ReplicationControlManager.
 */
import type { Env } from '../env/index.ts'
import {
  type ConfigValues,
  keys,
  type MetadataImage,
  type MetadataStore,
  metricName,
  type Operation,
  type PartitionImage,
  type TopicImage
} from '../metadata/index.ts'
import { type BrokerConfig, invalid, topicTable } from './config/index.ts'
import { type Failure, failed, isFailure } from './failure.ts'
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
  readonly replicas: readonly (readonly number[])[]
  readonly configs: ConfigValues
}

/** Most partitions that one request may make, as in KRaft. */
const partitionsPerRequestMax = 10_000

/** Kafka's refusal of a request that would make too many partitions in all; null for others. Nothing is made for it. */
export function tooManyPartitions(counts: Iterable<number>): Failure | null {
  let sum = 0
  for (const count of counts) sum += Math.max(0, count)
  return sum > partitionsPerRequestMax
    ? failed('POLICY_VIOLATION', 'Excessively large number of partitions per request.')
    : null
}

/** Why values that are good alone are not good together (org.apache.kafka.storage.internals.log.LogConfig#validate). */
export function conflictOf(values: ConfigValues, effective: (name: string) => string): Failure | null {
  const [min, max] = [effective('min.compaction.lag.ms'), effective('max.compaction.lag.ms')]
  const setsLag = values.has('min.compaction.lag.ms') || values.has('max.compaction.lag.ms')
  if (setsLag && Number(min) > Number(max)) {
    return failed(
      'INVALID_CONFIG',
      `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${max})`
    )
  }
  if (values.get('remote.storage.enable')?.trim().toLowerCase() !== 'true') return null
  return failed(
    'INVALID_CONFIG',
    'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.'
  )
}

export class Topics {
  readonly #env: Env
  readonly #store: MetadataStore
  readonly #image: MetadataImage
  readonly #config: BrokerConfig
  #nextBroker = 0

  constructor(options: {
    readonly env: Env
    readonly store: MetadataStore
    readonly image: MetadataImage
    readonly config: BrokerConfig
  }) {
    this.#env = options.env
    this.#store = options.store
    this.#image = options.image
    this.#config = options.config
  }

  get image(): MetadataImage {
    return this.#image
  }

  /** What creating the topic would make, or why it cannot be. Changes nothing. */
  plan(topic: NewTopic): PlannedTopic | Failure {
    const badName = invalidTopicName(topic.name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (topic.name === metadataTopic)
      return failed('INVALID_REQUEST', `Creation of internal topic ${metadataTopic} is prohibited.`)
    if (this.#image.topic(topic.name) !== undefined)
      return failed('TOPIC_ALREADY_EXISTS', `Topic '${topic.name}' already exists.`)
    const collision = this.#image.topicWithMetricName(metricName(topic.name))
    if (collision !== undefined)
      return failed('INVALID_TOPIC_EXCEPTION', `Topic '${topic.name}' collides with existing topic: ${collision}`)
    const replicas = topic.assignments.length > 0 ? this.#assigned(topic) : this.#placed(topic)
    if (isFailure(replicas)) return replicas
    const configs = this.checkConfigs(topic.configs)
    if (isFailure(configs)) return configs
    return { name: topic.name, topicId: this.#env.random.uuid(), replicas, configs }
  }

  #assigned(topic: NewTopic): readonly (readonly number[])[] | Failure {
    if (topic.replicationFactor !== -1) {
      return failed(
        'INVALID_REQUEST',
        'A manual partition assignment was specified, but replication factor was not set to -1.'
      )
    }
    if (topic.partitions !== -1) {
      return failed(
        'INVALID_REQUEST',
        'A manual partition assignment was specified, but numPartitions was not set to -1.'
      )
    }
    const byPartition = new Map<number, readonly number[]>()
    for (const { partition, brokerIds } of topic.assignments) {
      if (byPartition.has(partition)) {
        return failed(
          'INVALID_REPLICA_ASSIGNMENT',
          `Found multiple manual partition assignments for partition ${partition}`
        )
      }
      const fault = this.#faultOfReplicas(brokerIds, topic.assignments[0]?.brokerIds.length)
      if (fault !== null) return fault
      byPartition.set(partition, brokerIds)
    }
    const replicas: (readonly number[])[] = []
    for (let n = 0; n < byPartition.size; n++) {
      const assigned = byPartition.get(n)
      if (assigned === undefined)
        return failed('INVALID_REPLICA_ASSIGNMENT', 'partitions should be a consecutive 0-based integer sequence')
      replicas.push(assigned)
    }
    return replicas
  }

  #faultOfReplicas(brokerIds: readonly number[], wanted: number | undefined): Failure | null {
    if (brokerIds.length === 0)
      return failed('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment includes an empty replica list.')
    const sorted = [...brokerIds].sort((a, b) => a - b)
    const list = `[${sorted.join(', ')}]`
    for (const [at, id] of sorted.entries()) {
      if (this.#image.broker(id) === undefined) {
        return failed(
          'INVALID_REPLICA_ASSIGNMENT',
          `The manual partition assignment includes broker ${id}, but no such broker is registered.`
        )
      }
      if (at > 0 && sorted[at - 1] === id) {
        return failed(
          'INVALID_REPLICA_ASSIGNMENT',
          `The manual partition assignment includes the broker ${id} more than once.`
        )
      }
    }
    if (wanted !== undefined && brokerIds.length !== wanted) {
      return failed(
        'INVALID_REPLICA_ASSIGNMENT',
        `The manual partition assignment includes a partition with ${brokerIds.length} replica(s), but this is not consistent with previous partitions, which have ${wanted} replica(s). (${list})`
      )
    }
    return null
  }

  #placed(topic: NewTopic): readonly (readonly number[])[] | Failure {
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
    return this.place(partitions, factor)
  }

  /** Replicas for new partitions, leaders in turn over all brokers. */
  place(partitions: number, replicationFactor: number): readonly (readonly number[])[] | Failure {
    const brokers = [...this.#image.brokers].map(({ id }) => id).sort((a, b) => a - b)
    if (replicationFactor > brokers.length) {
      return failed(
        'INVALID_REPLICATION_FACTOR',
        `Unable to replicate the partition ${replicationFactor} time(s): The target replication factor of ${replicationFactor} cannot be reached because only ${brokers.length} broker(s) are registered or some brokers have all their log directories cordoned.`
      )
    }
    return Array.from({ length: partitions }, () => {
      const first = this.#nextBroker++ % brokers.length
      return Array.from({ length: replicationFactor }, (_, n) => brokers[(first + n) % brokers.length] as number)
    })
  }

  /** The overrides that a topic would have, or Kafka's refusal of a name or value. */
  checkConfigs(configs: ReadonlyMap<string, string | null>): ConfigValues | Failure {
    const values = new Map<string, string>()
    for (const [name, value] of configs) {
      const row = topicTable.get(name)
      if (row === undefined) return failed('INVALID_CONFIG', `Unknown topic config name: ${name}`)
      if (value === null) return failed('INVALID_CONFIG', `Null value not supported for topic configs: ${name}`)
      const fault = invalid(row, value)
      if (fault !== null) return failed('INVALID_CONFIG', fault)
      values.set(name, value)
    }
    const conflict = conflictOf(values, (name) => this.#config.topicValue(name, values))
    if (conflict !== null) return conflict
    return values
  }

  /** Makes planned topics in one transaction. False: somebody else made one of them meanwhile. */
  async create(planned: readonly PlannedTopic[]): Promise<boolean> {
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
    return (await this.#store.transaction(compare, operations)).succeeded
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
      await this.create([planned])
    }
  }

  /** An internal topic with Kafka's configs for it; its replication is no more than there are brokers in the dev profile. */
  ensureInternal(name: string): Promise<TopicImage | Failure> {
    const prefix =
      name === '__consumer_offsets'
        ? 'offsets.topic'
        : name === '__transaction_state'
          ? 'transaction.state.log'
          : 'share.coordinator.state.topic'
    const wanted = this.#config.number(`${prefix}.replication.factor`)
    const replicationFactor =
      this.#config.profile === 'dev' ? Math.max(1, Math.min(wanted, this.#image.brokerCount)) : wanted
    const configs = new Map([
      ['cleanup.policy', name === '__share_group_state' ? 'delete' : 'compact'],
      ['segment.bytes', this.#config.string(`${prefix}.segment.bytes`)]
    ])
    if (name === '__consumer_offsets') configs.set('compression.type', 'producer')
    return this.ensure({
      name,
      partitions: this.#config.number(`${prefix}.num.partitions`),
      replicationFactor,
      assignments: [],
      configs
    })
  }

  async delete(topic: TopicImage): Promise<void> {
    await this.#store.transaction(
      [{ key: keys.topic(topic.name), exists: true }],
      [
        { delete: keys.topic(topic.name) },
        { deletePrefix: `${keys.topic(topic.name)}/` },
        { delete: keys.config('topics', topic.name) }
      ]
    )
  }

  /** Replicas of the partitions to add, or why the topic cannot grow so. */
  planGrowth(
    topic: TopicImage,
    count: number,
    assignments: readonly (readonly number[])[] | null
  ): readonly (readonly number[])[] | Failure {
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
    if (assignments === null) return this.place(extra, factor)
    if (assignments.length !== extra) {
      const attempt = `Attempted to add ${extra} additional partition(s), but only ${assignments.length} assignment(s) were specified.`
      return failed('INVALID_REPLICA_ASSIGNMENT', attempt)
    }
    for (const replicas of assignments) {
      const fault = this.#faultOfReplicas(replicas, factor)
      if (fault !== null) return fault
    }
    return assignments
  }

  async grow(topic: TopicImage, extra: readonly (readonly number[])[]): Promise<boolean> {
    const first = topic.partitions.length
    const value = { topicId: topic.topicId, partitions: first + extra.length, internal: topic.isInternal }
    const operations: Operation[] = [{ put: keys.topic(topic.name), value: JSON.stringify(value) }]
    for (const [n, replicas] of extra.entries()) operations.push(putPartition(topic.name, first + n, replicas))
    const compare = [
      { key: keys.topic(topic.name), exists: true },
      { key: keys.partition(topic.name, first), exists: false }
    ]
    return (await this.#store.transaction(compare, operations)).succeeded
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
