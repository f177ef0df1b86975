/*
 * A typed in-memory view of the metadata that handlers can read synchronously: topics, partitions, configs, brokers, features.
 * Fed by a watch. Never writes to the store.
 */
import { getOrAdd, messageOf } from '../env/index.ts'
import { type BrokerImage, decodeBroker } from './broker-image.ts'
import type { ImageDelta } from './image-delta.ts'
import { type ConfigType, keys, type ParsedKey } from './keys.ts'
import type { PartitionImage } from './partition-image.ts'
import type { Change, MetadataStore } from './store.ts'
import { type StateChange, type TopicImage, TopicImages } from './topic-image.ts'
import { invalidTopicName } from './topic-name.ts'
import { type Assignment, decodeTopic } from './topic-value.ts'

/**
 * Resources with their own values. Quotas are stored by the text of their entity, SCRAM credentials by user; both have their own
 * APIs and are not configs to clients.
 */
export type ConfigValues = ReadonlyMap<string, string>

interface HeldConfigs {
  readonly values: ConfigValues
  readonly revision: number
}

const noConfigs: HeldConfigs = { values: new Map(), revision: 0 }

interface KeyAt {
  readonly key: string
  readonly value: string | null
  readonly revision: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/**
 * A delta under construction while the changes of one revision are applied, and work that must wait until all of them have been
 * seen.
 */
interface Taken {
  readonly delta: Mutable<Omit<ImageDelta, 'brokers'>>
  readonly brokersBefore: Map<number, BrokerImage | undefined>
  readonly topics: Set<string>
  /** By topic id. */
  readonly states: Map<string, StateChange[]>
}

export class MetadataImage {
  readonly #topics = new TopicImages()
  readonly #configs = new Map<ConfigType, Map<string, HeldConfigs>>()
  readonly #brokers = new Map<number, BrokerImage>()
  /** Brokers that have registered at some time, so that absent ones are still known. */
  readonly #registrations = new Map<number, BrokerImage>()
  readonly #brokerRevisions = new Map<number, number>()
  readonly #features = new Map<string, number>()
  readonly #featureRevisions = new Map<string, number>()
  #controllerId = -1
  #controllerRevision = 0
  revision = 0

  get topics(): Iterable<TopicImage> {
    return this.#topics.all()
  }

  get topicCount(): number {
    return this.#topics.size
  }

  topic(name: string): TopicImage | undefined {
    return this.#topics.find(name)
  }

  topicById(topicId: string): TopicImage | undefined {
    return this.#topics.byId(topicId)
  }

  /** Name of the topic with this name in metrics. */
  topicWithMetricName(name: string): string | undefined {
    return this.#topics.withMetricName(name)
  }

  /** Revision of the topic's key for comparison in a transaction; 0 if there is no such topic. */
  topicRevision(name: string): number {
    return this.#topics.revision(name)
  }

  /** The original assignment of the topic's partitions. */
  assignment(name: string): Assignment | undefined {
    return this.#topics.assignment(name)
  }

