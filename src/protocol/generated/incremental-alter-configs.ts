// Generated from protocol-specs/44-IncrementalAlterConfigs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface IncrementalAlterConfigsRequestResourceConfig {
  name: string
  configOperation: number
  value: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface IncrementalAlterConfigsRequestResourceConfigInput {
  readonly name: string
  readonly configOperation: number
  readonly value: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface IncrementalAlterConfigsRequestResource {
  resourceType: number
  resourceName: string
  configs: IncrementalAlterConfigsRequestResourceConfig[]
  unknownTags?: readonly UnknownTag[]
}

export interface IncrementalAlterConfigsRequestResourceInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly configs: readonly IncrementalAlterConfigsRequestResourceConfigInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface IncrementalAlterConfigsRequest {
  resources: IncrementalAlterConfigsRequestResource[]
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface IncrementalAlterConfigsRequestInput {
  readonly resources: readonly IncrementalAlterConfigsRequestResourceInput[]
  readonly validateOnly: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface IncrementalAlterConfigsResponseResource {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  unknownTags?: readonly UnknownTag[]
}

export interface IncrementalAlterConfigsResponseResourceInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly resourceType: number
  readonly resourceName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface IncrementalAlterConfigsResponse {
  throttleTimeMs: number
  responses: IncrementalAlterConfigsResponseResource[]
  unknownTags?: readonly UnknownTag[]
}

export interface IncrementalAlterConfigsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly responses: readonly IncrementalAlterConfigsResponseResourceInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readIncrementalAlterConfigsRequestResourceConfig(r: Reader, v: number): IncrementalAlterConfigsRequestResourceConfig {
    const name = (v >= 1 ? r.compactString() : r.string())
    const configOperation = r.i8()
    const value = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: IncrementalAlterConfigsRequestResourceConfig = { name, configOperation, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeIncrementalAlterConfigsRequestResourceConfig(o: IncrementalAlterConfigsRequestResourceConfigInput, v: number): number {
    let size$ = 1
    const name = o.name
    size$ += (v >= 1 ? compactStringBytes(name) : 2 + stringBytes(name))
    const value = o.value
    size$ += (v >= 1 ? compactStringBytes(value) : 2 + (value === null ? 0 : stringBytes(value)))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeIncrementalAlterConfigsRequestResourceConfig(w: Writer, o: IncrementalAlterConfigsRequestResourceConfigInput, v: number): void {
    const name = o.name
    ;(v >= 1 ? w.compactString(name) : w.string(name))
    const configOperation = o.configOperation
    w.i8(configOperation)
    const value = o.value
    ;(v >= 1 ? w.compactString(value) : w.string(value))
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readIncrementalAlterConfigsRequestResource(r: Reader, v: number): IncrementalAlterConfigsRequestResource {
    const resourceType = r.i8()
    const resourceName = (v >= 1 ? r.compactString() : r.string())
    let configs: IncrementalAlterConfigsRequestResourceConfig[]
    {
      const count$ = (v >= 1 ? r.compactCount(4, 56) : r.count(4, 56))
      const list$ = new Array<IncrementalAlterConfigsRequestResourceConfig>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readIncrementalAlterConfigsRequestResourceConfig(r, v)
      configs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: IncrementalAlterConfigsRequestResource = { resourceType, resourceName, configs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeIncrementalAlterConfigsRequestResource(o: IncrementalAlterConfigsRequestResourceInput, v: number): number {
    let size$ = 1
    const resourceName = o.resourceName
    size$ += (v >= 1 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const configs = o.configs
    size$ += (v >= 1 ? uvarintBytes(configs.length + 1) : 4)
    for (const item of configs) size$ += sizeIncrementalAlterConfigsRequestResourceConfig(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeIncrementalAlterConfigsRequestResource(w: Writer, o: IncrementalAlterConfigsRequestResourceInput, v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 1 ? w.compactString(resourceName) : w.string(resourceName))
    const configs = o.configs
    ;(v >= 1 ? w.uvarint(configs.length + 1) : w.i32(configs.length))
    for (const item of configs) writeIncrementalAlterConfigsRequestResourceConfig(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readIncrementalAlterConfigsRequest(r: Reader, v: number): IncrementalAlterConfigsRequest {
    let resources: IncrementalAlterConfigsRequestResource[]
    {
      const count$ = (v >= 1 ? r.compactCount(4, 88) : r.count(4, 88))
      const list$ = new Array<IncrementalAlterConfigsRequestResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readIncrementalAlterConfigsRequestResource(r, v)
      resources = list$
    }
    const validateOnly = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: IncrementalAlterConfigsRequest = { resources, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeIncrementalAlterConfigsRequest(o: IncrementalAlterConfigsRequestInput, v: number): number {
    let size$ = 1
    const resources = o.resources
    size$ += (v >= 1 ? uvarintBytes(resources.length + 1) : 4)
    for (const item of resources) size$ += sizeIncrementalAlterConfigsRequestResource(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeIncrementalAlterConfigsRequest(w: Writer, o: IncrementalAlterConfigsRequestInput, v: number): void {
    const resources = o.resources
    ;(v >= 1 ? w.uvarint(resources.length + 1) : w.i32(resources.length))
    for (const item of resources) writeIncrementalAlterConfigsRequestResource(w, item, v)
    const validateOnly = o.validateOnly
    w.bool(validateOnly)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const incrementalAlterConfigsRequest: MessageCodec<IncrementalAlterConfigsRequest, IncrementalAlterConfigsRequestInput> = {
    name: 'IncrementalAlterConfigsRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readIncrementalAlterConfigsRequest,
    encode: writeIncrementalAlterConfigsRequest,
    size: sizeIncrementalAlterConfigsRequest
  }

  function readIncrementalAlterConfigsResponseResource(r: Reader, v: number): IncrementalAlterConfigsResponseResource {
    const errorCode = r.i16()
    const errorMessage = (v >= 1 ? r.compactNullableString() : r.nullableString())
    const resourceType = r.i8()
    const resourceName = (v >= 1 ? r.compactString() : r.string())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: IncrementalAlterConfigsResponseResource = { errorCode, errorMessage, resourceType, resourceName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeIncrementalAlterConfigsResponseResource(o: IncrementalAlterConfigsResponseResourceInput, v: number): number {
    let size$ = 3
    const errorMessage = o.errorMessage
    size$ += (v >= 1 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const resourceName = o.resourceName
    size$ += (v >= 1 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeIncrementalAlterConfigsResponseResource(w: Writer, o: IncrementalAlterConfigsResponseResourceInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 1 ? w.compactString(errorMessage) : w.string(errorMessage))
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 1 ? w.compactString(resourceName) : w.string(resourceName))
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readIncrementalAlterConfigsResponse(r: Reader, v: number): IncrementalAlterConfigsResponse {
    const throttleTimeMs = r.i32()
    let responses: IncrementalAlterConfigsResponseResource[]
    {
      const count$ = (v >= 1 ? r.compactCount(6, 64) : r.count(6, 64))
      const list$ = new Array<IncrementalAlterConfigsResponseResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readIncrementalAlterConfigsResponseResource(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: IncrementalAlterConfigsResponse = { throttleTimeMs, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeIncrementalAlterConfigsResponse(o: IncrementalAlterConfigsResponseInput, v: number): number {
    let size$ = 4
    const responses = o.responses
    size$ += (v >= 1 ? uvarintBytes(responses.length + 1) : 4)
    for (const item of responses) size$ += sizeIncrementalAlterConfigsResponseResource(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeIncrementalAlterConfigsResponse(w: Writer, o: IncrementalAlterConfigsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const responses = o.responses
    ;(v >= 1 ? w.uvarint(responses.length + 1) : w.i32(responses.length))
    for (const item of responses) writeIncrementalAlterConfigsResponseResource(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const incrementalAlterConfigsResponse: MessageCodec<IncrementalAlterConfigsResponse, IncrementalAlterConfigsResponseInput> = {
    name: 'IncrementalAlterConfigsResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readIncrementalAlterConfigsResponse,
    encode: writeIncrementalAlterConfigsResponse,
    size: sizeIncrementalAlterConfigsResponse
  }

  return { incrementalAlterConfigsRequest, incrementalAlterConfigsResponse }
}
