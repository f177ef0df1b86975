// Generated from protocol-specs/13-LeaveGroup.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface LeaveGroupRequestMember {
  memberId: string
  groupInstanceId: string | null
  reason: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface LeaveGroupRequestMemberInput {
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly reason?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaveGroupRequest {
  groupId: string
  memberId: string
  members: LeaveGroupRequestMember[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaveGroupRequestInput {
  readonly groupId: string
  readonly memberId?: string | undefined
  readonly members?: readonly LeaveGroupRequestMemberInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaveGroupResponseMember {
  memberId: string
  groupInstanceId: string | null
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface LeaveGroupResponseMemberInput {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaveGroupResponse {
  throttleTimeMs: number
  errorCode: number
  members: LeaveGroupResponseMember[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaveGroupResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly members?: readonly LeaveGroupResponseMemberInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readLeaveGroupRequestMember(r: Reader, v: number): LeaveGroupRequestMember {
    const memberId = (v >= 4 ? r.compactString() : r.string())
    const groupInstanceId = (v >= 4 ? r.compactNullableString() : r.nullableString())
    let reason: string | null
    if (!(v >= 5)) reason = null
    else {
      reason = r.compactNullableString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaveGroupRequestMember = { memberId, groupInstanceId, reason }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaveGroupRequestMember(o: LeaveGroupRequestMemberInput, v: number): number {
    let size$ = 0
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    size$ += (v >= 4 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    const reason = o.reason === undefined ? null : o.reason
    if (v >= 5) {
      size$ += compactStringBytes(reason)
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaveGroupRequestMember(w: Writer, o: LeaveGroupRequestMemberInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    ;(v >= 4 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    if (v >= 5) {
      const reason = o.reason === undefined ? null : o.reason
      w.compactString(reason)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaveGroupRequest(r: Reader, v: number): LeaveGroupRequest {
    const groupId = (v >= 4 ? r.compactString() : r.string())
    let memberId: string
    if (!(v <= 2)) memberId = ''
    else {
      memberId = r.string()
    }
    let members: LeaveGroupRequestMember[]
    if (!(v >= 3)) members = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(3, 56) : r.count(3, 56))
        const list$ = new Array<LeaveGroupRequestMember>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaveGroupRequestMember(r, v)
        members = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaveGroupRequest = { groupId, memberId, members }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaveGroupRequest(o: LeaveGroupRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += (v >= 4 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const memberId = o.memberId ?? ''
    if (v <= 2) {
      size$ += 2 + stringBytes(memberId)
    }
    if (!(v <= 2) && !(memberId === '')) unsupported('LeaveGroupRequest.memberId', v)
    const members = o.members ?? []
    if (v >= 3) {
      size$ += (v >= 4 ? uvarintBytes(members.length + 1) : 4)
      for (const item of members) size$ += sizeLeaveGroupRequestMember(item, v)
    }
    if (!(v >= 3) && !((members !== null && members.length === 0))) unsupported('LeaveGroupRequest.members', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaveGroupRequest(w: Writer, o: LeaveGroupRequestInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 4 ? w.compactString(groupId) : w.string(groupId))
    if (v <= 2) {
      const memberId = o.memberId ?? ''
      w.string(memberId)
    }
    if (v >= 3) {
      const members = o.members ?? []
      ;(v >= 4 ? w.uvarint(members.length + 1) : w.i32(members.length))
      for (const item of members) writeLeaveGroupRequestMember(w, item, v)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const leaveGroupRequest: MessageCodec<LeaveGroupRequest, LeaveGroupRequestInput> = {
    name: 'LeaveGroupRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 4,
    decode: readLeaveGroupRequest,
    encode: writeLeaveGroupRequest,
    size: sizeLeaveGroupRequest
  }

  function readLeaveGroupResponseMember(r: Reader, v: number): LeaveGroupResponseMember {
    const memberId = (v >= 4 ? r.compactString() : r.string())
    const groupInstanceId = (v >= 4 ? r.compactNullableString() : r.nullableString())
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaveGroupResponseMember = { memberId, groupInstanceId, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaveGroupResponseMember(o: LeaveGroupResponseMemberInput, v: number): number {
    let size$ = 2
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId
    size$ += (v >= 4 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaveGroupResponseMember(w: Writer, o: LeaveGroupResponseMemberInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    const groupInstanceId = o.groupInstanceId
    ;(v >= 4 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaveGroupResponse(r: Reader, v: number): LeaveGroupResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    const errorCode = r.i16()
    let members: LeaveGroupResponseMember[]
    if (!(v >= 3)) members = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(5, 56) : r.count(5, 56))
        const list$ = new Array<LeaveGroupResponseMember>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaveGroupResponseMember(r, v)
        members = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaveGroupResponse = { throttleTimeMs, errorCode, members }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaveGroupResponse(o: LeaveGroupResponseInput, v: number): number {
    let size$ = 2
    if (v >= 1) {
      size$ += 4
    }
    const members = o.members ?? []
    if (v >= 3) {
      size$ += (v >= 4 ? uvarintBytes(members.length + 1) : 4)
      for (const item of members) size$ += sizeLeaveGroupResponseMember(item, v)
    }
    if (!(v >= 3) && !((members !== null && members.length === 0))) unsupported('LeaveGroupResponse.members', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaveGroupResponse(w: Writer, o: LeaveGroupResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 3) {
      const members = o.members ?? []
      ;(v >= 4 ? w.uvarint(members.length + 1) : w.i32(members.length))
      for (const item of members) writeLeaveGroupResponseMember(w, item, v)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const leaveGroupResponse: MessageCodec<LeaveGroupResponse, LeaveGroupResponseInput> = {
    name: 'LeaveGroupResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 4,
    decode: readLeaveGroupResponse,
    encode: writeLeaveGroupResponse,
    size: sizeLeaveGroupResponse
  }

  return { leaveGroupRequest, leaveGroupResponse }
}
