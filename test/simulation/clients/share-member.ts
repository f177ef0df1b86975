/**
 * A member of a share group: acquires records, accepts, releases and rejects them, renews its locks or lets them expire, closes its
 * session, leaves or vanishes, and returns as a new member.
 */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { entryPositions, isControl, recordsOf } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Caller, type Link, unexpected } from './client.ts'
import type { Life } from './member.ts'
import { lockMs, type ShareLedger } from './share-ledger.ts'
import { type Seat, type Stage, wait } from './stage.ts'

const heartbeatMs = 1_500
const types = { gap: 0, accept: 1, release: 2, reject: 3, renew: 4 } as const
type AckType = (typeof types)[keyof typeof types]
const how: Readonly<Record<AckType, string>> = {
  0: 'no record',
  1: 'accepted',
  2: 'released',
  3: 'rejected',
  4: 'renewed'
}

/** Errors after which a member retries, with a new session or a new epoch. */
const later: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR,
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.FENCED_MEMBER_EPOCH,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.GROUP_ID_NOT_FOUND,
  errorCodes.SHARE_SESSION_NOT_FOUND,
  errorCodes.INVALID_SHARE_SESSION_EPOCH,
  errorCodes.INVALID_RECORD_STATE
])

/** Errors after which it rejoins. */
const fences: ReadonlySet<number> = new Set([
  errorCodes.FENCED_MEMBER_EPOCH,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.GROUP_ID_NOT_FOUND
])

/** A share session with one broker: a member has one per broker that leads some of its partitions. */
interface Session {
  link: Link
  /** 0 opens a session. */
  epoch: number
  /** The broker that responded to its first fetch, by partition. */
  begunIn: Map<number, Seat>
  /** Fetched partitions. */
  partitions: readonly number[]
  /** Acknowledgements to send with the next fetch. */
  waiting: Settled[]
}

interface Acquired {
  readonly partition: number
  readonly first: number
  readonly last: number
  readonly count: number
  /** Gaps at markers, which are acquired along with the surrounding records. */
  readonly gaps: ReadonlySet<number>
}

interface Settled extends Acquired {
  readonly types: readonly AckType[]
}

export interface ShareMemberOptions {
  readonly name: string
  readonly group: string
  readonly topic: { readonly name: string; readonly topicId: string }
  readonly ledger: ShareLedger
}

/** Whether the member still owns a record. The ledger does not track gaps, which another member may have acquired since. */
function settlingOf(type: number, settling: () => () => boolean): (() => boolean)[] {
  if (type === types.renew) return []
  return [type === types.gap ? () => false : settling()]
}

export class ShareMember implements Life {
  readonly #scene: Stage
  readonly #options: ShareMemberOptions
  readonly #random: Random
  #lives = 0
  #memberId = ''
  /** A response with its assignment may have been lost: like the Java client, it sends everything again. */
  #mayHaveMissed = false
  #epoch = 0
  #beatMs = Number.NEGATIVE_INFINITY
  #partitions: readonly number[] = []
  /** Sessions by broker. */
  readonly #sessions = new Map<string, Session>()
  /** At the end, it once abandons its records but stays, so that only their lock expiry releases them. */
  #mayForgetLast = true

  constructor(scene: Stage, options: ShareMemberOptions) {
    this.#scene = scene
    this.#options = options
    this.#random = scene.world.random(options.name)
    this.#begin()
  }

