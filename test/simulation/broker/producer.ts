/** An idempotent producer with five requests in flight, which retries with the same sequence numbers after any failure. */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { buildBatch, type CodecName } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, Lost, unexpected } from '../clients/client.ts'
import { wait } from '../clients/stage.ts'
import type { PartitionLedger, SentRecord } from './ledger.ts'
import type { Scene, SimTopic } from './scene.ts'

const inFlightMax = 5
const pendingMax = 12

interface Batch {
  readonly records: readonly SentRecord[]
  readonly baseSequence: number
  readonly codec: CodecName
  isInFlight: boolean
}

/** One partition of the producer: batches in order, starting with the first unacknowledged one. */
interface Lane {
  readonly partition: number
  readonly ledger: PartitionLedger
  readonly pending: Batch[]
  nextSequence: number
  lastOffset: number
  /** It wrote in an earlier epoch, and has not tried to write in that epoch again yet. */
  hasFormer: boolean
  /** After an error, sends nothing until all responses have arrived. */
  isHeld: boolean
  forgets: number
}

export interface ProducerOptions {
  readonly name: string
  readonly topic: SimTopic
  readonly acks: 1 | -1
  /** Mean time between batches. */
  readonly everyMs: number
  readonly version: number
}

const again: ReadonlySet<number> = new Set([
  errorCodes.KAFKA_STORAGE_ERROR,
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.REQUEST_TIMED_OUT,
  errorCodes.LEADER_NOT_AVAILABLE
])
const gone: ReadonlySet<number> = new Set([errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorCodes.UNKNOWN_TOPIC_ID])

export class Producer {
  readonly #scene: Scene
  readonly #options: ProducerOptions
  readonly #random: Random
  readonly #lanes: readonly Lane[]
  #client: Client | undefined
  #producerId: bigint | undefined
  #epoch = 0
  #number = 0
  #round = 0
  #stop = false

