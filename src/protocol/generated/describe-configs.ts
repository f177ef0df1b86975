// Generated from protocol-specs/32-DescribeConfigs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeConfigsRequestResource {
  resourceType: number
  resourceName: string
  configurationKeys: string[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsRequestResourceInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly configurationKeys: readonly string[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeConfigsRequest {
  resources: DescribeConfigsRequestResource[]
  includeSynonyms: boolean
  includeDocumentation: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsRequestInput {
  readonly resources: readonly DescribeConfigsRequestResourceInput[]
  readonly includeSynonyms?: boolean | undefined
  readonly includeDocumentation?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeConfigsResponseResourceConfigSynonym {
  name: string
  value: string | null
  source: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsResponseResourceConfigSynonymInput {
  readonly name: string
  readonly value: string | null
  readonly source: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeConfigsResponseResourceConfig {
  name: string
  value: string | null
  readOnly: boolean
  isDefault: boolean
  configSource: number
  isSensitive: boolean
  synonyms: DescribeConfigsResponseResourceConfigSynonym[]
  configType: number
  documentation: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsResponseResourceConfigInput {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  readonly isDefault?: boolean | undefined
  readonly configSource?: number | undefined
  readonly isSensitive: boolean
  readonly synonyms?: readonly DescribeConfigsResponseResourceConfigSynonymInput[] | undefined
  readonly configType?: number | undefined
  readonly documentation?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeConfigsResponseResource {
  errorCode: number
  errorMessage: string | null
  resourceType: number
  resourceName: string
  configs: DescribeConfigsResponseResourceConfig[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsResponseResourceInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly resourceType: number
  readonly resourceName: string
  readonly configs: readonly DescribeConfigsResponseResourceConfigInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeConfigsResponse {
  throttleTimeMs: number
  results: DescribeConfigsResponseResource[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeConfigsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly DescribeConfigsResponseResourceInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeConfigsRequestResource(r: Reader, v: number): DescribeConfigsRequestResource {
    const resourceType = r.i8()
    const resourceName = (v >= 4 ? r.compactString() : r.string())
    let configurationKeys: string[] | null
    {
      const count$ = (v >= 4 ? r.compactNullableCount(1, 8) : r.nullableCount(1, 8))
      if (count$ < 0) configurationKeys = null
      else {
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = (v >= 4 ? r.compactString() : r.string())
        configurationKeys = list$
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
    const value$: DescribeConfigsRequestResource = { resourceType, resourceName, configurationKeys }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsRequestResource(o: DescribeConfigsRequestResourceInput, v: number): number {
    let size$ = 1
    const resourceName = o.resourceName
    size$ += (v >= 4 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const configurationKeys = o.configurationKeys
    if (configurationKeys === null) size$ += (v >= 4 ? 1 : 4)
    else {
      size$ += (v >= 4 ? uvarintBytes(configurationKeys.length + 1) : 4)
      for (const item of configurationKeys) size$ += (v >= 4 ? compactStringBytes(item) : 2 + stringBytes(item))
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsRequestResource(w: Writer, o: DescribeConfigsRequestResourceInput, v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 4 ? w.compactString(resourceName) : w.string(resourceName))
    const configurationKeys = o.configurationKeys
    if (configurationKeys === null) (v >= 4 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 4 ? w.uvarint(configurationKeys.length + 1) : w.i32(configurationKeys.length))
      for (const item of configurationKeys) (v >= 4 ? w.compactString(item) : w.string(item))
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeConfigsRequest(r: Reader, v: number): DescribeConfigsRequest {
    let resources: DescribeConfigsRequestResource[]
    {
      const count$ = (v >= 4 ? r.compactCount(4, 88) : r.count(4, 88))
      const list$ = new Array<DescribeConfigsRequestResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeConfigsRequestResource(r, v)
      resources = list$
    }
    let includeSynonyms: boolean
    if (!(v >= 1)) includeSynonyms = false
    else {
      includeSynonyms = r.bool()
    }
    let includeDocumentation: boolean
    if (!(v >= 3)) includeDocumentation = false
    else {
      includeDocumentation = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeConfigsRequest = { resources, includeSynonyms, includeDocumentation }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsRequest(o: DescribeConfigsRequestInput, v: number): number {
    let size$ = 0
    const resources = o.resources
    size$ += (v >= 4 ? uvarintBytes(resources.length + 1) : 4)
    for (const item of resources) size$ += sizeDescribeConfigsRequestResource(item, v)
    const includeSynonyms = o.includeSynonyms ?? false
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(includeSynonyms === false)) unsupported('DescribeConfigsRequest.includeSynonyms', v)
    const includeDocumentation = o.includeDocumentation ?? false
    if (v >= 3) {
      size$ += 1
    }
    if (!(v >= 3) && !(includeDocumentation === false)) unsupported('DescribeConfigsRequest.includeDocumentation', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsRequest(w: Writer, o: DescribeConfigsRequestInput, v: number): void {
    const resources = o.resources
    ;(v >= 4 ? w.uvarint(resources.length + 1) : w.i32(resources.length))
    for (const item of resources) writeDescribeConfigsRequestResource(w, item, v)
    if (v >= 1) {
      const includeSynonyms = o.includeSynonyms ?? false
      w.bool(includeSynonyms)
    }
    if (v >= 3) {
      const includeDocumentation = o.includeDocumentation ?? false
      w.bool(includeDocumentation)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeConfigsRequest: MessageCodec<DescribeConfigsRequest, DescribeConfigsRequestInput> = {
    name: 'DescribeConfigsRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readDescribeConfigsRequest,
    encode: writeDescribeConfigsRequest,
    size: sizeDescribeConfigsRequest
  }

  function readDescribeConfigsResponseResourceConfigSynonym(r: Reader, v: number): DescribeConfigsResponseResourceConfigSynonym {
    const name = (v >= 4 ? r.compactString() : r.string())
    const value = (v >= 4 ? r.compactNullableString() : r.nullableString())
    const source = r.i8()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeConfigsResponseResourceConfigSynonym = { name, value, source }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsResponseResourceConfigSynonym(o: DescribeConfigsResponseResourceConfigSynonymInput, v: number): number {
    let size$ = 1
    const name = o.name
    size$ += (v >= 4 ? compactStringBytes(name) : 2 + stringBytes(name))
    const value = o.value
    size$ += (v >= 4 ? compactStringBytes(value) : 2 + (value === null ? 0 : stringBytes(value)))
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsResponseResourceConfigSynonym(w: Writer, o: DescribeConfigsResponseResourceConfigSynonymInput, v: number): void {
    const name = o.name
    ;(v >= 4 ? w.compactString(name) : w.string(name))
    const value = o.value
    ;(v >= 4 ? w.compactString(value) : w.string(value))
    const source = o.source
    w.i8(source)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeConfigsResponseResourceConfig(r: Reader, v: number): DescribeConfigsResponseResourceConfig {
    const name = (v >= 4 ? r.compactString() : r.string())
    const value = (v >= 4 ? r.compactNullableString() : r.nullableString())
    const readOnly = r.bool()
    let isDefault: boolean
    if (!(v <= 0)) isDefault = false
    else {
      isDefault = r.bool()
    }
    let configSource: number
    if (!(v >= 1)) configSource = -1
    else {
      configSource = r.i8()
    }
    const isSensitive = r.bool()
    let synonyms: DescribeConfigsResponseResourceConfigSynonym[]
    if (!(v >= 1)) synonyms = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(4, 56) : r.count(4, 56))
        const list$ = new Array<DescribeConfigsResponseResourceConfigSynonym>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeConfigsResponseResourceConfigSynonym(r, v)
        synonyms = list$
      }
    }
    let configType: number
    if (!(v >= 3)) configType = 0
    else {
      configType = r.i8()
    }
    let documentation: string | null
    if (!(v >= 3)) documentation = ''
    else {
      documentation = (v >= 4 ? r.compactNullableString() : r.nullableString())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeConfigsResponseResourceConfig = { name, value, readOnly, isDefault, configSource, isSensitive, synonyms, configType, documentation }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsResponseResourceConfig(o: DescribeConfigsResponseResourceConfigInput, v: number): number {
    let size$ = 2
    const name = o.name
    size$ += (v >= 4 ? compactStringBytes(name) : 2 + stringBytes(name))
    const value = o.value
    size$ += (v >= 4 ? compactStringBytes(value) : 2 + (value === null ? 0 : stringBytes(value)))
    const isDefault = o.isDefault ?? false
    if (v <= 0) {
      size$ += 1
    }
    if (!(v <= 0) && !(isDefault === false)) unsupported('DescribeConfigsResponseResourceConfig.isDefault', v)
    if (v >= 1) {
      size$ += 1
    }
    const synonyms = o.synonyms ?? []
    if (v >= 1) {
      size$ += (v >= 4 ? uvarintBytes(synonyms.length + 1) : 4)
      for (const item of synonyms) size$ += sizeDescribeConfigsResponseResourceConfigSynonym(item, v)
    }
    if (v >= 3) {
      size$ += 1
    }
    const documentation = o.documentation === undefined ? '' : o.documentation
    if (v >= 3) {
      size$ += (v >= 4 ? compactStringBytes(documentation) : 2 + (documentation === null ? 0 : stringBytes(documentation)))
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsResponseResourceConfig(w: Writer, o: DescribeConfigsResponseResourceConfigInput, v: number): void {
    const name = o.name
    ;(v >= 4 ? w.compactString(name) : w.string(name))
    const value = o.value
    ;(v >= 4 ? w.compactString(value) : w.string(value))
    const readOnly = o.readOnly
    w.bool(readOnly)
    if (v <= 0) {
      const isDefault = o.isDefault ?? false
      w.bool(isDefault)
    }
    if (v >= 1) {
      const configSource = o.configSource ?? -1
      w.i8(configSource)
    }
    const isSensitive = o.isSensitive
    w.bool(isSensitive)
    if (v >= 1) {
      const synonyms = o.synonyms ?? []
      ;(v >= 4 ? w.uvarint(synonyms.length + 1) : w.i32(synonyms.length))
      for (const item of synonyms) writeDescribeConfigsResponseResourceConfigSynonym(w, item, v)
    }
    if (v >= 3) {
      const configType = o.configType ?? 0
      w.i8(configType)
    }
    if (v >= 3) {
      const documentation = o.documentation === undefined ? '' : o.documentation
      ;(v >= 4 ? w.compactString(documentation) : w.string(documentation))
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeConfigsResponseResource(r: Reader, v: number): DescribeConfigsResponseResource {
    const errorCode = r.i16()
    const errorMessage = (v >= 4 ? r.compactNullableString() : r.nullableString())
    const resourceType = r.i8()
    const resourceName = (v >= 4 ? r.compactString() : r.string())
    let configs: DescribeConfigsResponseResourceConfig[]
    {
      const count$ = (v >= 4 ? r.compactCount(7, 136) : r.count(7, 136))
      const list$ = new Array<DescribeConfigsResponseResourceConfig>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeConfigsResponseResourceConfig(r, v)
      configs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeConfigsResponseResource = { errorCode, errorMessage, resourceType, resourceName, configs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsResponseResource(o: DescribeConfigsResponseResourceInput, v: number): number {
    let size$ = 3
    const errorMessage = o.errorMessage
    size$ += (v >= 4 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const resourceName = o.resourceName
    size$ += (v >= 4 ? compactStringBytes(resourceName) : 2 + stringBytes(resourceName))
    const configs = o.configs
    size$ += (v >= 4 ? uvarintBytes(configs.length + 1) : 4)
    for (const item of configs) size$ += sizeDescribeConfigsResponseResourceConfig(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsResponseResource(w: Writer, o: DescribeConfigsResponseResourceInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 4 ? w.compactString(errorMessage) : w.string(errorMessage))
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    ;(v >= 4 ? w.compactString(resourceName) : w.string(resourceName))
    const configs = o.configs
    ;(v >= 4 ? w.uvarint(configs.length + 1) : w.i32(configs.length))
    for (const item of configs) writeDescribeConfigsResponseResourceConfig(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeConfigsResponse(r: Reader, v: number): DescribeConfigsResponse {
    const throttleTimeMs = r.i32()
    let results: DescribeConfigsResponseResource[]
    {
      const count$ = (v >= 4 ? r.compactCount(7, 104) : r.count(7, 104))
      const list$ = new Array<DescribeConfigsResponseResource>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeConfigsResponseResource(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeConfigsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeConfigsResponse(o: DescribeConfigsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += (v >= 4 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeDescribeConfigsResponseResource(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeConfigsResponse(w: Writer, o: DescribeConfigsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    ;(v >= 4 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeDescribeConfigsResponseResource(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeConfigsResponse: MessageCodec<DescribeConfigsResponse, DescribeConfigsResponseInput> = {
    name: 'DescribeConfigsResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readDescribeConfigsResponse,
    encode: writeDescribeConfigsResponse,
    size: sizeDescribeConfigsResponse
  }

  return { describeConfigsRequest, describeConfigsResponse }
}
