/*
 * Claims a data directory for this broker: writes meta.properties and, on first opening, imports the topics that Kafka left
 * there. Runs before the logs are opened, while the directory is locked. Deletes nothing of Kafka's.
 */
import { type Disk, type Env, type Logger, unlessRefused } from '../env/index.ts'
import { type FoundPartition, partitionsIn } from '../log/index.ts'
import { type KafkaMetadata, type KafkaTopic, readKafkaMetadata } from './kafka-metadata.ts'
import { type ConfigType, keys } from './keys.ts'
import { inTransactions } from './limits.ts'
import { hasKafkaMetadata, hasLocalMetadata, isMigrated } from './local-files.ts'
import { readMetaProperties, writeMetaProperties } from './meta-properties.ts'
import { encodePartition, initialPartition, isInitial, type PartitionImage } from './partition-image.ts'
import type { MetadataStore, Operation } from './store.ts'
import { assignmentOfStates, encodeTopic } from './topic-value.ts'

export interface AdoptOptions {
  readonly env: Env
  readonly store: MetadataStore
  readonly directory: string
  /** Other log directories of the broker, which hold only partitions. */
  readonly otherDirectories?: readonly string[] | undefined
  /** From the settings. Undefined: the id in the directory, or 1. */
  readonly brokerId: number | undefined
  /** From the settings. Undefined: the id in the directory, or a random one. */
  readonly clusterId?: string | undefined
  readonly isInternalTopic: (name: string) => boolean
  /** The metadata was repaired, so topics that it lost are recovered from their directories. */
  readonly repair?: boolean
  /** The file system of this directory does not distinguish upper and lower case in names. */
  readonly foldsCase?: boolean
  /** Where Kafka's metadata log is, if not in the directory itself (metadata.log.dir). */
  readonly kafkaMetadataIn?: string | undefined
  readonly logger: Logger
}

/** The owner of the directory. */
export interface Adopted {
  readonly brokerId: number
  readonly clusterId: string
  /** Id of the log directory, from its meta.properties. */
  readonly directoryId: string
}

/**
 * Opens a directory of Ottla's, of a stopped Apache Kafka broker, or an empty one. Topics, configs and producer ids in Kafka's
 * metadata log are imported once; without such a log, topics are derived from the partition directories. Rejects with DiskError,
 * or with Error if the directory is damaged or belongs to another broker or cluster.
 */
export async function adoptDirectory(options: AdoptOptions): Promise<Adopted> {
  const { env, store, directory } = options
  const meta = readMetaProperties(env.disk, directory)
  const known = (await store.get(keys.clusterId))?.value
  if (meta?.nodeId !== undefined && options.brokerId !== undefined && meta.nodeId !== options.brokerId) {
    throw new Error(`${directory} belongs to broker ${meta.nodeId}: the configured id is ${options.brokerId}`)
  }
  if (meta?.clusterId !== undefined && known !== undefined && meta.clusterId !== known) {
    throw new Error(
      `${directory} belongs to cluster ${meta.clusterId} by its meta.properties, to ${known} by its metadata`
    )
  }
  const owner = known ?? meta?.clusterId
  if (owner !== undefined && options.clusterId !== undefined && owner !== options.clusterId) {
    throw new Error(`${directory} belongs to cluster ${owner}: the configured cluster id is ${options.clusterId}`)
  }
  // Needed if meta.properties is lost or damaged: under another id this broker would serve none of the partitions.
  const own = await ownId(store)
  const brokerId = options.brokerId ?? meta?.nodeId ?? own ?? 1
  if (own !== undefined && own !== brokerId)
    throw new Error(`${directory} belongs to broker ${own} by its metadata: this broker has id ${brokerId}`)
  const clusterId = owner ?? options.clusterId ?? env.random.uuid()
  if (options.repair) await addMissing(options, brokerId, clusterId)
  else if (known === undefined) await takeOver(options, brokerId, clusterId)
  else if (own === undefined) await store.transaction([], [putOwnId(brokerId)])
  const directoryId = meta?.directoryId ?? env.random.uuid()
  if (!isWhole(meta) || meta.isMember)
    writeMetaProperties(env.disk, directory, { clusterId, nodeId: brokerId, directoryId })
  return { brokerId, clusterId, directoryId }
}

/**
 * Claims the directory of a cluster broker whose metadata is elsewhere, or, with `hasMetadata`, in this directory and already
 * open. Returns the directory's id. @throws DiskError, or Error if the directory belongs to another broker or cluster
 */
