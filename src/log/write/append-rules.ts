import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { ValidateOptions, ValidBatch } from '../../records/index.ts'
import type { AppendOrigin, AppendResult, LogConfig } from '../contract.ts'
import type { LogState } from '../state/log-state.ts'

/**
 * What records must keep to in this log, by its configs. One literal with every field: options of two shapes were measured
 * to double the CPU of a small produce.
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

/** Undefined: the codec's own. */
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
 * What one append brings must fit into one segment (org.apache.kafka.storage.internals.log.UnifiedLog#append): whether it was
 * converted or compressed again before that, as it would be written.
 */
export function beyondSegment(log: LogState, batches: readonly ValidBatch[]): Failure | undefined {
  let bytes = 0
  for (const { size } of batches) bytes += size
  const { segmentBytes } = log.config
  if (bytes <= segmentBytes) return undefined
  const message = `Message batch size is ${bytes} bytes in append to partition ${log.name}, which exceeds the maximum configured segment size of ${segmentBytes}.`
  return failed('RECORD_LIST_TOO_LARGE', message)
}

/** A retry that is known answers as the first time did; a sequence that does not follow is refused. Undefined: append. */
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
        // Kafka answers the batch's own timestamp, whatever the type (org.apache.kafka.storage.internals.log.UnifiedLog#append).
        logAppendTimeMs: check.timestamp,
        logStartOffset: log.logStartOffset,
        duplicate: true
      }
    }
  }
  return undefined
}
