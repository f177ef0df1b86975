/**
 * A topic consumed by a share group: it is filled until everything is healed. In the end, every record was accepted, rejected, or
 * archived at the delivery limit, and none was skipped.
 */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost } from './client.ts'
import { runMember } from './member.ts'
import { ShareLedger, sharedTopic } from './share-ledger.ts'
import { ShareMember } from './share-member.ts'
import { offsetsToGive, ShareTransactions } from './share-transactions.ts'
import { type Stage, wait } from './stage.ts'

export const shareGroup = 'group-share'
const partitionCount = 2
const groupResource = 32

export class Sharing {
  isDone = false
  /** The topic and the group exist. */
  isReady = false
  readonly #scene: Stage
  readonly #random: Random
  readonly #ledger: ShareLedger
  readonly #transactions: ShareTransactions
  readonly #isCommittedOnly: boolean
  #topicId = ''
  #hasSentLast = false
  #numbers = 0
  #late = ''

  constructor(scene: Stage, deliveriesMax: number) {
    this.#scene = scene
    this.#random = scene.world.random('sharing')
    this.#transactions = new ShareTransactions(scene, sharedTopic)
    this.#isCommittedOnly = this.#random.chance(0.6)
    const hidden: ReadonlySet<string> = this.#isCommittedOnly ? this.#transactions.hidden : new Set()
    this.#ledger = new ShareLedger(scene, deliveriesMax, hidden)
    scene.onForget.push(() => this.#ledger.forget())
  }

  toString(): string {
    return `the share group: ${this.#late}`
  }

  async run(): Promise<void> {
    while (!this.#scene.isOver && !this.isDone) {
      let client: Caller | undefined
      try {
        client = await this.#scene.connect('sharing')
        if (!this.isReady) await this.#prepare(client)
        while (this.isReady && !this.#scene.isWindingDown) await this.#produce(client)
        // Acknowledging records after aborted ones persists those as done, and a member may lose its state.
        if (this.isReady && !this.#hasSentLast) this.#hasSentLast = await this.#send(client, 3)
        else if (this.isReady) await this.#check(client)
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        this.#late = error.message
      }
      client?.close()
      await wait(this.#scene, this.#random, 300)
    }
  }

  async #prepare(client: Caller): Promise<void> {
    const topic = {
      name: sharedTopic,
      numPartitions: partitionCount,
      replicationFactor: this.#scene.replicationFactor,
      assignments: []
    }
    const configs = [{ name: 'retention.ms', value: '-1' }]
    await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics: [{ ...topic, configs }] })
    const told = await client.call('Metadata', 12, {
      topics: [{ topicId: noTopicId, name: sharedTopic }],
      allowAutoTopicCreation: false
    })
    const resource = {
      resourceType: groupResource,
      resourceName: shareGroup,
      configs: [
        { name: 'share.auto.offset.reset', configOperation: 0, value: 'earliest' },
        ...(this.#isCommittedOnly
          ? [{ name: 'share.isolation.level', configOperation: 0, value: 'read_committed' }]
          : [])
      ]
    }
    const altered = await client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources: [resource] })
    if (told.topics[0]?.errorCode !== 0 || altered.responses[0]?.errorCode !== 0) {
      this.#late = `${told.topics[0]?.errorCode} ${altered.responses[0]?.errorCode}`
      return
    }
    this.#topicId = told.topics[0].topicId
    this.isReady = true
    const members = this.#random.whole(2, 3)
    for (let n = 0; n < members; n++) {
      const name = `share-member-${n}`
      const topicOfGroup = { name: sharedTopic, topicId: this.#topicId }
      const member = new ShareMember(this.#scene, {
        name,
        group: shareGroup,
        topic: topicOfGroup,
        ledger: this.#ledger
      })
      this.#scene.act('share member', runMember(this.#scene, name, [member]))
    }
  }

  async #produce(client: Caller): Promise<void> {
    const random = this.#random
    if (random.chance(0.4)) return this.#transactions.play(client, partitionCount)
    await this.#send(client, random.pick([1, 1, 3, 10]), random.whole(0, partitionCount - 1))
    await wait(this.#scene, random, 300)
  }

  /** Writes this many records to one partition, or to each. Returns whether they were written. */
  async #send(client: Caller, count: number, only?: number): Promise<boolean> {
    const partitionData = Array.from({ length: partitionCount }, (_, index) => index)
      .filter((index) => only === undefined || index === only)
      .map((index) => {
        const records = Array.from({ length: count }, () => ({
          timestamp: this.#scene.world.wallMs,
          value: Buffer.from(`shared ${this.#numbers++}`)
        }))
        return { index, records: buildBatch(records, {}) }
      })
    const { responses } = await client.call('Produce', 9, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ name: sharedTopic, partitionData }]
    })
    const codes = responses.flatMap(({ partitionResponses }) => partitionResponses.map(({ errorCode }) => errorCode))
    const refused = codes.find((errorCode) => errorCode !== 0)
    const isDisk = refused === errorCodes.KAFKA_STORAGE_ERROR && this.#scene.hadErrors
    if (refused !== undefined && !isDisk && !this.#scene.isForgetful)
      throw new Violation(`sharing: Produce was answered with ${errorName(refused)}`)
    return refused === undefined
  }

  #given(client: Caller, partition: number, end: number) {
    return offsetsToGive(client, { topic: sharedTopic, partition }, end, this.#isCommittedOnly)
  }

  /** Done once the group has passed the last record of each partition. */
  async #check(client: Caller): Promise<void> {
    if (this.#scene.isForgetful) {
      this.isDone = true
      return
    }
    const topics = [{ topicName: sharedTopic, partitions: Array.from({ length: partitionCount }, (_, n) => n) }]
    const answer = await client.call('DescribeShareGroupOffsets', 1, { groups: [{ groupId: shareGroup, topics }] })
    const found = answer.groups[0]?.topics[0]?.partitions ?? []
    const ends = Array.from({ length: partitionCount }, (_, n) => this.#scene.highWatermarkOf(sharedTopic, n))
    const lags = ends.map((end, partition) =>
      end === 0 ? 0 : asOffset(found.find(({ partitionIndex }) => partitionIndex === partition)?.lag ?? -1n)
    )
    this.#late = `lags ${lags} of ${ends}`
    if (lags.some((lag) => lag !== 0)) {
      // As in Kafka, a failed write after a lock expiry is only repeated with the next write, so cause one.
      if (this.#scene.hasFormerLeaders && this.#random.chance(0.05)) await this.#send(client, 1)
      return
    }
    for (const [partition, end] of ends.entries())
      for (const { offset, isAborted } of await this.#given(client, partition, end)) {
        if (isAborted) this.#ledger.checkNeverGiven(partition, offset)
        else this.#ledger.checkDone(partition, offset)
      }
    this.isDone = true
  }
}

const noTopicId = 'AAAAAAAAAAAAAAAAAAAAAA'
