// Generated from protocol-specs/87-ReadShareGroupStateSummary.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ReadShareGroupStateSummaryRequestTopicPartition {
  partition: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryRequestTopicPartitionInput {
  readonly partition: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateSummaryRequestTopic {
  topicId: string
  partitions: ReadShareGroupStateSummaryRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly ReadShareGroupStateSummaryRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateSummaryRequest {
  groupId: string
  topics: ReadShareGroupStateSummaryRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryRequestInput {
  readonly groupId: string
  readonly topics: readonly ReadShareGroupStateSummaryRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateSummaryResponseTopicPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  stateEpoch: number
  leaderEpoch: number
  startOffset: bigint
  deliveryCompleteCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryResponseTopicPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: bigint
  readonly deliveryCompleteCount?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateSummaryResponseTopic {
  topicId: string
  partitions: ReadShareGroupStateSummaryResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly ReadShareGroupStateSummaryResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateSummaryResponse {
  results: ReadShareGroupStateSummaryResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateSummaryResponseInput {
  readonly results: readonly ReadShareGroupStateSummaryResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readReadShareGroupStateSummaryRequestTopicPartition(r: Reader, _v: number): ReadShareGroupStateSummaryRequestTopicPartition {
    const partition = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryRequestTopicPartition = { partition, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryRequestTopicPartition(o: ReadShareGroupStateSummaryRequestTopicPartitionInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryRequestTopicPartition(w: Writer, o: ReadShareGroupStateSummaryRequestTopicPartitionInput, _v: number): void {
    const partition = o.partition
    w.i32(partition)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateSummaryRequestTopic(r: Reader, v: number): ReadShareGroupStateSummaryRequestTopic {
    const topicId = r.uuid()
    let partitions: ReadShareGroupStateSummaryRequestTopicPartition[]
    {
      const count$ = r.compactCount(9, 48)
      const list$ = new Array<ReadShareGroupStateSummaryRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateSummaryRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryRequestTopic(o: ReadShareGroupStateSummaryRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeReadShareGroupStateSummaryRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryRequestTopic(w: Writer, o: ReadShareGroupStateSummaryRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeReadShareGroupStateSummaryRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateSummaryRequest(r: Reader, v: number): ReadShareGroupStateSummaryRequest {
    const groupId = r.compactString()
    let topics: ReadShareGroupStateSummaryRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ReadShareGroupStateSummaryRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateSummaryRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryRequest(o: ReadShareGroupStateSummaryRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeReadShareGroupStateSummaryRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryRequest(w: Writer, o: ReadShareGroupStateSummaryRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeReadShareGroupStateSummaryRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const readShareGroupStateSummaryRequest: MessageCodec<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryRequestInput> = {
    name: 'ReadShareGroupStateSummaryRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readReadShareGroupStateSummaryRequest,
    encode: writeReadShareGroupStateSummaryRequest,
    size: sizeReadShareGroupStateSummaryRequest
  }

  function readReadShareGroupStateSummaryResponseTopicPartition(r: Reader, v: number): ReadShareGroupStateSummaryResponseTopicPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const stateEpoch = r.i32()
    const leaderEpoch = r.i32()
    const startOffset = r.i64()
    let deliveryCompleteCount: number
    if (!(v >= 1)) deliveryCompleteCount = -1
    else {
      deliveryCompleteCount = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryResponseTopicPartition = { partition, errorCode, errorMessage, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryResponseTopicPartition(o: ReadShareGroupStateSummaryResponseTopicPartitionInput, v: number): number {
    let size$ = 22
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    if (v >= 1) {
      size$ += 4
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryResponseTopicPartition(w: Writer, o: ReadShareGroupStateSummaryResponseTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const stateEpoch = o.stateEpoch
    w.i32(stateEpoch)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const startOffset = o.startOffset
    w.i64(startOffset)
    if (v >= 1) {
      const deliveryCompleteCount = o.deliveryCompleteCount ?? -1
      w.i32(deliveryCompleteCount)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateSummaryResponseTopic(r: Reader, v: number): ReadShareGroupStateSummaryResponseTopic {
    const topicId = r.uuid()
    let partitions: ReadShareGroupStateSummaryResponseTopicPartition[]
    {
      const count$ = r.compactCount(24, 112)
      const list$ = new Array<ReadShareGroupStateSummaryResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateSummaryResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryResponseTopic(o: ReadShareGroupStateSummaryResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeReadShareGroupStateSummaryResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryResponseTopic(w: Writer, o: ReadShareGroupStateSummaryResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeReadShareGroupStateSummaryResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateSummaryResponse(r: Reader, v: number): ReadShareGroupStateSummaryResponse {
    let results: ReadShareGroupStateSummaryResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ReadShareGroupStateSummaryResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateSummaryResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateSummaryResponse = { results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateSummaryResponse(o: ReadShareGroupStateSummaryResponseInput, v: number): number {
    let size$ = 0
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeReadShareGroupStateSummaryResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateSummaryResponse(w: Writer, o: ReadShareGroupStateSummaryResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeReadShareGroupStateSummaryResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const readShareGroupStateSummaryResponse: MessageCodec<ReadShareGroupStateSummaryResponse, ReadShareGroupStateSummaryResponseInput> = {
    name: 'ReadShareGroupStateSummaryResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readReadShareGroupStateSummaryResponse,
    encode: writeReadShareGroupStateSummaryResponse,
    size: sizeReadShareGroupStateSummaryResponse
  }

  return { readShareGroupStateSummaryRequest, readShareGroupStateSummaryResponse }
}
