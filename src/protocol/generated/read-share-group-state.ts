// Generated from protocol-specs/84-ReadShareGroupState.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ReadShareGroupStateRequestTopicPartition {
  partition: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateRequestTopicPartitionInput {
  readonly partition: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateRequestTopic {
  topicId: string
  partitions: ReadShareGroupStateRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly ReadShareGroupStateRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateRequest {
  groupId: string
  topics: ReadShareGroupStateRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateRequestInput {
  readonly groupId: string
  readonly topics: readonly ReadShareGroupStateRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponseTopicPartitionStateBatch {
  firstOffset: bigint
  lastOffset: bigint
  deliveryState: number
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseTopicPartitionStateBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponseTopicPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  stateEpoch: number
  startOffset: bigint
  stateBatches: ReadShareGroupStateResponseTopicPartitionStateBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseTopicPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly stateEpoch: number
  readonly startOffset: bigint
  readonly stateBatches: readonly ReadShareGroupStateResponseTopicPartitionStateBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponseTopic {
  topicId: string
  partitions: ReadShareGroupStateResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly ReadShareGroupStateResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponse {
  results: ReadShareGroupStateResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseInput {
  readonly results: readonly ReadShareGroupStateResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readReadShareGroupStateRequestTopicPartition(r: Reader, _v: number): ReadShareGroupStateRequestTopicPartition {
    const partition = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateRequestTopicPartition = { partition, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateRequestTopicPartition(o: ReadShareGroupStateRequestTopicPartitionInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateRequestTopicPartition(w: Writer, o: ReadShareGroupStateRequestTopicPartitionInput, _v: number): void {
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

  function readReadShareGroupStateRequestTopic(r: Reader, v: number): ReadShareGroupStateRequestTopic {
    const topicId = r.uuid()
    let partitions: ReadShareGroupStateRequestTopicPartition[]
    {
      const count$ = r.compactCount(9, 48)
      const list$ = new Array<ReadShareGroupStateRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateRequestTopic(o: ReadShareGroupStateRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeReadShareGroupStateRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateRequestTopic(w: Writer, o: ReadShareGroupStateRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeReadShareGroupStateRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateRequest(r: Reader, v: number): ReadShareGroupStateRequest {
    const groupId = r.compactString()
    let topics: ReadShareGroupStateRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ReadShareGroupStateRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateRequest(o: ReadShareGroupStateRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeReadShareGroupStateRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateRequest(w: Writer, o: ReadShareGroupStateRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeReadShareGroupStateRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const readShareGroupStateRequest: MessageCodec<ReadShareGroupStateRequest, ReadShareGroupStateRequestInput> = {
    name: 'ReadShareGroupStateRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readReadShareGroupStateRequest,
    encode: writeReadShareGroupStateRequest,
    size: sizeReadShareGroupStateRequest
  }

  function readReadShareGroupStateResponseTopicPartitionStateBatch(r: Reader, _v: number): ReadShareGroupStateResponseTopicPartitionStateBatch {
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
    const value$: ReadShareGroupStateResponseTopicPartitionStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseTopicPartitionStateBatch(o: ReadShareGroupStateResponseTopicPartitionStateBatchInput, _v: number): number {
    let size$ = 19
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseTopicPartitionStateBatch(w: Writer, o: ReadShareGroupStateResponseTopicPartitionStateBatchInput, _v: number): void {
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

  function readReadShareGroupStateResponseTopicPartition(r: Reader, v: number): ReadShareGroupStateResponseTopicPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const stateEpoch = r.i32()
    const startOffset = r.i64()
    let stateBatches: ReadShareGroupStateResponseTopicPartitionStateBatch[]
    {
      const count$ = r.compactCount(20, 112)
      const list$ = new Array<ReadShareGroupStateResponseTopicPartitionStateBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseTopicPartitionStateBatch(r, v)
      stateBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateResponseTopicPartition = { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseTopicPartition(o: ReadShareGroupStateResponseTopicPartitionInput, v: number): number {
    let size$ = 18
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const stateBatches = o.stateBatches
    size$ += uvarintBytes(stateBatches.length + 1)
    for (const item of stateBatches) size$ += sizeReadShareGroupStateResponseTopicPartitionStateBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseTopicPartition(w: Writer, o: ReadShareGroupStateResponseTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const stateEpoch = o.stateEpoch
    w.i32(stateEpoch)
    const startOffset = o.startOffset
    w.i64(startOffset)
    const stateBatches = o.stateBatches
    w.uvarint(stateBatches.length + 1)
    for (const item of stateBatches) writeReadShareGroupStateResponseTopicPartitionStateBatch(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateResponseTopic(r: Reader, v: number): ReadShareGroupStateResponseTopic {
    const topicId = r.uuid()
    let partitions: ReadShareGroupStateResponseTopicPartition[]
    {
      const count$ = r.compactCount(21, 136)
      const list$ = new Array<ReadShareGroupStateResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseTopic(o: ReadShareGroupStateResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeReadShareGroupStateResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseTopic(w: Writer, o: ReadShareGroupStateResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeReadShareGroupStateResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateResponse(r: Reader, v: number): ReadShareGroupStateResponse {
    let results: ReadShareGroupStateResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ReadShareGroupStateResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateResponse = { results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponse(o: ReadShareGroupStateResponseInput, v: number): number {
    let size$ = 0
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeReadShareGroupStateResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponse(w: Writer, o: ReadShareGroupStateResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeReadShareGroupStateResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const readShareGroupStateResponse: MessageCodec<ReadShareGroupStateResponse, ReadShareGroupStateResponseInput> = {
    name: 'ReadShareGroupStateResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readReadShareGroupStateResponse,
    encode: writeReadShareGroupStateResponse,
    size: sizeReadShareGroupStateResponse
  }

  return { readShareGroupStateRequest, readShareGroupStateResponse }
}
