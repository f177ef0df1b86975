/*
 * Builds v2 batches, record by record, and defines the options that all formats share. Copies keys and values immediately, and
 * keeps no reference to them.
 */
import * as batch from './batch.ts'
import { type CodecName, codecIdOf, compress } from './compression/index.ts'
import { sizeOfVarint, writeVarint, writeVarlong } from './varint.ts'

/** A record to be written. Defaults: null key and value, no headers, the next offset. */
export interface RecordInput {
  /** Absolute. By default the previous record's offset plus one. */
  readonly offset?: number | bigint | undefined
  /** Milliseconds. */
  readonly timestamp: number | bigint
  readonly key?: Uint8Array | null | undefined
  readonly value?: Uint8Array | null | undefined
  readonly headers?: readonly { readonly key: string; readonly value: Uint8Array | null }[] | undefined
}

export interface BatchOptions {
  /** 0 by default, as producers send. */
  readonly baseOffset?: number | bigint | undefined
  readonly codec?: CodecName | undefined
  readonly level?: number | undefined
  /** With append time: the max timestamp in milliseconds. Create time if absent. */
  readonly logAppendTimeMs?: number | bigint | undefined
  readonly producerId?: number | bigint | undefined
  readonly producerEpoch?: number | undefined
  readonly baseSequence?: number | undefined
  readonly isTransactional?: boolean | undefined
  readonly isControl?: boolean | undefined
  readonly partitionLeaderEpoch?: number | undefined
  /** If set, the batch has the delete horizon flag, and this as its base timestamp (KIP-534). */
  readonly deleteHorizonMs?: number | bigint | undefined
  /** The timestamp that deltas are relative to; that of the first record by default. */
  readonly baseTimestamp?: number | bigint | undefined
  /** The largest timestamp of the records by default. */
  readonly maxTimestamp?: number | bigint | undefined
  /** Preserves the offset range of a batch that has lost records; the last record's offset by default. */
  readonly lastOffset?: number | bigint | undefined
}

const firstBytes = 512
/** Size, attributes, both deltas, and the lengths of key and value. */
const overheadMax = 5 + 1 + 10 + 5 + 5 + 5

function difference(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a - b)) return a - b
  return BigInt.asIntN(64, BigInt(a) - BigInt(b))
}

const lengthOf = (bytes: Uint8Array | null | undefined): number => (bytes == null ? -1 : bytes.length)

/** Builds one v2 batch. `append` any number of records, then `build` once. */
export class BatchBuilder {
  readonly #options: BatchOptions
  readonly #baseOffset: number | bigint
  readonly #delta = Buffer.allocUnsafe(10)
  #buf = Buffer.allocUnsafe(firstBytes)
  #at = batch.batchHeaderBytes
  #baseTimestamp: number | bigint | null
  #maxTimestamp: number | bigint = -1
  #lastOffsetDelta = -1
  #recordCount = 0

  constructor(options: BatchOptions = {}) {
    this.#options = options
    this.#baseOffset = options.baseOffset ?? 0
    this.#baseTimestamp = options.deleteHorizonMs ?? options.baseTimestamp ?? null
  }

  get recordCount(): number {
    return this.#recordCount
  }

  /** Bytes of the batch so far, before compression. */
  get size(): number {
    return this.#at
  }

  append(record: RecordInput): void {
    const keyLength = lengthOf(record.key)
    const valueLength = lengthOf(record.value)
    const headers = record.headers ?? []
    let bodyBytes =
      sizeOfVarint(keyLength) + Math.max(0, keyLength) + sizeOfVarint(valueLength) + Math.max(0, valueLength)
    bodyBytes += sizeOfVarint(headers.length)
    for (const header of headers) {
      const nameLength = Buffer.byteLength(header.key)
      const length = lengthOf(header.value)
      bodyBytes += sizeOfVarint(nameLength) + nameLength + sizeOfVarint(length) + Math.max(0, length)
    }
    this.#begin(record.offset, record.timestamp, bodyBytes)
    this.#bytes(record.key, keyLength)
    this.#bytes(record.value, valueLength)
    this.#at = writeVarint(this.#buf, this.#at, headers.length)
    for (const header of headers) {
      this.#at = writeVarint(this.#buf, this.#at, Buffer.byteLength(header.key))
      this.#at += this.#buf.write(header.key, this.#at)
      this.#bytes(header.value, lengthOf(header.value))
    }
  }

