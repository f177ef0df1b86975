/** Reads one partition forward from any replica that responds, and commits its position for its group. */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { entryPositions, isControl, lastOffset, recordsOf } from '../../../src/records/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { Lost } from '../clients/client.ts'
import type { ClusterLedger } from './cluster-ledger.ts'
import type { ClusterScene, ClusterTopic } from './cluster-scene.ts'
import { elsewhere, Router } from './router.ts'

/** State of a __consumer_offsets partition when a commit was sent. */
interface Keeper {
  readonly kept: Partition
  readonly leaderEpoch: number
  readonly end: number
}

export class ClusterReader {
  position = 0
  readonly #scene: ClusterScene
  readonly #name: string
  readonly #topic: ClusterTopic
  readonly #partition: number
  readonly #ledger: ClusterLedger
  readonly #random: Random
  readonly #router: Router
  #committed = -1
  /** Highest offset ever sent in a commit. */
  #sent = -1
  /** End offset last returned by a leader, which never goes back (KIP-207). */
  #latest = 0
  #coordinator = -1
  /** Leader, as far as it knows. */
  #leader = -1

  constructor(scene: ClusterScene, name: string, topic: ClusterTopic, partition: number) {
    this.#scene = scene
    this.#name = name
    this.#topic = topic
    this.#partition = partition
    this.#ledger = topic.partitions[partition] as ClusterLedger
    this.#random = scene.world.random(name)
    this.#router = new Router(scene, name)
  }

  get isDone(): boolean {
    const { end } = this.#ledger
    return this.#topic.isDeleted || (this.position >= end && this.#committed >= end)
  }

  toString(): string {
    const { name, highWatermark } = this.#ledger
    return `${this.#name} at ${this.position}, committed ${this.#committed}, ${name} ends at ${highWatermark}`
  }

  async run(): Promise<void> {
    const random = this.#random
    while (!this.#scene.isOver && !this.#topic.isDeleted) {
      try {
        await this.#poll()
        if (random.chance(0.3)) await this.#commit()
        if (random.chance(0.1)) await this.#ask()
        if (random.chance(0.1)) await this.#list()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        this.#coordinator = -1
        this.#leader = -1
      }
      // At the end, it polls less often once there is nothing more to read.
      await this.#scene.wait(random, this.#scene.isWindingDown && this.isDone ? 1_000 : 150)
    }
    this.#router.close()
  }

