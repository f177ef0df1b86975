// Generated from protocol-specs/metadata-RemoteLogSegmentMetadataRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition {
  name: string
  id: string
  partition: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartitionInput {
  readonly name: string
  readonly id: string
  readonly partition: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataRecordRemoteLogSegmentId {
  topicIdPartition: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition
  id: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataRecordRemoteLogSegmentIdInput {
  readonly topicIdPartition: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartitionInput
  readonly id: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataRecordSegmentLeaderEpoch {
  leaderEpoch: number
  offset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataRecordSegmentLeaderEpochInput {
  readonly leaderEpoch: number
  readonly offset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataRecord {
  remoteLogSegmentId: RemoteLogSegmentMetadataRecordRemoteLogSegmentId
  startOffset: bigint
  endOffset: bigint
  brokerId: number
  maxTimestampMs: bigint
  eventTimestampMs: bigint
  segmentLeaderEpochs: RemoteLogSegmentMetadataRecordSegmentLeaderEpoch[]
  segmentSizeInBytes: number
  customMetadata: Uint8Array | null
  remoteLogSegmentState: number
  txnIndexEmpty: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataRecordInput {
  readonly remoteLogSegmentId: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdInput
  readonly startOffset: bigint
  readonly endOffset: bigint
  readonly brokerId: number
  readonly maxTimestampMs: bigint
  readonly eventTimestampMs: bigint
  readonly segmentLeaderEpochs: readonly RemoteLogSegmentMetadataRecordSegmentLeaderEpochInput[]
  readonly segmentSizeInBytes: number
  readonly customMetadata?: Uint8Array | null | undefined
  readonly remoteLogSegmentState: number
  readonly txnIndexEmpty?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(r: Reader, _v: number): RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition {
    const name = r.compactString()
    const id = r.uuid()
    const partition = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition = { name, id, partition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(o: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartitionInput, _v: number): number {
    let size$ = 20
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(w: Writer, o: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartitionInput, _v: number): void {
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

  function readRemoteLogSegmentMetadataRecordRemoteLogSegmentId(r: Reader, v: number): RemoteLogSegmentMetadataRecordRemoteLogSegmentId {
    const topicIdPartition = readRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(r, v)
    const id = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataRecordRemoteLogSegmentId = { topicIdPartition, id }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataRecordRemoteLogSegmentId(o: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdInput, v: number): number {
    let size$ = 16
    const topicIdPartition = o.topicIdPartition
    size$ += sizeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(topicIdPartition, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataRecordRemoteLogSegmentId(w: Writer, o: RemoteLogSegmentMetadataRecordRemoteLogSegmentIdInput, v: number): void {
    const topicIdPartition = o.topicIdPartition
    writeRemoteLogSegmentMetadataRecordRemoteLogSegmentIdTopicIdPartition(w, topicIdPartition, v)
    const id = o.id
    w.uuid(id)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(r: Reader, _v: number): RemoteLogSegmentMetadataRecordSegmentLeaderEpoch {
    const leaderEpoch = r.i32()
    const offset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataRecordSegmentLeaderEpoch = { leaderEpoch, offset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(o: RemoteLogSegmentMetadataRecordSegmentLeaderEpochInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(w: Writer, o: RemoteLogSegmentMetadataRecordSegmentLeaderEpochInput, _v: number): void {
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const offset = o.offset
    w.i64(offset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readRemoteLogSegmentMetadataRecord(r: Reader, v: number): RemoteLogSegmentMetadataRecord {
    const remoteLogSegmentId = readRemoteLogSegmentMetadataRecordRemoteLogSegmentId(r, v)
    const startOffset = r.i64()
    const endOffset = r.i64()
    const brokerId = r.i32()
    const maxTimestampMs = r.i64()
    const eventTimestampMs = r.i64()
    let segmentLeaderEpochs: RemoteLogSegmentMetadataRecordSegmentLeaderEpoch[]
    {
      const count$ = r.compactCount(13, 72)
      const list$ = new Array<RemoteLogSegmentMetadataRecordSegmentLeaderEpoch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(r, v)
      segmentLeaderEpochs = list$
    }
    const segmentSizeInBytes = r.i32()
    const customMetadata = r.compactNullableBytes()
    const remoteLogSegmentState = r.i8()
    let txnIndexEmpty: boolean = false
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          txnIndexEmpty = r.bool()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: RemoteLogSegmentMetadataRecord = { remoteLogSegmentId, startOffset, endOffset, brokerId, maxTimestampMs, eventTimestampMs, segmentLeaderEpochs, segmentSizeInBytes, customMetadata, remoteLogSegmentState, txnIndexEmpty }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataRecord(o: RemoteLogSegmentMetadataRecordInput, v: number): number {
    let size$ = 41
    const remoteLogSegmentId = o.remoteLogSegmentId
    size$ += sizeRemoteLogSegmentMetadataRecordRemoteLogSegmentId(remoteLogSegmentId, v)
    const segmentLeaderEpochs = o.segmentLeaderEpochs
    size$ += uvarintBytes(segmentLeaderEpochs.length + 1)
    for (const item of segmentLeaderEpochs) size$ += sizeRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(item, v)
    const customMetadata = o.customMetadata === undefined ? null : o.customMetadata
    {
      const bytes$ = (customMetadata === null ? 0 : customMetadata.length)
      size$ += (customMetadata === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    const txnIndexEmpty = o.txnIndexEmpty ?? false
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(txnIndexEmpty === false)) {
      tags$++
      size$ += tagBytes(0, sizeTagRemoteLogSegmentMetadataRecordTxnIndexEmpty(txnIndexEmpty, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagRemoteLogSegmentMetadataRecordTxnIndexEmpty(_txnIndexEmpty: boolean, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function writeRemoteLogSegmentMetadataRecord(w: Writer, o: RemoteLogSegmentMetadataRecordInput, v: number): void {
    const remoteLogSegmentId = o.remoteLogSegmentId
    writeRemoteLogSegmentMetadataRecordRemoteLogSegmentId(w, remoteLogSegmentId, v)
    const startOffset = o.startOffset
    w.i64(startOffset)
    const endOffset = o.endOffset
    w.i64(endOffset)
    const brokerId = o.brokerId
    w.i32(brokerId)
    const maxTimestampMs = o.maxTimestampMs
    w.i64(maxTimestampMs)
    const eventTimestampMs = o.eventTimestampMs
    w.i64(eventTimestampMs)
    const segmentLeaderEpochs = o.segmentLeaderEpochs
    w.uvarint(segmentLeaderEpochs.length + 1)
    for (const item of segmentLeaderEpochs) writeRemoteLogSegmentMetadataRecordSegmentLeaderEpoch(w, item, v)
    const segmentSizeInBytes = o.segmentSizeInBytes
    w.i32(segmentSizeInBytes)
    const customMetadata = o.customMetadata === undefined ? null : o.customMetadata
    w.compactBytes(customMetadata)
    const remoteLogSegmentState = o.remoteLogSegmentState
    w.i8(remoteLogSegmentState)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const txnIndexEmptyTag = o.txnIndexEmpty ?? false
    const hasTxnIndexEmpty = !(txnIndexEmptyTag === false)
    if (hasTxnIndexEmpty) tags$++
    w.uvarint(tags$)
    if (hasTxnIndexEmpty) {
      w.uvarint(0)
      w.uvarint(sizeTagRemoteLogSegmentMetadataRecordTxnIndexEmpty(txnIndexEmptyTag, v))
      w.bool(txnIndexEmptyTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const remoteLogSegmentMetadataRecord: MessageCodec<RemoteLogSegmentMetadataRecord, RemoteLogSegmentMetadataRecordInput> = {
    name: 'RemoteLogSegmentMetadataRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoteLogSegmentMetadataRecord,
    encode: writeRemoteLogSegmentMetadataRecord,
    size: sizeRemoteLogSegmentMetadataRecord
  }

  return { remoteLogSegmentMetadataRecord }
}
