// Generated from protocol-specs/78-ShareFetch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, RecordsInput, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareFetchRequestTopicPartitionAcknowledgementBatch {
  firstOffset: bigint
  lastOffset: bigint
  acknowledgeTypes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchRequestTopicPartitionAcknowledgementBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly acknowledgeTypes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchRequestTopicPartition {
  partitionIndex: number
  partitionMaxBytes: number
  acknowledgementBatches: ShareFetchRequestTopicPartitionAcknowledgementBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly partitionMaxBytes?: number | undefined
  readonly acknowledgementBatches: readonly ShareFetchRequestTopicPartitionAcknowledgementBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchRequestTopic {
  topicId: string
  partitions: ShareFetchRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly ShareFetchRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchRequestForgottenTopic {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchRequestForgottenTopicInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchRequest {
  groupId: string | null
  memberId: string | null
  shareSessionEpoch: number
  maxWaitMs: number
  minBytes: number
  maxBytes: number
  maxRecords: number
  batchSize: number
  shareAcquireMode: number
  isRenewAck: boolean
  topics: ShareFetchRequestTopic[]
  forgottenTopicsData: ShareFetchRequestForgottenTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchRequestInput {
  readonly groupId?: string | null | undefined
  readonly memberId: string | null
  readonly shareSessionEpoch: number
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes?: number | undefined
  readonly maxRecords?: number | undefined
  readonly batchSize?: number | undefined
  readonly shareAcquireMode?: number | undefined
  readonly isRenewAck?: boolean | undefined
  readonly topics: readonly ShareFetchRequestTopicInput[]
  readonly forgottenTopicsData: readonly ShareFetchRequestForgottenTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponseTopicPartitionCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseTopicPartitionCurrentLeaderInput {
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponseTopicPartitionAcquiredRecord {
  firstOffset: bigint
  lastOffset: bigint
  deliveryCount: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseTopicPartitionAcquiredRecordInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly deliveryCount: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  acknowledgeErrorCode: number
  acknowledgeErrorMessage: string | null
  currentLeader: ShareFetchResponseTopicPartitionCurrentLeader
  records: Uint8Array | null
  acquiredRecords: ShareFetchResponseTopicPartitionAcquiredRecord[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly acknowledgeErrorCode: number
  readonly acknowledgeErrorMessage?: string | null | undefined
  readonly currentLeader: ShareFetchResponseTopicPartitionCurrentLeaderInput
  readonly records: RecordsInput | null
  readonly acquiredRecords: readonly ShareFetchResponseTopicPartitionAcquiredRecordInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponseTopic {
  topicId: string
  partitions: ShareFetchResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly ShareFetchResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareFetchResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  acquisitionLockTimeoutMs: number
  responses: ShareFetchResponseTopic[]
  nodeEndpoints: ShareFetchResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareFetchResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly acquisitionLockTimeoutMs?: number | undefined
  readonly responses: readonly ShareFetchResponseTopicInput[]
  readonly nodeEndpoints: readonly ShareFetchResponseNodeEndpointInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, recordsBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readShareFetchRequestTopicPartitionAcknowledgementBatch(r: Reader, _v: number): ShareFetchRequestTopicPartitionAcknowledgementBatch {
    const firstOffset = r.i64()
    const lastOffset = r.i64()
    let acknowledgeTypes: number[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i8()
      acknowledgeTypes = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchRequestTopicPartitionAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchRequestTopicPartitionAcknowledgementBatch(o: ShareFetchRequestTopicPartitionAcknowledgementBatchInput, _v: number): number {
    let size$ = 16
    const acknowledgeTypes = o.acknowledgeTypes
    size$ += uvarintBytes(acknowledgeTypes.length + 1)
    size$ += acknowledgeTypes.length * 1
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchRequestTopicPartitionAcknowledgementBatch(w: Writer, o: ShareFetchRequestTopicPartitionAcknowledgementBatchInput, _v: number): void {
    const firstOffset = o.firstOffset
    w.i64(firstOffset)
    const lastOffset = o.lastOffset
    w.i64(lastOffset)
    const acknowledgeTypes = o.acknowledgeTypes
    w.uvarint(acknowledgeTypes.length + 1)
    for (const item of acknowledgeTypes) w.i8(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchRequestTopicPartition(r: Reader, v: number): ShareFetchRequestTopicPartition {
    const partitionIndex = r.i32()
    let partitionMaxBytes: number
    if (!(v <= 0)) partitionMaxBytes = 0
    else {
      partitionMaxBytes = r.i32()
    }
    let acknowledgementBatches: ShareFetchRequestTopicPartitionAcknowledgementBatch[]
    {
      const count$ = r.compactCount(18, 136)
      const list$ = new Array<ShareFetchRequestTopicPartitionAcknowledgementBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchRequestTopicPartitionAcknowledgementBatch(r, v)
      acknowledgementBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchRequestTopicPartition = { partitionIndex, partitionMaxBytes, acknowledgementBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchRequestTopicPartition(o: ShareFetchRequestTopicPartitionInput, v: number): number {
    let size$ = 4
    const partitionMaxBytes = o.partitionMaxBytes ?? 0
    if (v <= 0) {
      size$ += 4
    }
    if (!(v <= 0) && !(partitionMaxBytes === 0)) unsupported('ShareFetchRequestTopicPartition.partitionMaxBytes', v)
    const acknowledgementBatches = o.acknowledgementBatches
    size$ += uvarintBytes(acknowledgementBatches.length + 1)
    for (const item of acknowledgementBatches) size$ += sizeShareFetchRequestTopicPartitionAcknowledgementBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchRequestTopicPartition(w: Writer, o: ShareFetchRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (v <= 0) {
      const partitionMaxBytes = o.partitionMaxBytes ?? 0
      w.i32(partitionMaxBytes)
    }
    const acknowledgementBatches = o.acknowledgementBatches
    w.uvarint(acknowledgementBatches.length + 1)
    for (const item of acknowledgementBatches) writeShareFetchRequestTopicPartitionAcknowledgementBatch(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchRequestTopic(r: Reader, v: number): ShareFetchRequestTopic {
    const topicId = r.uuid()
    let partitions: ShareFetchRequestTopicPartition[]
    {
      const count$ = r.compactCount(6, 88)
      const list$ = new Array<ShareFetchRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchRequestTopic(o: ShareFetchRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeShareFetchRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchRequestTopic(w: Writer, o: ShareFetchRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeShareFetchRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchRequestForgottenTopic(r: Reader, _v: number): ShareFetchRequestForgottenTopic {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchRequestForgottenTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchRequestForgottenTopic(o: ShareFetchRequestForgottenTopicInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchRequestForgottenTopic(w: Writer, o: ShareFetchRequestForgottenTopicInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchRequest(r: Reader, v: number): ShareFetchRequest {
    const groupId = r.compactNullableString()
    const memberId = r.compactNullableString()
    const shareSessionEpoch = r.i32()
    const maxWaitMs = r.i32()
    const minBytes = r.i32()
    const maxBytes = r.i32()
    let maxRecords: number
    if (!(v >= 1)) maxRecords = 0
    else {
      maxRecords = r.i32()
    }
    let batchSize: number
    if (!(v >= 1)) batchSize = 0
    else {
      batchSize = r.i32()
    }
    let shareAcquireMode: number
    if (!(v >= 2)) shareAcquireMode = 0
    else {
      shareAcquireMode = r.i8()
    }
    let isRenewAck: boolean
    if (!(v >= 2)) isRenewAck = false
    else {
      isRenewAck = r.bool()
    }
    let topics: ShareFetchRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareFetchRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchRequestTopic(r, v)
      topics = list$
    }
    let forgottenTopicsData: ShareFetchRequestForgottenTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareFetchRequestForgottenTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchRequestForgottenTopic(r, v)
      forgottenTopicsData = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchRequest = { groupId, memberId, shareSessionEpoch, maxWaitMs, minBytes, maxBytes, maxRecords, batchSize, shareAcquireMode, isRenewAck, topics, forgottenTopicsData }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchRequest(o: ShareFetchRequestInput, v: number): number {
    let size$ = 16
    const groupId = o.groupId === undefined ? null : o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const maxRecords = o.maxRecords ?? 0
    if (v >= 1) {
      size$ += 4
    }
    if (!(v >= 1) && !(maxRecords === 0)) unsupported('ShareFetchRequest.maxRecords', v)
    const batchSize = o.batchSize ?? 0
    if (v >= 1) {
      size$ += 4
    }
    if (!(v >= 1) && !(batchSize === 0)) unsupported('ShareFetchRequest.batchSize', v)
    if (v >= 2) {
      size$ += 1
    }
    const isRenewAck = o.isRenewAck ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(isRenewAck === false)) unsupported('ShareFetchRequest.isRenewAck', v)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeShareFetchRequestTopic(item, v)
    const forgottenTopicsData = o.forgottenTopicsData
    size$ += uvarintBytes(forgottenTopicsData.length + 1)
    for (const item of forgottenTopicsData) size$ += sizeShareFetchRequestForgottenTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchRequest(w: Writer, o: ShareFetchRequestInput, v: number): void {
    const groupId = o.groupId === undefined ? null : o.groupId
    w.compactString(groupId)
    const memberId = o.memberId
    w.compactString(memberId)
    const shareSessionEpoch = o.shareSessionEpoch
    w.i32(shareSessionEpoch)
    const maxWaitMs = o.maxWaitMs
    w.i32(maxWaitMs)
    const minBytes = o.minBytes
    w.i32(minBytes)
    const maxBytes = o.maxBytes ?? 2147483647
    w.i32(maxBytes)
    if (v >= 1) {
      const maxRecords = o.maxRecords ?? 0
      w.i32(maxRecords)
    }
    if (v >= 1) {
      const batchSize = o.batchSize ?? 0
      w.i32(batchSize)
    }
    if (v >= 2) {
      const shareAcquireMode = o.shareAcquireMode ?? 0
      w.i8(shareAcquireMode)
    }
    if (v >= 2) {
      const isRenewAck = o.isRenewAck ?? false
      w.bool(isRenewAck)
    }
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeShareFetchRequestTopic(w, item, v)
    const forgottenTopicsData = o.forgottenTopicsData
    w.uvarint(forgottenTopicsData.length + 1)
    for (const item of forgottenTopicsData) writeShareFetchRequestForgottenTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareFetchRequest: MessageCodec<ShareFetchRequest, ShareFetchRequestInput> = {
    name: 'ShareFetchRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readShareFetchRequest,
    encode: writeShareFetchRequest,
    size: sizeShareFetchRequest
  }

  function readShareFetchResponseTopicPartitionCurrentLeader(r: Reader, _v: number): ShareFetchResponseTopicPartitionCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponseTopicPartitionCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponseTopicPartitionCurrentLeader(o: ShareFetchResponseTopicPartitionCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponseTopicPartitionCurrentLeader(w: Writer, o: ShareFetchResponseTopicPartitionCurrentLeaderInput, _v: number): void {
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchResponseTopicPartitionAcquiredRecord(r: Reader, _v: number): ShareFetchResponseTopicPartitionAcquiredRecord {
    const firstOffset = r.i64()
    const lastOffset = r.i64()
    const deliveryCount = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponseTopicPartitionAcquiredRecord = { firstOffset, lastOffset, deliveryCount }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponseTopicPartitionAcquiredRecord(o: ShareFetchResponseTopicPartitionAcquiredRecordInput, _v: number): number {
    let size$ = 18
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponseTopicPartitionAcquiredRecord(w: Writer, o: ShareFetchResponseTopicPartitionAcquiredRecordInput, _v: number): void {
    const firstOffset = o.firstOffset
    w.i64(firstOffset)
    const lastOffset = o.lastOffset
    w.i64(lastOffset)
    const deliveryCount = o.deliveryCount
    w.i16(deliveryCount)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchResponseTopicPartition(r: Reader, v: number): ShareFetchResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const acknowledgeErrorCode = r.i16()
    const acknowledgeErrorMessage = r.compactNullableString()
    const currentLeader = readShareFetchResponseTopicPartitionCurrentLeader(r, v)
    const records = v <= 0 ? r.compactNullableBytes() : r.compactBytes()
    let acquiredRecords: ShareFetchResponseTopicPartitionAcquiredRecord[]
    {
      const count$ = r.compactCount(19, 104)
      const list$ = new Array<ShareFetchResponseTopicPartitionAcquiredRecord>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchResponseTopicPartitionAcquiredRecord(r, v)
      acquiredRecords = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponseTopicPartition = { partitionIndex, errorCode, errorMessage, acknowledgeErrorCode, acknowledgeErrorMessage, currentLeader, records, acquiredRecords }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponseTopicPartition(o: ShareFetchResponseTopicPartitionInput, v: number): number {
    let size$ = 8
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const acknowledgeErrorMessage = o.acknowledgeErrorMessage === undefined ? null : o.acknowledgeErrorMessage
    size$ += compactStringBytes(acknowledgeErrorMessage)
    const currentLeader = o.currentLeader
    size$ += sizeShareFetchResponseTopicPartitionCurrentLeader(currentLeader, v)
    const records = o.records
    {
      const bytes$ = recordsBytes(records)
      size$ += (records === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    if (records === null && !(v <= 0)) unsupported('null ShareFetchResponseTopicPartition.records', v)
    const acquiredRecords = o.acquiredRecords
    size$ += uvarintBytes(acquiredRecords.length + 1)
    for (const item of acquiredRecords) size$ += sizeShareFetchResponseTopicPartitionAcquiredRecord(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponseTopicPartition(w: Writer, o: ShareFetchResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const acknowledgeErrorCode = o.acknowledgeErrorCode
    w.i16(acknowledgeErrorCode)
    const acknowledgeErrorMessage = o.acknowledgeErrorMessage === undefined ? null : o.acknowledgeErrorMessage
    w.compactString(acknowledgeErrorMessage)
    const currentLeader = o.currentLeader
    writeShareFetchResponseTopicPartitionCurrentLeader(w, currentLeader, v)
    const records = o.records
    w.compactRecords(records)
    const acquiredRecords = o.acquiredRecords
    w.uvarint(acquiredRecords.length + 1)
    for (const item of acquiredRecords) writeShareFetchResponseTopicPartitionAcquiredRecord(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchResponseTopic(r: Reader, v: number): ShareFetchResponseTopic {
    const topicId = r.uuid()
    let partitions: ShareFetchResponseTopicPartition[]
    {
      const count$ = r.compactCount(22, 168)
      const list$ = new Array<ShareFetchResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponseTopic(o: ShareFetchResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeShareFetchResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponseTopic(w: Writer, o: ShareFetchResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeShareFetchResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchResponseNodeEndpoint(r: Reader, _v: number): ShareFetchResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.i32()
    const rack = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponseNodeEndpoint = { nodeId, host, port, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponseNodeEndpoint(o: ShareFetchResponseNodeEndpointInput, _v: number): number {
    let size$ = 8
    const host = o.host
    size$ += compactStringBytes(host)
    const rack = o.rack === undefined ? null : o.rack
    size$ += compactStringBytes(rack)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponseNodeEndpoint(w: Writer, o: ShareFetchResponseNodeEndpointInput, _v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
    const rack = o.rack === undefined ? null : o.rack
    w.compactString(rack)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareFetchResponse(r: Reader, v: number): ShareFetchResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let acquisitionLockTimeoutMs: number
    if (!(v >= 1)) acquisitionLockTimeoutMs = 0
    else {
      acquisitionLockTimeoutMs = r.i32()
    }
    let responses: ShareFetchResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareFetchResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchResponseTopic(r, v)
      responses = list$
    }
    let nodeEndpoints: ShareFetchResponseNodeEndpoint[]
    {
      const count$ = r.compactCount(11, 64)
      const list$ = new Array<ShareFetchResponseNodeEndpoint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareFetchResponseNodeEndpoint(r, v)
      nodeEndpoints = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareFetchResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareFetchResponse(o: ShareFetchResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const acquisitionLockTimeoutMs = o.acquisitionLockTimeoutMs ?? 0
    if (v >= 1) {
      size$ += 4
    }
    if (!(v >= 1) && !(acquisitionLockTimeoutMs === 0)) unsupported('ShareFetchResponse.acquisitionLockTimeoutMs', v)
    const responses = o.responses
    size$ += uvarintBytes(responses.length + 1)
    for (const item of responses) size$ += sizeShareFetchResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeShareFetchResponseNodeEndpoint(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareFetchResponse(w: Writer, o: ShareFetchResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    if (v >= 1) {
      const acquisitionLockTimeoutMs = o.acquisitionLockTimeoutMs ?? 0
      w.i32(acquisitionLockTimeoutMs)
    }
    const responses = o.responses
    w.uvarint(responses.length + 1)
    for (const item of responses) writeShareFetchResponseTopic(w, item, v)
    const nodeEndpoints = o.nodeEndpoints
    w.uvarint(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) writeShareFetchResponseNodeEndpoint(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareFetchResponse: MessageCodec<ShareFetchResponse, ShareFetchResponseInput> = {
    name: 'ShareFetchResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readShareFetchResponse,
    encode: writeShareFetchResponse,
    size: sizeShareFetchResponse
  }

  return { shareFetchRequest, shareFetchResponse }
}
