/**
 * A client that sends hundreds of requests in one write, many with acks=0, and then closes immediately or waits for the responses.
 * Without trouble in between, every request must have been handled, in order: every record is in the log, and every ListOffsets
 * response reflects the records before it.
 */
import { FrameConnection } from '../../../src/client/index.ts'
import { asOffset, decodeResponse, encodeRequest, errorCodes } from '../../../src/protocol/index.ts'
import { buildBatch, entryPositions, recordsOf } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, Lost } from '../clients/client.ts'
import { wait } from '../clients/stage.ts'
import { endpoint, type Scene } from './scene.ts'
import type { Socket } from './socket.ts'

/** No other client writes to it, and nothing is deleted from it. */
export const pipelinedTopic = 'pipelined'
const topic = pipelinedTopic
const listVersion = 5
const lastBursts = 3
/** Longer than disk trouble ever holds up a write. */
const answeredWithinMs = 60_000

interface Burst {
  readonly records: readonly string[]
  /** Whether all of them are in the log. */
  isWhole: boolean
}

interface Sent {
  readonly bytes: Buffer
  /** Handles the response; undefined if there is none. */
  readonly answered: ((frame: Buffer) => void) | undefined
}

export class Pipeliner {
  readonly #scene: Scene
  readonly #random: Random
  readonly #bursts: Burst[] = []
  #number = 0
  #correlationId = 0
  #isMade = false
  /** A power loss took unsynced records, as settings allow. */
  #forgets = 0

  constructor(scene: Scene) {
    this.#scene = scene
    this.#random = scene.world.random('pipeliner')
  }

  async run(): Promise<void> {
    while (!this.#scene.isWindingDown) {
      await wait(this.#scene, this.#random, 1_500)
      try {
        if (!this.#isMade) await this.#make()
        else if (this.#isUsable) await this.#burst()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
      }
    }
  }

  async #make(): Promise<void> {
    const client = await this.#scene.connect('pipeliner')
    const configs = [{ name: 'retention.ms', value: '-1' }]
    const topics = [{ name: topic, numPartitions: 1, replicationFactor: 1, assignments: [], configs }]
    const made = (await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics })).topics[0]?.errorCode
    this.#isMade = made === 0 || made === errorCodes.TOPIC_ALREADY_EXISTS
    client.close()
  }

  async #burst(): Promise<void> {
    const { world, trouble, process } = this.#scene
    const forgets = this.#seeForgets()
    const { refusals } = trouble
    const connection = await this.#connect()
    const burst: Burst = { records: [], isWhole: false }
    this.#bursts.push(burst)
    const closesAtOnce = this.#random.chance(0.5)
    const sent = this.#frames(burst.records as string[], closesAtOnce)
    const asked = sent.filter(({ answered }) => answered !== undefined)
    let isOver = false
    const done = () => {
      isOver = true
    }
    new FrameConnection(connection, {
      frame: (frame) => {
        asked.shift()?.answered?.(frame)
        if (asked.length === 0 && !closesAtOnce) connection.end()
      },
      ended: done
    })
    connection.write(sent.map(({ bytes }) => bytes))
    if (closesAtOnce) connection.end()
    const isSound = () =>
      !connection.wasCut &&
      this.#isUsable &&
      this.#scene.process === process &&
      process?.isDead === false &&
      !process.isStopping &&
      trouble.refusals === refusals &&
      forgets === this.#seeForgets()
    const deadlineMs = world.nowMs + answeredWithinMs
    while (!isOver && isSound()) {
      if (world.nowMs > deadlineMs)
        throw new Violation(`a burst of ${sent.length} requests is not handled: ${asked.length} answers are missing`)
      await world.pause(20, 'burst')
    }
    // Unacknowledged records may still be waiting for a slow disk. Until written, they are lost with the process or the power.
    const end = this.#partition?.logEndOffset ?? 0
    while (isSound() && (this.#partition?.highWatermark ?? 0) < end) await world.pause(20, 'burst')
    const isClean = isSound()
    connection.destroy()
    if (!isClean) return
    if (asked.length > 0) throw new Violation(`${asked.length} of ${sent.length} requests of a burst were not answered`)
    burst.isWhole = true
    world.say(`a burst of ${sent.length} requests was handled`)
  }

  /** Waits until the topic exists and works: trouble may have affected either. */
  get #isUsable(): boolean {
    return this.#partition?.isOffline === false
  }

