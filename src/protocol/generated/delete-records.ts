// Generated from protocol-specs/21-DeleteRecords.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteRecordsRequestTopicPartition {
  partitionIndex: number
  offset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly offset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteRecordsRequestTopic {
  name: string
  partitions: DeleteRecordsRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsRequestTopicInput {
  readonly name: string
  readonly partitions: readonly DeleteRecordsRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteRecordsRequest {
  topics: DeleteRecordsRequestTopic[]
  timeoutMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsRequestInput {
  readonly topics: readonly DeleteRecordsRequestTopicInput[]
  readonly timeoutMs: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteRecordsResponseTopicPartition {
  partitionIndex: number
  lowWatermark: bigint
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly lowWatermark: bigint
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteRecordsResponseTopic {
  name: string
  partitions: DeleteRecordsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsResponseTopicInput {
  readonly name: string
  readonly partitions: readonly DeleteRecordsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteRecordsResponse {
  throttleTimeMs: number
  topics: DeleteRecordsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteRecordsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly DeleteRecordsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDeleteRecordsRequestTopicPartition(r: Reader, v: number): DeleteRecordsRequestTopicPartition {
    const partitionIndex = r.i32()
    const offset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsRequestTopicPartition = { partitionIndex, offset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsRequestTopicPartition(o: DeleteRecordsRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsRequestTopicPartition(w: Writer, o: DeleteRecordsRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const offset = o.offset
    w.i64(offset)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteRecordsRequestTopic(r: Reader, v: number): DeleteRecordsRequestTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    let partitions: DeleteRecordsRequestTopicPartition[]
    {
      const count$ = (v >= 2 ? r.compactCount(12, 72) : r.count(12, 72))
      const list$ = new Array<DeleteRecordsRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteRecordsRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsRequestTopic(o: DeleteRecordsRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeDeleteRecordsRequestTopicPartition(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsRequestTopic(w: Writer, o: DeleteRecordsRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeDeleteRecordsRequestTopicPartition(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteRecordsRequest(r: Reader, v: number): DeleteRecordsRequest {
    let topics: DeleteRecordsRequestTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<DeleteRecordsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteRecordsRequestTopic(r, v)
      topics = list$
    }
    const timeoutMs = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsRequest = { topics, timeoutMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsRequest(o: DeleteRecordsRequestInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeDeleteRecordsRequestTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsRequest(w: Writer, o: DeleteRecordsRequestInput, v: number): void {
    const topics = o.topics
    ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeDeleteRecordsRequestTopic(w, item, v)
    const timeoutMs = o.timeoutMs
    w.i32(timeoutMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteRecordsRequest: MessageCodec<DeleteRecordsRequest, DeleteRecordsRequestInput> = {
    name: 'DeleteRecordsRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readDeleteRecordsRequest,
    encode: writeDeleteRecordsRequest,
    size: sizeDeleteRecordsRequest
  }

  function readDeleteRecordsResponseTopicPartition(r: Reader, v: number): DeleteRecordsResponseTopicPartition {
    const partitionIndex = r.i32()
    const lowWatermark = r.i64()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsResponseTopicPartition = { partitionIndex, lowWatermark, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsResponseTopicPartition(o: DeleteRecordsResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsResponseTopicPartition(w: Writer, o: DeleteRecordsResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const lowWatermark = o.lowWatermark
    w.i64(lowWatermark)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteRecordsResponseTopic(r: Reader, v: number): DeleteRecordsResponseTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    let partitions: DeleteRecordsResponseTopicPartition[]
    {
      const count$ = (v >= 2 ? r.compactCount(14, 80) : r.count(14, 80))
      const list$ = new Array<DeleteRecordsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteRecordsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsResponseTopic(o: DeleteRecordsResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeDeleteRecordsResponseTopicPartition(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsResponseTopic(w: Writer, o: DeleteRecordsResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeDeleteRecordsResponseTopicPartition(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteRecordsResponse(r: Reader, v: number): DeleteRecordsResponse {
    const throttleTimeMs = r.i32()
    let topics: DeleteRecordsResponseTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<DeleteRecordsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteRecordsResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteRecordsResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteRecordsResponse(o: DeleteRecordsResponseInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeDeleteRecordsResponseTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteRecordsResponse(w: Writer, o: DeleteRecordsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const topics = o.topics
    ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeDeleteRecordsResponseTopic(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteRecordsResponse: MessageCodec<DeleteRecordsResponse, DeleteRecordsResponseInput> = {
    name: 'DeleteRecordsResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readDeleteRecordsResponse,
    encode: writeDeleteRecordsResponse,
    size: sizeDeleteRecordsResponse
  }

  return { deleteRecordsRequest, deleteRecordsResponse }
}