export function claimDirectory(
  { disk, random }: Env,
  directory: string,
  {
    brokerId,
    clusterId,
    hasMetadata = false,
    isMember = false
  }: {
    readonly brokerId: number
    readonly clusterId: string
    readonly hasMetadata?: boolean | undefined
    /** The broker's metadata is in none of its directories; from now on they record that. */
    readonly isMember?: boolean | undefined
  }
): string {
  const meta = readMetaProperties(disk, directory)
  if (meta?.nodeId !== undefined && meta.nodeId !== brokerId)
    throw new Error(`${directory} belongs to broker ${meta.nodeId}: the configured id is ${brokerId}`)
  if (!hasMetadata && hasLocalMetadata(disk, directory) && !isMigrated(disk, directory))
    throw new Error(`${directory} holds its own metadata; use ottla migrate to move it into a new cluster`)
  if (meta?.clusterId !== undefined && meta.clusterId !== clusterId)
    throw new Error(`${directory} belongs to cluster ${meta.clusterId}: this broker belongs to cluster ${clusterId}`)
  const directoryId = meta?.directoryId ?? random.uuid()
  if (!isWhole(meta) || (isMember && !meta.isMember))
    writeMetaProperties(disk, directory, { clusterId, nodeId: brokerId, directoryId, isMember })
  return directoryId
}

/** Whether the directory already has everything that a broker must write there. */
const isWhole = (meta: ReturnType<typeof readMetaProperties>): meta is NonNullable<typeof meta> =>
  meta?.clusterId !== undefined && meta.nodeId !== undefined && meta.directoryId !== undefined

/** Unreadable metadata was reported when the directory was taken. */
function allPartitions({ env, directory, otherDirectories = [] }: AdoptOptions): FoundPartition[] {
  return [directory, ...otherDirectories].flatMap((each) => partitionsIn(env.disk, each))
}

async function ownId(store: MetadataStore): Promise<number | undefined> {
  const found = await store.get(keys.ownId)
  return found === undefined ? undefined : Number(found.value)
}

/** Restores what repaired metadata may have lost: topics with partitions here, the cluster id, and the producer ids in use. */
async function addMissing(options: AdoptOptions, brokerId: number, clusterId: string): Promise<void> {
  const { store } = options
  const fold = (name: string) => (options.foldsCase ? name.toLowerCase() : name)
  const topics = (await store.list('/topics/')).entries.map(({ key }) => keys.parse(key))
  const known = new Set(topics.map((parsed) => (parsed?.kind === 'topic' ? fold(parsed.name) : undefined)))
  const missing = allPartitions(options).filter(
    ({ topic, partition }) => partition < partitionMax && !known.has(fold(topic))
  )
  const given = Number((await store.get(keys.nextProducerId))?.value ?? 0)
  if (missing.length > 0) await writeAll(store, fromDirectories(missing, brokerId, options))
  await writeAll(store, [{ put: keys.clusterId, value: clusterId }, putOwnId(brokerId), putNextProducerId(given)])
}

/** Writes any number of operations, in order. Rejects with Error if the store refuses them. */
async function writeAll(store: MetadataStore, operations: readonly Operation[]): Promise<void> {
  const written = await Promise.all(inTransactions(operations).map((group) => store.transaction([], group)))
  const refused = written.find(({ error }) => error !== undefined)
  if (refused !== undefined) throw new Error(refused.error)
}

/** A larger number in a directory name is not a partition. */
const partitionMax = 100_000

/**
 * Writes the cluster id last. If the start is interrupted before that, the next one begins again from Kafka's data, after
 * discarding what the earlier attempt wrote.
 */
async function takeOver(options: AdoptOptions, brokerId: number, clusterId: string): Promise<void> {
  const { env, store, directory, logger } = options
  const found = allPartitions(options).filter(({ partition }) => partition < partitionMax)
  const place = options.kafkaMetadataIn ?? directory
  const kafka = hasKafkaMetadata(env.disk, place) ? readKafkaMetadata(env.disk, place) : undefined
  if (options.foldsCase) mustNotMeet([...(kafka?.topics.values() ?? [])].map(({ name }) => name))
  const operations: Operation[] = []
  if (kafka !== undefined) operations.push(...fromKafka(kafka, found, brokerId, options))
  // Nobody has counted which producer ids appear in the logs.
  else if (found.length > 0) operations.push(...fromDirectories(found, brokerId, options), putNextProducerId(0))
  await writeAll(store, [{ deletePrefix: '/topics/' }, { deletePrefix: '/partitions/' }, { deletePrefix: '/configs/' }])
  await writeAll(store, operations)
  await writeAll(store, [{ put: keys.clusterId, value: clusterId }, putOwnId(brokerId)])
  if (kafka !== undefined)
    logger.info('imported the topics of an Apache Kafka data directory', { directory, topics: kafka.topics.size })
  for (const [name, count] of kafka?.leftOut ?? [])
    logger.warn("records of Kafka's metadata were not taken over", { directory, kind: name, count })
}

/** @throws Error for two names that would share a directory */
function mustNotMeet(names: readonly string[]): void {
  const byFolded = new Map<string, string>()
  for (const name of names) {
    const other = byFolded.get(name.toLowerCase())
    if (other !== undefined)
      throw new Error(
        `topics ${other} and ${name} differ only by case, which this file system does not tell apart; move the directory to one that does`
      )
    byFolded.set(name.toLowerCase(), name)
  }
}

