// Generated from protocol-specs/09-OffsetFetch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface OffsetFetchRequestTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchRequestTopicInput {
  readonly name: string
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchRequestGroupTopic {
  name: string
  topicId: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchRequestGroupTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchRequestGroup {
  groupId: string
  memberId: string | null
  memberEpoch: number
  topics: OffsetFetchRequestGroupTopic[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchRequestGroupInput {
  readonly groupId: string
  readonly memberId?: string | null | undefined
  readonly memberEpoch?: number | undefined
  readonly topics: readonly OffsetFetchRequestGroupTopicInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchRequest {
  groupId: string
  topics: OffsetFetchRequestTopic[] | null
  groups: OffsetFetchRequestGroup[]
  requireStable: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchRequestInput {
  readonly groupId?: string | undefined
  readonly topics?: readonly OffsetFetchRequestTopicInput[] | null | undefined
  readonly groups?: readonly OffsetFetchRequestGroupInput[] | undefined
  readonly requireStable?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponseTopicPartition {
  partitionIndex: number
  committedOffset: bigint
  committedLeaderEpoch: number
  metadata: string | null
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly committedOffset: bigint
  readonly committedLeaderEpoch?: number | undefined
  readonly metadata: string | null
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponseTopic {
  name: string
  partitions: OffsetFetchResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseTopicInput {
  readonly name: string
  readonly partitions: readonly OffsetFetchResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponseGroupTopicPartition {
  partitionIndex: number
  committedOffset: bigint
  committedLeaderEpoch: number
  metadata: string | null
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseGroupTopicPartitionInput {
  readonly partitionIndex: number
  readonly committedOffset: bigint
  readonly committedLeaderEpoch?: number | undefined
  readonly metadata: string | null
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponseGroupTopic {
  name: string
  topicId: string
  partitions: OffsetFetchResponseGroupTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseGroupTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly OffsetFetchResponseGroupTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponseGroup {
  groupId: string
  topics: OffsetFetchResponseGroupTopic[]
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseGroupInput {
  readonly groupId: string
  readonly topics: readonly OffsetFetchResponseGroupTopicInput[]
  readonly errorCode?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface OffsetFetchResponse {
  throttleTimeMs: number
  topics: OffsetFetchResponseTopic[]
  errorCode: number
  groups: OffsetFetchResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetFetchResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics?: readonly OffsetFetchResponseTopicInput[] | undefined
  readonly errorCode?: number | undefined
  readonly groups?: readonly OffsetFetchResponseGroupInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readOffsetFetchRequestTopic(r: Reader, v: number): OffsetFetchRequestTopic {
    const name = (v >= 6 ? r.compactString() : r.string())
    const partitionIndexes = (v >= 6 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetFetchRequestTopic = { name, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchRequestTopic(o: OffsetFetchRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 6 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitionIndexes = o.partitionIndexes
    size$ += (v >= 6 ? uvarintBytes(partitionIndexes.length + 1) : 4)
    size$ += partitionIndexes.length * 4
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetFetchRequestTopic(w: Writer, o: OffsetFetchRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 6 ? w.compactString(name) : w.string(name))
    const partitionIndexes = o.partitionIndexes
    ;(v >= 6 ? w.uvarint(partitionIndexes.length + 1) : w.i32(partitionIndexes.length))
    w.i32s(partitionIndexes)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetFetchRequestGroupTopic(r: Reader, v: number): OffsetFetchRequestGroupTopic {
    let name: string
    if (!(v <= 9)) name = ''
    else {
      name = r.compactString()
    }
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    const partitionIndexes = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: OffsetFetchRequestGroupTopic = { name, topicId, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchRequestGroupTopic(o: OffsetFetchRequestGroupTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 9) {
      size$ += compactStringBytes(name)
    }
    if (v >= 10) {
      size$ += 16
    }
    const partitionIndexes = o.partitionIndexes
    size$ += uvarintBytes(partitionIndexes.length + 1)
    size$ += partitionIndexes.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeOffsetFetchRequestGroupTopic(w: Writer, o: OffsetFetchRequestGroupTopicInput, v: number): void {
    if (v <= 9) {
      const name = o.name ?? ''
      w.compactString(name)
    }
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitionIndexes = o.partitionIndexes
    w.uvarint(partitionIndexes.length + 1)
    w.i32s(partitionIndexes)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readOffsetFetchRequestGroup(r: Reader, v: number): OffsetFetchRequestGroup {
    const groupId = r.compactString()
    let memberId: string | null
    if (!(v >= 9)) memberId = null
    else {
      memberId = r.compactNullableString()
    }
    let memberEpoch: number
    if (!(v >= 9)) memberEpoch = -1
    else {
      memberEpoch = r.i32()
    }
    let topics: OffsetFetchRequestGroupTopic[] | null
    {
      const count$ = r.compactNullableCount(3, 128)
      if (count$ < 0) topics = null
      else {
        const list$ = new Array<OffsetFetchRequestGroupTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchRequestGroupTopic(r, v)
        topics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: OffsetFetchRequestGroup = { groupId, memberId, memberEpoch, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchRequestGroup(o: OffsetFetchRequestGroupInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId === undefined ? null : o.memberId
    if (v >= 9) {
      size$ += compactStringBytes(memberId)
    }
    if (v >= 9) {
      size$ += 4
    }
    const topics = o.topics
    if (topics === null) size$ += 1
    else {
      size$ += uvarintBytes(topics.length + 1)
      for (const item of topics) size$ += sizeOffsetFetchRequestGroupTopic(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeOffsetFetchRequestGroup(w: Writer, o: OffsetFetchRequestGroupInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    if (v >= 9) {
      const memberId = o.memberId === undefined ? null : o.memberId
      w.compactString(memberId)
    }
    if (v >= 9) {
      const memberEpoch = o.memberEpoch ?? -1
      w.i32(memberEpoch)
    }
    const topics = o.topics
    if (topics === null) w.uvarint(0)
    else {
      w.uvarint(topics.length + 1)
      for (const item of topics) writeOffsetFetchRequestGroupTopic(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readOffsetFetchRequest(r: Reader, v: number): OffsetFetchRequest {
    let groupId: string
    if (!(v <= 7)) groupId = ''
    else {
      groupId = (v >= 6 ? r.compactString() : r.string())
    }
    let topics: OffsetFetchRequestTopic[] | null
    if (!(v <= 7)) topics = []
    else {
      {
        const count$ = v >= 2 ? (v >= 6 ? r.compactNullableCount(3, 80) : r.nullableCount(3, 80)) : (v >= 6 ? r.compactCount(3, 80) : r.count(3, 80))
        if (count$ < 0) topics = null
        else {
          const list$ = new Array<OffsetFetchRequestTopic>(count$)
          for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchRequestTopic(r, v)
          topics = list$
        }
      }
    }
    let groups: OffsetFetchRequestGroup[]
    if (!(v >= 8)) groups = []
    else {
      {
        const count$ = r.compactCount(3, 96)
        const list$ = new Array<OffsetFetchRequestGroup>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchRequestGroup(r, v)
        groups = list$
      }
    }
    let requireStable: boolean
    if (!(v >= 7)) requireStable = false
    else {
      requireStable = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetFetchRequest = { groupId, topics, groups, requireStable }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchRequest(o: OffsetFetchRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId ?? ''
    if (v <= 7) {
      size$ += (v >= 6 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    }
    if (!(v <= 7) && !(groupId === '')) unsupported('OffsetFetchRequest.groupId', v)
    const topics = o.topics === undefined ? [] : o.topics
    if (v <= 7) {
      if (topics === null) size$ += (v >= 6 ? 1 : 4)
      else {
        size$ += (v >= 6 ? uvarintBytes(topics.length + 1) : 4)
        for (const item of topics) size$ += sizeOffsetFetchRequestTopic(item, v)
      }
    }
    if (!(v <= 7) && !((topics !== null && topics.length === 0))) unsupported('OffsetFetchRequest.topics', v)
    if (v <= 7 && topics === null && !(v >= 2 && v <= 7)) unsupported('null OffsetFetchRequest.topics', v)
    const groups = o.groups ?? []
    if (v >= 8) {
      size$ += uvarintBytes(groups.length + 1)
      for (const item of groups) size$ += sizeOffsetFetchRequestGroup(item, v)
    }
    if (!(v >= 8) && !((groups !== null && groups.length === 0))) unsupported('OffsetFetchRequest.groups', v)
    const requireStable = o.requireStable ?? false
    if (v >= 7) {
      size$ += 1
    }
    if (!(v >= 7) && !(requireStable === false)) unsupported('OffsetFetchRequest.requireStable', v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetFetchRequest(w: Writer, o: OffsetFetchRequestInput, v: number): void {
    if (v <= 7) {
      const groupId = o.groupId ?? ''
      ;(v >= 6 ? w.compactString(groupId) : w.string(groupId))
    }
    if (v <= 7) {
      const topics = o.topics === undefined ? [] : o.topics
      if (topics === null) (v >= 6 ? w.uvarint(0) : w.i32(-1))
      else {
        ;(v >= 6 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
        for (const item of topics) writeOffsetFetchRequestTopic(w, item, v)
      }
    }
    if (v >= 8) {
      const groups = o.groups ?? []
      w.uvarint(groups.length + 1)
      for (const item of groups) writeOffsetFetchRequestGroup(w, item, v)
    }
    if (v >= 7) {
      const requireStable = o.requireStable ?? false
      w.bool(requireStable)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetFetchRequest: MessageCodec<OffsetFetchRequest, OffsetFetchRequestInput> = {
    name: 'OffsetFetchRequest',
    minVersion: 0,
    maxVersion: 10,
    flexibleFrom: 6,
    decode: readOffsetFetchRequest,
    encode: writeOffsetFetchRequest,
    size: sizeOffsetFetchRequest
  }

  function readOffsetFetchResponseTopicPartition(r: Reader, v: number): OffsetFetchResponseTopicPartition {
    const partitionIndex = r.i32()
    const committedOffset = r.i64()
    let committedLeaderEpoch: number
    if (!(v >= 5)) committedLeaderEpoch = -1
    else {
      committedLeaderEpoch = r.i32()
    }
    const metadata = (v >= 6 ? r.compactNullableString() : r.nullableString())
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetFetchResponseTopicPartition = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponseTopicPartition(o: OffsetFetchResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 5) {
      size$ += 4
    }
    const metadata = o.metadata
    size$ += (v >= 6 ? compactStringBytes(metadata) : 2 + (metadata === null ? 0 : stringBytes(metadata)))
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetFetchResponseTopicPartition(w: Writer, o: OffsetFetchResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const committedOffset = o.committedOffset
    w.i64(committedOffset)
    if (v >= 5) {
      const committedLeaderEpoch = o.committedLeaderEpoch ?? -1
      w.i32(committedLeaderEpoch)
    }
    const metadata = o.metadata
    ;(v >= 6 ? w.compactString(metadata) : w.string(metadata))
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetFetchResponseTopic(r: Reader, v: number): OffsetFetchResponseTopic {
    const name = (v >= 6 ? r.compactString() : r.string())
    let partitions: OffsetFetchResponseTopicPartition[]
    {
      const count$ = (v >= 6 ? r.compactCount(16, 96) : r.count(16, 96))
      const list$ = new Array<OffsetFetchResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchResponseTopicPartition(r, v)
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
    const value$: OffsetFetchResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponseTopic(o: OffsetFetchResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 6 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 6 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeOffsetFetchResponseTopicPartition(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetFetchResponseTopic(w: Writer, o: OffsetFetchResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 6 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 6 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeOffsetFetchResponseTopicPartition(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readOffsetFetchResponseGroupTopicPartition(r: Reader, _v: number): OffsetFetchResponseGroupTopicPartition {
    const partitionIndex = r.i32()
    const committedOffset = r.i64()
    const committedLeaderEpoch = r.i32()
    const metadata = r.compactNullableString()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: OffsetFetchResponseGroupTopicPartition = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponseGroupTopicPartition(o: OffsetFetchResponseGroupTopicPartitionInput, _v: number): number {
    let size$ = 18
    const metadata = o.metadata
    size$ += compactStringBytes(metadata)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeOffsetFetchResponseGroupTopicPartition(w: Writer, o: OffsetFetchResponseGroupTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const committedOffset = o.committedOffset
    w.i64(committedOffset)
    const committedLeaderEpoch = o.committedLeaderEpoch ?? -1
    w.i32(committedLeaderEpoch)
    const metadata = o.metadata
    w.compactString(metadata)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readOffsetFetchResponseGroupTopic(r: Reader, v: number): OffsetFetchResponseGroupTopic {
    let name: string
    if (!(v <= 9)) name = ''
    else {
      name = r.compactString()
    }
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: OffsetFetchResponseGroupTopicPartition[]
    {
      const count$ = r.compactCount(20, 96)
      const list$ = new Array<OffsetFetchResponseGroupTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchResponseGroupTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: OffsetFetchResponseGroupTopic = { name, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponseGroupTopic(o: OffsetFetchResponseGroupTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 9) {
      size$ += compactStringBytes(name)
    }
    if (v >= 10) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeOffsetFetchResponseGroupTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeOffsetFetchResponseGroupTopic(w: Writer, o: OffsetFetchResponseGroupTopicInput, v: number): void {
    if (v <= 9) {
      const name = o.name ?? ''
      w.compactString(name)
    }
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeOffsetFetchResponseGroupTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readOffsetFetchResponseGroup(r: Reader, v: number): OffsetFetchResponseGroup {
    const groupId = r.compactString()
    let topics: OffsetFetchResponseGroupTopic[]
    {
      const count$ = r.compactCount(3, 128)
      const list$ = new Array<OffsetFetchResponseGroupTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchResponseGroupTopic(r, v)
      topics = list$
    }
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: OffsetFetchResponseGroup = { groupId, topics, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponseGroup(o: OffsetFetchResponseGroupInput, v: number): number {
    let size$ = 2
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeOffsetFetchResponseGroupTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeOffsetFetchResponseGroup(w: Writer, o: OffsetFetchResponseGroupInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeOffsetFetchResponseGroupTopic(w, item, v)
    const errorCode = o.errorCode ?? 0
    w.i16(errorCode)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readOffsetFetchResponse(r: Reader, v: number): OffsetFetchResponse {
    let throttleTimeMs: number
    if (!(v >= 3)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let topics: OffsetFetchResponseTopic[]
    if (!(v <= 7)) topics = []
    else {
      {
        const count$ = (v >= 6 ? r.compactCount(3, 80) : r.count(3, 80))
        const list$ = new Array<OffsetFetchResponseTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchResponseTopic(r, v)
        topics = list$
      }
    }
    let errorCode: number
    if (!(v >= 2 && v <= 7)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let groups: OffsetFetchResponseGroup[]
    if (!(v >= 8)) groups = []
    else {
      {
        const count$ = r.compactCount(5, 88)
        const list$ = new Array<OffsetFetchResponseGroup>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readOffsetFetchResponseGroup(r, v)
        groups = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: OffsetFetchResponse = { throttleTimeMs, topics, errorCode, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetFetchResponse(o: OffsetFetchResponseInput, v: number): number {
    let size$ = 0
    if (v >= 3) {
      size$ += 4
    }
    const topics = o.topics ?? []
    if (v <= 7) {
      size$ += (v >= 6 ? uvarintBytes(topics.length + 1) : 4)
      for (const item of topics) size$ += sizeOffsetFetchResponseTopic(item, v)
    }
    if (!(v <= 7) && !((topics !== null && topics.length === 0))) unsupported('OffsetFetchResponse.topics', v)
    if (v >= 2 && v <= 7) {
      size$ += 2
    }
    const groups = o.groups ?? []
    if (v >= 8) {
      size$ += uvarintBytes(groups.length + 1)
      for (const item of groups) size$ += sizeOffsetFetchResponseGroup(item, v)
    }
    if (!(v >= 8) && !((groups !== null && groups.length === 0))) unsupported('OffsetFetchResponse.groups', v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeOffsetFetchResponse(w: Writer, o: OffsetFetchResponseInput, v: number): void {
    if (v >= 3) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    if (v <= 7) {
      const topics = o.topics ?? []
      ;(v >= 6 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
      for (const item of topics) writeOffsetFetchResponseTopic(w, item, v)
    }
    if (v >= 2 && v <= 7) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    if (v >= 8) {
      const groups = o.groups ?? []
      w.uvarint(groups.length + 1)
      for (const item of groups) writeOffsetFetchResponseGroup(w, item, v)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const offsetFetchResponse: MessageCodec<OffsetFetchResponse, OffsetFetchResponseInput> = {
    name: 'OffsetFetchResponse',
    minVersion: 0,
    maxVersion: 10,
    flexibleFrom: 6,
    decode: readOffsetFetchResponse,
    encode: writeOffsetFetchResponse,
    size: sizeOffsetFetchResponse
  }

  return { offsetFetchRequest, offsetFetchResponse }
}
