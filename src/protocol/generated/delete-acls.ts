// Generated from protocol-specs/31-DeleteAcls.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DeleteAclsRequestFilter {
  resourceTypeFilter: number
  resourceNameFilter: string | null
  patternTypeFilter: number
  principalFilter: string | null
  hostFilter: string | null
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteAclsRequestFilterInput {
  readonly resourceTypeFilter: number
  readonly resourceNameFilter: string | null
  readonly patternTypeFilter?: number | undefined
  readonly principalFilter: string | null
  readonly hostFilter: string | null
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteAclsRequest {
  filters: DeleteAclsRequestFilter[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteAclsRequestInput {
  readonly filters: readonly DeleteAclsRequestFilterInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteAclsResponseFilterResultMatchingAcl {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  patternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteAclsResponseFilterResultMatchingAclInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly resourceType: number
  readonly resourceName: string
  readonly patternType?: number | undefined
  readonly principal: string
  readonly host: string
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteAclsResponseFilterResult {
  errorCode: number
  errorMessage: string | null
  matchingAcls: DeleteAclsResponseFilterResultMatchingAcl[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteAclsResponseFilterResultInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly matchingAcls: readonly DeleteAclsResponseFilterResultMatchingAclInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DeleteAclsResponse {
  throttleTimeMs: number
  filterResults: DeleteAclsResponseFilterResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface DeleteAclsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly filterResults: readonly DeleteAclsResponseFilterResultInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDeleteAclsRequestFilter(r: Reader, v: number): DeleteAclsRequestFilter {
    const resourceTypeFilter = r.i8()
    const resourceNameFilter = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let patternTypeFilter: number
    if (!(v >= 1)) patternTypeFilter = 3
    else {
      patternTypeFilter = r.i8()
    }
    const principalFilter = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const hostFilter = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const operation = r.i8()
    const permissionType = r.i8()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteAclsRequestFilter = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteAclsRequestFilter(o: DeleteAclsRequestFilterInput, v: number): number {
    let size$ = 3
    const resourceNameFilter = o.resourceNameFilter
    size$ += (v >= 2 ? compactStringBytes(resourceNameFilter) : 2 + (resourceNameFilter === null ? 0 : stringBytes(resourceNameFilter)))
    const patternTypeFilter = o.patternTypeFilter ?? 3
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(patternTypeFilter === 3)) unsupported('DeleteAclsRequestFilter.patternTypeFilter', v)
    const principalFilter = o.principalFilter
    size$ += (v >= 2 ? compactStringBytes(principalFilter) : 2 + (principalFilter === null ? 0 : stringBytes(principalFilter)))
    const hostFilter = o.hostFilter
    size$ += (v >= 2 ? compactStringBytes(hostFilter) : 2 + (hostFilter === null ? 0 : stringBytes(hostFilter)))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteAclsRequestFilter(w: Writer, o: DeleteAclsRequestFilterInput, v: number): void {
    const resourceTypeFilter = o.resourceTypeFilter
    w.i8(resourceTypeFilter)
    const resourceNameFilter = o.resourceNameFilter
    ;(v >= 2 ? w.compactString(resourceNameFilter) : w.string(resourceNameFilter))
    if (v >= 1) {
      const patternTypeFilter = o.patternTypeFilter ?? 3
      w.i8(patternTypeFilter)
    }
    const principalFilter = o.principalFilter
    ;(v >= 2 ? w.compactString(principalFilter) : w.string(principalFilter))
    const hostFilter = o.hostFilter
    ;(v >= 2 ? w.compactString(hostFilter) : w.string(hostFilter))
    const operation = o.operation
    w.i8(operation)
    const permissionType = o.permissionType
    w.i8(permissionType)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteAclsRequest(r: Reader, v: number): DeleteAclsRequest {
    let filters: DeleteAclsRequestFilter[]
    {
      const count$ = (v >= 2 ? r.compactCount(8, 88) : r.count(8, 88))
      const list$ = new Array<DeleteAclsRequestFilter>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteAclsRequestFilter(r, v)
      filters = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteAclsRequest = { filters }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteAclsRequest(o: DeleteAclsRequestInput, v: number): number {
    let size$ = 0
    const filters = o.filters
    size$ += (v >= 2 ? uvarintBytes(filters.length + 1) : 4)
    for (const item of filters) size$ += sizeDeleteAclsRequestFilter(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteAclsRequest(w: Writer, o: DeleteAclsRequestInput, v: number): void {
    const filters = o.filters
    ;(v >= 2 ? w.uvarint(filters.length + 1) : w.i32(filters.length))
    for (const item of filters) writeDeleteAclsRequestFilter(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteAclsRequest: MessageCodec<DeleteAclsRequest, DeleteAclsRequestInput> = {
    name: 'DeleteAclsRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDeleteAclsRequest,
    encode: writeDeleteAclsRequest,
    size: sizeDeleteAclsRequest
  }

  function readDeleteAclsResponseFilterResultMatchingAcl(r: Reader, v: number): DeleteAclsResponseFilterResultMatchingAcl {
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const resourceType = r.i8()
    const resourceName = (v >= 2 ? r.compactString() : r.string())
    let patternType: number
    if (!(v >= 1)) patternType = 3
    else {
      patternType = r.i8()
    }
    const principal = (v >= 2 ? r.compactString() : r.string())
    const host = (v >= 2 ? r.compactString() : r.string())
    const operation = r.i8()
    const permissionType = r.i8()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteAclsResponseFilterResultMatchingAcl = { errorCode, errorMessage, resourceType, resourceName, patternType, principal, host, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteAclsResponseFilterResultMatchingAcl(o: DeleteAclsResponseFilterResultMatchingAclInput, v: number): number {
    let size$ = 5
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const resourceName = o.resourceName
    size$ += (v >= 2 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const patternType = o.patternType ?? 3
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(patternType === 3)) unsupported('DeleteAclsResponseFilterResultMatchingAcl.patternType', v)
    const principal = o.principal
    size$ += (v >= 2 ? compactStringBytes(principal) : 2 + stringBytes(principal))
    const host = o.host
    size$ += (v >= 2 ? compactStringBytes(host) : 2 + stringBytes(host))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteAclsResponseFilterResultMatchingAcl(w: Writer, o: DeleteAclsResponseFilterResultMatchingAclInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 2 ? w.compactString(resourceName) : w.string(resourceName))
    if (v >= 1) {
      const patternType = o.patternType ?? 3
      w.i8(patternType)
    }
    const principal = o.principal
    ;(v >= 2 ? w.compactString(principal) : w.string(principal))
    const host = o.host
    ;(v >= 2 ? w.compactString(host) : w.string(host))
    const operation = o.operation
    w.i8(operation)
    const permissionType = o.permissionType
    w.i8(permissionType)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteAclsResponseFilterResult(r: Reader, v: number): DeleteAclsResponseFilterResult {
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let matchingAcls: DeleteAclsResponseFilterResultMatchingAcl[]
    {
      const count$ = (v >= 2 ? r.compactCount(11, 104) : r.count(11, 104))
      const list$ = new Array<DeleteAclsResponseFilterResultMatchingAcl>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteAclsResponseFilterResultMatchingAcl(r, v)
      matchingAcls = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteAclsResponseFilterResult = { errorCode, errorMessage, matchingAcls }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteAclsResponseFilterResult(o: DeleteAclsResponseFilterResultInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const matchingAcls = o.matchingAcls
    size$ += (v >= 2 ? uvarintBytes(matchingAcls.length + 1) : 4)
    for (const item of matchingAcls) size$ += sizeDeleteAclsResponseFilterResultMatchingAcl(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteAclsResponseFilterResult(w: Writer, o: DeleteAclsResponseFilterResultInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    const matchingAcls = o.matchingAcls
    ;(v >= 2 ? w.uvarint(matchingAcls.length + 1) : w.i32(matchingAcls.length))
    for (const item of matchingAcls) writeDeleteAclsResponseFilterResultMatchingAcl(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDeleteAclsResponse(r: Reader, v: number): DeleteAclsResponse {
    const throttleTimeMs = r.i32()
    let filterResults: DeleteAclsResponseFilterResult[]
    {
      const count$ = (v >= 2 ? r.compactCount(5, 88) : r.count(5, 88))
      const list$ = new Array<DeleteAclsResponseFilterResult>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDeleteAclsResponseFilterResult(r, v)
      filterResults = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DeleteAclsResponse = { throttleTimeMs, filterResults }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDeleteAclsResponse(o: DeleteAclsResponseInput, v: number): number {
    let size$ = 4
    const filterResults = o.filterResults
    size$ += (v >= 2 ? uvarintBytes(filterResults.length + 1) : 4)
    for (const item of filterResults) size$ += sizeDeleteAclsResponseFilterResult(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDeleteAclsResponse(w: Writer, o: DeleteAclsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const filterResults = o.filterResults
    ;(v >= 2 ? w.uvarint(filterResults.length + 1) : w.i32(filterResults.length))
    for (const item of filterResults) writeDeleteAclsResponseFilterResult(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const deleteAclsResponse: MessageCodec<DeleteAclsResponse, DeleteAclsResponseInput> = {
    name: 'DeleteAclsResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDeleteAclsResponse,
    encode: writeDeleteAclsResponse,
    size: sizeDeleteAclsResponse
  }

  return { deleteAclsRequest, deleteAclsResponse }
}
