// Generated from protocol-specs/23-OffsetForLeaderEpoch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface OffsetForLeaderEpochRequestTopicPartition {
  partition: number
  currentLeaderEpoch: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochRequestTopicPartitionInput {
  readonly partition: number
  readonly currentLeaderEpoch?: number | undefined
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetForLeaderEpochRequestTopic {
  topic: string
  partitions: OffsetForLeaderEpochRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochRequestTopicInput {
  readonly topic: string
  readonly partitions: readonly OffsetForLeaderEpochRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetForLeaderEpochRequest {
  replicaId: number
  topics: OffsetForLeaderEpochRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochRequestInput {
  readonly replicaId?: number | undefined
  readonly topics: readonly OffsetForLeaderEpochRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetForLeaderEpochResponseTopicPartition {
  errorCode: number
  partition: number
  leaderEpoch: number
  endOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochResponseTopicPartitionInput {
  readonly errorCode: number
  readonly partition: number
  readonly leaderEpoch?: number | undefined
  readonly endOffset?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetForLeaderEpochResponseTopic {
  topic: string
  partitions: OffsetForLeaderEpochResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochResponseTopicInput {
  readonly topic: string
  readonly partitions: readonly OffsetForLeaderEpochResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetForLeaderEpochResponse {
  throttleTimeMs: number
  topics: OffsetForLeaderEpochResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetForLeaderEpochResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly OffsetForLeaderEpochResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readOffsetForLeaderEpochRequestTopicPartition(r: Reader, v: number): OffsetForLeaderEpochRequestTopicPartition {
    const partition = r.i32()
    let currentLeaderEpoch: number
    if (!(v >= 2)) currentLeaderEpoch = -1
    else {
      currentLeaderEpoch = r.i32()
    }
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochRequestTopicPartition = { partition, currentLeaderEpoch, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochRequestTopicPartition(o: OffsetForLeaderEpochRequestTopicPartitionInput, v: number): number {
    let size$ = 8
    if (v >= 2) {
      size$ += 4
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochRequestTopicPartition(w: Writer, o: OffsetForLeaderEpochRequestTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
    if (v >= 2) {
      const currentLeaderEpoch = o.currentLeaderEpoch ?? -1
      w.i32(currentLeaderEpoch)
    }
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetForLeaderEpochRequestTopic(r: Reader, v: number): OffsetForLeaderEpochRequestTopic {
    const topic = (v >= 4 ? r.compactString() : r.string())
    let partitions: OffsetForLeaderEpochRequestTopicPartition[]
    {
      const count$ = (v >= 4 ? r.compactCount(8, 56) : r.count(8, 56))
      const list$ = new Array<OffsetForLeaderEpochRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetForLeaderEpochRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochRequestTopic = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochRequestTopic(o: OffsetForLeaderEpochRequestTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 4 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    const partitions = o.partitions
    size$ += (v >= 4 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeOffsetForLeaderEpochRequestTopicPartition(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochRequestTopic(w: Writer, o: OffsetForLeaderEpochRequestTopicInput, v: number): void {
    const topic = o.topic
    ;(v >= 4 ? w.compactString(topic) : w.string(topic))
    const partitions = o.partitions
    ;(v >= 4 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeOffsetForLeaderEpochRequestTopicPartition(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetForLeaderEpochRequest(r: Reader, v: number): OffsetForLeaderEpochRequest {
    let replicaId: number
    if (!(v >= 3)) replicaId = -2
    else {
      replicaId = r.i32()
    }
    let topics: OffsetForLeaderEpochRequestTopic[]
    {
      const count$ = (v >= 4 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<OffsetForLeaderEpochRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetForLeaderEpochRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochRequest = { replicaId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochRequest(o: OffsetForLeaderEpochRequestInput, v: number): number {
    let size$ = 0
    if (v >= 3) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 4 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeOffsetForLeaderEpochRequestTopic(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochRequest(w: Writer, o: OffsetForLeaderEpochRequestInput, v: number): void {
    if (v >= 3) {
      const replicaId = o.replicaId ?? -2
      w.i32(replicaId)
    }
    const topics = o.topics
    ;(v >= 4 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeOffsetForLeaderEpochRequestTopic(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetForLeaderEpochRequest: MessageCodec<OffsetForLeaderEpochRequest, OffsetForLeaderEpochRequestInput> = {
    name: 'OffsetForLeaderEpochRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readOffsetForLeaderEpochRequest,
    encode: writeOffsetForLeaderEpochRequest,
    size: sizeOffsetForLeaderEpochRequest
  }

  function readOffsetForLeaderEpochResponseTopicPartition(r: Reader, v: number): OffsetForLeaderEpochResponseTopicPartition {
    const errorCode = r.i16()
    const partition = r.i32()
    let leaderEpoch: number
    if (!(v >= 1)) leaderEpoch = -1
    else {
      leaderEpoch = r.i32()
    }
    const endOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochResponseTopicPartition = { errorCode, partition, leaderEpoch, endOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochResponseTopicPartition(o: OffsetForLeaderEpochResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 1) {
      size$ += 4
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochResponseTopicPartition(w: Writer, o: OffsetForLeaderEpochResponseTopicPartitionInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const partition = o.partition
    w.i32(partition)
    if (v >= 1) {
      const leaderEpoch = o.leaderEpoch ?? -1
      w.i32(leaderEpoch)
    }
    const endOffset = o.endOffset ?? -1n
    w.i64(endOffset)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetForLeaderEpochResponseTopic(r: Reader, v: number): OffsetForLeaderEpochResponseTopic {
    const topic = (v >= 4 ? r.compactString() : r.string())
    let partitions: OffsetForLeaderEpochResponseTopicPartition[]
    {
      const count$ = (v >= 4 ? r.compactCount(14, 88) : r.count(14, 88))
      const list$ = new Array<OffsetForLeaderEpochResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetForLeaderEpochResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochResponseTopic = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochResponseTopic(o: OffsetForLeaderEpochResponseTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 4 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    const partitions = o.partitions
    size$ += (v >= 4 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeOffsetForLeaderEpochResponseTopicPartition(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochResponseTopic(w: Writer, o: OffsetForLeaderEpochResponseTopicInput, v: number): void {
    const topic = o.topic
    ;(v >= 4 ? w.compactString(topic) : w.string(topic))
    const partitions = o.partitions
    ;(v >= 4 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeOffsetForLeaderEpochResponseTopicPartition(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetForLeaderEpochResponse(r: Reader, v: number): OffsetForLeaderEpochResponse {
    let throttleTimeMs: number
    if (!(v >= 2)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let topics: OffsetForLeaderEpochResponseTopic[]
    {
      const count$ = (v >= 4 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<OffsetForLeaderEpochResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetForLeaderEpochResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetForLeaderEpochResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetForLeaderEpochResponse(o: OffsetForLeaderEpochResponseInput, v: number): number {
    let size$ = 0
    if (v >= 2) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 4 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeOffsetForLeaderEpochResponseTopic(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetForLeaderEpochResponse(w: Writer, o: OffsetForLeaderEpochResponseInput, v: number): void {
    if (v >= 2) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const topics = o.topics
    ;(v >= 4 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeOffsetForLeaderEpochResponseTopic(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetForLeaderEpochResponse: MessageCodec<OffsetForLeaderEpochResponse, OffsetForLeaderEpochResponseInput> = {
    name: 'OffsetForLeaderEpochResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readOffsetForLeaderEpochResponse,
    encode: writeOffsetForLeaderEpochResponse,
    size: sizeOffsetForLeaderEpochResponse
  }

  return { offsetForLeaderEpochRequest, offsetForLeaderEpochResponse }
}
