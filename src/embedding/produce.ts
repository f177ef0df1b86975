import { isInternalTopic } from '../controller/index.ts'
import { OttlaError } from '../env/index.ts'
import type { TopicImage } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import {
  BatchBuilder,
  type CodecName,
  codecNames,
  partitionOfKey,
  type RecordInput,
  RecordsRefusal
} from '../records/index.ts'
import { badTopic, newTopic } from '../server/index.ts'
import { bad, type Check, checkProperties, isObject, oneOf, shown, wholeNumber } from './check.ts'
import type { Target } from './target.ts'
import { topicOf } from './topics.ts'

type Bytes = string | Uint8Array | null | undefined

/** A record to produce. Strings are encoded as UTF-8. */
export interface NewRecord {
  /** No key by default. */
  readonly key?: Bytes
  /** Null, the default, is a tombstone in a compacted topic. */
  readonly value?: Bytes
  readonly headers?:
    | Readonly<Record<string, Bytes>>
    | readonly { readonly key: string; readonly value: Bytes }[]
    | undefined
  /** Milliseconds since the Unix epoch; now by default. */
  readonly timestamp?: number | undefined
  /** By default derived from the key, like every Kafka client does; records without a key use the partitions in turn. */
  readonly partition?: number | undefined
}

export interface ProduceOptions {
  /** `none` by default. */
  readonly compression?: CodecName | undefined
  /** How long to wait for the acknowledgement of all in-sync replicas, in milliseconds; 30,000 by default. */
  readonly timeoutMs?: number | undefined
}

/** Where a record was written. */
export interface ProducedRecord {
  readonly partition: number
  readonly offset: number
}

const timeoutMsDefault = 30_000
const aCount = wholeNumber(0, Number.MAX_SAFE_INTEGER)
const isBytes = (value: unknown): value is Bytes =>
  value === null ||
  value === undefined ||
  typeof value === 'string' ||
  value instanceof Uint8Array ||
  ArrayBuffer.isView(value)
const someBytes: Check = (value) => (isBytes(value) ? undefined : 'must be a string, a Buffer, a Uint8Array or null')

const recordChecks: Readonly<Record<keyof NewRecord, Check>> = {
  key: someBytes,
  value: someBytes,
  timestamp: aCount,
  partition: wholeNumber(0, 0x7fffffff),
  headers: (value) => {
    if (Array.isArray(value))
      return value.every((each) => isObject(each) && typeof each.key === 'string' && isBytes(each.value))
        ? undefined
        : 'must have a key (a string) and a value in each header'
    return isObject(value) && Object.values(value).every(isBytes)
      ? undefined
      : 'must be an object of names and values or an array of { key, value }'
  }
}

const optionChecks: Readonly<Record<keyof ProduceOptions, Check>> = {
  compression: oneOf(...codecNames),
  timeoutMs: aCount
}

const bytesOf = (value: Bytes): Uint8Array | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? Buffer.from(value) : value

/** @throws OttlaError BAD_OPTION */
function checked(record: unknown, index: number): NewRecord {
  if (typeof record === 'string' || record instanceof Uint8Array) return { value: record }
  const what = `records[${index}]`
  if (!isObject(record)) throw bad(`option '${what}' must be a record, a string or bytes, not ${shown(record)}`)
  checkProperties(what, record, recordChecks)
  return record
}

function headersOf({ headers }: NewRecord): RecordInput['headers'] {
  const list = Array.isArray(headers) ? headers : Object.entries(headers ?? {}).map(([key, value]) => ({ key, value }))
  return list.map(({ key, value }) => ({ key, value: bytesOf(value) }))
}

/**
 * Appends records like a producer with acks=all, and resolves with their positions, in the given order, once they are
 * acknowledged. A missing topic is created if `auto.create.topics.enable` allows it. Rejects with OttlaError UNKNOWN_TOPIC,
 * BAD_OPTION, BAD_TOPIC or PRODUCE_FAILED; some of the records may have been written then.
 */
