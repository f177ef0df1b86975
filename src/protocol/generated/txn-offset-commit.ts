// Generated from protocol-specs/28-TxnOffsetCommit.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface TxnOffsetCommitRequestTopicPartition {
  partitionIndex: number
  committedOffset: bigint
  committedLeaderEpoch: number
  committedMetadata: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly committedOffset: bigint
  readonly committedLeaderEpoch?: number | undefined
  readonly committedMetadata: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TxnOffsetCommitRequestTopic {
  name: string
  partitions: TxnOffsetCommitRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitRequestTopicInput {
  readonly name: string
  readonly partitions: readonly TxnOffsetCommitRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TxnOffsetCommitRequest {
  transactionalId: string
  groupId: string
  producerId: bigint
  producerEpoch: number
  generationId: number
  memberId: string
  groupInstanceId: string | null
  topics: TxnOffsetCommitRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitRequestInput {
  readonly transactionalId: string
  readonly groupId: string
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly generationId?: number | undefined
  readonly memberId?: string | undefined
  readonly groupInstanceId?: string | null | undefined
  readonly topics: readonly TxnOffsetCommitRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TxnOffsetCommitResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TxnOffsetCommitResponseTopic {
  name: string
  partitions: TxnOffsetCommitResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitResponseTopicInput {
  readonly name: string
  readonly partitions: readonly TxnOffsetCommitResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TxnOffsetCommitResponse {
  throttleTimeMs: number
  topics: TxnOffsetCommitResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface TxnOffsetCommitResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly TxnOffsetCommitResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readTxnOffsetCommitRequestTopicPartition(r: Reader, v: number): TxnOffsetCommitRequestTopicPartition {
    const partitionIndex = r.i32()
    const committedOffset = r.i64()
    let committedLeaderEpoch: number
    if (!(v >= 2)) committedLeaderEpoch = -1
    else {
      committedLeaderEpoch = r.i32()
    }
    const committedMetadata = (v >= 3 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitRequestTopicPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitRequestTopicPartition(o: TxnOffsetCommitRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    if (v >= 2) {
      size$ += 4
    }
    const committedMetadata = o.committedMetadata
    size$ += (v >= 3 ? compactStringBytes(committedMetadata) : 2 + (committedMetadata === null ? 0 : stringBytes(committedMetadata)))
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitRequestTopicPartition(w: Writer, o: TxnOffsetCommitRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const committedOffset = o.committedOffset
    w.i64(committedOffset)
    if (v >= 2) {
      const committedLeaderEpoch = o.committedLeaderEpoch ?? -1
      w.i32(committedLeaderEpoch)
    }
    const committedMetadata = o.committedMetadata
    ;(v >= 3 ? w.compactString(committedMetadata) : w.string(committedMetadata))
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readTxnOffsetCommitRequestTopic(r: Reader, v: number): TxnOffsetCommitRequestTopic {
    const name = (v >= 3 ? r.compactString() : r.string())
    let partitions: TxnOffsetCommitRequestTopicPartition[]
    {
      const count$ = (v >= 3 ? r.compactCount(14, 88) : r.count(14, 88))
      const list$ = new Array<TxnOffsetCommitRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readTxnOffsetCommitRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitRequestTopic(o: TxnOffsetCommitRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 3 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 3 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeTxnOffsetCommitRequestTopicPartition(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitRequestTopic(w: Writer, o: TxnOffsetCommitRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 3 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 3 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeTxnOffsetCommitRequestTopicPartition(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readTxnOffsetCommitRequest(r: Reader, v: number): TxnOffsetCommitRequest {
    const transactionalId = (v >= 3 ? r.compactString() : r.string())
    const groupId = (v >= 3 ? r.compactString() : r.string())
    const producerId = r.i64()
    const producerEpoch = r.i16()
    let generationId: number
    if (!(v >= 3)) generationId = -1
    else {
      generationId = r.i32()
    }
    let memberId: string
    if (!(v >= 3)) memberId = ''
    else {
      memberId = r.compactString()
    }
    let groupInstanceId: string | null
    if (!(v >= 3)) groupInstanceId = null
    else {
      groupInstanceId = r.compactNullableString()
    }
    let topics: TxnOffsetCommitRequestTopic[]
    {
      const count$ = (v >= 3 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<TxnOffsetCommitRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readTxnOffsetCommitRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitRequest = { transactionalId, groupId, producerId, producerEpoch, generationId, memberId, groupInstanceId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitRequest(o: TxnOffsetCommitRequestInput, v: number): number {
    let size$ = 10
    const transactionalId = o.transactionalId
    size$ += (v >= 3 ? compactStringBytes(transactionalId) : 2 + stringBytes(transactionalId))
    const groupId = o.groupId
    size$ += (v >= 3 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const generationId = o.generationId ?? -1
    if (v >= 3) {
      size$ += 4
    }
    if (!(v >= 3) && !(generationId === -1)) unsupported('TxnOffsetCommitRequest.generationId', v)
    const memberId = o.memberId ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(memberId)
    }
    if (!(v >= 3) && !(memberId === '')) unsupported('TxnOffsetCommitRequest.memberId', v)
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 3) {
      size$ += compactStringBytes(groupInstanceId)
    }
    if (!(v >= 3) && !(groupInstanceId === null)) unsupported('TxnOffsetCommitRequest.groupInstanceId', v)
    const topics = o.topics
    size$ += (v >= 3 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeTxnOffsetCommitRequestTopic(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitRequest(w: Writer, o: TxnOffsetCommitRequestInput, v: number): void {
    const transactionalId = o.transactionalId
    ;(v >= 3 ? w.compactString(transactionalId) : w.string(transactionalId))
    const groupId = o.groupId
    ;(v >= 3 ? w.compactString(groupId) : w.string(groupId))
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    if (v >= 3) {
      const generationId = o.generationId ?? -1
      w.i32(generationId)
    }
    if (v >= 3) {
      const memberId = o.memberId ?? ''
      w.compactString(memberId)
    }
    if (v >= 3) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      w.compactString(groupInstanceId)
    }
    const topics = o.topics
    ;(v >= 3 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeTxnOffsetCommitRequestTopic(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const txnOffsetCommitRequest: MessageCodec<TxnOffsetCommitRequest, TxnOffsetCommitRequestInput> = {
    name: 'TxnOffsetCommitRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readTxnOffsetCommitRequest,
    encode: writeTxnOffsetCommitRequest,
    size: sizeTxnOffsetCommitRequest
  }

  function readTxnOffsetCommitResponseTopicPartition(r: Reader, v: number): TxnOffsetCommitResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitResponseTopicPartition = { partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitResponseTopicPartition(o: TxnOffsetCommitResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitResponseTopicPartition(w: Writer, o: TxnOffsetCommitResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readTxnOffsetCommitResponseTopic(r: Reader, v: number): TxnOffsetCommitResponseTopic {
    const name = (v >= 3 ? r.compactString() : r.string())
    let partitions: TxnOffsetCommitResponseTopicPartition[]
    {
      const count$ = (v >= 3 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<TxnOffsetCommitResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readTxnOffsetCommitResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitResponseTopic(o: TxnOffsetCommitResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 3 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 3 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeTxnOffsetCommitResponseTopicPartition(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitResponseTopic(w: Writer, o: TxnOffsetCommitResponseTopicInput, v: number): void {
    const name = o.name
    ;(v >= 3 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 3 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeTxnOffsetCommitResponseTopicPartition(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readTxnOffsetCommitResponse(r: Reader, v: number): TxnOffsetCommitResponse {
    const throttleTimeMs = r.i32()
    let topics: TxnOffsetCommitResponseTopic[]
    {
      const count$ = (v >= 3 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<TxnOffsetCommitResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readTxnOffsetCommitResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TxnOffsetCommitResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTxnOffsetCommitResponse(o: TxnOffsetCommitResponseInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += (v >= 3 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeTxnOffsetCommitResponseTopic(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTxnOffsetCommitResponse(w: Writer, o: TxnOffsetCommitResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const topics = o.topics
    ;(v >= 3 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeTxnOffsetCommitResponseTopic(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const txnOffsetCommitResponse: MessageCodec<TxnOffsetCommitResponse, TxnOffsetCommitResponseInput> = {
    name: 'TxnOffsetCommitResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readTxnOffsetCommitResponse,
    encode: writeTxnOffsetCommitResponse,
    size: sizeTxnOffsetCommitResponse
  }

  return { txnOffsetCommitRequest, txnOffsetCommitResponse }
}
