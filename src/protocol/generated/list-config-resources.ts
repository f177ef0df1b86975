// Generated from protocol-specs/74-ListConfigResources.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ListConfigResourcesRequest {
  resourceTypes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListConfigResourcesRequestInput {
  readonly resourceTypes?: readonly number[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListConfigResourcesResponseConfigResource {
  resourceName: string
  resourceType: number
  unknownTags?: readonly UnknownTag[]
}

export interface ListConfigResourcesResponseConfigResourceInput {
  readonly resourceName: string
  readonly resourceType?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListConfigResourcesResponse {
  throttleTimeMs: number
  errorCode: number
  configResources: ListConfigResourcesResponseConfigResource[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListConfigResourcesResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly configResources: readonly ListConfigResourcesResponseConfigResourceInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readListConfigResourcesRequest(r: Reader, v: number): ListConfigResourcesRequest {
    let resourceTypes: number[]
    if (!(v >= 1)) resourceTypes = []
    else {
      {
        const count$ = r.compactCount(1, 8)
        const list$ = new Array<number>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.i8()
        resourceTypes = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListConfigResourcesRequest = { resourceTypes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListConfigResourcesRequest(o: ListConfigResourcesRequestInput, v: number): number {
    let size$ = 0
    const resourceTypes = o.resourceTypes ?? []
    if (v >= 1) {
      size$ += uvarintBytes(resourceTypes.length + 1)
      size$ += resourceTypes.length * 1
    }
    if (!(v >= 1) && !((resourceTypes !== null && resourceTypes.length === 0))) unsupported('ListConfigResourcesRequest.resourceTypes', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListConfigResourcesRequest(w: Writer, o: ListConfigResourcesRequestInput, v: number): void {
    if (v >= 1) {
      const resourceTypes = o.resourceTypes ?? []
      w.uvarint(resourceTypes.length + 1)
      for (const item of resourceTypes) w.i8(item)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listConfigResourcesRequest: MessageCodec<ListConfigResourcesRequest, ListConfigResourcesRequestInput> = {
    name: 'ListConfigResourcesRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readListConfigResourcesRequest,
    encode: writeListConfigResourcesRequest,
    size: sizeListConfigResourcesRequest
  }

  function readListConfigResourcesResponseConfigResource(r: Reader, v: number): ListConfigResourcesResponseConfigResource {
    const resourceName = r.compactString()
    let resourceType: number
    if (!(v >= 1)) resourceType = 16
    else {
      resourceType = r.i8()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListConfigResourcesResponseConfigResource = { resourceName, resourceType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListConfigResourcesResponseConfigResource(o: ListConfigResourcesResponseConfigResourceInput, v: number): number {
    let size$ = 0
    const resourceName = o.resourceName
    size$ += compactStringBytes(resourceName)
    if (v >= 1) {
      size$ += 1
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListConfigResourcesResponseConfigResource(w: Writer, o: ListConfigResourcesResponseConfigResourceInput, v: number): void {
    const resourceName = o.resourceName
    w.compactString(resourceName)
    if (v >= 1) {
      const resourceType = o.resourceType ?? 16
      w.i8(resourceType)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readListConfigResourcesResponse(r: Reader, v: number): ListConfigResourcesResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let configResources: ListConfigResourcesResponseConfigResource[]
    {
      const count$ = r.compactCount(2, 48)
      const list$ = new Array<ListConfigResourcesResponseConfigResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListConfigResourcesResponseConfigResource(r, v)
      configResources = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListConfigResourcesResponse = { throttleTimeMs, errorCode, configResources }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListConfigResourcesResponse(o: ListConfigResourcesResponseInput, v: number): number {
    let size$ = 6
    const configResources = o.configResources
    size$ += uvarintBytes(configResources.length + 1)
    for (const item of configResources) size$ += sizeListConfigResourcesResponseConfigResource(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListConfigResourcesResponse(w: Writer, o: ListConfigResourcesResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const configResources = o.configResources
    w.uvarint(configResources.length + 1)
    for (const item of configResources) writeListConfigResourcesResponseConfigResource(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listConfigResourcesResponse: MessageCodec<ListConfigResourcesResponse, ListConfigResourcesResponseInput> = {
    name: 'ListConfigResourcesResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readListConfigResourcesResponse,
    encode: writeListConfigResourcesResponse,
    size: sizeListConfigResourcesResponse
  }

  return { listConfigResourcesRequest, listConfigResourcesResponse }
}
