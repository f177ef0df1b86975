import * as batch from './batch.ts'
import { BatchBuilder } from './batch-builder.ts'
import type { CodecName } from './compression/index.ts'
import { entryPositions } from './entries.ts'
import { RecordsError } from './errors.ts'
import {
  type LegacyRecord,
  legacyCodec,
  legacyHasValidCrc,
  legacyIsLogAppendTime,
  legacySize,
  readLegacyRecords
} from './legacy.ts'
import { safeOr } from './numbers.ts'
import {
  brokenRules,
  decompressedLimit,
  finishRebuilt,
  rulesOf,
  targetCodec,
  type ValidateOptions,
  type ValidBatch,
  wrongTimestampType
} from './validation.ts'
import { checkRules, forget, found } from './walk.ts'

/**
 * Validates message sets of formats 0 and 1 from Produce v0 to v2, and converts them to one v2 batch
 * (kafka.LogValidator#convertAndAssignOffsetsNonCompressed and its compressed twin). Throws RecordsError or RuleError.
 */
export function convertLegacy(records: Buffer, options: ValidateOptions): ValidBatch {
  const entries = [...entryPositions(records)]
  const source = checkEntries(records, entries, options)
  const builder = new BatchBuilder({
    codec: targetCodec(source, options.compressionType),
    level: options.compressionLevel,
    logAppendTimeMs: options.messageTimestampType === 'LogAppendTime' ? options.nowMs : undefined
  })
  const rules = rulesOf(options)
  const limit = decompressedLimit(records.length, options)
  forget()
  for (const at of entries) {
    let index = 0
    for (const record of readLegacyRecords(records, at, { limit })) {
      checkInner(record, batch.magic(records, at), source)
      const { key, timestamp } = record
      checkRules(rules, index++, record.offset, timestamp, key !== null)
      if (timestamp > found.maxTimestamp) {
        found.maxTimestamp = timestamp
        found.indexOfMaxTimestamp = builder.recordCount
      }
      if (timestamp < -1) throw new RecordsError('UNKNOWN_SERVER_ERROR', `negative timestamp ${timestamp}`)
      const exact = safeOr(timestamp, () => record.exactTimestamp())
      builder.append({ timestamp: exact, key, value: record.value })
    }
    if (found.ruleBreakCount > 0) throw brokenRules(options)
    const stamped = legacyIsLogAppendTime(records, at)
    if (stamped && options.messageTimestampType === 'LogAppendTime') {
      throw wrongTimestampType('LegacyRecord', readLegacyRecords(records, at, { limit }))
    }
  }
  return finishRebuilt(builder.build(), found.indexOfMaxTimestamp, options)
}

/** Checks sizes and checksums of all entries first; returns the codec of the set. */
function checkEntries(records: Buffer, entries: readonly number[], options: ValidateOptions): CodecName {
  let source: CodecName = 'none'
  for (const at of entries) {
    const size = legacySize(records, at)
    if (size > options.maxMessageBytes) {
      throw new RecordsError('MESSAGE_TOO_LARGE', `message of ${size} bytes is larger than ${options.maxMessageBytes}`)
    }
    if (batch.magic(records, at) !== batch.magic(records, entries[0]!)) {
      throw new RecordsError('INVALID_RECORD', 'messages of several formats')
    }
    if (!legacyHasValidCrc(records, at)) throw new RecordsError('CORRUPT_MESSAGE', 'wrong checksum')
    const codec = legacyCodec(records, at)
    if (codec !== 'none') source = codec
  }
  if (source !== 'none' && entries.length > 1) {
    throw new RecordsError('INVALID_RECORD', 'a compressed message beside others')
  }
  return source
}

/** Inner messages have their own checksums, and must have the wrapper's format. */
function checkInner(record: LegacyRecord, wrapperMagic: number, source: CodecName): void {
  if (record.magic !== wrapperMagic) throw new RecordsError('INVALID_RECORD', `inner message of format ${record.magic}`)
  if (source !== 'none' && !record.hasValidCrc()) throw new RecordsError('CORRUPT_MESSAGE', 'wrong inner checksum')
}
