// Generated from protocol-specs/record-ConsumerGroupCurrentMemberAssignment.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export interface ConsumerGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  topicId: string
  partitions: number[]
  assignmentEpochs: number[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupCurrentMemberAssignmentValueTopicPartitionsInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly assignmentEpochs?: readonly number[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
  partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number
  readonly previousMemberEpoch: number
  readonly state: number
  readonly assignedPartitions: readonly ConsumerGroupCurrentMemberAssignmentValueTopicPartitionsInput[]
  readonly partitionsPendingRevocation: readonly ConsumerGroupCurrentMemberAssignmentValueTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupCurrentMemberAssignmentKey(r: Reader, _v: number): ConsumerGroupCurrentMemberAssignmentKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeConsumerGroupCurrentMemberAssignmentKey(o: ConsumerGroupCurrentMemberAssignmentKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeConsumerGroupCurrentMemberAssignmentKey(w: Writer, o: ConsumerGroupCurrentMemberAssignmentKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const consumerGroupCurrentMemberAssignmentKey: MessageCodec<ConsumerGroupCurrentMemberAssignmentKey, ConsumerGroupCurrentMemberAssignmentKeyInput> = {
    name: 'ConsumerGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupCurrentMemberAssignmentKey,
    encode: writeConsumerGroupCurrentMemberAssignmentKey,
    size: sizeConsumerGroupCurrentMemberAssignmentKey
  }

  function readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r: Reader, _v: number): ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let assignmentEpochs: number[] | null = []
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          assignmentEpochs = r.compactNullableI32s()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions = { topicId, partitions, assignmentEpochs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(o: ConsumerGroupCurrentMemberAssignmentValueTopicPartitionsInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    const assignmentEpochs = o.assignmentEpochs === undefined ? [] : o.assignmentEpochs
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!((assignmentEpochs !== null && assignmentEpochs.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagConsumerGroupCurrentMemberAssignmentValueTopicPartitionsAssignmentEpochs(assignmentEpochs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagConsumerGroupCurrentMemberAssignmentValueTopicPartitionsAssignmentEpochs(assignmentEpochs: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (assignmentEpochs === null) size$ += 1
    else {
      size$ += uvarintBytes(assignmentEpochs.length + 1)
      size$ += assignmentEpochs.length * 4
    }
    return size$
  }

  function writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w: Writer, o: ConsumerGroupCurrentMemberAssignmentValueTopicPartitionsInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const assignmentEpochsTag = o.assignmentEpochs === undefined ? [] : o.assignmentEpochs
    const hasAssignmentEpochs = !((assignmentEpochsTag !== null && assignmentEpochsTag.length === 0))
    if (hasAssignmentEpochs) tags$++
    w.uvarint(tags$)
    if (hasAssignmentEpochs) {
      w.uvarint(0)
      w.uvarint(sizeTagConsumerGroupCurrentMemberAssignmentValueTopicPartitionsAssignmentEpochs(assignmentEpochsTag, v))
      if (assignmentEpochsTag === null) w.uvarint(0)
      else {
        w.uvarint(assignmentEpochsTag.length + 1)
        w.i32s(assignmentEpochsTag)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function readConsumerGroupCurrentMemberAssignmentValue(r: Reader, v: number): ConsumerGroupCurrentMemberAssignmentValue {
    const memberEpoch = r.i32()
    const previousMemberEpoch = r.i32()
    const state = r.i8()
    let assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
    {
      const count$ = r.compactCount(18, 160)
      const list$ = new Array<ConsumerGroupCurrentMemberAssignmentValueTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
      assignedPartitions = list$
    }
    let partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[]
    {
      const count$ = r.compactCount(18, 160)
      const list$ = new Array<ConsumerGroupCurrentMemberAssignmentValueTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(r, v)
      partitionsPendingRevocation = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions, partitionsPendingRevocation }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupCurrentMemberAssignmentValue(o: ConsumerGroupCurrentMemberAssignmentValueInput, v: number): number {
    let size$ = 9
    const assignedPartitions = o.assignedPartitions
    size$ += uvarintBytes(assignedPartitions.length + 1)
    for (const item of assignedPartitions) size$ += sizeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(item, v)
    const partitionsPendingRevocation = o.partitionsPendingRevocation
    size$ += uvarintBytes(partitionsPendingRevocation.length + 1)
    for (const item of partitionsPendingRevocation) size$ += sizeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupCurrentMemberAssignmentValue(w: Writer, o: ConsumerGroupCurrentMemberAssignmentValueInput, v: number): void {
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const previousMemberEpoch = o.previousMemberEpoch
    w.i32(previousMemberEpoch)
    const state = o.state
    w.i8(state)
    const assignedPartitions = o.assignedPartitions
    w.uvarint(assignedPartitions.length + 1)
    for (const item of assignedPartitions) writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w, item, v)
    const partitionsPendingRevocation = o.partitionsPendingRevocation
    w.uvarint(partitionsPendingRevocation.length + 1)
    for (const item of partitionsPendingRevocation) writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupCurrentMemberAssignmentValue: MessageCodec<ConsumerGroupCurrentMemberAssignmentValue, ConsumerGroupCurrentMemberAssignmentValueInput> = {
    name: 'ConsumerGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupCurrentMemberAssignmentValue,
    encode: writeConsumerGroupCurrentMemberAssignmentValue,
    size: sizeConsumerGroupCurrentMemberAssignmentValue
  }

  return { consumerGroupCurrentMemberAssignmentKey, consumerGroupCurrentMemberAssignmentValue }
}
