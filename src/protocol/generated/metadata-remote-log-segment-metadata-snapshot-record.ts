// Generated from protocol-specs/metadata-RemoteLogSegmentMetadataSnapshotRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch {
  leaderEpoch: number
  offset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochInput {
  readonly leaderEpoch: number
  readonly offset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoteLogSegmentMetadataSnapshotRecord {
  segmentId: string
  startOffset: bigint
  endOffset: bigint
  brokerId: number
  maxTimestampMs: bigint
  eventTimestampMs: bigint
  segmentLeaderEpochs: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch[]
  segmentSizeInBytes: number
  customMetadata: Uint8Array | null
  remoteLogSegmentState: number
  txnIndexEmpty: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface RemoteLogSegmentMetadataSnapshotRecordInput {
  readonly segmentId: string
  readonly startOffset: bigint
  readonly endOffset: bigint
  readonly brokerId: number
  readonly maxTimestampMs: bigint
  readonly eventTimestampMs: bigint
  readonly segmentLeaderEpochs: readonly RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochInput[]
  readonly segmentSizeInBytes: number
  readonly customMetadata?: Uint8Array | null | undefined
  readonly remoteLogSegmentState: number
  readonly txnIndexEmpty?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(r: Reader, _v: number): RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch {
    const leaderEpoch = r.i32()
    const offset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch = { leaderEpoch, offset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(o: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(w: Writer, o: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpochInput, _v: number): void {
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

  function readRemoteLogSegmentMetadataSnapshotRecord(r: Reader, v: number): RemoteLogSegmentMetadataSnapshotRecord {
    const segmentId = r.uuid()
    const startOffset = r.i64()
    const endOffset = r.i64()
    const brokerId = r.i32()
    const maxTimestampMs = r.i64()
    const eventTimestampMs = r.i64()
    let segmentLeaderEpochs: RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch[]
    {
      const count$ = r.compactCount(13, 72)
      const list$ = new Array<RemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(r, v)
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
    const value$: RemoteLogSegmentMetadataSnapshotRecord = { segmentId, startOffset, endOffset, brokerId, maxTimestampMs, eventTimestampMs, segmentLeaderEpochs, segmentSizeInBytes, customMetadata, remoteLogSegmentState, txnIndexEmpty }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoteLogSegmentMetadataSnapshotRecord(o: RemoteLogSegmentMetadataSnapshotRecordInput, v: number): number {
    let size$ = 57
    const segmentLeaderEpochs = o.segmentLeaderEpochs
    size$ += uvarintBytes(segmentLeaderEpochs.length + 1)
    for (const item of segmentLeaderEpochs) size$ += sizeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(item, v)
    const customMetadata = o.customMetadata === undefined ? null : o.customMetadata
    {
      const bytes$ = (customMetadata === null ? 0 : customMetadata.length)
      size$ += (customMetadata === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    const txnIndexEmpty = o.txnIndexEmpty ?? false
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(txnIndexEmpty === false)) {
      tags$++
      size$ += tagBytes(0, sizeTagRemoteLogSegmentMetadataSnapshotRecordTxnIndexEmpty(txnIndexEmpty, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagRemoteLogSegmentMetadataSnapshotRecordTxnIndexEmpty(_txnIndexEmpty: boolean, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function writeRemoteLogSegmentMetadataSnapshotRecord(w: Writer, o: RemoteLogSegmentMetadataSnapshotRecordInput, v: number): void {
    const segmentId = o.segmentId
    w.uuid(segmentId)
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
    for (const item of segmentLeaderEpochs) writeRemoteLogSegmentMetadataSnapshotRecordSegmentLeaderEpoch(w, item, v)
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
      w.uvarint(sizeTagRemoteLogSegmentMetadataSnapshotRecordTxnIndexEmpty(txnIndexEmptyTag, v))
      w.bool(txnIndexEmptyTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const remoteLogSegmentMetadataSnapshotRecord: MessageCodec<RemoteLogSegmentMetadataSnapshotRecord, RemoteLogSegmentMetadataSnapshotRecordInput> = {
    name: 'RemoteLogSegmentMetadataSnapshotRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoteLogSegmentMetadataSnapshotRecord,
    encode: writeRemoteLogSegmentMetadataSnapshotRecord,
    size: sizeRemoteLogSegmentMetadataSnapshotRecord
  }

  return { remoteLogSegmentMetadataSnapshotRecord }
}
