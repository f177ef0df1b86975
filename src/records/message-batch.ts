/*
 * Builds batches whose keys and values are messages, as in internal topics. Computes sizes first, then allocates once: no key or
 * value gets a buffer of its own.
 */
import { messageBytes, type PrefixedMessage, Writer, writePrefixed } from '../wire/index.ts'
import { batchHeaderBytes, transactionalFlag, writeBatchHeader } from './batch.ts'
import { sizeOfVarint } from './varint.ts'

/** A record without headers, with the batch's timestamp. A value of null is a tombstone. */
export interface MessageRecord {
  readonly key: PrefixedMessage
  readonly value: PrefixedMessage | null
}

interface MessageBatchOptions {
  readonly timestampMs: number
  /** If set, the batch is part of this producer's transaction. */
  readonly producer?: { readonly producerId: number; readonly producerEpoch: number } | undefined
}

/** Attributes, and the difference of the timestamp. */
const fixedBytes = 2
const noHeaders = 0

/**
 * One v2 batch of these records, at least one, in a buffer that the caller owns.
 * @throws UnsupportedVersionError, RangeError as the codecs do
 */
export function buildMessageBatch(records: readonly MessageRecord[], options: MessageBatchOptions): Buffer {
  const { timestampMs, producer } = options
  const count = records.length
  // Per record: its own size, its key's and its value's.
  const sizes: number[] = []
  let total = batchHeaderBytes
  for (let index = 0; index < count; index++) {
    const { key, value } = records[index] as MessageRecord
    const keyBytes = messageBytes(key)
    const valueBytes = value === null ? -1 : messageBytes(value)
    const lengths = sizeOfVarint(index) + sizeOfVarint(keyBytes) + sizeOfVarint(valueBytes)
    const bytes = fixedBytes + lengths + keyBytes + Math.max(valueBytes, 0) + sizeOfVarint(noHeaders)
    sizes.push(bytes, keyBytes, valueBytes)
    total += sizeOfVarint(bytes) + bytes
  }
  const writer = new Writer(total)
  writer.skip(batchHeaderBytes)
  for (let index = 0; index < count; index++) {
    const { key, value } = records[index] as MessageRecord
    const at = 3 * index
    writer.varint(sizes[at] as number)
    writer.i8(0)
    writer.varint(0)
    writer.varint(index)
    writer.varint(sizes[at + 1] as number)
    writePrefixed(writer, key)
    writer.varint(sizes[at + 2] as number)
    if (value !== null) writePrefixed(writer, value)
    writer.varint(noHeaders)
  }
  const [whole] = writer.finish()
  const batch = whole as Buffer
  writeBatchHeader(batch, 0, {
    baseOffset: 0,
    size: total,
    partitionLeaderEpoch: -1,
    attributes: producer === undefined ? 0 : transactionalFlag,
    lastOffsetDelta: count - 1,
    baseTimestamp: timestampMs,
    maxTimestamp: timestampMs,
    producerId: producer?.producerId ?? -1,
    producerEpoch: producer?.producerEpoch ?? -1,
    // Sequences of coordinator writes are not checked; Kafka uses 0.
    baseSequence: producer === undefined ? -1 : 0,
    recordCount: count
  })
  return batch
}
