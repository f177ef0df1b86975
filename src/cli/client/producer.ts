import { pause } from '../../env/index.ts'
import { asOffset, errorCodes, errorName } from '../../protocol/index.ts'
import { BatchBuilder, type CodecName, partitionOfKey } from '../../records/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster, isTransient, partitionMissing } from './cluster.ts'
import { describeConfigs } from './configs.ts'
import { Disconnected } from './connection.ts'

/** Maximum batch size in bytes; less if the topic allows less. */
const batchBytesMax = 512 * 1024
/** Maximum size of a record apart from key, value and headers. */
const recordOverheadBytes = 40
const attempts = 20
const pauseMs = 250
const requestMs = 30_000

export interface ProducerRecord {
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array | null }[]
  /** In milliseconds; defaults to now. */
  readonly timestamp?: number | undefined
  /** Defaults to the key's partition, or to a round robin by batch. */
  readonly partition?: number | undefined
}

interface ProducerOptions {
  readonly topic: string
  readonly codec: CodecName
  readonly acks: -1 | 0 | 1
}

interface Open {
  readonly builder: BatchBuilder
  count: number
  /** Origin of its first record, for errors, and the size of that record. */
  readonly place: string
  readonly firstBytes: number
}

/** What was sent to a partition. */
interface SentRecords {
  readonly partition: number
  readonly records: number
  /** Null with acks=0, which returns no offsets. */
  readonly firstOffset: number | null
  readonly lastOffset: number | null
}

function sizeOf({ key, value, headers }: ProducerRecord): number {
  const ofHeaders = headers.reduce((sum, each) => sum + Buffer.byteLength(each.key) + (each.value?.length ?? 0) + 10, 0)
  return (key?.length ?? 0) + (value?.length ?? 0) + ofHeaders
}

/** Sends the records of one topic in order within each partition; idempotent if the broker supports it and acks is `all`. */
export class Producer {
  readonly #cluster: Cluster
  readonly #options: ProducerOptions
  readonly #open = new Map<number, Open>()
  readonly #sequences = new Map<number, number>()
  #partitions = 0
  #next = 0
  #producerId = -1n
  #producerEpoch = -1
  readonly #sent = new Map<number, SentRecords>()
  #batchBytes = batchBytesMax
  /** The topic's max.message.bytes, if the broker reports it. */
  #limitBytes: number | undefined

  constructor(cluster: Cluster, options: ProducerOptions) {
    this.#cluster = cluster
    this.#options = options
  }

