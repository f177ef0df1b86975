// Generated from protocol-specs/77-ShareGroupDescribe.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeRequestInput {
  readonly groupIds: readonly string[]
  readonly includeAuthorizedOperations: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupDescribeResponseTopicPartitions {
  topicId: string
  topicName: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeResponseTopicPartitionsInput {
  readonly topicId: string
  readonly topicName: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupDescribeResponseAssignment {
  topicPartitions: ShareGroupDescribeResponseTopicPartitions[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeResponseAssignmentInput {
  readonly topicPartitions: readonly ShareGroupDescribeResponseTopicPartitionsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupDescribeResponseGroupMember {
  memberId: string
  rackId: string | null
  memberEpoch: number
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  assignment: ShareGroupDescribeResponseAssignment
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeResponseGroupMemberInput {
  readonly memberId: string
  readonly rackId?: string | null | undefined
  readonly memberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopicNames: readonly string[]
  readonly assignment: ShareGroupDescribeResponseAssignmentInput
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupDescribeResponseGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  assignorName: string
  members: ShareGroupDescribeResponseGroupMember[]
  authorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeResponseGroupInput {
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly groupId: string
  readonly groupState: string
  readonly groupEpoch: number
  readonly assignmentEpoch: number
  readonly assignorName: string
  readonly members: readonly ShareGroupDescribeResponseGroupMemberInput[]
  readonly authorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupDescribeResponse {
  throttleTimeMs: number
  groups: ShareGroupDescribeResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupDescribeResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly groups: readonly ShareGroupDescribeResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupDescribeRequest(r: Reader, _v: number): ShareGroupDescribeRequest {
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
    const value$: ShareGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeRequest(o: ShareGroupDescribeRequestInput, _v: number): number {
    let size$ = 1
    const groupIds = o.groupIds
    size$ += uvarintBytes(groupIds.length + 1)
    for (const item of groupIds) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupDescribeRequest(w: Writer, o: ShareGroupDescribeRequestInput, _v: number): void {
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

  const shareGroupDescribeRequest: MessageCodec<ShareGroupDescribeRequest, ShareGroupDescribeRequestInput> = {
    name: 'ShareGroupDescribeRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readShareGroupDescribeRequest,
    encode: writeShareGroupDescribeRequest,
    size: sizeShareGroupDescribeRequest
  }

  function readShareGroupDescribeResponseTopicPartitions(r: Reader, _v: number): ShareGroupDescribeResponseTopicPartitions {
    const topicId = r.uuid()
    const topicName = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupDescribeResponseTopicPartitions = { topicId, topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeResponseTopicPartitions(o: ShareGroupDescribeResponseTopicPartitionsInput, _v: number): number {
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

  function writeShareGroupDescribeResponseTopicPartitions(w: Writer, o: ShareGroupDescribeResponseTopicPartitionsInput, _v: number): void {
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

  function readShareGroupDescribeResponseAssignment(r: Reader, v: number): ShareGroupDescribeResponseAssignment {
    let topicPartitions: ShareGroupDescribeResponseTopicPartitions[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<ShareGroupDescribeResponseTopicPartitions>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupDescribeResponseTopicPartitions(r, v)
      topicPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupDescribeResponseAssignment = { topicPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeResponseAssignment(o: ShareGroupDescribeResponseAssignmentInput, v: number): number {
    let size$ = 0
    const topicPartitions = o.topicPartitions
    size$ += uvarintBytes(topicPartitions.length + 1)
    for (const item of topicPartitions) size$ += sizeShareGroupDescribeResponseTopicPartitions(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupDescribeResponseAssignment(w: Writer, o: ShareGroupDescribeResponseAssignmentInput, v: number): void {
    const topicPartitions = o.topicPartitions
    w.uvarint(topicPartitions.length + 1)
    for (const item of topicPartitions) writeShareGroupDescribeResponseTopicPartitions(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupDescribeResponseGroupMember(r: Reader, v: number): ShareGroupDescribeResponseGroupMember {
    const memberId = r.compactString()
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
    const assignment = readShareGroupDescribeResponseAssignment(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupDescribeResponseGroupMember = { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeResponseGroupMember(o: ShareGroupDescribeResponseGroupMemberInput, v: number): number {
    let size$ = 4
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    size$ += uvarintBytes(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    const assignment = o.assignment
    size$ += sizeShareGroupDescribeResponseAssignment(assignment, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupDescribeResponseGroupMember(w: Writer, o: ShareGroupDescribeResponseGroupMemberInput, v: number): void {
    const memberId = o.memberId
    w.compactString(memberId)
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
    const assignment = o.assignment
    writeShareGroupDescribeResponseAssignment(w, assignment, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupDescribeResponseGroup(r: Reader, v: number): ShareGroupDescribeResponseGroup {
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const groupId = r.compactString()
    const groupState = r.compactString()
    const groupEpoch = r.i32()
    const assignmentEpoch = r.i32()
    const assignorName = r.compactString()
    let members: ShareGroupDescribeResponseGroupMember[]
    {
      const count$ = r.compactCount(12, 184)
      const list$ = new Array<ShareGroupDescribeResponseGroupMember>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupDescribeResponseGroupMember(r, v)
      members = list$
    }
    const authorizedOperations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupDescribeResponseGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeResponseGroup(o: ShareGroupDescribeResponseGroupInput, v: number): number {
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
    for (const item of members) size$ += sizeShareGroupDescribeResponseGroupMember(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupDescribeResponseGroup(w: Writer, o: ShareGroupDescribeResponseGroupInput, v: number): void {
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
    for (const item of members) writeShareGroupDescribeResponseGroupMember(w, item, v)
    const authorizedOperations = o.authorizedOperations ?? -2147483648
    w.i32(authorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupDescribeResponse(r: Reader, v: number): ShareGroupDescribeResponse {
    const throttleTimeMs = r.i32()
    let groups: ShareGroupDescribeResponseGroup[]
    {
      const count$ = r.compactCount(20, 136)
      const list$ = new Array<ShareGroupDescribeResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupDescribeResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupDescribeResponse = { throttleTimeMs, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupDescribeResponse(o: ShareGroupDescribeResponseInput, v: number): number {
    let size$ = 4
    const groups = o.groups
    size$ += uvarintBytes(groups.length + 1)
    for (const item of groups) size$ += sizeShareGroupDescribeResponseGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupDescribeResponse(w: Writer, o: ShareGroupDescribeResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const groups = o.groups
    w.uvarint(groups.length + 1)
    for (const item of groups) writeShareGroupDescribeResponseGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupDescribeResponse: MessageCodec<ShareGroupDescribeResponse, ShareGroupDescribeResponseInput> = {
    name: 'ShareGroupDescribeResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readShareGroupDescribeResponse,
    encode: writeShareGroupDescribeResponse,
    size: sizeShareGroupDescribeResponse
  }

  return { shareGroupDescribeRequest, shareGroupDescribeResponse }
}
