// Generated from protocol-specs/30-CreateAcls.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface CreateAclsRequestCreation {
  resourceType: number
  resourceName: string
  resourcePatternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface CreateAclsRequestCreationInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly resourcePatternType?: number | undefined
  readonly principal: string
  readonly host: string
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateAclsRequest {
  creations: CreateAclsRequestCreation[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreateAclsRequestInput {
  readonly creations: readonly CreateAclsRequestCreationInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateAclsResponseResult {
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface CreateAclsResponseResultInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateAclsResponse {
  throttleTimeMs: number
  results: CreateAclsResponseResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface CreateAclsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly CreateAclsResponseResultInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readCreateAclsRequestCreation(r: Reader, v: number): CreateAclsRequestCreation {
    const resourceType = r.i8()
    const resourceName = (v >= 2 ? r.compactString() : r.string())
    let resourcePatternType: number
    if (!(v >= 1)) resourcePatternType = 3
    else {
      resourcePatternType = r.i8()
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
    const value$: CreateAclsRequestCreation = { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateAclsRequestCreation(o: CreateAclsRequestCreationInput, v: number): number {
    let size$ = 3
    const resourceName = o.resourceName
    size$ += (v >= 2 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const resourcePatternType = o.resourcePatternType ?? 3
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(resourcePatternType === 3)) unsupported('CreateAclsRequestCreation.resourcePatternType', v)
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

  function writeCreateAclsRequestCreation(w: Writer, o: CreateAclsRequestCreationInput, v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 2 ? w.compactString(resourceName) : w.string(resourceName))
    if (v >= 1) {
      const resourcePatternType = o.resourcePatternType ?? 3
      w.i8(resourcePatternType)
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

  function readCreateAclsRequest(r: Reader, v: number): CreateAclsRequest {
    let creations: CreateAclsRequestCreation[]
    {
      const count$ = (v >= 2 ? r.compactCount(8, 88) : r.count(8, 88))
      const list$ = new Array<CreateAclsRequestCreation>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateAclsRequestCreation(r, v)
      creations = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateAclsRequest = { creations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateAclsRequest(o: CreateAclsRequestInput, v: number): number {
    let size$ = 0
    const creations = o.creations
    size$ += (v >= 2 ? uvarintBytes(creations.length + 1) : 4)
    for (const item of creations) size$ += sizeCreateAclsRequestCreation(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateAclsRequest(w: Writer, o: CreateAclsRequestInput, v: number): void {
    const creations = o.creations
    ;(v >= 2 ? w.uvarint(creations.length + 1) : w.i32(creations.length))
    for (const item of creations) writeCreateAclsRequestCreation(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createAclsRequest: MessageCodec<CreateAclsRequest, CreateAclsRequestInput> = {
    name: 'CreateAclsRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreateAclsRequest,
    encode: writeCreateAclsRequest,
    size: sizeCreateAclsRequest
  }

  function readCreateAclsResponseResult(r: Reader, v: number): CreateAclsResponseResult {
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateAclsResponseResult = { errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateAclsResponseResult(o: CreateAclsResponseResultInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateAclsResponseResult(w: Writer, o: CreateAclsResponseResultInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreateAclsResponse(r: Reader, v: number): CreateAclsResponse {
    const throttleTimeMs = r.i32()
    let results: CreateAclsResponseResult[]
    {
      const count$ = (v >= 2 ? r.compactCount(4, 48) : r.count(4, 48))
      const list$ = new Array<CreateAclsResponseResult>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateAclsResponseResult(r, v)
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
    const value$: CreateAclsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateAclsResponse(o: CreateAclsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += (v >= 2 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeCreateAclsResponseResult(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateAclsResponse(w: Writer, o: CreateAclsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    ;(v >= 2 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeCreateAclsResponseResult(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createAclsResponse: MessageCodec<CreateAclsResponse, CreateAclsResponseInput> = {
    name: 'CreateAclsResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreateAclsResponse,
    encode: writeCreateAclsResponse,
    size: sizeCreateAclsResponse
  }

  return { createAclsRequest, createAclsResponse }
}
