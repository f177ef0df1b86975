/*
 * Reads the metadata log of a stopped Apache Kafka broker (KRaft): the newest snapshot and the log after it. Used once, when a
 * data directory of Kafka's is opened for the first time. Never writes. Source: org.apache.kafka.image.MetadataDelta,
 * org.apache.kafka.metadata.MetadataRecordSerde.
 */
import { type Disk, getOrAdd, messageOf } from '../env/index.ts'
import { kafkaMetadataDirectory } from '../log/index.ts'
import {
  configRecord,
  partitionChangeRecord,
  partitionRecord,
  producerIdsRecord,
  recordTypes,
  removeTopicRecord,
  topicRecord
} from '../protocol/index.ts'
import { batchSize, entryPositions, hasValidCrc, isControl, recordsOf } from '../records/index.ts'
import { Reader } from '../wire/index.ts'
import type { ConfigType } from './keys.ts'
import { initialPartition, type PartitionImage } from './partition-image.ts'

export interface KafkaTopic {
  readonly name: string
  readonly topicId: string
  /** By partition index. */
  readonly partitions: Map<number, PartitionImage>
}

export interface KafkaMetadata {
  readonly topics: ReadonlyMap<string, KafkaTopic>
  /** By type and name of the resource. */
  readonly configs: ReadonlyMap<ConfigType, ReadonlyMap<string, ReadonlyMap<string, string>>>
  readonly nextProducerId: number
  /** Counts of records that Ottla cannot represent, by record type. */
  readonly leftOut: ReadonlyMap<string, number>
}

/** Record type numbers, as in Kafka's schemas. */
const types = {
  topic: 2,
  partition: 3,
  config: 4,
  partitionChange: 5,
  removeTopic: 9,
  producerIds: 15,
  beginTransaction: 23,
  endTransaction: 24,
  abortTransaction: 25
} as const

/** Liveness of brokers and controllers, features, no-op records: they describe Kafka's processes, not the data. */
const meansNothingHere: ReadonlySet<number> = new Set([0, 1, 7, 8, 12, 17, 20, 21, 27, 28])

const configTypes: Readonly<Record<number, ConfigType>> = {
  2: 'topics',
  4: 'brokers',
  16: 'client-metrics',
  32: 'groups'
}

/** -2 in a change keeps the leader. */
const sameLeader = -2

interface MetadataRecord {
  readonly type: number
  readonly version: number
  readonly reader: Reader
}

/** Reads the metadata log in `directory`, which must exist. @throws DiskError, or Error that names a damaged file */
export function readKafkaMetadata(disk: Disk, directory: string): KafkaMetadata {
  const metadataLog = disk.join(directory, kafkaMetadataDirectory)
  const names = disk.list(metadataLog).map(({ name }) => name)
  const snapshot = names
    .filter((name) => /^\d{20}-\d{10}\.checkpoint$/.test(name))
    .sort()
    .at(-1)
  const replay = new Replay()
  // A snapshot is named after the first offset it does not contain.
  const firstOffset = snapshot === undefined ? 0 : Number(snapshot.slice(0, 20))
  if (snapshot !== undefined) readFile(disk, disk.join(metadataLog, snapshot), 0, replay)
  for (const name of names.filter((each) => /^\d{20}\.log$/.test(each)).sort())
    readFile(disk, disk.join(metadataLog, name), firstOffset, replay)
  return replay
}

function readFile(disk: Disk, path: string, firstOffset: number, replay: Replay): void {
  const bytes = disk.readFile(path)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let position = 0
  try {
    for (const at of entryPositions(buffer)) {
      position = at
      const end = at + batchSize(buffer, at)
      if (!hasValidCrc(buffer, at)) {
        // Nothing after the last whole batch was ever acknowledged. Damage before it may hide topics that hold data.
        if (end >= buffer.length) return
        throw new Error('a batch does not match its checksum')
      }
      if (!isControl(buffer, at)) takeBatch(buffer, at, firstOffset, replay)
      position = end
    }
  } catch (error) {
    const why = messageOf(error)
    throw new Error(`${path} is damaged at position ${position}: ${why}`, { cause: error })
  }
}

