/*
 * Validates produced records, and makes the changes that a broker makes before they reach a log. Follows kafka.LogValidator,
 * UnifiedLog#analyzeAndValidateRecords and ProduceRequest#validateRecords of 4.3. Never assigns offsets, and decodes records only
 * if they must be rebuilt.
 */
import * as batch from './batch.ts'
import { BatchBuilder } from './batch-builder.ts'
import { type CodecName, codecName, Output, TooMuchOutput } from './compression/index.ts'
import { entrySize, v2Payload } from './entries.ts'
import { RecordsError, type RecordsErrorName } from './errors.ts'
import { readI32, safeOr } from './numbers.ts'
import { readV2Records } from './record.ts'
import { convertLegacy } from './validate-legacy.ts'
import {
  type Accepted,
  brokenRules,
  decompressedLimit,
  finishRebuilt,
  RecordsRefusal,
  RuleError,
  rulesOf,
  targetCodec,
  type ValidateOptions,
  type Validation,
  type ValidBatch,
  validBatch,
  wrongTimestampType
} from './validation.ts'
import { forget, found, walkRecords } from './walk.ts'

const refuse = (error: RecordsErrorName, reason: string): RecordsError => new RecordsError(error, reason)
const scratch = new Output()

/**
 * Validates the entries of one partition of a Produce request and converts them to what the log stores: v2 batches with the
 * topic's codec and timestamps. Patches `records` in place where Kafka does; a refusal leaves it unchanged.
 */
export function validateRecords(records: Buffer, options: ValidateOptions): Validation {
  try {
    return options.origin === 'client' ? validateClient(records, options) : validateCoordinator(records, options)
  } catch (error) {
    if (error instanceof RuleError) return error.refusal
    if (error instanceof RecordsError) {
      const isTooMuchOutput = error instanceof TooMuchOutput
      return new RecordsRefusal(error.code, { reason: error.message, isTooMuchOutput })
    }
    throw error
  }
}

const accept = (batches: readonly ValidBatch[], options: ValidateOptions): Accepted => ({
  batches,
  logAppendTimeMs: options.messageTimestampType === 'LogAppendTime' ? options.nowMs : -1
})

function validateClient(records: Buffer, options: ValidateOptions): Validation {
  const { produceVersion } = options
  const size = entrySize(records, 0, records.length)
  if (produceVersion >= 3) {
    if (size === 0) throw refuse('INVALID_RECORD', 'no record batch')
    if (batch.magic(records, 0) !== 2) throw refuse('INVALID_RECORD', `message format ${batch.magic(records, 0)}`)
    if (produceVersion < 7 && codecName(batch.codecId(records, 0)) === 'zstd') {
      throw refuse('UNSUPPORTED_COMPRESSION_TYPE', `zstd in Produce v${produceVersion}`)
    }
    if (entrySize(records, size, records.length) !== 0) throw refuse('INVALID_RECORD', 'more than one record batch')
    return accept([validateBatch(records, 0, size, options)], options)
  }
  if (size === 0) return accept([], options)
  if (batch.magic(records, 0) !== 2) return accept([convertLegacy(records, options)], options)
  if (entrySize(records, size, records.length) !== 0) throw refuse('INVALID_RECORD', 'more than one record batch')
  return accept([validateBatch(records, 0, size, options)], options)
}

function validateCoordinator(records: Buffer, options: ValidateOptions): Validation {
  const batches: ValidBatch[] = []
  for (let at = 0, size = 0; at < records.length; at += size) {
    size = entrySize(records, at, records.length)
    if (size === 0 || batch.magic(records, at) !== 2) throw refuse('INVALID_RECORD', 'not a v2 batch')
    batches.push(validateBatch(records, at, size, options))
  }
  return accept(batches, options)
}

/** Checks size, checksum, codec and header fields, in Kafka's order; returns the codec. */
function checkHeader(buf: Buffer, at: number, size: number, options: ValidateOptions): CodecName {
  const { origin, maxMessageBytes } = options
  const client = origin === 'client'
  if (client && (readI32(buf, at) !== 0 || readI32(buf, at + 4) !== 0)) {
    throw refuse('INVALID_RECORD', `base offset ${batch.baseOffset(buf, at)} is not 0`)
  }
  if (size > maxMessageBytes) {
    throw refuse('MESSAGE_TOO_LARGE', `batch of ${size} bytes is larger than ${maxMessageBytes}`)
  }
  if (size < batch.batchHeaderBytes) throw refuse('CORRUPT_MESSAGE', `batch of ${size} bytes`)
  // The broker has just built this batch itself.
  if (client && !batch.hasValidCrc(buf, at)) throw refuse('CORRUPT_MESSAGE', 'wrong checksum')
  const codec = codecName(batch.codecId(buf, at))
  const count = batch.recordCount(buf, at)
  const delta = batch.lastOffsetDelta(buf, at)
  if (!client) return codec
  if (delta < 0) throw refuse('INVALID_RECORD', `last offset delta ${delta}`)
  if (count <= 0) throw refuse('INVALID_RECORD', `${count} records declared`)
  if (delta + 1 !== count) throw refuse('INVALID_RECORD', `last offset delta ${delta} with ${count} records`)
  if (batch.isControl(buf, at)) throw refuse('INVALID_RECORD', 'clients may not write control records')
  if (batch.producerId(buf, at) > -1 && batch.baseSequence(buf, at) < 0) {
    throw refuse('INVALID_RECORD', `sequence ${batch.baseSequence(buf, at)} with a producer id`)
  }
  return codec
}

