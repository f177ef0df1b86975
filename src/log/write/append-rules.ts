import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { ValidateOptions, ValidBatch } from '../../records/index.ts'
import type { AppendOrigin, AppendResult, LogConfig } from '../contract.ts'
import type { LogState } from '../state/log-state.ts'

/**
 * Validation rules for records, from the log's configs. One literal with every field: options of two shapes were measured to
 * double the CPU of a small produce.
 */
export function rulesFor(
  { config, name }: LogState,
  origin: AppendOrigin,
  nowMs: number,
  decompressedBytesMax?: number
): ValidateOptions {
  return {
    origin: origin.origin,
    produceVersion: origin.produceVersion,
    compressionType: config.compressionType,
    compressionLevel: compressionLevelOf(config),
    messageTimestampType: config.messageTimestampType,
    timestampBeforeMaxMs: config.messageTimestampBeforeMaxMs,
    timestampAfterMaxMs: config.messageTimestampAfterMaxMs,
    nowMs,
    maxMessageBytes: config.maxMessageBytes,
    compacted: config.cleanupPolicy.compact,
    topicPartition: name,
    decompressedBytesMax
  }
}

/** Undefined for the codec's default. */
function compressionLevelOf(config: LogConfig): number | undefined {
  switch (config.compressionType) {
    case 'gzip':
      return config.compressionGzipLevel
    case 'lz4':
      return config.compressionLz4Level
    case 'zstd':
      return config.compressionZstdLevel
    default:
      return undefined
  }
}

/**
 * The records of one append must fit into one segment (org.apache.kafka.storage.internals.log.UnifiedLog#append), after any
 * conversion or recompression.
 */
export function beyondSegment(log: LogState, batches: readonly ValidBatch[]): Failure | undefined {
  let bytes = 0
  for (const { size } of batches) bytes += size
  const { segmentBytes } = log.config
  if (bytes <= segmentBytes) return undefined
  const message = `Message batch size is ${bytes} bytes in append to partition ${log.name}, which exceeds the maximum configured segment size of ${segmentBytes}.`
  return failed('RECORD_LIST_TOO_LARGE', message)
}

/** Answers a known retry like the first attempt, and refuses an out-of-order sequence. Undefined if the batch can be appended. */
export function checkProducers(
  log: LogState,
  batches: readonly ValidBatch[],
  { origin, verification, markerVersion }: AppendOrigin
): AppendResult | undefined {
  for (const batch of batches) {
    if (batch.producerId < 0) continue
    const check = log.producers.check(batch, origin === 'client', markerVersion)
    const isDuplicate = !isFailure(check) && check.kind === 'duplicate'
    if (verification !== undefined && !isDuplicate && batch.isTransactional && !batch.isControl) {
      if (!log.producers.isVerified(batch, verification))
        return failed('INVALID_TXN_STATE', 'Record was not part of an ongoing transaction')
    }
    if (isFailure(check)) return check
    if (check.kind === 'duplicate') {
      return {
        firstOffset: check.firstOffset,
        lastOffset: check.lastOffset,
        // Kafka returns the batch's own timestamp, whatever the timestamp type
        // (org.apache.kafka.storage.internals.log.UnifiedLog#append).
        logAppendTimeMs: check.timestamp,
        logStartOffset: log.logStartOffset,
        duplicate: true
      }
    }
  }
  return undefined
}
