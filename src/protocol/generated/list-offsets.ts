// Generated from protocol-specs/02-ListOffsets.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ListOffsetsRequestTopicPartition {
  partitionIndex: number
  currentLeaderEpoch: number
  timestamp: bigint
  maxNumOffsets: number
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly currentLeaderEpoch?: number | undefined
  readonly timestamp: bigint
  readonly maxNumOffsets?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListOffsetsRequestTopic {
  name: string
  partitions: ListOffsetsRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsRequestTopicInput {
  readonly name: string
  readonly partitions: readonly ListOffsetsRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListOffsetsRequest {
  replicaId: number
  isolationLevel: number
  topics: ListOffsetsRequestTopic[]
  timeoutMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsRequestInput {
  readonly replicaId: number
  readonly isolationLevel?: number | undefined
  readonly topics: readonly ListOffsetsRequestTopicInput[]
  readonly timeoutMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListOffsetsResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  oldStyleOffsets: bigint[]
  timestamp: bigint
  offset: bigint
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly oldStyleOffsets?: readonly bigint[] | undefined
  readonly timestamp?: bigint | undefined
  readonly offset?: bigint | undefined
  readonly leaderEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListOffsetsResponseTopic {
  name: string
  partitions: ListOffsetsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsResponseTopicInput {
  readonly name: string
  readonly partitions: readonly ListOffsetsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListOffsetsResponse {
  throttleTimeMs: number
  topics: ListOffsetsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListOffsetsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly ListOffsetsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readListOffsetsRequestTopicPartition(r: Reader, v: number): ListOffsetsRequestTopicPartition {
    const partitionIndex = r.i32()
    let currentLeaderEpoch: number
    if (!(v >= 4)) currentLeaderEpoch = -1
    else {
      currentLeaderEpoch = r.i32()
    }
    const timestamp = r.i64()
    let maxNumOffsets: number
    if (!(v <= 0)) maxNumOffsets = 1
    else {
      maxNumOffsets = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsRequestTopicPartition = { partitionIndex, currentLeaderEpoch, timestamp, maxNumOffsets }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsRequestTopicPartition(o: ListOffsetsRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    if (v >= 4) {
      size$ += 4
    }
    const maxNumOffsets = o.maxNumOffsets ?? 1
    if (v <= 0) {
      size$ += 4
    }
    if (!(v <= 0) && !(maxNumOffsets === 1)) unsupported('ListOffsetsRequestTopicPartition.maxNumOffsets', v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsRequestTopicPartition(w: Writer, o: ListOffsetsRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (v >= 4) {
      const currentLeaderEpoch = o.currentLeaderEpoch ?? -1
      w.i32(currentLeaderEpoch)
    }
    const timestamp = o.timestamp
    w.i64(timestamp)
    if (v <= 0) {
      const maxNumOffsets = o.maxNumOffsets ?? 1
      w.i32(maxNumOffsets)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readListOffsetsRequestTopic(r: Reader, v: number): ListOffsetsRequestTopic {
    const name = (v >= 6 ? r.compactString() : r.string())
    let partitions: ListOffsetsRequestTopicPartition[]
    {
      const count$ = (v >= 6 ? r.compactCount(12, 88) : r.count(12, 88))
      const list$ = new Array<ListOffsetsRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListOffsetsRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsRequestTopic(o: ListOffsetsRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 6 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 6 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeListOffsetsRequestTopicPartition(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsRequestTopic(w: Writer, o: ListOffsetsRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 6 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 6 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeListOffsetsRequestTopicPartition(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readListOffsetsRequest(r: Reader, v: number): ListOffsetsRequest {
    const replicaId = r.i32()
    let isolationLevel: number
    if (!(v >= 2)) isolationLevel = 0
    else {
      isolationLevel = r.i8()
    }
    let topics: ListOffsetsRequestTopic[]
    {
      const count$ = (v >= 6 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<ListOffsetsRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListOffsetsRequestTopic(r, v)
      topics = list$
    }
    let timeoutMs: number
    if (!(v >= 10)) timeoutMs = 0
    else {
      timeoutMs = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsRequest = { replicaId, isolationLevel, topics, timeoutMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsRequest(o: ListOffsetsRequestInput, v: number): number {
    let size$ = 4
    const isolationLevel = o.isolationLevel ?? 0
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(isolationLevel === 0)) unsupported('ListOffsetsRequest.isolationLevel', v)
    const topics = o.topics
    size$ += (v >= 6 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeListOffsetsRequestTopic(item, v)
    if (v >= 10) {
      size$ += 4
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsRequest(w: Writer, o: ListOffsetsRequestInput, v: number): void {
    const replicaId = o.replicaId
    w.i32(replicaId)
    if (v >= 2) {
      const isolationLevel = o.isolationLevel ?? 0
      w.i8(isolationLevel)
    }
    const topics = o.topics
    ;(v >= 6 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeListOffsetsRequestTopic(w, item, v)
    if (v >= 10) {
      const timeoutMs = o.timeoutMs ?? 0
      w.i32(timeoutMs)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const listOffsetsRequest: MessageCodec<ListOffsetsRequest, ListOffsetsRequestInput> = {
    name: 'ListOffsetsRequest',
    minVersion: 0,
    maxVersion: 11,
    flexibleFrom: 6,
    decode: readListOffsetsRequest,
    encode: writeListOffsetsRequest,
    size: sizeListOffsetsRequest
  }

  function readListOffsetsResponseTopicPartition(r: Reader, v: number): ListOffsetsResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let oldStyleOffsets: bigint[]
    if (!(v <= 0)) oldStyleOffsets = []
    else {
      {
        const count$ = r.count(8, 32)
        const list$ = new Array<bigint>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.i64()
        oldStyleOffsets = list$
      }
    }
    let timestamp: bigint
    if (!(v >= 1)) timestamp = -1n
    else {
      timestamp = r.i64()
    }
    let offset: bigint
    if (!(v >= 1)) offset = -1n
    else {
      offset = r.i64()
    }
    let leaderEpoch: number
    if (!(v >= 4)) leaderEpoch = -1
    else {
      leaderEpoch = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsResponseTopicPartition = { partitionIndex, errorCode, oldStyleOffsets, timestamp, offset, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsResponseTopicPartition(o: ListOffsetsResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    const oldStyleOffsets = o.oldStyleOffsets ?? []
    if (v <= 0) {
      size$ += 4
      size$ += oldStyleOffsets.length * 8
    }
    if (!(v <= 0) && !((oldStyleOffsets !== null && oldStyleOffsets.length === 0))) unsupported('ListOffsetsResponseTopicPartition.oldStyleOffsets', v)
    const timestamp = o.timestamp ?? -1n
    if (v >= 1) {
      size$ += 8
    }
    if (!(v >= 1) && !(timestamp === -1n)) unsupported('ListOffsetsResponseTopicPartition.timestamp', v)
    const offset = o.offset ?? -1n
    if (v >= 1) {
      size$ += 8
    }
    if (!(v >= 1) && !(offset === -1n)) unsupported('ListOffsetsResponseTopicPartition.offset', v)
    const leaderEpoch = o.leaderEpoch ?? -1
    if (v >= 4) {
      size$ += 4
    }
    if (!(v >= 4) && !(leaderEpoch === -1)) unsupported('ListOffsetsResponseTopicPartition.leaderEpoch', v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsResponseTopicPartition(w: Writer, o: ListOffsetsResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v <= 0) {
      const oldStyleOffsets = o.oldStyleOffsets ?? []
      w.i32(oldStyleOffsets.length)
      for (const item of oldStyleOffsets) w.i64(item)
    }
    if (v >= 1) {
      const timestamp = o.timestamp ?? -1n
      w.i64(timestamp)
    }
    if (v >= 1) {
      const offset = o.offset ?? -1n
      w.i64(offset)
    }
    if (v >= 4) {
      const leaderEpoch = o.leaderEpoch ?? -1
      w.i32(leaderEpoch)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readListOffsetsResponseTopic(r: Reader, v: number): ListOffsetsResponseTopic {
    const name = (v >= 6 ? r.compactString() : r.string())
    let partitions: ListOffsetsResponseTopicPartition[]
    {
      const count$ = (v >= 6 ? r.compactCount(10, 160) : r.count(10, 160))
      const list$ = new Array<ListOffsetsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListOffsetsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsResponseTopic(o: ListOffsetsResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 6 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 6 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeListOffsetsResponseTopicPartition(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsResponseTopic(w: Writer, o: ListOffsetsResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 6 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 6 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeListOffsetsResponseTopicPartition(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readListOffsetsResponse(r: Reader, v: number): ListOffsetsResponse {
    let throttleTimeMs: number
    if (!(v >= 2)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let topics: ListOffsetsResponseTopic[]
    {
      const count$ = (v >= 6 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<ListOffsetsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListOffsetsResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListOffsetsResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListOffsetsResponse(o: ListOffsetsResponseInput, v: number): number {
    let size$ = 0
    if (v >= 2) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 6 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeListOffsetsResponseTopic(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListOffsetsResponse(w: Writer, o: ListOffsetsResponseInput, v: number): void {
    if (v >= 2) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const topics = o.topics
    ;(v >= 6 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeListOffsetsResponseTopic(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const listOffsetsResponse: MessageCodec<ListOffsetsResponse, ListOffsetsResponseInput> = {
    name: 'ListOffsetsResponse',
    minVersion: 0,
    maxVersion: 11,
    flexibleFrom: 6,
    decode: readListOffsetsResponse,
    encode: writeListOffsetsResponse,
    size: sizeListOffsetsResponse
  }

  return { listOffsetsRequest, listOffsetsResponse }
}
