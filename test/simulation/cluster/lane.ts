/** A producer of one partition: sends batches in order, with several in flight, and retries after any failure. */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { Lost } from '../clients/client.ts'
import type { ClusterLedger, Sent } from './cluster-ledger.ts'
import type { ClusterScene, ClusterTopic } from './cluster-scene.ts'
import { elsewhere, Router, untilDone } from './router.ts'

const inFlightMax = 5
const pendingMax = 10

interface Batch {
  readonly records: readonly Sent[]
  readonly baseSequence: number
  isInFlight: boolean
}

export class Lane {
  readonly ledger: ClusterLedger
  readonly #scene: ClusterScene
  readonly #name: string
  readonly #topic: ClusterTopic
  readonly #partition: number
  readonly #random: Random
  readonly #router: Router
  readonly #everyMs: number
  readonly #pending: Batch[] = []
  #producerId = -1n
  #nextSequence = 0
  #number = 0
  #leader = -1
  #isHeld = false
  #lastOffset = -1
  /** Does not wait for responses to requests from before the last leader change. */
  #round = 0

  constructor(scene: ClusterScene, name: string, topic: ClusterTopic, partition: number) {
    this.#scene = scene
    this.#name = name
    this.#topic = topic
    this.#partition = partition
    this.ledger = topic.partitions[partition] as ClusterLedger
    this.#random = scene.world.random(name)
    this.#router = new Router(scene, name)
    this.#everyMs = this.#random.pick([50, 200, 600])
  }

  get isDone(): boolean {
    return this.#topic.isDeleted || this.#pending.length === 0
  }

  toString(): string {
    return `${this.#name} has ${this.#pending.length} batches for ${this.ledger.name}, leader ${this.#leader}`
  }

  async run(): Promise<void> {
    const scene = this.#scene
    const random = this.#random
    if (this.ledger.isExact) this.#producerId = (await untilDone(scene, random, () => this.#newId())) ?? -1n
    while (!scene.isOver && !this.#topic.isDeleted) {
      if (!scene.isWindingDown) this.#fill()
      try {
        if (this.#leader < 0) this.#leader = await this.#router.leader(this.#topic, this.#partition)
        if (this.#leader >= 0) await this.#send()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        this.#lost()
      }
      await scene.wait(random, scene.isWindingDown && this.isDone ? 2_000 : this.#everyMs)
    }
    this.#router.close()
  }

  async #newId(): Promise<bigint | undefined> {
    const client = await this.#router.any()
    const answer = await client.call('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 60_000 })
    return answer.errorCode === 0 ? answer.producerId : undefined
  }

  #lost(): void {
    this.#leader = -1
    this.#round++
    this.#isHeld = false
    for (const batch of this.#pending) batch.isInFlight = false
  }

  #fill(): void {
    const random = this.#random
    while (this.#pending.length < pendingMax && random.chance(0.4)) {
      const records = Array.from({ length: random.pick([1, 1, 1, 2, 5]) }, () => this.#record())
      this.#pending.push({ records, baseSequence: this.#nextSequence, isInFlight: false })
      this.#nextSequence += records.length
    }
  }

  #record(): Sent {
    const id = `${this.#name}:${this.#number++}`
    const record = { id, value: Buffer.from(`${id} ${'.'.repeat(this.#random.whole(0, 200))}`) }
    this.ledger.sent.set(id, record)
    return record
  }

  async #send(): Promise<void> {
    const client = await this.#router.to(this.#leader)
    for (const batch of this.#pending) {
      if (this.#isHeld) return
      if (batch.isInFlight) continue
      const inFlight = this.#pending.filter(({ isInFlight }) => isInFlight).length
      if (inFlight >= (this.ledger.isExact ? inFlightMax : 1)) return
      batch.isInFlight = true
      this.#scene.act(this.#name, this.#request(client, batch))
    }
  }

  async #request(client: Awaited<ReturnType<Router['to']>>, batch: Batch): Promise<void> {
    const { world } = this.#scene
    const isExact = this.ledger.isExact
    const round = this.#round
    const records = batch.records.map(({ value }) => ({ key: null, value, timestamp: world.wallMs }))
    const bytes = buildBatch(
      records,
      isExact ? { producerId: this.#producerId, producerEpoch: 0, baseSequence: batch.baseSequence } : {}
    )
    const partitionData = [{ index: this.#partition, records: bytes }]
    const topicData = [{ topicId: this.#topic.topicId, partitionData }]
    try {
      const answer = await client.call('Produce', 13, { acks: isExact ? -1 : 1, timeoutMs: 3_000, topicData }, 6_000)
      const found = answer.responses[0]?.partitionResponses[0]
      if (found === undefined) throw new Violation(`${this.#name}: no answer for the partition`)
      if (this.#topic.isDeleted) return
      // An acknowledgement counts, whichever attempt it belongs to.
      if (found.errorCode === errorCodes.NONE && isExact)
        this.ledger.acknowledge(batch.records, asOffset(found.baseOffset))
      if (round === this.#round) this.#answered(batch, found.errorCode, asOffset(found.baseOffset))
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      if (round === this.#round) this.#lost()
    }
  }

  #answered(batch: Batch, errorCode: number, baseOffset: number): void {
    const at = this.#pending.indexOf(batch)
    batch.isInFlight = false
    if (errorCode === errorCodes.NONE) {
      if (this.ledger.isExact && at > 0)
        throw new Violation(`${this.#name}: sequence ${batch.baseSequence} is acknowledged before those before it`)
      if (this.ledger.isExact && baseOffset <= this.#lastOffset)
        throw new Violation(`${this.ledger.name}: acknowledged at ${baseOffset}, behind ${this.#lastOffset}`)
      this.#lastOffset = baseOffset
      this.#pending.splice(at, 1)
    } else if (elsewhere.has(errorCode)) {
      this.#lost()
    } else if (errorCode === errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER && at > 0) {
      this.#isHeld = true
    } else {
      const what = `sequence ${batch.baseSequence} of ${this.ledger.name}`
      throw new Violation(`${this.#name}: ${what} was answered with ${errorName(errorCode)} by broker ${this.#leader}`)
    }
    if (this.#pending.every(({ isInFlight }) => !isInFlight)) this.#isHeld = false
  }
}
