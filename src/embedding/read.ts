import { OttlaError } from '../env/index.ts'
import { type ErrorName, type Failure, isFailure } from '../protocol/index.ts'
import {
  AbortedBatches,
  entryLastOffset,
  entryPositions,
  isControl,
  magic,
  RecordsError,
  type RecordView,
  recordsOf
} from '../records/index.ts'
import type { PartitionRead } from '../replica/index.ts'
import { bad, type Check, checkProperties, oneOf, wholeNumber } from './check.ts'
import { askedAgain, type PartitionReader, type Target } from './target.ts'
import { topicOf } from './topics.ts'

/** A header of a record. */
export interface StoredHeader {
  readonly key: string
  readonly value: Buffer | null
}

/** A decompressed and decoded record. The caller owns its buffers. */
export interface StoredRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since the Unix epoch: creation time or append time, depending on the topic. -1 if there is none. */
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly StoredHeader[]
}

export interface ReadOptions {
  /** Only this partition; all by default. */
  readonly partition?: number | undefined
  /** The first offset to read in each partition; the log start offset by default. */
  readonly from?: number | undefined
  /** Maximum number of records. By default all are returned, and more than 100,000 or 256 MiB are refused. */
  readonly limit?: number | undefined
  /** `read_committed` skips records of open and aborted transactions. `read_uncommitted` by default. */
  readonly isolation?: 'read_uncommitted' | 'read_committed' | undefined
}

const recordsMax = 100_000
const bytesMax = 256 << 20
/** How long a read waits for a new leader and its high watermark. */
const electedMs = 10_000

const passing: ReadonlySet<ErrorName> = new Set<ErrorName>(['OFFSET_NOT_AVAILABLE', 'NOT_LEADER_OR_FOLLOWER'])

const optionChecks: Readonly<Record<keyof ReadOptions, Check>> = {
  partition: wholeNumber(0, 0x7fffffff),
  from: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  limit: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  isolation: oneOf('read_uncommitted', 'read_committed')
}

/**
 * The records that a consumer could read at the time of the call, by partition and offset. Rejects with OttlaError UNKNOWN_TOPIC,
 * BAD_OPTION, TOO_MANY_RECORDS or READ_FAILED.
 */
export async function readRecords(target: Target, name: string, options: ReadOptions = {}): Promise<StoredRecord[]> {
  checkProperties('', options as Readonly<Record<string, unknown>>, optionChecks)
  const { partitions } = topicOf(target, name)
  const { partition: only } = options
  if (only !== undefined && only >= partitions.length)
    throw bad(`option 'partition' is ${only}, and the partitions of topic '${name}' are 0 to ${partitions.length - 1}`)
  const reader = new Reader(target, name, options)
  for (let index = 0; index < partitions.length && !reader.isFull; index++)
    if (only === undefined || only === index) await reader.readPartition(index)
  return reader.found
}

class Reader {
  readonly found: StoredRecord[] = []
  readonly #target: Target
  readonly #topic: string
  readonly #options: ReadOptions
  #bytes = 0

  constructor(target: Target, topic: string, options: ReadOptions) {
    this.#target = target
    this.#topic = topic
    this.#options = options
  }

  get isFull(): boolean {
    return this.found.length >= (this.#options.limit ?? Number.POSITIVE_INFINITY)
  }

  async readPartition(index: number): Promise<void> {
    const partition = await this.#opened(index)
    if (isFailure(partition)) throw this.#failed(index, wordsOf(partition))
    const { startOffset, endOffset } = partition
    let at = Math.max(this.#options.from ?? 0, startOffset)
    while (at < endOffset && !this.isFull) {
      const read = await partition.read(at)
      if (isFailure(read)) throw this.#failed(index, wordsOf(read))
      const next = this.#take(index, read.bytes, read.aborted, at, endOffset)
      if (next <= at) return
      at = next
    }
  }

  /** A lost leader is soon replaced, and the new one learns within one round of its followers what was acknowledged before. */
  #opened(index: number): Promise<PartitionReader | Failure> {
    const { isolation = 'read_uncommitted' } = this.#options
    const open = () => this.#target.reader(this.#topic, index, isolation)
    return askedAgain(this.#target.env, open, ({ error }) => passing.has(error), electedMs)
  }

  /** Takes the records visible to a reader from `bytes`. Returns the offset to continue from. */
  #take(index: number, bytes: Buffer, aborts: PartitionRead['abortedTransactions'], from: number, end: number): number {
    const aborted = new AbortedBatches(aborts ?? [])
    let next = from
    try {
      for (const at of entryPositions(bytes)) {
        // Control records are not for applications.
        const isMarker = magic(bytes, at) === 2 && isControl(bytes, at)
        if (!aborted.has(bytes, at) && !isMarker) this.#add(index, recordsOf(bytes, at), from, end)
        next = entryLastOffset(bytes, at) + 1
        if (this.isFull) return next
      }
    } catch (error) {
      if (error instanceof RecordsError) throw this.#failed(index, `${error.code}: ${error.message}`)
      throw error
    }
    return next
  }

  #add(partition: number, records: Iterable<RecordView>, from: number, end: number): void {
    for (const { offset, timestamp, key, value, headers } of records) {
      if (offset < from || offset >= end) continue
      if (this.isFull) return
      this.found.push({ topic: this.#topic, partition, offset, timestamp, key, value, headers: [...headers] })
      this.#bytes += (key?.length ?? 0) + (value?.length ?? 0)
      const isTooMuch = this.#bytes > bytesMax || this.found.length > recordsMax
      if (isTooMuch && this.#options.limit === undefined) throw tooMany(this.#topic)
    }
  }

  #failed(index: number, why: string): OttlaError {
    return new OttlaError('READ_FAILED', `topic '${this.#topic}', partition ${index}: ${why}`)
  }
}

const wordsOf = ({ error, message }: Failure) =>
  error === 'UNKNOWN_SERVER_ERROR' && message !== null ? message : error

const tooMany = (topic: string): OttlaError =>
  new OttlaError(
    'TOO_MANY_RECORDS',
    `topic '${topic}' has more than ${recordsMax} records or ${bytesMax >> 20} MiB: say how many you want ('limit'), and from where ('from')`
  )
