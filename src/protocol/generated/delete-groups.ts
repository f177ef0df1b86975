// Generated from protocol-specs/42-DeleteGroups.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteGroupsRequest {
  groupsNames: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteGroupsRequestInput {
  readonly groupsNames: readonly string[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteGroupsResponseGroup {
  groupId: string
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteGroupsResponseGroupInput {
  readonly groupId: string
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteGroupsResponse {
  throttleTimeMs: number
  results: DeleteGroupsResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteGroupsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly DeleteGroupsResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDeleteGroupsRequest(r: Reader, v: number): DeleteGroupsRequest {
    let groupsNames: string[]
    {
      const count$ = (v >= 2 ? r.compactCount(1, 8) : r.count(1, 8))
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = (v >= 2 ? r.compactString() : r.string())
      groupsNames = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteGroupsRequest = { groupsNames }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteGroupsRequest(o: DeleteGroupsRequestInput, v: number): number {
    let size$ = 0
    const groupsNames = o.groupsNames
    size$ += (v >= 2 ? uvarintBytes(groupsNames.length + 1) : 4)
    for (const item of groupsNames) size$ += (v >= 2 ? compactStringBytes(item) : 2 + stringBytes(item))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteGroupsRequest(w: Writer, o: DeleteGroupsRequestInput, v: number): void {
    const groupsNames = o.groupsNames
    ;(v >= 2 ? w.uvarint(groupsNames.length + 1) : w.i32(groupsNames.length))
    for (const item of groupsNames) (v >= 2 ? w.compactString(item) : w.string(item))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteGroupsRequest: MessageCodec<DeleteGroupsRequest, DeleteGroupsRequestInput> = {
    name: 'DeleteGroupsRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readDeleteGroupsRequest,
    encode: writeDeleteGroupsRequest,
    size: sizeDeleteGroupsRequest
  }

  function readDeleteGroupsResponseGroup(r: Reader, v: number): DeleteGroupsResponseGroup {
    const groupId = (v >= 2 ? r.compactString() : r.string())
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteGroupsResponseGroup = { groupId, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteGroupsResponseGroup(o: DeleteGroupsResponseGroupInput, v: number): number {
    let size$ = 2
    const groupId = o.groupId
    size$ += (v >= 2 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteGroupsResponseGroup(w: Writer, o: DeleteGroupsResponseGroupInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 2 ? w.compactString(groupId) : w.string(groupId))
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteGroupsResponse(r: Reader, v: number): DeleteGroupsResponse {
    const throttleTimeMs = r.i32()
    let results: DeleteGroupsResponseGroup[]
    {
      const count$ = (v >= 2 ? r.compactCount(4, 48) : r.count(4, 48))
      const list$ = new Array<DeleteGroupsResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteGroupsResponseGroup(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteGroupsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteGroupsResponse(o: DeleteGroupsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += (v >= 2 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeDeleteGroupsResponseGroup(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteGroupsResponse(w: Writer, o: DeleteGroupsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    ;(v >= 2 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeDeleteGroupsResponseGroup(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteGroupsResponse: MessageCodec<DeleteGroupsResponse, DeleteGroupsResponseInput> = {
    name: 'DeleteGroupsResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readDeleteGroupsResponse,
    encode: writeDeleteGroupsResponse,
    size: sizeDeleteGroupsResponse
  }

  return { deleteGroupsRequest, deleteGroupsResponse }
}
