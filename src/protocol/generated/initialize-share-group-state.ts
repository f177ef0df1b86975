// Generated from protocol-specs/83-InitializeShareGroupState.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface InitializeShareGroupStateRequestTopicPartition {
  partition: number
  stateEpoch: number
  startOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateRequestTopicPartitionInput {
  readonly partition: number
  readonly stateEpoch: number
  readonly startOffset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitializeShareGroupStateRequestTopic {
  topicId: string
  partitions: InitializeShareGroupStateRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly InitializeShareGroupStateRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitializeShareGroupStateRequest {
  groupId: string
  topics: InitializeShareGroupStateRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateRequestInput {
  readonly groupId: string
  readonly topics: readonly InitializeShareGroupStateRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitializeShareGroupStateResponseTopicPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateResponseTopicPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitializeShareGroupStateResponseTopic {
  topicId: string
  partitions: InitializeShareGroupStateResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly InitializeShareGroupStateResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitializeShareGroupStateResponse {
  results: InitializeShareGroupStateResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface InitializeShareGroupStateResponseInput {
  readonly results: readonly InitializeShareGroupStateResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readInitializeShareGroupStateRequestTopicPartition(r: Reader, _v: number): InitializeShareGroupStateRequestTopicPartition {
    const partition = r.i32()
    const stateEpoch = r.i32()
    const startOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateRequestTopicPartition = { partition, stateEpoch, startOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateRequestTopicPartition(o: InitializeShareGroupStateRequestTopicPartitionInput, _v: number): number {
    let size$ = 16
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateRequestTopicPartition(w: Writer, o: InitializeShareGroupStateRequestTopicPartitionInput, _v: number): void {
    const partition = o.partition
    w.i32(partition)
    const stateEpoch = o.stateEpoch
    w.i32(stateEpoch)
    const startOffset = o.startOffset
    w.i64(startOffset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readInitializeShareGroupStateRequestTopic(r: Reader, v: number): InitializeShareGroupStateRequestTopic {
    const topicId = r.uuid()
    let partitions: InitializeShareGroupStateRequestTopicPartition[]
    {
      const count$ = r.compactCount(17, 80)
      const list$ = new Array<InitializeShareGroupStateRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readInitializeShareGroupStateRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateRequestTopic(o: InitializeShareGroupStateRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeInitializeShareGroupStateRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateRequestTopic(w: Writer, o: InitializeShareGroupStateRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeInitializeShareGroupStateRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readInitializeShareGroupStateRequest(r: Reader, v: number): InitializeShareGroupStateRequest {
    const groupId = r.compactString()
    let topics: InitializeShareGroupStateRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<InitializeShareGroupStateRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readInitializeShareGroupStateRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateRequest(o: InitializeShareGroupStateRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeInitializeShareGroupStateRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateRequest(w: Writer, o: InitializeShareGroupStateRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeInitializeShareGroupStateRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const initializeShareGroupStateRequest: MessageCodec<InitializeShareGroupStateRequest, InitializeShareGroupStateRequestInput> = {
    name: 'InitializeShareGroupStateRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readInitializeShareGroupStateRequest,
    encode: writeInitializeShareGroupStateRequest,
    size: sizeInitializeShareGroupStateRequest
  }

  function readInitializeShareGroupStateResponseTopicPartition(r: Reader, _v: number): InitializeShareGroupStateResponseTopicPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateResponseTopicPartition = { partition, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateResponseTopicPartition(o: InitializeShareGroupStateResponseTopicPartitionInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateResponseTopicPartition(w: Writer, o: InitializeShareGroupStateResponseTopicPartitionInput, _v: number): void {
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

  function readInitializeShareGroupStateResponseTopic(r: Reader, v: number): InitializeShareGroupStateResponseTopic {
    const topicId = r.uuid()
    let partitions: InitializeShareGroupStateResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 56)
      const list$ = new Array<InitializeShareGroupStateResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readInitializeShareGroupStateResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateResponseTopic(o: InitializeShareGroupStateResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeInitializeShareGroupStateResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateResponseTopic(w: Writer, o: InitializeShareGroupStateResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeInitializeShareGroupStateResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readInitializeShareGroupStateResponse(r: Reader, v: number): InitializeShareGroupStateResponse {
    let results: InitializeShareGroupStateResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<InitializeShareGroupStateResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readInitializeShareGroupStateResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: InitializeShareGroupStateResponse = { results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitializeShareGroupStateResponse(o: InitializeShareGroupStateResponseInput, v: number): number {
    let size$ = 0
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeInitializeShareGroupStateResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeInitializeShareGroupStateResponse(w: Writer, o: InitializeShareGroupStateResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeInitializeShareGroupStateResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const initializeShareGroupStateResponse: MessageCodec<InitializeShareGroupStateResponse, InitializeShareGroupStateResponseInput> = {
    name: 'InitializeShareGroupStateResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readInitializeShareGroupStateResponse,
    encode: writeInitializeShareGroupStateResponse,
    size: sizeInitializeShareGroupStateResponse
  }

  return { initializeShareGroupStateRequest, initializeShareGroupStateResponse }
}
