/*
 * Owns the bytes of the records in __consumer_offsets: an int16 before key and value, then Kafka's own schemas.
 * Called by the shard when it appends and by the loader when it reads them back.
 * Never decides anything, and never throws on a record that it does not know.
 */
import {
  type GroupMetadataValue,
  type GroupMetadataValueInput,
  groupMetadataKey,
  groupMetadataValue,
  legacyOffsetCommitKey,
  type MessageCodec,
  type OffsetCommitValue,
  type OffsetCommitValueInput,
  offsetCommitKey,
  offsetCommitValue
} from '../protocol/index.ts'
import type { RecordInput } from '../records/index.ts'
import { DecodeError, Reader, Writer } from '../wire/index.ts'

export type GroupRecord =
  | {
      readonly kind: 'offset'
      readonly groupId: string
      readonly topic: string
      readonly partition: number
      /** Null removes the offset. */
      readonly value: OffsetCommitValueInput | null
    }
  | {
      readonly kind: 'group'
      readonly groupId: string
      /** Null removes the group. */
      readonly value: GroupMetadataValueInput | null
    }
  /** Removes a record of a kind that Ottla keeps but does not act on. */
  | { readonly kind: 'foreign-removal'; readonly groupId: string; readonly key: Buffer }

export type ForeignGroupType = 'consumer' | 'share' | 'streams'

/** A record as it was read. `value` null stands for a tombstone. */
export type ReadGroupRecord =
  | {
      readonly kind: 'offset'
      readonly groupId: string
      readonly topic: string
      readonly partition: number
      readonly value: OffsetCommitValue | null
    }
  | { readonly kind: 'group'; readonly groupId: string; readonly value: GroupMetadataValue | null }
  | {
      readonly kind: 'foreign'
      readonly groupType: ForeignGroupType
      readonly recordType: number
      readonly groupId: string
      readonly key: Buffer
      readonly removed: boolean
    }
  | { readonly kind: 'unknown'; readonly reason: string }

const legacyOffsetType = 0
const offsetType = 1
const groupType = 2

/** Versions that Apache Kafka 4.3 writes: 1 keeps the expiry that an old client asked for, 4 the topic id. */
const offsetValueVersion = 4
const offsetValueVersionWithExpiry = 1
const groupValueVersion = 3

/** Record types 3 to 8 and 16 are of consumer groups (KIP-848), 9 to 15 of share groups, 17 to 23 of streams groups. */
function foreignType(recordType: number): ForeignGroupType | null {
  if ((recordType >= 3 && recordType <= 8) || recordType === 16) return 'consumer'
  if (recordType >= 9 && recordType <= 15) return 'share'
  return recordType >= 17 && recordType <= 23 ? 'streams' : null
}

function encode<I>(codec: MessageCodec<unknown, I>, prefix: number, version: number, value: I): Buffer {
  const size = 2 + codec.size(value, version)
  const writer = new Writer(size)
  writer.i16(prefix)
  codec.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

/** The record as the log stores it. */
export function encodeGroupRecord(record: GroupRecord, timestampMs: number): RecordInput {
  if (record.kind === 'foreign-removal') return { timestamp: timestampMs, key: record.key, value: null }
  if (record.kind === 'group') {
    const { groupId, value } = record
    return {
      timestamp: timestampMs,
      key: encode(groupMetadataKey, groupType, 0, { group: groupId }),
      value: value === null ? null : encode(groupMetadataValue, groupValueVersion, groupValueVersion, value)
    }
  }
  const { groupId, topic, partition, value } = record
  const version =
    value?.expireTimestamp === undefined || value.expireTimestamp === -1n
      ? offsetValueVersion
      : offsetValueVersionWithExpiry
  return {
    timestamp: timestampMs,
    key: encode(offsetCommitKey, offsetType, 0, { group: groupId, topic, partition }),
    value: value === null ? null : encode(offsetCommitValue, version, version, value)
  }
}

const unknown = (reason: string): ReadGroupRecord => ({ kind: 'unknown', reason })

function decodeValue<T>(codec: MessageCodec<T, never>, value: Buffer | null): T | null {
  if (value === null) return null
  const reader = new Reader(value)
  const version = reader.i16()
  if (version < 0 || version > codec.maxVersion) reader.fail('BAD_VERSION', `version ${version} of ${codec.name}`)
  return codec.decode(reader, version)
}

function decodeKnown(key: Buffer, value: Buffer | null): ReadGroupRecord {
  const reader = new Reader(key)
  const recordType = reader.i16()
  if (recordType === offsetType || recordType === legacyOffsetType) {
    // The value is the same with either type of key: version 0 of one schema is the other.
    const {
      group: groupId,
      topic,
      partition
    } = (recordType === offsetType ? offsetCommitKey : legacyOffsetCommitKey).decode(reader, 0)
    return { kind: 'offset', groupId, topic, partition, value: decodeValue(offsetCommitValue, value) }
  }
  if (recordType === groupType) {
    return {
      kind: 'group',
      groupId: groupMetadataKey.decode(reader, 0).group,
      value: decodeValue(groupMetadataValue, value)
    }
  }
  const type = foreignType(recordType)
  if (type === null) return unknown(`record type ${recordType}`)
  // The key of each of these begins with the group id.
  return {
    kind: 'foreign',
    groupType: type,
    recordType,
    groupId: reader.string(),
    key: Buffer.from(key),
    removed: value === null
  }
}

/** Never throws: a record that is damaged or newer than this code is `unknown`, and stays in the log. */
export function decodeGroupRecord(key: Buffer | null, value: Buffer | null): ReadGroupRecord {
  if (key === null) return unknown('a record without a key')
  try {
    return decodeKnown(key, value)
  } catch (error) {
    if (error instanceof DecodeError) return unknown(error.message)
    throw error
  }
}
