// Generated from protocol-specs/90-DescribeShareGroupOffsets.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeShareGroupOffsetsRequestGroupTopic {
  topicName: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsRequestGroupTopicInput {
  readonly topicName: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsRequestGroup {
  groupId: string
  topics: DescribeShareGroupOffsetsRequestGroupTopic[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsRequestGroupInput {
  readonly groupId: string
  readonly topics: readonly DescribeShareGroupOffsetsRequestGroupTopicInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsRequest {
  groups: DescribeShareGroupOffsetsRequestGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsRequestInput {
  readonly groups: readonly DescribeShareGroupOffsetsRequestGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsResponseGroupTopicPartition {
  partitionIndex: number
  startOffset: bigint
  leaderEpoch: number
  lag: bigint
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsResponseGroupTopicPartitionInput {
  readonly partitionIndex: number
  readonly startOffset: bigint
  readonly leaderEpoch: number
  readonly lag?: bigint | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsResponseGroupTopic {
  topicName: string
  topicId: string
  partitions: DescribeShareGroupOffsetsResponseGroupTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsResponseGroupTopicInput {
  readonly topicName: string
  readonly topicId: string
  readonly partitions: readonly DescribeShareGroupOffsetsResponseGroupTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsResponseGroup {
  groupId: string
  topics: DescribeShareGroupOffsetsResponseGroupTopic[]
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsResponseGroupInput {
  readonly groupId: string
  readonly topics: readonly DescribeShareGroupOffsetsResponseGroupTopicInput[]
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeShareGroupOffsetsResponse {
  throttleTimeMs: number
  groups: DescribeShareGroupOffsetsResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeShareGroupOffsetsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly groups: readonly DescribeShareGroupOffsetsResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDescribeShareGroupOffsetsRequestGroupTopic(r: Reader, _v: number): DescribeShareGroupOffsetsRequestGroupTopic {
    const topicName = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsRequestGroupTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsRequestGroupTopic(o: DescribeShareGroupOffsetsRequestGroupTopicInput, _v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsRequestGroupTopic(w: Writer, o: DescribeShareGroupOffsetsRequestGroupTopicInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeShareGroupOffsetsRequestGroup(r: Reader, v: number): DescribeShareGroupOffsetsRequestGroup {
    const groupId = r.compactString()
    let topics: DescribeShareGroupOffsetsRequestGroupTopic[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) topics = null
      else {
        const list$ = new Array<DescribeShareGroupOffsetsRequestGroupTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeShareGroupOffsetsRequestGroupTopic(r, v)
        topics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsRequestGroup = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsRequestGroup(o: DescribeShareGroupOffsetsRequestGroupInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    if (topics === null) size$ += 1
    else {
      size$ += uvarintBytes(topics.length + 1)
      for (const item of topics) size$ += sizeDescribeShareGroupOffsetsRequestGroupTopic(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsRequestGroup(w: Writer, o: DescribeShareGroupOffsetsRequestGroupInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    if (topics === null) w.uvarint(0)
    else {
      w.uvarint(topics.length + 1)
      for (const item of topics) writeDescribeShareGroupOffsetsRequestGroupTopic(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeShareGroupOffsetsRequest(r: Reader, v: number): DescribeShareGroupOffsetsRequest {
    let groups: DescribeShareGroupOffsetsRequestGroup[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeShareGroupOffsetsRequestGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeShareGroupOffsetsRequestGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsRequest = { groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsRequest(o: DescribeShareGroupOffsetsRequestInput, v: number): number {
    let size$ = 0
    const groups = o.groups
    size$ += uvarintBytes(groups.length + 1)
    for (const item of groups) size$ += sizeDescribeShareGroupOffsetsRequestGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsRequest(w: Writer, o: DescribeShareGroupOffsetsRequestInput, v: number): void {
    const groups = o.groups
    w.uvarint(groups.length + 1)
    for (const item of groups) writeDescribeShareGroupOffsetsRequestGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeShareGroupOffsetsRequest: MessageCodec<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsRequestInput> = {
    name: 'DescribeShareGroupOffsetsRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readDescribeShareGroupOffsetsRequest,
    encode: writeDescribeShareGroupOffsetsRequest,
    size: sizeDescribeShareGroupOffsetsRequest
  }

  function readDescribeShareGroupOffsetsResponseGroupTopicPartition(r: Reader, v: number): DescribeShareGroupOffsetsResponseGroupTopicPartition {
    const partitionIndex = r.i32()
    const startOffset = r.i64()
    const leaderEpoch = r.i32()
    let lag: bigint
    if (!(v >= 1)) lag = -1n
    else {
      lag = r.i64()
    }
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsResponseGroupTopicPartition = { partitionIndex, startOffset, leaderEpoch, lag, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsResponseGroupTopicPartition(o: DescribeShareGroupOffsetsResponseGroupTopicPartitionInput, v: number): number {
    let size$ = 18
    if (v >= 1) {
      size$ += 8
    }
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsResponseGroupTopicPartition(w: Writer, o: DescribeShareGroupOffsetsResponseGroupTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const startOffset = o.startOffset
    w.i64(startOffset)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v >= 1) {
      const lag = o.lag ?? -1n
      w.i64(lag)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeShareGroupOffsetsResponseGroupTopic(r: Reader, v: number): DescribeShareGroupOffsetsResponseGroupTopic {
    const topicName = r.compactString()
    const topicId = r.uuid()
    let partitions: DescribeShareGroupOffsetsResponseGroupTopicPartition[]
    {
      const count$ = r.compactCount(20, 128)
      const list$ = new Array<DescribeShareGroupOffsetsResponseGroupTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeShareGroupOffsetsResponseGroupTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsResponseGroupTopic = { topicName, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsResponseGroupTopic(o: DescribeShareGroupOffsetsResponseGroupTopicInput, v: number): number {
    let size$ = 16
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDescribeShareGroupOffsetsResponseGroupTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsResponseGroupTopic(w: Writer, o: DescribeShareGroupOffsetsResponseGroupTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDescribeShareGroupOffsetsResponseGroupTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeShareGroupOffsetsResponseGroup(r: Reader, v: number): DescribeShareGroupOffsetsResponseGroup {
    const groupId = r.compactString()
    let topics: DescribeShareGroupOffsetsResponseGroupTopic[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<DescribeShareGroupOffsetsResponseGroupTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeShareGroupOffsetsResponseGroupTopic(r, v)
      topics = list$
    }
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsResponseGroup = { groupId, topics, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsResponseGroup(o: DescribeShareGroupOffsetsResponseGroupInput, v: number): number {
    let size$ = 2
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeShareGroupOffsetsResponseGroupTopic(item, v)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsResponseGroup(w: Writer, o: DescribeShareGroupOffsetsResponseGroupInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeShareGroupOffsetsResponseGroupTopic(w, item, v)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeShareGroupOffsetsResponse(r: Reader, v: number): DescribeShareGroupOffsetsResponse {
    const throttleTimeMs = r.i32()
    let groups: DescribeShareGroupOffsetsResponseGroup[]
    {
      const count$ = r.compactCount(6, 96)
      const list$ = new Array<DescribeShareGroupOffsetsResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeShareGroupOffsetsResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeShareGroupOffsetsResponse = { throttleTimeMs, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeShareGroupOffsetsResponse(o: DescribeShareGroupOffsetsResponseInput, v: number): number {
    let size$ = 4
    const groups = o.groups
    size$ += uvarintBytes(groups.length + 1)
    for (const item of groups) size$ += sizeDescribeShareGroupOffsetsResponseGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeShareGroupOffsetsResponse(w: Writer, o: DescribeShareGroupOffsetsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const groups = o.groups
    w.uvarint(groups.length + 1)
    for (const item of groups) writeDescribeShareGroupOffsetsResponseGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeShareGroupOffsetsResponse: MessageCodec<DescribeShareGroupOffsetsResponse, DescribeShareGroupOffsetsResponseInput> = {
    name: 'DescribeShareGroupOffsetsResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readDescribeShareGroupOffsetsResponse,
    encode: writeDescribeShareGroupOffsetsResponse,
    size: sizeDescribeShareGroupOffsetsResponse
  }

  return { describeShareGroupOffsetsRequest, describeShareGroupOffsetsResponse }
}
