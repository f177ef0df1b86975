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

export interface ReadShareGroupStateResponseResultPartitionStateBatche {
  firstOffset: bigint
  lastOffset: bigint
  deliveryState: number
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseResultPartitionStateBatcheInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryState: number
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponseResultPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  stateEpoch: number
  startOffset: bigint
  stateBatches: ReadShareGroupStateResponseResultPartitionStateBatche[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseResultPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly stateEpoch: number
  readonly startOffset: bigint
  readonly stateBatches: readonly ReadShareGroupStateResponseResultPartitionStateBatcheInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponseResult {
  topicId: string
  partitions: ReadShareGroupStateResponseResultPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseResultInput {
  readonly topicId: string
  readonly partitions: readonly ReadShareGroupStateResponseResultPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ReadShareGroupStateResponse {
  results: ReadShareGroupStateResponseResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface ReadShareGroupStateResponseInput {
  readonly results: readonly ReadShareGroupStateResponseResultInput[]
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

  function readReadShareGroupStateResponseResultPartitionStateBatche(r: Reader, _v: number): ReadShareGroupStateResponseResultPartitionStateBatche {
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
    const value$: ReadShareGroupStateResponseResultPartitionStateBatche = { firstOffset, lastOffset, deliveryState, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseResultPartitionStateBatche(o: ReadShareGroupStateResponseResultPartitionStateBatcheInput, _v: number): number {
    let size$ = 19
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseResultPartitionStateBatche(w: Writer, o: ReadShareGroupStateResponseResultPartitionStateBatcheInput, _v: number): void {
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

  function readReadShareGroupStateResponseResultPartition(r: Reader, v: number): ReadShareGroupStateResponseResultPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const stateEpoch = r.i32()
    const startOffset = r.i64()
    let stateBatches: ReadShareGroupStateResponseResultPartitionStateBatche[]
    {
      const count$ = r.compactCount(20, 112)
      const list$ = new Array<ReadShareGroupStateResponseResultPartitionStateBatche>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseResultPartitionStateBatche(r, v)
      stateBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateResponseResultPartition = { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseResultPartition(o: ReadShareGroupStateResponseResultPartitionInput, v: number): number {
    let size$ = 18
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const stateBatches = o.stateBatches
    size$ += uvarintBytes(stateBatches.length + 1)
    for (const item of stateBatches) size$ += sizeReadShareGroupStateResponseResultPartitionStateBatche(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseResultPartition(w: Writer, o: ReadShareGroupStateResponseResultPartitionInput, v: number): void {
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
    for (const item of stateBatches) writeReadShareGroupStateResponseResultPartitionStateBatche(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateResponseResult(r: Reader, v: number): ReadShareGroupStateResponseResult {
    const topicId = r.uuid()
    let partitions: ReadShareGroupStateResponseResultPartition[]
    {
      const count$ = r.compactCount(21, 136)
      const list$ = new Array<ReadShareGroupStateResponseResultPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseResultPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ReadShareGroupStateResponseResult = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeReadShareGroupStateResponseResult(o: ReadShareGroupStateResponseResultInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeReadShareGroupStateResponseResultPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponseResult(w: Writer, o: ReadShareGroupStateResponseResultInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeReadShareGroupStateResponseResultPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readReadShareGroupStateResponse(r: Reader, v: number): ReadShareGroupStateResponse {
    let results: ReadShareGroupStateResponseResult[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ReadShareGroupStateResponseResult>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readReadShareGroupStateResponseResult(r, v)
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
    for (const item of results) size$ += sizeReadShareGroupStateResponseResult(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeReadShareGroupStateResponse(w: Writer, o: ReadShareGroupStateResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeReadShareGroupStateResponseResult(w, item, v)
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
