/**
 * A member of a share group: acquires records, accepts, releases and rejects them, renews its locks or sleeps beyond them, closes
 * its session, leaves or vanishes, and comes again as somebody new.
 */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { entryPositions, isControl, recordsOf } from '../../../src/records/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, unexpected } from '../clients/client.ts'
import type { Life } from '../clients/member.ts'
import { wait } from '../clients/stage.ts'
import type { BrokerProcess } from './process.ts'
import type { Scene } from './scene.ts'
import { lockMs, type ShareLedger } from './share-ledger.ts'

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

/** Errors after which a member asks again, with a new session or a new epoch. */
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

/** After which it joins again. */
const fences: ReadonlySet<number> = new Set([
  errorCodes.FENCED_MEMBER_EPOCH,
  errorCodes.UNKNOWN_MEMBER_ID,
  errorCodes.GROUP_ID_NOT_FOUND
])

interface Acquired {
  readonly partition: number
  readonly first: number
  readonly last: number
  readonly count: number
  /** Of markers: they are acquired with what is around them. */
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

export class ShareMember implements Life {
  readonly #scene: Scene
  readonly #options: ShareMemberOptions
  readonly #random: Random
  #lives = 0
  #memberId = ''
  #epoch = 0
  #beatMs = Number.NEGATIVE_INFINITY
  #partitions: readonly number[] = []
  /** The session's; 0 begins one. */
  #sessionEpoch = 0
  /** The broker that answered the first fetch of the session. */
  #begunIn: BrokerProcess | undefined
  /** What the session fetches. */
  #inSession: readonly number[] = []
  /** In the end it forgets once what it has and stays: only the end of its lock gives that to others. */
  #mayForgetLast = true
  /** What goes along with the next fetch. */
  #waiting: Settled[] = []

  constructor(scene: Scene, options: ShareMemberOptions) {
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

  #endSession(): void {
    this.#sessionEpoch = 0
    this.#begunIn = undefined
    this.#waiting = []
  }

  #refused(what: string, errorCode: number): false {
    const { name } = this.#options
    this.#scene.world.say(`${name}: ${what} was refused with ${errorName(errorCode)}`)
    // Nobody serves a partition whose log is closed.
    const isOfDisk = errorCode === errorCodes.KAFKA_STORAGE_ERROR || errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION
    const isDisk = isOfDisk && this.#scene.trouble.hadErrors
    const isLost = this.#scene.isForgetful
    if (!later.has(errorCode) && !isDisk && !isLost) throw unexpected(name, what, errorCode)
    return false
  }

