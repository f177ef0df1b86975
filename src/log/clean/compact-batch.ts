/*
 * Decides what happens to one batch of a compacted log: kept unchanged, rebuilt with fewer records, emptied, or removed. Does not
 * access files. Source: org.apache.kafka.storage.internals.log.Cleaner#cleanInto, MemoryRecords#filterTo, KIP-534.
 */
import {
  BatchBuilder,
  type BatchOptions,
  baseOffset,
  baseSequence,
  buildEmptyBatch,
  type CodecName,
  deleteHorizonMs,
  entryCodec,
  entryLastOffset,
  isControl,
  isLogAppendTime,
  isTransactional,
  legacyIsLogAppendTime,
  magic,
  maxTimestamp,
  partitionLeaderEpoch,
  producerEpoch,
  producerId,
  type RecordView,
  recordsOf,
  V2Record
} from '../../records/index.ts'
import type { CleanedTransactions } from './cleaned-transactions.ts'
import type { KeyOffsets } from './key-offsets.ts'

/** A producer's last batch in the log. */
interface LastOfProducer {
  /** Undefined if the producer wrote only markers. */
  readonly lastDataOffset: number | undefined
  readonly epoch: number
}

export interface CompactionRules {
  readonly keys: KeyOffsets
  readonly transactions: CleanedTransactions
  readonly producers: ReadonlyMap<number, LastOfProducer>
  /** End offset of this round. The batch before it is kept, so that readers see no gap in the offsets. */
  readonly endOffset: number
  readonly nowMs: number
  readonly deleteRetentionMs: number
  readonly levelOf: (codec: CodecName) => number | undefined
}

/**
 * Returns the bytes that replace the entry at `at`: a view of the entry if nothing changes, undefined if it is removed. Throws
 * RecordsError.
 */
export function compactBatch(rules: CompactionRules, buffer: Buffer, at: number, size: number): Buffer | undefined {
  const isOld = magic(buffer, at) !== 2
  const isMarker = !isOld && isControl(buffer, at)
  const isSpent = rules.transactions.take(buffer, at)
  const horizonMs = isOld ? -1 : deleteHorizonMs(buffer, at)
  const losesAll = isSpent && (!isMarker || (horizonMs >= 0 && horizonMs <= rules.nowMs))
  const staysEmpty =
    !isOld && (isLastOfProducer(rules, buffer, at) || entryLastOffset(buffer, at) + 1 === rules.endOffset)
  if (losesAll) return staysEmpty ? emptied(buffer, at) : undefined
  const kept: RecordView[] = []
  let total = 0
  let hasTombstone = false
  for (const record of recordsOf(buffer, at)) {
    total++
    if (!isMarker && !isKept(rules, record, horizonMs)) continue
    hasTombstone ||= record.value === null
    kept.push(record)
  }
  if (kept.length === 0) return staysEmpty ? emptied(buffer, at) : undefined
  const needsHorizon = horizonMs < 0 && (hasTombstone || (isSpent && isMarker))
  if (kept.length === total && !needsHorizon) return buffer.subarray(at, at + size)
  return rebuilt(buffer, at, kept, needsHorizon ? rules.nowMs + rules.deleteRetentionMs : horizonMs, rules)
}

/** A producer's last batch holds its sequence and epoch; without it a retry could be appended twice. */
function isLastOfProducer({ producers }: CompactionRules, buffer: Buffer, at: number): boolean {
  const last = producers.get(producerId(buffer, at))
  if (last === undefined) return false
  if (last.lastDataOffset !== undefined) return last.lastDataOffset === entryLastOffset(buffer, at)
  return isControl(buffer, at) && producerEpoch(buffer, at) === last.epoch
}

function isKept({ keys, nowMs }: CompactionRules, record: RecordView, horizonMs: number): boolean {
  if (record.offset > keys.latestOffset) return true
  const { key } = record
  if (key === null || record.offset < keys.get(key)) return false
  return record.value !== null || horizonMs < 0 || nowMs < horizonMs
}

/** Old message formats cannot hold a delete horizon, so the remaining records become a v2 batch. */
function rebuilt(
  buffer: Buffer,
  at: number,
  kept: readonly RecordView[],
  horizonMs: number,
  rules: CompactionRules
): Buffer {
  const codec = entryCodec(buffer, at)
  const builder = new BatchBuilder({
    ...(magic(buffer, at) === 2 ? kindOf(buffer, at) : oldKindOf(buffer, at, kept)),
    codec,
    level: rules.levelOf(codec),
    deleteHorizonMs: horizonMs >= 0 ? horizonMs : undefined
  })
  for (const record of kept) {
    const timestamp = Number.isSafeInteger(record.timestamp) ? record.timestamp : record.exactTimestamp()
    if (record instanceof V2Record) builder.appendBody(record.offset, timestamp, record.body)
    else builder.append({ offset: record.offset, timestamp, key: record.key, value: record.value })
  }
  return builder.build()
}

/** The fields that a batch keeps whichever records it loses. */
function kindOf(buffer: Buffer, at: number): BatchOptions {
  return {
    baseOffset: baseOffset(buffer, at),
    lastOffset: entryLastOffset(buffer, at),
    logAppendTimeMs: isLogAppendTime(buffer, at) ? maxTimestamp(buffer, at) : undefined,
    producerId: producerId(buffer, at),
    producerEpoch: producerEpoch(buffer, at),
    baseSequence: baseSequence(buffer, at),
    isTransactional: isTransactional(buffer, at),
    isControl: isControl(buffer, at),
    partitionLeaderEpoch: partitionLeaderEpoch(buffer, at)
  }
}

function oldKindOf(buffer: Buffer, at: number, kept: readonly RecordView[]): BatchOptions {
  const first = kept[0] as RecordView
  return { baseOffset: first.offset, logAppendTimeMs: legacyIsLogAppendTime(buffer, at) ? first.timestamp : undefined }
}

const emptied = (buffer: Buffer, at: number): Buffer =>
  buildEmptyBatch({ ...kindOf(buffer, at), maxTimestamp: maxTimestamp(buffer, at) })