export async function produce(
  target: Target,
  name: string,
  records: readonly (NewRecord | string | Uint8Array)[],
  options: ProduceOptions = {}
): Promise<ProducedRecord[]> {
  if (!Array.isArray(records)) throw bad(`produce takes an array of records, not ${shown(records)}`)
  checkProperties('', options as Readonly<Record<string, unknown>>, optionChecks)
  const all = records.map(checked)
  const topic = await topicToWriteTo(target, name)
  const places: ProducedRecord[] = []
  const byPartition = new Map<number, number[]>()
  for (const [index, record] of all.entries()) {
    const partition = partitionFor(record, index, topic)
    const indexes = byPartition.get(partition)
    if (indexes === undefined) byPartition.set(partition, [index])
    else indexes.push(index)
  }
  const parts = [...byPartition].map(async ([partition, indexes]) => {
    for (const batch of batchesOf(target, name, indexes, all, options)) {
      const first = await append(target, name, partition, batch.bytes, options.timeoutMs ?? timeoutMsDefault)
      for (const [at, index] of batch.indexes.entries()) places[index] = { partition, offset: first + at }
    }
  })
  await Promise.all(parts)
  return places
}

async function topicToWriteTo(target: Target, name: string): Promise<TopicImage> {
  if (isInternalTopic(name)) throw new OttlaError('BAD_TOPIC', `topic '${name}' belongs to the broker itself`)
  if (target.image.topic(name) === undefined && target.config.boolean('auto.create.topics.enable')) {
    const made = await target.topics.ensure(newTopic(name))
    if (isFailure(made)) throw badTopic(name, made)
  }
  return topicOf(target, name)
}

function partitionFor(record: NewRecord, index: number, { name, partitions }: TopicImage): number {
  if (record.partition !== undefined) {
    if (record.partition < partitions.length) return record.partition
    throw bad(
      `option 'records[${index}].partition' is ${record.partition}, and the partitions of topic '${name}' are 0 to ${partitions.length - 1}`
    )
  }
  const key = bytesOf(record.key)
  return key === null ? index % partitions.length : partitionOfKey(key, partitions.length)
}

interface Batch {
  readonly indexes: readonly number[]
  readonly bytes: Buffer
}

/**
 * Splits records into batches below the topic's size limit. A single record that is too large gets its own batch, which is
 * refused.
 */
function* batchesOf(
  { config, image, env }: Target,
  topic: string,
  indexes: readonly number[],
  records: readonly NewRecord[],
  { compression = 'none' }: ProduceOptions
): Generator<Batch> {
  const bytesMax = Number(config.topicValue('max.message.bytes', image.configs('topics', topic))) / 2
  const nowMs = env.clock.wallMs()
  let builder = new BatchBuilder({ codec: compression })
  let own: number[] = []
  for (const index of indexes) {
    const record = records[index] as NewRecord
    const key = bytesOf(record.key)
    const value = bytesOf(record.value)
    if (own.length > 0 && builder.size + (key?.length ?? 0) + (value?.length ?? 0) > bytesMax) {
      yield { indexes: own, bytes: builder.build() }
      builder = new BatchBuilder({ codec: compression })
      own = []
    }
    builder.append({ key, value, headers: headersOf(record), timestamp: record.timestamp ?? nowMs })
    own.push(index)
  }
  yield { indexes: own, bytes: builder.build() }
}

/** The offset of the first record. */
async function append(target: Target, topic: string, index: number, bytes: Buffer, timeoutMs: number): Promise<number> {
  const result = await target.append(topic, index, bytes, timeoutMs)
  if (!isFailure(result)) return result
  const { error, message } = result
  const words = message ?? (result instanceof RecordsRefusal ? result.recordErrors[0]?.message : null) ?? null
  throw new OttlaError(
    'PRODUCE_FAILED',
    `topic '${topic}', partition ${index}: ${error}${words === null ? '' : `, ${words}`}`
  )
}