function fromKafka(
  kafka: KafkaMetadata,
  found: readonly FoundPartition[],
  brokerId: number,
  { isInternalTopic, directory, logger }: AdoptOptions
): Operation[] {
  const operations: Operation[] = []
  const present = new Set(found.map(({ topic, partition, topicId }) => `${topic}-${partition} ${topicId}`))
  for (const topic of kafka.topics.values()) {
    for (const [index, partition] of topic.partitions) {
      const isHere = partition.replicas.includes(brokerId)
      if (isHere && !present.has(`${topic.name}-${index} ${topic.topicId}`))
        logger.warn('a partition has no files here; starting it empty', {
          directory,
          topic: topic.name,
          partition: index
        })
      if (!isHere)
        logger.warn('a partition has no replica on this broker; it has no leader', {
          directory,
          topic: topic.name,
          partition: index
        })
      topic.partitions.set(index, owned(partition, brokerId))
    }
    operations.push(...putTopic(topic, isInternalTopic(topic.name)))
  }
  for (const [type, resources] of kafka.configs)
    for (const [name, values] of resources) operations.push(putConfig(type, name, values))
  operations.push(putNextProducerId(kafka.nextProducerId))
  return operations
}

/**
 * Distance between our producer ids and those that Kafka issued. Kafka never learns which ones we issue: if it got the directory
 * back and issued the same id again, that producer's records could look like duplicates of existing ones and would be
 * acknowledged without being stored.
 */
const producerIdsApart = 1_000_000_000

const putNextProducerId = (kafkaNext: number): Operation => ({
  put: keys.nextProducerId,
  value: String(kafkaNext + producerIdsApart)
})

/** This broker is the only replica left. If another broker was the leader, a new epoch begins. */
function owned(partition: PartitionImage, brokerId: number): PartitionImage {
  if (!partition.replicas.includes(brokerId)) return { ...partition, isr: [], leader: -1 }
  const leaderEpoch = partition.leader === brokerId ? partition.leaderEpoch : partition.leaderEpoch + 1
  return { ...partition, replicas: [brokerId], isr: [brokerId], leader: brokerId, leaderEpoch }
}

/**
 * Without a metadata log the configs are unknown, even whether a topic is compacted. To delete nothing by mistake, topics keep
 * everything until someone sets their retention.
 */
function fromDirectories(found: readonly FoundPartition[], brokerId: number, options: AdoptOptions): Operation[] {
  const { env, isInternalTopic, directory, logger } = options
  const topics = new Map<string, KafkaTopic>()
  for (const { topic: name, partition, topicId = env.random.uuid(), directory: holder } of found) {
    const topic = topics.get(name) ?? { name, topicId, partitions: new Map() }
    topics.set(name, topic)
    const leaderEpoch = lastEpochIn(env.disk, env.disk.join(holder, `${name}-${partition}`)) + 1
    topic.partitions.set(partition, { ...initialPartition([brokerId]), leaderEpoch })
  }
  const operations: Operation[] = []
  for (const topic of topics.values()) {
    const isInternal = isInternalTopic(topic.name)
    const count = Math.max(...topic.partitions.keys()) + 1
    for (let n = 0; n < count; n++) if (!topic.partitions.has(n)) topic.partitions.set(n, initialPartition([brokerId]))
    operations.push(...putTopic(topic, isInternal))
    const configs = isInternal ? ([['cleanup.policy', 'compact']] as const) : keepAll
    operations.push(putConfig('topics', topic.name, new Map(configs)))
  }
  const why = options.repair ? 'metadata was lost' : 'there is no metadata'
  logger.warn(
    `${why}: topics were found by their directories; retention.ms=-1 and retention.bytes=-1 are set on them`,
    { directory, topics: topics.size }
  )
  return operations
}

const keepAll = [
  ['retention.ms', '-1'],
  ['retention.bytes', '-1']
] as const

/** The last epoch in the leader epoch checkpoint; -1 if it is empty. */
function lastEpochIn(disk: Disk, directory: string): number {
  const path = disk.join(directory, 'leader-epoch-checkpoint')
  const text = unlessRefused(() => Buffer.from(disk.readFile(path)).toString(), '')
  const epochs = text
    .split('\n')
    .slice(2)
    .map((line) => Number.parseInt(line, 10))
  return Math.max(-1, ...epochs.filter(Number.isSafeInteger))
}

const putOwnId = (brokerId: number): Operation => ({ put: keys.ownId, value: String(brokerId) })

/** Writes a partition's own key if its state differs from the initial one. */
function putTopic({ name, topicId, partitions }: KafkaTopic, isInternal: boolean): Operation[] {
  const states = Array.from({ length: partitions.size }, (_, n) => partitions.get(n) ?? initialPartition([]))
  const assignment = assignmentOfStates(states)
  const operations: Operation[] = [{ put: keys.topic(name), value: encodeTopic({ topicId, isInternal, assignment }) }]
  for (const [n, state] of states.entries())
    if (!isInitial(state)) operations.push({ put: keys.partition(topicId, n), value: encodePartition(state, state) })
  return operations
}

const putConfig = (type: ConfigType, name: string, values: ReadonlyMap<string, string>): Operation => ({
  put: keys.config(type, name),
  value: JSON.stringify(Object.fromEntries(values))
})