  /** Appends a record whose key, value and headers are already encoded (`V2Record.body`). */
  appendBody(offset: number | bigint | undefined, timestamp: number | bigint, body: Uint8Array): void {
    this.#begin(offset, timestamp, body.length)
    this.#buf.set(body, this.#at)
    this.#at += body.length
  }

  /** The finished batch in a buffer that the caller owns. The builder must not be used afterwards. */
  build(): Buffer {
    const { codec = 'none' } = this.#options
    let whole = this.#buf.subarray(0, this.#at)
    if (codec !== 'none' && this.#recordCount > 0) {
      const packed = compress(codec, whole.subarray(batch.batchHeaderBytes), { ...this.#level() })
      whole = Buffer.allocUnsafe(batch.batchHeaderBytes + packed.length)
      packed.copy(whole, batch.batchHeaderBytes)
    }
    batch.writeBatchHeader(whole, 0, this.#header(whole.length, codec))
    return whole
  }

  #level(): { level?: number } {
    return this.#options.level === undefined ? {} : { level: this.#options.level }
  }

  #header(size: number, codec: CodecName): batch.BatchHeader {
    const options = this.#options
    const { lastOffset, logAppendTimeMs } = options
    let attributes = codecIdOf(codec)
    if (logAppendTimeMs !== undefined) attributes |= batch.logAppendTimeFlag
    if (options.isTransactional === true) attributes |= batch.transactionalFlag
    if (options.isControl === true) attributes |= batch.controlFlag
    if (options.deleteHorizonMs !== undefined) attributes |= batch.deleteHorizonFlag
    return {
      baseOffset: this.#baseOffset,
      size,
      partitionLeaderEpoch: options.partitionLeaderEpoch ?? -1,
      attributes,
      lastOffsetDelta:
        lastOffset === undefined
          ? Math.max(0, this.#lastOffsetDelta)
          : Number(difference(lastOffset, this.#baseOffset)),
      baseTimestamp: this.#baseTimestamp ?? -1,
      maxTimestamp: options.maxTimestamp ?? logAppendTimeMs ?? this.#maxTimestamp,
      producerId: options.producerId ?? -1,
      producerEpoch: options.producerEpoch ?? -1,
      baseSequence: options.baseSequence ?? -1,
      recordCount: this.#recordCount
    }
  }

  /** Writes size, attributes and deltas, and reserves space for the body after them. */
  #begin(offset: number | bigint | undefined, timestamp: number | bigint, bodyBytes: number): void {
    const offsetDelta = offset === undefined ? this.#lastOffsetDelta + 1 : Number(difference(offset, this.#baseOffset))
    if (this.#baseTimestamp === null) this.#baseTimestamp = timestamp
    const deltaBytes = writeVarlong(this.#delta, 0, difference(timestamp, this.#baseTimestamp))
    this.#reserve(overheadMax + bodyBytes)
    let at = writeVarint(this.#buf, this.#at, 1 + deltaBytes + sizeOfVarint(offsetDelta) + bodyBytes)
    this.#buf[at++] = 0
    at += this.#delta.copy(this.#buf, at, 0, deltaBytes)
    this.#at = writeVarint(this.#buf, at, offsetDelta)
    this.#lastOffsetDelta = offsetDelta
    this.#recordCount++
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp
  }

  #bytes(bytes: Uint8Array | null | undefined, length: number): void {
    this.#at = writeVarint(this.#buf, this.#at, length)
    if (bytes == null) return
    this.#buf.set(bytes, this.#at)
    this.#at += length
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes
    if (needed <= this.#buf.length) return
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buf.length * 2))
    this.#buf.copy(grown, 0, 0, this.#at)
    this.#buf = grown
  }
}

/** One v2 batch of these records. */
export function buildBatch(records: Iterable<RecordInput>, options: BatchOptions = {}): Buffer {
  const builder = new BatchBuilder(options)
  for (const record of records) builder.append(record)
  return builder.build()
}

/** A batch without records that preserves an offset range and producer state, as compaction leaves behind. */
export const buildEmptyBatch = (options: BatchOptions): Buffer => new BatchBuilder(options).build()
