/*
 * Message formats 0 and 1: entries of one message each, which may wrap a compressed message set. Never copies keys or values, and
 * never decompresses more than the limit.
 */
import { crc32 } from 'node:zlib'
import { logAppendTimeFlag, logOverheadBytes, minEntryLength } from './batch.ts'
import {
  type CodecName,
  codecIdOf,
  codecName,
  compress,
  type DecompressOptions,
  decompress
} from './compression/index.ts'
import { RecordsError } from './errors.ts'
import { readI64, writeI64 } from './numbers.ts'
import type { RecordHeader, RecordView } from './record.ts'

const crcAt = logOverheadBytes
const magicAt = logOverheadBytes + 4
const attributesAt = logOverheadBytes + 5
const timestampAt = logOverheadBytes + 6
const codecMask = 0x07
const noHeaders: readonly RecordHeader[] = []

const invalid = (message: string): RecordsError => new RecordsError('INVALID_RECORD', message)
const broken = (message: string): RecordsError => new RecordsError('UNKNOWN_SERVER_ERROR', message)

/** Bytes of an entry before its key's length. */
const headBytes = (magic: number): number => (magic === 0 ? timestampAt : timestampAt + 8)

export const legacySize = (buf: Buffer, at: number): number => logOverheadBytes + buf.readInt32BE(at + 8)

export const legacyAttributes = (buf: Buffer, at: number): number => buf[at + attributesAt]!

export const legacyCodec = (buf: Buffer, at: number): CodecName => codecName(buf[at + attributesAt]! & codecMask)

/** Milliseconds; -1 in format 0. For a wrapper: the largest timestamp of its records, or the append time. */
export const legacyTimestamp = (buf: Buffer, at: number): number =>
  buf[at + magicAt] === 0 ? -1 : readI64(buf, at + timestampAt)

export const legacyIsLogAppendTime = (buf: Buffer, at: number): boolean =>
  buf[at + magicAt] !== 0 && (buf[at + attributesAt]! & logAppendTimeFlag) !== 0

export const legacyStoredCrc = (buf: Buffer, at: number): number => buf.readUInt32BE(at + crcAt)

/** Whether the CRC-32 of an entry that is entirely in `buf` is right. */
export const legacyHasValidCrc = (buf: Buffer, at: number): boolean =>
  legacySize(buf, at) >= logOverheadBytes + minEntryLength &&
  crc32(buf.subarray(at + magicAt, at + legacySize(buf, at))) === legacyStoredCrc(buf, at)

/** A message of format 0 or 1. */
export class LegacyRecord implements RecordView {
  readonly #buf: Buffer
  readonly #at: number
  readonly #end: number
  readonly #offset: bigint
  /** The append time of the wrapper, or null. */
  readonly #appendTime: bigint | null
  readonly sequence = -1
  readonly headers = noHeaders

  constructor(buf: Buffer, at: number, end: number, offset: bigint, appendTime: bigint | null) {
    this.#buf = buf
    this.#at = at
    this.#end = end
    this.#offset = offset
    this.#appendTime = appendTime
  }

  get magic(): number {
    return this.#buf.readInt8(this.#at + magicAt)
  }