  get #partition() {
    return this.#scene.process?.running?.broker.replicas.find(topic, 0)
  }

  async #connect(): Promise<Socket> {
    try {
      return (await this.#scene.net.of(undefined).connect(endpoint)) as Socket
    } catch (error) {
      throw new Lost((error as Error).message)
    }
  }

  /** Earlier bursts may then be lost. */
  #seeForgets(): number {
    const forgets = this.#scene.topics[0]?.partitions[0]?.forgets ?? 0
    if (forgets !== this.#forgets || this.#scene.mustForget) for (const burst of this.#bursts) burst.isWhole = false
    this.#forgets = forgets
    return forgets
  }

  /** Starts with a request for the log end offset, from which the expected results of the others follow. */
  #frames(records: string[], isUnanswered: boolean): Sent[] {
    const random = this.#random
    const count = random.whole(65, 400)
    const isSilent = isUnanswered && random.chance(0.5)
    const sent: Sent[] = []
    let first: number | undefined
    const { trouble } = this.#scene
    const { refusals } = trouble
    const list = (before: number) =>
      this.#list((offset) => {
        first ??= offset
        // Records that the disk refused in the meantime are missing.
        if (offset < first + before && trouble.refusals === refusals)
          throw new Violation(`ListOffsets told ${offset} behind ${before} records that came after ${first}`)
      })
    if (!isSilent) sent.push(list(0))
    while (sent.length < count) {
      const die = isSilent ? 0 : random.fraction()
      if (die < 0.7) sent.push(this.#produce(records, 0))
      else if (die < 0.85) sent.push(this.#produce(records, random.pick([1, -1])))
      else if (die < 0.95) sent.push(list(records.length))
      else sent.push(this.#apiVersions())
    }
    return sent
  }

  #encode<K extends Parameters<typeof encodeRequest>[0]>(
    name: K,
    version: number,
    body: Parameters<typeof encodeRequest<K>>[3]
  ): Buffer {
    const header = { correlationId: ++this.#correlationId, clientId: 'pipeliner' }
    return Buffer.concat(encodeRequest(name, version, header, body))
  }

  /** Compares the correlation id of a response with that of its request. */
  #expect(bytes: Buffer, take: (frame: Buffer) => void): Sent {
    const correlationId = this.#correlationId
    const answered = (frame: Buffer) => {
      const id = frame.readInt32BE(0)
      if (id !== correlationId) throw new Violation(`answer ${id} came in a burst where ${correlationId} was expected`)
      take(frame)
    }
    return { bytes, answered }
  }

  #produce(records: string[], acks: 0 | 1 | -1): Sent {
    const id = `pipelined ${this.#number++}`
    records.push(id)
    const batch = buildBatch([{ timestamp: this.#scene.world.wallMs, value: Buffer.from(id) }])
    const body = { acks, timeoutMs: 5_000, topicData: [{ name: topic, partitionData: [{ index: 0, records: batch }] }] }
    const bytes = this.#encode('Produce', 7, body)
    if (acks === 0) return { bytes, answered: undefined }
    return this.#expect(bytes, () => {})
  }

  #list(take: (offset: number) => void): Sent {
    const partitions = [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp: -1n }]
    const body = { replicaId: -1, isolationLevel: 0, topics: [{ name: topic, partitions }] }
    return this.#expect(this.#encode('ListOffsets', listVersion, body), (frame) => {
      const found = decodeResponse('ListOffsets', listVersion, frame).value.topics[0]?.partitions[0]
      if (found?.errorCode === 0) take(asOffset(found.offset))
    })
  }

  #apiVersions(): Sent {
    return this.#expect(this.#encode('ApiVersions', 0, {}), () => {})
  }

  /** Final check: all records of undisturbed bursts exist, and all records are in order, without duplicates. */
  async check(client: Client): Promise<void> {
    await this.#make()
    // Everything is healed, so there is no excuse for never finishing.
    for (let n = 0; n < lastBursts; n++) await this.#burst()
    this.#seeForgets()
    const found = await this.#readAll(client)
    const placeOf = new Map(found.map((id, place) => [id, place]))
    if (placeOf.size < found.length) throw new Violation('a record of a burst is there twice')
    for (const { records, isWhole } of this.#bursts) {
      let last = -1
      for (const id of records) {
        const place = placeOf.get(id)
        if (place === undefined) {
          if (isWhole) throw new Violation(`${id} was sent, nothing went wrong, and it is not in the log`)
          continue
        }
        if (place < last) throw new Violation(`${id} stands before those that were sent before it`)
        last = place
      }
    }
  }

  async #readAll(client: Client): Promise<string[]> {
    const found: string[] = []
    for (;;) {
      const partition = { partition: 0, fetchOffset: BigInt(found.length), partitionMaxBytes: 1 << 20 }
      const asked = { maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 20, isolationLevel: 0 }
      const answer = await client.call('Fetch', 11, { ...asked, topics: [{ topic, partitions: [partition] }] })
      const { records, errorCode } = answer.responses[0]?.partitions[0] ?? {}
      if (errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION && found.length === 0) return []
      if (errorCode !== 0) throw new Violation(`the records of bursts cannot be read: error ${errorCode}`)
      const before = found.length
      const bytes = Buffer.from(records ?? [])
      for (const at of entryPositions(bytes))
        for (const { value } of recordsOf(bytes, at)) found.push(value?.toString() ?? '')
      if (found.length === before) return found
    }
  }
}
