// Generated from protocol-specs/68-ConsumerGroupHeartbeat.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupHeartbeatRequestTopicPartition {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupHeartbeatRequestTopicPartitionInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  instanceId: string | null
  rackId: string | null
  rebalanceTimeoutMs: number
  subscribedTopicNames: string[] | null
  subscribedTopicRegex: string | null
  serverAssignor: string | null
  topicPartitions: ConsumerGroupHeartbeatRequestTopicPartition[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupHeartbeatRequestInput {
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  readonly instanceId?: string | null | undefined
  readonly rackId?: string | null | undefined
  readonly rebalanceTimeoutMs?: number | undefined
  readonly subscribedTopicNames?: readonly string[] | null | undefined
  readonly subscribedTopicRegex?: string | null | undefined
  readonly serverAssignor?: string | null | undefined
  readonly topicPartitions?: readonly ConsumerGroupHeartbeatRequestTopicPartitionInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupHeartbeatResponseTopicPartitionsInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupHeartbeatResponseAssignment {
  topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupHeartbeatResponseAssignmentInput {
  readonly topicPartitions: readonly ConsumerGroupHeartbeatResponseTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string | null
  memberEpoch: number
  heartbeatIntervalMs: number
  assignment: ConsumerGroupHeartbeatResponseAssignment | null
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupHeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly memberId?: string | null | undefined
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  readonly assignment?: ConsumerGroupHeartbeatResponseAssignmentInput | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupHeartbeatRequestTopicPartition(r: Reader, _v: number): ConsumerGroupHeartbeatRequestTopicPartition {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupHeartbeatRequestTopicPartition = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupHeartbeatRequestTopicPartition(o: ConsumerGroupHeartbeatRequestTopicPartitionInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupHeartbeatRequestTopicPartition(w: Writer, o: ConsumerGroupHeartbeatRequestTopicPartitionInput, _v: number): void {
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

  function readConsumerGroupHeartbeatRequest(r: Reader, v: number): ConsumerGroupHeartbeatRequest {
    const groupId = r.compactString()
    const memberId = r.compactString()
    const memberEpoch = r.i32()
    const instanceId = r.compactNullableString()
    const rackId = r.compactNullableString()
    const rebalanceTimeoutMs = r.i32()
    let subscribedTopicNames: string[] | null
    {
      const count$ = r.compactNullableCount(1, 8)
      if (count$ < 0) subscribedTopicNames = null
      else {
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.compactString()
        subscribedTopicNames = list$
      }
    }
    let subscribedTopicRegex: string | null
    if (!(v >= 1)) subscribedTopicRegex = null
    else {
      subscribedTopicRegex = r.compactNullableString()
    }
    const serverAssignor = r.compactNullableString()
    let topicPartitions: ConsumerGroupHeartbeatRequestTopicPartition[] | null
    {
      const count$ = r.compactNullableCount(18, 120)
      if (count$ < 0) topicPartitions = null
      else {
        const list$ = new Array<ConsumerGroupHeartbeatRequestTopicPartition>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupHeartbeatRequestTopicPartition(r, v)
        topicPartitions = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupHeartbeatRequest = { groupId, memberId, memberEpoch, instanceId, rackId, rebalanceTimeoutMs, subscribedTopicNames, subscribedTopicRegex, serverAssignor, topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupHeartbeatRequest(o: ConsumerGroupHeartbeatRequestInput, v: number): number {
    let size$ = 8
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const subscribedTopicNames = o.subscribedTopicNames === undefined ? null : o.subscribedTopicNames
    if (subscribedTopicNames === null) size$ += 1
    else {
      size$ += uvarintBytes(subscribedTopicNames.length + 1)
      for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    }
    const subscribedTopicRegex = o.subscribedTopicRegex === undefined ? null : o.subscribedTopicRegex
    if (v >= 1) {
      size$ += compactStringBytes(subscribedTopicRegex)
    }
    if (!(v >= 1) && !(subscribedTopicRegex === null)) unsupported('ConsumerGroupHeartbeatRequest.subscribedTopicRegex', v)
    const serverAssignor = o.serverAssignor === undefined ? null : o.serverAssignor
    size$ += compactStringBytes(serverAssignor)
    const topicPartitions = o.topicPartitions === undefined ? null : o.topicPartitions
    if (topicPartitions === null) size$ += 1
    else {
      size$ += uvarintBytes(topicPartitions.length + 1)
      for (const item of topicPartitions) size$ += sizeConsumerGroupHeartbeatRequestTopicPartition(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupHeartbeatRequest(w: Writer, o: ConsumerGroupHeartbeatRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const memberId = o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    w.compactString(rackId)
    const rebalanceTimeoutMs = o.rebalanceTimeoutMs ?? -1
    w.i32(rebalanceTimeoutMs)
    const subscribedTopicNames = o.subscribedTopicNames === undefined ? null : o.subscribedTopicNames
    if (subscribedTopicNames === null) w.uvarint(0)
    else {
      w.uvarint(subscribedTopicNames.length + 1)
      for (const item of subscribedTopicNames) w.compactString(item)
    }
    if (v >= 1) {
      const subscribedTopicRegex = o.subscribedTopicRegex === undefined ? null : o.subscribedTopicRegex
      w.compactString(subscribedTopicRegex)
    }
    const serverAssignor = o.serverAssignor === undefined ? null : o.serverAssignor
    w.compactString(serverAssignor)
    const topicPartitions = o.topicPartitions === undefined ? null : o.topicPartitions
    if (topicPartitions === null) w.uvarint(0)
    else {
      w.uvarint(topicPartitions.length + 1)
      for (const item of topicPartitions) writeConsumerGroupHeartbeatRequestTopicPartition(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupHeartbeatRequest: MessageCodec<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatRequestInput> = {
    name: 'ConsumerGroupHeartbeatRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readConsumerGroupHeartbeatRequest,
    encode: writeConsumerGroupHeartbeatRequest,
    size: sizeConsumerGroupHeartbeatRequest
  }

  function readConsumerGroupHeartbeatResponseTopicPartitions(r: Reader, _v: number): ConsumerGroupHeartbeatResponseTopicPartitions {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupHeartbeatResponseTopicPartitions(o: ConsumerGroupHeartbeatResponseTopicPartitionsInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupHeartbeatResponseTopicPartitions(w: Writer, o: ConsumerGroupHeartbeatResponseTopicPartitionsInput, _v: number): void {
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

  function readConsumerGroupHeartbeatResponseAssignment(r: Reader, v: number): ConsumerGroupHeartbeatResponseAssignment {
    let topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ConsumerGroupHeartbeatResponseTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupHeartbeatResponseTopicPartitions(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupHeartbeatResponseAssignment = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupHeartbeatResponseAssignment(o: ConsumerGroupHeartbeatResponseAssignmentInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeConsumerGroupHeartbeatResponseTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupHeartbeatResponseAssignment(w: Writer, o: ConsumerGroupHeartbeatResponseAssignmentInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeConsumerGroupHeartbeatResponseTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupHeartbeatResponse(r: Reader, v: number): ConsumerGroupHeartbeatResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const memberId = r.compactNullableString()
    const memberEpoch = r.i32()
    const heartbeatIntervalMs = r.i32()
    let assignment: ConsumerGroupHeartbeatResponseAssignment | null
    if (r.i8() < 0) assignment = null
    else assignment = readConsumerGroupHeartbeatResponseAssignment(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupHeartbeatResponse(o: ConsumerGroupHeartbeatResponseInput, v: number): number {
    let size$ = 14
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const memberId = o.memberId === undefined ? null : o.memberId
    size$ += compactStringBytes(memberId)
    const assignment = o.assignment === undefined ? null : o.assignment
    size$ += 1 + (assignment === null ? 0 : sizeConsumerGroupHeartbeatResponseAssignment(assignment, v))
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupHeartbeatResponse(w: Writer, o: ConsumerGroupHeartbeatResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const memberId = o.memberId === undefined ? null : o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const heartbeatIntervalMs = o.heartbeatIntervalMs
    w.i32(heartbeatIntervalMs)
    const assignment = o.assignment === undefined ? null : o.assignment
    if (assignment === null) w.i8(-1)
    else {
      w.i8(1)
      writeConsumerGroupHeartbeatResponseAssignment(w, assignment, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupHeartbeatResponse: MessageCodec<ConsumerGroupHeartbeatResponse, ConsumerGroupHeartbeatResponseInput> = {
    name: 'ConsumerGroupHeartbeatResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readConsumerGroupHeartbeatResponse,
    encode: writeConsumerGroupHeartbeatResponse,
    size: sizeConsumerGroupHeartbeatResponse
  }

  return { consumerGroupHeartbeatRequest, consumerGroupHeartbeatResponse }
}
