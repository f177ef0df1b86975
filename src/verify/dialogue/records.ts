import {
  type BatchOptions,
  buildBatch,
  buildMessageSet,
  type CodecName,
  type RecordView,
  readRecords,
  setCrc
} from '../../records/index.ts'
import type { Trial } from '../trial.ts'

/** `v0`, `v1`, ...: values for records whose content does not matter. */
export function values(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `v${index}`)
}

/** A v2 batch of text values with timestamps that rise by a millisecond from the start of the run. */
export function batchOf(trial: Trial, texts: readonly string[], options: BatchOptions = {}): Buffer {
  const records = texts.map((text, index) => ({ timestamp: trial.nowMs + index, value: Buffer.from(text) }))
  return buildBatch(records, options)
}

/** A message set of format 0 or 1. */
export function messagesOf(trial: Trial, texts: readonly string[], magic: 0 | 1, codec: CodecName = 'none'): Buffer {
  const messages = texts.map((text, offset) => ({ offset, timestamp: trial.nowMs + offset, value: Buffer.from(text) }))
  return buildMessageSet(messages, { magic, codec })
}

/** Changes bytes of a v2 batch and gives it the checksum that fits, so that only the change can be what is refused. */
export function altered(batch: Buffer, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(batch)
  change(bytes)
  setCrc(bytes, 0)
  return bytes
}

/** All whole records of fetched bytes. @throws RecordsError */
export function recordsIn(bytes: Uint8Array | null): RecordView[] {
  return bytes === null ? [] : readRecords(Buffer.from(bytes))
}

/** Values as text, null as null. */
export function textsIn(bytes: Uint8Array | null): (string | null)[] {
  return recordsIn(bytes).map((record) => record.value?.toString() ?? null)
}
