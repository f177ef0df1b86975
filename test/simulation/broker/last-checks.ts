/**
 * Checks that run once everything is healed and read: guarantees that trouble hides because clients retry, or that only a passive client
 * reveals. Disturbs nothing except the wall clock.
 */
import type { Connection } from '../../../src/env/index.ts'
import { asOffset, decodeResponse, encodeRequest, errorCodes } from '../../../src/protocol/index.ts'
import { buildBatch, hasValidChecksum } from '../../../src/records/index.ts'
import { zeroUuid } from '../../../src/wire/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import { type Client, Lost, unexpected } from '../clients/client.ts'
import type { SentRecord } from './ledger.ts'
import { endpoint, type Scene } from './scene.ts'

/** Maximum wait of a parked fetch, and how soon it must return after an append. */
const parkedMs = 7_000
const wokenMs = 4_000
/** Session and rebalance timeouts, doubled. */
const emptyMs = 40_000
const again = 'again'
/** Requests of the client that does not read responses. */
const unreadRequests = 50
/** Larger than a pipe's capacity, and enough of them to cycle through the smaller tail cache. */
const largeBytes = 600_000
const lateAppends = 5

export class LastChecks {
  readonly #scene: Scene
  #count = 0

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** @throws Lost */
  async run(groups: readonly string[]): Promise<void> {
    await this.#wakesParked()
    await this.#startsTopicAnew()
    await this.#boundsAnswers()
    if (this.#scene.net.options.pipeBytes > 10_000) await this.#keepsUnread()
    await this.#emptiesGroups(groups)
  }

  #record(): SentRecord {
    const id = `last:${this.#count}`
    const number = this.#count++
    return {
      id,
      producer: 'last',
      number,
      key: null,
      value: null,
      headers: [{ key: 'id', value: Buffer.from(id) }],
      timestamp: this.#scene.world.wallMs
    }
  }

