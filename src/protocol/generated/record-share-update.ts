// Generated from protocol-specs/record-ShareUpdate.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareUpdateKey {
  groupId: string
  topicId: string
  partition: number
}

export interface ShareUpdateKeyInput {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

export interface ShareUpdateValueStateBatch {
  firstOffset: bigint
  lastOffset: bigint
  deliveryState: number
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareUpdateValueStateBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareUpdateValue {
  snapshotEpoch: number
  leaderEpoch: number
  startOffset: bigint
  deliveryCompleteCount: number
  stateBatches: ShareUpdateValueStateBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareUpdateValueInput {
  readonly snapshotEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: bigint
  readonly deliveryCompleteCount?: number | undefined
  readonly stateBatches: readonly ShareUpdateValueStateBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareUpdateKey(r: Reader, _v: number): ShareUpdateKey {
    const groupId = r.string()
    const topicId = r.uuid()
    const partition = r.i32()
    return { groupId, topicId, partition }
  }

  function sizeShareUpdateKey(o: ShareUpdateKeyInput, _v: number): number {
    let size$ = 20
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeShareUpdateKey(w: Writer, o: ShareUpdateKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const topicId = o.topicId
    w.uuid(topicId)
    const partition = o.partition
    w.i32(partition)
  }

  const shareUpdateKey: MessageCodec<ShareUpdateKey, ShareUpdateKeyInput> = {
    name: 'ShareUpdateKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareUpdateKey,
    encode: writeShareUpdateKey,
    size: sizeShareUpdateKey
  }

  function readShareUpdateValueStateBatch(r: Reader, _v: number): ShareUpdateValueStateBatch {
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
    const value$: ShareUpdateValueStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareUpdateValueStateBatch(o: ShareUpdateValueStateBatchInput, _v: number): number {
    let size$ = 19
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareUpdateValueStateBatch(w: Writer, o: ShareUpdateValueStateBatchInput, _v: number): void {
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

  function readShareUpdateValue(r: Reader, v: number): ShareUpdateValue {
    const snapshotEpoch = r.i32()
    const leaderEpoch = r.i32()
    const startOffset = r.i64()
    let deliveryCompleteCount: number = -1
    let stateBatches: ShareUpdateValueStateBatch[]
    {
      const count$ = r.compactCount(20, 112)
      const list$ = new Array<ShareUpdateValueStateBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareUpdateValueStateBatch(r, v)
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
    const value$: ShareUpdateValue = { snapshotEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareUpdateValue(o: ShareUpdateValueInput, v: number): number {
    let size$ = 16
    const deliveryCompleteCount = o.deliveryCompleteCount ?? -1
    const stateBatches = o.stateBatches
    size$ += uvarintBytes(stateBatches.length + 1)
    for (const item of stateBatches) size$ += sizeShareUpdateValueStateBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(deliveryCompleteCount === -1)) {
      tags$++
      size$ += tagBytes(0, sizeTagShareUpdateValueDeliveryCompleteCount(deliveryCompleteCount, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagShareUpdateValueDeliveryCompleteCount(_deliveryCompleteCount: number, _v: number): number {
    let size$ = 0
    size$ += 4
    return size$
  }

  function writeShareUpdateValue(w: Writer, o: ShareUpdateValueInput, v: number): void {
    const snapshotEpoch = o.snapshotEpoch
    w.i32(snapshotEpoch)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const startOffset = o.startOffset
    w.i64(startOffset)
    const stateBatches = o.stateBatches
    w.uvarint(stateBatches.length + 1)
    for (const item of stateBatches) writeShareUpdateValueStateBatch(w, item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const deliveryCompleteCountTag = o.deliveryCompleteCount ?? -1
    const hasDeliveryCompleteCount = !(deliveryCompleteCountTag === -1)
    if (hasDeliveryCompleteCount) tags$++
    w.uvarint(tags$)
    if (hasDeliveryCompleteCount) {
      w.uvarint(0)
      w.uvarint(sizeTagShareUpdateValueDeliveryCompleteCount(deliveryCompleteCountTag, v))
      w.i32(deliveryCompleteCountTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const shareUpdateValue: MessageCodec<ShareUpdateValue, ShareUpdateValueInput> = {
    name: 'ShareUpdateValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareUpdateValue,
    encode: writeShareUpdateValue,
    size: sizeShareUpdateValue
  }

  return { shareUpdateKey, shareUpdateValue }
}
