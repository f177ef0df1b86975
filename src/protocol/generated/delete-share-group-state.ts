// Generated from protocol-specs/86-DeleteShareGroupState.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteShareGroupStateRequestTopicPartition {
  partition: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateRequestTopicPartitionInput {
  readonly partition: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupStateRequestTopic {
  topicId: string
  partitions: DeleteShareGroupStateRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly DeleteShareGroupStateRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupStateRequest {
  groupId: string
  topics: DeleteShareGroupStateRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateRequestInput {
  readonly groupId: string
  readonly topics: readonly DeleteShareGroupStateRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupStateResponseTopicPartition {
  partition: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateResponseTopicPartitionInput {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupStateResponseTopic {
  topicId: string
  partitions: DeleteShareGroupStateResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly DeleteShareGroupStateResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupStateResponse {
  results: DeleteShareGroupStateResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupStateResponseInput {
  readonly results: readonly DeleteShareGroupStateResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDeleteShareGroupStateRequestTopicPartition(r: Reader, _v: number): DeleteShareGroupStateRequestTopicPartition {
    const partition = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateRequestTopicPartition = { partition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateRequestTopicPartition(o: DeleteShareGroupStateRequestTopicPartitionInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateRequestTopicPartition(w: Writer, o: DeleteShareGroupStateRequestTopicPartitionInput, _v: number): void {
    const partition = o.partition
    w.i32(partition)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDeleteShareGroupStateRequestTopic(r: Reader, v: number): DeleteShareGroupStateRequestTopic {
    const topicId = r.uuid()
    let partitions: DeleteShareGroupStateRequestTopicPartition[]
    {
      const count$ = r.compactCount(5, 40)
      const list$ = new Array<DeleteShareGroupStateRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupStateRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateRequestTopic(o: DeleteShareGroupStateRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDeleteShareGroupStateRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateRequestTopic(w: Writer, o: DeleteShareGroupStateRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDeleteShareGroupStateRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDeleteShareGroupStateRequest(r: Reader, v: number): DeleteShareGroupStateRequest {
    const groupId = r.compactString()
    let topics: DeleteShareGroupStateRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<DeleteShareGroupStateRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupStateRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateRequest(o: DeleteShareGroupStateRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDeleteShareGroupStateRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateRequest(w: Writer, o: DeleteShareGroupStateRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDeleteShareGroupStateRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const deleteShareGroupStateRequest: MessageCodec<DeleteShareGroupStateRequest, DeleteShareGroupStateRequestInput> = {
    name: 'DeleteShareGroupStateRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDeleteShareGroupStateRequest,
    encode: writeDeleteShareGroupStateRequest,
    size: sizeDeleteShareGroupStateRequest
  }

  function readDeleteShareGroupStateResponseTopicPartition(r: Reader, _v: number): DeleteShareGroupStateResponseTopicPartition {
    const partition = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateResponseTopicPartition = { partition, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateResponseTopicPartition(o: DeleteShareGroupStateResponseTopicPartitionInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateResponseTopicPartition(w: Writer, o: DeleteShareGroupStateResponseTopicPartitionInput, _v: number): void {
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

  function readDeleteShareGroupStateResponseTopic(r: Reader, v: number): DeleteShareGroupStateResponseTopic {
    const topicId = r.uuid()
    let partitions: DeleteShareGroupStateResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 56)
      const list$ = new Array<DeleteShareGroupStateResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupStateResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateResponseTopic(o: DeleteShareGroupStateResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDeleteShareGroupStateResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateResponseTopic(w: Writer, o: DeleteShareGroupStateResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDeleteShareGroupStateResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDeleteShareGroupStateResponse(r: Reader, v: number): DeleteShareGroupStateResponse {
    let results: DeleteShareGroupStateResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<DeleteShareGroupStateResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupStateResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupStateResponse = { results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupStateResponse(o: DeleteShareGroupStateResponseInput, v: number): number {
    let size$ = 0
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeDeleteShareGroupStateResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupStateResponse(w: Writer, o: DeleteShareGroupStateResponseInput, v: number): void {
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeDeleteShareGroupStateResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const deleteShareGroupStateResponse: MessageCodec<DeleteShareGroupStateResponse, DeleteShareGroupStateResponseInput> = {
    name: 'DeleteShareGroupStateResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDeleteShareGroupStateResponse,
    encode: writeDeleteShareGroupStateResponse,
    size: sizeDeleteShareGroupStateResponse
  }

  return { deleteShareGroupStateRequest, deleteShareGroupStateResponse }
}