  async #produce(client: Client, topic: string, records: readonly SentRecord[]): Promise<number> {
    const partitionData = [{ index: 0, records: buildBatch(records, {}) }]
    const answer = await client.call('Produce', 9, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ name: topic, partitionData }]
    })
    const found = answer.responses[0]?.partitionResponses[0]
    if (found?.errorCode !== 0) throw unexpected('last', `Produce to ${topic}`, found?.errorCode ?? -1)
    return asOffset(found.baseOffset)
  }

  #fetch(client: Client, topic: string, offset: number, maxWaitMs: number) {
    return client.call('Fetch', 12, fetchOf(topic, offset, maxWaitMs), 2 * parkedMs)
  }

  /** A connection whose responses only arrive, through `received`, after `resume`. */
  async #paused(received: (bytes: Buffer) => void): Promise<Connection> {
    const connection = await this.#scene.net.of(undefined).connect(endpoint).catch(lost)
    const room = Buffer.alloc(1 << 16)
    connection.start({
      room: () => room,
      received: (length) => received(Buffer.from(room.subarray(0, length))),
      drained: () => {},
      closed: () => {}
    })
    connection.pause()
    return connection
  }

  /** An append must complete a waiting fetch before its timeout. */
  async #wakesParked(): Promise<void> {
    const { world, topics } = this.#scene
    const topic = topics.find(({ kind }) => kind === 'plain')
    const [ledger] = topic?.partitions ?? []
    if (topic === undefined || ledger === undefined) return
    const parked = await this.#scene.connect('parked')
    const fetched = this.#fetch(parked, topic.name, ledger.highWatermark, parkedMs)
    fetched.catch(() => {})
    await world.pause(1_500, 'the fetch is parked')
    const writer = await this.#scene.connect('waker')
    const record = this.#record()
    ledger.sent.set(record.id, record)
    const sinceMs = world.nowMs
    ledger.acknowledge([record], await this.#produce(writer, topic.name, [record]))
    const answer = await fetched
    const lateMs = world.nowMs - sinceMs
    if (lateMs > wokenMs) throw new Violation(`a fetch was answered ${Math.round(lateMs)} ms after what it waited for`)
    if (!answer.responses[0]?.partitions[0]?.records?.length)
      throw new Violation('a parked fetch was answered with nothing, and there is a record')
    parked.close()
    writer.close()
  }

  /** A recreated topic must have nothing of its predecessor: no records and no committed offsets. */
  async #startsTopicAnew(): Promise<void> {
    const client = await this.#scene.connect(again)
    await this.#deleteTopic(client)
    await this.#makeTopic(client)
    await this.#produce(client, again, [this.#record(), this.#record()])
    await client.call('FindCoordinator', 3, { key: again, keyType: 0 })
    const committed = await client.call('OffsetCommit', 7, {
      groupId: again,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      topics: [{ name: again, partitions: [{ partitionIndex: 0, committedOffset: 2n, committedMetadata: '' }] }]
    })
    const refusal = committed.topics[0]?.partitions[0]?.errorCode ?? -1
    if (refusal !== 0) throw unexpected(again, 'OffsetCommit', refusal)
    await this.#deleteTopic(client)
    await this.#makeTopic(client)
    const fetched = (await this.#fetch(client, again, 0, 0)).responses[0]?.partitions[0]
    if (fetched?.errorCode !== 0 || asOffset(fetched.highWatermark) !== 0)
      throw new Violation(
        `a topic that was made again answers error ${fetched?.errorCode}, ends at ${fetched?.highWatermark}`
      )
    const offsets = await client.call('OffsetFetch', 7, {
      groupId: again,
      requireStable: true,
      topics: [{ name: again, partitionIndexes: [0] }]
    })
    const offset = offsets.topics[0]?.partitions[0]?.committedOffset
    if (offset !== -1n) throw new Violation(`a topic that was made again has the committed offset ${offset}`)
    client.close()
  }

  async #makeTopic(client: Client): Promise<void> {
    const topics = [{ name: again, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }]
    const errorCode = (await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics })).topics[0]?.errorCode ?? -1
    if (errorCode !== 0) throw unexpected(again, 'CreateTopics', errorCode)
  }

  async #deleteTopic(client: Client): Promise<void> {
    const answer = await client.call('DeleteTopics', 6, {
      timeoutMs: 5_000,
      topics: [{ name: again, topicId: zeroUuid }]
    })
    const errorCode = answer.responses[0]?.errorCode ?? -1
    if (errorCode !== 0 && errorCode !== errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
      throw unexpected(again, 'DeleteTopics', errorCode)
  }

  /** A client requests everything many times and reads nothing. The bytes queued for it are checked after every event. */
  async #boundsAnswers(): Promise<void> {
    const { world, topics } = this.#scene
    const asked = topics
      .filter(({ kind }) => kind !== 'churned')
      .map(({ name, partitions }) => ({
        topic: name,
        partitions: partitions.map(({ logStart }, partition) => ({
          partition,
          fetchOffset: BigInt(logStart),
          partitionMaxBytes: 1 << 20
        }))
      }))
    const body = { maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 22, isolationLevel: 0, topics: asked }
    const connection = await this.#paused(() => {})
    for (let correlationId = 1; correlationId <= unreadRequests; correlationId++)
      connection.write(encodeRequest('Fetch', 12, { correlationId, clientId: 'unread' }, body))
    await world.pause(3_000, 'nothing is read')
    connection.destroy()
  }

  /** A response that is read late must be unchanged despite many appends since: its bytes are in the tail cache. */
  async #keepsUnread(): Promise<void> {
    const { world } = this.#scene
    const writer = await this.#scene.connect('late')
    const offset = await this.#produce(writer, again, [this.#largeRecord()])
    const received: Buffer[] = []
    const connection = await this.#paused((bytes) => void received.push(bytes))
    const header = { correlationId: 1, clientId: 'late' }
    connection.write(encodeRequest('Fetch', 12, header, fetchOf(again, offset, 0)))
    await world.pause(1_000, 'an answer waits')
    for (let n = 0; n < lateAppends; n++) await this.#produce(writer, again, [this.#largeRecord()])
    connection.resume()
    await world.pause(10_000, 'the answer is read')
    const bytes = Buffer.concat(received)
    const { value } = decodeResponse('Fetch', 12, bytes.subarray(4))
    const records = Buffer.from(value.responses[0]?.partitions[0]?.records ?? [])
    const isWhole =
      bytes.length === 4 + bytes.readInt32BE(0) && records.length > largeBytes && hasValidChecksum(records, 0)
    if (!isWhole) throw new Violation('an answer that was read late is not what it was')
    connection.destroy()
    writer.close()
  }

  #largeRecord(): SentRecord {
    return { ...this.#record(), value: Buffer.alloc(largeBytes, this.#count % 251) }
  }

  /** All members have vanished without leaving: their sessions must expire even though the wall clock goes back. */
  async #emptiesGroups(groups: readonly string[]): Promise<void> {
    const { world } = this.#scene
    const client = await this.#scene.connect('groups')
    const untilMs = world.nowMs + emptyMs
    for (;;) {
      const answer = await client.call('ListGroups', 5, { statesFilter: [], typesFilter: [] })
      if (answer.errorCode !== 0) throw unexpected('groups', 'ListGroups', answer.errorCode)
      const asked = answer.groups.filter(({ groupId }) => groups.includes(groupId))
      const left = asked.filter(({ groupState }) => groupState !== 'Empty' && groupState !== 'Dead')
      if (left.length === 0) break
      const who = left.map(({ groupId, groupState, groupType }) => `${groupId} ${groupState}, ${groupType}`)
      if (world.nowMs > untilMs) throw new Violation(`${who.join(', ')}: its members are gone since ${emptyMs} ms`)
      await world.pause(1_000, 'sessions end')
    }
    client.close()
  }
}

function fetchOf(topic: string, offset: number, maxWaitMs: number) {
  const partitions = [{ partition: 0, fetchOffset: BigInt(offset), partitionMaxBytes: 1 << 20 }]
  return { maxWaitMs, minBytes: 1, maxBytes: 1 << 20, isolationLevel: 0, topics: [{ topic, partitions }] }
}

function lost(error: Error): never {
  throw new Lost(error.message)
}
