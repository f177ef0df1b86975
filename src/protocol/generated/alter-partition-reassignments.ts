// Generated from protocol-specs/45-AlterPartitionReassignments.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterPartitionReassignmentsRequestTopicPartition {
  partitionIndex: number
  replicas: number[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly replicas?: readonly number[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionReassignmentsRequestTopic {
  name: string
  partitions: AlterPartitionReassignmentsRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsRequestTopicInput {
  readonly name: string
  readonly partitions: readonly AlterPartitionReassignmentsRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionReassignmentsRequest {
  timeoutMs: number
  allowReplicationFactorChange: boolean
  topics: AlterPartitionReassignmentsRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsRequestInput {
  readonly timeoutMs?: number | undefined
  readonly allowReplicationFactorChange?: boolean | undefined
  readonly topics: readonly AlterPartitionReassignmentsRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionReassignmentsResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionReassignmentsResponseTopic {
  name: string
  partitions: AlterPartitionReassignmentsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsResponseTopicInput {
  readonly name: string
  readonly partitions: readonly AlterPartitionReassignmentsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionReassignmentsResponse {
  throttleTimeMs: number
  allowReplicationFactorChange: boolean
  errorCode: number
  errorMessage: string | null
  responses: AlterPartitionReassignmentsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionReassignmentsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly allowReplicationFactorChange?: boolean | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly responses: readonly AlterPartitionReassignmentsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAlterPartitionReassignmentsRequestTopicPartition(r: Reader, _v: number): AlterPartitionReassignmentsRequestTopicPartition {
    const partitionIndex = r.i32()
    const replicas = r.compactNullableI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsRequestTopicPartition = { partitionIndex, replicas }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsRequestTopicPartition(o: AlterPartitionReassignmentsRequestTopicPartitionInput, _v: number): number {
    let size$ = 4
    const replicas = o.replicas === undefined ? null : o.replicas
    if (replicas === null) size$ += 1
    else {
      size$ += uvarintBytes(replicas.length + 1)
      size$ += replicas.length * 4
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsRequestTopicPartition(w: Writer, o: AlterPartitionReassignmentsRequestTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const replicas = o.replicas === undefined ? null : o.replicas
    if (replicas === null) w.uvarint(0)
    else {
      w.uvarint(replicas.length + 1)
      w.i32s(replicas)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionReassignmentsRequestTopic(r: Reader, v: number): AlterPartitionReassignmentsRequestTopic {
    const name = r.compactString()
    let partitions: AlterPartitionReassignmentsRequestTopicPartition[]
    {
      const count$ = r.compactCount(6, 80)
      const list$ = new Array<AlterPartitionReassignmentsRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionReassignmentsRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsRequestTopic(o: AlterPartitionReassignmentsRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterPartitionReassignmentsRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsRequestTopic(w: Writer, o: AlterPartitionReassignmentsRequestTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterPartitionReassignmentsRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionReassignmentsRequest(r: Reader, v: number): AlterPartitionReassignmentsRequest {
    const timeoutMs = r.i32()
    let allowReplicationFactorChange: boolean
    if (!(v >= 1)) allowReplicationFactorChange = true
    else {
      allowReplicationFactorChange = r.bool()
    }
    let topics: AlterPartitionReassignmentsRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<AlterPartitionReassignmentsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionReassignmentsRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsRequest = { timeoutMs, allowReplicationFactorChange, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsRequest(o: AlterPartitionReassignmentsRequestInput, v: number): number {
    let size$ = 4
    const allowReplicationFactorChange = o.allowReplicationFactorChange ?? true
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(allowReplicationFactorChange === true)) unsupported('AlterPartitionReassignmentsRequest.allowReplicationFactorChange', v)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAlterPartitionReassignmentsRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsRequest(w: Writer, o: AlterPartitionReassignmentsRequestInput, v: number): void {
    const timeoutMs = o.timeoutMs ?? 60000
    w.i32(timeoutMs)
    if (v >= 1) {
      const allowReplicationFactorChange = o.allowReplicationFactorChange ?? true
      w.bool(allowReplicationFactorChange)
    }
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAlterPartitionReassignmentsRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterPartitionReassignmentsRequest: MessageCodec<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsRequestInput> = {
    name: 'AlterPartitionReassignmentsRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readAlterPartitionReassignmentsRequest,
    encode: writeAlterPartitionReassignmentsRequest,
    size: sizeAlterPartitionReassignmentsRequest
  }

  function readAlterPartitionReassignmentsResponseTopicPartition(r: Reader, _v: number): AlterPartitionReassignmentsResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsResponseTopicPartition = { partitionIndex, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsResponseTopicPartition(o: AlterPartitionReassignmentsResponseTopicPartitionInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsResponseTopicPartition(w: Writer, o: AlterPartitionReassignmentsResponseTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionReassignmentsResponseTopic(r: Reader, v: number): AlterPartitionReassignmentsResponseTopic {
    const name = r.compactString()
    let partitions: AlterPartitionReassignmentsResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 56)
      const list$ = new Array<AlterPartitionReassignmentsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionReassignmentsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsResponseTopic(o: AlterPartitionReassignmentsResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterPartitionReassignmentsResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsResponseTopic(w: Writer, o: AlterPartitionReassignmentsResponseTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterPartitionReassignmentsResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionReassignmentsResponse(r: Reader, v: number): AlterPartitionReassignmentsResponse {
    const throttleTimeMs = r.i32()
    let allowReplicationFactorChange: boolean
    if (!(v >= 1)) allowReplicationFactorChange = true
    else {
      allowReplicationFactorChange = r.bool()
    }
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let responses: AlterPartitionReassignmentsResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<AlterPartitionReassignmentsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionReassignmentsResponseTopic(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionReassignmentsResponse = { throttleTimeMs, allowReplicationFactorChange, errorCode, errorMessage, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionReassignmentsResponse(o: AlterPartitionReassignmentsResponseInput, v: number): number {
    let size$ = 6
    if (v >= 1) {
      size$ += 1
    }
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const responses = o.responses
    size$ += uvarintBytes(responses.length + 1)
    for (const item of responses) size$ += sizeAlterPartitionReassignmentsResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionReassignmentsResponse(w: Writer, o: AlterPartitionReassignmentsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    if (v >= 1) {
      const allowReplicationFactorChange = o.allowReplicationFactorChange ?? true
      w.bool(allowReplicationFactorChange)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    const responses = o.responses
    w.uvarint(responses.length + 1)
    for (const item of responses) writeAlterPartitionReassignmentsResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterPartitionReassignmentsResponse: MessageCodec<AlterPartitionReassignmentsResponse, AlterPartitionReassignmentsResponseInput> = {
    name: 'AlterPartitionReassignmentsResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readAlterPartitionReassignmentsResponse,
    encode: writeAlterPartitionReassignmentsResponse,
    size: sizeAlterPartitionReassignmentsResponse
  }

  return { alterPartitionReassignmentsRequest, alterPartitionReassignmentsResponse }
}
