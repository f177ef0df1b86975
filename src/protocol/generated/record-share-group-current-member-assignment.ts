// Generated from protocol-specs/record-ShareGroupCurrentMemberAssignment.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export interface ShareGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupCurrentMemberAssignmentValueTopicPartitionsInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number
  readonly previousMemberEpoch: number
  readonly state: number
  readonly assignedPartitions: readonly ShareGroupCurrentMemberAssignmentValueTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupCurrentMemberAssignmentKey(r: Reader, _v: number): ShareGroupCurrentMemberAssignmentKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeShareGroupCurrentMemberAssignmentKey(o: ShareGroupCurrentMemberAssignmentKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeShareGroupCurrentMemberAssignmentKey(w: Writer, o: ShareGroupCurrentMemberAssignmentKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const shareGroupCurrentMemberAssignmentKey: MessageCodec<ShareGroupCurrentMemberAssignmentKey, ShareGroupCurrentMemberAssignmentKeyInput> = {
    name: 'ShareGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupCurrentMemberAssignmentKey,
    encode: writeShareGroupCurrentMemberAssignmentKey,
    size: sizeShareGroupCurrentMemberAssignmentKey
  }

  function readShareGroupCurrentMemberAssignmentValueTopicPartitions(r: Reader, _v: number): ShareGroupCurrentMemberAssignmentValueTopicPartitions {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupCurrentMemberAssignmentValueTopicPartitions(o: ShareGroupCurrentMemberAssignmentValueTopicPartitionsInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupCurrentMemberAssignmentValueTopicPartitions(w: Writer, o: ShareGroupCurrentMemberAssignmentValueTopicPartitionsInput, _v: number): void {
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

  function readShareGroupCurrentMemberAssignmentValue(r: Reader, v: number): ShareGroupCurrentMemberAssignmentValue {
    const memberEpoch = r.i32()
    const previousMemberEpoch = r.i32()
    const state = r.i8()
    let assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareGroupCurrentMemberAssignmentValueTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
      assignedPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupCurrentMemberAssignmentValue(o: ShareGroupCurrentMemberAssignmentValueInput, v: number): number {
    let size$ = 9
    const assignedPartitions = o.assignedPartitions
    size$ += uvarintBytes(assignedPartitions.length + 1)
    for (const item of assignedPartitions) size$ += sizeShareGroupCurrentMemberAssignmentValueTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupCurrentMemberAssignmentValue(w: Writer, o: ShareGroupCurrentMemberAssignmentValueInput, v: number): void {
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const previousMemberEpoch = o.previousMemberEpoch
    w.i32(previousMemberEpoch)
    const state = o.state
    w.i8(state)
    const assignedPartitions = o.assignedPartitions
    w.uvarint(assignedPartitions.length + 1)
    for (const item of assignedPartitions) writeShareGroupCurrentMemberAssignmentValueTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupCurrentMemberAssignmentValue: MessageCodec<ShareGroupCurrentMemberAssignmentValue, ShareGroupCurrentMemberAssignmentValueInput> = {
    name: 'ShareGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupCurrentMemberAssignmentValue,
    encode: writeShareGroupCurrentMemberAssignmentValue,
    size: sizeShareGroupCurrentMemberAssignmentValue
  }

  return { shareGroupCurrentMemberAssignmentKey, shareGroupCurrentMemberAssignmentValue }
}
