// Generated from protocol-specs/85-WriteShareGroupState.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface WriteShareGroupStateRequestTopicPartitionStateBatch {
  firstOffset: bigint
  lastOffset: bigint
  deliveryState: number
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateRequestTopicPartitionStateBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateRequestTopicPartition {
  partition: number
  stateEpoch: number
  leaderEpoch: number
  startOffset: bigint
  deliveryCompleteCount: number
  stateBatches: WriteShareGroupStateRequestTopicPartitionStateBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateRequestTopicPartitionInput {
  readonly partition: number
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: bigint
  readonly deliveryCompleteCount?: number | undefined
  readonly stateBatches: readonly WriteShareGroupStateRequestTopicPartitionStateBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateRequestTopic {
  topicId: string
  partitions: WriteShareGroupStateRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly WriteShareGroupStateRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateRequest {
  groupId: string
  topics: WriteShareGroupStateRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateRequestInput {
  readonly groupId: string
  readonly topics: readonly WriteShareGroupStateRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateResponseTopicPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateResponseTopicPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateResponseTopic {
  topicId: string
  partitions: WriteShareGroupStateResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly WriteShareGroupStateResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteShareGroupStateResponse {
  results: WriteShareGroupStateResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteShareGroupStateResponseInput {
  readonly results: readonly WriteShareGroupStateResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readWriteShareGroupStateRequestTopicPartitionStateBatch(r: Reader, _v: number): WriteShareGroupStateRequestTopicPartitionStateBatch {
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
    const value$: WriteShareGroupStateRequestTopicPartitionStateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateRequestTopicPartitionStateBatch(o: WriteShareGroupStateRequestTopicPartitionStateBatchInput, _v: number): number {
    let size$ = 19
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateRequestTopicPartitionStateBatch(w: Writer, o: WriteShareGroupStateRequestTopicPartitionStateBatchInput, _v: number): void {
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

  function readWriteShareGroupStateRequestTopicPartition(r: Reader, v: number): WriteShareGroupStateRequestTopicPartition {
    const partition = r.i32()
    const stateEpoch = r.i32()
    const leaderEpoch = r.i32()
    const startOffset = r.i64()
    let deliveryCompleteCount: number
    if (!(v >= 1)) deliveryCompleteCount = -1
    else {
      deliveryCompleteCount = r.i32()
    }
    let stateBatches: WriteShareGroupStateRequestTopicPartitionStateBatch[]
    {
      const count$ = r.compactCount(20, 112)
      const list$ = new Array<WriteShareGroupStateRequestTopicPartitionStateBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteShareGroupStateRequestTopicPartitionStateBatch(r, v)
      stateBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateRequestTopicPartition = { partition, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateRequestTopicPartition(o: WriteShareGroupStateRequestTopicPartitionInput, v: number): number {
    let size$ = 20
    if (v >= 1) {
      size$ += 4
    }
    const stateBatches = o.stateBatches
    size$ += uvarintBytes(stateBatches.length + 1)
    for (const item of stateBatches) size$ += sizeWriteShareGroupStateRequestTopicPartitionStateBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateRequestTopicPartition(w: Writer, o: WriteShareGroupStateRequestTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
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
    const stateBatches = o.stateBatches
    w.uvarint(stateBatches.length + 1)
    for (const item of stateBatches) writeWriteShareGroupStateRequestTopicPartitionStateBatch(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readWriteShareGroupStateRequestTopic(r: Reader, v: number): WriteShareGroupStateRequestTopic {
    const topicId = r.uuid()
    let partitions: WriteShareGroupStateRequestTopicPartition[]
    {
      const count$ = r.compactCount(22, 136)
      const list$ = new Array<WriteShareGroupStateRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteShareGroupStateRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateRequestTopic(o: WriteShareGroupStateRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeWriteShareGroupStateRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateRequestTopic(w: Writer, o: WriteShareGroupStateRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeWriteShareGroupStateRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readWriteShareGroupStateRequest(r: Reader, v: number): WriteShareGroupStateRequest {
    const groupId = r.compactString()
    let topics: WriteShareGroupStateRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<WriteShareGroupStateRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteShareGroupStateRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateRequest(o: WriteShareGroupStateRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeWriteShareGroupStateRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateRequest(w: Writer, o: WriteShareGroupStateRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeWriteShareGroupStateRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const writeShareGroupStateRequest: MessageCodec<WriteShareGroupStateRequest, WriteShareGroupStateRequestInput> = {
    name: 'WriteShareGroupStateRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readWriteShareGroupStateRequest,
    encode: writeWriteShareGroupStateRequest,
    size: sizeWriteShareGroupStateRequest
  }

  function readWriteShareGroupStateResponseTopicPartition(r: Reader, _v: number): WriteShareGroupStateResponseTopicPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateResponseTopicPartition = { partition, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateResponseTopicPartition(o: WriteShareGroupStateResponseTopicPartitionInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateResponseTopicPartition(w: Writer, o: WriteShareGroupStateResponseTopicPartitionInput, _v: number): void {
    const partition = o.partition
    w.i32(partition)
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

  function readWriteShareGroupStateResponseTopic(r: Reader, v: number): WriteShareGroupStateResponseTopic {
    const topicId = r.uuid()
    let partitions: WriteShareGroupStateResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 56)
      const list$ = new Array<WriteShareGroupStateResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteShareGroupStateResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateResponseTopic(o: WriteShareGroupStateResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeWriteShareGroupStateResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateResponseTopic(w: Writer, o: WriteShareGroupStateResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeWriteShareGroupStateResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readWriteShareGroupStateResponse(r: Reader, v: number): WriteShareGroupStateResponse {
    let results: WriteShareGroupStateResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<WriteShareGroupStateResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteShareGroupStateResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: WriteShareGroupStateResponse = { results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteShareGroupStateResponse(o: WriteShareGroupStateResponseInput, v: number): number {
    let size$ = 0
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeWriteShareGroupStateResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeWriteShareGroupStateResponse(w: Writer, o: WriteShareGroupStateResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeWriteShareGroupStateResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const writeShareGroupStateResponse: MessageCodec<WriteShareGroupStateResponse, WriteShareGroupStateResponseInput> = {
    name: 'WriteShareGroupStateResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readWriteShareGroupStateResponse,
    encode: writeWriteShareGroupStateResponse,
    size: sizeWriteShareGroupStateResponse
  }

  return { writeShareGroupStateRequest, writeShareGroupStateResponse }
}
