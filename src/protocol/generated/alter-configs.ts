// Generated from protocol-specs/33-AlterConfigs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterConfigsRequestResourceConfig {
  name: string
  value: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterConfigsRequestResourceConfigInput {
  readonly name: string
  readonly value: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterConfigsRequestResource {
  resourceType: number
  resourceName: string
  configs: AlterConfigsRequestResourceConfig[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterConfigsRequestResourceInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly configs: readonly AlterConfigsRequestResourceConfigInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterConfigsRequest {
  resources: AlterConfigsRequestResource[]
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface AlterConfigsRequestInput {
  readonly resources: readonly AlterConfigsRequestResourceInput[]
  readonly validateOnly: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterConfigsResponseResource {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  unknownTags?: readonly UnknownTag[]
}

export interface AlterConfigsResponseResourceInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly resourceType: number
  readonly resourceName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterConfigsResponse {
  throttleTimeMs: number
  responses: AlterConfigsResponseResource[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterConfigsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly responses: readonly AlterConfigsResponseResourceInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAlterConfigsRequestResourceConfig(r: Reader, v: number): AlterConfigsRequestResourceConfig {
    const name = (v >= 2 ? r.compactString() : r.string())
    const value = (v >= 2 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterConfigsRequestResourceConfig = { name, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterConfigsRequestResourceConfig(o: AlterConfigsRequestResourceConfigInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const value = o.value
    size$ += (v >= 2 ? compactStringBytes(value) : 2 + (value === null ? 0 : stringBytes(value)))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterConfigsRequestResourceConfig(w: Writer, o: AlterConfigsRequestResourceConfigInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const value = o.value
    ;(v >= 2 ? w.compactString(value) : w.string(value))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterConfigsRequestResource(r: Reader, v: number): AlterConfigsRequestResource {
    const resourceType = r.i8()
    const resourceName = (v >= 2 ? r.compactString() : r.string())
    let configs: AlterConfigsRequestResourceConfig[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<AlterConfigsRequestResourceConfig>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterConfigsRequestResourceConfig(r, v)
      configs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterConfigsRequestResource = { resourceType, resourceName, configs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterConfigsRequestResource(o: AlterConfigsRequestResourceInput, v: number): number {
    let size$ = 1
    const resourceName = o.resourceName
    size$ += (v >= 2 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const configs = o.configs
    size$ += (v >= 2 ? uvarintBytes(configs.length + 1) : 4)
    for (const item of configs) size$ += sizeAlterConfigsRequestResourceConfig(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterConfigsRequestResource(w: Writer, o: AlterConfigsRequestResourceInput, v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 2 ? w.compactString(resourceName) : w.string(resourceName))
    const configs = o.configs
    ;(v >= 2 ? w.uvarint(configs.length + 1) : w.i32(configs.length))
    for (const item of configs) writeAlterConfigsRequestResourceConfig(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterConfigsRequest(r: Reader, v: number): AlterConfigsRequest {
    let resources: AlterConfigsRequestResource[]
    {
      const count$ = (v >= 2 ? r.compactCount(4, 88) : r.count(4, 88))
      const list$ = new Array<AlterConfigsRequestResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterConfigsRequestResource(r, v)
      resources = list$
    }
    const validateOnly = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterConfigsRequest = { resources, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterConfigsRequest(o: AlterConfigsRequestInput, v: number): number {
    let size$ = 1
    const resources = o.resources
    size$ += (v >= 2 ? uvarintBytes(resources.length + 1) : 4)
    for (const item of resources) size$ += sizeAlterConfigsRequestResource(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterConfigsRequest(w: Writer, o: AlterConfigsRequestInput, v: number): void {
    const resources = o.resources
    ;(v >= 2 ? w.uvarint(resources.length + 1) : w.i32(resources.length))
    for (const item of resources) writeAlterConfigsRequestResource(w, item, v)
    const validateOnly = o.validateOnly
    w.bool(validateOnly)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const alterConfigsRequest: MessageCodec<AlterConfigsRequest, AlterConfigsRequestInput> = {
    name: 'AlterConfigsRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readAlterConfigsRequest,
    encode: writeAlterConfigsRequest,
    size: sizeAlterConfigsRequest
  }

  function readAlterConfigsResponseResource(r: Reader, v: number): AlterConfigsResponseResource {
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const resourceType = r.i8()
    const resourceName = (v >= 2 ? r.compactString() : r.string())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterConfigsResponseResource = { errorCode, errorMessage, resourceType, resourceName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterConfigsResponseResource(o: AlterConfigsResponseResourceInput, v: number): number {
    let size$ = 3
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const resourceName = o.resourceName
    size$ += (v >= 2 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterConfigsResponseResource(w: Writer, o: AlterConfigsResponseResourceInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 2 ? w.compactString(resourceName) : w.string(resourceName))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterConfigsResponse(r: Reader, v: number): AlterConfigsResponse {
    const throttleTimeMs = r.i32()
    let responses: AlterConfigsResponseResource[]
    {
      const count$ = (v >= 2 ? r.compactCount(6, 64) : r.count(6, 64))
      const list$ = new Array<AlterConfigsResponseResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterConfigsResponseResource(r, v)
      responses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterConfigsResponse = { throttleTimeMs, responses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterConfigsResponse(o: AlterConfigsResponseInput, v: number): number {
    let size$ = 4
    const responses = o.responses
    size$ += (v >= 2 ? uvarintBytes(responses.length + 1) : 4)
    for (const item of responses) size$ += sizeAlterConfigsResponseResource(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterConfigsResponse(w: Writer, o: AlterConfigsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const responses = o.responses
    ;(v >= 2 ? w.uvarint(responses.length + 1) : w.i32(responses.length))
    for (const item of responses) writeAlterConfigsResponseResource(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const alterConfigsResponse: MessageCodec<AlterConfigsResponse, AlterConfigsResponseInput> = {
    name: 'AlterConfigsResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readAlterConfigsResponse,
    encode: writeAlterConfigsResponse,
    size: sizeAlterConfigsResponse
  }

  return { alterConfigsRequest, alterConfigsResponse }
}
