/** Known facts about one partition of a simulated cluster. Every new fact is checked against all others. */
import type { RecordView } from '../../../src/records/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ReadLedger } from '../clients/stage.ts'

export interface Sent {
  readonly id: string
  readonly value: Buffer
}

export class ClusterLedger implements ReadLedger {
  readonly kind = 'plain'
  readonly isDeleted = false
  readonly forgets = 0
  readonly name: string
  /** Its producers are idempotent with acks=all: no duplicates, no gaps, no lost records. */
  readonly isExact: boolean
  readonly sent = new Map<string, Sent>()
  readonly at = new Map<number, string>()
  readonly #offsetOf = new Map<string, number>()
  /** End offset of the records acknowledged with acks=all. */
  acknowledgedEnd = 0
  /** Highest high watermark that a leader has ever had. */
  highWatermark = 0
  /** Highest offset requested in DeleteRecords. */
  askedBelow = 0
  /** The same, or the offset below which retention has deleted records. */
  deletedBelowMost = 0
  /** Minimum that retention leaves; undefined if there is no retention. */
  readonly retainedBytes: number | undefined

  constructor(
    name: string,
    { isExact, retainedBytes }: { readonly isExact: boolean; readonly retainedBytes: number | undefined }
  ) {
    this.name = name
    this.retainedBytes = retainedBytes
    this.isExact = isExact
  }

  wrong(what: string): Violation {
    return new Violation(`${this.name}: ${what}`)
  }

  /** A replica starts at this offset and has this many bytes. */
  begins({ logStartOffset, sizeBytes }: { readonly logStartOffset: number; readonly sizeBytes: number }): void {
    if (logStartOffset <= this.deletedBelowMost) return
    if (this.retainedBytes === undefined || sizeBytes < this.retainedBytes)
      throw this.wrong(
        `begins at ${logStartOffset} with ${sizeBytes} bytes; ${this.retainedBytes} are kept, and all from ${this.askedBelow} on`
      )
    this.deletedBelowMost = logStartOffset
  }

  acknowledge(batch: readonly Sent[], firstOffset: number): void {
    const end = firstOffset + batch.length
    if (end > this.highWatermark)
      throw this.wrong(`acknowledged up to ${end}, and no leader's high watermark was above ${this.highWatermark}`)
    for (const [n, { id }] of batch.entries()) this.#place(id, firstOffset + n, 'acknowledged')
    this.acknowledgedEnd = Math.max(this.acknowledgedEnd, end)
  }

  #place(id: string, offset: number, how: string): void {
    const there = this.at.get(offset)
    if (there !== undefined && there !== id)
      throw this.wrong(`offset ${offset} held ${there}, and ${id} is ${how} there`)
    const elsewhere = this.#offsetOf.get(id)
    if (this.isExact && elsewhere !== undefined && elsewhere !== offset)
      throw this.wrong(`${id} is ${how} at ${offset}, and was at ${elsewhere}: a duplicate`)
    if (this.isExact) this.#checkOrder(id, offset, how)
    this.at.set(offset, id)
    this.#offsetOf.set(id, offset)
  }

  /** Ids end with the producer's record number. */
  #checkOrder(id: string, offset: number, how: string): void {
    const cut = id.lastIndexOf(':') + 1
    const before = this.#offsetOf.get(`${id.slice(0, cut)}${Number(id.slice(cut)) - 1}`)
    if (before !== undefined && before >= offset)
      throw this.wrong(`${id} is ${how} at ${offset}, and the one before it is at ${before}`)
  }

  get logStart(): number {
    return this.deletedBelowMost
  }

  get end(): number {
    return Math.max(this.highWatermark, this.acknowledgedEnd)
  }

  endBefore(): void {}

  /** A reader got this record from any replica. */
  see({ offset, value }: RecordView, where = 'its leader'): string {
    if (offset >= this.highWatermark)
      throw this.wrong(`${where} shows offset ${offset}, and the high watermark was never above ${this.highWatermark}`)
    const text = value?.toString() ?? ''
    const id = text.slice(0, text.indexOf(' '))
    const sent = this.sent.get(id)
    if (sent === undefined || value?.equals(sent.value) !== true)
      throw this.wrong(`${where} has at ${offset} what nobody sent: ${text.slice(0, 40)}`)
    this.#place(id, offset, `read from ${where}`)
    return id
  }
}
