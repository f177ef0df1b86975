// Generated from protocol-specs/16-ListGroups.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ListGroupsRequest {
  statesFilter: string[]
  typesFilter: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListGroupsRequestInput {
  readonly statesFilter?: readonly string[] | undefined
  readonly typesFilter?: readonly string[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListGroupsResponseGroup {
  groupId: string
  protocolType: string
  groupState: string
  groupType: string
  unknownTags?: readonly UnknownTag[]
}

export interface ListGroupsResponseGroupInput {
  readonly groupId: string
  readonly protocolType: string
  readonly groupState?: string | undefined
  readonly groupType?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListGroupsResponse {
  throttleTimeMs: number
  errorCode: number
  groups: ListGroupsResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListGroupsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly groups: readonly ListGroupsResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readListGroupsRequest(r: Reader, v: number): ListGroupsRequest {
    let statesFilter: string[]
    if (!(v >= 4)) statesFilter = []
    else {
      {
        const count$ = r.compactCount(1, 8)
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.compactString()
        statesFilter = list$
      }
    }
    let typesFilter: string[]
    if (!(v >= 5)) typesFilter = []
    else {
      {
        const count$ = r.compactCount(1, 8)
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.compactString()
        typesFilter = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListGroupsRequest = { statesFilter, typesFilter }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListGroupsRequest(o: ListGroupsRequestInput, v: number): number {
    let size$ = 0
    const statesFilter = o.statesFilter ?? []
    if (v >= 4) {
      size$ += uvarintBytes(statesFilter.length + 1)
      for (const item of statesFilter) size$ += compactStringBytes(item)
    }
    if (!(v >= 4) && !((statesFilter !== null && statesFilter.length === 0))) unsupported('ListGroupsRequest.statesFilter', v)
    const typesFilter = o.typesFilter ?? []
    if (v >= 5) {
      size$ += uvarintBytes(typesFilter.length + 1)
      for (const item of typesFilter) size$ += compactStringBytes(item)
    }
    if (!(v >= 5) && !((typesFilter !== null && typesFilter.length === 0))) unsupported('ListGroupsRequest.typesFilter', v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListGroupsRequest(w: Writer, o: ListGroupsRequestInput, v: number): void {
    if (v >= 4) {
      const statesFilter = o.statesFilter ?? []
      w.uvarint(statesFilter.length + 1)
      for (const item of statesFilter) w.compactString(item)
    }
    if (v >= 5) {
      const typesFilter = o.typesFilter ?? []
      w.uvarint(typesFilter.length + 1)
      for (const item of typesFilter) w.compactString(item)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const listGroupsRequest: MessageCodec<ListGroupsRequest, ListGroupsRequestInput> = {
    name: 'ListGroupsRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readListGroupsRequest,
    encode: writeListGroupsRequest,
    size: sizeListGroupsRequest
  }

  function readListGroupsResponseGroup(r: Reader, v: number): ListGroupsResponseGroup {
    const groupId = (v >= 3 ? r.compactString() : r.string())
    const protocolType = (v >= 3 ? r.compactString() : r.string())
    let groupState: string
    if (!(v >= 4)) groupState = ''
    else {
      groupState = r.compactString()
    }
    let groupType: string
    if (!(v >= 5)) groupType = ''
    else {
      groupType = r.compactString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListGroupsResponseGroup = { groupId, protocolType, groupState, groupType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListGroupsResponseGroup(o: ListGroupsResponseGroupInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += (v >= 3 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const protocolType = o.protocolType
    size$ += (v >= 3 ? compactStringBytes(protocolType) : 2 + stringBytes(protocolType))
    const groupState = o.groupState ?? ''
    if (v >= 4) {
      size$ += compactStringBytes(groupState)
    }
    const groupType = o.groupType ?? ''
    if (v >= 5) {
      size$ += compactStringBytes(groupType)
    }
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListGroupsResponseGroup(w: Writer, o: ListGroupsResponseGroupInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 3 ? w.compactString(groupId) : w.string(groupId))
    const protocolType = o.protocolType
    ;(v >= 3 ? w.compactString(protocolType) : w.string(protocolType))
    if (v >= 4) {
      const groupState = o.groupState ?? ''
      w.compactString(groupState)
    }
    if (v >= 5) {
      const groupType = o.groupType ?? ''
      w.compactString(groupType)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readListGroupsResponse(r: Reader, v: number): ListGroupsResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    const errorCode = r.i16()
    let groups: ListGroupsResponseGroup[]
    {
      const count$ = (v >= 3 ? r.compactCount(3, 64) : r.count(3, 64))
      const list$ = new Array<ListGroupsResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListGroupsResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ListGroupsResponse = { throttleTimeMs, errorCode, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListGroupsResponse(o: ListGroupsResponseInput, v: number): number {
    let size$ = 2
    if (v >= 1) {
      size$ += 4
    }
    const groups = o.groups
    size$ += (v >= 3 ? uvarintBytes(groups.length + 1) : 4)
    for (const item of groups) size$ += sizeListGroupsResponseGroup(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeListGroupsResponse(w: Writer, o: ListGroupsResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    const groups = o.groups
    ;(v >= 3 ? w.uvarint(groups.length + 1) : w.i32(groups.length))
    for (const item of groups) writeListGroupsResponseGroup(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const listGroupsResponse: MessageCodec<ListGroupsResponse, ListGroupsResponseInput> = {
    name: 'ListGroupsResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readListGroupsResponse,
    encode: writeListGroupsResponse,
    size: sizeListGroupsResponse
  }

  return { listGroupsRequest, listGroupsResponse }
}
