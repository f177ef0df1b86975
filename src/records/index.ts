/** The door of the records room: batches and message sets, their records, codecs, validation and conversion. */
export { AbortedBatches } from './aborted.ts'
export * from './batch.ts'
export {
  BatchBuilder,
  type BatchOptions,
  buildBatch,
  buildEmptyBatch,
  type RecordInput
} from './batch-builder.ts'
export {
  type CodecName,
  type CompressOptions,
  codecIdOf,
  codecName,
  codecNames,
  compress,
  type DecompressOptions,
  decompress,
  decompressedMaxBytes,
  Output,
  prepareZstd
} from './compression/index.ts'
export * from './control.ts'
export { type DownConvertOptions, downConvert } from './convert.ts'
export * from './entries.ts'
export { RecordsError, type RecordsErrorName } from './errors.ts'
export {
  buildMessageSet,
  type LegacyInput,
  type LegacyOptions,
  legacyAttributes,
  legacyIsLogAppendTime,
  legacySize
} from './legacy.ts'
export { buildMessageBatch, type MessageRecord } from './message-batch.ts'
export { murmur2, partitionOfKey } from './partitioner.ts'
export type { RecordHeader, RecordView } from './record.ts'
export { V2Record } from './record.ts'
export { validateRecords } from './validate.ts'
export { adopted, type ValidateTask, validateJob } from './validate-job.ts'
export {
  type Accepted,
  type RecordError,
  RecordsRefusal,
  type ValidateOptions,
  type Validation,
  type ValidBatch
} from './validation.ts'
export { checkRecordLine } from './vector-check.ts'
