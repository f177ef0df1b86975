// Generated from protocol-specs/76-ShareGroupHeartbeat.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  rackId: string | null
  subscribedTopicNames: string[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupHeartbeatRequestInput {
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  readonly rackId?: string | null | undefined
  readonly subscribedTopicNames?: readonly string[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupHeartbeatResponseTopicPartitions {
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupHeartbeatResponseTopicPartitionsInput {
  readonly topicId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupHeartbeatResponseAssignment {
  topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupHeartbeatResponseAssignmentInput {
  readonly topicPartitions: readonly ShareGroupHeartbeatResponseTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string | null
  memberEpoch: number
  heartbeatIntervalMs: number
  assignment: ShareGroupHeartbeatResponseAssignment | null
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupHeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly memberId?: string | null | undefined
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  readonly assignment?: ShareGroupHeartbeatResponseAssignmentInput | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupHeartbeatRequest(r: Reader, _v: number): ShareGroupHeartbeatRequest {
    const groupId = r.compactString()
    const memberId = r.compactString()
    const memberEpoch = r.i32()
    const rackId = r.compactNullableString()
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
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupHeartbeatRequest = { groupId, memberId, memberEpoch, rackId, subscribedTopicNames }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupHeartbeatRequest(o: ShareGroupHeartbeatRequestInput, _v: number): number {
    let size$ = 4
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const subscribedTopicNames = o.subscribedTopicNames === undefined ? null : o.subscribedTopicNames
    if (subscribedTopicNames === null) size$ += 1
    else {
      size$ += uvarintBytes(subscribedTopicNames.length + 1)
      for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupHeartbeatRequest(w: Writer, o: ShareGroupHeartbeatRequestInput, _v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const memberId = o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const rackId = o.rackId === undefined ? null : o.rackId
    w.compactString(rackId)
    const subscribedTopicNames = o.subscribedTopicNames === undefined ? null : o.subscribedTopicNames
    if (subscribedTopicNames === null) w.uvarint(0)
    else {
      w.uvarint(subscribedTopicNames.length + 1)
      for (const item of subscribedTopicNames) w.compactString(item)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupHeartbeatRequest: MessageCodec<ShareGroupHeartbeatRequest, ShareGroupHeartbeatRequestInput> = {
    name: 'ShareGroupHeartbeatRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readShareGroupHeartbeatRequest,
    encode: writeShareGroupHeartbeatRequest,
    size: sizeShareGroupHeartbeatRequest
  }

  function readShareGroupHeartbeatResponseTopicPartitions(r: Reader, _v: number): ShareGroupHeartbeatResponseTopicPartitions {
    const topicId = r.uuid()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupHeartbeatResponseTopicPartitions = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupHeartbeatResponseTopicPartitions(o: ShareGroupHeartbeatResponseTopicPartitionsInput, _v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupHeartbeatResponseTopicPartitions(w: Writer, o: ShareGroupHeartbeatResponseTopicPartitionsInput, _v: number): void {
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

  function readShareGroupHeartbeatResponseAssignment(r: Reader, v: number): ShareGroupHeartbeatResponseAssignment {
    let topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<ShareGroupHeartbeatResponseTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupHeartbeatResponseTopicPartitions(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupHeartbeatResponseAssignment = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupHeartbeatResponseAssignment(o: ShareGroupHeartbeatResponseAssignmentInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeShareGroupHeartbeatResponseTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupHeartbeatResponseAssignment(w: Writer, o: ShareGroupHeartbeatResponseAssignmentInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeShareGroupHeartbeatResponseTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupHeartbeatResponse(r: Reader, v: number): ShareGroupHeartbeatResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const memberId = r.compactNullableString()
    const memberEpoch = r.i32()
    const heartbeatIntervalMs = r.i32()
    let assignment: ShareGroupHeartbeatResponseAssignment | null
    if (r.i8() < 0) assignment = null
    else assignment = readShareGroupHeartbeatResponseAssignment(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupHeartbeatResponse(o: ShareGroupHeartbeatResponseInput, v: number): number {
    let size$ = 14
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const memberId = o.memberId === undefined ? null : o.memberId
    size$ += compactStringBytes(memberId)
    const assignment = o.assignment === undefined ? null : o.assignment
    size$ += 1 + (assignment === null ? 0 : sizeShareGroupHeartbeatResponseAssignment(assignment, v))
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupHeartbeatResponse(w: Writer, o: ShareGroupHeartbeatResponseInput, v: number): void {
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
      writeShareGroupHeartbeatResponseAssignment(w, assignment, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupHeartbeatResponse: MessageCodec<ShareGroupHeartbeatResponse, ShareGroupHeartbeatResponseInput> = {
    name: 'ShareGroupHeartbeatResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readShareGroupHeartbeatResponse,
    encode: writeShareGroupHeartbeatResponse,
    size: sizeShareGroupHeartbeatResponse
  }

  return { shareGroupHeartbeatRequest, shareGroupHeartbeatResponse }
}
