/*
 * Owns what a leader remembers of its followers during one leader epoch, and the change of its in-sync replicas that is on its
 * way. The rules are in `in-sync.ts`.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { committedEnd, decideInSync, type FollowerProgress, type LeaderView } from './in-sync.ts'

/** What the rules need of the world around a partition. */
export interface ReplicationRules {
  /** Milliseconds of a clock that nobody moves. */
  readonly nowMs: () => number
  /** replica.lag.time.max.ms */
  readonly lagTimeMaxMs: () => number
  /** Of the broker's registration; undefined: it has none, or is fenced. */
  readonly epochOf: (brokerId: number) => number | undefined
}

/** When a follower asked last for a partition that is in its fetch session, in monotonic milliseconds. */
export interface AskedClock {
  readonly askedMs: number
}

interface Follower extends FollowerProgress {
  endOffset: number
  caughtUpMs: number
  fetchedMs: number
  /** Where its log starts, as it said; -1: it said nothing yet. */
  startOffset: number
  /** Of its broker at its last fetch: after another registration it may lack what it had (KIP-903). */
  epoch: number | undefined
  /** Where the leader's log ended at the follower's last fetch. */
  leaderEndThen: number
  /** Of the session in which it has this partition, while it is caught up: then it need not name the partition to be in time. */
  clock: AskedClock | undefined
}

/** Ends of a log at the time of a question. */
interface LogEnds {
  readonly logEndOffset: number
  readonly highWatermark: number
}

export class LeaderState {
  readonly #rules: ReplicationRules
  readonly #followers = new Map<number, Follower>()
  #image: PartitionImage
  #epochStartOffset = 0
  /** In-sync replicas that were decided on; the metadata may have them already. */
  #pending: readonly number[] | null = null

  constructor(rules: ReplicationRules, image: PartitionImage) {
    this.#rules = rules
    this.#image = image
  }

  /** A leader epoch begins: nothing is known of followers, and those in sync have time to be heard of. */
  begin(image: PartitionImage, epochStartOffset: number): void {
    this.#image = image
    this.#epochStartOffset = epochStartOffset
    this.#pending = null
    this.#followers.clear()
    const nowMs = image.isr.length > 1 ? this.#rules.nowMs() : 0
    for (const id of image.isr) if (id !== image.leader) this.#followers.set(id, followerAt(-1, nowMs, nowMs))
  }

  /** Where this leader's epoch began in its log: an earlier leader may have committed everything below it. */
  get epochStartOffset(): number {
    return this.#epochStartOffset
  }

  /** The metadata has something new of the same epoch. */
  update(image: PartitionImage): void {
    if (image.partitionEpoch !== this.#image.partitionEpoch) this.#pending = null
    this.#image = image
    for (const id of this.#followers.keys()) if (!image.replicas.includes(id)) this.#followers.delete(id)
  }

  /**
   * A follower asks for what comes at `endOffset`, and says where its log starts. Brokers that are not replicas are ignored.
   * `clock`: while it is caught up, it counts as having asked whenever that clock says.
   */
  fetched(
    brokerId: number,
    endOffset: number,
    leaderEndOffset: number,
    startOffset: number,
    clock: AskedClock | undefined
  ): void {
    const { leader, replicas } = this.#image
    if (brokerId === leader || !replicas.includes(brokerId)) return
    const nowMs = this.#rules.nowMs()
    const epoch = this.#rules.epochOf(brokerId)
    const known = this.#progressOf(brokerId)
    const restingClock = endOffset >= leaderEndOffset ? clock : undefined
    if (known === undefined) {
      const caughtUpMs = endOffset >= leaderEndOffset ? nowMs : Number.NEGATIVE_INFINITY
      const began = followerAt(endOffset, caughtUpMs, nowMs)
      this.#followers.set(brokerId, {
        ...began,
        startOffset,
        epoch,
        leaderEndThen: leaderEndOffset,
        clock: restingClock
      })
      return
    }
    known.clock = restingClock
    if (endOffset >= leaderEndOffset) known.caughtUpMs = nowMs
    else if (endOffset >= known.leaderEndThen) known.caughtUpMs = Math.max(known.caughtUpMs, known.fetchedMs)
    known.endOffset = endOffset
    known.fetchedMs = nowMs
    known.startOffset = startOffset
    known.epoch = epoch
    known.leaderEndThen = leaderEndOffset
  }

  /** With the times at which a follower that rests has asked in its session: it had all that there was then. */
  #progressOf(brokerId: number): Follower | undefined {
    const known = this.#followers.get(brokerId)
    if (known?.clock === undefined) return known
    const { askedMs } = known.clock
    known.fetchedMs = Math.max(known.fetchedMs, askedMs)
    known.caughtUpMs = Math.max(known.caughtUpMs, askedMs)
    return known
  }

  /** The in-sync followers that have everything below `offset`, the one that is furthest first. */
  followersAt(offset: number): number[] {
    const { isr } = this.#image
    return [...this.#followers]
      .filter(([id, { endOffset }]) => isr.includes(id) && endOffset >= offset)
      .sort(([, a], [, b]) => b.endOffset - a.endOffset)
      .map(([id]) => id)
  }

  /** The least start of all logs whose brokers are alive; -1 while one of them has not said where its own starts. */
  leastStart(ownStart: number): number {
    const { leader, replicas } = this.#image
    const others = replicas.filter((id) => id !== leader && this.#rules.epochOf(id) !== undefined)
    return Math.min(ownStart, ...others.map((id) => this.#followers.get(id)?.startOffset ?? -1))
  }

  /** What is committed now, and so the high watermark, if it may move. */
  committedEnd(writtenEnd: number, ends: LogEnds): number {
    if (this.#image.replicas.length === 1) return writtenEnd
    const { isr } = this.#image
    const joining = this.#pending?.filter((id) => !isr.includes(id)) ?? []
    return committedEnd(this.#view(ends), writtenEnd, joining.length === 0 ? isr : [...isr, ...joining])
  }

  /** The in-sync replicas that should be written to the metadata; null: nothing, or a change is on its way. */
  proposeIsr(ends: LogEnds): readonly number[] | null {
    if (this.#pending !== null || this.#image.replicas.length === 1) return null
    this.#pending = decideInSync(this.#view(ends))
    return this.#pending
  }

  /** What was proposed was not written, and never will be. */
  isrRefused(proposed: readonly number[]): void {
    if (this.#pending === proposed) this.#pending = null
  }

  #view({ logEndOffset, highWatermark }: LogEnds): LeaderView {
    const { leader, replicas, isr } = this.#image
    const { nowMs, lagTimeMaxMs, epochOf } = this.#rules
    return {
      leaderId: leader,
      replicas,
      isr,
      logEndOffset,
      highWatermark,
      epochStartOffset: this.#epochStartOffset,
      nowMs: nowMs(),
      lagTimeMaxMs: lagTimeMaxMs(),
      progressOf: (id) => this.#progressOf(id),
      isEligible: (id) => {
        const epoch = epochOf(id)
        return epoch !== undefined && this.#followers.get(id)?.epoch === epoch
      }
    }
  }
}

const followerAt = (endOffset: number, caughtUpMs: number, fetchedMs: number): Follower => ({
  endOffset,
  caughtUpMs,
  fetchedMs,
  startOffset: -1,
  epoch: undefined,
  leaderEndThen: Number.POSITIVE_INFINITY,
  clock: undefined
})