  get isCompressed(): boolean {
    return (this.#buf[this.#at + attributesAt]! & codecMask) !== 0
  }

  hasValidCrc(): boolean {
    return crc32(this.#buf.subarray(this.#at + magicAt, this.#end)) === legacyStoredCrc(this.#buf, this.#at)
  }

  get offset(): number {
    return Number(this.#offset)
  }

  exactOffset(): bigint {
    return this.#offset
  }

  get timestamp(): number {
    return Number(this.exactTimestamp())
  }

  exactTimestamp(): bigint {
    if (this.magic === 0) return -1n
    return this.#appendTime ?? this.#buf.readBigInt64BE(this.#at + timestampAt)
  }

  get key(): Buffer | null {
    return this.#field(this.#at + headBytes(this.magic))
  }

  get value(): Buffer | null {
    const keyAt = this.#at + headBytes(this.magic)
    const key = this.#field(keyAt)
    return this.#field(keyAt + 4 + (key === null ? 0 : key.length))
  }

  #field(at: number): Buffer | null {
    if (at + 4 > this.#end) throw broken('message ends inside of its key or value')
    const length = this.#buf.readInt32BE(at)
    if (length < 0) return null
    if (length > this.#end - at - 4) throw broken(`key or value of ${length} bytes`)
    return this.#buf.subarray(at + 4, at + 4 + length)
  }
}

/**
 * The records of the entry at `at`: the message itself, or those it wraps (kafka.AbstractLegacyRecordBatch.DeepRecordsIterator).
 * The entry must be entirely in `buf`. Throws RecordsError.
 */
export function readLegacyRecords(buf: Buffer, at: number, options: DecompressOptions = {}): LegacyRecord[] {
  const wrapper = new LegacyRecord(buf, at, at + legacySize(buf, at), buf.readBigInt64BE(at), null)
  const codec = legacyCodec(buf, at)
  if (codec === 'none') {
    // Reading the value detects wrong lengths, including the key's.
    void wrapper.value
    return [wrapper]
  }
  if (codec === 'zstd') throw invalid(`zstd in a message of format ${wrapper.magic}`)
  const { value } = wrapper
  if (value === null) throw invalid('compressed message without a value')
  const inner = decompress(codec, value, { ...options, magic: wrapper.magic })
  const appendTime = legacyIsLogAppendTime(buf, at) ? wrapper.exactTimestamp() : null
  const ends = innerEnds(inner)
  const base = wrapper.magic === 1 ? innerBase(inner, ends, wrapper.exactOffset()) : 0n
  const records: LegacyRecord[] = []
  let from = 0
  for (const end of ends) {
    const record = new LegacyRecord(inner, from, end, base + inner.readBigInt64BE(from), appendTime)
    if (record.isCompressed) throw invalid('compressed message inside of a compressed message')
    void record.value
    records.push(record)
    from = end
  }
  return records
}

/** Ends of the inner messages. Kafka ignores an incomplete last one. */
function innerEnds(inner: Buffer): number[] {
  const ends: number[] = []
  for (let at = 0; inner.length - at >= logOverheadBytes; ) {
    const length = inner.readInt32BE(at + 8)
    if (length < minEntryLength) throw new RecordsError('CORRUPT_MESSAGE', `inner message of ${length} bytes`)
    if (length > inner.length - at - logOverheadBytes) break
    at += logOverheadBytes + length
    ends.push(at)
  }
  if (ends.length === 0) throw invalid('compressed message without inner messages')
  return ends
}

/** Added to relative inner offsets. Some versions of librdkafka send 0 as the wrapper's offset. */
function innerBase(inner: Buffer, ends: readonly number[], wrapperOffset: bigint): bigint {
  if (wrapperOffset === 0n) return 0n
  const lastInner = inner.readBigInt64BE(ends.length < 2 ? 0 : ends[ends.length - 2]!)
  if (wrapperOffset < lastInner) throw invalid(`wrapper offset ${wrapperOffset} below inner offset ${lastInner}`)
  return wrapperOffset - lastInner
}

export interface LegacyOptions {
  readonly magic: 0 | 1
  /** Not zstd, which these formats cannot hold. */
  readonly codec?: CodecName | undefined
  readonly level?: number | undefined
  /** With append time: the timestamp of every message, in milliseconds. */
  readonly logAppendTimeMs?: number | bigint | undefined
}

export interface LegacyInput {
  readonly offset: number | bigint
  readonly timestamp: number | bigint
  readonly key?: Uint8Array | null | undefined
  readonly value?: Uint8Array | null | undefined
}

function writeMessage(options: LegacyOptions, codec: CodecName, message: LegacyInput): Buffer {
  const { magic, logAppendTimeMs } = options
  const { key = null, value = null } = message
  const keyAt = headBytes(magic)
  const valueAt = keyAt + 4 + (key === null ? 0 : key.length)
  const size = valueAt + 4 + (value === null ? 0 : value.length)
  const buf = Buffer.allocUnsafe(size)
  writeI64(buf, 0, message.offset)
  buf.writeInt32BE(size - logOverheadBytes, 8)
  buf[magicAt] = magic
  buf[attributesAt] = codecIdOf(codec) | (magic === 1 && logAppendTimeMs !== undefined ? logAppendTimeFlag : 0)
  if (magic === 1) writeI64(buf, timestampAt, logAppendTimeMs ?? message.timestamp)
  buf.writeInt32BE(key === null ? -1 : key.length, keyAt)
  if (key !== null) buf.set(key, keyAt + 4)
  buf.writeInt32BE(value === null ? -1 : value.length, valueAt)
  if (value !== null) buf.set(value, valueAt + 4)
  buf.writeUInt32BE(crc32(buf.subarray(magicAt)), crcAt)
  return buf
}

/**
 * A message set. Without a codec every message is an entry of its own; with one they are wrapped in a single entry at
 * the last offset, inside of which offsets are relative to the first (format 1) or absolute (format 0).
 */
export function buildMessageSet(messages: readonly LegacyInput[], options: LegacyOptions): Buffer {
  const { codec = 'none', magic } = options
  const first = messages[0]
  const last = messages[messages.length - 1]
  if (codec === 'none' || first === undefined || last === undefined) {
    return Buffer.concat(messages.map((message) => writeMessage(options, 'none', message)))
  }
  if (codec === 'zstd') throw new TypeError('message formats 0 and 1 cannot hold zstd')
  const base = magic === 1 ? BigInt(first.offset) : 0n
  const inner = messages.map(({ offset, timestamp, key, value }) =>
    writeMessage(options, 'none', { offset: BigInt(offset) - base, timestamp, key, value })
  )
  let timestamp: number | bigint = -1
  for (const message of messages) if (message.timestamp > timestamp) timestamp = message.timestamp
  const level = options.level === undefined ? {} : { level: options.level }
  const value = compress(codec, Buffer.concat(inner), { magic, ...level })
  return writeMessage(options, codec, { offset: last.offset, timestamp, key: null, value })
}
