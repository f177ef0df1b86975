// Generated from protocol-specs/46-ListPartitionReassignments.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ListPartitionReassignmentsRequestTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListPartitionReassignmentsRequestTopicInput {
  readonly name: string
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListPartitionReassignmentsRequest {
  timeoutMs: number
  topics: ListPartitionReassignmentsRequestTopic[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface ListPartitionReassignmentsRequestInput {
  readonly timeoutMs?: number | undefined
  readonly topics?: readonly ListPartitionReassignmentsRequestTopicInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListPartitionReassignmentsResponseTopicPartition {
  partitionIndex: number
  replicas: number[]
  addingReplicas: number[]
  removingReplicas: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListPartitionReassignmentsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly replicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly removingReplicas: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListPartitionReassignmentsResponseTopic {
  name: string
  partitions: ListPartitionReassignmentsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListPartitionReassignmentsResponseTopicInput {
  readonly name: string
  readonly partitions: readonly ListPartitionReassignmentsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListPartitionReassignmentsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  topics: ListPartitionReassignmentsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListPartitionReassignmentsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly topics: readonly ListPartitionReassignmentsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readListPartitionReassignmentsRequestTopic(r: Reader, _v: number): ListPartitionReassignmentsRequestTopic {
    const name = r.compactString()
    const partitionIndexes = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListPartitionReassignmentsRequestTopic = { name, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListPartitionReassignmentsRequestTopic(o: ListPartitionReassignmentsRequestTopicInput, _v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitionIndexes = o.partitionIndexes
    size$ += uvarintBytes(partitionIndexes.length + 1)
    size$ += partitionIndexes.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListPartitionReassignmentsRequestTopic(w: Writer, o: ListPartitionReassignmentsRequestTopicInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const partitionIndexes = o.partitionIndexes
    w.uvarint(partitionIndexes.length + 1)
    w.i32s(partitionIndexes)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readListPartitionReassignmentsRequest(r: Reader, v: number): ListPartitionReassignmentsRequest {
    const timeoutMs = r.i32()
    let topics: ListPartitionReassignmentsRequestTopic[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) topics = null
      else {
        const list$ = new Array<ListPartitionReassignmentsRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readListPartitionReassignmentsRequestTopic(r, v)
        topics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListPartitionReassignmentsRequest = { timeoutMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListPartitionReassignmentsRequest(o: ListPartitionReassignmentsRequestInput, v: number): number {
    let size$ = 4
    const topics = o.topics === undefined ? null : o.topics
    if (topics === null) size$ += 1
    else {
      size$ += uvarintBytes(topics.length + 1)
      for (const item of topics) size$ += sizeListPartitionReassignmentsRequestTopic(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListPartitionReassignmentsRequest(w: Writer, o: ListPartitionReassignmentsRequestInput, v: number): void {
    const timeoutMs = o.timeoutMs ?? 60000
    w.i32(timeoutMs)
    const topics = o.topics === undefined ? null : o.topics
    if (topics === null) w.uvarint(0)
    else {
      w.uvarint(topics.length + 1)
      for (const item of topics) writeListPartitionReassignmentsRequestTopic(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listPartitionReassignmentsRequest: MessageCodec<ListPartitionReassignmentsRequest, ListPartitionReassignmentsRequestInput> = {
    name: 'ListPartitionReassignmentsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readListPartitionReassignmentsRequest,
    encode: writeListPartitionReassignmentsRequest,
    size: sizeListPartitionReassignmentsRequest
  }

  function readListPartitionReassignmentsResponseTopicPartition(r: Reader, _v: number): ListPartitionReassignmentsResponseTopicPartition {
    const partitionIndex = r.i32()
    const replicas = r.compactI32s()
    const addingReplicas = r.compactI32s()
    const removingReplicas = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListPartitionReassignmentsResponseTopicPartition = { partitionIndex, replicas, addingReplicas, removingReplicas }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListPartitionReassignmentsResponseTopicPartition(o: ListPartitionReassignmentsResponseTopicPartitionInput, _v: number): number {
    let size$ = 4
    const replicas = o.replicas
    size$ += uvarintBytes(replicas.length + 1)
    size$ += replicas.length * 4
    const addingReplicas = o.addingReplicas
    size$ += uvarintBytes(addingReplicas.length + 1)
    size$ += addingReplicas.length * 4
    const removingReplicas = o.removingReplicas
    size$ += uvarintBytes(removingReplicas.length + 1)
    size$ += removingReplicas.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListPartitionReassignmentsResponseTopicPartition(w: Writer, o: ListPartitionReassignmentsResponseTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const replicas = o.replicas
    w.uvarint(replicas.length + 1)
    w.i32s(replicas)
    const addingReplicas = o.addingReplicas
    w.uvarint(addingReplicas.length + 1)
    w.i32s(addingReplicas)
    const removingReplicas = o.removingReplicas
    w.uvarint(removingReplicas.length + 1)
    w.i32s(removingReplicas)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readListPartitionReassignmentsResponseTopic(r: Reader, v: number): ListPartitionReassignmentsResponseTopic {
    const name = r.compactString()
    let partitions: ListPartitionReassignmentsResponseTopicPartition[]
    {
      const count$ = r.compactCount(8, 160)
      const list$ = new Array<ListPartitionReassignmentsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListPartitionReassignmentsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListPartitionReassignmentsResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListPartitionReassignmentsResponseTopic(o: ListPartitionReassignmentsResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeListPartitionReassignmentsResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListPartitionReassignmentsResponseTopic(w: Writer, o: ListPartitionReassignmentsResponseTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeListPartitionReassignmentsResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readListPartitionReassignmentsResponse(r: Reader, v: number): ListPartitionReassignmentsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let topics: ListPartitionReassignmentsResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<ListPartitionReassignmentsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListPartitionReassignmentsResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListPartitionReassignmentsResponse = { throttleTimeMs, errorCode, errorMessage, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListPartitionReassignmentsResponse(o: ListPartitionReassignmentsResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeListPartitionReassignmentsResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListPartitionReassignmentsResponse(w: Writer, o: ListPartitionReassignmentsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeListPartitionReassignmentsResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listPartitionReassignmentsResponse: MessageCodec<ListPartitionReassignmentsResponse, ListPartitionReassignmentsResponseInput> = {
    name: 'ListPartitionReassignmentsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readListPartitionReassignmentsResponse,
    encode: writeListPartitionReassignmentsResponse,
    size: sizeListPartitionReassignmentsResponse
  }

  return { listPartitionReassignmentsRequest, listPartitionReassignmentsResponse }
}
