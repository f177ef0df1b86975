/*
 * Owns the check of one line of the record vectors (JSON, hex of batches and message sets beside their content).
 * Never throws for a line that is wrong: it says what differs.
 */
import { isFailure } from '../protocol/index.ts'
import * as batch from './batch.ts'
import { buildBatch, type RecordInput } from './batch-builder.ts'
import { entryCodec, entryPositions, entrySize, hasValidChecksum, recordsOf } from './entries.ts'
import { RecordsError } from './errors.ts'
import { buildMessageSet, legacyAttributes, legacyIsLogAppendTime, legacySize, legacyStoredCrc } from './legacy.ts'
import type { RecordView } from './record.ts'
import { validateRecords } from './validate.ts'

type Json = { readonly [field: string]: unknown }

interface RecordLine {
  readonly offset: string
  readonly timestamp: string
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly { readonly key: string; readonly value: string | null }[]
  readonly sequence?: number
}

interface Line extends Json {
  readonly hex: string
  readonly magic: 0 | 1 | 2 | 'mixed'
  readonly codec: string
  readonly entries?: readonly Json[]
  readonly records?: readonly RecordLine[]
}

/** Classes of Kafka's reader by what this room answers in their place. */
const codeOfException: { readonly [name: string]: string } = {
  CorruptRecordException: 'CORRUPT_MESSAGE',
  InvalidRecordException: 'INVALID_RECORD',
  KafkaException: 'UNKNOWN_SERVER_ERROR',
  IllegalArgumentException: 'UNKNOWN_SERVER_ERROR',
  SnappyError: 'UNKNOWN_SERVER_ERROR'
}

/**
 * Checks one line: good ones must decode to exactly their content and, uncompressed, encode back to their bytes; ones
 * with `produceError` must be refused where and as Kafka refuses them. Answers null, or what differs.
 */
export function checkRecordLine(line: object): string | null {
  const typed = line as Line
  if (typeof typed.hex !== 'string') return 'no hex'
  const bytes = Buffer.from(typed.hex, 'hex')
  try {
    return 'produceError' in typed ? checkBroken(typed, bytes) : checkGood(typed, bytes)
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

const differ = (what: string, got: unknown, wanted: unknown): string | null =>
  got === wanted ? null : `${what} is ${String(got)}, not ${String(wanted)}`

function checkGood(line: Line, bytes: Buffer): string | null {
  const positions = [...entryPositions(bytes)]
  const entries = line.entries ?? [line]
  let problem = differ('number of entries', positions.length, entries.length)
  for (const [i, at] of positions.entries()) {
    problem ??= checkEntry(bytes, at, entries[i]!)
  }
  if (problem !== null) return problem
  const records = positions.flatMap((at) => [...recordsOf(bytes, at)])
  return checkRecords(records, line.records ?? []) ?? checkEncoding(line, bytes, positions)
}

function checkEntry(buf: Buffer, at: number, wanted: Json): string | null {
  if (!hasValidChecksum(buf, at)) return 'wrong checksum'
  const got = batch.magic(buf, at) === 2 ? v2Fields(buf, at) : legacyFields(buf, at)
  for (const [field, value] of Object.entries(got)) {
    const problem = wanted[field] === undefined && value === null ? null : differ(field, value, wanted[field])
    if (problem !== null) return problem
  }
  return null
}

const v2Fields = (buf: Buffer, at: number): Json => ({
  magic: batch.magic(buf, at),
  codec: entryCodec(buf, at),
  size: entrySize(buf, at, buf.length),
  baseOffset: String(buf.readBigInt64BE(at)),
  batchLength: batch.batchLength(buf, at),
  partitionLeaderEpoch: batch.partitionLeaderEpoch(buf, at),
  crc: batch.storedCrc(buf, at),
  attributes: batch.attributes(buf, at),
  lastOffsetDelta: batch.lastOffsetDelta(buf, at),
  firstTimestamp: String(buf.readBigInt64BE(at + batch.baseTimestampAt)),
  maxTimestamp: String(buf.readBigInt64BE(at + batch.maxTimestampAt)),
  producerId: String(buf.readBigInt64BE(at + batch.producerIdAt)),
  producerEpoch: batch.producerEpoch(buf, at),
  baseSequence: batch.baseSequence(buf, at),
  recordCount: batch.recordCount(buf, at),
  timestampType: batch.isLogAppendTime(buf, at) ? 'LogAppendTime' : 'CreateTime',
  transactional: batch.isTransactional(buf, at),
  control: batch.isControl(buf, at),
  deleteHorizonMs: batch.deleteHorizonMs(buf, at) === -1 ? null : String(batch.deleteHorizonMs(buf, at))
})

function legacyFields(buf: Buffer, at: number): Json {
  const records = [...recordsOf(buf, at)]
  return {
    magic: batch.magic(buf, at),
    codec: entryCodec(buf, at),
    size: legacySize(buf, at),
    offset: String(buf.readBigInt64BE(at)),
    crc: legacyStoredCrc(buf, at),
    attributes: legacyAttributes(buf, at),
    baseOffset: String(records[0]!.exactOffset()),
    lastOffset: String(buf.readBigInt64BE(at)),
    recordCount: records.length
  }
}

const hexOf = (bytes: Buffer | null): string | null => (bytes === null ? null : bytes.toString('hex'))

function checkRecords(got: readonly RecordView[], wanted: readonly RecordLine[]): string | null {
  let problem = differ('number of records', got.length, wanted.length)
  for (const [i, record] of got.entries()) {
    if (problem !== null) return problem
    const line = wanted[i]!
    const headers = record.headers.map(({ key, value }) => ({ key, value: hexOf(value) }))
    problem =
      differ(`offset of record ${i}`, String(record.exactOffset()), line.offset) ??
      differ(`timestamp of record ${i}`, String(record.exactTimestamp()), line.timestamp) ??
      differ(`key of record ${i}`, hexOf(record.key), line.key) ??
      differ(`value of record ${i}`, hexOf(record.value), line.value) ??
      differ(`sequence of record ${i}`, record.sequence, line.sequence ?? -1) ??
      differ(`headers of record ${i}`, JSON.stringify(headers), JSON.stringify(line.headers))
  }
  return problem
}

/** Uncompressed entries are built anew from the content of the line alone. */
function checkEncoding(line: Line, bytes: Buffer, positions: readonly number[]): string | null {
  const all = [...(line.records ?? [])]
  for (const at of positions) {
    const size = entrySize(bytes, at, bytes.length)
    const count = batch.magic(bytes, at) === 2 ? batch.recordCount(bytes, at) : [...recordsOf(bytes, at)].length
    const records = all.splice(0, count).map(inputOf)
    if (entryCodec(bytes, at) !== 'none') continue
    const built = batch.magic(bytes, at) === 2 ? rebuildV2(bytes, at, records) : rebuildLegacy(bytes, at, records)
    if (!built.equals(bytes.subarray(at, at + size))) return `encodes to ${built.toString('hex')}`
  }
  return null
}

const bytesOf = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))

