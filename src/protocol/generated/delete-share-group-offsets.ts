// Generated from protocol-specs/92-DeleteShareGroupOffsets.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteShareGroupOffsetsRequestTopic {
  topicName: string
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupOffsetsRequestTopicInput {
  readonly topicName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupOffsetsRequest {
  groupId: string
  topics: DeleteShareGroupOffsetsRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupOffsetsRequestInput {
  readonly groupId: string
  readonly topics: readonly DeleteShareGroupOffsetsRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupOffsetsResponseTopic {
  topicName: string
  topicId: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupOffsetsResponseTopicInput {
  readonly topicName: string
  readonly topicId: string
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteShareGroupOffsetsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  responses: DeleteShareGroupOffsetsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteShareGroupOffsetsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly responses: readonly DeleteShareGroupOffsetsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDeleteShareGroupOffsetsRequestTopic(r: Reader, _v: number): DeleteShareGroupOffsetsRequestTopic {
    const topicName = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupOffsetsRequestTopic = { topicName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupOffsetsRequestTopic(o: DeleteShareGroupOffsetsRequestTopicInput, _v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupOffsetsRequestTopic(w: Writer, o: DeleteShareGroupOffsetsRequestTopicInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDeleteShareGroupOffsetsRequest(r: Reader, v: number): DeleteShareGroupOffsetsRequest {
    const groupId = r.compactString()
    let topics: DeleteShareGroupOffsetsRequestTopic[]
    {
      const count$ = r.compactCount(2, 40)
      const list$ = new Array<DeleteShareGroupOffsetsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupOffsetsRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupOffsetsRequest = { groupId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupOffsetsRequest(o: DeleteShareGroupOffsetsRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDeleteShareGroupOffsetsRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupOffsetsRequest(w: Writer, o: DeleteShareGroupOffsetsRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDeleteShareGroupOffsetsRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const deleteShareGroupOffsetsRequest: MessageCodec<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsRequestInput> = {
    name: 'DeleteShareGroupOffsetsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDeleteShareGroupOffsetsRequest,
    encode: writeDeleteShareGroupOffsetsRequest,
    size: sizeDeleteShareGroupOffsetsRequest
  }

  function readDeleteShareGroupOffsetsResponseTopic(r: Reader, _v: number): DeleteShareGroupOffsetsResponseTopic {
    const topicName = r.compactString()
    const topicId = r.uuid()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupOffsetsResponseTopic = { topicName, topicId, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupOffsetsResponseTopic(o: DeleteShareGroupOffsetsResponseTopicInput, _v: number): number {
    let size$ = 18
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupOffsetsResponseTopic(w: Writer, o: DeleteShareGroupOffsetsResponseTopicInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const topicId = o.topicId
    w.uuid(topicId)
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

  function readDeleteShareGroupOffsetsResponse(r: Reader, v: number): DeleteShareGroupOffsetsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let responses: DeleteShareGroupOffsetsResponseTopic[]
    {
      const count$ = r.compactCount(21, 104)
      const list$ = new Array<DeleteShareGroupOffsetsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteShareGroupOffsetsResponseTopic(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteShareGroupOffsetsResponse(o: DeleteShareGroupOffsetsResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const responses = o.responses
    size$ += uvarintBytes(responses.length + 1)
    for (const item of responses) size$ += sizeDeleteShareGroupOffsetsResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteShareGroupOffsetsResponse(w: Writer, o: DeleteShareGroupOffsetsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const responses = o.responses
    w.uvarint(responses.length + 1)
    for (const item of responses) writeDeleteShareGroupOffsetsResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const deleteShareGroupOffsetsResponse: MessageCodec<DeleteShareGroupOffsetsResponse, DeleteShareGroupOffsetsResponseInput> = {
    name: 'DeleteShareGroupOffsetsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDeleteShareGroupOffsetsResponse,
    encode: writeDeleteShareGroupOffsetsResponse,
    size: sizeDeleteShareGroupOffsetsResponse
  }

  return { deleteShareGroupOffsetsRequest, deleteShareGroupOffsetsResponse }
}