  async live(first: Client): Promise<boolean> {
    const random = this.#random
    const { world } = this.#scene
    this.#endSession()
    let client = first
    // As in Kafka, a group whose states the power took is broken.
    client.mayBeBroken = () => this.#scene.isForgetful
    const { errorCode } = await client.call('FindCoordinator', 3, { key: this.#options.group, keyType: 0 })
    if (errorCode !== 0) return this.#refused('FindCoordinator', errorCode)
    const untilMs = world.nowMs + random.exponential(15_000)
    while (!this.#scene.isOver) {
      if (world.nowMs - this.#beatMs > heartbeatMs && !(await this.#beat(client))) return false
      if (this.#partitions.length > 0 && !(await this.#fetch(client))) return false
      if (!this.#scene.isWindingDown && world.nowMs > untilMs) return this.#goAway(client)
      if (!this.#scene.isWindingDown && random.chance(0.04)) client = await this.#move(client)
      await wait(this.#scene, random, 300)
    }
    return false
  }

  /** Goes on over another connection, with a new session; the end of the old connection is that of the old session alone. */
  async #move(from: Client): Promise<Client> {
    const { name } = this.#options
    const to = await this.#scene.connect(name)
    to.mayBeBroken = from.mayBeBroken
    this.#endSession()
    this.#scene.world.after(this.#random.exponential(1_000), `${name} closes`, () => from.close())
    return to
  }

  async #beat(client: Client): Promise<boolean> {
    const { group, topic } = this.#options
    const answer = await client.call('ShareGroupHeartbeat', 1, {
      groupId: group,
      memberId: this.#memberId,
      memberEpoch: this.#epoch,
      subscribedTopicNames: this.#epoch === 0 ? [topic.name] : null
    })
    if (answer.errorCode !== 0) {
      if (fences.has(answer.errorCode)) this.#join()
      return this.#refused('a heartbeat', answer.errorCode)
    }
    this.#beatMs = this.#scene.world.nowMs
    this.#epoch = answer.memberEpoch
    if (answer.assignment !== null)
      this.#partitions = answer.assignment.topicPartitions.flatMap(({ partitions }) => partitions)
    return true
  }

  /** Acknowledgements of a request, by partition; from here on others may have what it gives up. */
  #settle(settled: readonly Settled[]) {
    const { ledger } = this.#options
    const sure = settled.flatMap(({ partition, first, types: all }) =>
      all.flatMap((type, n) =>
        type === types.renew || type === types.gap
          ? []
          : [ledger.settling(this.#memberId, partition, first + n, type !== types.release)]
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
      return this.#refused('acknowledgements', code)
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

  async #acknowledge(client: Client, settled: readonly Settled[], isRenewAck = false): Promise<boolean> {
    const { group, topic } = this.#options
    const { sure, batchesOf } = this.#settle(settled)
    const partitions = [...new Set(settled.map(({ partition }) => partition))]
    const sentMs = this.#scene.world.nowMs
    const answer = await client.call('ShareAcknowledge', 2, {
      groupId: group,
      memberId: this.#memberId,
      shareSessionEpoch: this.#sessionEpoch++,
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

  async #fetch(client: Client): Promise<boolean> {
    const random = this.#random
    const { group, topic, ledger } = this.#options
    const { world } = this.#scene
    const isFirst = this.#sessionEpoch === 0
    const added = this.#partitions.filter((each) => isFirst || !this.#inSession.includes(each))
    const forgotten = isFirst ? [] : this.#inSession.filter((each) => !this.#partitions.includes(each))
    const settled = isFirst ? [] : this.#waiting.splice(0)
    const { sure, batchesOf } = this.#settle(settled)
    const named = [...new Set([...added, ...settled.map(({ partition }) => partition)])]
    const sentMs = world.nowMs
    const { process } = this.#scene
    ledger.unheard++
    const answer = await client.call('ShareFetch', 2, {
      groupId: group,
      memberId: this.#memberId,
      shareSessionEpoch: this.#sessionEpoch++,
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
      this.#mustKeepSession(client, answer.errorCode)
      return this.#refused('ShareFetch', answer.errorCode)
    }
    if (isFirst) this.#begunIn = process
    this.#inSession = [...this.#partitions]
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
          ledger.delivered({ memberId: this.#memberId, client, process, sentMs, partition, offset, count, value })
        }
      }
    }
    ledger.unheard--
    for (const each of acquired) if (!(await this.#work(client, each))) return false
    return isRight
  }

  /** A session stands as long as its connection and the broker. */
  #mustKeepSession(client: Client, errorCode: number): void {
    const { process } = this.#scene
    const isSame = process !== undefined && process === this.#begunIn && !process.isDead && !process.isStopping
    if (isSame && !client.mayBeCut && errorCode === errorCodes.SHARE_SESSION_NOT_FOUND)
      throw new Violation(`${this.#memberId}: its share session is gone, and its connection stands`)
  }

  /** Does something with what it acquired; a part it forgets, until its lock ends. */
  async #work(client: Client, acquired: Acquired): Promise<boolean> {
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
    if (die < 0.12) await wait(this.#scene, random, lockMs)
    else if (die < 0.24) {
      await wait(this.#scene, random, 800)
      if (!(await this.#acknowledge(client, [renewed], true))) return false
      await wait(this.#scene, random, 1_500)
    }
    const one = () => random.pick([types.accept, types.accept, types.accept, types.release, types.reject])
    const mixed = { ...acquired, types: typesOf(one) }
    const settled = random.chance(0.6) ? all(types.accept) : mixed
    if (random.chance(0.5)) {
      this.#waiting.push(settled)
      return true
    }
    return this.#acknowledge(client, [settled])
  }

  /** Closes its session, leaves, or vanishes with all that it has. */
  async #goAway(client: Client): Promise<true> {
    const { group, ledger } = this.#options
    const random = this.#random
    ledger.left(this.#memberId)
    if (random.chance(0.3)) client.close()
    else {
      const settled = this.#waiting.splice(0)
      if (this.#sessionEpoch > 0 && random.chance(0.7)) {
        this.#sessionEpoch = -1
        await this.#acknowledge(client, settled)
      }
      await client.call('ShareGroupHeartbeat', 1, {
        groupId: group,
        memberId: this.#memberId,
        memberEpoch: -1,
        subscribedTopicNames: null
      })
      // What its session has is free when its connection ends.
      client.close()
    }
    this.#begin()
    await wait(this.#scene, random, 2_000)
    return true
  }
}

/** Null for markers. */
function valuesOf(bytes: Buffer): Map<number, string | null> {
  const values = new Map<number, string | null>()
  for (const at of entryPositions(bytes))
    for (const { offset, value } of recordsOf(bytes, at))
      values.set(offset, isControl(bytes, at) ? null : String(value))
  return values
}