const inputOf = (line: RecordLine): RecordInput & { offset: bigint; timestamp: bigint } => ({
  offset: BigInt(line.offset),
  timestamp: BigInt(line.timestamp),
  key: bytesOf(line.key),
  value: bytesOf(line.value),
  headers: line.headers.map(({ key, value }) => ({ key, value: bytesOf(value) }))
})

/** With append time the records' own times are not in the line: they are read from the bytes as deltas. */
function rebuildV2(buf: Buffer, at: number, records: readonly RecordInput[]): Buffer {
  const base = buf.readBigInt64BE(at + batch.baseTimestampAt)
  const max = buf.readBigInt64BE(at + batch.maxTimestampAt)
  const appendTime = batch.isLogAppendTime(buf, at)
  const deltas = [...recordsOf(buf, at)].map(
    (record) => (record as unknown as { timestampDelta: number }).timestampDelta
  )
  const inputs = appendTime
    ? records.map((record, i) => ({ ...record, timestamp: base + BigInt(deltas[i]!) }))
    : records
  return buildBatch(inputs, {
    baseOffset: buf.readBigInt64BE(at),
    logAppendTimeMs: appendTime ? max : undefined,
    producerId: buf.readBigInt64BE(at + batch.producerIdAt),
    producerEpoch: batch.producerEpoch(buf, at),
    baseSequence: batch.baseSequence(buf, at),
    isTransactional: batch.isTransactional(buf, at),
    isControl: batch.isControl(buf, at),
    partitionLeaderEpoch: batch.partitionLeaderEpoch(buf, at),
    deleteHorizonMs: batch.deleteHorizonMs(buf, at) === -1 ? undefined : base,
    baseTimestamp: base,
    maxTimestamp: max,
    lastOffset: buf.readBigInt64BE(at) + BigInt(batch.lastOffsetDelta(buf, at))
  })
}

const rebuildLegacy = (buf: Buffer, at: number, records: readonly RecordInput[]): Buffer =>
  buildMessageSet(records as { offset: bigint; timestamp: bigint }[], {
    magic: batch.magic(buf, at) as 0 | 1,
    logAppendTimeMs: legacyIsLogAppendTime(buf, at) ? BigInt(records[0]!.timestamp) : undefined
  })

interface Reading {
  stage: string
  code: string | null
  batchesSeen: number
  recordsRead: number
}

/** Reads as Kafka's reader does: cut a batch, check it, read its records, then the next. */
function readAll(bytes: Buffer): Reading {
  const reading: Reading = { stage: 'batches', code: null, batchesSeen: 0, recordsRead: 0 }
  try {
    for (const at of entryPositions(bytes)) {
      reading.batchesSeen++
      reading.stage = 'ensureValid'
      if (!hasValidChecksum(bytes, at)) throw new RecordsError('CORRUPT_MESSAGE', 'wrong checksum')
      reading.stage = 'records'
      for (const _ of recordsOf(bytes, at)) reading.recordsRead++
      reading.stage = 'batches'
    }
    reading.stage = 'none'
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    reading.code = error.code
  }
  return reading
}

function checkBroken(line: Line, bytes: Buffer): string | null {
  const reading = readAll(bytes)
  const wantedCode = line.error === null ? null : codeOfException[line.error as string]
  const validation = validateRecords(Buffer.from(bytes), {
    origin: 'client',
    produceVersion: 7,
    compressionType: 'producer',
    messageTimestampType: 'CreateTime',
    timestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
    timestampAfterMaxMs: 3_600_000,
    nowMs: 2_000_000_000_000,
    maxMessageBytes: 1_048_588,
    compacted: false
  })
  return (
    differ('stage', reading.stage, line.stage) ??
    differ('error of the reader', reading.code, wantedCode) ??
    differ('batches seen', reading.batchesSeen, line.batchesSeen) ??
    differ('error of a produce', isFailure(validation) ? validation.error : 'NONE', line.produceError)
  )
}