function takeBatch(buffer: Buffer, at: number, firstOffset: number, replay: Replay): void {
  for (const { offset, value } of recordsOf(buffer, at))
    if (value !== null && offset >= firstOffset) replay.take(parse(value))
}

/** A metadata record is preceded by the frame version, the record type and the record version. */
function parse(value: Buffer): MetadataRecord {
  const reader = new Reader(value)
  const frame = reader.uvarint()
  if (frame !== 1) throw new Error(`a metadata record has frame version ${frame}: a newer Kafka wrote it`)
  return { type: reader.uvarint(), version: reader.uvarint(), reader }
}

/** Applies the records one after another. */
class Replay implements KafkaMetadata {
  readonly topics = new Map<string, KafkaTopic>()
  readonly configs = new Map<ConfigType, Map<string, Map<string, string>>>()
  readonly leftOut = new Map<string, number>()
  nextProducerId = 0
  /** Records of an open transaction. */
  #open: MetadataRecord[] | undefined

  take(record: MetadataRecord): void {
    if (record.type === types.beginTransaction) this.#open = []
    else if (record.type === types.abortTransaction) this.#open = undefined
    else if (record.type === types.endTransaction) {
      const records = this.#open ?? []
      this.#open = undefined
      for (const each of records) this.#apply(each)
    } else if (this.#open !== undefined) this.#open.push(record)
    else this.#apply(record)
  }

  #apply({ type, version, reader }: MetadataRecord): void {
    if (type === types.topic) {
      const { name, topicId } = topicRecord.decode(reader, version)
      this.topics.set(topicId, { name, topicId, partitions: new Map() })
    } else if (type === types.partition) {
      const { topicId, partitionId, replicas, isr, leader, leaderEpoch, partitionEpoch } = partitionRecord.decode(
        reader,
        version
      )
      const state = { ...initialPartition(replicas), isr, leader, leaderEpoch, partitionEpoch }
      this.topics.get(topicId)?.partitions.set(partitionId, state)
    } else if (type === types.partitionChange) this.#changePartition(version, reader)
    else if (type === types.removeTopic) this.#removeTopic(removeTopicRecord.decode(reader, version).topicId)
    else if (type === types.config) this.#setConfig(version, reader)
    else if (type === types.producerIds) {
      this.nextProducerId = Math.max(
        this.nextProducerId,
        Number(producerIdsRecord.decode(reader, version).nextProducerId)
      )
    } else if (!meansNothingHere.has(type)) this.#leaveOut(type)
  }

  #changePartition(version: number, reader: Reader): void {
    const change = partitionChangeRecord.decode(reader, version)
    const partitions = this.topics.get(change.topicId)?.partitions
    const before = partitions?.get(change.partitionId)
    if (partitions === undefined || before === undefined) return
    const hasNewLeader = change.leader !== sameLeader
    partitions.set(change.partitionId, {
      ...before,
      replicas: change.replicas ?? before.replicas,
      isr: change.isr ?? before.isr,
      leader: hasNewLeader ? change.leader : before.leader,
      leaderEpoch: hasNewLeader ? before.leaderEpoch + 1 : before.leaderEpoch,
      partitionEpoch: before.partitionEpoch + 1
    })
  }

  #removeTopic(topicId: string): void {
    const topic = this.topics.get(topicId)
    if (topic === undefined) return
    this.topics.delete(topicId)
    this.configs.get('topics')?.delete(topic.name)
  }

  #setConfig(version: number, reader: Reader): void {
    const { resourceType, resourceName, name, value } = configRecord.decode(reader, version)
    const type = configTypes[resourceType]
    if (type === undefined) {
      this.#leaveOut(types.config)
      return
    }
    const resources = getOrAdd(this.configs, type, () => new Map<string, Map<string, string>>())
    const values = getOrAdd(resources, resourceName, () => new Map<string, string>())
    if (value === null) values.delete(name)
    else values.set(name, value)
    if (values.size === 0) resources.delete(resourceName)
  }

  #leaveOut(type: number): void {
    const name = recordTypes().find(([, kind, number]) => kind === 'metadata' && number === type)?.[0] ?? `type ${type}`
    this.leftOut.set(name, (this.leftOut.get(name) ?? 0) + 1)
  }
}