  constructor(scene: Scene, options: ProducerOptions) {
    this.#scene = scene
    this.#options = options
    this.#random = scene.world.random(options.name)
    this.#lanes = options.topic.partitions.map((ledger, partition) => ({
      partition,
      ledger,
      pending: [],
      nextSequence: 0,
      lastOffset: -1,
      hasFormer: false,
      isHeld: false,
      forgets: ledger.forgets
    }))
  }

  get isDone(): boolean {
    return this.#lanes.every(({ pending, ledger }) => pending.length === 0 || ledger.isDeleted)
  }

  toString(): string {
    return `${this.#options.name}: ${this.#lanes.map(({ ledger, pending }) => `${pending.length} for ${ledger.name}`)}`
  }

  async run(): Promise<void> {
    while (!this.#scene.isOver && !this.#stop) {
      try {
        await this.#connected()
        if (!this.#scene.isWindingDown) {
          if (this.isDone && this.#random.chance(0.05)) this.#bump()
          this.#fill()
        }
        this.#send()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        this.#lost()
        await wait(this.#scene, this.#random, 200)
      }
      await wait(this.#scene, this.#random, this.#options.everyMs)
    }
    this.#client?.close()
  }

  /** The topic will be deleted: unacknowledged records stay unresolved. */
  stop(): void {
    this.#stop = true
  }

  async #connected(): Promise<void> {
    if (this.#client?.isLost) this.#lost()
    this.#client ??= await this.#scene.connect(this.#options.name)
    while (this.#producerId === undefined) {
      const answer = await this.#client.call('InitProducerId', 4, {
        transactionalId: null,
        transactionTimeoutMs: 60_000
      })
      if (answer.errorCode === 0) this.#producerId = answer.producerId
      else if (answer.errorCode !== errorCodes.COORDINATOR_LOAD_IN_PROGRESS || !this.#scene.trouble.hadErrors)
        throw unexpected(this.#options.name, 'InitProducerId', answer.errorCode)
      else await wait(this.#scene, this.#random, 200)
    }
  }

  #lost(): void {
    this.#client?.close()
    this.#client = undefined
    for (const lane of this.#lanes) {
      lane.isHeld = false
      for (const batch of lane.pending) batch.isInFlight = false
    }
  }

  /** As clients do after an error (KIP-360): bumps the epoch, which fences the previous one, and restarts the sequence numbers. */
  #bump(): void {
    this.#epoch++
    for (const lane of this.#lanes) {
      // Only if nothing but this topic's own producers can evict their cached batches.
      lane.hasFormer = lane.nextSequence > 0 && lane.ledger.kind === 'plain'
      lane.nextSequence = 0
    }
  }

  /** A batch of the previous epoch arrives late. */
  async #tryFormer(client: Client, { partition, ledger, forgets }: Lane): Promise<void> {
    const producer = { producerId: this.#producerId as bigint, producerEpoch: this.#epoch - 1, baseSequence: 0 }
    const records = buildBatch([{ timestamp: this.#scene.world.wallMs, value: Buffer.from('late') }], producer)
    const topicData = [{ name: this.#options.topic.name, partitionData: [{ index: partition, records }] }]
    const answer = await client.call('Produce', 9, { acks: -1, timeoutMs: 5_000, topicData })
    if (answer.responses[0]?.partitionResponses[0]?.errorCode === 0 && forgets === ledger.forgets)
      throw new Violation(`${this.#options.name}: a batch of an epoch that is over was taken into ${ledger.name}`)
  }

  /** Adds new batches at the end of the lanes. */
  #fill(): void {
    const random = this.#random
    for (const lane of this.#lanes) {
      while (lane.pending.length < pendingMax && random.chance(0.4)) {
        const count = random.chance(0.3) ? random.whole(2, 6) : 1
        const records = Array.from({ length: count }, () => this.#record(lane, count === 1))
        const codec = random.pick(['none', 'none', 'none', 'gzip', 'snappy', 'lz4'] as const)
        lane.pending.push({ records, baseSequence: lane.nextSequence, codec, isInFlight: false })
        lane.nextSequence += count
      }
    }
  }

  #record({ partition, ledger }: Lane, isAlone: boolean): SentRecord {
    const random = this.#random
    const number = this.#number++
    const id = `${this.#options.name}.${this.#round}:${partition}:${number}`
    const isLarge = isAlone && random.chance(0.1)
    const size = isLarge ? random.whole(0, this.#scene.largestValueBytes) : random.whole(0, 300)
    const isCompacted = ledger.kind === 'compacted'
    const value = isCompacted && random.chance(0.1) ? null : random.bytes(Math.min(64, size))
    const record: SentRecord = {
      id,
      producer: `${this.#options.name}.${this.#round}`,
      number,
      key: isCompacted
        ? Buffer.from(`key ${random.whole(0, 8)}`)
        : random.chance(0.5)
          ? Buffer.from(`k${number}`)
          : null,
      // Non-repeating bytes at the start, so that data read at another position is not mistaken for this record.
      value: value === null ? null : Buffer.concat([value, Buffer.alloc(size - value.length, number % 251)]),
      headers: [{ key: 'id', value: Buffer.from(id) }],
      timestamp: this.#scene.world.wallMs
    }
    ledger.sent.set(id, record)
    return record
  }

  #send(): void {
    const client = this.#client
    if (client === undefined) return
    let sending: { readonly lane: Lane; readonly batch: Batch }[] = []
    const chosen = this.#lanes.filter(({ isHeld, ledger }) => !isHeld && !ledger.isDeleted)
    for (let round = 0; round < inFlightMax; round++) {
      for (const lane of chosen) {
        const inFlight = lane.pending.filter(({ isInFlight }) => isInFlight).length
        const batch = lane.pending[inFlight]
        if (batch === undefined || inFlight >= inFlightMax) continue
        batch.isInFlight = true
        sending.push({ lane, batch })
      }
      if (sending.length === 0) return
      // One request for several partitions, or one per partition.
      if (this.#random.chance(0.5)) this.#scene.act(this.#options.name, this.#request(client, sending))
      else for (const each of sending) this.#scene.act(this.#options.name, this.#request(client, [each]))
      sending = []
    }
  }

  async #request(client: Client, sent: readonly { readonly lane: Lane; readonly batch: Batch }[]): Promise<void> {
    const { topic, acks, version } = this.#options
    const partitionData = sent.map(({ lane, batch }) => ({
      index: lane.partition,
      records: buildBatch(batch.records, {
        producerId: this.#producerId as bigint,
        producerEpoch: this.#epoch,
        baseSequence: batch.baseSequence,
        codec: batch.codec
      })
    }))
    const named = version >= 13 ? { topicId: topic.topicId } : { name: topic.name }
    const round = this.#round
    try {
      const answer = await client.call('Produce', version, {
        acks,
        timeoutMs: 5_000,
        topicData: [{ ...named, partitionData }]
      })
      if (round !== this.#round || client !== this.#client) return
      const written: Lane[] = []
      for (const { index, errorCode, baseOffset } of answer.responses[0]?.partitionResponses ?? []) {
        const found = sent.find(({ lane }) => lane.partition === index)
        if (found === undefined)
          throw new Violation(`${this.#options.name}: an answer for ${index}, which was not asked`)
        this.#answered(found.lane, found.batch, errorCode, asOffset(baseOffset))
        if (errorCode === 0) written.push(found.lane)
      }
      const late = written.find(({ hasFormer }) => hasFormer)
      if (late === undefined) return
      late.hasFormer = false
      await this.#tryFormer(client, late)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      if (client === this.#client) this.#lost()
    }
  }

  #answered(lane: Lane, batch: Batch, errorCode: number, baseOffset: number): void {
    const { ledger } = lane
    const at = lane.pending.indexOf(batch)
    batch.isInFlight = false
    if (ledger.isDeleted || at < 0) return
    if (errorCode === errorCodes.NONE) {
      // A batch may only be acknowledged after an earlier one was rejected if the broker accepted them out of order, or had closed
      // the log when the earlier one was retried. In that case both are retried, and keep their offsets.
      if (at > 0 && this.#scene.trouble.hadErrors) {
        ledger.acknowledge(batch.records, baseOffset)
        lane.isHeld = lane.pending.some(({ isInFlight }) => isInFlight)
        return
      }
      if (at > 0)
        throw new Violation(
          `${this.#options.name}: sequence ${batch.baseSequence} of ${ledger.name} is acknowledged before those before it`
        )
      if (baseOffset < lane.lastOffset && lane.forgets === ledger.forgets)
        throw new Violation(`${ledger.name}: acknowledged at ${baseOffset}, behind ${lane.lastOffset}`)
      lane.lastOffset = baseOffset
      lane.forgets = ledger.forgets
      lane.pending.shift()
      ledger.acknowledge(batch.records, baseOffset)
    } else if (gone.has(errorCode) && ledger.kind === 'churned') {
      ledger.isDeleted = true
    } else if (errorCode === errorCodes.KAFKA_STORAGE_ERROR && !this.#scene.trouble.hadErrors) {
      throw unexpected(this.#options.name, `sequence ${batch.baseSequence} of ${ledger.name}`, errorCode)
    } else if (again.has(errorCode) || (errorCode === errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER && at > 0)) {
      lane.isHeld = true
    } else if (errorCode === errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER && this.#mayBeForgotten(lane)) {
      this.#beginAnew()
    } else {
      throw new Violation(
        `${this.#options.name}: sequence ${batch.baseSequence} of ${ledger.name} was answered with ${errorName(errorCode)}`
      )
    }
    if (lane.pending.every(({ isInFlight }) => !isInFlight)) lane.isHeld = false
  }

  /** A power loss took it, as settings allow, or compaction removed all but its last batch from the log read on restart. */
  #mayBeForgotten({ ledger, forgets }: Lane): boolean {
    return forgets !== ledger.forgets || ledger.kind === 'compacted'
  }

  /** The broker lost this producer's state, as settings allow: continues with a new producer id and new records. */
  #beginAnew(): void {
    this.#scene.world.say(`${this.#options.name} begins anew`)
    this.#producerId = undefined
    this.#epoch = 0
    this.#round++
    for (const lane of this.#lanes) {
      lane.pending.length = 0
      lane.nextSequence = 0
      lane.hasFormer = false
      lane.lastOffset = -1
      lane.forgets = lane.ledger.forgets
    }
    this.#lost()
  }
}
