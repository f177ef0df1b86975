/** Known facts about each record of a share group: its owner, and whether it is done. Every new fact is checked against all others. */
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
  /** Latest start and earliest end of its acquisition. */
  readonly fromMs: number
  untilMs: number
}

interface Fate {
  hold: Hold | undefined
  /** From then on, it must not be delivered again. */
  doneMs: number
  how: string
  /** An acknowledgement was sent, but got no response. */
  mayBeDone: boolean
  /** Observed deliveries. */
  seen: number
  /** Minimum number of the next delivery. */
  leastCount: number
  value: string
}

/** Acquired records of one response. */
export interface Delivery {
  readonly memberId: string
  readonly link: Link
  /** State of the broker at the time of the request. */
  readonly seat: Seat | undefined
  readonly sentMs: number
  readonly partition: number
  readonly offset: number
  readonly count: number
  readonly value: string
}

export class ShareLedger {
  /** Deliveries that may have been lost on their way to a member. */
  unheard = 0
  readonly deliveriesMax: number
  /** Values that no member may receive now if the group is read_committed. */
  readonly hidden: ReadonlySet<string>
  readonly #scene: Stage
  readonly #fates = new Map<string, Fate>()
  /** Departed members, on any connection: their records are available again. */
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
      // After a failed write, the state is reloaded, and its locks are lost.
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
    // A former leader that does not know yet may deliver records whose acknowledgement it has not seen.
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

  /** Must be called before the member leaves. */
  left(memberId: string): void {
    this.#gone.add(memberId)
  }

  /** Must be called before the request: from now on, others may get it. Returns true if it cannot have been taken away yet. */
  settling(memberId: string, partition: number, offset: number, isEnd: boolean): () => boolean {
    const fate = this.#fate(partition, offset)
    if (isEnd) fate.mayBeDone = true
    const { hold } = fate
    if (hold?.memberId !== memberId) return () => false
    fate.hold = undefined
    return () => this.#stands(hold)
  }

  /** The request got a response. */
  ended(partition: number, offset: number, how: string): void {
    const fate = this.#fate(partition, offset)
    fate.doneMs = this.#scene.world.nowMs
    fate.how = how
  }

  /** A release of delivery number `count` got a response. */
  released(partition: number, offset: number, count: number): void {
    const fate = this.#fate(partition, offset)
    fate.mayBeDone ||= count >= this.deliveriesMax
    fate.leastCount = Math.max(fate.leastCount, count + 1)
  }

  /** A request sent at `sentMs` renewed the lock. */
  renewed(memberId: string, partition: number, offset: number, sentMs: number): void {
    const { hold } = this.#fate(partition, offset)
    if (hold?.memberId === memberId) hold.untilMs = Math.max(hold.untilMs, sentMs + this.#lockMs)
  }

  /** A power loss took the group's state, as settings allow. */
  forget(): void {
    this.#fates.clear()
  }

  /** Final check: this record's transaction was aborted, and the group is read_committed. */
  checkNeverGiven(partition: number, offset: number): void {
    const { seen } = this.#fate(partition, offset)
    if (seen > 0 && !this.#scene.isForgetful)
      throw new Violation(`shared-${partition}: ${offset} was given ${seen} times, and was aborted`)
  }

  /** Final check: the group has passed this record, so a member must have received it, or may have. */
  checkDone(partition: number, offset: number): void {
    const { doneMs, mayBeDone, seen } = this.#fate(partition, offset)
    if (this.#scene.isForgetful || mayBeDone || doneMs < Number.POSITIVE_INFINITY) return
    if (seen + this.unheard < this.deliveriesMax)
      throw new Violation(`shared-${partition}: ${offset} was passed over, after ${seen} deliveries`)
  }
}
