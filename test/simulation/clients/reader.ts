/** Reads one partition forward, and checks the records against the ledger and against what it has read itself. */
import { asOffset, errorCodes, type FetchResponseTopicPartition } from '../../../src/protocol/index.ts'
import { entryPositions, isControl, lastOffset, recordsOf } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost, unexpected } from './client.ts'
import { type ReadLedger, type ReadTopic, type Stage, wait } from './stage.ts'

export interface ReaderOptions {
  readonly name: string
  readonly topic: ReadTopic
  readonly partition: number
  readonly isolationLevel: 0 | 1
  readonly version: number
  /** Fetches large amounts without waiting. */
  readonly isHasty?: boolean
}

export class Reader {
  position = 0
  highWatermark = -1
  /** The topic no longer exists. */
  isGone = false
  readonly ledger: ReadLedger
  readonly #scene: Stage
  readonly #options: ReaderOptions
  readonly #random: Random
  #forgets: number
  #client: Caller | undefined

  constructor(scene: Stage, options: ReaderOptions) {
    this.#scene = scene
    this.#options = options
    this.#random = scene.world.random(options.name)
    this.ledger = options.topic.partitions[options.partition] as ReadLedger
    this.#forgets = this.ledger.forgets
  }

  #wrong(what: string): Violation {
    return new Violation(`${this.#options.name} at ${this.position} of ${this.ledger.name}: ${what}`)
  }

  get where(): { readonly topic: ReadTopic; readonly partition: number } {
    return this.#options
  }

  get isDone(): boolean {
    return this.isGone || this.ledger.isDeleted || this.position >= this.ledger.end
  }

  toString(): string {
    return `${this.#options.name} at ${this.position}, ${this.ledger.name} ends at ${this.ledger.highWatermark}`
  }

  async run(): Promise<void> {
    while (!this.#scene.isOver && !this.isGone) {
      try {
        if (this.#client === undefined || this.#client.isLost)
          this.#client = await this.#scene.connect(this.#options.name)
        await this.poll(this.#client)
        if (this.#random.chance(0.02)) this.#client.close()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        await wait(this.#scene, this.#random, 300)
      }
      await wait(this.#scene, this.#random, 120)
    }
    this.#client?.close()
  }

  /** Sends one fetch, and returns its records. @throws Lost */
  async poll(client: Caller): Promise<string[]> {
    const { topic, partition, isolationLevel, version, isHasty = false } = this.#options
    const random = this.#random
    const named = version >= 13 ? { topicId: topic.topicId } : { topic: topic.name }
    const { position } = this
    const answer = await client.call('Fetch', version, {
      maxWaitMs: isHasty ? 0 : random.pick([0, 50, 500, 2000]),
      minBytes: random.chance(0.9) ? 1 : 5000,
      maxBytes: isHasty ? 1 << 20 : random.pick([1, 2000, 1 << 20]),
      isolationLevel,
      topics: [
        {
          ...named,
          partitions: [
            {
              partition,
              fetchOffset: BigInt(position),
              partitionMaxBytes: isHasty ? 1 << 20 : random.pick([1, 1000, 1 << 20])
            }
          ]
        }
      ]
    })
    if (position !== this.position) throw this.#wrong('it was moved in the midst of a fetch')
    if (answer.errorCode !== 0) throw unexpected(this.#options.name, 'Fetch', answer.errorCode)
    const found = answer.responses[0]?.partitions[0]
    if (found === undefined) throw this.#wrong('the answer lacks the partition')
    return this.#take(client, found)
  }

  async #take(client: Caller, answer: FetchResponseTopicPartition): Promise<string[]> {
    const { errorCode } = answer
    // There are no guarantees after a delete request: a power loss may leave the topic without its records.
    if (this.ledger.isDeleted) this.isGone = true
    if (this.isGone) return []
    if (errorCode === errorCodes.OFFSET_OUT_OF_RANGE) await this.#reset(client)
    else if (errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION || errorCode === errorCodes.UNKNOWN_TOPIC_ID) {
      if (this.ledger.kind !== 'churned') throw this.#wrong('the topic is not known')
      this.isGone = true
    } else if (errorCode === errorCodes.KAFKA_STORAGE_ERROR && this.#scene.hadErrors) {
      await wait(this.#scene, this.#random, 300)
    } else if (errorCode !== 0) throw unexpected(this.#options.name, `Fetch of ${this.ledger.name}`, errorCode)
    if (errorCode !== 0) return []
    const highWatermark = asOffset(answer.highWatermark)
    if (this.#forgets !== this.ledger.forgets) {
      this.#forgets = this.ledger.forgets
      this.highWatermark = -1
    }
    if (highWatermark < this.highWatermark && !this.#scene.hasFormerLeaders)
      throw this.#wrong(`high watermark ${highWatermark} after ${this.highWatermark}`)
    this.highWatermark = highWatermark
    if (!answer.records?.length && this.position < highWatermark) this.ledger.endBefore(this.position, highWatermark)
    return this.#read(Buffer.from(answer.records ?? []), highWatermark)
  }

  #read(bytes: Buffer, highWatermark: number): string[] {
    const seen: string[] = []
    for (const at of entryPositions(bytes)) {
      for (const record of isControl(bytes, at) ? [] : recordsOf(bytes, at)) {
        if (record.offset < this.position) continue
        if (record.offset >= highWatermark)
          throw this.#wrong(`offset ${record.offset} was given, the high watermark is ${highWatermark}`)
        if (this.ledger.kind !== 'compacted' && record.offset !== this.position)
          throw this.#wrong(`offset ${record.offset} came next: a hole`)
        seen.push(this.ledger.see(record))
        this.position = record.offset + 1
      }
      this.position = Math.max(this.position, lastOffset(bytes, at) + 1)
    }
    return seen
  }

  /** Resets to the log start offset if it has moved, or to the end after a power loss. */
  async #reset(client: Caller): Promise<void> {
    const isBelow = this.position < this.ledger.logStart
    // The end may have passed the position again since the request.
    const isBeyond = this.ledger.forgets > 0
    // A former leader may have fewer records.
    if (!isBelow && this.#scene.hasFormerLeaders) return
    if (!isBelow && !isBeyond)
      throw this.#wrong(`out of range, and the log is from ${this.ledger.logStart} to ${this.ledger.highWatermark}`)
    this.#scene.world.say(`${this.#options.name} at ${this.position} of ${this.ledger.name} is out of range`)
    this.position = await this.list(client, isBelow ? -2n : -1n)
  }

  /** Looks up the start (-2) or end (-1) of the partition. @throws Lost */
  async list(client: Caller, timestamp: bigint): Promise<number> {
    const { topic, partition } = this.#options
    const answer = await client.call('ListOffsets', 7, {
      replicaId: -1,
      isolationLevel: this.#options.isolationLevel,
      topics: [{ name: topic.name, partitions: [{ partitionIndex: partition, timestamp }] }]
    })
    const found = answer.topics[0]?.partitions[0]
    if (found?.errorCode === 0) return asOffset(found.offset)
    if (found?.errorCode === errorCodes.KAFKA_STORAGE_ERROR && this.#scene.hadErrors) return this.position
    if (found?.errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION && this.ledger.kind === 'churned')
      return this.position
    throw unexpected(this.#options.name, `ListOffsets of ${this.ledger.name}`, found?.errorCode ?? -1)
  }

  close(): void {
    this.#client?.close()
  }
}
