// Generated from protocol-specs/14-SyncGroup.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface SyncGroupRequestAssignment {
  memberId: string
  assignment: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface SyncGroupRequestAssignmentInput {
  readonly memberId: string
  readonly assignment: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface SyncGroupRequest {
  groupId: string
  generationId: number
  memberId: string
  groupInstanceId: string | null
  protocolType: string | null
  protocolName: string | null
  assignments: SyncGroupRequestAssignment[]
  unknownTags?: readonly UnknownTag[]
}

export interface SyncGroupRequestInput {
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly protocolType?: string | null | undefined
  readonly protocolName?: string | null | undefined
  readonly assignments: readonly SyncGroupRequestAssignmentInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface SyncGroupResponse {
  throttleTimeMs: number
  errorCode: number
  protocolType: string | null
  protocolName: string | null
  assignment: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface SyncGroupResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly protocolType?: string | null | undefined
  readonly protocolName?: string | null | undefined
  readonly assignment: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readSyncGroupRequestAssignment(r: Reader, v: number): SyncGroupRequestAssignment {
    const memberId = (v >= 4 ? r.compactString() : r.string())
    const assignment = (v >= 4 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: SyncGroupRequestAssignment = { memberId, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSyncGroupRequestAssignment(o: SyncGroupRequestAssignmentInput, v: number): number {
    let size$ = 0
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const assignment = o.assignment
    {
      const bytes$ = assignment.length
      size$ += (v >= 4 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeSyncGroupRequestAssignment(w: Writer, o: SyncGroupRequestAssignmentInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    const assignment = o.assignment
    ;(v >= 4 ? w.compactBytes(assignment) : w.bytes(assignment))
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readSyncGroupRequest(r: Reader, v: number): SyncGroupRequest {
    const groupId = (v >= 4 ? r.compactString() : r.string())
    const generationId = r.i32()
    const memberId = (v >= 4 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 3)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 4 ? r.compactNullableString() : r.nullableString())
    }
    let protocolType: string | null
    if (!(v >= 5)) protocolType = null
    else {
      protocolType = r.compactNullableString()
    }
    let protocolName: string | null
    if (!(v >= 5)) protocolName = null
    else {
      protocolName = r.compactNullableString()
    }
    let assignments: SyncGroupRequestAssignment[]
    {
      const count$ = (v >= 4 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<SyncGroupRequestAssignment>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readSyncGroupRequestAssignment(r, v)
      assignments = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: SyncGroupRequest = { groupId, generationId, memberId, groupInstanceId, protocolType, protocolName, assignments }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSyncGroupRequest(o: SyncGroupRequestInput, v: number): number {
    let size$ = 4
    const groupId = o.groupId
    size$ += (v >= 4 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 3) {
      size$ += (v >= 4 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    if (!(v >= 3) && !(groupInstanceId === null)) unsupported('SyncGroupRequest.groupInstanceId', v)
    const protocolType = o.protocolType === undefined ? null : o.protocolType
    if (v >= 5) {
      size$ += compactStringBytes(protocolType)
    }
    const protocolName = o.protocolName === undefined ? null : o.protocolName
    if (v >= 5) {
      size$ += compactStringBytes(protocolName)
    }
    const assignments = o.assignments
    size$ += (v >= 4 ? uvarintBytes(assignments.length + 1) : 4)
    for (const item of assignments) size$ += sizeSyncGroupRequestAssignment(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeSyncGroupRequest(w: Writer, o: SyncGroupRequestInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 4 ? w.compactString(groupId) : w.string(groupId))
    const generationId = o.generationId
    w.i32(generationId)
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 3) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 4 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    if (v >= 5) {
      const protocolType = o.protocolType === undefined ? null : o.protocolType
      w.compactString(protocolType)
    }
    if (v >= 5) {
      const protocolName = o.protocolName === undefined ? null : o.protocolName
      w.compactString(protocolName)
    }
    const assignments = o.assignments
    ;(v >= 4 ? w.uvarint(assignments.length + 1) : w.i32(assignments.length))
    for (const item of assignments) writeSyncGroupRequestAssignment(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const syncGroupRequest: MessageCodec<SyncGroupRequest, SyncGroupRequestInput> = {
    name: 'SyncGroupRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 4,
    decode: readSyncGroupRequest,
    encode: writeSyncGroupRequest,
    size: sizeSyncGroupRequest
  }

  function readSyncGroupResponse(r: Reader, v: number): SyncGroupResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    const errorCode = r.i16()
    let protocolType: string | null
    if (!(v >= 5)) protocolType = null
    else {
      protocolType = r.compactNullableString()
    }
    let protocolName: string | null
    if (!(v >= 5)) protocolName = null
    else {
      protocolName = r.compactNullableString()
    }
    const assignment = (v >= 4 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: SyncGroupResponse = { throttleTimeMs, errorCode, protocolType, protocolName, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSyncGroupResponse(o: SyncGroupResponseInput, v: number): number {
    let size$ = 2
    if (v >= 1) {
      size$ += 4
    }
    const protocolType = o.protocolType === undefined ? null : o.protocolType
    if (v >= 5) {
      size$ += compactStringBytes(protocolType)
    }
    const protocolName = o.protocolName === undefined ? null : o.protocolName
    if (v >= 5) {
      size$ += compactStringBytes(protocolName)
    }
    const assignment = o.assignment
    {
      const bytes$ = assignment.length
      size$ += (v >= 4 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeSyncGroupResponse(w: Writer, o: SyncGroupResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 5) {
      const protocolType = o.protocolType === undefined ? null : o.protocolType
      w.compactString(protocolType)
    }
    if (v >= 5) {
      const protocolName = o.protocolName === undefined ? null : o.protocolName
      w.compactString(protocolName)
    }
    const assignment = o.assignment
    ;(v >= 4 ? w.compactBytes(assignment) : w.bytes(assignment))
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const syncGroupResponse: MessageCodec<SyncGroupResponse, SyncGroupResponseInput> = {
    name: 'SyncGroupResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 4,
    decode: readSyncGroupResponse,
    encode: writeSyncGroupResponse,
    size: sizeSyncGroupResponse
  }

  return { syncGroupRequest, syncGroupResponse }
}
