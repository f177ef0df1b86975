/*
 * What a leader knows about its followers during one leader epoch, and its pending ISR change. The rules are in `in-sync.ts`.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { committedEnd, decideInSync, type FollowerProgress, type LeaderView } from './in-sync.ts'

/** What the rules need to know besides the partition. */
export interface ReplicationRules {
  /** Milliseconds of a clock that tests cannot move. */
  readonly nowMs: () => number
  /** replica.lag.time.max.ms */
  readonly lagTimeMaxMs: () => number
  /** Epoch of a broker's registration; undefined if it is unregistered or fenced. */
  readonly epochOf: (brokerId: number) => number | undefined
}

/** When a follower last fetched a partition of its session, in monotonic milliseconds. */
export interface AskedClock {
  readonly askedMs: number
}

interface Follower extends FollowerProgress {
  endOffset: number
  caughtUpMs: number
  fetchedMs: number
  /** Its reported log start offset; -1 before the first report. */
  startOffset: number
  /** Broker epoch at its last fetch. Under a new registration it may lack what it had before (KIP-903). */
  epoch: number | undefined
  /** The leader's log end offset at the follower's last fetch. */
  leaderEndThen: number
  /** Clock of its session while it is caught up: it then counts as fetching without naming the partition. */
  clock: AskedClock | undefined
}

/** Offsets of a log at the time of a question. */
interface LogEnds {
  readonly logEndOffset: number
  readonly highWatermark: number
}

export class LeaderState {
  readonly #rules: ReplicationRules
  readonly #followers = new Map<number, Follower>()
  #image: PartitionImage
  #epochStartOffset = 0
  /** The proposed ISR; the metadata may already contain it. */
  #pending: readonly number[] | null = null

  constructor(rules: ReplicationRules, image: PartitionImage) {
    this.#rules = rules
    this.#image = image
  }

  /** A new leader epoch: followers are unknown, and the ISR members get time to report. */
  begin(image: PartitionImage, epochStartOffset: number): void {
    this.#image = image
    this.#epochStartOffset = epochStartOffset
    this.#pending = null
    this.#followers.clear()
    const nowMs = image.isr.length > 1 ? this.#rules.nowMs() : 0
    for (const id of image.isr) if (id !== image.leader) this.#followers.set(id, followerAt(-1, nowMs, nowMs))
  }

  /** Where this leader's epoch begins in its log. Earlier leaders may have committed everything below. */
  get epochStartOffset(): number {
    return this.#epochStartOffset
  }

  /** New metadata within the same epoch. */
  update(image: PartitionImage): void {
    if (image.partitionEpoch !== this.#image.partitionEpoch) this.#pending = null
    this.#image = image
    for (const id of this.#followers.keys()) if (!image.replicas.includes(id)) this.#followers.delete(id)
  }

  /**
   * A follower fetches at `endOffset` and reports its log start offset. Brokers that are not replicas are ignored. With a
   * `clock`, a caught-up follower counts as having fetched at that clock's time.
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

  /** Updated with the fetch times of an idle follower's session: at those times it had everything. */
  #progressOf(brokerId: number): Follower | undefined {
    const known = this.#followers.get(brokerId)
    if (known?.clock === undefined) return known
    const { askedMs } = known.clock
    known.fetchedMs = Math.max(known.fetchedMs, askedMs)
    known.caughtUpMs = Math.max(known.caughtUpMs, askedMs)
    return known
  }

  /** The in-sync followers that have everything below `offset`, the most advanced first. */
  followersAt(offset: number): number[] {
    const { isr } = this.#image
    return [...this.#followers]
      .filter(([id, { endOffset }]) => isr.includes(id) && endOffset >= offset)
      .sort(([, a], [, b]) => b.endOffset - a.endOffset)
      .map(([id]) => id)
  }

  /** The lowest log start offset of all live replicas; -1 while one of them has not reported its own. */
  leastStart(ownStart: number): number {
    const { leader, replicas } = this.#image
    const others = replicas.filter((id) => id !== leader && this.#rules.epochOf(id) !== undefined)
    return Math.min(ownStart, ...others.map((id) => this.#followers.get(id)?.startOffset ?? -1))
  }

  /** The committed end offset, which becomes the high watermark if it is allowed to move. */
  committedEnd(writtenEnd: number, ends: LogEnds): number {
    if (this.#image.replicas.length === 1) return writtenEnd
    const { isr } = this.#image
    const joining = this.#pending?.filter((id) => !isr.includes(id)) ?? []
    return committedEnd(this.#view(ends), writtenEnd, joining.length === 0 ? isr : [...isr, ...joining])
  }

  /** The ISR that should be written to the metadata; null if it is unchanged or a change is pending. */
  proposeIsr(ends: LogEnds): readonly number[] | null {
    if (this.#pending !== null || this.#image.replicas.length === 1) return null
    this.#pending = decideInSync(this.#view(ends))
    return this.#pending
  }

  /** The proposal was not written and never will be. */
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
