/**
 * Goal: the guarantees of KIP-932 for one share partition. Every offset is delivered until it is accepted, rejected or archived, never to
 * two members at the same time and never more often than the limit. No offset is skipped, even after a restart from written state.
 * Method: members acquire, acknowledge, leave and let locks expire at random from a seed, with writes that are delayed or fail. After
 * each step, the state is compared with a plain list of offsets.
 */
import type { StateBatch } from '../../src/coordination/index.ts'
import { combineBatches } from '../../src/coordination/share/batches.ts'
import { isFailure } from '../../src/protocol/index.ts'
import { type Change, SharePartition } from '../../src/share/share-partition.ts'
import { randomOf } from '../kit/sim-disk.ts'

const logEnd = 400
const batchLength = 7
const deliveriesMax = 5
const recordLocksMax = 60
const lockMs = 100
const members = ['a', 'b', 'c']

class Model {
  readonly random: () => number
  nowMs = 0
  written: StateBatch[] = []
  writtenStart = 0
  partition: SharePartition
  readonly pending: { readonly change: Change; readonly start: number }[] = []
  /** Offsets that each member has acquired but not acknowledged, with the lock expiry. */
  readonly held = new Map<number, { readonly memberId: string; readonly untilMs: number }>()
  readonly deliveries = new Map<number, number>()
  readonly accepted = new Set<number>()

  constructor(seed: number) {
    this.random = randomOf(seed)
    this.partition = this.#load()
  }

  #load(): SharePartition {
    const limits = () => ({ recordLocksMax, deliveriesMax, lockMs })
    return new SharePartition({ startOffset: this.writtenStart, batches: this.written, limits })
  }

  below(end: number): number {
    return Math.floor(this.random() * end)
  }

  acquire(): void {
    const { partition, nowMs } = this
    if (!partition.canAcquire) return
    const from = partition.nextFetchOffset
    const batches: { first: number; last: number; isAborted: boolean }[] = []
    for (let first = from - (from % batchLength); first < logEnd && batches.length < 4; first += batchLength)
      batches.push({ first, last: Math.min(first + batchLength, logEnd) - 1, isAborted: false })
    const memberId = members[this.below(members.length)] as string
    const recordsMax = 1 + this.below(20)
    const isExact = this.random() < 0.5
    const rows = partition.acquire({ memberId, recordsMax, batchSize: 10, isExact, batches, nowMs })
    let count = 0
    for (const { firstOffset, lastOffset, deliveryCount } of rows) {
      for (let offset = firstOffset; offset <= lastOffset; offset++) {
        count++
        const isFree = !this.held.has(offset) && !this.accepted.has(offset) && deliveryCount <= deliveriesMax
        if (!isFree) throw new Error(`${offset} is delivered to ${memberId} for the ${deliveryCount}th time`)
        this.held.set(offset, { memberId, untilMs: nowMs + lockMs })
        this.deliveries.set(offset, (this.deliveries.get(offset) ?? 0) + 1)
      }
    }
    expect(count).toBeLessThanOrEqual(isExact ? recordsMax : recordsMax + batchLength)
    expect(partition.inFlightCount).toBeLessThan(recordLocksMax + batchLength)
  }

  acknowledge(): void {
    const offsets = [...this.held.keys()]
    const firstOffset = offsets[this.below(offsets.length)]
    if (firstOffset === undefined) return
    const memberId = this.held.get(firstOffset)?.memberId ?? ''
    let lastOffset = firstOffset
    while (this.held.get(lastOffset + 1)?.memberId === memberId && this.random() < 0.8) lastOffset++
    const types = Array.from({ length: lastOffset - firstOffset + 1 }, () => 1 + this.below(4))
    const change = this.partition.acknowledge(memberId, [{ firstOffset, lastOffset, types }], this.nowMs, true)
    if (isFailure(change)) throw new Error(change.error)
    for (const [index, type] of types.entries()) {
      if (type === 4) this.held.set(firstOffset + index, { memberId, untilMs: this.nowMs + lockMs })
      else this.held.delete(firstOffset + index)
    }
    this.#note(change, types, firstOffset)
  }

  #note(change: Change | null, types: readonly number[], firstOffset: number): void {
    if (change === null) return
    const isWritten = this.random() < 0.9
    const start = this.partition.startOffset
    if (isWritten) this.write(change, start)
    for (const [index, type] of types.entries()) if (isWritten && type === 1) this.accepted.add(firstOffset + index)
    change.settle(isWritten, this.nowMs)
    if (isWritten) return
    // Nothing has changed: the same members still hold them.
    for (const { first, last, state, memberId, lockedUntilMs } of this.partition.runs)
      for (let offset = first; offset <= last && state === 'acquired'; offset++)
        this.held.set(offset, { memberId, untilMs: lockedUntilMs })
  }

  write({ batches }: { readonly batches: readonly StateBatch[] }, start: number): void {
    this.writtenStart = Math.max(this.writtenStart, start)
    this.written = combineBatches(this.written, batches, this.writtenStart)
  }

  leave(): void {
    const memberId = members[this.below(members.length)] as string
    const change = this.partition.release(memberId)
    for (const [offset, holder] of this.held) if (holder.memberId === memberId) this.held.delete(offset)
    this.#note(change, [], 0)
  }

  pass(): void {
    this.nowMs += this.below(lockMs)
    const change = this.partition.expire(this.nowMs)
    for (const [offset, { untilMs }] of this.held) if (untilMs <= this.nowMs) this.held.delete(offset)
    if (change !== null) this.write(change, this.partition.startOffset)
  }

  restart(): void {
    this.partition = this.#load()
    this.held.clear()
  }

  step(): void {
    const chance = this.random()
    if (chance < 0.45) this.acquire()
    else if (chance < 0.85) this.acknowledge()
    else if (chance < 0.93) this.pass()
    else if (chance < 0.98) this.leave()
    else this.restart()
    this.check()
  }

  /** Compares the state of every offset with the list, in a single `expect` because there are many offsets. */
  check(): void {
    const wrong: string[] = []
    let end = this.partition.startOffset
    for (const { first, last, state, memberId } of this.partition.runs) {
      if (first < end || last < first) wrong.push(`${first} to ${last} after ${end}`)
      end = last + 1
      for (let offset = first; offset <= last; offset++) {
        const holder = this.held.get(offset)?.memberId
        if (holder !== (state === 'acquired' ? memberId : undefined))
          wrong.push(`${offset} is ${state} by ${memberId}, not ${holder}`)
      }
    }
    expect(wrong).toEqual([])
  }
}

test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
  'seed %i: delivered until done, to one member at a time',
  (seed) => {
    const model = new Model(seed)
    for (let step = 0; step < 200; step++) model.step()
    // All members have left: every offset that is not done is redelivered, to the end of the log.
    for (let round = 0; round < 5000 && model.partition.startOffset < logEnd; round++) {
      model.acquire()
      for (const [offset, { memberId }] of [...model.held]) {
        const change = model.partition.acknowledge(
          memberId,
          [{ firstOffset: offset, lastOffset: offset, types: [1] }],
          model.nowMs,
          true
        )
        if (isFailure(change)) throw new Error(change.error)
        model.held.delete(offset)
        model.accepted.add(offset)
        if (change !== null) model.write(change, model.partition.startOffset)
        change?.settle(true, model.nowMs)
      }
    }
    expect(model.partition.startOffset).toBe(logEnd)
    expect(model.deliveries.size).toBe(logEnd)
  }
)
