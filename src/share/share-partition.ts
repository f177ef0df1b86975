/*
 * State machine of one share partition: which records are available, which are acquired and by which member, which are done, and the
 * share partition start offset. Does no I/O: it returns state to be written as a `Change`, and the caller settles it after the write.
 * Source: KIP-932; kafka.server.share.SharePartition.
 */
import type { StateBatch } from '../coordination/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { isDone, isFree, lengthOf, type RecordState, type Run, Runs, stateCodes } from './runs.ts'

interface ShareLimits {
  /** Maximum number of records in flight. */
  readonly recordLocksMax: number
  /** Maximum number of deliveries of a record before it is archived. */
  readonly deliveriesMax: number
  readonly lockMs: number
}

export interface AcquiredRecords {
  readonly firstOffset: number
  readonly lastOffset: number
  readonly deliveryCount: number
}

/** A batch read from the log. `isAborted` is set for an aborted transaction if the group reads committed records only. */
export interface FetchedBatch {
  readonly first: number
  readonly last: number
  readonly isAborted: boolean
}

interface Acquisition {
  readonly memberId: string
  readonly recordsMax: number
  /** Adjacent batches are merged into one acquired range of the response until it holds this many records. */
  readonly batchSize: number
  /** Treat `recordsMax` as a strict limit, even in the middle of a batch (KIP-1206). */
  readonly isExact: boolean
  readonly batches: readonly FetchedBatch[]
  readonly nowMs: number
}

/** Acknowledgement types (org.apache.kafka.clients.consumer.AcknowledgeType; 0 marks a gap in the log). */
export const acknowledgeTypes = { gap: 0, accept: 1, release: 2, reject: 3, renew: 4 } as const

export interface Acknowledgement {
  readonly firstOffset: number
  readonly lastOffset: number
  /** Either one type for the whole range, or one per offset. */
  readonly types: readonly number[]
}

/** A state change that takes effect once written. Until then no member can acquire the affected records. */
export interface Change {
  readonly batches: readonly StateBatch[]
  settle(isWritten: boolean, nowMs: number): void
}

const invalidState = (message: string): Failure => failed('INVALID_RECORD_STATE', message)
const inTransition = invalidState(
  'The record state is invalid. The acknowledgement of delivery could not be completed.'
)
/** From this delivery count on, a record may be a poison pill, so it is delivered in ever smaller batches. */
const throttledFrom = (deliveriesMax: number): number => Math.max(2, Math.ceil(deliveriesMax / 2))

interface SharePartitionOptions {
  readonly startOffset: number
  readonly batches: readonly StateBatch[]
  readonly limits: () => ShareLimits
}

export class SharePartition {
  readonly #runs = new Runs()
  readonly #limits: () => ShareLimits
  #startOffset: number

