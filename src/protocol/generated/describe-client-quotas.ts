// Generated from protocol-specs/48-DescribeClientQuotas.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeClientQuotasRequestComponent {
  entityType: string
  matchType: number
  match: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasRequestComponentInput {
  readonly entityType: string
  readonly matchType: number
  readonly match: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClientQuotasRequest {
  components: DescribeClientQuotasRequestComponent[]
  strict: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasRequestInput {
  readonly components: readonly DescribeClientQuotasRequestComponentInput[]
  readonly strict: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClientQuotasResponseEntryEntity {
  entityType: string
  entityName: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasResponseEntryEntityInput {
  readonly entityType: string
  readonly entityName: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClientQuotasResponseEntryValue {
  key: string
  value: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasResponseEntryValueInput {
  readonly key: string
  readonly value: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClientQuotasResponseEntry {
  entity: DescribeClientQuotasResponseEntryEntity[]
  values: DescribeClientQuotasResponseEntryValue[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasResponseEntryInput {
  readonly entity: readonly DescribeClientQuotasResponseEntryEntityInput[]
  readonly values: readonly DescribeClientQuotasResponseEntryValueInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClientQuotasResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  entries: DescribeClientQuotasResponseEntry[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClientQuotasResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly entries: readonly DescribeClientQuotasResponseEntryInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeClientQuotasRequestComponent(r: Reader, v: number): DescribeClientQuotasRequestComponent {
    const entityType = (v >= 1 ? r.compactString() : r.string())
    const matchType = r.i8()
    const match = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasRequestComponent = { entityType, matchType, match }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasRequestComponent(o: DescribeClientQuotasRequestComponentInput, v: number): number {
    let size$ = 1
    const entityType = o.entityType
    size$ += (v >= 1 ? compactStringBytes(entityType) : 2 + stringBytes(entityType))
    const match = o.match
    size$ += (v >= 1 ? compactStringBytes(match) : 2 + (match === null ? 0 : stringBytes(match)))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasRequestComponent(w: Writer, o: DescribeClientQuotasRequestComponentInput, v: number): void {
    const entityType = o.entityType
    ;(v >= 1 ? w.compactString(entityType) : w.string(entityType))
    const matchType = o.matchType
    w.i8(matchType)
    const match = o.match
    ;(v >= 1 ? w.compactString(match) : w.string(match))
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeClientQuotasRequest(r: Reader, v: number): DescribeClientQuotasRequest {
    let components: DescribeClientQuotasRequestComponent[]
    {
      const count$ = (v >= 1 ? r.compactCount(4, 56) : r.count(4, 56))
      const list$ = new Array<DescribeClientQuotasRequestComponent>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeClientQuotasRequestComponent(r, v)
      components = list$
    }
    const strict = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasRequest = { components, strict }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasRequest(o: DescribeClientQuotasRequestInput, v: number): number {
    let size$ = 1
    const components = o.components
    size$ += (v >= 1 ? uvarintBytes(components.length + 1) : 4)
    for (const item of components) size$ += sizeDescribeClientQuotasRequestComponent(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasRequest(w: Writer, o: DescribeClientQuotasRequestInput, v: number): void {
    const components = o.components
    ;(v >= 1 ? w.uvarint(components.length + 1) : w.i32(components.length))
    for (const item of components) writeDescribeClientQuotasRequestComponent(w, item, v)
    const strict = o.strict
    w.bool(strict)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeClientQuotasRequest: MessageCodec<DescribeClientQuotasRequest, DescribeClientQuotasRequestInput> = {
    name: 'DescribeClientQuotasRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readDescribeClientQuotasRequest,
    encode: writeDescribeClientQuotasRequest,
    size: sizeDescribeClientQuotasRequest
  }

  function readDescribeClientQuotasResponseEntryEntity(r: Reader, v: number): DescribeClientQuotasResponseEntryEntity {
    const entityType = (v >= 1 ? r.compactString() : r.string())
    const entityName = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasResponseEntryEntity = { entityType, entityName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasResponseEntryEntity(o: DescribeClientQuotasResponseEntryEntityInput, v: number): number {
    let size$ = 0
    const entityType = o.entityType
    size$ += (v >= 1 ? compactStringBytes(entityType) : 2 + stringBytes(entityType))
    const entityName = o.entityName
    size$ += (v >= 1 ? compactStringBytes(entityName) : 2 + (entityName === null ? 0 : stringBytes(entityName)))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasResponseEntryEntity(w: Writer, o: DescribeClientQuotasResponseEntryEntityInput, v: number): void {
    const entityType = o.entityType
    ;(v >= 1 ? w.compactString(entityType) : w.string(entityType))
    const entityName = o.entityName
    ;(v >= 1 ? w.compactString(entityName) : w.string(entityName))
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeClientQuotasResponseEntryValue(r: Reader, v: number): DescribeClientQuotasResponseEntryValue {
    const key = (v >= 1 ? r.compactString() : r.string())
    const value = r.f64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasResponseEntryValue = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasResponseEntryValue(o: DescribeClientQuotasResponseEntryValueInput, v: number): number {
    let size$ = 8
    const key = o.key
    size$ += (v >= 1 ? compactStringBytes(key) : 2 + stringBytes(key))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasResponseEntryValue(w: Writer, o: DescribeClientQuotasResponseEntryValueInput, v: number): void {
    const key = o.key
    ;(v >= 1 ? w.compactString(key) : w.string(key))
    const value = o.value
    w.f64(value)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeClientQuotasResponseEntry(r: Reader, v: number): DescribeClientQuotasResponseEntry {
    let entity: DescribeClientQuotasResponseEntryEntity[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<DescribeClientQuotasResponseEntryEntity>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeClientQuotasResponseEntryEntity(r, v)
      entity = list$
    }
    let values: DescribeClientQuotasResponseEntryValue[]
    {
      const count$ = (v >= 1 ? r.compactCount(10, 64) : r.count(10, 64))
      const list$ = new Array<DescribeClientQuotasResponseEntryValue>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeClientQuotasResponseEntryValue(r, v)
      values = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasResponseEntry = { entity, values }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasResponseEntry(o: DescribeClientQuotasResponseEntryInput, v: number): number {
    let size$ = 0
    const entity = o.entity
    size$ += (v >= 1 ? uvarintBytes(entity.length + 1) : 4)
    for (const item of entity) size$ += sizeDescribeClientQuotasResponseEntryEntity(item, v)
    const values = o.values
    size$ += (v >= 1 ? uvarintBytes(values.length + 1) : 4)
    for (const item of values) size$ += sizeDescribeClientQuotasResponseEntryValue(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasResponseEntry(w: Writer, o: DescribeClientQuotasResponseEntryInput, v: number): void {
    const entity = o.entity
    ;(v >= 1 ? w.uvarint(entity.length + 1) : w.i32(entity.length))
    for (const item of entity) writeDescribeClientQuotasResponseEntryEntity(w, item, v)
    const values = o.values
    ;(v >= 1 ? w.uvarint(values.length + 1) : w.i32(values.length))
    for (const item of values) writeDescribeClientQuotasResponseEntryValue(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeClientQuotasResponse(r: Reader, v: number): DescribeClientQuotasResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let entries: DescribeClientQuotasResponseEntry[] | null
    {
      const count$ = (v >= 1 ? r.compactNullableCount(3, 112) : r.nullableCount(3, 112))
      if (count$ < 0) entries = null
      else {
        const list$ = new Array<DescribeClientQuotasResponseEntry>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeClientQuotasResponseEntry(r, v)
        entries = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeClientQuotasResponse = { throttleTimeMs, errorCode, errorMessage, entries }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClientQuotasResponse(o: DescribeClientQuotasResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += (v >= 1 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const entries = o.entries
    if (entries === null) size$ += (v >= 1 ? 1 : 4)
    else {
      size$ += (v >= 1 ? uvarintBytes(entries.length + 1) : 4)
      for (const item of entries) size$ += sizeDescribeClientQuotasResponseEntry(item, v)
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeClientQuotasResponse(w: Writer, o: DescribeClientQuotasResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 1 ? w.compactString(errorMessage) : w.string(errorMessage))
    const entries = o.entries
    if (entries === null) (v >= 1 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 1 ? w.uvarint(entries.length + 1) : w.i32(entries.length))
      for (const item of entries) writeDescribeClientQuotasResponseEntry(w, item, v)
    }
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeClientQuotasResponse: MessageCodec<DescribeClientQuotasResponse, DescribeClientQuotasResponseInput> = {
    name: 'DescribeClientQuotasResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readDescribeClientQuotasResponse,
    encode: writeDescribeClientQuotasResponse,
    size: sizeDescribeClientQuotasResponse
  }

  return { describeClientQuotasRequest, describeClientQuotasResponse }
}
