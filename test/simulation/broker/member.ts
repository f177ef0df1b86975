/** A member of a classic consumer group: joins, reads what it is given, commits, leaves or vanishes, comes again. */
import { decodeWithVersion, encodeWithVersion } from '../../../src/cli/client/group.ts'
import { assignRanges, type TopicPartitions } from '../../../src/coordination/index.ts'
import {
  asOffset,
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  errorCodes,
  errorName,
  type JoinGroupResponse
} from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, Lost, unexpected } from './client.ts'
import { Reader } from './reader.ts'
import { type Scene, type SimTopic, wait } from './scene.ts'

const sessionTimeoutMs = 6_000
const heartbeatMs = 1_500
/** A request may wait for all members to come back. */
const rebalanceWaitMs = 20_000

/** Errors after which a member asks again, joins again, or begins anew without its id. */
const later: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR,
  errorCodes.REBALANCE_IN_PROGRESS,
  errorCodes.ILLEGAL_GENERATION,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.UNKNOWN_SERVER_ERROR
])

export interface MemberOptions {
  readonly name: string
  readonly group: string
  readonly topics: readonly SimTopic[]
}

export class Member {
  readonly #scene: Scene
  readonly #options: MemberOptions
  readonly #random: Random
  #memberId = ''
  #generationId = -1
  /** Readers of what it was given in this generation. */
  #readers: Reader[] = []
  readonly #committed = new Map<Reader, number>()

  constructor(scene: Scene, options: MemberOptions) {
    this.#scene = scene
    this.#options = options
    this.#random = scene.world.random(options.name)
  }

