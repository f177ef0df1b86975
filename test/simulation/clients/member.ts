/** A member of a classic consumer group: joins, reads its partitions, commits, leaves or vanishes, and rejoins. */
import { decodeWithVersion, encodeWithVersion } from '../../../src/cli/client/group.ts'
import { assignRanges, type TopicPartitions } from '../../../src/coordination/index.ts'
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  errorCodes,
  errorName,
  type JoinGroupResponse
} from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost, unexpected } from './client.ts'
import { sessionTimeoutMs } from './group-settings.ts'
import { Holder, type Holdings } from './holdings.ts'
import { type Committer, Progress, placeOf } from './progress.ts'
import { type ReadTopic, type Stage, wait } from './stage.ts'

const heartbeatMs = 1_500
/** A request may wait for all members to rejoin. */
const rebalanceWaitMs = 20_000

/** Errors after which a member retries, rejoins, or starts over without its id. */
const later: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR,
  errorCodes.REBALANCE_IN_PROGRESS,
  errorCodes.ILLEGAL_GENERATION,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.UNKNOWN_SERVER_ERROR
])

/** Of these, the errors that mean that it is no longer a member. */
const fences: ReadonlySet<number> = new Set([errorCodes.ILLEGAL_GENERATION, errorCodes.UNKNOWN_MEMBER_ID])

export interface MemberOptions {
  readonly name: string
  readonly group: string
  readonly topics: readonly ReadTopic[]
  /** Some of its lives have an instance id. */
  readonly mayBeStatic?: boolean
  /** Process of a streams group member, which it may share with others. */
  readonly process?: string
  /** Other members of the group use the other protocol. */
  readonly isMixed?: boolean
}

/** One life of a member, in either protocol. */
export interface Life {
  /** Returns true if it has left for good, false if it must continue. @throws Lost */
  live(client: Caller): Promise<boolean>
}

