// Generated from protocol-specs/20-DeleteTopics.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteTopicsRequestTopic {
  name: string | null
  topicId: string
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteTopicsRequestTopicInput {
  readonly name?: string | null | undefined
  readonly topicId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteTopicsRequest {
  topics: DeleteTopicsRequestTopic[]
  topicNames: string[]
  timeoutMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteTopicsRequestInput {
  readonly topics?: readonly DeleteTopicsRequestTopicInput[] | undefined
  readonly topicNames?: readonly string[] | undefined
  readonly timeoutMs: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteTopicsResponseTopic {
  name: string | null
  topicId: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteTopicsResponseTopicInput {
  readonly name: string | null
  readonly topicId?: string | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteTopicsResponse {
  throttleTimeMs: number
  responses: DeleteTopicsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteTopicsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly responses: readonly DeleteTopicsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readDeleteTopicsRequestTopic(r: Reader, _v: number): DeleteTopicsRequestTopic {
    const name = r.compactNullableString()
    const topicId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DeleteTopicsRequestTopic = { name, topicId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteTopicsRequestTopic(o: DeleteTopicsRequestTopicInput, _v: number): number {
    let size$ = 16
    const name = o.name === undefined ? null : o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDeleteTopicsRequestTopic(w: Writer, o: DeleteTopicsRequestTopicInput, _v: number): void {
    const name = o.name === undefined ? null : o.name
    w.compactString(name)
    const topicId = o.topicId
    w.uuid(topicId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDeleteTopicsRequest(r: Reader, v: number): DeleteTopicsRequest {
    let topics: DeleteTopicsRequestTopic[]
    if (!(v >= 6)) topics = []
    else {
      {
        const count$ = r.compactCount(18, 88)
        const list$ = new Array<DeleteTopicsRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDeleteTopicsRequestTopic(r, v)
        topics = list$
      }
    }
    let topicNames: string[]
    if (!(v <= 5)) topicNames = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(1, 8) : r.count(1, 8))
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = (v >= 4 ? r.compactString() : r.string())
        topicNames = list$
      }
    }
    const timeoutMs = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteTopicsRequest = { topics, topicNames, timeoutMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteTopicsRequest(o: DeleteTopicsRequestInput, v: number): number {
    let size$ = 4
    const topics = o.topics ?? []
    if (v >= 6) {
      size$ += uvarintBytes(topics.length + 1)
      for (const item of topics) size$ += sizeDeleteTopicsRequestTopic(item, v)
    }
    if (!(v >= 6) && !((topics !== null && topics.length === 0))) unsupported('DeleteTopicsRequest.topics', v)
    const topicNames = o.topicNames ?? []
    if (v <= 5) {
      size$ += (v >= 4 ? uvarintBytes(topicNames.length + 1) : 4)
      for (const item of topicNames) size$ += (v >= 4 ? compactStringBytes(item) : 2 + stringBytes(item))
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteTopicsRequest(w: Writer, o: DeleteTopicsRequestInput, v: number): void {
    if (v >= 6) {
      const topics = o.topics ?? []
      w.uvarint(topics.length + 1)
      for (const item of topics) writeDeleteTopicsRequestTopic(w, item, v)
    }
    if (v <= 5) {
      const topicNames = o.topicNames ?? []
      ;(v >= 4 ? w.uvarint(topicNames.length + 1) : w.i32(topicNames.length))
      for (const item of topicNames) (v >= 4 ? w.compactString(item) : w.string(item))
    }
    const timeoutMs = o.timeoutMs
    w.i32(timeoutMs)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteTopicsRequest: MessageCodec<DeleteTopicsRequest, DeleteTopicsRequestInput> = {
    name: 'DeleteTopicsRequest',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 4,
    decode: readDeleteTopicsRequest,
    encode: writeDeleteTopicsRequest,
    size: sizeDeleteTopicsRequest
  }

  function readDeleteTopicsResponseTopic(r: Reader, v: number): DeleteTopicsResponseTopic {
    const name = v >= 6 ? (v >= 4 ? r.compactNullableString() : r.nullableString()) : (v >= 4 ? r.compactString() : r.string())
    let topicId: string
    if (!(v >= 6)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    const errorCode = r.i16()
    let errorMessage: string | null
    if (!(v >= 5)) errorMessage = null
    else {
      errorMessage = r.compactNullableString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteTopicsResponseTopic = { name, topicId, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteTopicsResponseTopic(o: DeleteTopicsResponseTopicInput, v: number): number {
    let size$ = 2
    const name = o.name
    size$ += (v >= 4 ? compactStringBytes(name) : 2 + (name === null ? 0 : stringBytes(name)))
    if (name === null && !(v >= 6)) unsupported('null DeleteTopicsResponseTopic.name', v)
    if (v >= 6) {
      size$ += 16
    }
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    if (v >= 5) {
      size$ += compactStringBytes(errorMessage)
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteTopicsResponseTopic(w: Writer, o: DeleteTopicsResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 4 ? w.compactString(name) : w.string(name))
    if (v >= 6) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 5) {
      const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
      w.compactString(errorMessage)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteTopicsResponse(r: Reader, v: number): DeleteTopicsResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let responses: DeleteTopicsResponseTopic[]
    {
      const count$ = (v >= 4 ? r.compactCount(4, 104) : r.count(4, 104))
      const list$ = new Array<DeleteTopicsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteTopicsResponseTopic(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteTopicsResponse = { throttleTimeMs, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteTopicsResponse(o: DeleteTopicsResponseInput, v: number): number {
    let size$ = 0
    if (v >= 1) {
      size$ += 4
    }
    const responses = o.responses
    size$ += (v >= 4 ? uvarintBytes(responses.length + 1) : 4)
    for (const item of responses) size$ += sizeDeleteTopicsResponseTopic(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteTopicsResponse(w: Writer, o: DeleteTopicsResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const responses = o.responses
    ;(v >= 4 ? w.uvarint(responses.length + 1) : w.i32(responses.length))
    for (const item of responses) writeDeleteTopicsResponseTopic(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteTopicsResponse: MessageCodec<DeleteTopicsResponse, DeleteTopicsResponseInput> = {
    name: 'DeleteTopicsResponse',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 4,
    decode: readDeleteTopicsResponse,
    encode: writeDeleteTopicsResponse,
    size: sizeDeleteTopicsResponse
  }

  return { deleteTopicsRequest, deleteTopicsResponse }
}
