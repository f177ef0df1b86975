/*
 * Layout of the v2 batch header, with functions that read and patch it in place without objects. Never decodes records and never
 * allocates.
 */
import { crc32c } from '../wire/index.ts'
import { readI16, readI32, readI64, writeI32, writeI64 } from './numbers.ts'

/** Bytes of base offset and length, with which entries of every format start. */
export const logOverheadBytes = 12
/** Bytes of a v2 header; the records follow. */
export const batchHeaderBytes = 61
/** The smallest length field that Kafka accepts in any format: the overhead of a v0 message. */
export const minEntryLength = 14

const lengthAt = 8
const leaderEpochAt = 12
export const magicAt = 16
const crcAt = 17
export const attributesAt = 21
export const lastOffsetDeltaAt = 23
export const baseTimestampAt = 27
export const maxTimestampAt = 35
export const producerIdAt = 43
const producerEpochAt = 51
const baseSequenceAt = 53
export const recordCountAt = 57

export const codecMask = 0x07
export const logAppendTimeFlag = 0x08
export const transactionalFlag = 0x10
export const controlFlag = 0x20
export const deleteHorizonFlag = 0x40
const keptFlags = codecMask | transactionalFlag | controlFlag | deleteHorizonFlag

/** First offset of a v2 batch; of a v0 or v1 entry, its own offset (the last one inside a compressed wrapper). */
export const baseOffset = (buf: Buffer, at: number): number => readI64(buf, at)

/** The length field: number of bytes that follow it. May be negative or wrong in bytes that were not validated. */
export const batchLength = (buf: Buffer, at: number): number => readI32(buf, at + lengthAt)

/** Bytes of the whole entry, header included. */
export const batchSize = (buf: Buffer, at: number): number => logOverheadBytes + readI32(buf, at + lengthAt)

/** Format: 0, 1 or 2. The byte is at the same position in all of them. */
export const magic = (buf: Buffer, at: number): number => (buf[at + magicAt]! << 24) >> 24

export const partitionLeaderEpoch = (buf: Buffer, at: number): number => readI32(buf, at + leaderEpochAt)

/** The stored CRC-32C, unsigned. */
export const storedCrc = (buf: Buffer, at: number): number => readI32(buf, at + crcAt) >>> 0

export const attributes = (buf: Buffer, at: number): number => readI16(buf, at + attributesAt)

export const lastOffsetDelta = (buf: Buffer, at: number): number => readI32(buf, at + lastOffsetDeltaAt)

export const lastOffset = (buf: Buffer, at: number): number => readI64(buf, at) + lastOffsetDelta(buf, at)

/** Milliseconds; holds the delete horizon if that flag is set. */
export const baseTimestamp = (buf: Buffer, at: number): number => readI64(buf, at + baseTimestampAt)

export const maxTimestamp = (buf: Buffer, at: number): number => readI64(buf, at + maxTimestampAt)

/** -1 when there is none. */
export const producerId = (buf: Buffer, at: number): number => readI64(buf, at + producerIdAt)

export const producerEpoch = (buf: Buffer, at: number): number => readI16(buf, at + producerEpochAt)

export const baseSequence = (buf: Buffer, at: number): number => readI32(buf, at + baseSequenceAt)

/** Sequence of the last record; sequences wrap to 0 after 2^31-1. -1 when the batch has none. */
export function lastSequence(buf: Buffer, at: number): number {
  const first = baseSequence(buf, at)
  return first === -1 ? -1 : incrementSequence(first, lastOffsetDelta(buf, at))
}

/** The declared number of records; may be negative in invalid bytes. */
export const recordCount = (buf: Buffer, at: number): number => readI32(buf, at + recordCountAt)

/** Codec id of a v2 batch, 0 to 7; 5 to 7 are unknown to Kafka. */
export const codecId = (buf: Buffer, at: number): number => buf[at + attributesAt + 1]! & codecMask

export const isCompressed = (buf: Buffer, at: number): boolean => codecId(buf, at) !== 0

export const isLogAppendTime = (buf: Buffer, at: number): boolean =>
  (buf[at + attributesAt + 1]! & logAppendTimeFlag) !== 0

export const isTransactional = (buf: Buffer, at: number): boolean =>
  (buf[at + attributesAt + 1]! & transactionalFlag) !== 0

export const isControl = (buf: Buffer, at: number): boolean => (buf[at + attributesAt + 1]! & controlFlag) !== 0

/** Whether these bytes are exactly one v2 batch, whatever its contents. */
export const isOneBatch = (buf: Buffer): boolean =>
  buf.length >= batchHeaderBytes && magic(buf, 0) === 2 && batchSize(buf, 0) === buf.length

