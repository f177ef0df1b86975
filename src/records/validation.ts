/*
 * Shared parts of validation for all formats: options, results, and how violations are reported. The types are the interface to
 * the log. Never reads records.
 */
import { type ErrorName, Failure } from '../protocol/index.ts'
import * as batch from './batch.ts'
import { type CodecName, decompressedMaxBytes } from './compression/index.ts'
import { RecordsError } from './errors.ts'
import type { RecordView } from './record.ts'
import { found, type RecordRules, ruleBreaksMax } from './walk.ts'

export interface ValidateOptions {
  /** `client`: everything is checked. `coordinator`: control batches and any base offset are allowed. */
  readonly origin: 'client' | 'coordinator'
  /** Version of the Produce request. From 3 on it must hold exactly one v2 batch. Ignored for coordinators. */
  readonly produceVersion: number
  /** The topic's `compression.type`: `producer` keeps the producer's codec. */
  readonly compressionType: 'producer' | 'uncompressed' | Exclude<CodecName, 'none'>
  readonly compressionLevel?: number | undefined
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime'
  readonly timestampBeforeMaxMs: number
  readonly timestampAfterMaxMs: number
  readonly nowMs: number
  readonly maxMessageBytes: number
  /** Whether the topic is compacted, so that every record needs a key. */
  readonly compacted: boolean
  /** `topic-partition`, for messages. */
  readonly topicPartition?: string | undefined
  /** Maximum decompressed size of a batch in bytes; see `decompressedLimit` for the default. */
  readonly decompressedBytesMax?: number | undefined
}

/** A v2 batch that can be appended once its base offset and leader epoch are set (the checksum excludes both). */
export interface ValidBatch {
  /** The original buffer, patched in place where needed, or a new one if the batch was rebuilt. */
  readonly buffer: Buffer
  readonly at: number
  readonly size: number
  readonly recordCount: number
  readonly lastOffsetDelta: number
  readonly baseTimestamp: number
  readonly maxTimestamp: number
  /** Of the first record with the max timestamp; the last record with append time. */
  readonly offsetDeltaOfMaxTimestamp: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly isTransactional: boolean
  readonly isControl: boolean
}

export interface RecordError {
  readonly batchIndex: number
  readonly message: string | null
}

interface RefusedRecords {
  /** The cause, for the broker's own log. */
  readonly reason: string
  /** The message that Kafka sends to the client; only set if individual records are at fault. */
  readonly message?: string | null
  readonly recordErrors?: readonly RecordError[]
  /** The decompressed records exceed `decompressedBytesMax`. */
  readonly isTooMuchOutput?: boolean
}

/** Records that must not be appended. */
export class RecordsRefusal extends Failure {
  readonly reason: string
  readonly recordErrors: readonly RecordError[]
  readonly isTooMuchOutput: boolean

  constructor(
    error: ErrorName,
    { reason, message = null, recordErrors = [], isTooMuchOutput = false }: RefusedRecords
  ) {
    super(error, message)
    this.reason = reason
    this.recordErrors = recordErrors
    this.isTooMuchOutput = isTooMuchOutput
  }
}

export interface Accepted {
  /** In order; more than one only for coordinators, none only for empty sets of Produce v0 to v2. */
  readonly batches: readonly ValidBatch[]
  /** -1 with create time. */
  readonly logAppendTimeMs: number
}

export type Validation = Accepted | RecordsRefusal

/** The rules that each record is checked against. */
export const rulesOf = (options: ValidateOptions): RecordRules => ({
  keyRequired: options.compacted,
  checkTimestamps: options.messageTimestampType === 'CreateTime',
  timestampMin: options.nowMs - options.timestampBeforeMaxMs,
  timestampMax: options.nowMs + options.timestampAfterMaxMs
})

const decompressedBytesMin = 16 << 20
const growthMax = 64

/**
 * Maximum decompressed size of an entry of `size` bytes. Kafka has no limit, but never holds all of it at once. Here, the memory
 * a client can make the broker use is proportional to what it sent: 64 times, at least 16 MiB, at most 128 MiB.
 */
export const decompressedLimit = (size: number, options: ValidateOptions): number =>
  options.decompressedBytesMax ?? Math.min(decompressedMaxBytes, Math.max(decompressedBytesMin, size * growthMax))

/** The codec that the topic requires for a batch compressed with another one. */
export function targetCodec(came: CodecName, wanted: ValidateOptions['compressionType']): CodecName {
  if (wanted === 'producer') return came
  return wanted === 'uncompressed' ? 'none' : wanted
}

