/**
 * A member of a group whose members have epochs (consumer groups of KIP-848, streams groups of KIP-1071): joins, gives up and takes
 * what the coordinator says, reads, commits; stalls, leaves or vanishes, and comes again as somebody new.
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
  /** Null: as it was told before. */
  readonly owned: readonly Place[] | null
  /** What it keeps a second copy of. */
  readonly standby: readonly Place[]
  /** Where it lives. */
  readonly process: string
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
  /** Nobody has heard of it yet. */
  #isFresh = true
  #instanceId: string | null = null
  #owned: Place[] = []
  /** The epoch in which it came to know of each of them. */
  readonly #since = new Map<string, number>()
  #standby: readonly Place[] = []
  /** What it owns was told to the coordinator, and answered. */
  #isTold = false
  /** Everything it asked for in this life was answered. */
  #isSure = true
  #beatMs = Number.NEGATIVE_INFINITY
  /** When all is healed it leaves once and comes back, so that a new assignment has to be made then. */
  #comesBack: boolean
  /** Once in its lives it keeps what it has to give up. */
  #mayKeep: boolean
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
    this.#comesBack = !scene.hasFormerLeaders && this.#random.chance(0.3)
    this.#mayKeep = !scene.hasFormerLeaders
    this.#begin()
  }

  /** Somebody new. */
  #begin(): void {
    const { name } = this.#options
    this.#memberId = `${name}.${this.#lives++}`
    const isStatic = this.#protocol.hasStaticMembers && this.#options.mayBeStatic === true
    this.#instanceId = isStatic && (this.#instanceId !== null || this.#random.chance(0.4)) ? name : null
    this.#abandon()
    this.#isFresh = true
  }

  /** It has nothing, and joins. */
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

  /** Says what it was refused. @throws Violation for what it must not get. */
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
    // In an older epoch it may commit what it had by then (KIP-1251).
    const epoch = Math.max(...this.#since.values())
    const isOld = epoch > 0 && epoch < this.#epoch && this.#random.chance(0.3)
    const errorCode = await this.#progress.commit(client, isOld ? { ...this.#by, epoch } : this.#by)
    if (isOld && errorCode === errorCodes.STALE_MEMBER_EPOCH && this.#isSure && this.#stands)
      throw new Violation(`${this.#memberId}: a commit in epoch ${epoch} was refused in ${this.#epoch}`)
    return errorCode === 0 || this.#refused('OffsetCommit', errorCode)
  }

  /** Its session does, whatever the broker heard or not. */
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
    // An answer that came so late that others may have it by now: it asks again.
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

  /** It knows of everything that the coordinator ever gave it: what is new in an answer is of the answer's epoch. */
  get #hadAll(): boolean {
    return (
      this.#isSure && (this.#epoch > 0 || (this.#isFresh && this.#instanceId === null && !this.#scene.hasFormerLeaders))
    )
  }

  /** Whoever has a task keeps no second copy of it. What it is to keep has to be told as what it owns. */
  #copy(assigned: readonly Place[], standby: readonly Place[]): void {
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

  /** It does not say that it gave up what it has to give up: others wait for that, and so it is fenced in time. */
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

  /** What was its own in an earlier epoch, and is not any more. */
  async #tryFormer(client: Caller): Promise<void> {
    if (!this.#isTold) return
    for (const { place, by } of this.#former.splice(0)) {
      const isMine = isIn(this.#owned, place)
      if (!isMine && by.epoch < this.#epoch && this.#random.chance(0.5))
        await this.#progress.mustNotCommit(client, by, place.topic, place.partition)
    }
  }

  /** Leaves, perhaps only for a while, or vanishes so that its session must run out. */
  async #goAway(client: Caller): Promise<true> {
    const by = this.#by
    const [place] = this.#owned
    const hasLeft = this.#scene.isWindingDown || this.#random.chance(0.5)
    if (this.#scene.isWindingDown) this.#comesBack = false
    // From here on others may have what it had.
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
