import { errorCodes } from '../../protocol/index.ts'
import { BatchBuilder, type CodecName } from '../../records/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster, isTransient } from './cluster.ts'
import { Disconnected } from './connection.ts'
import { partitionOfKey } from './partitioner.ts'

/** Kafka's default max.message.bytes is 1 MiB; a batch is closed well before that. */
const batchBytes = 512 * 1024
const attempts = 20
const pauseMs = 250
const requestMs = 30_000

export interface ProducerRecord {
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array | null }[]
  /** Milliseconds; now where it is absent. */
  readonly timestamp?: number | undefined
  /** Chosen by the key, or in turn batch by batch, where it is absent. */
  readonly partition?: number | undefined
}

export interface ProducerOptions {
  readonly topic: string
  readonly codec: CodecName
  readonly acks: -1 | 0 | 1
}

interface Open {
  builder: BatchBuilder
  count: number
}

/** Sends records of one topic in order, partition by partition; idempotent where the broker can and acks is `all`. */
export class Producer {
  readonly #cluster: Cluster
  readonly #options: ProducerOptions
  readonly #open = new Map<number, Open>()
  readonly #sequences = new Map<number, number>()
  #partitions = 0
  #next = 0
  #producerId = -1n
  #producerEpoch = -1
  #sent = 0

  constructor(cluster: Cluster, options: ProducerOptions) {
    this.#cluster = cluster
    this.#options = options
  }

  /** Records acknowledged so far (with acks 0: handed to the kernel). */
  get sent(): number {
    return this.#sent
  }

  /** @throws CliError when the topic does not exist and is not made by asking for it. */
  async start(): Promise<void> {
    const leaders = await this.#cluster.leaders(this.#options.topic, { create: true })
    this.#partitions = leaders.size
    this.#next = this.#cluster.env.random.u32() % this.#partitions
    const broker = await this.#cluster.any()
    if (this.#options.acks !== -1 || !broker.supports('InitProducerId')) return
    const answer = await broker.call('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 })
    if (answer.errorCode !== errorCodes.NONE) return
    this.#producerId = answer.producerId
    this.#producerEpoch = answer.producerEpoch
  }

  /** Takes a record; resolves at once unless a batch is full and has to be sent first. */
  async send(record: ProducerRecord): Promise<void> {
    const partition = this.#partitionOf(record)
    let open = this.#open.get(partition)
    if (open === undefined) {
      open = { builder: this.#newBatch(partition), count: 0 }
      this.#open.set(partition, open)
    }
    open.builder.append({ ...record, timestamp: record.timestamp ?? this.#cluster.env.clock.wallMs() })
    open.count++
    if (open.builder.size >= batchBytes) await this.#sendBatch(partition, open)
  }

  #partitionOf({ key, partition }: ProducerRecord): number {
    if (partition === undefined) return key === null ? this.#next : partitionOfKey(key, this.#partitions)
    if (partition >= this.#partitions)
      throw new CliError(`${this.#options.topic} has no partition ${partition}, only ${this.#partitions}`)
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

  /** Sends what is waiting. */
  async flush(): Promise<void> {
    for (const [partition, open] of [...this.#open]) await this.#sendBatch(partition, open)
  }

  async #sendBatch(partition: number, open: Open): Promise<void> {
    this.#open.delete(partition)
    this.#next = (this.#next + 1) % this.#partitions
    const records = open.builder.build()
    for (let attempt = 1; ; attempt++) {
      const error = await this.#attempt(partition, records)
      if (error === undefined) break
      if (attempt >= attempts || !error.again) throw error.error
      await this.#cluster.pause(pauseMs)
    }
    this.#sequences.set(partition, ((this.#sequences.get(partition) ?? 0) + open.count) % 0x80000000)
    this.#sent += open.count
  }

  async #attempt(
    partition: number,
    records: Buffer
  ): Promise<{ readonly error: Error; readonly again: boolean } | undefined> {
    const { topic, acks } = this.#options
    const what = `${topic}-${partition}`
    const body = {
      acks,
      timeoutMs: requestMs,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }]
    }
    try {
      const leader = (await this.#cluster.leaders(topic, { create: true })).get(partition)
      if (leader === undefined) return { error: new CliError(`${topic} has no partition ${partition}`), again: false }
      const broker = await this.#cluster.node(leader)
      if (acks === 0) {
        await broker.post('Produce', body)
        return undefined
      }
      const answer = await broker.call('Produce', body, { leastVersion: 3, timeoutMs: requestMs + 5_000 })
      const result = answer.responses[0]?.partitionResponses[0]
      if (result === undefined) return { error: new CliError(`${what}: the broker's answer lacks it`), again: false }
      if (result.errorCode === errorCodes.NONE || result.errorCode === errorCodes.DUPLICATE_SEQUENCE_NUMBER)
        return undefined
      return { error: brokerError(what, result.errorCode, result.errorMessage), again: isTransient(result.errorCode) }
    } catch (error) {
      if (error instanceof Disconnected) return { error, again: true }
      throw error
    }
  }
}
