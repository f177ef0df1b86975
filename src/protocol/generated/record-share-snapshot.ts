// Generated from protocol-specs/record-ShareSnapshot.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareSnapshotKey {
  groupId: string
  topicId: string
  partition: number
}

export interface ShareSnapshotKeyInput {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

export interface ShareSnapshotValueStateBatch {
  firstOffset: bigint
  lastOffset: bigint
  deliveryState: number
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareSnapshotValueStateBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareSnapshotValue {
  snapshotEpoch: number
  stateEpoch: number
  leaderEpoch: number
  startOffset: bigint
  deliveryCompleteCount: number
  createTimestamp: bigint
  writeTimestamp: bigint
  stateBatches: ShareSnapshotValueStateBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareSnapshotValueInput {
  readonly snapshotEpoch: number
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: bigint
  readonly deliveryCompleteCount?: number | undefined
  readonly createTimestamp: bigint
  readonly writeTimestamp: bigint
  readonly stateBatches: readonly ShareSnapshotValueStateBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareSnapshotKey(r: Reader, _v: number): ShareSnapshotKey {
    const groupId = r.string()
    const topicId = r.uuid()
    const partition = r.i32()
    return { groupId, topicId, partition }
  }

  function sizeShareSnapshotKey(o: ShareSnapshotKeyInput, _v: number): number {
    let size$ = 20
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeShareSnapshotKey(w: Writer, o: ShareSnapshotKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const topicId = o.topicId
    w.uuid(topicId)
    const partition = o.partition
    w.i32(partition)
  }

  const shareSnapshotKey: MessageCodec<ShareSnapshotKey, ShareSnapshotKeyInput> = {
    name: 'ShareSnapshotKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareSnapshotKey,
    encode: writeShareSnapshotKey,
    size: sizeShareSnapshotKey
  }

  function readShareSnapshotValueStateBatch(r: Reader, _v: number): ShareSnapshotValueStateBatch {
    const firstOffset = r.i64()
    const lastOffset = r.i64()
    const deliveryState = r.i8()
    const deliveryCount = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareSnapshotValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareSnapshotValueStateBatch(o: ShareSnapshotValueStateBatchInput, _v: number): number {
    let size$ = 19
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareSnapshotValueStateBatch(w: Writer, o: ShareSnapshotValueStateBatchInput, _v: number): void {
    const firstOffset = o.firstOffset
    w.i64(firstOffset)
    const lastOffset = o.lastOffset
    w.i64(lastOffset)
    const deliveryState = o.deliveryState
    w.i8(deliveryState)
    const deliveryCount = o.deliveryCount
    w.i16(deliveryCount)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareSnapshotValue(r: Reader, v: number): ShareSnapshotValue {
    const snapshotEpoch = r.i32()
    const stateEpoch = r.i32()
    const leaderEpoch = r.i32()
    const startOffset = r.i64()
    let deliveryCompleteCount: number = -1
    const createTimestamp = r.i64()
    const writeTimestamp = r.i64()
    let stateBatches: ShareSnapshotValueStateBatch[]
    {
      const count$ = r.compactCount(20, 112)
      const list$ = new Array<ShareSnapshotValueStateBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareSnapshotValueStateBatch(r, v)
      stateBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          deliveryCompleteCount = r.i32()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: ShareSnapshotValue = { snapshotEpoch, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, createTimestamp, writeTimestamp, stateBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareSnapshotValue(o: ShareSnapshotValueInput, v: number): number {
    let size$ = 36
    const deliveryCompleteCount = o.deliveryCompleteCount ?? -1
    const stateBatches = o.stateBatches
    size$ += uvarintBytes(stateBatches.length + 1)
    for (const item of stateBatches) size$ += sizeShareSnapshotValueStateBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(deliveryCompleteCount === -1)) {
      tags$++
      size$ += tagBytes(0, sizeTagShareSnapshotValueDeliveryCompleteCount(deliveryCompleteCount, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagShareSnapshotValueDeliveryCompleteCount(_deliveryCompleteCount: number, _v: number): number {
    let size$ = 0
    size$ += 4
    return size$
  }

  function writeShareSnapshotValue(w: Writer, o: ShareSnapshotValueInput, v: number): void {
    const snapshotEpoch = o.snapshotEpoch
    w.i32(snapshotEpoch)
    const stateEpoch = o.stateEpoch
    w.i32(stateEpoch)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const startOffset = o.startOffset
    w.i64(startOffset)
    const createTimestamp = o.createTimestamp
    w.i64(createTimestamp)
    const writeTimestamp = o.writeTimestamp
    w.i64(writeTimestamp)
    const stateBatches = o.stateBatches
    w.uvarint(stateBatches.length + 1)
    for (const item of stateBatches) writeShareSnapshotValueStateBatch(w, item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const deliveryCompleteCountTag = o.deliveryCompleteCount ?? -1
    const hasDeliveryCompleteCount = !(deliveryCompleteCountTag === -1)
    if (hasDeliveryCompleteCount) tags$++
    w.uvarint(tags$)
    if (hasDeliveryCompleteCount) {
      w.uvarint(0)
      w.uvarint(sizeTagShareSnapshotValueDeliveryCompleteCount(deliveryCompleteCountTag, v))
      w.i32(deliveryCompleteCountTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const shareSnapshotValue: MessageCodec<ShareSnapshotValue, ShareSnapshotValueInput> = {
    name: 'ShareSnapshotValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareSnapshotValue,
    encode: writeShareSnapshotValue,
    size: sizeShareSnapshotValue
  }

  return { shareSnapshotKey, shareSnapshotValue }
}
