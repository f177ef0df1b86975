// Generated from protocol-specs/29-DescribeAcls.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeAclsRequest {
  resourceTypeFilter: number
  resourceNameFilter: string | null
  patternTypeFilter: number
  principalFilter: string | null
  hostFilter: string | null
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeAclsRequestInput {
  readonly resourceTypeFilter: number
  readonly resourceNameFilter: string | null
  readonly patternTypeFilter?: number | undefined
  readonly principalFilter: string | null
  readonly hostFilter: string | null
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeAclsResponseResourceAcl {
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeAclsResponseResourceAclInput {
  readonly principal: string
  readonly host: string
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeAclsResponseResource {
  resourceType: number
  resourceName: string
  patternType: number
  acls: DescribeAclsResponseResourceAcl[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeAclsResponseResourceInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly patternType?: number | undefined
  readonly acls: readonly DescribeAclsResponseResourceAclInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeAclsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  resources: DescribeAclsResponseResource[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeAclsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly resources: readonly DescribeAclsResponseResourceInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeAclsRequest(r: Reader, v: number): DescribeAclsRequest {
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
    const value$: DescribeAclsRequest = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeAclsRequest(o: DescribeAclsRequestInput, v: number): number {
    let size$ = 3
    const resourceNameFilter = o.resourceNameFilter
    size$ += (v >= 2 ? compactStringBytes(resourceNameFilter) : 2 + (resourceNameFilter === null ? 0 : stringBytes(resourceNameFilter)))
    const patternTypeFilter = o.patternTypeFilter ?? 3
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(patternTypeFilter === 3)) unsupported('DescribeAclsRequest.patternTypeFilter', v)
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

  function writeDescribeAclsRequest(w: Writer, o: DescribeAclsRequestInput, v: number): void {
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

  const describeAclsRequest: MessageCodec<DescribeAclsRequest, DescribeAclsRequestInput> = {
    name: 'DescribeAclsRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDescribeAclsRequest,
    encode: writeDescribeAclsRequest,
    size: sizeDescribeAclsRequest
  }

  function readDescribeAclsResponseResourceAcl(r: Reader, v: number): DescribeAclsResponseResourceAcl {
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
    const value$: DescribeAclsResponseResourceAcl = { principal, host, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeAclsResponseResourceAcl(o: DescribeAclsResponseResourceAclInput, v: number): number {
    let size$ = 2
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

  function writeDescribeAclsResponseResourceAcl(w: Writer, o: DescribeAclsResponseResourceAclInput, v: number): void {
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

  function readDescribeAclsResponseResource(r: Reader, v: number): DescribeAclsResponseResource {
    const resourceType = r.i8()
    const resourceName = (v >= 2 ? r.compactString() : r.string())
    let patternType: number
    if (!(v >= 1)) patternType = 3
    else {
      patternType = r.i8()
    }
    let acls: DescribeAclsResponseResourceAcl[]
    {
      const count$ = (v >= 2 ? r.compactCount(5, 64) : r.count(5, 64))
      const list$ = new Array<DescribeAclsResponseResourceAcl>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeAclsResponseResourceAcl(r, v)
      acls = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeAclsResponseResource = { resourceType, resourceName, patternType, acls }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeAclsResponseResource(o: DescribeAclsResponseResourceInput, v: number): number {
    let size$ = 1
    const resourceName = o.resourceName
    size$ += (v >= 2 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const patternType = o.patternType ?? 3
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(patternType === 3)) unsupported('DescribeAclsResponseResource.patternType', v)
    const acls = o.acls
    size$ += (v >= 2 ? uvarintBytes(acls.length + 1) : 4)
    for (const item of acls) size$ += sizeDescribeAclsResponseResourceAcl(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeAclsResponseResource(w: Writer, o: DescribeAclsResponseResourceInput, v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 2 ? w.compactString(resourceName) : w.string(resourceName))
    if (v >= 1) {
      const patternType = o.patternType ?? 3
      w.i8(patternType)
    }
    const acls = o.acls
    ;(v >= 2 ? w.uvarint(acls.length + 1) : w.i32(acls.length))
    for (const item of acls) writeDescribeAclsResponseResourceAcl(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeAclsResponse(r: Reader, v: number): DescribeAclsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let resources: DescribeAclsResponseResource[]
    {
      const count$ = (v >= 2 ? r.compactCount(5, 96) : r.count(5, 96))
      const list$ = new Array<DescribeAclsResponseResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeAclsResponseResource(r, v)
      resources = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeAclsResponse = { throttleTimeMs, errorCode, errorMessage, resources }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeAclsResponse(o: DescribeAclsResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const resources = o.resources
    size$ += (v >= 2 ? uvarintBytes(resources.length + 1) : 4)
    for (const item of resources) size$ += sizeDescribeAclsResponseResource(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeAclsResponse(w: Writer, o: DescribeAclsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    const resources = o.resources
    ;(v >= 2 ? w.uvarint(resources.length + 1) : w.i32(resources.length))
    for (const item of resources) writeDescribeAclsResponseResource(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeAclsResponse: MessageCodec<DescribeAclsResponse, DescribeAclsResponseInput> = {
    name: 'DescribeAclsResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDescribeAclsResponse,
    encode: writeDescribeAclsResponse,
    size: sizeDescribeAclsResponse
  }

  return { describeAclsRequest, describeAclsResponse }
}
