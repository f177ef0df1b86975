// Generated from protocol-specs/record-ShareGroupTargetAssignmentMember.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export interface ShareGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ShareGroupTargetAssignmentMemberValueTopicPartition {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupTargetAssignmentMemberValueTopicPartitionInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupTargetAssignmentMemberValue {
  topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupTargetAssignmentMemberValueInput {
  readonly topicPartitions: readonly ShareGroupTargetAssignmentMemberValueTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupTargetAssignmentMemberKey(r: Reader, _v: number): ShareGroupTargetAssignmentMemberKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeShareGroupTargetAssignmentMemberKey(o: ShareGroupTargetAssignmentMemberKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeShareGroupTargetAssignmentMemberKey(w: Writer, o: ShareGroupTargetAssignmentMemberKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const shareGroupTargetAssignmentMemberKey: MessageCodec<ShareGroupTargetAssignmentMemberKey, ShareGroupTargetAssignmentMemberKeyInput> = {
    name: 'ShareGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupTargetAssignmentMemberKey,
    encode: writeShareGroupTargetAssignmentMemberKey,
    size: sizeShareGroupTargetAssignmentMemberKey
  }

  function readShareGroupTargetAssignmentMemberValueTopicPartition(r: Reader, _v: number): ShareGroupTargetAssignmentMemberValueTopicPartition {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupTargetAssignmentMemberValueTopicPartition(o: ShareGroupTargetAssignmentMemberValueTopicPartitionInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupTargetAssignmentMemberValueTopicPartition(w: Writer, o: ShareGroupTargetAssignmentMemberValueTopicPartitionInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupTargetAssignmentMemberValue(r: Reader, v: number): ShareGroupTargetAssignmentMemberValue {
    let topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareGroupTargetAssignmentMemberValueTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupTargetAssignmentMemberValueTopicPartition(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupTargetAssignmentMemberValue = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupTargetAssignmentMemberValue(o: ShareGroupTargetAssignmentMemberValueInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeShareGroupTargetAssignmentMemberValueTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupTargetAssignmentMemberValue(w: Writer, o: ShareGroupTargetAssignmentMemberValueInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeShareGroupTargetAssignmentMemberValueTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupTargetAssignmentMemberValue: MessageCodec<ShareGroupTargetAssignmentMemberValue, ShareGroupTargetAssignmentMemberValueInput> = {
    name: 'ShareGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupTargetAssignmentMemberValue,
    encode: writeShareGroupTargetAssignmentMemberValue,
    size: sizeShareGroupTargetAssignmentMemberValue
  }

  return { shareGroupTargetAssignmentMemberKey, shareGroupTargetAssignmentMemberValue }
}
