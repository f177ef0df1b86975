/*
 * Owns the typed, in-memory view of the metadata keys that handlers read without waiting: topics, partitions, configs,
 * brokers. Fed by a watch. Never writes to the store.
 */
import { type ConfigType, keys } from './keys.ts'
import type { Change, MetadataStore } from './store.ts'

export interface PartitionImage {
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  /** -1 when there is none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

export interface TopicImage {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  /** By partition index, without holes. */
  readonly partitions: readonly PartitionImage[]
}

export interface BrokerImage {
  readonly id: number
  readonly rack: string | null
  readonly epoch: number
  readonly endpoints: readonly {
    readonly name: string
    readonly host: string
    readonly port: number
    readonly securityProtocol: string
  }[]
}

/**
 * What has values of its own. Quotas are kept by the text of their entity, SCRAM credentials by user: both are told by APIs of
 * their own and are no configs to a client.
 */
export type ConfigValues = ReadonlyMap<string, string>

/** What one revision changed. */
export interface ImageDelta {
  /** Created or grown, or with other replicas. */
  readonly topics: readonly TopicImage[]
  readonly deletedTopics: readonly TopicImage[]
  readonly configs: readonly { readonly type: ConfigType; readonly name: string }[]
}

interface TopicValue {
  readonly topicId: string
  readonly partitions: number
  readonly internal: boolean
}

/** The name in metrics, where '.' and '_' are the same: two topics whose names differ in them alone may not both exist. */
export const metricName = (name: string): string => name.replaceAll('.', '_')

const noValues: ConfigValues = new Map()

/** Stands for a partition whose key is missing, so that those behind it keep their indexes. */
const nobodys: PartitionImage = { replicas: [], isr: [], leader: -1, leaderEpoch: 0, partitionEpoch: 0 }

export class MetadataImage {
  readonly #topics = new Map<string, TopicImage>()
  readonly #names = new Map<string, string>()
  readonly #metricNames = new Map<string, string>()
  readonly #partitions = new Map<string, PartitionImage>()
  readonly #configs = new Map<string, ConfigValues>()
  readonly #brokers = new Map<number, BrokerImage>()
  revision = 0

  get topics(): Iterable<TopicImage> {
    return this.#topics.values()
  }

  get topicCount(): number {
    return this.#topics.size
  }

  topic(name: string): TopicImage | undefined {
    return this.#topics.get(name)
  }

  topicById(topicId: string): TopicImage | undefined {
    const name = this.#names.get(topicId)
    return name === undefined ? undefined : this.#topics.get(name)
  }

  /** Name of the topic that has this name in metrics. */
  topicWithMetricName(name: string): string | undefined {
    return this.#metricNames.get(name)
  }

  get brokers(): Iterable<BrokerImage> {
    return this.#brokers.values()
  }

  get brokerCount(): number {
    return this.#brokers.size
  }

  broker(id: number): BrokerImage | undefined {
    return this.#brokers.get(id)
  }

  /** Overrides of one resource; '' is the default of all brokers. */
  configs(type: ConfigType, name: string): ConfigValues {
    return this.#configs.get(`${type}/${name}`) ?? noValues
  }

  configNames(type: ConfigType): string[] {
    return [...this.#configs.keys()]
      .filter((key) => key.startsWith(`${type}/`))
      .map((key) => key.slice(type.length + 1))
  }

  apply(change: Change): ImageDelta {
    this.revision = change.revision
    const touched = new Set<string>()
    const deletedTopics: TopicImage[] = []
    const configs: { readonly type: ConfigType; readonly name: string }[] = []
    const values = new Map<string, TopicValue>()
    for (const { key, value } of change.changes) {
      const path = keys.parse(key)
      if (path === undefined) continue
      if (path.kind === 'topic') {
        touched.add(path.name)
        if (value !== null) values.set(path.name, JSON.parse(value))
        else {
          const topic = this.#topics.get(path.name)
          if (topic !== undefined) deletedTopics.push(topic)
          this.#forget(path.name)
          values.delete(path.name)
        }
      } else if (path.kind === 'partition') {
        touched.add(path.name)
        if (value === null) this.#partitions.delete(key)
        else this.#partitions.set(key, JSON.parse(value))
      } else if (path.kind === 'config') {
        configs.push({ type: path.type, name: path.name })
        if (value === null) this.#configs.delete(`${path.type}/${path.name}`)
        else
          this.#configs.set(
            `${path.type}/${path.name}`,
            new Map(Object.entries(JSON.parse(value) as Record<string, string>))
          )
      } else if (value === null) this.#brokers.delete(path.id)
      else this.#brokers.set(path.id, JSON.parse(value))
    }
    return { topics: this.#rebuild(touched, values), deletedTopics, configs }
  }

  #forget(name: string): void {
    const topic = this.#topics.get(name)
    if (topic === undefined) return
    this.#topics.delete(name)
    if (this.#metricNames.get(metricName(name)) === name) this.#metricNames.delete(metricName(name))
    if (this.#names.get(topic.topicId) === name) this.#names.delete(topic.topicId)
  }

  #rebuild(touched: ReadonlySet<string>, values: ReadonlyMap<string, TopicValue>): TopicImage[] {
    const changed: TopicImage[] = []
    for (const name of touched) {
      const before = this.#topics.get(name)
      const value =
        values.get(name) ??
        (before && { topicId: before.topicId, partitions: before.partitions.length, internal: before.isInternal })
      if (value === undefined) continue
      const partitions: PartitionImage[] = []
      for (let n = 0; n < value.partitions; n++) {
        partitions.push(this.#partitions.get(keys.partition(name, n)) ?? nobodys)
      }
      const topic: TopicImage = { name, topicId: value.topicId, isInternal: value.internal, partitions }
      this.#topics.set(name, topic)
      this.#names.set(topic.topicId, name)
      this.#metricNames.set(metricName(name), name)
      changed.push(topic)
    }
    return changed
  }
}

/** Reads the whole image. Keep it up to date with a watch from its `revision` and `apply`. */
export async function loadImage(
  store: MetadataStore
): Promise<{ readonly image: MetadataImage; readonly delta: ImageDelta }> {
  const image = new MetadataImage()
  const { revision, entries } = await store.list('/')
  const delta = image.apply({ revision, changes: entries.map(({ key, value }) => ({ key, value })) })
  return { image, delta }
}
