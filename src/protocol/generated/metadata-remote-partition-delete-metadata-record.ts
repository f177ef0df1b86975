// Generated from protocol-specs/metadata-RemotePartitionDeleteMetadataRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemotePartitionDeleteMetadataRecordTopicIdPartition {
  name: string
  id: string
  partition: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemotePartitionDeleteMetadataRecordTopicIdPartitionInput {
  readonly name: string
  readonly id: string
  readonly partition: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemotePartitionDeleteMetadataRecord {
  topicIdPartition: RemotePartitionDeleteMetadataRecordTopicIdPartition
  brokerId: number
  eventTimestampMs: bigint
  remotePartitionDeleteState: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemotePartitionDeleteMetadataRecordInput {
  readonly topicIdPartition: RemotePartitionDeleteMetadataRecordTopicIdPartitionInput
  readonly brokerId: number
  readonly eventTimestampMs: bigint
  readonly remotePartitionDeleteState: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemotePartitionDeleteMetadataRecordTopicIdPartition(r: Reader, _v: number): RemotePartitionDeleteMetadataRecordTopicIdPartition {
    const name = r.compactString()
    const id = r.uuid()
    const partition = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemotePartitionDeleteMetadataRecordTopicIdPartition = { name, id, partition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemotePartitionDeleteMetadataRecordTopicIdPartition(o: RemotePartitionDeleteMetadataRecordTopicIdPartitionInput, _v: number): number {
    let size$ = 20
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemotePartitionDeleteMetadataRecordTopicIdPartition(w: Writer, o: RemotePartitionDeleteMetadataRecordTopicIdPartitionInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const id = o.id
    w.uuid(id)
    const partition = o.partition
    w.i32(partition)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readRemotePartitionDeleteMetadataRecord(r: Reader, v: number): RemotePartitionDeleteMetadataRecord {
    const topicIdPartition = readRemotePartitionDeleteMetadataRecordTopicIdPartition(r, v)
    const brokerId = r.i32()
    const eventTimestampMs = r.i64()
    const remotePartitionDeleteState = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemotePartitionDeleteMetadataRecord = { topicIdPartition, brokerId, eventTimestampMs, remotePartitionDeleteState }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemotePartitionDeleteMetadataRecord(o: RemotePartitionDeleteMetadataRecordInput, v: number): number {
    let size$ = 13
    const topicIdPartition = o.topicIdPartition
    size$ += sizeRemotePartitionDeleteMetadataRecordTopicIdPartition(topicIdPartition, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemotePartitionDeleteMetadataRecord(w: Writer, o: RemotePartitionDeleteMetadataRecordInput, v: number): void {
    const topicIdPartition = o.topicIdPartition
    writeRemotePartitionDeleteMetadataRecordTopicIdPartition(w, topicIdPartition, v)
    const brokerId = o.brokerId
    w.i32(brokerId)
    const eventTimestampMs = o.eventTimestampMs
    w.i64(eventTimestampMs)
    const remotePartitionDeleteState = o.remotePartitionDeleteState
    w.i8(remotePartitionDeleteState)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const remotePartitionDeleteMetadataRecord: MessageCodec<RemotePartitionDeleteMetadataRecord, RemotePartitionDeleteMetadataRecordInput> = {
    name: 'RemotePartitionDeleteMetadataRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemotePartitionDeleteMetadataRecord,
    encode: writeRemotePartitionDeleteMetadataRecord,
    size: sizeRemotePartitionDeleteMetadataRecord
  }

  return { remotePartitionDeleteMetadataRecord }
}
