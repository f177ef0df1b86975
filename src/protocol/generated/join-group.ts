// Generated from protocol-specs/11-JoinGroup.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface JoinGroupRequestProtocol {
  name: string
  metadata: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface JoinGroupRequestProtocolInput {
  readonly name: string
  readonly metadata: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface JoinGroupRequest {
  groupId: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  memberId: string
  groupInstanceId: string | null
  protocolType: string
  protocols: JoinGroupRequestProtocol[]
  reason: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface JoinGroupRequestInput {
  readonly groupId: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs?: number | undefined
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly protocolType: string
  readonly protocols: readonly JoinGroupRequestProtocolInput[]
  readonly reason?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface JoinGroupResponseMember {
  memberId: string
  groupInstanceId: string | null
  metadata: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface JoinGroupResponseMemberInput {
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly metadata: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface JoinGroupResponse {
  throttleTimeMs: number
  errorCode: number
  generationId: number
  protocolType: string | null
  protocolName: string | null
  leader: string
  skipAssignment: boolean
  memberId: string
  members: JoinGroupResponseMember[]
  unknownTags?: readonly UnknownTag[]
}

export interface JoinGroupResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly generationId?: number | undefined
  readonly protocolType?: string | null | undefined
  readonly protocolName: string | null
  readonly leader: string
  readonly skipAssignment?: boolean | undefined
  readonly memberId: string
  readonly members: readonly JoinGroupResponseMemberInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readJoinGroupRequestProtocol(r: Reader, v: number): JoinGroupRequestProtocol {
    const name = (v >= 6 ? r.compactString() : r.string())
    const metadata = (v >= 6 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: JoinGroupRequestProtocol = { name, metadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeJoinGroupRequestProtocol(o: JoinGroupRequestProtocolInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 6 ? compactStringBytes(name) : 2 + stringBytes(name))
    const metadata = o.metadata
    {
      const bytes$ = metadata.length
      size$ += (v >= 6 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeJoinGroupRequestProtocol(w: Writer, o: JoinGroupRequestProtocolInput, v: number): void {
    const name = o.name
    ;(v >= 6 ? w.compactString(name) : w.string(name))
    const metadata = o.metadata
    ;(v >= 6 ? w.compactBytes(metadata) : w.bytes(metadata))
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readJoinGroupRequest(r: Reader, v: number): JoinGroupRequest {
    const groupId = (v >= 6 ? r.compactString() : r.string())
    const sessionTimeoutMs = r.i32()
    let rebalanceTimeoutMs: number
    if (!(v >= 1)) rebalanceTimeoutMs = -1
    else {
      rebalanceTimeoutMs = r.i32()
    }
    const memberId = (v >= 6 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 5)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 6 ? r.compactNullableString() : r.nullableString())
    }
    const protocolType = (v >= 6 ? r.compactString() : r.string())
    let protocols: JoinGroupRequestProtocol[]
    {
      const count$ = (v >= 6 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<JoinGroupRequestProtocol>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readJoinGroupRequestProtocol(r, v)
      protocols = list$
    }
    let reason: string | null
    if (!(v >= 8)) reason = null
    else {
      reason = r.compactNullableString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: JoinGroupRequest = { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, groupInstanceId, protocolType, protocols, reason }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeJoinGroupRequest(o: JoinGroupRequestInput, v: number): number {
    let size$ = 4
    const groupId = o.groupId
    size$ += (v >= 6 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    if (v >= 1) {
      size$ += 4
    }
    const memberId = o.memberId
    size$ += (v >= 6 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 5) {
      size$ += (v >= 6 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    if (!(v >= 5) && !(groupInstanceId === null)) unsupported('JoinGroupRequest.groupInstanceId', v)
    const protocolType = o.protocolType
    size$ += (v >= 6 ? compactStringBytes(protocolType) : 2 + stringBytes(protocolType))
    const protocols = o.protocols
    size$ += (v >= 6 ? uvarintBytes(protocols.length + 1) : 4)
    for (const item of protocols) size$ += sizeJoinGroupRequestProtocol(item, v)
    const reason = o.reason === undefined ? null : o.reason
    if (v >= 8) {
      size$ += compactStringBytes(reason)
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeJoinGroupRequest(w: Writer, o: JoinGroupRequestInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 6 ? w.compactString(groupId) : w.string(groupId))
    const sessionTimeoutMs = o.sessionTimeoutMs
    w.i32(sessionTimeoutMs)
    if (v >= 1) {
      const rebalanceTimeoutMs = o.rebalanceTimeoutMs ?? -1
      w.i32(rebalanceTimeoutMs)
    }
    const memberId = o.memberId
    ;(v >= 6 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 5) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 6 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    const protocolType = o.protocolType
    ;(v >= 6 ? w.compactString(protocolType) : w.string(protocolType))
    const protocols = o.protocols
    ;(v >= 6 ? w.uvarint(protocols.length + 1) : w.i32(protocols.length))
    for (const item of protocols) writeJoinGroupRequestProtocol(w, item, v)
    if (v >= 8) {
      const reason = o.reason === undefined ? null : o.reason
      w.compactString(reason)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const joinGroupRequest: MessageCodec<JoinGroupRequest, JoinGroupRequestInput> = {
    name: 'JoinGroupRequest',
    minVersion: 0,
    maxVersion: 9,
    flexibleFrom: 6,
    decode: readJoinGroupRequest,
    encode: writeJoinGroupRequest,
    size: sizeJoinGroupRequest
  }

  function readJoinGroupResponseMember(r: Reader, v: number): JoinGroupResponseMember {
    const memberId = (v >= 6 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 5)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 6 ? r.compactNullableString() : r.nullableString())
    }
    const metadata = (v >= 6 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: JoinGroupResponseMember = { memberId, groupInstanceId, metadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeJoinGroupResponseMember(o: JoinGroupResponseMemberInput, v: number): number {
    let size$ = 0
    const memberId = o.memberId
    size$ += (v >= 6 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 5) {
      size$ += (v >= 6 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    const metadata = o.metadata
    {
      const bytes$ = metadata.length
      size$ += (v >= 6 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeJoinGroupResponseMember(w: Writer, o: JoinGroupResponseMemberInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 6 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 5) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 6 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    const metadata = o.metadata
    ;(v >= 6 ? w.compactBytes(metadata) : w.bytes(metadata))
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readJoinGroupResponse(r: Reader, v: number): JoinGroupResponse {
    let throttleTimeMs: number
    if (!(v >= 2)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    const errorCode = r.i16()
    const generationId = r.i32()
    let protocolType: string | null
    if (!(v >= 7)) protocolType = null
    else {
      protocolType = r.compactNullableString()
    }
    const protocolName = v >= 7 ? (v >= 6 ? r.compactNullableString() : r.nullableString()) : (v >= 6 ? r.compactString() : r.string())
    const leader = (v >= 6 ? r.compactString() : r.string())
    let skipAssignment: boolean
    if (!(v >= 9)) skipAssignment = false
    else {
      skipAssignment = r.bool()
    }
    const memberId = (v >= 6 ? r.compactString() : r.string())
    let members: JoinGroupResponseMember[]
    {
      const count$ = (v >= 6 ? r.compactCount(4, 56) : r.count(4, 56))
      const list$ = new Array<JoinGroupResponseMember>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readJoinGroupResponseMember(r, v)
      members = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: JoinGroupResponse = { throttleTimeMs, errorCode, generationId, protocolType, protocolName, leader, skipAssignment, memberId, members }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeJoinGroupResponse(o: JoinGroupResponseInput, v: number): number {
    let size$ = 6
    if (v >= 2) {
      size$ += 4
    }
    const protocolType = o.protocolType === undefined ? null : o.protocolType
    if (v >= 7) {
      size$ += compactStringBytes(protocolType)
    }
    const protocolName = o.protocolName
    size$ += (v >= 6 ? compactStringBytes(protocolName) : 2 + (protocolName === null ? 0 : stringBytes(protocolName)))
    if (protocolName === null && !(v >= 7)) unsupported('null JoinGroupResponse.protocolName', v)
    const leader = o.leader
    size$ += (v >= 6 ? compactStringBytes(leader) : 2 + stringBytes(leader))
    const skipAssignment = o.skipAssignment ?? false
    if (v >= 9) {
      size$ += 1
    }
    if (!(v >= 9) && !(skipAssignment === false)) unsupported('JoinGroupResponse.skipAssignment', v)
    const memberId = o.memberId
    size$ += (v >= 6 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const members = o.members
    size$ += (v >= 6 ? uvarintBytes(members.length + 1) : 4)
    for (const item of members) size$ += sizeJoinGroupResponseMember(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeJoinGroupResponse(w: Writer, o: JoinGroupResponseInput, v: number): void {
    if (v >= 2) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    const generationId = o.generationId ?? -1
    w.i32(generationId)
    if (v >= 7) {
      const protocolType = o.protocolType === undefined ? null : o.protocolType
      w.compactString(protocolType)
    }
    const protocolName = o.protocolName
    ;(v >= 6 ? w.compactString(protocolName) : w.string(protocolName))
    const leader = o.leader
    ;(v >= 6 ? w.compactString(leader) : w.string(leader))
    if (v >= 9) {
      const skipAssignment = o.skipAssignment ?? false
      w.bool(skipAssignment)
    }
    const memberId = o.memberId
    ;(v >= 6 ? w.compactString(memberId) : w.string(memberId))
    const members = o.members
    ;(v >= 6 ? w.uvarint(members.length + 1) : w.i32(members.length))
    for (const item of members) writeJoinGroupResponseMember(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const joinGroupResponse: MessageCodec<JoinGroupResponse, JoinGroupResponseInput> = {
    name: 'JoinGroupResponse',
    minVersion: 0,
    maxVersion: 9,
    flexibleFrom: 6,
    decode: readJoinGroupResponse,
    encode: writeJoinGroupResponse,
    size: sizeJoinGroupResponse
  }

  return { joinGroupRequest, joinGroupResponse }
}
