// Generated from protocol-specs/37-CreatePartitions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface CreatePartitionsRequestTopicAssignment {
  brokerIds: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreatePartitionsRequestTopicAssignmentInput {
  readonly brokerIds: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreatePartitionsRequestTopic {
  name: string
  count: number
  assignments: CreatePartitionsRequestTopicAssignment[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface CreatePartitionsRequestTopicInput {
  readonly name: string
  readonly count: number
  readonly assignments: readonly CreatePartitionsRequestTopicAssignmentInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreatePartitionsRequest {
  topics: CreatePartitionsRequestTopic[]
  timeoutMs: number
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface CreatePartitionsRequestInput {
  readonly topics: readonly CreatePartitionsRequestTopicInput[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreatePartitionsResponseTopic {
  name: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface CreatePartitionsResponseTopicInput {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreatePartitionsResponse {
  throttleTimeMs: number
  results: CreatePartitionsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreatePartitionsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly CreatePartitionsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readCreatePartitionsRequestTopicAssignment(r: Reader, v: number): CreatePartitionsRequestTopicAssignment {
    const brokerIds = (v >= 2 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreatePartitionsRequestTopicAssignment = { brokerIds }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreatePartitionsRequestTopicAssignment(o: CreatePartitionsRequestTopicAssignmentInput, v: number): number {
    let size$ = 0
    const brokerIds = o.brokerIds
    size$ += (v >= 2 ? uvarintBytes(brokerIds.length + 1) : 4)
    size$ += brokerIds.length * 4
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreatePartitionsRequestTopicAssignment(w: Writer, o: CreatePartitionsRequestTopicAssignmentInput, v: number): void {
    const brokerIds = o.brokerIds
    ;(v >= 2 ? w.uvarint(brokerIds.length + 1) : w.i32(brokerIds.length))
    w.i32s(brokerIds)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreatePartitionsRequestTopic(r: Reader, v: number): CreatePartitionsRequestTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    const count = r.i32()
    let assignments: CreatePartitionsRequestTopicAssignment[] | null
    {
      const count$ = (v >= 2 ? r.compactNullableCount(2, 72) : r.nullableCount(2, 72))
      if (count$ < 0) assignments = null
      else {
        const list$ = new Array<CreatePartitionsRequestTopicAssignment>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readCreatePartitionsRequestTopicAssignment(r, v)
        assignments = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreatePartitionsRequestTopic = { name, count, assignments }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreatePartitionsRequestTopic(o: CreatePartitionsRequestTopicInput, v: number): number {
    let size$ = 4
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const assignments = o.assignments
    if (assignments === null) size$ += (v >= 2 ? 1 : 4)
    else {
      size$ += (v >= 2 ? uvarintBytes(assignments.length + 1) : 4)
      for (const item of assignments) size$ += sizeCreatePartitionsRequestTopicAssignment(item, v)
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreatePartitionsRequestTopic(w: Writer, o: CreatePartitionsRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const count = o.count
    w.i32(count)
    const assignments = o.assignments
    if (assignments === null) (v >= 2 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 2 ? w.uvarint(assignments.length + 1) : w.i32(assignments.length))
      for (const item of assignments) writeCreatePartitionsRequestTopicAssignment(w, item, v)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreatePartitionsRequest(r: Reader, v: number): CreatePartitionsRequest {
    let topics: CreatePartitionsRequestTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(7, 88) : r.count(7, 88))
      const list$ = new Array<CreatePartitionsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreatePartitionsRequestTopic(r, v)
      topics = list$
    }
    const timeoutMs = r.i32()
    const validateOnly = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreatePartitionsRequest = { topics, timeoutMs, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreatePartitionsRequest(o: CreatePartitionsRequestInput, v: number): number {
    let size$ = 5
    const topics = o.topics
    size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeCreatePartitionsRequestTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreatePartitionsRequest(w: Writer, o: CreatePartitionsRequestInput, v: number): void {
    const topics = o.topics
    ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeCreatePartitionsRequestTopic(w, item, v)
    const timeoutMs = o.timeoutMs
    w.i32(timeoutMs)
    const validateOnly = o.validateOnly
    w.bool(validateOnly)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createPartitionsRequest: MessageCodec<CreatePartitionsRequest, CreatePartitionsRequestInput> = {
    name: 'CreatePartitionsRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreatePartitionsRequest,
    encode: writeCreatePartitionsRequest,
    size: sizeCreatePartitionsRequest
  }

  function readCreatePartitionsResponseTopic(r: Reader, v: number): CreatePartitionsResponseTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreatePartitionsResponseTopic = { name, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreatePartitionsResponseTopic(o: CreatePartitionsResponseTopicInput, v: number): number {
    let size$ = 2
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreatePartitionsResponseTopic(w: Writer, o: CreatePartitionsResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreatePartitionsResponse(r: Reader, v: number): CreatePartitionsResponse {
    const throttleTimeMs = r.i32()
    let results: CreatePartitionsResponseTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(5, 56) : r.count(5, 56))
      const list$ = new Array<CreatePartitionsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreatePartitionsResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreatePartitionsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreatePartitionsResponse(o: CreatePartitionsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += (v >= 2 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeCreatePartitionsResponseTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreatePartitionsResponse(w: Writer, o: CreatePartitionsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    ;(v >= 2 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeCreatePartitionsResponseTopic(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createPartitionsResponse: MessageCodec<CreatePartitionsResponse, CreatePartitionsResponseInput> = {
    name: 'CreatePartitionsResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreatePartitionsResponse,
    encode: writeCreatePartitionsResponse,
    size: sizeCreatePartitionsResponse
  }

  return { createPartitionsRequest, createPartitionsResponse }
}