/** Runs one life after another. If they use different protocols, the group is converted from one to the other. */
export async function runMember(scene: Stage, name: string, lives: readonly Life[]): Promise<void> {
  const random = scene.world.random(`${name} lives`)
  let life = random.pick(lives)
  let client: Caller | undefined
  while (!scene.isOver) {
    try {
      if (client === undefined || client.isLost) client = await scene.connect(name)
      if (await life.live(client)) life = random.pick(lives)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
    await wait(scene, random, 200)
  }
  client?.close()
}

/** A member of a classic group. */
export class Member implements Life {
  readonly #scene: Stage
  readonly #options: MemberOptions
  readonly #random: Random
  readonly #progress: Progress
  readonly #holdings: Holdings
  #holder: Holder
  #memberId = ''
  #generationId = -1
  /** All requests since its assignment got responses. */
  #isSure = false

  constructor(scene: Stage, options: MemberOptions) {
    this.#scene = scene
    this.#options = options
    this.#random = scene.world.random(options.name)
    this.#progress = new Progress(scene, options.name, options.group)
    this.#holdings = scene.holdingsOf(options.group)
    this.#holder = new Holder(options.name)
  }

  async live(client: Caller): Promise<boolean> {
    try {
      if (!(await this.#findCoordinator(client)) || !(await this.#join(client))) return false
      return (await this.#consume(client)) && (await this.#goAway(client))
    } finally {
      this.#isSure = false
    }
  }

  /** Handles an error that makes it rejoin, perhaps with a new id. @throws Violation for one that it must not get. */
  #refused(what: string, errorCode: number): false {
    this.#scene.world.say(`${this.#options.name}: ${what} was refused with ${errorName(errorCode)}`)
    if (!later.has(errorCode)) throw unexpected(this.#options.name, what, errorCode)
    // A commit or a join whose records were refused by the disk.
    if (errorCode === errorCodes.UNKNOWN_SERVER_ERROR && !this.#scene.hadErrors)
      throw unexpected(this.#options.name, what, errorCode)
    if (fences.has(errorCode) && this.#stands)
      throw new Violation(`${this.#memberId}: ${what} was refused with ${errorName(errorCode)} within its session`)
    if (errorCode === errorCodes.UNKNOWN_MEMBER_ID) this.#memberId = ''
    return false
  }

  /** A generation is written before any member gets its assignment, so it also survives a kill. */
  get #stands(): boolean {
    if (!this.#isSure || this.#options.isMixed === true) return false
    const { world, hadErrors, isForgetful } = this.#scene
    return this.#holder.aliveUntilMs > world.nowMs && !hadErrors && !isForgetful
  }

  /** Finds the coordinator, which creates the offsets topic the first time. */
  async #findCoordinator(client: Caller): Promise<boolean> {
    const { errorCode } = await client.call('FindCoordinator', 3, { key: this.#options.group, keyType: 0 })
    return errorCode === 0 || this.#refused('FindCoordinator', errorCode)
  }

  async #join(client: Caller): Promise<boolean> {
    const { group, topics } = this.#options
    // It revokes all its partitions before it rejoins.
    this.#giveUp()
    const sentMs = this.#scene.world.nowMs
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
    this.#holder = new Holder(`${this.#memberId} in generation ${generationId}`)
    // Rejoining an unchanged generation has not restarted its session.
    if (generationId !== former) this.#holder.aliveUntilMs = sentMs + sessionTimeoutMs * this.#scene.sureShare
    this.#own(mine)
    this.#isSure = true
    // In a consumer group, an older epoch may commit partitions it had by then (KIP-1251).
    if (this.#options.isMixed !== true && this.#random.chance(0.3)) await this.#commitAs(client, former)
    const errorCode = await this.#progress.find(client, this.#by)
    return errorCode === 0 || this.#refused('OffsetFetch', errorCode)
  }

  #giveUp(): void {
    this.#holdings.leave(this.#holder)
    this.#progress.clear()
  }

  get #by(): Committer {
    return { memberId: this.#memberId, epoch: this.#generationId, instanceId: null, version: 7 }
  }

  /** Requests of an earlier generation must be rejected. */
  async #commitAs(client: Caller, generationId: number): Promise<void> {
    const [reader] = this.#progress.readers
    if (reader === undefined || generationId < 0 || generationId >= this.#generationId) return
    const { topic, partition } = reader.where
    await this.#progress.mustNotCommit(client, { ...this.#by, epoch: generationId }, topic, partition)
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

  /** A partition has one owner per generation, and one at a time. */
  #own(assigned: readonly TopicPartitions[]): void {
    const { group, name } = this.#options
    let count = 0
    for (const { topic: topicName, partitions } of assigned) {
      const topic = this.#options.topics.find((each) => each.name === topicName)
      if (topic === undefined) throw new Violation(`${name} was given ${topicName}, for which it did not ask`)
      for (const partition of partitions) {
        // An empty group that changes its protocol restarts its generation count.
        if (this.#options.isMixed !== true)
          this.#claim(`${group} generation ${this.#generationId} ${placeOf(topic, partition)}`)
        this.#holdings.take(placeOf(topic, partition), this.#holder)
        this.#progress.give(topic, partition)
        count++
      }
    }
    this.#scene.world.say(`${name} has ${count} partitions in generation ${this.#generationId}`)
  }

  #claim(key: string): void {
    const owner = this.#scene.owners.get(key)
    if (owner !== undefined && owner !== this.#memberId)
      throw new Violation(`${key} belongs to ${owner} and to ${this.#memberId}`)
    this.#scene.owners.set(key, this.#memberId)
  }

  /** Reads and commits until it must rejoin (false) or is finished (true). */
  async #consume(client: Caller): Promise<boolean> {
    const random = this.#random
    const { world } = this.#scene
    const staysMs = random.exponential(20_000)
    const sinceMs = world.nowMs
    let beatMs = world.nowMs
    while (!this.#scene.isOver) {
      await this.#progress.poll(client)
      if (random.chance(0.4) && !(await this.#commit(client))) return false
      if (world.nowMs - beatMs > heartbeatMs) {
        beatMs = world.nowMs
        const { errorCode } = await client.call('Heartbeat', 3, this.#identity)
        if (errorCode === errorCodes.REBALANCE_IN_PROGRESS && random.chance(0.7)) await this.#commit(client)
        if (errorCode !== 0) return this.#refused('Heartbeat', errorCode)
        this.#holder.aliveUntilMs = beatMs + sessionTimeoutMs * this.#scene.sureShare
      }
      if (!this.#scene.isWindingDown && world.nowMs - sinceMs > staysMs) return true
      await wait(this.#scene, random, 250)
    }
    return false
  }

  async #commit(client: Caller): Promise<boolean> {
    const errorCode = await this.#progress.commit(client, this.#by)
    return errorCode === 0 || this.#refused('OffsetCommit', errorCode)
  }

  /** If the disk refuses the new group state, the previous one reappears until the member's session expires. */
  async #isGone(client: Caller): Promise<void> {
    const { groups } = await client.call('DescribeGroups', 5, { groups: [this.#options.group] })
    if (!this.#scene.hadErrors && groups[0]?.members.some(({ memberId }) => memberId === this.#memberId))
      throw new Violation(`${this.#memberId} left, and is there`)
  }

  /** Leaves, or vanishes so that its session must expire. Returns after a while as a new member. */
  async #goAway(client: Caller): Promise<true> {
    this.#giveUp()
    // An empty group without offsets is deleted, and counts its generations from 1 again.
    for (const [key, owner] of this.#scene.owners) if (owner === this.#memberId) this.#scene.owners.delete(key)
    if (this.#random.chance(0.5)) {
      const { groupId, memberId } = this.#identity
      const answer = await client.call('LeaveGroup', 3, { groupId, members: [{ memberId }] })
      const errorCode = answer.errorCode || answer.members[0]?.errorCode || 0
      if (errorCode !== 0) this.#refused('LeaveGroup', errorCode)
      else await this.#isGone(client)
    } else client.close()
    this.#memberId = ''
    await wait(this.#scene, this.#random, 3_000)
    return true
  }
}