  /** Every replica returns only records that it knows to be committed (KIP-392). */
  async #poll(): Promise<void> {
    const random = this.#random
    const isNear = random.chance(0.4)
    const brokerId = isNear ? random.pick(this.#scene.nodes).id : await this.#found()
    if (brokerId < 0) return
    const client = await this.#router.to(brokerId)
    const { position } = this
    const epochThen = this.#epochOf(brokerId)
    // Its knowledge of the leader may be outdated, or newer than the broker's.
    const currentLeaderEpoch = epochThen < 0 || random.chance(0.7) ? -1 : epochThen + random.whole(-1, 1)
    const fetchOffset = BigInt(position)
    const partitions = [{ partition: this.#partition, currentLeaderEpoch, fetchOffset, partitionMaxBytes: 1 << 20 }]
    const answer = await client.call('Fetch', 13, {
      maxWaitMs: random.pick([0, 100, 500]),
      minBytes: 1,
      maxBytes: 1 << 20,
      topics: [{ topicId: this.#topic.topicId, partitions }]
    })
    const found = answer.responses[0]?.partitions[0]
    if (found === undefined || this.#topic.isDeleted) return
    const where = `broker ${brokerId}`
    if (found.errorCode === errorCodes.OFFSET_OUT_OF_RANGE) return this.#outOfRange(asOffset(found.logStartOffset))
    if (found.errorCode !== 0) {
      this.#leader = -1
      if (elsewhere.has(found.errorCode)) return
      throw this.#wrong(`Fetch from ${where} was answered with ${errorName(found.errorCode)}`)
    }
    const isOther = currentLeaderEpoch < epochThen || currentLeaderEpoch > this.#epochOf(brokerId)
    if (currentLeaderEpoch >= 0 && isOther)
      throw this.#wrong(`${where} answers in epoch ${currentLeaderEpoch}, and was in ${epochThen} then`)
    this.#read(Buffer.from(found.records ?? []), where)
  }

  /** Looks up the leader if unknown, and occasionally otherwise. */
  async #found(): Promise<number> {
    if (this.#leader < 0 || this.#random.chance(0.2))
      this.#leader = await this.#router.leader(this.#topic, this.#partition)
    return this.#leader
  }

  /** Leader epoch known to a broker; -1 if none. */
  #epochOf(brokerId: number): number {
    const { name, topicId } = this.#topic
    return this.#scene.replica(brokerId, name, topicId, this.#partition)?.leaderEpoch ?? -1
  }

  #wrong(what: string): Violation {
    return new Violation(`${this.#name} at ${this.position} of ${this.#ledger.name}: ${what}`)
  }

  #read(bytes: Buffer, where: string): void {
    for (const at of entryPositions(bytes)) {
      for (const record of isControl(bytes, at) ? [] : recordsOf(bytes, at)) {
        if (record.offset < this.position) continue
        if (record.offset !== this.position) throw this.#wrong(`${where} gave offset ${record.offset} next: a hole`)
        this.#ledger.see(record, where)
        this.position = record.offset + 1
      }
      this.position = Math.max(this.position, lastOffset(bytes, at) + 1)
    }
  }

  /** Records below were deleted, or a follower is behind. */
  #outOfRange(_logStart: number): void {
    const { deletedBelowMost } = this.#ledger
    if (this.position < deletedBelowMost) this.position = deletedBelowMost
  }

  async #list(): Promise<void> {
    const leader = await this.#found()
    if (leader < 0) return
    const client = await this.#router.to(leader)
    const before = this.#latest
    const partitions = [{ partitionIndex: this.#partition, timestamp: -1n, currentLeaderEpoch: -1 }]
    const topics = [{ name: this.#topic.name, partitions }]
    const answer = await client.call('ListOffsets', 7, { replicaId: -1, isolationLevel: 0, topics })
    const found = answer.topics[0]?.partitions[0]
    if (found?.errorCode !== 0) this.#leader = -1
    if (found?.errorCode !== 0 || this.#topic.isDeleted) return
    const latest = asOffset(found.offset)
    if (latest < before) throw this.#wrong(`broker ${leader} says that it ends at ${latest}, and it ended at ${before}`)
    this.#latest = latest
  }

  // ------------------------------------------------------------------ the group

  get #group(): string {
    return `group-${this.#name}`
  }

  async #commit(): Promise<void> {
    if (this.position <= this.#committed) return
    if (this.#coordinator < 0) this.#coordinator = await this.#router.coordinator(this.#group)
    if (this.#coordinator < 0) return
    const client = await this.#router.to(this.#coordinator)
    const { position } = this
    this.#sent = Math.max(this.#sent, position)
    const keepers = this.#keepers(this.#coordinator)
    const partitions = [{ partitionIndex: this.#partition, committedOffset: BigInt(position), committedMetadata: '' }]
    const topics = [{ name: this.#topic.name, partitions }]
    const by = { groupId: this.#group, generationIdOrMemberEpoch: -1, memberId: '' }
    const answer = await client.call('OffsetCommit', 8, { ...by, topics })
    const errorCode = answer.topics[0]?.partitions[0]?.errorCode ?? -1
    if (errorCode === 0) {
      this.#committed = Math.max(this.#committed, position)
      this.#checkKept(keepers)
    } else this.#refused('OffsetCommit', errorCode)
  }

  /** Partitions that may contain this commit, with their end offsets: it follows one of them. */
  #keepers(coordinator: number): Keeper[] {
    const topic = this.#scene.image.topic('__consumer_offsets')
    return (topic?.partitions ?? []).flatMap((_, n) => {
      const kept = this.#scene.replica(coordinator, '__consumer_offsets', topic?.topicId ?? '', n)
      if (kept?.isLeader !== true) return []
      return { kept, leaderEpoch: kept.leaderEpoch, end: kept.logEndOffset }
    })
  }

  /** An acknowledged commit is committed in one of them. */
  #checkKept(keepers: readonly Keeper[]): void {
    const holds = ({ kept, leaderEpoch, end }: Keeper) => kept.leaderEpoch !== leaderEpoch || kept.highWatermark > end
    if (keepers.length > 0 && !keepers.some(holds))
      throw this.#wrong('a commit is acknowledged, and no high watermark is behind it')
  }

  async #ask(): Promise<void> {
    if (this.#coordinator < 0) this.#coordinator = await this.#router.coordinator(this.#group)
    if (this.#coordinator < 0) return
    const broker = this.#coordinator
    const client = await this.#router.to(broker)
    const atLeast = this.#committed
    const topics = [{ name: this.#topic.name, partitionIndexes: [this.#partition] }]
    const groups = [{ groupId: this.#group, memberId: null, memberEpoch: -1, topics }]
    const answer = (await client.call('OffsetFetch', 8, { groups, requireStable: true })).groups[0]
    const found = answer?.topics[0]?.partitions[0]
    const errorCode = answer?.errorCode || found?.errorCode || 0
    if (errorCode !== 0) return this.#refused('OffsetFetch', errorCode)
    const offset = found === undefined ? -1 : Number(found.committedOffset)
    if (this.#topic.isDeleted) return
    if (offset < atLeast) throw this.#wrong(`broker ${broker} has ${offset} committed, and ${atLeast} was acknowledged`)
    if (offset > this.#sent) throw this.#wrong(`broker ${broker} has ${offset} committed, which nobody sent`)
    this.#committed = Math.max(this.#committed, offset)
  }

  #refused(what: string, errorCode: number): void {
    this.#coordinator = -1
    if (!elsewhere.has(errorCode)) throw this.#wrong(`${what} was answered with ${errorName(errorCode)}`)
  }
}
