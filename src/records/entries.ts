/*
 * Splits bytes into entries (v2 batches, old messages and wrappers) and reads their records. Never trusts a size, and never reads
 * past the given end.
 */
import * as batch from './batch.ts'
import { type CodecName, codecName, type DecompressOptions, decompress } from './compression/index.ts'
import { RecordsError } from './errors.ts'
import { legacyCodec, legacyHasValidCrc, legacyTimestamp, readLegacyRecords } from './legacy.ts'
import { type RecordView, readV2Records } from './record.ts'

const headBytes = batch.logOverheadBytes + 5

/**
 * Size of the entry at `at`, or 0 if it is not complete before `end` (kafka.ByteBufferLogInputStream). Throws RecordsError:
 * CORRUPT_MESSAGE for an impossible size or an unknown format, UNKNOWN_SERVER_ERROR for a size that overflows Kafka's arithmetic.
 */
export function entrySize(buf: Buffer, at: number, end: number): number {
  const remaining = end - at
  if (remaining < batch.logOverheadBytes) return 0
  const length = batch.batchLength(buf, at)
  if (length < batch.minEntryLength) {
    throw new RecordsError('CORRUPT_MESSAGE', `entry of ${length} bytes is smaller than any can be`)
  }
  if (remaining < headBytes) return 0
  const magic = batch.magic(buf, at)
  if (magic < 0 || magic > 2) throw new RecordsError('CORRUPT_MESSAGE', `unknown message format ${magic}`)
  if (length > 0x7fffffff - batch.logOverheadBytes) {
    throw new RecordsError('UNKNOWN_SERVER_ERROR', `entry of ${length} bytes is larger than any can be`)
  }
  return remaining < length + batch.logOverheadBytes ? 0 : length + batch.logOverheadBytes
}

/** Positions of the complete entries of a buffer, in order; stops silently at an incomplete one. Throws RecordsError. */
export function* entryPositions(buf: Buffer, from = 0, end = buf.length): Generator<number> {
  for (let at = from, size = entrySize(buf, at, end); size > 0; size = entrySize(buf, at, end)) {
    yield at
    at += size
  }
}

/** Whether an entry of any format has the right checksum, and a v2 batch is at least as large as its header. */
export const hasValidChecksum = (buf: Buffer, at: number): boolean =>
  batch.magic(buf, at) === 2 ? batch.hasValidCrc(buf, at) : legacyHasValidCrc(buf, at)

/** Codec of an entry of any format. Throws RecordsError for ids that Kafka does not know. */
export const entryCodec = (buf: Buffer, at: number): CodecName =>
  batch.magic(buf, at) === 2 ? codecName(batch.codecId(buf, at)) : legacyCodec(buf, at)

/** Last offset of an entry of any format. */
export const entryLastOffset = (buf: Buffer, at: number): number =>
  batch.magic(buf, at) === 2 ? batch.lastOffset(buf, at) : batch.baseOffset(buf, at)

/** Max timestamp of an entry of any format in milliseconds; -1 in format 0. */
export const entryMaxTimestamp = (buf: Buffer, at: number): number =>
  batch.magic(buf, at) === 2 ? batch.maxTimestamp(buf, at) : legacyTimestamp(buf, at)

/** The uncompressed records of the v2 batch at `at`; a view of the batch if it is not compressed. */
export function v2Payload(buf: Buffer, at: number, options: DecompressOptions = {}): Buffer {
  const end = at + batch.batchSize(buf, at)
  return decompress(codecName(batch.codecId(buf, at)), buf.subarray(at + batch.batchHeaderBytes, end), options)
}

/**
 * The records of the entry at `at`, which must be entirely in `buf` (see `entrySize`). Their buffers are views of it, or of the
 * decompressed bytes. Does not verify checksums. Throws RecordsError during iteration.
 */
export function* recordsOf(buf: Buffer, at = 0, options: DecompressOptions = {}): Generator<RecordView> {
  if (batch.magic(buf, at) !== 2) {
    yield* readLegacyRecords(buf, at, options)
    return
  }
  const size = batch.batchSize(buf, at)
  if (size < batch.batchHeaderBytes) throw new RecordsError('CORRUPT_MESSAGE', `batch of ${size} bytes`)
  if (batch.recordCount(buf, at) === 0) return
  if (!batch.isCompressed(buf, at)) {
    yield* readV2Records(buf, at, buf, at + batch.batchHeaderBytes, at + size)
    return
  }
  const payload = v2Payload(buf, at, options)
  yield* readV2Records(buf, at, payload, 0, payload.length)
}

/** All records of all whole entries of a buffer, for tools and tests. Throws RecordsError. */
export function readRecords(buf: Buffer, options: DecompressOptions = {}): RecordView[] {
  const records: RecordView[] = []
  for (const at of entryPositions(buf)) for (const record of recordsOf(buf, at, options)) records.push(record)
  return records
}