/** Whether these bytes, which may be anything, start with a transactional v2 batch. */
export const beginsTransactional = (buf: Buffer): boolean =>
  buf.length >= batchHeaderBytes && magic(buf, 0) === 2 && isTransactional(buf, 0)

/** Time in milliseconds after which the cleaner may drop the batch's tombstones (KIP-534), or -1 if not set. */
export const deleteHorizonMs = (buf: Buffer, at: number): number =>
  (buf[at + attributesAt + 1]! & deleteHorizonFlag) !== 0 ? baseTimestamp(buf, at) : -1

/** CRC-32C over the bytes that the header's checksum covers: attributes to the end. It excludes offset and leader epoch. */
export const computeCrc = (buf: Buffer, at: number): number =>
  crc32c(buf.subarray(at + attributesAt, at + batchSize(buf, at)))

/** Whether a v2 batch that is entirely in `buf` has a plausible size and the right checksum. */
export const hasValidCrc = (buf: Buffer, at: number): boolean =>
  batchSize(buf, at) >= batchHeaderBytes && computeCrc(buf, at) === storedCrc(buf, at)

/** The checksum stays valid. */
export const setBaseOffset = (buf: Buffer, at: number, offset: number): void => writeI64(buf, at, offset)

/** The checksum stays valid. */
export function setPartitionLeaderEpoch(buf: Buffer, at: number, epoch: number): void {
  writeI32(buf, at + leaderEpochAt, epoch)
}

/** Updates the checksum to the batch's current contents. */
export function setCrc(buf: Buffer, at: number): void {
  buf.writeUInt32BE(computeCrc(buf, at), at + crcAt)
}

/** Sets the producer fields, and updates the checksum. */
export function setProducer(buf: Buffer, at: number, producerId: number, epoch: number, baseSequence: number): void {
  writeI64(buf, at + producerIdAt, producerId)
  buf.writeInt16BE(epoch, at + producerEpochAt)
  writeI32(buf, at + baseSequenceAt, baseSequence)
  setCrc(buf, at)
}

/**
 * Sets the max timestamp and its type and updates the checksum, unless both are already right. As in
 * kafka.DefaultRecordBatch#setMaxTimestamp, the change also clears unused attribute bits.
 */
export function setMaxTimestamp(buf: Buffer, at: number, timestampMs: number, logAppendTime: boolean): void {
  if (isLogAppendTime(buf, at) === logAppendTime && maxTimestamp(buf, at) === timestampMs) return
  const kept = buf[at + attributesAt + 1]! & keptFlags
  buf[at + attributesAt] = 0
  buf[at + attributesAt + 1] = logAppendTime ? kept | logAppendTimeFlag : kept
  writeI64(buf, at + maxTimestampAt, timestampMs)
  setCrc(buf, at)
}

/** `sequence + increment`, wrapping to 0 after 2^31-1 (kafka.DefaultRecordBatch#incrementSequence). */
export const incrementSequence = (sequence: number, increment: number): number =>
  sequence > 0x7fffffff - increment ? increment - (0x7fffffff - sequence) - 1 : sequence + increment

/** Every field of a v2 header, for `writeBatchHeader`. */
export interface BatchHeader {
  readonly baseOffset: number | bigint
  /** Bytes of the whole batch. */
  readonly size: number
  readonly partitionLeaderEpoch: number
  readonly attributes: number
  readonly lastOffsetDelta: number
  readonly baseTimestamp: number | bigint
  readonly maxTimestamp: number | bigint
  readonly producerId: number | bigint
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly recordCount: number
}

/** Writes a header with its checksum before records that are already in the buffer. */
export function writeBatchHeader(buf: Buffer, at: number, header: BatchHeader): void {
  writeI64(buf, at, header.baseOffset)
  buf.writeInt32BE(header.size - logOverheadBytes, at + lengthAt)
  buf.writeInt32BE(header.partitionLeaderEpoch, at + leaderEpochAt)
  buf.writeInt8(2, at + magicAt)
  buf.writeInt16BE(header.attributes, at + attributesAt)
  buf.writeInt32BE(header.lastOffsetDelta, at + lastOffsetDeltaAt)
  writeI64(buf, at + baseTimestampAt, header.baseTimestamp)
  writeI64(buf, at + maxTimestampAt, header.maxTimestamp)
  writeI64(buf, at + producerIdAt, header.producerId)
  buf.writeInt16BE(header.producerEpoch, at + producerEpochAt)
  buf.writeInt32BE(header.baseSequence, at + baseSequenceAt)
  buf.writeInt32BE(header.recordCount, at + recordCountAt)
  setCrc(buf, at)
}
