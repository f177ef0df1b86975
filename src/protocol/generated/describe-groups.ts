// Generated from protocol-specs/15-DescribeGroups.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeGroupsRequest {
  groups: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeGroupsRequestInput {
  readonly groups: readonly string[]
  readonly includeAuthorizedOperations?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeGroupsResponseGroupMember {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  memberMetadata: Uint8Array
  memberAssignment: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeGroupsResponseGroupMemberInput {
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly clientId: string
  readonly clientHost: string
  readonly memberMetadata: Uint8Array
  readonly memberAssignment: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeGroupsResponseGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  protocolType: string
  protocolData: string
  members: DescribeGroupsResponseGroupMember[]
  authorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeGroupsResponseGroupInput {
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly groupId: string
  readonly groupState: string
  readonly protocolType: string
  readonly protocolData: string
  readonly members: readonly DescribeGroupsResponseGroupMemberInput[]
  readonly authorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeGroupsResponse {
  throttleTimeMs: number
  groups: DescribeGroupsResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeGroupsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly groups: readonly DescribeGroupsResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeGroupsRequest(r: Reader, v: number): DescribeGroupsRequest {
    let groups: string[]
    {
      const count$ = (v >= 5 ? r.compactCount(1, 8) : r.count(1, 8))
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = (v >= 5 ? r.compactString() : r.string())
      groups = list$
    }
    let includeAuthorizedOperations: boolean
    if (!(v >= 3)) includeAuthorizedOperations = false
    else {
      includeAuthorizedOperations = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeGroupsRequest = { groups, includeAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeGroupsRequest(o: DescribeGroupsRequestInput, v: number): number {
    let size$ = 0
    const groups = o.groups
    size$ += (v >= 5 ? uvarintBytes(groups.length + 1) : 4)
    for (const item of groups) size$ += (v >= 5 ? compactStringBytes(item) : 2 + stringBytes(item))
    const includeAuthorizedOperations = o.includeAuthorizedOperations ?? false
    if (v >= 3) {
      size$ += 1
    }
    if (!(v >= 3) && !(includeAuthorizedOperations === false)) unsupported('DescribeGroupsRequest.includeAuthorizedOperations', v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeGroupsRequest(w: Writer, o: DescribeGroupsRequestInput, v: number): void {
    const groups = o.groups
    ;(v >= 5 ? w.uvarint(groups.length + 1) : w.i32(groups.length))
    for (const item of groups) (v >= 5 ? w.compactString(item) : w.string(item))
    if (v >= 3) {
      const includeAuthorizedOperations = o.includeAuthorizedOperations ?? false
      w.bool(includeAuthorizedOperations)
    }
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeGroupsRequest: MessageCodec<DescribeGroupsRequest, DescribeGroupsRequestInput> = {
    name: 'DescribeGroupsRequest',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 5,
    decode: readDescribeGroupsRequest,
    encode: writeDescribeGroupsRequest,
    size: sizeDescribeGroupsRequest
  }

  function readDescribeGroupsResponseGroupMember(r: Reader, v: number): DescribeGroupsResponseGroupMember {
    const memberId = (v >= 5 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 4)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 5 ? r.compactNullableString() : r.nullableString())
    }
    const clientId = (v >= 5 ? r.compactString() : r.string())
    const clientHost = (v >= 5 ? r.compactString() : r.string())
    const memberMetadata = (v >= 5 ? r.compactBytes() : r.bytes())
    const memberAssignment = (v >= 5 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeGroupsResponseGroupMember = { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeGroupsResponseGroupMember(o: DescribeGroupsResponseGroupMemberInput, v: number): number {
    let size$ = 0
    const memberId = o.memberId
    size$ += (v >= 5 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 4) {
      size$ += (v >= 5 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    const clientId = o.clientId
    size$ += (v >= 5 ? compactStringBytes(clientId) : 2 + stringBytes(clientId))
    const clientHost = o.clientHost
    size$ += (v >= 5 ? compactStringBytes(clientHost) : 2 + stringBytes(clientHost))
    const memberMetadata = o.memberMetadata
    {
      const bytes$ = memberMetadata.length
      size$ += (v >= 5 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    const memberAssignment = o.memberAssignment
    {
      const bytes$ = memberAssignment.length
      size$ += (v >= 5 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeGroupsResponseGroupMember(w: Writer, o: DescribeGroupsResponseGroupMemberInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 5 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 4) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 5 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    const clientId = o.clientId
    ;(v >= 5 ? w.compactString(clientId) : w.string(clientId))
    const clientHost = o.clientHost
    ;(v >= 5 ? w.compactString(clientHost) : w.string(clientHost))
    const memberMetadata = o.memberMetadata
    ;(v >= 5 ? w.compactBytes(memberMetadata) : w.bytes(memberMetadata))
    const memberAssignment = o.memberAssignment
    ;(v >= 5 ? w.compactBytes(memberAssignment) : w.bytes(memberAssignment))
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeGroupsResponseGroup(r: Reader, v: number): DescribeGroupsResponseGroup {
    const errorCode = r.i16()
    let errorMessage: string | null
    if (!(v >= 6)) errorMessage = null
    else {
      errorMessage = r.compactNullableString()
    }
    const groupId = (v >= 5 ? r.compactString() : r.string())
    const groupState = (v >= 5 ? r.compactString() : r.string())
    const protocolType = (v >= 5 ? r.compactString() : r.string())
    const protocolData = (v >= 5 ? r.compactString() : r.string())
    let members: DescribeGroupsResponseGroupMember[]
    {
      const count$ = (v >= 5 ? r.compactCount(7, 80) : r.count(7, 80))
      const list$ = new Array<DescribeGroupsResponseGroupMember>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeGroupsResponseGroupMember(r, v)
      members = list$
    }
    let authorizedOperations: number
    if (!(v >= 3)) authorizedOperations = -2147483648
    else {
      authorizedOperations = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeGroupsResponseGroup = { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members, authorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeGroupsResponseGroup(o: DescribeGroupsResponseGroupInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    if (v >= 6) {
      size$ += compactStringBytes(errorMessage)
    }
    if (!(v >= 6) && !(errorMessage === null)) unsupported('DescribeGroupsResponseGroup.errorMessage', v)
    const groupId = o.groupId
    size$ += (v >= 5 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const groupState = o.groupState
    size$ += (v >= 5 ? compactStringBytes(groupState) : 2 + stringBytes(groupState))
    const protocolType = o.protocolType
    size$ += (v >= 5 ? compactStringBytes(protocolType) : 2 + stringBytes(protocolType))
    const protocolData = o.protocolData
    size$ += (v >= 5 ? compactStringBytes(protocolData) : 2 + stringBytes(protocolData))
    const members = o.members
    size$ += (v >= 5 ? uvarintBytes(members.length + 1) : 4)
    for (const item of members) size$ += sizeDescribeGroupsResponseGroupMember(item, v)
    const authorizedOperations = o.authorizedOperations ?? -2147483648
    if (v >= 3) {
      size$ += 4
    }
    if (!(v >= 3) && !(authorizedOperations === -2147483648)) unsupported('DescribeGroupsResponseGroup.authorizedOperations', v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeGroupsResponseGroup(w: Writer, o: DescribeGroupsResponseGroupInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 6) {
      const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
      w.compactString(errorMessage)
    }
    const groupId = o.groupId
    ;(v >= 5 ? w.compactString(groupId) : w.string(groupId))
    const groupState = o.groupState
    ;(v >= 5 ? w.compactString(groupState) : w.string(groupState))
    const protocolType = o.protocolType
    ;(v >= 5 ? w.compactString(protocolType) : w.string(protocolType))
    const protocolData = o.protocolData
    ;(v >= 5 ? w.compactString(protocolData) : w.string(protocolData))
    const members = o.members
    ;(v >= 5 ? w.uvarint(members.length + 1) : w.i32(members.length))
    for (const item of members) writeDescribeGroupsResponseGroupMember(w, item, v)
    if (v >= 3) {
      const authorizedOperations = o.authorizedOperations ?? -2147483648
      w.i32(authorizedOperations)
    }
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeGroupsResponse(r: Reader, v: number): DescribeGroupsResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let groups: DescribeGroupsResponseGroup[]
    {
      const count$ = (v >= 5 ? r.compactCount(12, 128) : r.count(12, 128))
      const list$ = new Array<DescribeGroupsResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeGroupsResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 5) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeGroupsResponse = { throttleTimeMs, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeGroupsResponse(o: DescribeGroupsResponseInput, v: number): number {
    let size$ = 0
    if (v >= 1) {
      size$ += 4
    }
    const groups = o.groups
    size$ += (v >= 5 ? uvarintBytes(groups.length + 1) : 4)
    for (const item of groups) size$ += sizeDescribeGroupsResponseGroup(item, v)
    if (v >= 5) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeGroupsResponse(w: Writer, o: DescribeGroupsResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const groups = o.groups
    ;(v >= 5 ? w.uvarint(groups.length + 1) : w.i32(groups.length))
    for (const item of groups) writeDescribeGroupsResponseGroup(w, item, v)
    if (v >= 5) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeGroupsResponse: MessageCodec<DescribeGroupsResponse, DescribeGroupsResponseInput> = {
    name: 'DescribeGroupsResponse',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 5,
    decode: readDescribeGroupsResponse,
    encode: writeDescribeGroupsResponse,
    size: sizeDescribeGroupsResponse
  }

  return { describeGroupsRequest, describeGroupsResponse }
}
