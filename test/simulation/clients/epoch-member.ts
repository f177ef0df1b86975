/**
 * A member of a group whose members have epochs (consumer groups of KIP-848, streams groups of KIP-1071): joins, gives up and takes
 * what the coordinator says, reads, commits; stalls, leaves or vanishes, and comes again as somebody new.
 */
import { errorCodes, errorName } from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, Lost, unexpected } from './client.ts'
import { sessionTimeoutMs } from './group-settings.ts'
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
  /** Null: as it was told before. */
  readonly owned: readonly Place[] | null
  /** What it keeps a second copy of. */
  readonly standby: readonly Place[]
  /** Nobody else's of this life: says how it joins. */
  readonly life: number
}

export interface BeatAnswer {
  readonly errorCode: number
  readonly memberId: string
  readonly epoch: number
  /** Null: as before. */
  readonly assigned: readonly Place[] | null
  /** What it is to keep a second copy of. Null: as before; undefined where there is no such thing. */
  readonly standby?: readonly Place[] | null
}

/** How one kind of group says it. */
export interface EpochProtocol {
  readonly hasStaticMembers: boolean
  /** A member that does not know what it was answered has to join again. */
  readonly tellsOnce: boolean
  beat(client: Caller, beat: Beat): Promise<BeatAnswer>
}

