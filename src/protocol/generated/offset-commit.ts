// Generated from protocol-specs/08-OffsetCommit.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface OffsetCommitRequestTopicPartition {
  partitionIndex: number
  committedOffset: bigint
  committedLeaderEpoch: number
  commitTimestamp: bigint
  committedMetadata: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly committedOffset: bigint
  readonly committedLeaderEpoch?: number | undefined
  readonly commitTimestamp?: bigint | undefined
  readonly committedMetadata: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetCommitRequestTopic {
  name: string
  topicId: string
  partitions: OffsetCommitRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitRequestTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly OffsetCommitRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetCommitRequest {
  groupId: string
  generationIdOrMemberEpoch: number
  memberId: string
  groupInstanceId: string | null
  retentionTimeMs: bigint
  topics: OffsetCommitRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitRequestInput {
  readonly groupId: string
  readonly generationIdOrMemberEpoch?: number | undefined
  readonly memberId?: string | undefined
  readonly groupInstanceId?: string | null | undefined
  readonly retentionTimeMs?: bigint | undefined
  readonly topics: readonly OffsetCommitRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetCommitResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetCommitResponseTopic {
  name: string
  topicId: string
  partitions: OffsetCommitResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitResponseTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly OffsetCommitResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetCommitResponse {
  throttleTimeMs: number
  topics: OffsetCommitResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly OffsetCommitResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readOffsetCommitRequestTopicPartition(r: Reader, v: number): OffsetCommitRequestTopicPartition {
    const partitionIndex = r.i32()
    const committedOffset = r.i64()
    let committedLeaderEpoch: number
    if (!(v >= 6)) committedLeaderEpoch = -1
    else {
      committedLeaderEpoch = r.i32()
    }
    let commitTimestamp: bigint
    if (!(v >= 1 && v <= 1)) commitTimestamp = -1n
    else {
      commitTimestamp = r.i64()
    }
    const committedMetadata = (v >= 8 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitRequestTopicPartition = { partitionIndex, committedOffset, committedLeaderEpoch, commitTimestamp, committedMetadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitRequestTopicPartition(o: OffsetCommitRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    if (v >= 6) {
      size$ += 4
    }
    const commitTimestamp = o.commitTimestamp ?? -1n
    if (v >= 1 && v <= 1) {
      size$ += 8
    }
    if (!(v >= 1 && v <= 1) && !(commitTimestamp === -1n)) unsupported('OffsetCommitRequestTopicPartition.commitTimestamp', v)
    const committedMetadata = o.committedMetadata
    size$ += (v >= 8 ? compactStringBytes(committedMetadata) : 2 + (committedMetadata === null ? 0 : stringBytes(committedMetadata)))
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitRequestTopicPartition(w: Writer, o: OffsetCommitRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const committedOffset = o.committedOffset
    w.i64(committedOffset)
    if (v >= 6) {
      const committedLeaderEpoch = o.committedLeaderEpoch ?? -1
      w.i32(committedLeaderEpoch)
    }
    if (v >= 1 && v <= 1) {
      const commitTimestamp = o.commitTimestamp ?? -1n
      w.i64(commitTimestamp)
    }
    const committedMetadata = o.committedMetadata
    ;(v >= 8 ? w.compactString(committedMetadata) : w.string(committedMetadata))
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetCommitRequestTopic(r: Reader, v: number): OffsetCommitRequestTopic {
    let name: string
    if (!(v <= 9)) name = ''
    else {
      name = (v >= 8 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: OffsetCommitRequestTopicPartition[]
    {
      const count$ = (v >= 8 ? r.compactCount(14, 120) : r.count(14, 120))
      const list$ = new Array<OffsetCommitRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetCommitRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitRequestTopic = { name, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitRequestTopic(o: OffsetCommitRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 9) {
      size$ += (v >= 8 ? compactStringBytes(name) : 2 + stringBytes(name))
    }
    if (v >= 10) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += (v >= 8 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeOffsetCommitRequestTopicPartition(item, v)
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitRequestTopic(w: Writer, o: OffsetCommitRequestTopicInput, v: number): void {
    if (v <= 9) {
      const name = o.name ?? ''
      ;(v >= 8 ? w.compactString(name) : w.string(name))
    }
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    ;(v >= 8 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeOffsetCommitRequestTopicPartition(w, item, v)
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetCommitRequest(r: Reader, v: number): OffsetCommitRequest {
    const groupId = (v >= 8 ? r.compactString() : r.string())
    let generationIdOrMemberEpoch: number
    if (!(v >= 1)) generationIdOrMemberEpoch = -1
    else {
      generationIdOrMemberEpoch = r.i32()
    }
    let memberId: string
    if (!(v >= 1)) memberId = ''
    else {
      memberId = (v >= 8 ? r.compactString() : r.string())
    }
    let groupInstanceId: string | null
    if (!(v >= 7)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 8 ? r.compactNullableString() : r.nullableString())
    }
    let retentionTimeMs: bigint
    if (!(v >= 2 && v <= 4)) retentionTimeMs = -1n
    else {
      retentionTimeMs = r.i64()
    }
    let topics: OffsetCommitRequestTopic[]
    {
      const count$ = (v >= 8 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<OffsetCommitRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetCommitRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitRequest = { groupId, generationIdOrMemberEpoch, memberId, groupInstanceId, retentionTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitRequest(o: OffsetCommitRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += (v >= 8 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    if (v >= 1) {
      size$ += 4
    }
    const memberId = o.memberId ?? ''
    if (v >= 1) {
      size$ += (v >= 8 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    }
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 7) {
      size$ += (v >= 8 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    if (!(v >= 7) && !(groupInstanceId === null)) unsupported('OffsetCommitRequest.groupInstanceId', v)
    if (v >= 2 && v <= 4) {
      size$ += 8
    }
    const topics = o.topics
    size$ += (v >= 8 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeOffsetCommitRequestTopic(item, v)
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitRequest(w: Writer, o: OffsetCommitRequestInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 8 ? w.compactString(groupId) : w.string(groupId))
    if (v >= 1) {
      const generationIdOrMemberEpoch = o.generationIdOrMemberEpoch ?? -1
      w.i32(generationIdOrMemberEpoch)
    }
    if (v >= 1) {
      const memberId = o.memberId ?? ''
      ;(v >= 8 ? w.compactString(memberId) : w.string(memberId))
    }
    if (v >= 7) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 8 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    if (v >= 2 && v <= 4) {
      const retentionTimeMs = o.retentionTimeMs ?? -1n
      w.i64(retentionTimeMs)
    }
    const topics = o.topics
    ;(v >= 8 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeOffsetCommitRequestTopic(w, item, v)
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetCommitRequest: MessageCodec<OffsetCommitRequest, OffsetCommitRequestInput> = {
    name: 'OffsetCommitRequest',
    minVersion: 0,
    maxVersion: 10,
    flexibleFrom: 8,
    decode: readOffsetCommitRequest,
    encode: writeOffsetCommitRequest,
    size: sizeOffsetCommitRequest
  }

  function readOffsetCommitResponseTopicPartition(r: Reader, v: number): OffsetCommitResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitResponseTopicPartition = { partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitResponseTopicPartition(o: OffsetCommitResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitResponseTopicPartition(w: Writer, o: OffsetCommitResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetCommitResponseTopic(r: Reader, v: number): OffsetCommitResponseTopic {
    let name: string
    if (!(v <= 9)) name = ''
    else {
      name = (v >= 8 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: OffsetCommitResponseTopicPartition[]
    {
      const count$ = (v >= 8 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<OffsetCommitResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetCommitResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitResponseTopic = { name, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitResponseTopic(o: OffsetCommitResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 9) {
      size$ += (v >= 8 ? compactStringBytes(name) : 2 + stringBytes(name))
    }
    if (v >= 10) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += (v >= 8 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeOffsetCommitResponseTopicPartition(item, v)
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitResponseTopic(w: Writer, o: OffsetCommitResponseTopicInput, v: number): void {
    if (v <= 9) {
      const name = o.name ?? ''
      ;(v >= 8 ? w.compactString(name) : w.string(name))
    }
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    ;(v >= 8 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeOffsetCommitResponseTopicPartition(w, item, v)
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetCommitResponse(r: Reader, v: number): OffsetCommitResponse {
    let throttleTimeMs: number
    if (!(v >= 3)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let topics: OffsetCommitResponseTopic[]
    {
      const count$ = (v >= 8 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<OffsetCommitResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetCommitResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 8) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetCommitResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitResponse(o: OffsetCommitResponseInput, v: number): number {
    let size$ = 0
    if (v >= 3) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 8 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeOffsetCommitResponseTopic(item, v)
    if (v >= 8) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetCommitResponse(w: Writer, o: OffsetCommitResponseInput, v: number): void {
    if (v >= 3) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const topics = o.topics
    ;(v >= 8 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeOffsetCommitResponseTopic(w, item, v)
    if (v >= 8) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetCommitResponse: MessageCodec<OffsetCommitResponse, OffsetCommitResponseInput> = {
    name: 'OffsetCommitResponse',
    minVersion: 0,
    maxVersion: 10,
    flexibleFrom: 8,
    decode: readOffsetCommitResponse,
    encode: writeOffsetCommitResponse,
    size: sizeOffsetCommitResponse
  }

  return { offsetCommitRequest, offsetCommitResponse }
}
