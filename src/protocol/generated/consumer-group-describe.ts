// Generated from protocol-specs/69-ConsumerGroupDescribe.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeRequestInput {
  readonly groupIds: readonly string[]
  readonly includeAuthorizedOperations: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupDescribeResponseTopicPartitions {
  topicId: string
  topicName: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeResponseTopicPartitionsInput {
  readonly topicId: string
  readonly topicName: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupDescribeResponseAssignment {
  topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeResponseAssignmentInput {
  readonly topicPartitions: readonly ConsumerGroupDescribeResponseTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupDescribeResponseGroupMember {
  memberId: string
  instanceId: string | null
  rackId: string | null
  memberEpoch: number
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  subscribedTopicRegex: string | null
  assignment: ConsumerGroupDescribeResponseAssignment
  targetAssignment: ConsumerGroupDescribeResponseAssignment
  memberType: number
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeResponseGroupMemberInput {
  readonly memberId: string
  readonly instanceId?: string | null | undefined
  readonly rackId?: string | null | undefined
  readonly memberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopicNames: readonly string[]
  readonly subscribedTopicRegex?: string | null | undefined
  readonly assignment: ConsumerGroupDescribeResponseAssignmentInput
  readonly targetAssignment: ConsumerGroupDescribeResponseAssignmentInput
  readonly memberType?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupDescribeResponseGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  assignorName: string
  members: ConsumerGroupDescribeResponseGroupMember[]
  authorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeResponseGroupInput {
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly groupId: string
  readonly groupState: string
  readonly groupEpoch: number
  readonly assignmentEpoch: number
  readonly assignorName: string
  readonly members: readonly ConsumerGroupDescribeResponseGroupMemberInput[]
  readonly authorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupDescribeResponse {
  throttleTimeMs: number
  groups: ConsumerGroupDescribeResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupDescribeResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly groups: readonly ConsumerGroupDescribeResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupDescribeRequest(r: Reader, _v: number): ConsumerGroupDescribeRequest {
    let groupIds: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      groupIds = list$
    }
    const includeAuthorizedOperations = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeRequest(o: ConsumerGroupDescribeRequestInput, _v: number): number {
    let size$ = 1
    const groupIds = o.groupIds
    size$ += uvarintBytes(groupIds.length + 1)
    for (const item of groupIds) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeRequest(w: Writer, o: ConsumerGroupDescribeRequestInput, _v: number): void {
    const groupIds = o.groupIds
    w.uvarint(groupIds.length + 1)
    for (const item of groupIds) w.compactString(item)
    const includeAuthorizedOperations = o.includeAuthorizedOperations
    w.bool(includeAuthorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupDescribeRequest: MessageCodec<ConsumerGroupDescribeRequest, ConsumerGroupDescribeRequestInput> = {
    name: 'ConsumerGroupDescribeRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readConsumerGroupDescribeRequest,
    encode: writeConsumerGroupDescribeRequest,
    size: sizeConsumerGroupDescribeRequest
  }

  function readConsumerGroupDescribeResponseTopicPartitions(r: Reader, _v: number): ConsumerGroupDescribeResponseTopicPartitions {
    const topicId = r.uuid()
    const topicName = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeResponseTopicPartitions(o: ConsumerGroupDescribeResponseTopicPartitionsInput, _v: number): number {
    let size$ = 16
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeResponseTopicPartitions(w: Writer, o: ConsumerGroupDescribeResponseTopicPartitionsInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupDescribeResponseAssignment(r: Reader, v: number): ConsumerGroupDescribeResponseAssignment {
    let topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<ConsumerGroupDescribeResponseTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupDescribeResponseTopicPartitions(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeResponseAssignment = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeResponseAssignment(o: ConsumerGroupDescribeResponseAssignmentInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeConsumerGroupDescribeResponseTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeResponseAssignment(w: Writer, o: ConsumerGroupDescribeResponseAssignmentInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeConsumerGroupDescribeResponseTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupDescribeResponseGroupMember(r: Reader, v: number): ConsumerGroupDescribeResponseGroupMember {
    const memberId = r.compactString()
    const instanceId = r.compactNullableString()
    const rackId = r.compactNullableString()
    const memberEpoch = r.i32()
    const clientId = r.compactString()
    const clientHost = r.compactString()
    let subscribedTopicNames: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      subscribedTopicNames = list$
    }
    const subscribedTopicRegex = r.compactNullableString()
    const assignment = readConsumerGroupDescribeResponseAssignment(r, v)
    const targetAssignment = readConsumerGroupDescribeResponseAssignment(r, v)
    let memberType: number
    if (!(v >= 1)) memberType = -1
    else {
      memberType = r.i8()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeResponseGroupMember = { memberId, instanceId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, subscribedTopicRegex, assignment, targetAssignment, memberType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeResponseGroupMember(o: ConsumerGroupDescribeResponseGroupMemberInput, v: number): number {
    let size$ = 4
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    size$ += uvarintBytes(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    const subscribedTopicRegex = o.subscribedTopicRegex === undefined ? null : o.subscribedTopicRegex
    size$ += compactStringBytes(subscribedTopicRegex)
    const assignment = o.assignment
    size$ += sizeConsumerGroupDescribeResponseAssignment(assignment, v)
    const targetAssignment = o.targetAssignment
    size$ += sizeConsumerGroupDescribeResponseAssignment(targetAssignment, v)
    if (v >= 1) {
      size$ += 1
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeResponseGroupMember(w: Writer, o: ConsumerGroupDescribeResponseGroupMemberInput, v: number): void {
    const memberId = o.memberId
    w.compactString(memberId)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    w.compactString(rackId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const clientId = o.clientId
    w.compactString(clientId)
    const clientHost = o.clientHost
    w.compactString(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    w.uvarint(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) w.compactString(item)
    const subscribedTopicRegex = o.subscribedTopicRegex === undefined ? null : o.subscribedTopicRegex
    w.compactString(subscribedTopicRegex)
    const assignment = o.assignment
    writeConsumerGroupDescribeResponseAssignment(w, assignment, v)
    const targetAssignment = o.targetAssignment
    writeConsumerGroupDescribeResponseAssignment(w, targetAssignment, v)
    if (v >= 1) {
      const memberType = o.memberType ?? -1
      w.i8(memberType)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupDescribeResponseGroup(r: Reader, v: number): ConsumerGroupDescribeResponseGroup {
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const groupId = r.compactString()
    const groupState = r.compactString()
    const groupEpoch = r.i32()
    const assignmentEpoch = r.i32()
    const assignorName = r.compactString()
    let members: ConsumerGroupDescribeResponseGroupMember[]
    {
      const count$ = r.compactCount(16, 280)
      const list$ = new Array<ConsumerGroupDescribeResponseGroupMember>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupDescribeResponseGroupMember(r, v)
      members = list$
    }
    const authorizedOperations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeResponseGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeResponseGroup(o: ConsumerGroupDescribeResponseGroupInput, v: number): number {
    let size$ = 14
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const groupState = o.groupState
    size$ += compactStringBytes(groupState)
    const assignorName = o.assignorName
    size$ += compactStringBytes(assignorName)
    const members = o.members
    size$ += uvarintBytes(members.length + 1)
    for (const item of members) size$ += sizeConsumerGroupDescribeResponseGroupMember(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeResponseGroup(w: Writer, o: ConsumerGroupDescribeResponseGroupInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const groupId = o.groupId
    w.compactString(groupId)
    const groupState = o.groupState
    w.compactString(groupState)
    const groupEpoch = o.groupEpoch
    w.i32(groupEpoch)
    const assignmentEpoch = o.assignmentEpoch
    w.i32(assignmentEpoch)
    const assignorName = o.assignorName
    w.compactString(assignorName)
    const members = o.members
    w.uvarint(members.length + 1)
    for (const item of members) writeConsumerGroupDescribeResponseGroupMember(w, item, v)
    const authorizedOperations = o.authorizedOperations ?? -2147483648
    w.i32(authorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupDescribeResponse(r: Reader, v: number): ConsumerGroupDescribeResponse {
    const throttleTimeMs = r.i32()
    let groups: ConsumerGroupDescribeResponseGroup[]
    {
      const count$ = r.compactCount(20, 136)
      const list$ = new Array<ConsumerGroupDescribeResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupDescribeResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupDescribeResponse = { throttleTimeMs, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupDescribeResponse(o: ConsumerGroupDescribeResponseInput, v: number): number {
    let size$ = 4
    const groups = o.groups
    size$ += uvarintBytes(groups.length + 1)
    for (const item of groups) size$ += sizeConsumerGroupDescribeResponseGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupDescribeResponse(w: Writer, o: ConsumerGroupDescribeResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const groups = o.groups
    w.uvarint(groups.length + 1)
    for (const item of groups) writeConsumerGroupDescribeResponseGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupDescribeResponse: MessageCodec<ConsumerGroupDescribeResponse, ConsumerGroupDescribeResponseInput> = {
    name: 'ConsumerGroupDescribeResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readConsumerGroupDescribeResponse,
    encode: writeConsumerGroupDescribeResponse,
    size: sizeConsumerGroupDescribeResponse
  }

  return { consumerGroupDescribeRequest, consumerGroupDescribeResponse }
}
