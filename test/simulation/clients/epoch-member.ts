/**
 * A member of a group with member epochs (KIP-848 consumer groups, KIP-1071 streams groups): joins, follows the coordinator's
 * assignments, reads, commits, stalls, leaves or vanishes, and returns as a new member.
 */
import { errorCodes, errorName } from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost, unexpected } from './client.ts'
import { rebalanceTimeoutMs, sessionTimeoutMs } from './group-settings.ts'
import { Holder, type Holdings } from './holdings.ts'
import type { Life, MemberOptions } from './member.ts'
import { type Committer, Progress, placeOf } from './progress.ts'
import { type ReadTopic, type Stage, wait } from './stage.ts'

const heartbeatMs = 1_200

export interface Place {
  readonly topic: ReadTopic
  readonly partition: number
}

export interface Beat {
  readonly group: string
  readonly memberId: string
  /** 0 to join, -1 and -2 to leave. */
  readonly epoch: number
  readonly instanceId: string | null
  readonly topics: readonly ReadTopic[]
  /** Null means unchanged. */
  readonly owned: readonly Place[] | null
  /** Its standby tasks. */
  readonly standby: readonly Place[]
  /** Its process. */
  readonly process: string
  /** Unique to this life, and sent when it joins. */
  readonly life: number
}

export interface BeatAnswer {
  readonly errorCode: number
  readonly memberId: string
  readonly epoch: number
  /** Null means unchanged. */
  readonly assigned: readonly Place[] | null
  /** Target standby tasks. Null means unchanged; undefined if the group type has none. */
  readonly standby?: readonly Place[] | null
}

/** Protocol of one kind of group. */
export interface EpochProtocol {
  readonly hasStaticMembers: boolean
  /** A member that missed a response must rejoin. */
  readonly tellsOnce: boolean
  beat(client: Caller, beat: Beat): Promise<BeatAnswer>
}

/** Errors after which a member retries. */
const later: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR,
  errorCodes.STALE_MEMBER_EPOCH,
  errorCodes.ILLEGAL_GENERATION,
  errorCodes.UNRELEASED_INSTANCE_ID
])
/** Errors that mean that the member no longer owns anything. */
const fences: ReadonlySet<number> = new Set([
  errorCodes.FENCED_MEMBER_EPOCH,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.GROUP_ID_NOT_FOUND
])

const isIn = (places: readonly Place[], { topic, partition }: Place): boolean =>
  places.some((each) => each.topic === topic && each.partition === partition)

export class EpochMember implements Life {
  readonly #scene: Stage
  readonly #options: MemberOptions
  readonly #protocol: EpochProtocol
  readonly #random: Random
  readonly #progress: Progress
  readonly #holdings: Holdings
  #holder: Holder
  #lives = 0
  #memberId = ''
  #epoch = 0
  /** The coordinator does not know it yet. */
  #isFresh = true
  #instanceId: string | null = null
  #owned: Place[] = []
  /** Epoch in which it learned of each of them. */
  readonly #since = new Map<string, number>()
  #standby: readonly Place[] = []
  /** It has reported what it owns, and got a response. */
  #isTold = false
  /** All requests of this life got responses. */
  #isSure = true
  #beatMs = Number.NEGATIVE_INFINITY
  /** Once everything is healed, it leaves once and returns, which requires a new assignment. */
  #comesBack: boolean
  /** Once in all its lives, it fails to revoke. */
  #mayKeep: boolean
  /** What it has revoked, and the last epoch in which it owned it. */
  readonly #former: { readonly place: Place; readonly by: Committer }[] = []

  constructor(scene: Stage, options: MemberOptions, protocol: EpochProtocol) {
    this.#scene = scene
    this.#options = options
    this.#protocol = protocol
    this.#random = scene.world.random(`${options.name} epochs`)
    this.#progress = new Progress(scene, options.name, options.group)
    this.#holdings = scene.holdingsOf(options.group)
    this.#holder = new Holder(options.name)
    this.#comesBack = !scene.hasFormerLeaders && this.#random.chance(0.3)
    this.#mayKeep = !scene.hasFormerLeaders
    this.#begin()
  }

