// Generated from protocol-specs/metadata-RemoteLogSegmentMetadataUpdateRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition {
  name: string
  id: string
  partition: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartitionInput {
  readonly name: string
  readonly id: string
  readonly partition: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId {
  topicIdPartition: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition
  id: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdInput {
  readonly topicIdPartition: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartitionInput
  readonly id: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataUpdateRecord {
  remoteLogSegmentId: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId
  brokerId: number
  eventTimestampMs: bigint
  customMetadata: Uint8Array | null
  remoteLogSegmentState: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataUpdateRecordInput {
  readonly remoteLogSegmentId: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdInput
  readonly brokerId: number
  readonly eventTimestampMs: bigint
  readonly customMetadata?: Uint8Array | null | undefined
  readonly remoteLogSegmentState: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(r: Reader, _v: number): RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition {
    const name = r.compactString()
    const id = r.uuid()
    const partition = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition = { name, id, partition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(o: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartitionInput, _v: number): number {
    let size$ = 20
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(w: Writer, o: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartitionInput, _v: number): void {
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

  function readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(r: Reader, v: number): RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId {
    const topicIdPartition = readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(r, v)
    const id = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId = { topicIdPartition, id }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(o: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdInput, v: number): number {
    let size$ = 16
    const topicIdPartition = o.topicIdPartition
    size$ += sizeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(topicIdPartition, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(w: Writer, o: RemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdInput, v: number): void {
    const topicIdPartition = o.topicIdPartition
    writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentIdTopicIdPartition(w, topicIdPartition, v)
    const id = o.id
    w.uuid(id)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readRemoteLogSegmentMetadataUpdateRecord(r: Reader, v: number): RemoteLogSegmentMetadataUpdateRecord {
    const remoteLogSegmentId = readRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(r, v)
    const brokerId = r.i32()
    const eventTimestampMs = r.i64()
    const customMetadata = r.compactNullableBytes()
    const remoteLogSegmentState = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataUpdateRecord = { remoteLogSegmentId, brokerId, eventTimestampMs, customMetadata, remoteLogSegmentState }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataUpdateRecord(o: RemoteLogSegmentMetadataUpdateRecordInput, v: number): number {
    let size$ = 13
    const remoteLogSegmentId = o.remoteLogSegmentId
    size$ += sizeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(remoteLogSegmentId, v)
    const customMetadata = o.customMetadata === undefined ? null : o.customMetadata
    {
      const bytes$ = (customMetadata === null ? 0 : customMetadata.length)
      size$ += (customMetadata === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataUpdateRecord(w: Writer, o: RemoteLogSegmentMetadataUpdateRecordInput, v: number): void {
    const remoteLogSegmentId = o.remoteLogSegmentId
    writeRemoteLogSegmentMetadataUpdateRecordRemoteLogSegmentId(w, remoteLogSegmentId, v)
    const brokerId = o.brokerId
    w.i32(brokerId)
    const eventTimestampMs = o.eventTimestampMs
    w.i64(eventTimestampMs)
    const customMetadata = o.customMetadata === undefined ? null : o.customMetadata
    w.compactBytes(customMetadata)
    const remoteLogSegmentState = o.remoteLogSegmentState
    w.i8(remoteLogSegmentState)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const remoteLogSegmentMetadataUpdateRecord: MessageCodec<RemoteLogSegmentMetadataUpdateRecord, RemoteLogSegmentMetadataUpdateRecordInput> = {
    name: 'RemoteLogSegmentMetadataUpdateRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoteLogSegmentMetadataUpdateRecord,
    encode: writeRemoteLogSegmentMetadataUpdateRecord,
    size: sizeRemoteLogSegmentMetadataUpdateRecord
  }

  return { remoteLogSegmentMetadataUpdateRecord }
}
