// Generated from protocol-specs/79-ShareAcknowledge.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch {
  firstOffset: bigint
  lastOffset: bigint
  acknowledgeTypes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeRequestTopicPartitionAcknowledgementBatchInput {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly acknowledgeTypes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeRequestTopicPartition {
  partitionIndex: number
  acknowledgementBatches: ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly acknowledgementBatches: readonly ShareAcknowledgeRequestTopicPartitionAcknowledgementBatchInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeRequestTopic {
  topicId: string
  partitions: ShareAcknowledgeRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeRequestTopicInput {
  readonly topicId: string
  readonly partitions: readonly ShareAcknowledgeRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeRequest {
  groupId: string | null
  memberId: string | null
  shareSessionEpoch: number
  isRenewAck: boolean
  topics: ShareAcknowledgeRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeRequestInput {
  readonly groupId?: string | null | undefined
  readonly memberId: string | null
  readonly shareSessionEpoch: number
  readonly isRenewAck?: boolean | undefined
  readonly topics: readonly ShareAcknowledgeRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeResponseTopicPartitionCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeResponseTopicPartitionCurrentLeaderInput {
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  currentLeader: ShareAcknowledgeResponseTopicPartitionCurrentLeader
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly currentLeader: ShareAcknowledgeResponseTopicPartitionCurrentLeaderInput
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeResponseTopic {
  topicId: string
  partitions: ShareAcknowledgeResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeResponseTopicInput {
  readonly topicId: string
  readonly partitions: readonly ShareAcknowledgeResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareAcknowledgeResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  acquisitionLockTimeoutMs: number
  responses: ShareAcknowledgeResponseTopic[]
  nodeEndpoints: ShareAcknowledgeResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareAcknowledgeResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly acquisitionLockTimeoutMs?: number | undefined
  readonly responses: readonly ShareAcknowledgeResponseTopicInput[]
  readonly nodeEndpoints: readonly ShareAcknowledgeResponseNodeEndpointInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(r: Reader, _v: number): ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch {
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
    const value$: ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(o: ShareAcknowledgeRequestTopicPartitionAcknowledgementBatchInput, _v: number): number {
    let size$ = 16
    const acknowledgeTypes = o.acknowledgeTypes
    size$ += uvarintBytes(acknowledgeTypes.length + 1)
    size$ += acknowledgeTypes.length * 1
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(w: Writer, o: ShareAcknowledgeRequestTopicPartitionAcknowledgementBatchInput, _v: number): void {
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

  function readShareAcknowledgeRequestTopicPartition(r: Reader, v: number): ShareAcknowledgeRequestTopicPartition {
    const partitionIndex = r.i32()
    let acknowledgementBatches: ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch[]
    {
      const count$ = r.compactCount(18, 136)
      const list$ = new Array<ShareAcknowledgeRequestTopicPartitionAcknowledgementBatch>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(r, v)
      acknowledgementBatches = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeRequestTopicPartition = { partitionIndex, acknowledgementBatches }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeRequestTopicPartition(o: ShareAcknowledgeRequestTopicPartitionInput, v: number): number {
    let size$ = 4
    const acknowledgementBatches = o.acknowledgementBatches
    size$ += uvarintBytes(acknowledgementBatches.length + 1)
    for (const item of acknowledgementBatches) size$ += sizeShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeRequestTopicPartition(w: Writer, o: ShareAcknowledgeRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const acknowledgementBatches = o.acknowledgementBatches
    w.uvarint(acknowledgementBatches.length + 1)
    for (const item of acknowledgementBatches) writeShareAcknowledgeRequestTopicPartitionAcknowledgementBatch(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareAcknowledgeRequestTopic(r: Reader, v: number): ShareAcknowledgeRequestTopic {
    const topicId = r.uuid()
    let partitions: ShareAcknowledgeRequestTopicPartition[]
    {
      const count$ = r.compactCount(6, 80)
      const list$ = new Array<ShareAcknowledgeRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeRequestTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeRequestTopic(o: ShareAcknowledgeRequestTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeShareAcknowledgeRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeRequestTopic(w: Writer, o: ShareAcknowledgeRequestTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeShareAcknowledgeRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareAcknowledgeRequest(r: Reader, v: number): ShareAcknowledgeRequest {
    const groupId = r.compactNullableString()
    const memberId = r.compactNullableString()
    const shareSessionEpoch = r.i32()
    let isRenewAck: boolean
    if (!(v >= 2)) isRenewAck = false
    else {
      isRenewAck = r.bool()
    }
    let topics: ShareAcknowledgeRequestTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareAcknowledgeRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeRequest = { groupId, memberId, shareSessionEpoch, isRenewAck, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeRequest(o: ShareAcknowledgeRequestInput, v: number): number {
    let size$ = 4
    const groupId = o.groupId === undefined ? null : o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const isRenewAck = o.isRenewAck ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(isRenewAck === false)) unsupported('ShareAcknowledgeRequest.isRenewAck', v)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeShareAcknowledgeRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeRequest(w: Writer, o: ShareAcknowledgeRequestInput, v: number): void {
    const groupId = o.groupId === undefined ? null : o.groupId
    w.compactString(groupId)
    const memberId = o.memberId
    w.compactString(memberId)
    const shareSessionEpoch = o.shareSessionEpoch
    w.i32(shareSessionEpoch)
    if (v >= 2) {
      const isRenewAck = o.isRenewAck ?? false
      w.bool(isRenewAck)
    }
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeShareAcknowledgeRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareAcknowledgeRequest: MessageCodec<ShareAcknowledgeRequest, ShareAcknowledgeRequestInput> = {
    name: 'ShareAcknowledgeRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readShareAcknowledgeRequest,
    encode: writeShareAcknowledgeRequest,
    size: sizeShareAcknowledgeRequest
  }

  function readShareAcknowledgeResponseTopicPartitionCurrentLeader(r: Reader, _v: number): ShareAcknowledgeResponseTopicPartitionCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeResponseTopicPartitionCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeResponseTopicPartitionCurrentLeader(o: ShareAcknowledgeResponseTopicPartitionCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeResponseTopicPartitionCurrentLeader(w: Writer, o: ShareAcknowledgeResponseTopicPartitionCurrentLeaderInput, _v: number): void {
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

  function readShareAcknowledgeResponseTopicPartition(r: Reader, v: number): ShareAcknowledgeResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const currentLeader = readShareAcknowledgeResponseTopicPartitionCurrentLeader(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeResponseTopicPartition = { partitionIndex, errorCode, errorMessage, currentLeader }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeResponseTopicPartition(o: ShareAcknowledgeResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const currentLeader = o.currentLeader
    size$ += sizeShareAcknowledgeResponseTopicPartitionCurrentLeader(currentLeader, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeResponseTopicPartition(w: Writer, o: ShareAcknowledgeResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const currentLeader = o.currentLeader
    writeShareAcknowledgeResponseTopicPartitionCurrentLeader(w, currentLeader, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareAcknowledgeResponseTopic(r: Reader, v: number): ShareAcknowledgeResponseTopic {
    const topicId = r.uuid()
    let partitions: ShareAcknowledgeResponseTopicPartition[]
    {
      const count$ = r.compactCount(17, 104)
      const list$ = new Array<ShareAcknowledgeResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeResponseTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeResponseTopic(o: ShareAcknowledgeResponseTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeShareAcknowledgeResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeResponseTopic(w: Writer, o: ShareAcknowledgeResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeShareAcknowledgeResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareAcknowledgeResponseNodeEndpoint(r: Reader, _v: number): ShareAcknowledgeResponseNodeEndpoint {
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
    const value$: ShareAcknowledgeResponseNodeEndpoint = { nodeId, host, port, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeResponseNodeEndpoint(o: ShareAcknowledgeResponseNodeEndpointInput, _v: number): number {
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

  function writeShareAcknowledgeResponseNodeEndpoint(w: Writer, o: ShareAcknowledgeResponseNodeEndpointInput, _v: number): void {
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

  function readShareAcknowledgeResponse(r: Reader, v: number): ShareAcknowledgeResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let acquisitionLockTimeoutMs: number
    if (!(v >= 2)) acquisitionLockTimeoutMs = 0
    else {
      acquisitionLockTimeoutMs = r.i32()
    }
    let responses: ShareAcknowledgeResponseTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareAcknowledgeResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeResponseTopic(r, v)
      responses = list$
    }
    let nodeEndpoints: ShareAcknowledgeResponseNodeEndpoint[]
    {
      const count$ = r.compactCount(11, 64)
      const list$ = new Array<ShareAcknowledgeResponseNodeEndpoint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareAcknowledgeResponseNodeEndpoint(r, v)
      nodeEndpoints = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareAcknowledgeResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareAcknowledgeResponse(o: ShareAcknowledgeResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    if (v >= 2) {
      size$ += 4
    }
    const responses = o.responses
    size$ += uvarintBytes(responses.length + 1)
    for (const item of responses) size$ += sizeShareAcknowledgeResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeShareAcknowledgeResponseNodeEndpoint(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareAcknowledgeResponse(w: Writer, o: ShareAcknowledgeResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    if (v >= 2) {
      const acquisitionLockTimeoutMs = o.acquisitionLockTimeoutMs ?? 0
      w.i32(acquisitionLockTimeoutMs)
    }
    const responses = o.responses
    w.uvarint(responses.length + 1)
    for (const item of responses) writeShareAcknowledgeResponseTopic(w, item, v)
    const nodeEndpoints = o.nodeEndpoints
    w.uvarint(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) writeShareAcknowledgeResponseNodeEndpoint(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareAcknowledgeResponse: MessageCodec<ShareAcknowledgeResponse, ShareAcknowledgeResponseInput> = {
    name: 'ShareAcknowledgeResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readShareAcknowledgeResponse,
    encode: writeShareAcknowledgeResponse,
    size: sizeShareAcknowledgeResponse
  }

  return { shareAcknowledgeRequest, shareAcknowledgeResponse }
}
