// Generated from protocol-specs/75-DescribeTopicPartitions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeTopicPartitionsRequestTopic {
  name: string
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsRequestTopicInput {
  readonly name: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsRequestCursor {
  topicName: string
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsRequestCursorInput {
  readonly topicName: string
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsRequest {
  topics: DescribeTopicPartitionsRequestTopic[]
  responsePartitionLimit: number
  cursor: DescribeTopicPartitionsRequestCursor | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsRequestInput {
  readonly topics: readonly DescribeTopicPartitionsRequestTopicInput[]
  readonly responsePartitionLimit?: number | undefined
  readonly cursor?: DescribeTopicPartitionsRequestCursorInput | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsResponseTopicPartition {
  errorCode: number
  partitionIndex: number
  leaderId: number
  leaderEpoch: number
  replicaNodes: number[]
  isrNodes: number[]
  eligibleLeaderReplicas: number[] | null
  lastKnownElr: number[] | null
  offlineReplicas: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsResponseTopicPartitionInput {
  readonly errorCode: number
  readonly partitionIndex: number
  readonly leaderId: number
  readonly leaderEpoch?: number | undefined
  readonly replicaNodes: readonly number[]
  readonly isrNodes: readonly number[]
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined
  readonly lastKnownElr?: readonly number[] | null | undefined
  readonly offlineReplicas: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsResponseTopic {
  errorCode: number
  name: string | null
  topicId: string
  isInternal: boolean
  partitions: DescribeTopicPartitionsResponseTopicPartition[]
  topicAuthorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsResponseTopicInput {
  readonly errorCode: number
  readonly name: string | null
  readonly topicId: string
  readonly isInternal?: boolean | undefined
  readonly partitions: readonly DescribeTopicPartitionsResponseTopicPartitionInput[]
  readonly topicAuthorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsResponseNextCursor {
  topicName: string
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsResponseNextCursorInput {
  readonly topicName: string
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTopicPartitionsResponse {
  throttleTimeMs: number
  topics: DescribeTopicPartitionsResponseTopic[]
  nextCursor: DescribeTopicPartitionsResponseNextCursor | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTopicPartitionsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly DescribeTopicPartitionsResponseTopicInput[]
  readonly nextCursor?: DescribeTopicPartitionsResponseNextCursorInput | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDescribeTopicPartitionsRequestTopic(r: Reader, _v: number): DescribeTopicPartitionsRequestTopic {
    const name = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsRequestTopic = { name }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsRequestTopic(o: DescribeTopicPartitionsRequestTopicInput, _v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsRequestTopic(w: Writer, o: DescribeTopicPartitionsRequestTopicInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTopicPartitionsRequestCursor(r: Reader, _v: number): DescribeTopicPartitionsRequestCursor {
    const topicName = r.compactString()
    const partitionIndex = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsRequestCursor = { topicName, partitionIndex }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsRequestCursor(o: DescribeTopicPartitionsRequestCursorInput, _v: number): number {
    let size$ = 4
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsRequestCursor(w: Writer, o: DescribeTopicPartitionsRequestCursorInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTopicPartitionsRequest(r: Reader, v: number): DescribeTopicPartitionsRequest {
    let topics: DescribeTopicPartitionsRequestTopic[]
    {
      const count$ = r.compactCount(2, 40)
      const list$ = new Array<DescribeTopicPartitionsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeTopicPartitionsRequestTopic(r, v)
      topics = list$
    }
    const responsePartitionLimit = r.i32()
    let cursor: DescribeTopicPartitionsRequestCursor | null
    if (r.i8() < 0) cursor = null
    else cursor = readDescribeTopicPartitionsRequestCursor(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsRequest = { topics, responsePartitionLimit, cursor }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsRequest(o: DescribeTopicPartitionsRequestInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeTopicPartitionsRequestTopic(item, v)
    const cursor = o.cursor === undefined ? null : o.cursor
    size$ += 1 + (cursor === null ? 0 : sizeDescribeTopicPartitionsRequestCursor(cursor, v))
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsRequest(w: Writer, o: DescribeTopicPartitionsRequestInput, v: number): void {
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeTopicPartitionsRequestTopic(w, item, v)
    const responsePartitionLimit = o.responsePartitionLimit ?? 2000
    w.i32(responsePartitionLimit)
    const cursor = o.cursor === undefined ? null : o.cursor
    if (cursor === null) w.i8(-1)
    else {
      w.i8(1)
      writeDescribeTopicPartitionsRequestCursor(w, cursor, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeTopicPartitionsRequest: MessageCodec<DescribeTopicPartitionsRequest, DescribeTopicPartitionsRequestInput> = {
    name: 'DescribeTopicPartitionsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeTopicPartitionsRequest,
    encode: writeDescribeTopicPartitionsRequest,
    size: sizeDescribeTopicPartitionsRequest
  }

  function readDescribeTopicPartitionsResponseTopicPartition(r: Reader, _v: number): DescribeTopicPartitionsResponseTopicPartition {
    const errorCode = r.i16()
    const partitionIndex = r.i32()
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const replicaNodes = r.compactI32s()
    const isrNodes = r.compactI32s()
    const eligibleLeaderReplicas = r.compactNullableI32s()
    const lastKnownElr = r.compactNullableI32s()
    const offlineReplicas = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsResponseTopicPartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, eligibleLeaderReplicas, lastKnownElr, offlineReplicas }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsResponseTopicPartition(o: DescribeTopicPartitionsResponseTopicPartitionInput, _v: number): number {
    let size$ = 14
    const replicaNodes = o.replicaNodes
    size$ += uvarintBytes(replicaNodes.length + 1)
    size$ += replicaNodes.length * 4
    const isrNodes = o.isrNodes
    size$ += uvarintBytes(isrNodes.length + 1)
    size$ += isrNodes.length * 4
    const eligibleLeaderReplicas = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    if (eligibleLeaderReplicas === null) size$ += 1
    else {
      size$ += uvarintBytes(eligibleLeaderReplicas.length + 1)
      size$ += eligibleLeaderReplicas.length * 4
    }
    const lastKnownElr = o.lastKnownElr === undefined ? null : o.lastKnownElr
    if (lastKnownElr === null) size$ += 1
    else {
      size$ += uvarintBytes(lastKnownElr.length + 1)
      size$ += lastKnownElr.length * 4
    }
    const offlineReplicas = o.offlineReplicas
    size$ += uvarintBytes(offlineReplicas.length + 1)
    size$ += offlineReplicas.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsResponseTopicPartition(w: Writer, o: DescribeTopicPartitionsResponseTopicPartitionInput, _v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    const replicaNodes = o.replicaNodes
    w.uvarint(replicaNodes.length + 1)
    w.i32s(replicaNodes)
    const isrNodes = o.isrNodes
    w.uvarint(isrNodes.length + 1)
    w.i32s(isrNodes)
    const eligibleLeaderReplicas = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    if (eligibleLeaderReplicas === null) w.uvarint(0)
    else {
      w.uvarint(eligibleLeaderReplicas.length + 1)
      w.i32s(eligibleLeaderReplicas)
    }
    const lastKnownElr = o.lastKnownElr === undefined ? null : o.lastKnownElr
    if (lastKnownElr === null) w.uvarint(0)
    else {
      w.uvarint(lastKnownElr.length + 1)
      w.i32s(lastKnownElr)
    }
    const offlineReplicas = o.offlineReplicas
    w.uvarint(offlineReplicas.length + 1)
    w.i32s(offlineReplicas)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTopicPartitionsResponseTopic(r: Reader, v: number): DescribeTopicPartitionsResponseTopic {
    const errorCode = r.i16()
    const name = r.compactNullableString()
    const topicId = r.uuid()
    const isInternal = r.bool()
    let partitions: DescribeTopicPartitionsResponseTopicPartition[]
    {
      const count$ = r.compactCount(20, 264)
      const list$ = new Array<DescribeTopicPartitionsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeTopicPartitionsResponseTopicPartition(r, v)
      partitions = list$
    }
    const topicAuthorizedOperations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsResponseTopic(o: DescribeTopicPartitionsResponseTopicInput, v: number): number {
    let size$ = 23
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDescribeTopicPartitionsResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsResponseTopic(w: Writer, o: DescribeTopicPartitionsResponseTopicInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const name = o.name
    w.compactString(name)
    const topicId = o.topicId
    w.uuid(topicId)
    const isInternal = o.isInternal ?? false
    w.bool(isInternal)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDescribeTopicPartitionsResponseTopicPartition(w, item, v)
    const topicAuthorizedOperations = o.topicAuthorizedOperations ?? -2147483648
    w.i32(topicAuthorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTopicPartitionsResponseNextCursor(r: Reader, _v: number): DescribeTopicPartitionsResponseNextCursor {
    const topicName = r.compactString()
    const partitionIndex = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsResponseNextCursor = { topicName, partitionIndex }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsResponseNextCursor(o: DescribeTopicPartitionsResponseNextCursorInput, _v: number): number {
    let size$ = 4
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsResponseNextCursor(w: Writer, o: DescribeTopicPartitionsResponseNextCursorInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTopicPartitionsResponse(r: Reader, v: number): DescribeTopicPartitionsResponse {
    const throttleTimeMs = r.i32()
    let topics: DescribeTopicPartitionsResponseTopic[]
    {
      const count$ = r.compactCount(26, 152)
      const list$ = new Array<DescribeTopicPartitionsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeTopicPartitionsResponseTopic(r, v)
      topics = list$
    }
    let nextCursor: DescribeTopicPartitionsResponseNextCursor | null
    if (r.i8() < 0) nextCursor = null
    else nextCursor = readDescribeTopicPartitionsResponseNextCursor(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTopicPartitionsResponse = { throttleTimeMs, topics, nextCursor }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTopicPartitionsResponse(o: DescribeTopicPartitionsResponseInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeTopicPartitionsResponseTopic(item, v)
    const nextCursor = o.nextCursor === undefined ? null : o.nextCursor
    size$ += 1 + (nextCursor === null ? 0 : sizeDescribeTopicPartitionsResponseNextCursor(nextCursor, v))
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTopicPartitionsResponse(w: Writer, o: DescribeTopicPartitionsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeTopicPartitionsResponseTopic(w, item, v)
    const nextCursor = o.nextCursor === undefined ? null : o.nextCursor
    if (nextCursor === null) w.i8(-1)
    else {
      w.i8(1)
      writeDescribeTopicPartitionsResponseNextCursor(w, nextCursor, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeTopicPartitionsResponse: MessageCodec<DescribeTopicPartitionsResponse, DescribeTopicPartitionsResponseInput> = {
    name: 'DescribeTopicPartitionsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeTopicPartitionsResponse,
    encode: writeDescribeTopicPartitionsResponse,
    size: sizeDescribeTopicPartitionsResponse
  }

  return { describeTopicPartitionsRequest, describeTopicPartitionsResponse }
}
