// Generated from protocol-specs/19-CreateTopics.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface CreateTopicsRequestTopicAssignment {
  partitionIndex: number
  brokerIds: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsRequestTopicAssignmentInput {
  readonly partitionIndex: number
  readonly brokerIds: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsRequestTopicConfig {
  name: string
  value: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsRequestTopicConfigInput {
  readonly name: string
  readonly value: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsRequestTopic {
  name: string
  numPartitions: number
  replicationFactor: number
  assignments: CreateTopicsRequestTopicAssignment[]
  configs: CreateTopicsRequestTopicConfig[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsRequestTopicInput {
  readonly name: string
  readonly numPartitions: number
  readonly replicationFactor: number
  readonly assignments: readonly CreateTopicsRequestTopicAssignmentInput[]
  readonly configs: readonly CreateTopicsRequestTopicConfigInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsRequest {
  topics: CreateTopicsRequestTopic[]
  timeoutMs: number
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsRequestInput {
  readonly topics: readonly CreateTopicsRequestTopicInput[]
  readonly timeoutMs?: number | undefined
  readonly validateOnly?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsResponseTopicConfig {
  name: string
  value: string | null
  readOnly: boolean
  configSource: number
  isSensitive: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsResponseTopicConfigInput {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  readonly configSource?: number | undefined
  readonly isSensitive: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsResponseTopic {
  name: string
  topicId: string
  errorCode: number
  errorMessage: string | null
  topicConfigErrorCode: number
  numPartitions: number
  replicationFactor: number
  configs: CreateTopicsResponseTopicConfig[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsResponseTopicInput {
  readonly name: string
  readonly topicId?: string | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly topicConfigErrorCode?: number | undefined
  readonly numPartitions?: number | undefined
  readonly replicationFactor?: number | undefined
  readonly configs?: readonly CreateTopicsResponseTopicConfigInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateTopicsResponse {
  throttleTimeMs: number
  topics: CreateTopicsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreateTopicsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly CreateTopicsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readCreateTopicsRequestTopicAssignment(r: Reader, v: number): CreateTopicsRequestTopicAssignment {
    const partitionIndex = r.i32()
    const brokerIds = (v >= 5 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateTopicsRequestTopicAssignment = { partitionIndex, brokerIds }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsRequestTopicAssignment(o: CreateTopicsRequestTopicAssignmentInput, v: number): number {
    let size$ = 4
    const brokerIds = o.brokerIds
    size$ += (v >= 5 ? uvarintBytes(brokerIds.length + 1) : 4)
    size$ += brokerIds.length * 4
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateTopicsRequestTopicAssignment(w: Writer, o: CreateTopicsRequestTopicAssignmentInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const brokerIds = o.brokerIds
    ;(v >= 5 ? w.uvarint(brokerIds.length + 1) : w.i32(brokerIds.length))
    w.i32s(brokerIds)
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreateTopicsRequestTopicConfig(r: Reader, v: number): CreateTopicsRequestTopicConfig {
    const name = (v >= 5 ? r.compactString() : r.string())
    const value = (v >= 5 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateTopicsRequestTopicConfig = { name, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsRequestTopicConfig(o: CreateTopicsRequestTopicConfigInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 5 ? compactStringBytes(name) : 2 + stringBytes(name))
    const value = o.value
    size$ += (v >= 5 ? compactStringBytes(value) : 2 + (value === null ? 0 : stringBytes(value)))
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateTopicsRequestTopicConfig(w: Writer, o: CreateTopicsRequestTopicConfigInput, v: number): void {
    const name = o.name
    ;(v >= 5 ? w.compactString(name) : w.string(name))
    const value = o.value
    ;(v >= 5 ? w.compactString(value) : w.string(value))
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreateTopicsRequestTopic(r: Reader, v: number): CreateTopicsRequestTopic {
    const name = (v >= 5 ? r.compactString() : r.string())
    const numPartitions = r.i32()
    const replicationFactor = r.i16()
    let assignments: CreateTopicsRequestTopicAssignment[]
    {
      const count$ = (v >= 5 ? r.compactCount(6, 80) : r.count(6, 80))
      const list$ = new Array<CreateTopicsRequestTopicAssignment>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateTopicsRequestTopicAssignment(r, v)
      assignments = list$
    }
    let configs: CreateTopicsRequestTopicConfig[]
    {
      const count$ = (v >= 5 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<CreateTopicsRequestTopicConfig>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateTopicsRequestTopicConfig(r, v)
      configs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateTopicsRequestTopic = { name, numPartitions, replicationFactor, assignments, configs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsRequestTopic(o: CreateTopicsRequestTopicInput, v: number): number {
    let size$ = 6
    const name = o.name
    size$ += (v >= 5 ? compactStringBytes(name) : 2 + stringBytes(name))
    const assignments = o.assignments
    size$ += (v >= 5 ? uvarintBytes(assignments.length + 1) : 4)
    for (const item of assignments) size$ += sizeCreateTopicsRequestTopicAssignment(item, v)
    const configs = o.configs
    size$ += (v >= 5 ? uvarintBytes(configs.length + 1) : 4)
    for (const item of configs) size$ += sizeCreateTopicsRequestTopicConfig(item, v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateTopicsRequestTopic(w: Writer, o: CreateTopicsRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 5 ? w.compactString(name) : w.string(name))
    const numPartitions = o.numPartitions
    w.i32(numPartitions)
    const replicationFactor = o.replicationFactor
    w.i16(replicationFactor)
    const assignments = o.assignments
    ;(v >= 5 ? w.uvarint(assignments.length + 1) : w.i32(assignments.length))
    for (const item of assignments) writeCreateTopicsRequestTopicAssignment(w, item, v)
    const configs = o.configs
    ;(v >= 5 ? w.uvarint(configs.length + 1) : w.i32(configs.length))
    for (const item of configs) writeCreateTopicsRequestTopicConfig(w, item, v)
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreateTopicsRequest(r: Reader, v: number): CreateTopicsRequest {
    let topics: CreateTopicsRequestTopic[]
    {
      const count$ = (v >= 5 ? r.compactCount(10, 136) : r.count(10, 136))
      const list$ = new Array<CreateTopicsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateTopicsRequestTopic(r, v)
      topics = list$
    }
    const timeoutMs = r.i32()
    let validateOnly: boolean
    if (!(v >= 1)) validateOnly = false
    else {
      validateOnly = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateTopicsRequest = { topics, timeoutMs, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsRequest(o: CreateTopicsRequestInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += (v >= 5 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeCreateTopicsRequestTopic(item, v)
    const validateOnly = o.validateOnly ?? false
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(validateOnly === false)) unsupported('CreateTopicsRequest.validateOnly', v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateTopicsRequest(w: Writer, o: CreateTopicsRequestInput, v: number): void {
    const topics = o.topics
    ;(v >= 5 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeCreateTopicsRequestTopic(w, item, v)
    const timeoutMs = o.timeoutMs ?? 60000
    w.i32(timeoutMs)
    if (v >= 1) {
      const validateOnly = o.validateOnly ?? false
      w.bool(validateOnly)
    }
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createTopicsRequest: MessageCodec<CreateTopicsRequest, CreateTopicsRequestInput> = {
    name: 'CreateTopicsRequest',
    minVersion: 0,
    maxVersion: 7,
    flexibleFrom: 5,
    decode: readCreateTopicsRequest,
    encode: writeCreateTopicsRequest,
    size: sizeCreateTopicsRequest
  }

  function readCreateTopicsResponseTopicConfig(r: Reader, _v: number): CreateTopicsResponseTopicConfig {
    const name = r.compactString()
    const value = r.compactNullableString()
    const readOnly = r.bool()
    const configSource = r.i8()
    const isSensitive = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: CreateTopicsResponseTopicConfig = { name, value, readOnly, configSource, isSensitive }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsResponseTopicConfig(o: CreateTopicsResponseTopicConfigInput, _v: number): number {
    let size$ = 3
    const name = o.name
    size$ += compactStringBytes(name)
    const value = o.value
    size$ += compactStringBytes(value)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeCreateTopicsResponseTopicConfig(w: Writer, o: CreateTopicsResponseTopicConfigInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const value = o.value
    w.compactString(value)
    const readOnly = o.readOnly
    w.bool(readOnly)
    const configSource = o.configSource ?? -1
    w.i8(configSource)
    const isSensitive = o.isSensitive
    w.bool(isSensitive)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readCreateTopicsResponseTopic(r: Reader, v: number): CreateTopicsResponseTopic {
    const name = (v >= 5 ? r.compactString() : r.string())
    let topicId: string
    if (!(v >= 7)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    const errorCode = r.i16()
    let errorMessage: string | null
    if (!(v >= 1)) errorMessage = ''
    else {
      errorMessage = (v >= 5 ? r.compactNullableString() : r.nullableString())
    }
    let topicConfigErrorCode: number = 0
    let numPartitions: number
    if (!(v >= 5)) numPartitions = -1
    else {
      numPartitions = r.i32()
    }
    let replicationFactor: number
    if (!(v >= 5)) replicationFactor = -1
    else {
      replicationFactor = r.i16()
    }
    let configs: CreateTopicsResponseTopicConfig[] | null
    if (!(v >= 5)) configs = []
    else {
      {
        const count$ = r.compactNullableCount(6, 72)
        if (count$ < 0) configs = null
        else {
          const list$ = new Array<CreateTopicsResponseTopicConfig>(count$)
          for (let i = 0; i < count$; i++) list$[i] = readCreateTopicsResponseTopicConfig(r, v)
          configs = list$
        }
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            topicConfigErrorCode = r.i16()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: CreateTopicsResponseTopic = { name, topicId, errorCode, errorMessage, topicConfigErrorCode, numPartitions, replicationFactor, configs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsResponseTopic(o: CreateTopicsResponseTopicInput, v: number): number {
    let size$ = 2
    const name = o.name
    size$ += (v >= 5 ? compactStringBytes(name) : 2 + stringBytes(name))
    if (v >= 7) {
      size$ += 16
    }
    const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
    if (v >= 1) {
      size$ += (v >= 5 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    }
    const topicConfigErrorCode = o.topicConfigErrorCode ?? 0
    if (v >= 5) {
      size$ += 4
    }
    if (v >= 5) {
      size$ += 2
    }
    const configs = o.configs === undefined ? [] : o.configs
    if (v >= 5) {
      if (configs === null) size$ += 1
      else {
        size$ += uvarintBytes(configs.length + 1)
        for (const item of configs) size$ += sizeCreateTopicsResponseTopicConfig(item, v)
      }
    }
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!(topicConfigErrorCode === 0)) {
        tags$++
        size$ += tagBytes(0, sizeTagCreateTopicsResponseTopicTopicConfigErrorCode(topicConfigErrorCode, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagCreateTopicsResponseTopicTopicConfigErrorCode(_topicConfigErrorCode: number, _v: number): number {
    let size$ = 0
    size$ += 2
    return size$
  }

  function writeCreateTopicsResponseTopic(w: Writer, o: CreateTopicsResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 5 ? w.compactString(name) : w.string(name))
    if (v >= 7) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 1) {
      const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
      ;(v >= 5 ? w.compactString(errorMessage) : w.string(errorMessage))
    }
    if (v >= 5) {
      const numPartitions = o.numPartitions ?? -1
      w.i32(numPartitions)
    }
    if (v >= 5) {
      const replicationFactor = o.replicationFactor ?? -1
      w.i16(replicationFactor)
    }
    if (v >= 5) {
      const configs = o.configs === undefined ? [] : o.configs
      if (configs === null) w.uvarint(0)
      else {
        w.uvarint(configs.length + 1)
        for (const item of configs) writeCreateTopicsResponseTopicConfig(w, item, v)
      }
    }
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const topicConfigErrorCodeTag = o.topicConfigErrorCode ?? 0
      const hasTopicConfigErrorCode = !(topicConfigErrorCodeTag === 0)
      if (hasTopicConfigErrorCode) tags$++
      w.uvarint(tags$)
      if (hasTopicConfigErrorCode) {
        w.uvarint(0)
        w.uvarint(sizeTagCreateTopicsResponseTopicTopicConfigErrorCode(topicConfigErrorCodeTag, v))
        w.i16(topicConfigErrorCodeTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function readCreateTopicsResponse(r: Reader, v: number): CreateTopicsResponse {
    let throttleTimeMs: number
    if (!(v >= 2)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let topics: CreateTopicsResponseTopic[]
    {
      const count$ = (v >= 5 ? r.compactCount(4, 168) : r.count(4, 168))
      const list$ = new Array<CreateTopicsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateTopicsResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateTopicsResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateTopicsResponse(o: CreateTopicsResponseInput, v: number): number {
    let size$ = 0
    if (v >= 2) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 5 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeCreateTopicsResponseTopic(item, v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateTopicsResponse(w: Writer, o: CreateTopicsResponseInput, v: number): void {
    if (v >= 2) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const topics = o.topics
    ;(v >= 5 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeCreateTopicsResponseTopic(w, item, v)
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createTopicsResponse: MessageCodec<CreateTopicsResponse, CreateTopicsResponseInput> = {
    name: 'CreateTopicsResponse',
    minVersion: 0,
    maxVersion: 7,
    flexibleFrom: 5,
    decode: readCreateTopicsResponse,
    encode: writeCreateTopicsResponse,
    size: sizeCreateTopicsResponse
  }

  return { createTopicsRequest, createTopicsResponse }
}