/** Errors after which a member asks again. */
const later: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR,
  errorCodes.STALE_MEMBER_EPOCH,
  errorCodes.ILLEGAL_GENERATION,
  errorCodes.UNRELEASED_INSTANCE_ID
])
/** Errors by which the broker says that the member has nothing any more. */
const fences: ReadonlySet<number> = new Set([
  errorCodes.FENCED_MEMBER_EPOCH,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.GROUP_ID_NOT_FOUND
])

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
  #instanceId: string | null = null
  #owned: Place[] = []
  #standby: readonly Place[] = []
  /** What it owns was told to the coordinator, and answered. */
  #isTold = false
  /** Everything it asked for in this life was answered. */
  #isSure = true
  #beatMs = Number.NEGATIVE_INFINITY
  /** What it gave up, and the epoch in which it last had it. */
  readonly #former: { readonly place: Place; readonly by: Committer }[] = []

  constructor(scene: Stage, options: MemberOptions, protocol: EpochProtocol) {
    this.#scene = scene
    this.#options = options
    this.#protocol = protocol
    this.#random = scene.world.random(`${options.name} epochs`)
    this.#progress = new Progress(scene, options.name, options.group)
    this.#holdings = scene.holdingsOf(options.group)
    this.#holder = new Holder(options.name)
    this.#begin()
  }

  /** Somebody new. */
  #begin(): void {
    const { name } = this.#options
    this.#memberId = `${name}.${this.#lives++}`
    const isStatic = this.#protocol.hasStaticMembers && this.#options.mayBeStatic === true
    this.#instanceId = isStatic && (this.#instanceId !== null || this.#random.chance(0.4)) ? name : null
    this.#abandon()
  }

  /** It has nothing, and joins. */
  #abandon(): void {
    this.#holdings.leave(this.#holder)
    this.#progress.clear()
    this.#holder = new Holder(this.#memberId)
    this.#epoch = 0
    this.#owned = []
    this.#keep([])
    this.#isTold = false
    this.#isSure = true
    this.#beatMs = Number.NEGATIVE_INFINITY
    this.#former.length = 0
  }

  #keep(standby: readonly Place[]): void {
    this.#standby = standby
    const places = standby.map(({ topic, partition }) => placeOf(topic, partition))
    this.#holdings.copies.set(this.#options.name, new Set(places))
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

  /** Says what it was refused. @throws Violation for what it must not get. */
  #refused(what: string, errorCode: number): false {
    const { name } = this.#options
    const { world } = this.#scene
    world.say(`${name}: ${what} was refused with ${errorName(errorCode)}`)
    if (fences.has(errorCode)) {
      if (this.#isSure && this.#epoch > 0 && this.#holder.aliveUntilMs > world.nowMs && !this.#scene.isForgetful)
        throw new Violation(`${this.#memberId}: ${what} was refused with ${errorName(errorCode)} within its session`)
      this.#abandon()
    } else if (!later.has(errorCode)) throw unexpected(name, what, errorCode)
    return false
  }

  /** Until something makes it begin again (false) or it has enough (true). */
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
      if (!this.#scene.isWindingDown) {
        if (world.nowMs > untilMs) return true
        if (random.chance(0.01)) await wait(this.#scene, random, 8_000)
      }
      await wait(this.#scene, random, 250)
    }
    return false
  }

  async #commit(client: Caller): Promise<boolean> {
    const errorCode = await this.#progress.commit(client, this.#by)
    return errorCode === 0 || this.#refused('OffsetCommit', errorCode)
  }

  async #beat(client: Caller): Promise<boolean> {
    const { group, topics } = this.#options
    const { world } = this.#scene
    const sentMs = world.nowMs
    const isFull = !this.#isTold || this.#random.chance(0.3)
    const owned = isFull ? [...this.#owned] : null
    const before = this.#epoch
    const wasSure = this.#isSure
    const answer = await this.#protocol.beat(client, {
      group,
      topics,
      owned,
      standby: this.#standby,
      memberId: this.#memberId,
      epoch: before,
      instanceId: this.#instanceId,
      life: this.#lives
    })
    if (answer.errorCode !== 0) return this.#refused('a heartbeat', answer.errorCode)
    if (answer.epoch < before)
      throw new Violation(`${this.#memberId}: its epoch went from ${before} to ${answer.epoch}`)
    this.#beatMs = sentMs
    this.#epoch = answer.epoch
    this.#isTold = true
    this.#isSure = true
    this.#holder.aliveUntilMs = sentMs + sessionTimeoutMs * this.#scene.sureShare
    // An answer that came so late that others may have it by now: it asks again.
    if (this.#holder.aliveUntilMs <= world.nowMs) this.#lose()
    else if (answer.assigned !== null) await this.#reconcile(client, answer, wasSure ? before : 0)
    return true
  }

  /** Whoever has a task keeps no second copy of it. What it is to keep has to be told as what it owns. */
  #copy(assigned: readonly Place[], standby: readonly Place[]): void {
    const isIn = (places: readonly Place[], { topic, partition }: Place) =>
      places.some((each) => each.topic === topic && each.partition === partition)
    const twice = standby.find((place) => isIn(assigned, place))
    if (twice !== undefined)
      throw new Violation(`${this.#memberId} has ${placeOf(twice.topic, twice.partition)}, and is to keep a copy of it`)
    const isSame = standby.length === this.#standby.length && standby.every((place) => isIn(this.#standby, place))
    if (!isSame) this.#isTold = false
    this.#keep(standby)
  }

  /** `before` is the epoch in which it had nothing of what is new; 0 where that is not known. */
  async #reconcile(client: Caller, { assigned, standby }: BeatAnswer, before: number): Promise<void> {
    if (assigned === null) return
    if (standby !== undefined && standby !== null) this.#copy(assigned, standby)
    const isIn = (places: readonly Place[], { topic, partition }: Place) =>
      places.some((each) => each.topic === topic && each.partition === partition)
    const lost = this.#owned.filter((place) => !isIn(assigned, place))
    const added = assigned.filter((place) => !isIn(this.#owned, place))
    this.#owned = [...assigned]
    for (const { topic, partition } of added) {
      this.#holdings.take(placeOf(topic, partition), this.#holder)
      this.#progress.give(topic, partition)
    }
    if (lost.length + added.length === 0) return
    this.#scene.world.say(`${this.#memberId} has ${assigned.length} partitions in epoch ${this.#epoch}`)
    this.#isTold = false
    if (lost.length > 0 && this.#random.chance(0.7)) await this.#progress.commit(client, this.#by)
    for (const place of lost) {
      this.#progress.drop(place.topic, place.partition)
      this.#holdings.release(placeOf(place.topic, place.partition), this.#holder)
      this.#former.push({ place, by: this.#by })
    }
    const [first] = added
    if (first !== undefined && before > 0 && before < this.#epoch && this.#random.chance(0.5))
      await this.#progress.mustNotCommit(client, { ...this.#by, epoch: before }, first.topic, first.partition)
  }

  /** What was its own in an earlier epoch, and is not any more. */
  async #tryFormer(client: Caller): Promise<void> {
    if (!this.#isTold) return
    for (const { place, by } of this.#former.splice(0)) {
      const isMine = this.#owned.some(({ topic, partition }) => topic === place.topic && partition === place.partition)
      if (!isMine && by.epoch < this.#epoch && this.#random.chance(0.5))
        await this.#progress.mustNotCommit(client, by, place.topic, place.partition)
    }
  }

  /** Leaves, perhaps only for a while, or vanishes so that its session must run out. */
  async #goAway(client: Caller): Promise<true> {
    const { group, topics } = this.#options
    const by = this.#by
    const [place] = this.#owned
    const hasLeft = this.#random.chance(0.5)
    // From here on others may have what it had.
    this.#holdings.leave(this.#holder)
    if (hasLeft) {
      const epoch = this.#instanceId !== null && this.#random.chance(0.5) ? -2 : -1
      const { memberId, instanceId } = by
      const left = await this.#protocol.beat(client, {
        group,
        topics,
        owned: null,
        standby: [],
        memberId,
        epoch,
        instanceId,
        life: this.#lives
      })
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
