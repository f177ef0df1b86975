/**
 * Final check of expiration: producer ids in a log, transactional ids, committed offsets, and groups with nothing else. The wall clock
 * advances by days. Each must still exist shortly before it expires, and be gone shortly afterwards.
 */
import { errorCodes } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import { type Client, unexpected } from '../clients/client.ts'
import { jobGroup } from '../clients/transactor.ts'
import type { Scene } from './scene.ts'

const name = 'aged'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Time by which logs were checked, and time by which groups and transactional ids were. */
const lookedMs = 6_000
const quicklyMs = 2_000
const offset = 5n

export class Expiry {
  readonly #scene: Scene

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** These groups must have no members left. Changes the wall clock. @throws Lost */
  async run(groups: readonly string[]): Promise<void> {
    const client = await this.#scene.connect(name)
    const producerId = await this.#begin(client)
    await this.#pass(dayMs - 10 * minuteMs)
    await this.#mustBe(client, producerId, { producer: true, others: true })
    await this.#pass(20 * minuteMs)
    await this.#mustBe(client, producerId, { producer: false, others: true })
    await this.#pass(6 * dayMs - hourMs, quicklyMs)
    await this.#mustBe(client, producerId, { producer: false, others: true })
    await this.#pass(2 * hourMs, quicklyMs)
    await this.#mustBe(client, producerId, { producer: false, others: false })
    // The wall clock may have been ahead of its current time.
    await this.#pass(2 * dayMs, quicklyMs)
    // A transaction whose coordinator record was lost in a power loss, as settings allow, keeps its group alive.
    if (this.#scene.isForgetful) return client.close()
    const { groups: left } = await client.call('ListGroups', 5, { statesFilter: [], typesFilter: [] })
    for (const { groupId, groupState } of left)
      if (groupId === jobGroup || groups.includes(groupId))
        throw new Violation(`${groupId} is ${groupState}, and nobody used it for more than a week`)
    client.close()
  }

  async #pass(ms: number, forMs = lookedMs): Promise<void> {
    const { world } = this.#scene
    world.wallOffsetMs += ms
    world.say(`the wall clock goes on by ${ms} ms`)
    await world.pause(forMs, 'what is old ends')
  }

  /** Creates a producer with one record, a commit without a member, and a transactional id without an open transaction. */
  async #begin(client: Client): Promise<bigint> {
    const topics = [{ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }]
    const made = (await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics })).topics[0]?.errorCode ?? -1
    if (made !== 0 && made !== errorCodes.TOPIC_ALREADY_EXISTS) throw unexpected(name, 'CreateTopics', made)
    const answer = await client.call('InitProducerId', 5, { transactionalId: null, transactionTimeoutMs: 0 })
    const { errorCode, producerId } = answer
    if (errorCode !== 0) throw unexpected(name, 'InitProducerId', errorCode)
    const record = { timestamp: this.#scene.world.wallMs, value: Buffer.from(name) }
    const records = buildBatch([record], { producerId, producerEpoch: 0, baseSequence: 0 })
    const topicData = [{ name, partitionData: [{ index: 0, records }] }]
    const { responses } = await client.call('Produce', 9, { acks: -1, timeoutMs: 5_000, topicData })
    const produced = responses[0]?.partitionResponses[0]?.errorCode ?? -1
    if (produced !== 0) throw unexpected(name, 'Produce', produced)
    const partitions = [{ partitionIndex: 0, committedOffset: offset, committedMetadata: '' }]
    const committed = await client.call('OffsetCommit', 7, {
      groupId: name,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      topics: [{ name, partitions }]
    })
    const commit = committed.topics[0]?.partitions[0]?.errorCode ?? -1
    if (commit !== 0) throw unexpected(name, 'OffsetCommit', commit)
    const begun = await client.call('InitProducerId', 5, { transactionalId: name, transactionTimeoutMs: 5_000 })
    if (begun.errorCode !== 0) throw unexpected(name, 'InitProducerId', begun.errorCode)
    return producerId
  }

  async #mustBe(
    client: Client,
    producerId: bigint,
    wanted: { readonly producer: boolean; readonly others: boolean }
  ): Promise<void> {
    const described = await client.call('DescribeProducers', 0, { topics: [{ name, partitionIndexes: [0] }] })
    const active = described.topics[0]?.partitions[0]?.activeProducers ?? []
    this.#compare(
      'a producer id',
      active.some((each) => each.producerId === producerId),
      wanted.producer
    )
    const topics = [{ name, partitionIndexes: [0] }]
    const fetched = await client.call('OffsetFetch', 7, { groupId: name, requireStable: true, topics })
    const found = fetched.topics[0]?.partitions[0]?.committedOffset
    this.#compare('a committed offset', found === offset, wanted.others)
    const filters = { stateFilters: [], producerIdFilters: [], durationFilter: -1n }
    const { transactionStates } = await client.call('ListTransactions', 1, filters)
    const isListed = transactionStates.some(({ transactionalId }) => transactionalId === name)
    this.#compare('a transactional id', isListed, wanted.others)
  }

  #compare(what: string, isThere: boolean, isWanted: boolean): void {
    if (isThere === isWanted) return
    throw new Violation(isThere ? `${what} is there beyond its time` : `${what} is gone before its time`)
  }
}
