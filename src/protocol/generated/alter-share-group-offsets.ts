// Generated from protocol-specs/91-AlterShareGroupOffsets.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterShareGroupOffsetsRequestTopicPartition {
  partitionIndex: number
  startOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly startOffset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterShareGroupOffsetsRequestTopic {
  topicName: string
  partitions: AlterShareGroupOffsetsRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsRequestTopicInput {
  readonly topicName: string
  readonly partitions: readonly AlterShareGroupOffsetsRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterShareGroupOffsetsRequest {
  groupId: string
  topics: AlterShareGroupOffsetsRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsRequestInput {
  readonly groupId: string
  readonly topics: readonly AlterShareGroupOffsetsRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterShareGroupOffsetsResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterShareGroupOffsetsResponseTopic {
  topicName: string
  topicId: string
  partitions: AlterShareGroupOffsetsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsResponseTopicInput {
  readonly topicName: string
  readonly topicId: string
  readonly partitions: readonly AlterShareGroupOffsetsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterShareGroupOffsetsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  responses: AlterShareGroupOffsetsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterShareGroupOffsetsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly responses: readonly AlterShareGroupOffsetsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAlterShareGroupOffsetsRequestTopicPartition(r: Reader, _v: number): AlterShareGroupOffsetsRequestTopicPartition {
    const partitionIndex = r.i32()
    const startOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsRequestTopicPartition = { partitionIndex, startOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsRequestTopicPartition(o: AlterShareGroupOffsetsRequestTopicPartitionInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsRequestTopicPartition(w: Writer, o: AlterShareGroupOffsetsRequestTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const startOffset = o.startOffset
    w.i64(startOffset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterShareGroupOffsetsRequestTopic(r: Reader, v: number): AlterShareGroupOffsetsRequestTopic {
    const topicName = r.compactString()
    let partitions: AlterShareGroupOffsetsRequestTopicPartition[]
    {
      const count$ = r.compactCount(13, 72)
      const list$ = new Array<AlterShareGroupOffsetsRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterShareGroupOffsetsRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsRequestTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsRequestTopic(o: AlterShareGroupOffsetsRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterShareGroupOffsetsRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsRequestTopic(w: Writer, o: AlterShareGroupOffsetsRequestTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterShareGroupOffsetsRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterShareGroupOffsetsRequest(r: Reader, v: number): AlterShareGroupOffsetsRequest {
    const groupId = r.compactString()
    let topics: AlterShareGroupOffsetsRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<AlterShareGroupOffsetsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterShareGroupOffsetsRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsRequest(o: AlterShareGroupOffsetsRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAlterShareGroupOffsetsRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsRequest(w: Writer, o: AlterShareGroupOffsetsRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAlterShareGroupOffsetsRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterShareGroupOffsetsRequest: MessageCodec<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsRequestInput> = {
    name: 'AlterShareGroupOffsetsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAlterShareGroupOffsetsRequest,
    encode: writeAlterShareGroupOffsetsRequest,
    size: sizeAlterShareGroupOffsetsRequest
  }

  function readAlterShareGroupOffsetsResponseTopicPartition(r: Reader, _v: number): AlterShareGroupOffsetsResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsResponseTopicPartition = { partitionIndex, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsResponseTopicPartition(o: AlterShareGroupOffsetsResponseTopicPartitionInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsResponseTopicPartition(w: Writer, o: AlterShareGroupOffsetsResponseTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
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

  function readAlterShareGroupOffsetsResponseTopic(r: Reader, v: number): AlterShareGroupOffsetsResponseTopic {
    const topicName = r.compactString()
    const topicId = r.uuid()
    let partitions: AlterShareGroupOffsetsResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 56)
      const list$ = new Array<AlterShareGroupOffsetsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterShareGroupOffsetsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsResponseTopic = { topicName, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsResponseTopic(o: AlterShareGroupOffsetsResponseTopicInput, v: number): number {
    let size$ = 16
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterShareGroupOffsetsResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsResponseTopic(w: Writer, o: AlterShareGroupOffsetsResponseTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterShareGroupOffsetsResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterShareGroupOffsetsResponse(r: Reader, v: number): AlterShareGroupOffsetsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let responses: AlterShareGroupOffsetsResponseTopic[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<AlterShareGroupOffsetsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterShareGroupOffsetsResponseTopic(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterShareGroupOffsetsResponse(o: AlterShareGroupOffsetsResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const responses = o.responses
    size$ += uvarintBytes(responses.length + 1)
    for (const item of responses) size$ += sizeAlterShareGroupOffsetsResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterShareGroupOffsetsResponse(w: Writer, o: AlterShareGroupOffsetsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const responses = o.responses
    w.uvarint(responses.length + 1)
    for (const item of responses) writeAlterShareGroupOffsetsResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterShareGroupOffsetsResponse: MessageCodec<AlterShareGroupOffsetsResponse, AlterShareGroupOffsetsResponseInput> = {
    name: 'AlterShareGroupOffsetsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAlterShareGroupOffsetsResponse,
    encode: writeAlterShareGroupOffsetsResponse,
    size: sizeAlterShareGroupOffsetsResponse
  }

  return { alterShareGroupOffsetsRequest, alterShareGroupOffsetsResponse }
}
