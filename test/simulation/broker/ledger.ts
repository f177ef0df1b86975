/**
 * What clients know about records: which were sent, which were acknowledged at which offset, and which were read where. Every new fact
 * is checked against all others.
 */
import type { RecordView } from '../../../src/records/index.ts'
import { Violation } from '../../kit/sim-world.ts'

export interface SentRecord {
  /** Unique: the producer, its partition and the record number. */
  readonly id: string
  readonly producer: string
  readonly number: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly { readonly key: string; readonly value: Buffer | null }[]
  readonly timestamp: number
}

const same = (a: Uint8Array | null, b: Uint8Array | null) =>
  a === null || b === null ? a === b : Buffer.compare(a, b) === 0

const idOf = (record: RecordView): string => {
  const found = record.headers.find(({ key }) => key === 'id')
  return found?.value?.toString() ?? '?'
}

export type TopicKind = 'plain' | 'retained' | 'compacted' | 'churned'

/** A partition of one incarnation of a topic. */
export class PartitionLedger {
  readonly name: string
  readonly kind: TopicKind
  readonly sent = new Map<string, SentRecord>()
  /** Record id at each offset known from an acknowledgement or a read. */
  readonly at = new Map<number, string>()
  readonly offsetOf = new Map<string, number>()
  readonly acknowledged = new Set<string>()
  /** Highest offset ever requested in DeleteRecords. */
  deletedBelowMost = 0
  /** Highest offset acknowledged by DeleteRecords. */
  deletedBelow = 0
  /** As reported by the broker. */
  logStart = 0
  highWatermark = 0
  /** Retention may move the start. */
  mayExpire = false
  isDeleted = false
  /** A power loss took records, as settings allow: producers may have to start over and may repeat records. */
  forgets = 0
  /** Unsynced segments below this offset may have lost records in a power loss. In a compacted log, that is just another gap. */
  #holesBelow = 0
  /** End of the records, if there are none from there up to the high watermark. */
  #lostTail: { readonly from: number; readonly to: number } | undefined

  constructor(name: string, kind: TopicKind) {
    this.name = name
    this.kind = kind
    this.mayExpire = kind === 'retained'
  }

