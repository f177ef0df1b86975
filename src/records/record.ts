/*
 * A record as every reader sees it, whatever its format, and reading of v2 records. For batches that must be rebuilt; the hot
 * path walks bytes instead. Never copies keys or values: they are views of the batch, or of its decompressed bytes.
 */
import * as batch from './batch.ts'
import { RecordsError } from './errors.ts'
import { cursor, readVarint, readVarlong } from './varint.ts'

/** A header of a record. `value` is a view. */
export interface RecordHeader {
  readonly key: string
  readonly value: Buffer | null
}

/** One record of any format. Buffers are views of the source bytes: copy them if they must outlive those. */
export interface RecordView {
  /** Absolute; rounded beyond 2^53, see `exactOffset`. */
  readonly offset: number
  /** Milliseconds as a consumer sees them: the append time if the batch has one. -1 in format 0. */
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** Decoded on first use. Always empty in formats 0 and 1. */
  readonly headers: readonly RecordHeader[]
  /** -1 where the batch has none. */
  readonly sequence: number
  exactOffset(): bigint
  exactTimestamp(): bigint
}

const noHeaders: readonly RecordHeader[] = []

const invalid = (message: string): RecordsError => new RecordsError('INVALID_RECORD', message)

/** The fields of a batch that its records are relative to. */
interface BatchBase {
  readonly buf: Buffer
  readonly at: number
  readonly baseOffset: number
  readonly baseTimestamp: number
  readonly baseSequence: number
  /** Null with create time. */
  readonly logAppendTime: number | null
}

/** A record of a v2 batch. */
export class V2Record implements RecordView {
  readonly #base: BatchBase
  readonly #buf: Buffer
  readonly #bodyAt: number
  readonly #keyLength: number
  readonly #valueAt: number
  readonly #valueLength: number
  readonly #headersAt: number
  readonly #end: number
  readonly #timestampLow: number
  readonly #timestampHigh: number
  readonly attributes: number
  readonly offsetDelta: number
  /** Milliseconds after the base timestamp, whatever the timestamp type. */
  readonly timestampDelta: number
  #headers: readonly RecordHeader[] | null = null

  /** Reads the record at `at` of `buf`, and moves `cursor.at` to its end. */
  constructor(base: BatchBase, buf: Buffer, at: number, end: number) {
    const size = readVarint(buf, at, end, base.buf === buf ? 'UNKNOWN_SERVER_ERROR' : 'INVALID_RECORD')
    const start = cursor.at
    if (size > end - start) throw invalid(`record of ${size} bytes with ${end - start} left`)
    const recordEnd = start + size
    if (size < 1) throw invalid(`record of ${size} bytes`)
    this.#base = base
    this.#buf = buf
    this.attributes = buf[start]!
    this.timestampDelta = readVarlong(buf, start + 1, recordEnd)
    this.#timestampLow = cursor.low
    this.#timestampHigh = cursor.high
    this.offsetDelta = readVarint(buf, cursor.at, recordEnd)
    this.#bodyAt = cursor.at
    this.#keyLength = readVarint(buf, cursor.at, recordEnd)
    const keyEnd = cursor.at + Math.max(0, this.#keyLength)
    this.#valueLength = readVarint(buf, keyEnd, recordEnd)
    this.#valueAt = cursor.at
    this.#headersAt = cursor.at + Math.max(0, this.#valueLength)
    this.#end = recordEnd
    this.#checkHeaders(recordEnd)
  }

  #checkHeaders(recordEnd: number): void {
    const buf = this.#buf
    const count = readVarint(buf, this.#headersAt, recordEnd)
    if (count < 0 || count > recordEnd - cursor.at) throw invalid(`${count} headers`)
    for (let i = 0; i < count; i++) {
      const keyLength = readVarint(buf, cursor.at, recordEnd)
      if (keyLength < 0) throw invalid('header without a key')
      const valueLength = readVarint(buf, cursor.at + keyLength, recordEnd)
      cursor.at += Math.max(0, valueLength)
    }
    if (count === 0) this.#headers = noHeaders
    if (cursor.at !== recordEnd) throw invalid('size of a record differs from what it holds')
  }

  get offset(): number {
    return this.#base.baseOffset + this.offsetDelta
  }

  get timestamp(): number {
    return this.#base.logAppendTime ?? this.#base.baseTimestamp + this.timestampDelta
  }

  get sequence(): number {
    const first = this.#base.baseSequence
    return first < 0 ? -1 : batch.incrementSequence(first, this.offsetDelta)
  }

  get key(): Buffer | null {
    if (this.#keyLength < 0) return null
    readVarint(this.#buf, this.#bodyAt, this.#end)
    return this.#buf.subarray(cursor.at, cursor.at + this.#keyLength)
  }

  get value(): Buffer | null {
    return this.#valueLength < 0 ? null : this.#buf.subarray(this.#valueAt, this.#headersAt)
  }

  get headers(): readonly RecordHeader[] {
    if (this.#headers !== null) return this.#headers
    const buf = this.#buf
    const headers: RecordHeader[] = []
    const count = readVarint(buf, this.#headersAt, this.#end)
    for (let i = 0; i < count; i++) {
      const keyLength = readVarint(buf, cursor.at, this.#end)
      const keyEnd = cursor.at + keyLength
      const key = buf.toString('utf8', cursor.at, keyEnd)
      const valueLength = readVarint(buf, keyEnd, this.#end)
      const valueAt = cursor.at
      cursor.at += Math.max(0, valueLength)
      headers.push({ key, value: valueLength < 0 ? null : buf.subarray(valueAt, cursor.at) })
    }
    this.#headers = headers
    return headers
  }

  /** The encoded key, value and headers, which follow the deltas in every v2 record. A view. */
  get body(): Buffer {
    return this.#buf.subarray(this.#bodyAt, this.#end)
  }

  exactOffset(): bigint {
    return this.#base.buf.readBigInt64BE(this.#base.at) + BigInt(this.offsetDelta)
  }

  exactTimestamp(): bigint {
    const { buf, at, logAppendTime } = this.#base
    if (logAppendTime !== null) return buf.readBigInt64BE(at + batch.maxTimestampAt)
    const delta = (BigInt(this.#timestampHigh) << 32n) | BigInt(this.#timestampLow >>> 0)
    return BigInt.asIntN(64, buf.readBigInt64BE(at + batch.baseTimestampAt) + delta)
  }
}

/**
 * The records of the v2 batch at `at`, read from `payload`, its uncompressed records (part of `buf` if the batch is not
 * compressed). Throws RecordsError if their number differs from the declared one or they do not fill the payload.
 */
export function* readV2Records(
  buf: Buffer,
  at: number,
  payload: Buffer,
  from: number,
  to: number
): Generator<V2Record> {
  const base: BatchBase = {
    buf,
    at,
    baseOffset: batch.baseOffset(buf, at),
    baseTimestamp: batch.baseTimestamp(buf, at),
    baseSequence: batch.baseSequence(buf, at),
    logAppendTime: batch.isLogAppendTime(buf, at) ? batch.maxTimestamp(buf, at) : null
  }
  const count = batch.recordCount(buf, at)
  if (count < 0) throw invalid(`${count} records declared`)
  let next = from
  for (let i = 0; i < count; i++) {
    const record = new V2Record(base, payload, next, to)
    next = cursor.at
    yield record
  }
  if (count > 0 && next !== to) throw invalid('bytes behind the last declared record')
}
