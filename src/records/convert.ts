import * as batch from './batch.ts'
import type { DecompressOptions } from './compression/index.ts'
import { entryCodec, entryPositions, entrySize, recordsOf } from './entries.ts'
import { RecordsError } from './errors.ts'
import { buildMessageSet, legacyIsLogAppendTime } from './legacy.ts'
import type { RecordView } from './record.ts'

export interface DownConvertOptions extends DecompressOptions {
  /** The client's message format: 0 for Fetch v0 and v1, 1 for v2 and v3. */
  readonly toMagic: 0 | 1
  /** The fetch offset: earlier records are omitted if each record becomes its own entry. */
  readonly firstOffset: number
}

const isLogAppendTime = (buf: Buffer, at: number): boolean =>
  batch.magic(buf, at) === 2 ? batch.isLogAppendTime(buf, at) : legacyIsLogAppendTime(buf, at)

/**
 * The whole entries of `records` in an older format, in a fresh buffer (kafka.RecordsUtil#downConvert). Headers, producer
 * fields and leader epochs are lost, control batches are left out, entries that are old enough are copied as they are.
 * May answer no bytes at all. Throws RecordsError: UNSUPPORTED_COMPRESSION_TYPE for zstd, which old formats cannot hold.
 */
export function downConvert(records: Buffer, options: DownConvertOptions): Buffer {
  const parts: Buffer[] = []
  for (const at of entryPositions(records)) {
    const magic = batch.magic(records, at)
    if (magic <= options.toMagic) parts.push(records.subarray(at, at + entrySize(records, at, records.length)))
    else if (magic < 2 || !batch.isControl(records, at)) parts.push(convertEntry(records, at, options))
  }
  return Buffer.concat(parts)
}

function convertEntry(buf: Buffer, at: number, options: DownConvertOptions): Buffer {
  const codec = entryCodec(buf, at)
  if (codec === 'zstd') throw new RecordsError('UNSUPPORTED_COMPRESSION_TYPE', 'zstd cannot be converted down')
  const appendTime = isLogAppendTime(buf, at)
  const kept: RecordView[] = []
  for (const record of recordsOf(buf, at, options)) {
    if (codec !== 'none' || record.offset >= options.firstOffset) kept.push(record)
  }
  const messages = kept.map((record) => ({
    offset: record.exactOffset(),
    timestamp: record.exactTimestamp(),
    key: record.key,
    value: record.value
  }))
  return buildMessageSet(messages, {
    magic: options.toMagic,
    codec,
    logAppendTimeMs: appendTime ? kept[0]?.exactTimestamp() : undefined
  })
}
