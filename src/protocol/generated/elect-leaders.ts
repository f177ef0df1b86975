// Generated from protocol-specs/43-ElectLeaders.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ElectLeadersRequestTopicPartition {
  topic: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ElectLeadersRequestTopicPartitionInput {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ElectLeadersRequest {
  electionType: number
  topicPartitions: ElectLeadersRequestTopicPartition[] | null
  timeoutMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface ElectLeadersRequestInput {
  readonly electionType?: number | undefined
  readonly topicPartitions: readonly ElectLeadersRequestTopicPartitionInput[] | null
  readonly timeoutMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ElectLeadersResponseTopicPartition {
  partitionId: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ElectLeadersResponseTopicPartitionInput {
  readonly partitionId: number
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ElectLeadersResponseTopic {
  topic: string
  partitionResult: ElectLeadersResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ElectLeadersResponseTopicInput {
  readonly topic: string
  readonly partitionResult: readonly ElectLeadersResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ElectLeadersResponse {
  throttleTimeMs: number
  errorCode: number
  replicaElectionResults: ElectLeadersResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ElectLeadersResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode?: number | undefined
  readonly replicaElectionResults: readonly ElectLeadersResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readElectLeadersRequestTopicPartition(r: Reader, v: number): ElectLeadersRequestTopicPartition {
    const topic = (v >= 2 ? r.compactString() : r.string())
    const partitions = (v >= 2 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ElectLeadersRequestTopicPartition = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeElectLeadersRequestTopicPartition(o: ElectLeadersRequestTopicPartitionInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 2 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    size$ += partitions.length * 4
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeElectLeadersRequestTopicPartition(w: Writer, o: ElectLeadersRequestTopicPartitionInput, v: number): void {
    const topic = o.topic
    ;(v >= 2 ? w.compactString(topic) : w.string(topic))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    w.i32s(partitions)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readElectLeadersRequest(r: Reader, v: number): ElectLeadersRequest {
    let electionType: number
    if (!(v >= 1)) electionType = 0
    else {
      electionType = r.i8()
    }
    let topicPartitions: ElectLeadersRequestTopicPartition[] | null
    {
      const count$ = (v >= 2 ? r.compactNullableCount(3, 80) : r.nullableCount(3, 80))
      if (count$ < 0) topicPartitions = null
      else {
        const list$ = new Array<ElectLeadersRequestTopicPartition>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readElectLeadersRequestTopicPartition(r, v)
        topicPartitions = list$
      }
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
    const value$: ElectLeadersRequest = { electionType, topicPartitions, timeoutMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeElectLeadersRequest(o: ElectLeadersRequestInput, v: number): number {
    let size$ = 4
    const electionType = o.electionType ?? 0
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(electionType === 0)) unsupported('ElectLeadersRequest.electionType', v)
    const topicPartitions = o.topicPartitions
    if (topicPartitions === null) size$ += (v >= 2 ? 1 : 4)
    else {
      size$ += (v >= 2 ? uvarintBytes(topicPartitions.length + 1) : 4)
      for (const item of topicPartitions) size$ += sizeElectLeadersRequestTopicPartition(item, v)
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeElectLeadersRequest(w: Writer, o: ElectLeadersRequestInput, v: number): void {
    if (v >= 1) {
      const electionType = o.electionType ?? 0
      w.i8(electionType)
    }
    const topicPartitions = o.topicPartitions
    if (topicPartitions === null) (v >= 2 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 2 ? w.uvarint(topicPartitions.length + 1) : w.i32(topicPartitions.length))
      for (const item of topicPartitions) writeElectLeadersRequestTopicPartition(w, item, v)
    }
    const timeoutMs = o.timeoutMs ?? 60000
    w.i32(timeoutMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const electLeadersRequest: MessageCodec<ElectLeadersRequest, ElectLeadersRequestInput> = {
    name: 'ElectLeadersRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readElectLeadersRequest,
    encode: writeElectLeadersRequest,
    size: sizeElectLeadersRequest
  }

  function readElectLeadersResponseTopicPartition(r: Reader, v: number): ElectLeadersResponseTopicPartition {
    const partitionId = r.i32()
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
    const value$: ElectLeadersResponseTopicPartition = { partitionId, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeElectLeadersResponseTopicPartition(o: ElectLeadersResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeElectLeadersResponseTopicPartition(w: Writer, o: ElectLeadersResponseTopicPartitionInput, v: number): void {
    const partitionId = o.partitionId
    w.i32(partitionId)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readElectLeadersResponseTopic(r: Reader, v: number): ElectLeadersResponseTopic {
    const topic = (v >= 2 ? r.compactString() : r.string())
    let partitionResult: ElectLeadersResponseTopicPartition[]
    {
      const count$ = (v >= 2 ? r.compactCount(8, 56) : r.count(8, 56))
      const list$ = new Array<ElectLeadersResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readElectLeadersResponseTopicPartition(r, v)
      partitionResult = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ElectLeadersResponseTopic = { topic, partitionResult }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeElectLeadersResponseTopic(o: ElectLeadersResponseTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 2 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    const partitionResult = o.partitionResult
    size$ += (v >= 2 ? uvarintBytes(partitionResult.length + 1) : 4)
    for (const item of partitionResult) size$ += sizeElectLeadersResponseTopicPartition(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeElectLeadersResponseTopic(w: Writer, o: ElectLeadersResponseTopicInput, v: number): void {
    const topic = o.topic
    ;(v >= 2 ? w.compactString(topic) : w.string(topic))
    const partitionResult = o.partitionResult
    ;(v >= 2 ? w.uvarint(partitionResult.length + 1) : w.i32(partitionResult.length))
    for (const item of partitionResult) writeElectLeadersResponseTopicPartition(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readElectLeadersResponse(r: Reader, v: number): ElectLeadersResponse {
    const throttleTimeMs = r.i32()
    let errorCode: number
    if (!(v >= 1)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let replicaElectionResults: ElectLeadersResponseTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<ElectLeadersResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readElectLeadersResponseTopic(r, v)
      replicaElectionResults = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ElectLeadersResponse = { throttleTimeMs, errorCode, replicaElectionResults }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeElectLeadersResponse(o: ElectLeadersResponseInput, v: number): number {
    let size$ = 4
    const errorCode = o.errorCode ?? 0
    if (v >= 1) {
      size$ += 2
    }
    if (!(v >= 1) && !(errorCode === 0)) unsupported('ElectLeadersResponse.errorCode', v)
    const replicaElectionResults = o.replicaElectionResults
    size$ += (v >= 2 ? uvarintBytes(replicaElectionResults.length + 1) : 4)
    for (const item of replicaElectionResults) size$ += sizeElectLeadersResponseTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeElectLeadersResponse(w: Writer, o: ElectLeadersResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    if (v >= 1) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    const replicaElectionResults = o.replicaElectionResults
    ;(v >= 2 ? w.uvarint(replicaElectionResults.length + 1) : w.i32(replicaElectionResults.length))
    for (const item of replicaElectionResults) writeElectLeadersResponseTopic(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const electLeadersResponse: MessageCodec<ElectLeadersResponse, ElectLeadersResponseInput> = {
    name: 'ElectLeadersResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readElectLeadersResponse,
    encode: writeElectLeadersResponse,
    size: sizeElectLeadersResponse
  }

  return { electLeadersRequest, electLeadersResponse }
}