function validateBatch(buf: Buffer, at: number, size: number, options: ValidateOptions): ValidBatch {
  const codec = checkHeader(buf, at, size, options)
  const target = batch.isControl(buf, at) ? codec : targetCodec(codec, options.compressionType)
  const appendTime = options.messageTimestampType === 'LogAppendTime'
  const cameWithAppendTime = batch.isLogAppendTime(buf, at)
  const stamp = cameWithAppendTime ? batch.maxTimestamp(buf, at) : null
  const base = batch.baseTimestamp(buf, at)
  const count = batch.recordCount(buf, at)
  let payload = buf
  let from = at + batch.batchHeaderBytes
  let to = at + size
  if (codec !== 'none' && count > 0) {
    payload = v2Payload(buf, at, { limit: decompressedLimit(size, options), into: scratch })
    from = 0
    to = payload.length
  }
  forget()
  if (count > 0) {
    const overlong = codec === 'none' ? 'UNKNOWN_SERVER_ERROR' : 'INVALID_RECORD'
    walkRecords(payload, from, to, count, base, stamp, rulesOf(options), overlong)
  }
  if (found.ruleBreakCount > 0) throw brokenRules(options)
  if (cameWithAppendTime && (appendTime || (stamp === -1 && count > 0))) {
    const kind = target === codec && codec !== 'none' ? 'PartialDefaultRecord' : 'DefaultRecord'
    throw wrongTimestampType(kind, readV2Records(buf, at, payload, from, to))
  }
  if (target !== codec) return rebuild(buf, at, payload, from, to, target, options)
  // Kafka would rebuild such a batch, but has skipped its keys and values by then and fails.
  if (codec !== 'none' && !found.consecutive) throw refuse('UNKNOWN_SERVER_ERROR', 'offset deltas are not consecutive')
  if (count > 0) batch.setMaxTimestamp(buf, at, appendTime ? options.nowMs : found.maxTimestamp, appendTime)
  const last = batch.lastOffsetDelta(buf, at)
  return validBatch(buf, at, size, appendTime ? last : found.indexOfMaxTimestamp)
}

/** Kafka checks this only when it builds a batch itself (kafka.MemoryRecordsBuilder#validateProducerState). */
function checkProducerState(buf: Buffer, at: number): void {
  const anonymous = batch.producerId(buf, at) === -1
  const stateless = batch.producerEpoch(buf, at) === -1 || batch.baseSequence(buf, at) < 0
  if (anonymous ? batch.isTransactional(buf, at) : stateless && !batch.isControl(buf, at)) {
    throw refuse('UNKNOWN_SERVER_ERROR', 'producer fields that do not belong together')
  }
}

/** A batch with the topic's codec and consecutive offsets, in a fresh buffer. */
function rebuild(
  buf: Buffer,
  at: number,
  payload: Buffer,
  from: number,
  to: number,
  codec: CodecName,
  options: ValidateOptions
): ValidBatch {
  checkProducerState(buf, at)
  const builder = new BatchBuilder({
    codec,
    level: options.compressionLevel,
    logAppendTimeMs: options.messageTimestampType === 'LogAppendTime' ? options.nowMs : undefined,
    producerId: safeOr(batch.producerId(buf, at), () => buf.readBigInt64BE(at + batch.producerIdAt)),
    producerEpoch: batch.producerEpoch(buf, at),
    baseSequence: batch.baseSequence(buf, at),
    isTransactional: batch.isTransactional(buf, at),
    partitionLeaderEpoch: batch.partitionLeaderEpoch(buf, at)
  })
  for (const record of readV2Records(buf, at, payload, from, to)) {
    const { timestamp, body } = record
    if (timestamp < -1) throw refuse('UNKNOWN_SERVER_ERROR', `negative timestamp ${timestamp}`)
    const exact = safeOr(timestamp, () => record.exactTimestamp())
    builder.appendBody(undefined, exact, body)
  }
  return finishRebuilt(builder.build(), found.indexOfMaxTimestamp, options)
}
