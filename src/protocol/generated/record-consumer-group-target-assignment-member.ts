// Generated from protocol-specs/record-ConsumerGroupTargetAssignmentMember.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export interface ConsumerGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupTargetAssignmentMemberValueTopicPartitionInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupTargetAssignmentMemberValue {
  topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupTargetAssignmentMemberValueInput {
  readonly topicPartitions: readonly ConsumerGroupTargetAssignmentMemberValueTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupTargetAssignmentMemberKey(r: Reader, _v: number): ConsumerGroupTargetAssignmentMemberKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeConsumerGroupTargetAssignmentMemberKey(o: ConsumerGroupTargetAssignmentMemberKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeConsumerGroupTargetAssignmentMemberKey(w: Writer, o: ConsumerGroupTargetAssignmentMemberKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const consumerGroupTargetAssignmentMemberKey: MessageCodec<ConsumerGroupTargetAssignmentMemberKey, ConsumerGroupTargetAssignmentMemberKeyInput> = {
    name: 'ConsumerGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupTargetAssignmentMemberKey,
    encode: writeConsumerGroupTargetAssignmentMemberKey,
    size: sizeConsumerGroupTargetAssignmentMemberKey
  }

  function readConsumerGroupTargetAssignmentMemberValueTopicPartition(r: Reader, _v: number): ConsumerGroupTargetAssignmentMemberValueTopicPartition {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupTargetAssignmentMemberValueTopicPartition = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupTargetAssignmentMemberValueTopicPartition(o: ConsumerGroupTargetAssignmentMemberValueTopicPartitionInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupTargetAssignmentMemberValueTopicPartition(w: Writer, o: ConsumerGroupTargetAssignmentMemberValueTopicPartitionInput, _v: number): void {
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

  function readConsumerGroupTargetAssignmentMemberValue(r: Reader, v: number): ConsumerGroupTargetAssignmentMemberValue {
    let topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ConsumerGroupTargetAssignmentMemberValueTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupTargetAssignmentMemberValueTopicPartition(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupTargetAssignmentMemberValue = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupTargetAssignmentMemberValue(o: ConsumerGroupTargetAssignmentMemberValueInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeConsumerGroupTargetAssignmentMemberValueTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupTargetAssignmentMemberValue(w: Writer, o: ConsumerGroupTargetAssignmentMemberValueInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeConsumerGroupTargetAssignmentMemberValueTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupTargetAssignmentMemberValue: MessageCodec<ConsumerGroupTargetAssignmentMemberValue, ConsumerGroupTargetAssignmentMemberValueInput> = {
    name: 'ConsumerGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupTargetAssignmentMemberValue,
    encode: writeConsumerGroupTargetAssignmentMemberValue,
    size: sizeConsumerGroupTargetAssignmentMemberValue
  }

  return { consumerGroupTargetAssignmentMemberKey, consumerGroupTargetAssignmentMemberValue }
}