  /** Starts over as a new member. */
  #begin(): void {
    const { name } = this.#options
    this.#memberId = `${name}.${this.#lives++}`
    const isStatic = this.#protocol.hasStaticMembers && this.#options.mayBeStatic === true
    this.#instanceId = isStatic && (this.#instanceId !== null || this.#random.chance(0.4)) ? name : null
    this.#abandon()
    this.#isFresh = true
  }

  /** Owns nothing, and joins. */
  #abandon(): void {
    this.#holdings.leave(this.#holder)
    this.#progress.clear()
    this.#holder = new Holder(this.#memberId, this.#process)
    this.#epoch = 0
    this.#owned = []
    this.#since.clear()
    this.#standby = []
    this.#isTold = false
    this.#isSure = true
    this.#beatMs = Number.NEGATIVE_INFINITY
    this.#former.length = 0
  }

  #keep(standby: readonly Place[]): void {
    this.#standby = standby
    const places = standby.map(({ topic, partition }) => placeOf(topic, partition))
    this.#holdings.keep(new Set(places), this.#holder)
  }

  get #process(): string {
    return this.#options.process ?? this.#memberId
  }

  get #by(): Committer {
    return { memberId: this.#memberId, epoch: this.#epoch, instanceId: this.#instanceId, version: 9 }
  }

  async live(client: Caller): Promise<boolean> {
    try {
      const { errorCode } = await client.call('FindCoordinator', 3, { key: this.#options.group, keyType: 0 })
      if (errorCode !== 0) return this.#refused('FindCoordinator', errorCode)
      return (await this.#consume(client)) && (await this.#goAway(client))
    } catch (error) {
      if (error instanceof Lost) this.#lose()
      throw error
    }
  }

  #lose(): void {
    this.#isSure = false
    this.#isTold = false
    if (this.#protocol.tellsOnce) this.#abandon()
  }

  /** Handles an error. @throws Violation for one that it must not get. */
  #refused(what: string, errorCode: number): false {
    const { name } = this.#options
    const { world } = this.#scene
    world.say(`${name}: ${what} was refused with ${errorName(errorCode)}`)
    if (fences.has(errorCode)) {
      if (this.#isSure && this.#epoch > 0 && this.#stands)
        throw new Violation(`${this.#memberId}: ${what} was refused with ${errorName(errorCode)} within its session`)
      this.#abandon()
    } else if (!later.has(errorCode)) throw unexpected(name, what, errorCode)
    return false
  }

  /** Runs until it must start over (false) or is finished (true). */
  async #consume(client: Caller): Promise<boolean> {
    const random = this.#random
    const { world } = this.#scene
    const untilMs = world.nowMs + random.exponential(20_000)
    while (!this.#scene.isOver) {
      if (!this.#isTold || world.nowMs - this.#beatMs > heartbeatMs) {
        if (!(await this.#beat(client))) return false
        await this.#tryFormer(client)
      }
      const found = await this.#progress.find(client, this.#by)
      if (found !== 0) return this.#refused('OffsetFetch', found)
      await this.#progress.poll(client)
      if (random.chance(0.4) && !(await this.#commit(client))) return false
      if (this.#scene.isWindingDown) {
        if (this.#comesBack) return true
      } else {
        if (world.nowMs > untilMs) return true
        if (random.chance(0.01)) await wait(this.#scene, random, 8_000)
      }
      await wait(this.#scene, random, 250)
    }
    return false
  }

  async #commit(client: Caller): Promise<boolean> {
    // An older epoch may commit partitions it had by then (KIP-1251).
    const epoch = Math.max(...this.#since.values())
    const isOld = epoch > 0 && epoch < this.#epoch && this.#random.chance(0.3)
    const errorCode = await this.#progress.commit(client, isOld ? { ...this.#by, epoch } : this.#by)
    if (isOld && errorCode === errorCodes.STALE_MEMBER_EPOCH && this.#isSure && this.#stands)
      throw new Violation(`${this.#memberId}: a commit in epoch ${epoch} was refused in ${this.#epoch}`)
    return errorCode === 0 || this.#refused('OffsetCommit', errorCode)
  }

  /** Its session expires, whether or not the broker received its requests. */
  get #stands(): boolean {
    return this.#holder.aliveUntilMs > this.#scene.world.nowMs && !this.#scene.isForgetful
  }

  async #beat(client: Caller): Promise<boolean> {
    const { world } = this.#scene
    const sentMs = world.nowMs
    const isFull = !this.#isTold || this.#random.chance(0.3)
    const owned = isFull ? [...this.#owned] : null
    const before = this.#epoch
    const hadBefore = this.#hadAll ? Math.max(1, before) : 0
    this.#isFresh = false
    const answer = await this.#send(client, owned)
    if (answer.errorCode !== 0) return this.#refused('a heartbeat', answer.errorCode)
    if (answer.epoch < before)
      throw new Violation(`${this.#memberId}: its epoch went from ${before} to ${answer.epoch}`)
    this.#beatMs = sentMs
    this.#epoch = answer.epoch
    this.#isTold = true
    this.#isSure = true
    this.#holder.aliveUntilMs = sentMs + sessionTimeoutMs * this.#scene.sureShare
    // The response came so late that other members may own it by now, so it sends another heartbeat.
    if (this.#holder.aliveUntilMs <= world.nowMs) this.#lose()
    else if (answer.assigned !== null) await this.#reconcile(client, answer, hadBefore)
    return true
  }

  #send(client: Caller, owned: readonly Place[] | null, epoch = this.#epoch): Promise<BeatAnswer> {
    const { group, topics } = this.#options
    return this.#protocol.beat(client, {
      group,
      topics,
      owned,
      epoch,
      standby: this.#standby,
      process: this.#process,
      memberId: this.#memberId,
      instanceId: this.#instanceId,
      life: this.#lives
    })
  }

  /** It has seen every assignment: anything new in a response is of the response's epoch. */
  get #hadAll(): boolean {
    return (
      this.#isSure && (this.#epoch > 0 || (this.#isFresh && this.#instanceId === null && !this.#scene.hasFormerLeaders))
    )
  }

  /** The owner of an active task has no standby of it. It must report its standby tasks along with those it owns. */
  #copy(assigned: readonly Place[], standby: readonly Place[]): void {
    const twice = standby.find((place) => isIn(assigned, place))
    if (twice !== undefined)
      throw new Violation(`${this.#memberId} has ${placeOf(twice.topic, twice.partition)}, and is to keep a copy of it`)
    const isSame = standby.length === this.#standby.length && standby.every((place) => isIn(this.#standby, place))
    if (!isSame) this.#isTold = false
    this.#keep(standby)
  }

  /** `before` is an epoch in which it owned none of the new ones; 0 if unknown. */
  async #reconcile(client: Caller, { assigned, standby }: BeatAnswer, before: number): Promise<void> {
    if (assigned === null) return
    if (standby !== undefined && standby !== null) this.#copy(assigned, standby)
    const lost = this.#owned.filter((place) => !isIn(assigned, place))
    const added = assigned.filter((place) => !isIn(this.#owned, place))
    this.#owned = [...assigned]
    for (const { topic, partition } of added) {
      this.#holdings.take(placeOf(topic, partition), this.#holder)
      this.#since.set(placeOf(topic, partition), this.#epoch)
      this.#progress.give(topic, partition)
    }
    if (lost.length + added.length === 0) return
    this.#scene.world.say(`${this.#memberId} has ${assigned.length} partitions in epoch ${this.#epoch}`)
    this.#isTold = false
    if (lost.length > 0 && before > 0 && this.#mayKeep && this.#random.chance(this.#scene.isWindingDown ? 0.5 : 0.05))
      return this.#keepTooLong(client)
    try {
      if (lost.length > 0 && this.#random.chance(0.7)) await this.#progress.commit(client, this.#by)
    } finally {
      this.#giveUp(lost)
    }
    const [first] = added
    if (first === undefined || before === 0 || before >= this.#epoch) return
    const by = { ...this.#by, epoch: this.#random.whole(before, this.#epoch - 1) }
    await this.#progress.mustNotCommit(client, by, first.topic, first.partition)
  }

  #giveUp(lost: readonly Place[]): void {
    for (const place of lost) {
      this.#progress.drop(place.topic, place.partition)
      this.#since.delete(placeOf(place.topic, place.partition))
      this.#holdings.release(placeOf(place.topic, place.partition), this.#holder)
      this.#former.push({ place, by: this.#by })
    }
  }

  /** It does not confirm a revocation. Other members wait for that, so it must be fenced in time. */
  async #keepTooLong(client: Caller): Promise<void> {
    const { world } = this.#scene
    const answering = this.#scene.answering()
    this.#mayKeep = false
    const untilMs = this.#beatMs + rebalanceTimeoutMs
    const lateMs = world.nowMs + rebalanceTimeoutMs + 1_000
    world.say(`${this.#memberId} gives up nothing`)
    try {
      for (let sentMs = world.nowMs; ; sentMs = world.nowMs) {
        this.#holder.aliveUntilMs = Math.min(untilMs, sentMs + sessionTimeoutMs)
        if ((await this.#send(client, null)).errorCode !== 0) return
        const now = this.#scene.answering()
        const isSame = answering?.by === now?.by && answering?.refusals === now?.refusals
        if (sentMs > lateMs && answering !== undefined && isSame)
          throw new Violation(`${this.#memberId}: it gave up nothing for ${rebalanceTimeoutMs} ms, and has its session`)
        if (sentMs > lateMs) return
        await wait(this.#scene, this.#random, 500)
      }
    } finally {
      this.#abandon()
    }
  }

  /** What it owned in an earlier epoch, but no longer does. */
  async #tryFormer(client: Caller): Promise<void> {
    if (!this.#isTold) return
    for (const { place, by } of this.#former.splice(0)) {
      const isMine = isIn(this.#owned, place)
      if (!isMine && by.epoch < this.#epoch && this.#random.chance(0.5))
        await this.#progress.mustNotCommit(client, by, place.topic, place.partition)
    }
  }

  /** Leaves, perhaps temporarily, or vanishes so that its session must expire. */
  async #goAway(client: Caller): Promise<true> {
    const by = this.#by
    const [place] = this.#owned
    const hasLeft = this.#scene.isWindingDown || this.#random.chance(0.5)
    if (this.#scene.isWindingDown) this.#comesBack = false
    // From here on, other members may own what it had.
    this.#holdings.leave(this.#holder)
    if (hasLeft) {
      const epoch = this.#instanceId !== null && this.#random.chance(0.5) ? -2 : -1
      const left = await this.#send(client, null, epoch)
      if (left.errorCode !== 0) this.#refused('leaving', left.errorCode)
      else if (place !== undefined) await this.#progress.mustNotCommit(client, by, place.topic, place.partition)
    } else client.close()
    this.#begin()
    await wait(this.#scene, this.#random, 3_000)
    return true
  }

  get memberId(): string {
    return this.#memberId
  }

  get instanceId(): string | null {
    return this.#instanceId
  }
}
