/** What is known of each record of a share group: who has it, and whether it is done. Each new fact is held against all others. */
import { Violation } from '../../kit/sim-world.ts'
import type { Link } from './client.ts'
import { isSameSeat, type Seat, type Stage } from './stage.ts'

export const lockMs = 3_000
export const sharedTopic = 'shared'

interface Hold {
  readonly memberId: string
  readonly link: Link
  readonly seat: Seat
  readonly partition: number
  /** It has it since then at the latest, and until then at least. */
  readonly fromMs: number
  untilMs: number
}

interface Fate {
  hold: Hold | undefined
  /** Since then it must not be delivered any more. */
  doneMs: number
  how: string
  /** Somebody asked for its end and was not answered. */
  mayBeDone: boolean
  /** Deliveries that were seen. */
  seen: number
  /** What the next delivery is at least. */
  leastCount: number
  value: string
}

/** Acquired records of one answer. */
export interface Delivery {
  readonly memberId: string
  readonly link: Link
  /** Of the broker that was asked, when it was. */
  readonly seat: Seat | undefined
  readonly sentMs: number
  readonly partition: number
  readonly offset: number
  readonly count: number
  readonly value: string
}

export class ShareLedger {
  /** Deliveries that may have gone to somebody who never heard of them. */
  unheard = 0
  readonly deliveriesMax: number
  /** Values that nobody must be given now, where the group reads committed records. */
  readonly hidden: ReadonlySet<string>
  readonly #scene: Stage
  readonly #fates = new Map<string, Fate>()
  /** Members that went away, over whichever connection: what they had is free. */
  readonly #gone = new Set<string>()

  constructor(scene: Stage, deliveriesMax: number, hidden: ReadonlySet<string>) {
    this.#scene = scene
    this.deliveriesMax = deliveriesMax
    this.hidden = hidden
  }

  get #lockMs(): number {
    return lockMs * this.#scene.sureShare
  }

  #fate(partition: number, offset: number): Fate {
    const key = `shared-${partition} at ${offset}`
    const known = this.#fates.get(key)
    if (known !== undefined) return known
    const fate = {
      hold: undefined,
      doneMs: Number.POSITIVE_INFINITY,
      how: '',
      mayBeDone: false,
      seen: 0,
      leastCount: 1,
      value: ''
    }
    this.#fates.set(key, fate)
    return fate
  }

  #stands(hold: Hold | undefined): boolean {
    return (
      hold !== undefined &&
      hold.untilMs > this.#scene.world.nowMs &&
      !hold.link.client.mayBeCut &&
      !this.#gone.has(hold.memberId) &&
      // What could not be written is read anew, and locks with it are gone.
      isSameSeat(hold.seat, this.#seatOf(hold.partition, hold.link))
    )
  }

  #seatOf(partition: number, { at }: Link): Seat | undefined {
    return this.#scene.seatOf(sharedTopic, partition, at)
  }

  delivered(delivery: Delivery): void {
    const { memberId, link, seat, sentMs, partition, offset, count, value } = delivery
    const fate = this.#fate(partition, offset)
    const { world, hasFormerLeaders } = this.#scene
    // A former leader, as long as it does not know, gives what it has not heard of.
    const isSure = isSameSeat(seat, this.#seatOf(partition, link))
    const what = `shared-${partition}: ${offset} was given to ${memberId}`
    if (!this.#scene.isForgetful) {
      if (this.hidden.has(value)) throw new Violation(`${what}, and its transaction is not committed`)
      if (count > this.deliveriesMax) throw new Violation(`${what} for the ${count}th time of ${this.deliveriesMax}`)
      if (fate.value !== '' && fate.value !== value) throw new Violation(`${what} as ${value}, and was ${fate.value}`)
    }
    if (!this.#scene.isForgetful && (isSure || !hasFormerLeaders)) {
      if (sentMs >= fate.doneMs) throw new Violation(`${what}, and it was ${fate.how}`)
      if (fate.hold !== undefined && this.#stands(fate.hold) && fate.hold.fromMs <= sentMs)
        throw new Violation(`${what}, and ${fate.hold.memberId} has it`)
      if (count < fate.leastCount)
        throw new Violation(`${what} for the ${count}th time, and had to be the ${fate.leastCount}th`)
    }
    fate.value = value
    fate.seen++
    fate.hold =
      seat === undefined || !isSure
        ? undefined
        : { memberId, link, seat, partition, fromMs: world.nowMs, untilMs: sentMs + this.#lockMs }
  }

  /** Before the member goes away for good. */
  left(memberId: string): void {
    this.#gone.add(memberId)
  }

  /** Before the member asks for it: from now on others may get it. True where nobody could have taken it away by then. */
  settling(memberId: string, partition: number, offset: number, isEnd: boolean): () => boolean {
    const fate = this.#fate(partition, offset)
    if (isEnd) fate.mayBeDone = true
    const { hold } = fate
    if (hold?.memberId !== memberId) return () => false
    fate.hold = undefined
    return () => this.#stands(hold)
  }

  /** It was answered. */
  ended(partition: number, offset: number, how: string): void {
    const fate = this.#fate(partition, offset)
    fate.doneMs = this.#scene.world.nowMs
    fate.how = how
  }

  /** A release of its delivery number `count` was answered. */
  released(partition: number, offset: number, count: number): void {
    const fate = this.#fate(partition, offset)
    fate.mayBeDone ||= count >= this.deliveriesMax
    fate.leastCount = Math.max(fate.leastCount, count + 1)
  }

  /** The lock was renewed by a request sent at `sentMs`. */
  renewed(memberId: string, partition: number, offset: number, sentMs: number): void {
    const { hold } = this.#fate(partition, offset)
    if (hold?.memberId === memberId) hold.untilMs = Math.max(hold.untilMs, sentMs + this.#lockMs)
  }

  /** The power took what the group had done, as settings allow. */
  forget(): void {
    this.#fates.clear()
  }

  /** In the end: the transaction of this record was aborted, and the group reads committed records. */
  checkNeverGiven(partition: number, offset: number): void {
    const { seen } = this.#fate(partition, offset)
    if (seen > 0 && !this.#scene.isForgetful)
      throw new Violation(`shared-${partition}: ${offset} was given ${seen} times, and was aborted`)
  }

  /** In the end: this record is of the past for the group, so somebody had it, or may have. */
  checkDone(partition: number, offset: number): void {
    const { doneMs, mayBeDone, seen } = this.#fate(partition, offset)
    if (this.#scene.isForgetful || mayBeDone || doneMs < Number.POSITIVE_INFINITY) return
    if (seen + this.unheard < this.deliveriesMax)
      throw new Violation(`shared-${partition}: ${offset} was passed over, after ${seen} deliveries`)
  }
}