  /** All registered brokers, including fenced ones. */
  get brokers(): Iterable<BrokerImage> {
    if (this.#registrations.size === 0) return this.#brokers.values()
    const ids = new Set([...this.#registrations.keys(), ...this.#brokers.keys()])
    return [...ids].flatMap((id) => this.broker(id) ?? [])
  }

  /** Brokers that may lead and that clients can see. */
  get aliveBrokers(): BrokerImage[] {
    return [...this.#brokers.values()].filter(({ isFenced }) => !isFenced)
  }

  /** The last registration of a broker; absent brokers are fenced. */
  broker(id: number): BrokerImage | undefined {
    return this.#brokers.get(id) ?? this.#registrations.get(id)
  }

  /** Revision of the broker's key for comparison in a transaction; 0 if it is not registered. */
  brokerRevision(id: number): number {
    return this.#brokerRevisions.get(id) ?? 0
  }

  /** Registered and not fenced: it may lead, and clients can see it. */
  isAlive(id: number): boolean {
    return this.#brokers.get(id)?.isFenced === false
  }

  /**
   * Replicas of a partition whose broker, or whose log directory there, is currently unusable. Source:
   * org.apache.kafka.metadata.KRaftMetadataCache#isReplicaOffline.
   */
  offlineReplicas({ replicas, directories, leader, isr }: PartitionImage): number[] {
    return replicas.filter((id, at) => {
      if (!this.isAlive(id)) return true
      const registered = this.broker(id)?.directories ?? []
      const directory = directories[at]
      // A broker in memory has a new directory id after each start, which the metadata learns once the replica is back in sync.
      if (directory === undefined || registered.length === 0 || id === leader || isr.includes(id)) return false
      return !registered.includes(directory)
    })
  }

  /** -1 if there is none. */
  get controllerId(): number {
    return this.#controllerId
  }

  /** Revision of the controller's key for comparison in a transaction; 0 if there is none. */
  get controllerRevision(): number {
    return this.#controllerRevision
  }

  /** Finalized levels by feature name. */
  get features(): ReadonlyMap<string, number> {
    return this.#features
  }

  /** Revision of the feature's key for comparison in a transaction; 0 if its level was never set. */
  featureRevision(name: string): number {
    return this.#featureRevisions.get(name) ?? 0
  }

  /** Overrides of one resource; '' is the default of all brokers. */
  configs(type: ConfigType, name: string): ConfigValues {
    return this.#configsOf(type, name).values
  }

  /** Revision of the key with these configs for comparison in a transaction; 0 if there is none. */
  configRevision(type: ConfigType, name: string): number {
    return this.#configsOf(type, name).revision
  }

  #configsOf(type: ConfigType, name: string): HeldConfigs {
    return this.#configs.get(type)?.get(name) ?? noConfigs
  }

  configNames(type: ConfigType): string[] {
    return [...(this.#configs.get(type)?.keys() ?? [])]
  }

  apply({ revision, changes }: Change): ImageDelta {
    return this.take(
      revision,
      changes.map(({ key, value, modRevision = revision }) => ({ key, value, revision: modRevision }))
    )
  }

  /** Like `apply`, for keys changed at different revisions up to `revision`. */
  take(revision: number, changes: Iterable<KeyAt>): ImageDelta {
    this.revision = revision
    const taken: Taken = {
      delta: newDelta(),
      brokersBefore: new Map(),
      topics: new Set(),
      states: new Map()
    }
    for (const change of changes) {
      const path = keys.parse(change.key)
      if (path === undefined) taken.delta.unknown.push(change.key)
      else {
        try {
          this.#takeKey(path, change, taken)
        } catch (error) {
          damaged(taken, change.key, error)
        }
      }
    }
    return this.#finish(taken)
  }

  /** @throws Error if a value cannot be read */
  #takeKey(path: ParsedKey, { value, revision }: KeyAt, taken: Taken): void {
    if (path.kind === 'topic') this.#takeTopic(path.name, value, revision, taken)
    else if (path.kind === 'partition') {
      const { topicId, partition } = path
      const states = taken.states.get(topicId) ?? []
      taken.states.set(topicId, states)
      states.push({ topicId, partition, text: value, revision })
    } else if (path.kind === 'config') {
      const { type, name } = path
      if (value === null) this.#configs.get(type)?.delete(name)
      else getOrAdd(this.#configs, type, () => new Map()).set(name, { values: valuesOf(value), revision })
      taken.delta.configs.push({ type, name })
    } else if (path.kind === 'broker') {
      const before = this.broker(path.id)
      if (value === null) this.#brokers.delete(path.id)
      else this.#brokers.set(path.id, decodeBroker(value, path.id))
      this.#brokerRevisions.set(path.id, value === null ? 0 : revision)
      if (!taken.brokersBefore.has(path.id)) taken.brokersBefore.set(path.id, before)
    } else if (path.kind === 'registration') {
      const before = this.broker(path.id)
      if (value === null) this.#registrations.delete(path.id)
      else this.#registrations.set(path.id, { ...decodeBroker(value, path.id), isFenced: true })
      if (!this.#brokers.has(path.id) && !taken.brokersBefore.has(path.id)) taken.brokersBefore.set(path.id, before)
    } else if (path.kind === 'controller') {
      this.#controllerRevision = value === null ? 0 : revision
      const id = value === null ? -1 : numberOf(value, 'id')
      if (id !== this.#controllerId) taken.delta.isControllerChanged = true
      this.#controllerId = id
    } else if (path.kind === 'feature') {
      if (value === null) this.#features.delete(path.name)
      else this.#features.set(path.name, numberOf(value, 'level'))
      this.#featureRevisions.set(path.name, value === null ? 0 : revision)
      taken.delta.features.push(path.name)
    }
  }

  #takeTopic(name: string, value: string | null, revision: number, { delta, topics }: Taken): void {
    // Written by someone else: a topic of this name cannot have a directory.
    const badName = value === null ? null : invalidTopicName(name)
    if (badName !== null) throw new Error(badName)
    const decoded = value === null ? undefined : decodeTopic(value)
    if (decoded === undefined || decoded.topicId !== this.#topics.find(name)?.topicId) {
      const removed = this.#topics.remove(name)
      if (removed !== undefined) delta.deletedTopics.push(removed)
      topics.delete(name)
    }
    if (decoded === undefined) return
    this.#topics.put(name, decoded, revision)
    topics.add(name)
  }

  #finish(taken: Taken): ImageDelta {
    const { delta, topics, states } = taken
    for (const name of topics) {
      const early = this.#topics.takeEarly(name)
      const topicId = this.#topics.find(name)?.topicId ?? ''
      if (early.length > 0) states.set(topicId, [...early, ...(states.get(topicId) ?? [])])
    }
    for (const [topicId, changes] of states) {
      const changed = this.#topics.applyStates(topicId, changes, ({ partition }, error) =>
        damaged(taken, keys.partition(topicId, partition), error)
      )
      if (changed === undefined || topics.has(changed.topic.name)) continue
      for (const partition of changed.partitions) delta.partitions.push({ topic: changed.topic, partition })
    }
    for (const name of topics) {
      const topic = this.#topics.find(name)
      if (topic !== undefined) delta.topics.push(topic)
    }
    return { ...delta, brokers: this.#brokersDelta(taken.brokersBefore) }
  }

  #brokersDelta(before: ReadonlyMap<number, BrokerImage | undefined>): ImageDelta['brokers'] {
    const brokers = { added: [] as BrokerImage[], changed: [] as BrokerImage[], removed: [] as BrokerImage[] }
    for (const [id, known] of before) {
      const now = this.broker(id)
      if (now === undefined) {
        if (known !== undefined) brokers.removed.push(known)
      } else (known === undefined ? brokers.added : brokers.changed).push(now)
    }
    return brokers
  }
}

const newDelta = (): Taken['delta'] => ({
  topics: [],
  deletedTopics: [],
  partitions: [],
  configs: [],
  isControllerChanged: false,
  features: [],
  unknown: [],
  damaged: []
})

function damaged({ delta }: Taken, key: string, error: unknown): void {
  delta.damaged.push({ key, why: messageOf(error) })
}

/** @throws Error */
function valuesOf(text: string): ConfigValues {
  const value = JSON.parse(text) as Readonly<Record<string, unknown>> | null
  if (value === null || typeof value !== 'object') throw new Error('fields are missing')
  return new Map(Object.entries(value).map(([name, each]) => [name, String(each)]))
}

/** @throws Error */
function numberOf(text: string, field: string): number {
  const number = (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[field]
  if (typeof number !== 'number') throw new Error('fields are missing')
  return number
}

/** Reads the whole image. Keep it up to date with a watch from its `revision` and `apply`. */
export async function loadImage(
  store: MetadataStore
): Promise<{ readonly image: MetadataImage; readonly delta: ImageDelta }> {
  const image = new MetadataImage()
  const { revision, entries } = await store.list('/')
  const delta = image.take(
    revision,
    entries.map(({ key, value, modRevision }) => ({ key, value, revision: modRevision }))
  )
  return { image, delta }
}