  #begin(): void {
    this.#memberId = `${this.#options.name}.${this.#lives++}`
    this.#join()
  }

  #join(): void {
    this.#epoch = 0
    this.#beatMs = Number.NEGATIVE_INFINITY
    this.#partitions = []
  }

  #endSessions(): void {
    this.#sessions.clear()
  }

  #session(link: Link): Session {
    const known = this.#sessions.get(link.at)
    if (known?.link.client === link.client) return known
    const session = { link, epoch: 0, begunIn: new Map<number, Seat>(), partitions: [], waiting: [] }
    this.#sessions.set(link.at, session)
    return session
  }

  #refused(what: string, errorCode: number): false {
    const { name } = this.#options
    this.#scene.world.say(`${name}: ${what} was refused with ${errorName(errorCode)}`)
    // No broker serves a partition whose log is closed.
    const isOfDisk = errorCode === errorCodes.KAFKA_STORAGE_ERROR || errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION
    const isDisk = isOfDisk && this.#scene.hadErrors
    const isLost = this.#scene.isForgetful
    const isPassing = this.#scene.passing.has(errorCode)
    if (!later.has(errorCode) && !isPassing && !isDisk && !isLost) throw unexpected(name, what, errorCode)
    return false
  }

  async live(first: Caller): Promise<boolean> {
    const random = this.#random
    const { world } = this.#scene
    this.#endSessions()
    this.#mayHaveMissed = true
    let client = first
    // As in Kafka, a group that lost its states in a power loss is broken.
    client.mayBeBroken = () => this.#scene.isForgetful
    const { errorCode } = await client.call('FindCoordinator', 3, { key: this.#options.group, keyType: 0 })
    if (errorCode !== 0) return this.#refused('FindCoordinator', errorCode)
    const untilMs = world.nowMs + random.exponential(15_000)
    try {
      while (!this.#scene.isOver) {
        if (world.nowMs - this.#beatMs > heartbeatMs && !(await this.#beat(client))) return false
        if (!(await this.#fetchAll(client))) return false
        if (!this.#scene.isWindingDown && world.nowMs > untilMs) return await this.#goAway(client)
        if (!this.#scene.isWindingDown && random.chance(0.04)) client = await this.#move(client)
        await wait(this.#scene, random, 300)
      }
      return false
    } finally {
      // It starts over on the first connection, whose end then releases its records.
      if (client !== first) client.close()
    }
  }

  /** Continues on another connection with a new session. Closing the old connection only ends the old session. */
  async #move(from: Caller): Promise<Caller> {
    const { name } = this.#options
    const to = await this.#scene.connect(name)
    to.mayBeBroken = from.mayBeBroken
    this.#endSessions()
    this.#scene.world.after(this.#random.exponential(1_000), `${name} closes`, () => from.close())
    return to
  }

  async #beat(client: Caller): Promise<boolean> {
    const { group, topic } = this.#options
    const answer = await client.call('ShareGroupHeartbeat', 1, {
      groupId: group,
      memberId: this.#memberId,
      memberEpoch: this.#epoch,
      subscribedTopicNames: this.#epoch === 0 || this.#mayHaveMissed ? [topic.name] : null
    })
    if (answer.errorCode !== 0) {
      if (fences.has(answer.errorCode)) this.#join()
      return this.#refused('a heartbeat', answer.errorCode)
    }
    this.#beatMs = this.#scene.world.nowMs
    this.#mayHaveMissed = false
    this.#epoch = answer.memberEpoch
    if (answer.assignment !== null)
      this.#partitions = answer.assignment.topicPartitions.flatMap(({ partitions }) => partitions)
    return true
  }

  /** Acknowledgements of a request, by partition. From here on, others may get the released records. */
  #settle(settled: readonly Settled[]) {
    const { ledger } = this.#options
    const sure = settled.flatMap(({ partition, first, types: all }) =>
      all.flatMap((type, n) =>
        settlingOf(type, () => ledger.settling(this.#memberId, partition, first + n, type !== types.release))
      )
    )
    const batchesOf = (partition: number) =>
      settled
        .filter((each) => each.partition === partition)
        .sort((a, b) => a.first - b.first)
        .map(({ first, last, types: all }) => ({
          firstOffset: BigInt(first),
          lastOffset: BigInt(last),
          acknowledgeTypes: new Set(all).size === 1 ? all.slice(0, 1) : [...all]
        }))
    return { sure, batchesOf }
  }

  #answered(
    partition: number,
    settled: readonly Settled[],
    sure: readonly (() => boolean)[],
    code: number,
    sentMs: number
  ) {
    const { ledger } = this.#options
    const mine = settled.filter((each) => each.partition === partition)
    if (code !== 0) {
      const isRefused = code === errorCodes.INVALID_RECORD_STATE || code === errorCodes.INVALID_REQUEST
      if (isRefused && sure.length > 0 && sure.every((stands) => stands()) && !this.#scene.isForgetful)
        throw new Violation(`${this.#memberId}: what it has of shared-${partition} is not its own any more`)
      // State reloaded by the same leader in a later epoch has not acquired this far yet: INVALID_REQUEST, as in Kafka.
      return isRefused ? false : this.#refused('acknowledgements', code)
    }
    for (const { first, count, types: all } of mine) {
      for (const [n, type] of all.entries()) {
        if (type === types.renew) ledger.renewed(this.#memberId, partition, first + n, sentMs)
        else if (type === types.release) ledger.released(partition, first + n, count)
        else if (type !== types.gap) ledger.ended(partition, first + n, how[type])
      }
    }
    return true
  }

  async #acknowledge(session: Session, settled: readonly Settled[], isRenewAck = false): Promise<boolean> {
    const { group, topic } = this.#options
    const { sure, batchesOf } = this.#settle(settled)
    const partitions = [...new Set(settled.map(({ partition }) => partition))]
    const sentMs = this.#scene.world.nowMs
    const answer = await session.link.client.call('ShareAcknowledge', 2, {
      groupId: group,
      memberId: this.#memberId,
      shareSessionEpoch: session.epoch++,
      isRenewAck,
      topics: [
        {
          topicId: topic.topicId,
          partitions: partitions.map((partitionIndex) => ({
            partitionIndex,
            acknowledgementBatches: batchesOf(partitionIndex)
          }))
        }
      ]
    })
    if (answer.errorCode !== 0) return this.#refused('ShareAcknowledge', answer.errorCode)
    for (const { partitionIndex, errorCode } of answer.responses.flatMap((each) => each.partitions))
      if (!this.#answered(partitionIndex, settled, sure, errorCode, sentMs)) return false
    return true
  }

  /** Fetches from each broker that leads some of its partitions. */
  async #fetchAll(client: Caller): Promise<boolean> {
    const byBroker = new Map<string, { readonly link: Link; readonly partitions: number[] }>()
    for (const partition of this.#partitions) {
      const link = await this.#scene.leaderOf(client, this.#options.topic.name, partition)
      const known = byBroker.get(link.at)
      if (known === undefined) byBroker.set(link.at, { link, partitions: [partition] })
      else known.partitions.push(partition)
    }
    for (const { link, partitions } of byBroker.values())
      if (!(await this.#fetch(this.#session(link), partitions))) return false
    return true
  }

  #seats(link: Link, partitions: readonly number[]): Map<number, Seat> {
    const seats = new Map<number, Seat>()
    for (const partition of partitions) {
      const seat = this.#scene.seatOf(this.#options.topic.name, partition, link.at)
      if (seat !== undefined) seats.set(partition, seat)
    }
    return seats
  }

  async #fetch(session: Session, partitions: readonly number[]): Promise<boolean> {
    const { link } = session
    const random = this.#random
    const { group, topic, ledger } = this.#options
    const { world } = this.#scene
    const isFirst = session.epoch === 0
    const added = partitions.filter((each) => isFirst || !session.partitions.includes(each))
    const forgotten = isFirst ? [] : session.partitions.filter((each) => !partitions.includes(each))
    const settled = isFirst ? [] : session.waiting.splice(0)
    const { sure, batchesOf } = this.#settle(settled)
    const named = [...new Set([...added, ...settled.map(({ partition }) => partition)])]
    const sentMs = world.nowMs
    const seats = this.#seats(link, partitions)
    ledger.unheard++
    const answer = await link.client.call('ShareFetch', 2, {
      groupId: group,
      memberId: this.#memberId,
      shareSessionEpoch: session.epoch++,
      maxWaitMs: random.pick([0, 100, 600]),
      minBytes: 1,
      maxBytes: random.pick([1, 500, 1 << 20]),
      maxRecords: random.pick([1, 4, 500]),
      batchSize: random.pick([1, 10]),
      shareAcquireMode: random.pick([0, 1]),
      topics: [
        {
          topicId: topic.topicId,
          partitions: named.map((partitionIndex) => ({
            partitionIndex,
            acknowledgementBatches: batchesOf(partitionIndex)
          }))
        }
      ],
      forgottenTopicsData: forgotten.length === 0 ? [] : [{ topicId: topic.topicId, partitions: [...forgotten] }]
    })
    if (answer.errorCode !== 0) {
      ledger.unheard--
      this.#mustKeepSession(session, answer.errorCode)
      return this.#refused('ShareFetch', answer.errorCode)
    }
    if (isFirst) session.begunIn = seats
    session.partitions = [...partitions]
    const acquired: Acquired[] = []
    let isRight = true
    for (const found of answer.responses.flatMap((each) => each.partitions)) {
      const { partitionIndex: partition, errorCode, acknowledgeErrorCode } = found
      if (errorCode !== 0) isRight = this.#refused(`ShareFetch of shared-${partition}`, errorCode)
      if (settled.some((each) => each.partition === partition))
        isRight = this.#answered(partition, settled, sure, acknowledgeErrorCode, sentMs) && isRight
      const values = valuesOf(Buffer.from(found.records ?? []))
      for (const { firstOffset, lastOffset, deliveryCount: count } of found.acquiredRecords) {
        const [first, last] = [asOffset(firstOffset), asOffset(lastOffset)]
        const gaps = new Set<number>()
        acquired.push({ partition, first, last, count, gaps })
        for (let offset = first; offset <= last; offset++) {
          const value = values.get(offset)
          if (value === null) {
            gaps.add(offset)
            continue
          }
          if (value === undefined)
            throw new Violation(`${this.#memberId}: it acquired ${offset} of shared-${partition}, and was not given it`)
          const seat = seats.get(partition)
          ledger.delivered({ memberId: this.#memberId, link, seat, sentMs, partition, offset, count, value })
        }
      }
    }
    ledger.unheard--
    for (const each of acquired) if (!(await this.#work(session, each))) return false
    return isRight
  }

  /** A session lasts as long as its connection and the broker. */
  #mustKeepSession({ link, begunIn }: Session, errorCode: number): void {
    const now = this.#seats(link, [...begunIn.keys()])
    const isSame = [...begunIn].some(([partition, { by }]) => now.get(partition)?.by === by)
    if (isSame && !link.client.mayBeCut && errorCode === errorCodes.SHARE_SESSION_NOT_FOUND)
      throw new Violation(`${this.#memberId}: its share session is gone, and its connection stands`)
  }

  /** Processes acquired records. It abandons some of them until their lock expires. */
  async #work(session: Session, acquired: Acquired): Promise<boolean> {
    const random = this.#random
    const die = random.fraction()
    const length = acquired.last - acquired.first + 1
    const typesOf = (pick: () => AckType) =>
      Array.from({ length }, (_, n) => (acquired.gaps.has(acquired.first + n) ? types.gap : pick()))
    const all = (type: AckType) => ({ ...acquired, types: typesOf(() => type) })
    const renewed = { ...acquired, types: Array.from({ length }, () => types.renew) }
    const forgets = this.#scene.isWindingDown ? this.#mayForgetLast && die < 0.5 : die < 0.06
    if (this.#scene.isWindingDown) this.#mayForgetLast = false
    if (forgets) return true
    // It sends no heartbeats while it waits: after many batches, its session would expire, and at the end nothing would finish.
    const isSlow = !this.#scene.isWindingDown
    if (isSlow && die < 0.12) await wait(this.#scene, random, lockMs)
    else if (isSlow && die < 0.24) {
      await wait(this.#scene, random, 800)
      if (!(await this.#acknowledge(session, [renewed], true))) return false
      await wait(this.#scene, random, 1_500)
    }
    const one = () => random.pick([types.accept, types.accept, types.accept, types.release, types.reject])
    const mixed = { ...acquired, types: typesOf(one) }
    const settled = random.chance(0.6) ? all(types.accept) : mixed
    if (random.chance(0.5)) {
      session.waiting.push(settled)
      return true
    }
    return this.#acknowledge(session, [settled])
  }

  /** Closes its session, leaves, or vanishes with its records. */
  async #goAway(client: Caller): Promise<true> {
    const { group, ledger } = this.#options
    const random = this.#random
    ledger.left(this.#memberId)
    if (random.chance(0.3)) client.close()
    else {
      for (const session of this.#sessions.values()) {
        const settled = session.waiting.splice(0)
        if (session.epoch === 0 || !random.chance(0.7)) continue
        session.epoch = -1
        await this.#acknowledge(session, settled)
      }
      await client.call('ShareGroupHeartbeat', 1, {
        groupId: group,
        memberId: this.#memberId,
        memberEpoch: -1,
        subscribedTopicNames: null
      })
      // Its session's records are released when its connection ends.
      client.close()
    }
    this.#begin()
    await wait(this.#scene, random, 2_000)
    return true
  }
}

/** Null at markers. */
function valuesOf(bytes: Buffer): Map<number, string | null> {
  const values = new Map<number, string | null>()
  for (const at of entryPositions(bytes))
    for (const { offset, value } of recordsOf(bytes, at))
      values.set(offset, isControl(bytes, at) ? null : String(value))
  return values
}