  #wrong(what: string): Violation {
    return new Violation(`${this.name}: ${what}`)
  }

  /** The batch was acknowledged at `firstOffset`. */
  acknowledge(records: readonly SentRecord[], firstOffset: number): void {
    records.forEach((record, n) => {
      this.#place(record.id, firstOffset + n, 'acknowledged')
      this.acknowledged.add(record.id)
    })
  }

  #place(id: string, offset: number, how: string): void {
    const there = this.at.get(offset)
    if (there !== undefined && there !== id)
      throw this.#wrong(`offset ${offset} held ${there}, and ${id} is ${how} there`)
    const elsewhere = this.offsetOf.get(id)
    if (elsewhere !== undefined && elsewhere !== offset)
      throw this.#wrong(`${id} is ${how} at ${offset}, and was at ${elsewhere}: a duplicate`)
    this.at.set(offset, id)
    this.offsetOf.set(id, offset)
  }

  /** A reader got this record. Returns its id. */
  see(record: RecordView): string {
    const id = idOf(record)
    const sent = this.sent.get(id)
    if (sent === undefined) throw this.#wrong(`offset ${record.offset} has a record that nobody sent: ${id}`)
    this.#place(id, record.offset, 'read')
    const isSame =
      same(sent.key, record.key) &&
      same(sent.value, record.value) &&
      sent.timestamp === record.timestamp &&
      sent.headers.length === record.headers.length &&
      sent.headers.every(
        ({ key, value }, n) => key === record.headers[n]?.key && same(value, record.headers[n]?.value ?? null)
      )
    if (!isSame) throw this.#wrong(`offset ${record.offset}: ${id} is not what was sent`)
    return id
  }

  /** Retention moves the log start offset to `logStart`, and may delete records older than `beforeMs`. */
  mayRetire(logStart: number, beforeMs: number): void {
    for (let offset = Math.max(this.logStart, this.deletedBelowMost); offset < logStart; offset++) {
      const id = this.at.get(offset)
      const record = id === undefined ? undefined : this.sent.get(id)
      if (record !== undefined && record.timestamp >= beforeMs)
        throw this.#wrong(`${id} at ${offset} is ${record.timestamp - beforeMs} ms too young to be gone`)
    }
  }

  /** Checks the broker's view of the partition, at any moment. */
  observe(logStart: number, highWatermark: number): void {
    if (logStart < this.logStart) throw this.#wrong(`the log start went back from ${this.logStart} to ${logStart}`)
    if (logStart < this.deletedBelow)
      throw this.#wrong(`the log start is ${logStart}, and below ${this.deletedBelow} all is deleted`)
    if (highWatermark < this.highWatermark)
      throw this.#wrong(`the high watermark went back from ${this.highWatermark} to ${highWatermark}`)
    if (highWatermark < logStart)
      throw this.#wrong(`the log start ${logStart} is beyond the high watermark ${highWatermark}`)
    if (!this.mayExpire && logStart > this.deletedBelowMost)
      throw this.#wrong(`the log start is ${logStart}, and nobody deleted beyond ${this.deletedBelowMost}`)
    this.logStart = logStart
    this.highWatermark = highWatermark
  }

  /** After a power loss, if settings allow it: forgets everything from `end` on. */
  forgetFrom(end: number): void {
    this.#forget(end)
    this.highWatermark = Math.min(this.highWatermark, end)
    this.forgets++
    this.#holesBelow = Math.max(this.#holesBelow, end)
  }

  #forget(end: number): void {
    for (const [offset, id] of this.at) {
      if (offset < end) continue
      this.at.delete(offset)
      this.offsetOf.delete(id)
      this.acknowledged.delete(id)
    }
  }

  /** Position of a reader that has read everything. */
  get end(): number {
    return this.#lostTail?.to === this.highWatermark ? this.#lostTail.from : this.highWatermark
  }

  /**
   * A read at `position` returned nothing, and the log ends at `highWatermark`. A power loss took the unsynced segments in between and
   * left the empty one after them. In a compacted log, as in Kafka, such gaps look like any other.
   */
  endBefore(position: number, highWatermark: number): void {
    if (this.kind !== 'compacted' || this.forgets === 0 || highWatermark !== this.highWatermark) return
    if (this.end <= position) return
    this.#forget(position)
    this.#lostTail = { from: position, to: highWatermark }
  }

  /** Final check: compares all records from start to end with everything known. */
  checkWhole(
    found: readonly { readonly offset: number; readonly record: SentRecord }[],
    start: number,
    end: number
  ): void {
    const offsets = new Set(found.map(({ offset }) => offset))
    if (this.kind === 'compacted') this.#checkCompacted(found, start)
    else {
      for (let offset = start; offset < end; offset++)
        if (!offsets.has(offset)) throw this.#wrong(`nothing is at ${offset}, between ${start} and ${end}`)
      for (const [offset, id] of this.at)
        if (offset >= start && !offsets.has(offset)) throw this.#wrong(`${id} was at ${offset} and is gone`)
    }
    const last = new Map<string, SentRecord>()
    for (const { offset, record } of found) {
      const before = last.get(record.producer)
      if (before !== undefined && before.number >= record.number)
        throw this.#wrong(`${record.id} at ${offset} comes behind ${before.id}`)
      last.set(record.producer, record)
    }
    for (const id of this.acknowledged)
      if (!this.offsetOf.has(id)) throw this.#wrong(`${id} was acknowledged and is nowhere`)
  }

  /** The last record of each key must exist. */
  #checkCompacted(found: readonly { readonly offset: number; readonly record: SentRecord }[], start: number): void {
    const there = new Set(found.map(({ record }) => record.id))
    const latest = new Map<string, { readonly offset: number; readonly id: string }>()
    for (const [offset, id] of this.at) {
      const key = this.sent.get(id)?.key?.toString()
      if (key === undefined || offset < start) continue
      if ((latest.get(key)?.offset ?? -1) < offset) latest.set(key, { offset, id })
    }
    for (const [key, { offset, id }] of latest) {
      const isTombstone = this.sent.get(id)?.value === null
      if (!isTombstone && offset >= this.#holesBelow && !there.has(id))
        throw this.#wrong(`${id} at ${offset} is the last of key ${key}, and is gone`)
    }
  }
}