  /** Records acknowledged so far (with acks=0: handed to the kernel), in partition order. */
  get sent(): readonly SentRecords[] {
    return [...this.#sent.values()].sort((a, b) => a.partition - b.partition)
  }

  /** @throws CliError if the topic does not exist and is not auto-created */
  async start(): Promise<void> {
    const leaders = await this.#cluster.leaders(this.#options.topic, { create: true })
    this.#partitions = leaders.size
    this.#next = this.#cluster.env.random.u32() % this.#partitions
    const broker = await this.#cluster.any()
    await this.#learnLimit()
    if (this.#options.acks !== -1 || !broker.supports('InitProducerId')) return
    const answer = await broker.call('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 })
    if (answer.errorCode !== errorCodes.NONE) return
    this.#producerId = answer.producerId
    this.#producerEpoch = answer.producerEpoch
  }

  /** A batch above the topic's limit would be refused as a whole, good records included. */
  async #learnLimit(): Promise<void> {
    const broker = await this.#cluster.any()
    if (!broker.supports('DescribeConfigs')) return
    const { topic } = this.#options
    const configs = await describeConfigs(this.#cluster, 'topic', topic).catch((error) => {
      // Only a hint: a client without access to configs may still produce.
      if (error instanceof CliError && !(error instanceof Disconnected)) return []
      throw error
    })
    const limit = Number(configs.find(({ name }) => name === 'max.message.bytes')?.value ?? Number.NaN)
    if (!Number.isFinite(limit)) return
    this.#limitBytes = limit
    this.#batchBytes = Math.min(batchBytesMax, Math.max(1, limit))
  }

  /**
   * Adds a record; resolves immediately unless a full batch must be sent first. `place` is the record's origin, such as a line of
   * a file. @throws CliError
   */
  async send(record: ProducerRecord, place: string): Promise<void> {
    const partition = this.#partitionOf(record, place)
    const bytes = sizeOf(record)
    const waiting = this.#open.get(partition)
    if (waiting !== undefined && waiting.builder.size + bytes + recordOverheadBytes > this.#batchBytes)
      await this.#sendBatch(partition, waiting)
    let open = this.#open.get(partition)
    if (open === undefined) {
      open = { builder: this.#newBatch(partition), count: 0, place, firstBytes: bytes }
      this.#open.set(partition, open)
    }
    open.builder.append({ ...record, timestamp: record.timestamp ?? this.#cluster.env.clock.wallMs() })
    open.count++
    if (open.builder.size >= this.#batchBytes) await this.#sendBatch(partition, open)
  }

  #partitionOf({ key, partition }: ProducerRecord, place: string): number {
    if (partition === undefined) return key === null ? this.#next : partitionOfKey(key, this.#partitions)
    if (partition < 0 || partition >= this.#partitions)
      throw new CliError(`${place}: ${partitionMissing(this.#options.topic, partition, this.#partitions).message}`)
    return partition
  }

  #newBatch(partition: number): BatchBuilder {
    const idempotent = this.#producerId >= 0n
    return new BatchBuilder({
      codec: this.#options.codec,
      producerId: this.#producerId,
      producerEpoch: this.#producerEpoch,
      baseSequence: idempotent ? (this.#sequences.get(partition) ?? 0) : -1
    })
  }

  /** Sends the pending records. */
  async flush(): Promise<void> {
    for (const [partition, open] of [...this.#open]) await this.#sendBatch(partition, open)
  }

  async #sendBatch(partition: number, open: Open): Promise<void> {
    this.#open.delete(partition)
    this.#next = (this.#next + 1) % this.#partitions
    const records = open.builder.build()
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(partition, records, open)
      if ('baseOffset' in result) {
        this.#count(partition, open.count, result.baseOffset)
        break
      }
      if (attempt >= attempts || !result.again) throw result.error
      await pause(this.#cluster.env.timers, pauseMs)
    }
    this.#sequences.set(partition, ((this.#sequences.get(partition) ?? 0) + open.count) % 0x80000000)
  }

  /** A batch acknowledged as a duplicate has no known offset, and neither has an unacknowledged one. */
  #count(partition: number, count: number, baseOffset: number): void {
    const before = this.#sent.get(partition)
    const known = baseOffset >= 0
    this.#sent.set(partition, {
      partition,
      records: (before?.records ?? 0) + count,
      firstOffset: before?.firstOffset ?? (known ? baseOffset : null),
      lastOffset: known ? baseOffset + count - 1 : (before?.lastOffset ?? null)
    })
  }

  /** Names the record's size, the topic's limit and the record's origin. */
  #tooLarge(records: Buffer, { count, place, firstBytes }: Open, code: number): CliError {
    const { topic } = this.#options
    const limit = this.#limitBytes === undefined ? '' : `, the topic takes ${this.#limitBytes} (max.message.bytes)`
    const what =
      count === 1
        ? `a record of ${firstBytes} bytes is too large for ${topic}: its batch has ${records.length} bytes`
        : `a batch of ${count} records, from this line on, is too large for ${topic}: it has ${records.length} bytes`
    return new CliError(`${place}: ${what}${limit}: ${errorName(code)}`)
  }

  async #attempt(
    partition: number,
    records: Buffer,
    open: Open
  ): Promise<{ readonly baseOffset: number } | { readonly error: Error; readonly again: boolean }> {
    const { topic, acks } = this.#options
    const what = `${topic}-${partition}`
    const body = {
      acks,
      timeoutMs: requestMs,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }]
    }
    try {
      const leader = (await this.#cluster.leaders(topic, { create: true })).get(partition)
      if (leader === undefined) return { error: partitionMissing(topic, partition, this.#partitions), again: false }
      const broker = await this.#cluster.node(leader)
      if (acks === 0) {
        // Nobody would answer that the record is too large.
        if (this.#limitBytes !== undefined && records.length > this.#limitBytes)
          return { error: this.#tooLarge(records, open, errorCodes.MESSAGE_TOO_LARGE), again: false }
        await broker.post('Produce', body)
        return { baseOffset: -1 }
      }
      const answer = await broker.call('Produce', body, { leastVersion: 3, timeoutMs: requestMs + 5_000 })
      const result = answer.responses[0]?.partitionResponses[0]
      if (result === undefined) return { error: new CliError(`${what}: the broker's answer lacks it`), again: false }
      if (result.errorCode === errorCodes.NONE || result.errorCode === errorCodes.DUPLICATE_SEQUENCE_NUMBER)
        return { baseOffset: asOffset(result.baseOffset) }
      if (result.errorCode === errorCodes.MESSAGE_TOO_LARGE || result.errorCode === errorCodes.RECORD_LIST_TOO_LARGE)
        return { error: this.#tooLarge(records, open, result.errorCode), again: false }
      return { error: brokerError(what, result.errorCode, result.errorMessage), again: isTransient(result.errorCode) }
    } catch (error) {
      if (error instanceof Disconnected) return { error, again: true }
      throw error
    }
  }
}