/** What the log is told of a batch. */
export const validBatch = (buf: Buffer, at: number, size: number, offsetDeltaOfMaxTimestamp: number): ValidBatch => ({
  buffer: buf,
  at,
  size,
  recordCount: batch.recordCount(buf, at),
  lastOffsetDelta: batch.lastOffsetDelta(buf, at),
  baseTimestamp: batch.baseTimestamp(buf, at),
  maxTimestamp: batch.maxTimestamp(buf, at),
  offsetDeltaOfMaxTimestamp,
  producerId: batch.producerId(buf, at),
  producerEpoch: batch.producerEpoch(buf, at),
  baseSequence: batch.baseSequence(buf, at),
  isTransactional: batch.isTransactional(buf, at),
  isControl: batch.isControl(buf, at)
})

/** Checks the size of the rebuilt batch, which may exceed the original's. */
export function finishRebuilt(built: Buffer, indexOfMaxTimestamp: number, options: ValidateOptions): ValidBatch {
  if (built.length > options.maxMessageBytes) {
    throw new RecordsError(
      'MESSAGE_TOO_LARGE',
      `rebuilt batch of ${built.length} bytes exceeds ${options.maxMessageBytes}`
    )
  }
  const appendTime = options.messageTimestampType === 'LogAppendTime'
  return validBatch(built, 0, built.length, appendTime ? batch.lastOffsetDelta(built, 0) : indexOfMaxTimestamp)
}

/** Individual records are at fault: a refusal that names them. */
export class RuleError extends Error {
  readonly refusal: RecordsRefusal

  constructor(refusal: RecordsRefusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/** The refusal for records that break rules (kafka.LogValidator#processRecordErrors), from the results of the walk. */
export function brokenRules(options: ValidateOptions): RuleError {
  const rules = rulesOf(options)
  const range = `[${javaLong(rules.timestampMin)}, ${javaLong(rules.timestampMax)}]`
  const recordErrors = found.ruleBreaks.map(({ batchIndex, offset, timestamp }) => ({
    batchIndex,
    message:
      timestamp === null
        ? `Compacted topic cannot accept message without key in topic partition ${options.topicPartition ?? 'unknown'}`
        : `Timestamp ${timestamp} of message with offset ${offset} is out of range. The timestamp should be within ${range}`
  }))
  const first = recordErrors
    .slice(0, 3)
    .map(({ batchIndex, message }) => `RecordError(batchIndex=${batchIndex}, message='${message}')`)
  const message = found.timestampBreaks
    ? 'One or more records have been rejected due to invalid timestamp'
    : `One or more records have been rejected due to ${found.ruleBreakCount} record errors in total, ` +
      `and only showing the first three errors at most: [${first.join(', ')}]`
  const error = found.timestampBreaks ? 'INVALID_TIMESTAMP' : 'INVALID_RECORD'
  return new RuleError(new RecordsRefusal(error, { message, reason: first[0] ?? message, recordErrors }))
}

/** A bound as Java prints it: int64 arithmetic wraps where the default range is unbounded. */
function javaLong(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  return String(BigInt.asIntN(64, BigInt(Math.trunc(value))))
}

const lengthOf = (bytes: Buffer | null, ifNull: number): number => (bytes === null ? ifNull : bytes.length)

/** Producers must not send batches with append time (kafka.LogValidator#validateTimestamp). */
export function wrongTimestampType(kind: string, records: Iterable<RecordView>): RuleError {
  const recordErrors: RecordError[] = []
  const sizeOfNull = kind === 'PartialDefaultRecord' ? -1 : 0
  for (const { offset, timestamp, key, value } of records) {
    const sizes = `key=${lengthOf(key, sizeOfNull)} bytes, value=${lengthOf(value, sizeOfNull)} bytes`
    const record = `${kind}(offset=${offset}, timestamp=${timestamp}, ${sizes})`
    const message = `Invalid timestamp type in message ${record}. Producer should not set timestamp type to LogAppendTime.`
    recordErrors.push({ batchIndex: recordErrors.length, message })
    if (recordErrors.length === ruleBreaksMax) break
  }
  const message = 'One or more records have been rejected due to invalid timestamp'
  const reason = recordErrors[0]?.message ?? message
  return new RuleError(new RecordsRefusal('INVALID_TIMESTAMP', { message, reason, recordErrors }))
}