  constructor({ startOffset, batches, limits }: SharePartitionOptions) {
    this.#startOffset = startOffset
    this.#limits = limits
    for (const { firstOffset, lastOffset, deliveryState, deliveryCount } of batches) {
      const isKnown = lastOffset >= Math.max(startOffset, firstOffset) && firstOffset > (this.#runs.end ?? -1)
      if (!isKnown) continue
      const state = deliveryState === stateCodes.available ? 'available' : 'archived'
      this.#runs.add(newRun(Math.max(firstOffset, startOffset), lastOffset, state, deliveryCount))
    }
    this.#moveStart()
  }

  get startOffset(): number {
    return this.#startOffset
  }

  /** One past the last offset ever acquired. */
  get endOffset(): number {
    return Math.max((this.#runs.end ?? -1) + 1, this.#startOffset)
  }

  /** Number of done records at or after the start offset, including those whose write is pending: a write counts its own changes. */
  get doneCount(): number {
    let count = 0
    for (const run of this.#runs.all)
      if (run.state === 'acknowledged' || run.state === 'archived') count += lengthOf(run)
    return count
  }

  get inFlightCount(): number {
    return this.endOffset - this.#startOffset - this.doneCount
  }

  /** All runs, for tests. */
  get runs(): readonly Run[] {
    return this.#runs.all
  }

  /** The first offset that no member has acquired: in a gap, available again, or past the last known run. */
  get nextFetchOffset(): number {
    let next = this.#startOffset
    for (const run of this.#runs.all) {
      if (run.first > next || isFree(run)) return next
      next = run.last + 1
    }
    return next
  }

  get canAcquire(): boolean {
    return this.inFlightCount < this.#limits().recordLocksMax || this.nextFetchOffset < this.endOffset
  }

  /** Acquires the available records of the fetched batches, in offset order. */
  acquire(wanted: Acquisition): AcquiredRecords[] {
    const rows: AcquiredRecords[] = []
    const { batches, recordsMax } = wanted
    const limit = batches.at(-1)?.last ?? -1
    let at = Math.max(batches[0]?.first ?? 0, this.#startOffset)
    let count = 0
    let isStopped = false
    while (at <= limit && count < recordsMax && !isStopped) {
      const run = this.#runs.all[this.#runs.indexAt(at)]
      if (run === undefined || run.first > at) {
        const last = Math.min(limit, (run?.first ?? Number.POSITIVE_INFINITY) - 1)
        const taken = this.#acquireNew(at, last, recordsMax - count, wanted)
        rows.push(...taken.rows)
        count += taken.count
        isStopped = taken.to < last
        at = taken.to + 1
      } else if (isFree(run)) {
        const taken = this.#acquireAgain(run, Math.min(limit, at + recordsMax - count - 1), count > 0, wanted)
        isStopped = taken.isStopped
        at = run.last + 1
        if (taken.run !== undefined) {
          rows.push(rowOf(taken.run))
          count += lengthOf(taken.run)
          at = taken.run.last + 1
        }
      } else at = run.last + 1
    }
    this.#moveStart()
    return rows
  }

  /** Acquires new offsets in whole batches, unless the record limit is strict or too many records are in flight. */
  #acquireNew(
    first: number,
    last: number,
    recordsMax: number,
    wanted: Acquisition
  ): { readonly rows: AcquiredRecords[]; readonly count: number; readonly to: number } {
    const { recordLocksMax } = this.#limits()
    const isInside = last < this.endOffset - 1
    const room = isInside ? recordsMax : Math.min(recordsMax, recordLocksMax - this.inFlightCount)
    const rows: AcquiredRecords[] = []
    let count = 0
    let to = first - 1
    for (const batch of wanted.batches) {
      if (batch.last < first || batch.first > last) continue
      if (count >= room) break
      // Offsets missing between batches were compacted away: they count as a gap at the front of the next batch.
      const from = to + 1
      const end = Math.min(batch.last, last, wanted.isExact && !batch.isAborted ? from + room - count - 1 : batch.last)
      const run = newRun(from, end, batch.isAborted ? 'archived' : 'acquired', batch.isAborted ? 0 : 1)
      to = end
      const before = rows.at(-1)
      this.#runs.add(run)
      if (batch.isAborted) continue
      this.#lock(run, wanted)
      count += lengthOf(run)
      const joins = before !== undefined && before.lastOffset + 1 === from
      if (joins && before.lastOffset - before.firstOffset + 1 < wanted.batchSize)
        rows[rows.length - 1] = { ...before, lastOffset: end }
      else rows.push(rowOf(run))
    }
    return { rows, count, to }
  }

  #lock(run: Run, { memberId, nowMs }: Acquisition): void {
    run.state = 'acquired'
    run.memberId = memberId
    run.lockedUntilMs = nowMs + this.#limits().lockMs
  }

  /** Redelivers records in batches that shrink as the delivery count grows. A record on its last delivery is sent alone. */
  #acquireAgain(
    free: Run,
    last: number,
    hasOthers: boolean,
    wanted: Acquisition
  ): { readonly run: Run | undefined; readonly isStopped: boolean } {
    const { deliveriesMax } = this.#limits()
    const { deliveryCount, first } = free
    const isLastTime = deliveriesMax > 2 && deliveryCount === deliveriesMax - 1
    if (isLastTime && hasOthers) return { run: undefined, isStopped: true }
    const throttled = throttledFrom(deliveriesMax)
    const isThrottled = deliveryCount >= throttled
    const share = isThrottled ? Math.max(1, lengthOf(free) >> (deliveryCount - throttled + 1)) : lengthOf(free)
    const to = isLastTime ? first : Math.min(last, first + share - 1)
    const [run] = this.#runs.cut(first, to)
    if (run === undefined) return { run, isStopped: true }
    run.deliveryCount++
    this.#lock(run, wanted)
    return { run, isStopped: isThrottled || isLastTime }
  }

  /** Applies all of the acknowledgements or none. Returns null if nothing has to be written. */
  acknowledge(
    memberId: string,
    acknowledgements: readonly Acknowledgement[],
    nowMs: number,
    mayRenew: boolean
  ): Change | null | Failure {
    let end = -1
    for (const each of acknowledgements) {
      const fault = each.firstOffset <= end ? inTransition : this.#faultOf(memberId, each, mayRenew)
      if (fault !== null) return fault
      end = each.lastOffset
    }
    const changed: Run[] = []
    for (const { firstOffset, lastOffset, types } of acknowledgements) {
      if (types.length <= 1) this.#settleAs(firstOffset, lastOffset, types[0] ?? 0, nowMs, changed)
      else for (const [from, to, type] of stretches(firstOffset, types)) this.#settleAs(from, to, type, nowMs, changed)
    }
    return this.#changeOf(changed)
  }

  #faultOf(memberId: string, { firstOffset, lastOffset, types }: Acknowledgement, mayRenew: boolean): Failure | null {
    if (lastOffset < this.#startOffset) return null
    if (types.includes(acknowledgeTypes.renew) && !mayRenew)
      return invalidState('Renewing acquisition locks is not enabled for the group.')
    const first = Math.max(firstOffset, this.#startOffset)
    const index = this.#runs.indexAt(first)
    if (this.#runs.all[index] === undefined)
      return this.#runs.all.length === 0
        ? invalidState('Batch record not found. The request batch offsets are not found in the cache.')
        : failed('INVALID_REQUEST', 'Batch record not found. The first offset in request is past acquired records.')
    if (lastOffset >= this.endOffset)
      return failed('INVALID_REQUEST', 'Batch record not found. The last offset in request is past acquired records.')
    let next = first
    for (let at = index; next <= lastOffset; at++) {
      const run = this.#runs.all[at]
      if (run === undefined || run.first > next)
        return invalidState('Batch record not found. The request batch offsets are not found in the cache.')
      if (run.before !== null) return inTransition
      if (run.state !== 'acquired')
        return invalidState('The batch cannot be acknowledged. The batch is not in the acquired state.')
      if (run.memberId !== memberId) return invalidState('Member is not the owner of batch record')
      next = run.last + 1
    }
    return null
  }

  #settleAs(first: number, last: number, type: number, nowMs: number, changed: Run[]): void {
    for (const run of this.#runs.cut(Math.max(first, this.#startOffset), last)) {
      if (type === acknowledgeTypes.renew) run.lockedUntilMs = nowMs + this.#limits().lockMs
      else this.#change(run, stateFor(type), changed)
    }
  }

  #change(run: Run, state: RecordState, changed: Run[]): void {
    const { deliveryCount, memberId } = run
    run.before = { state: run.state, deliveryCount, memberId }
    const isGivenUp = state === 'available' && deliveryCount >= this.#limits().deliveriesMax
    run.state = isGivenUp ? 'archived' : state
    run.memberId = ''
    changed.push(run)
  }

  /** Releases a departed member's records. The delivery still counts, so records at the limit are archived. */
  release(memberId: string): Change | null {
    const changed: Run[] = []
    for (const run of this.#runs.all)
      if (run.before === null && run.state === 'acquired' && run.memberId === memberId)
        this.#change(run, 'available', changed)
    return this.#changeOf(changed)
  }

  /** Releases records whose lock has expired. They are available immediately, whether or not the write succeeds. */
  expire(nowMs: number): Change | null {
    const changed: Run[] = []
    for (const run of this.#runs.all)
      if (run.before === null && run.state === 'acquired' && run.lockedUntilMs <= nowMs)
        this.#change(run, 'available', changed)
    if (changed.length === 0) return null
    const batches = changed.map(stateBatchOf)
    for (const run of changed) run.before = null
    this.#moveStart()
    return { batches, settle: () => {} }
  }

  /** When the next lock expires, in monotonic milliseconds; undefined if no records are locked. */
  get nextExpiryMs(): number | undefined {
    let next: number | undefined
    for (const { before, state, lockedUntilMs } of this.#runs.all)
      if (before === null && state === 'acquired') next = Math.min(next ?? lockedUntilMs, lockedUntilMs)
    return next
  }

  #changeOf(changed: readonly Run[]): Change | null {
    if (changed.length === 0) return null
    const touched = new Set(changed)
    return {
      batches: changed.map(stateBatchOf),
      settle: (isWritten, nowMs) => {
        for (const run of touched) {
          if (!isWritten && run.before !== null) this.#rollBack(run, nowMs)
          run.before = null
        }
        this.#moveStart()
      }
    }
  }

  #rollBack(run: Run, nowMs: number): void {
    Object.assign(run, run.before)
    if (run.lockedUntilMs > nowMs) return
    run.state = run.deliveryCount >= this.#limits().deliveriesMax ? 'archived' : 'available'
    run.memberId = ''
  }

  /** Drops records below the log start offset. */
  startAtLeast(logStartOffset: number): void {
    if (logStartOffset <= this.#startOffset) return
    this.#startOffset = logStartOffset
    this.#runs.dropBelow(logStartOffset)
    this.#moveStart()
  }

  #moveStart(): void {
    this.#runs.join()
    const [first] = this.#runs.all
    if (first === undefined || first.first > this.#startOffset || !isDone(first)) return
    this.#startOffset = first.last + 1
    this.#runs.dropBelow(this.#startOffset)
  }
}

const newRun = (first: number, last: number, state: RecordState, deliveryCount: number): Run => ({
  first,
  last,
  state,
  deliveryCount,
  memberId: '',
  lockedUntilMs: 0,
  before: null
})

const rowOf = ({ first, last, deliveryCount }: Run): AcquiredRecords => ({
  firstOffset: first,
  lastOffset: last,
  deliveryCount
})

const stateBatchOf = ({ first, last, state, deliveryCount }: Run): StateBatch => ({
  firstOffset: first,
  lastOffset: last,
  deliveryState: stateCodes[state],
  deliveryCount
})

function stateFor(type: number): RecordState {
  if (type === acknowledgeTypes.accept) return 'acknowledged'
  return type === acknowledgeTypes.release ? 'available' : 'archived'
}

/** Groups consecutive offsets of the same type. Yields first offset, last offset and type. */
function* stretches(firstOffset: number, types: readonly number[]): Iterable<readonly [number, number, number]> {
  let from = 0
  for (let at = 1; at <= types.length; at++) {
    if (at < types.length && types[at] === types[from]) continue
    yield [firstOffset + from, firstOffset + at - 1, types[from] ?? 0]
    from = at
  }
}