  async run(): Promise<void> {
    let client: Client | undefined
    while (!this.#scene.isOver) {
      try {
        if (client === undefined || client.isLost) client = await this.#scene.connect(this.#options.name)
        if ((await this.#findCoordinator(client)) && (await this.#join(client)) && (await this.#consume(client)))
          await this.#goAway(client)
      } catch (error) {
        if (!(error instanceof Lost)) throw error
      }
      await wait(this.#scene, this.#random, 200)
    }
    client?.close()
  }

  /** An answer that makes it join again, perhaps under a new id. @throws Violation for one that it must not get. */
  #refused(what: string, errorCode: number): false {
    this.#scene.world.say(`${this.#options.name}: ${what} was refused with ${errorName(errorCode)}`)
    if (!later.has(errorCode)) throw unexpected(this.#options.name, what, errorCode)
    // A commit or a join whose records the disk refuses.
    if (errorCode === errorCodes.UNKNOWN_SERVER_ERROR && !this.#scene.trouble.hadErrors)
      throw unexpected(this.#options.name, what, errorCode)
    if (errorCode === errorCodes.UNKNOWN_MEMBER_ID) this.#memberId = ''
    return false
  }

  /** Which makes the topic of the offsets, the first time. */
  async #findCoordinator(client: Client): Promise<boolean> {
    const { errorCode } = await client.call('FindCoordinator', 3, { key: this.#options.group, keyType: 0 })
    return errorCode === 0 || this.#refused('FindCoordinator', errorCode)
  }

  async #join(client: Client): Promise<boolean> {
    const { group, topics } = this.#options
    const metadata = encodeWithVersion(consumerProtocolSubscription, { topics: topics.map(({ name }) => name) })
    const joined = await client.call(
      'JoinGroup',
      7,
      {
        groupId: group,
        sessionTimeoutMs,
        rebalanceTimeoutMs: 8_000,
        memberId: this.#memberId,
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata }]
      },
      rebalanceWaitMs
    )
    if (joined.errorCode === errorCodes.MEMBER_ID_REQUIRED) {
      this.#memberId = joined.memberId
      return this.#join(client)
    }
    if (joined.errorCode !== 0) return this.#refused('JoinGroup', joined.errorCode)
    const former = this.#generationId
    this.#memberId = joined.memberId
    this.#generationId = joined.generationId
    const assignments = joined.leader === joined.memberId ? this.#assign(joined) : []
    const { groupId, generationId, memberId } = this.#identity
    const synced = await client.call('SyncGroup', 3, { groupId, generationId, memberId, assignments }, rebalanceWaitMs)
    if (synced.errorCode !== 0) return this.#refused('SyncGroup', synced.errorCode)
    const mine =
      synced.assignment.length === 0
        ? []
        : decodeWithVersion(consumerProtocolAssignment, synced.assignment).assignedPartitions
    this.#own(mine)
    if (this.#random.chance(0.3)) await this.#commitAs(client, former)
    return this.#findPositions(client)
  }

  /** What belongs to an earlier generation comes too late. */
  async #commitAs(client: Client, generationId: number): Promise<void> {
    const [reader] = this.#readers
    if (reader === undefined || generationId < 0 || generationId >= this.#generationId) return
    const { topic, partition } = reader.where
    const answer = await client.call('OffsetCommit', 7, {
      groupId: this.#options.group,
      generationIdOrMemberEpoch: generationId,
      memberId: this.#memberId,
      topics: [
        { name: topic.name, partitions: [{ partitionIndex: partition, committedOffset: 0n, committedMetadata: '' }] }
      ]
    })
    if (answer.topics[0]?.partitions[0]?.errorCode === 0)
      throw new Violation(`${this.#options.name}: generation ${generationId} could commit in ${this.#generationId}`)
  }

  get #identity() {
    return { groupId: this.#options.group, generationId: this.#generationId, memberId: this.#memberId }
  }

  #assign(joined: JoinGroupResponse) {
    const members = joined.members.map(({ memberId, metadata }) => ({
      memberId,
      topics: decodeWithVersion(consumerProtocolSubscription, metadata).topics
    }))
    const partitionsOf = new Map(this.#options.topics.map(({ name, partitions }) => [name, partitions.length]))
    return [...assignRanges(members, partitionsOf)].map(([memberId, assignedPartitions]) => ({
      memberId,
      assignment: encodeWithVersion(consumerProtocolAssignment, { assignedPartitions })
    }))
  }

  /** A partition has one owner in a generation. */
  #own(assigned: readonly TopicPartitions[]): void {
    const { group, name } = this.#options
    this.#readers = []
    this.#committed.clear()
    for (const { topic: topicName, partitions } of assigned) {
      const topic = this.#options.topics.find((each) => each.name === topicName)
      if (topic === undefined) throw new Violation(`${name} was given ${topicName}, for which it did not ask`)
      for (const partition of partitions) {
        const key = `${group} generation ${this.#generationId} ${topicName}-${partition}`
        const owner = this.#scene.owners.get(key)
        if (owner !== undefined && owner !== this.#memberId)
          throw new Violation(`${key} belongs to ${owner} and to ${this.#memberId}`)
        this.#scene.owners.set(key, this.#memberId)
        this.#readers.push(
          new Reader(this.#scene, {
            name: `${name} ${topicName}`,
            topic,
            partition,
            isolationLevel: 0,
            version: 11,
            isHasty: true
          })
        )
      }
    }
    this.#scene.world.say(`${name} has ${this.#readers.length} partitions in generation ${this.#generationId}`)
  }

  /** Where the group is, of every partition that it was given. */
  async #findPositions(client: Client): Promise<boolean> {
    const { group, name } = this.#options
    for (const reader of this.#readers) {
      const commit = this.#scene.commitOf(group, reader.ledger)
      const atLeast = commit.acknowledged
      const { forgets } = reader.ledger
      const { topic, partition } = reader.where
      const answer = await client.call('OffsetFetch', 7, {
        groupId: group,
        requireStable: true,
        topics: [{ name: topic.name, partitionIndexes: [partition] }]
      })
      const found = answer.topics[0]?.partitions[0]
      const errorCode = answer.errorCode || found?.errorCode || 0
      if (errorCode !== 0) return this.#refused('OffsetFetch', errorCode)
      const offset = asOffset(found?.committedOffset ?? -1n)
      const what = `${name}: the offset of ${reader.ledger.name} is ${offset}`
      if (forgets === reader.ledger.forgets && offset < atLeast)
        throw new Violation(`${what}, ${atLeast} was committed`)
      if (offset > commit.sent) throw new Violation(`${what}, and nobody ever sent more than ${commit.sent}`)
      if (offset > commit.coveredTo)
        throw new Violation(`${what}, and the group was given records up to ${commit.coveredTo} only`)
      // An offset is shown when it cannot be lost any more.
      if (forgets === reader.ledger.forgets) commit.acknowledged = Math.max(commit.acknowledged, offset)
      reader.position = offset >= 0 ? offset : await reader.list(client, -2n)
      commit.coveredTo = Math.max(commit.coveredTo, reader.position)
      this.#committed.set(reader, offset)
    }
    return true
  }

  /** Reads and commits until something makes it join again (false) or it has enough (true). */
  async #consume(client: Client): Promise<boolean> {
    const random = this.#random
    const { world } = this.#scene
    const staysMs = random.exponential(20_000)
    const sinceMs = world.nowMs
    let beatMs = world.nowMs
    while (!this.#scene.isOver) {
      for (const reader of this.#readers) {
        await reader.poll(client)
        const commit = this.#scene.commitOf(this.#options.group, reader.ledger)
        commit.coveredTo = Math.max(commit.coveredTo, reader.position)
      }
      if (random.chance(0.4) && !(await this.#commit(client))) return false
      if (world.nowMs - beatMs > heartbeatMs) {
        beatMs = world.nowMs
        const { errorCode } = await client.call('Heartbeat', 3, this.#identity)
        if (errorCode === errorCodes.REBALANCE_IN_PROGRESS && random.chance(0.7)) await this.#commit(client)
        if (errorCode !== 0) return this.#refused('Heartbeat', errorCode)
      }
      if (!this.#scene.isWindingDown && world.nowMs - sinceMs > staysMs) return true
      await wait(this.#scene, random, 250)
    }
    return false
  }

  async #commit(client: Client): Promise<boolean> {
    const { group, name } = this.#options
    const moved = this.#readers.filter((reader) => reader.position !== this.#committed.get(reader))
    if (moved.length === 0) return true
    const positions = new Map(moved.map((reader) => [reader, reader.position]))
    const topics = [...new Set(moved.map(({ where }) => where.topic.name))].map((topicName) => ({
      name: topicName,
      partitions: moved
        .filter(({ where }) => where.topic.name === topicName)
        .map((reader) => ({
          partitionIndex: reader.where.partition,
          committedOffset: BigInt(reader.position),
          committedMetadata: ''
        }))
    }))
    for (const [reader, position] of positions) {
      const commit = this.#scene.commitOf(group, reader.ledger)
      commit.sent = Math.max(commit.sent, position)
      // What the group had read is gone with the power: it goes back by its own will.
      if (reader.ledger.forgets > 0) commit.acknowledged = Math.min(commit.acknowledged, position)
    }
    const { generationId: generationIdOrMemberEpoch, memberId } = this.#identity
    const forgets = moved[0]?.ledger.forgets
    const answer = await client.call('OffsetCommit', 7, { groupId: group, generationIdOrMemberEpoch, memberId, topics })
    let failure = 0
    for (const [reader, position] of positions) {
      const { topic, partition } = reader.where
      const found = answer.topics
        .find((each) => each.name === topic.name)
        ?.partitions.find(({ partitionIndex }) => partitionIndex === partition)
      if (found === undefined) throw new Violation(`${name}: the answer to a commit lacks ${topic.name}-${partition}`)
      const commit = this.#scene.commitOf(group, reader.ledger)
      if (found.errorCode !== 0) failure = found.errorCode
      else if (reader.ledger.forgets === forgets) {
        this.#committed.set(reader, position)
        if (position < commit.acknowledged)
          throw new Violation(
            `${name}: ${position} of ${reader.ledger.name} was committed after ${commit.acknowledged}`
          )
        commit.acknowledged = position
      }
    }
    if (failure === 0) return true
    this.#scene.world.say(`${name}: a commit was refused with ${errorName(failure)}`)
    // The offsets of a commit that the coordinator could not write may be asked for again.
    return failure === errorCodes.REQUEST_TIMED_OUT || this.#refused('OffsetCommit', failure)
  }

  /** Where the disk refuses what the group is now, what it was before comes back, until the member's session ends. */
  async #isGone(client: Client): Promise<void> {
    const { groups } = await client.call('DescribeGroups', 5, { groups: [this.#options.group] })
    if (!this.#scene.trouble.hadErrors && groups[0]?.members.some(({ memberId }) => memberId === this.#memberId))
      throw new Violation(`${this.#memberId} left, and is there`)
  }

  /** Leaves, or vanishes so that its session must run out; back after a while, as somebody new. */
  async #goAway(client: Client): Promise<void> {
    if (this.#random.chance(0.5)) {
      const { groupId, memberId } = this.#identity
      const answer = await client.call('LeaveGroup', 3, { groupId, members: [{ memberId }] })
      const errorCode = answer.errorCode || answer.members[0]?.errorCode || 0
      if (errorCode !== 0) this.#refused('LeaveGroup', errorCode)
      else await this.#isGone(client)
    } else client.close()
    this.#memberId = ''
    this.#readers = []
    await wait(this.#scene, this.#random, 3_000)
  }
}
