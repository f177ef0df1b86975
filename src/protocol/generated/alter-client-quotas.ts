// Generated from protocol-specs/49-AlterClientQuotas.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterClientQuotasRequestEntryEntity {
  entityType: string
  entityName: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasRequestEntryEntityInput {
  readonly entityType: string
  readonly entityName: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasRequestEntryOp {
  key: string
  value: number
  remove: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasRequestEntryOpInput {
  readonly key: string
  readonly value: number
  readonly remove: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasRequestEntry {
  entity: AlterClientQuotasRequestEntryEntity[]
  ops: AlterClientQuotasRequestEntryOp[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasRequestEntryInput {
  readonly entity: readonly AlterClientQuotasRequestEntryEntityInput[]
  readonly ops: readonly AlterClientQuotasRequestEntryOpInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasRequest {
  entries: AlterClientQuotasRequestEntry[]
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasRequestInput {
  readonly entries: readonly AlterClientQuotasRequestEntryInput[]
  readonly validateOnly: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasResponseEntryEntity {
  entityType: string
  entityName: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasResponseEntryEntityInput {
  readonly entityType: string
  readonly entityName: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasResponseEntry {
  errorCode: number
  errorMessage: string | null
  entity: AlterClientQuotasResponseEntryEntity[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasResponseEntryInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly entity: readonly AlterClientQuotasResponseEntryEntityInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterClientQuotasResponse {
  throttleTimeMs: number
  entries: AlterClientQuotasResponseEntry[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterClientQuotasResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly entries: readonly AlterClientQuotasResponseEntryInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAlterClientQuotasRequestEntryEntity(r: Reader, v: number): AlterClientQuotasRequestEntryEntity {
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
    const value$: AlterClientQuotasRequestEntryEntity = { entityType, entityName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasRequestEntryEntity(o: AlterClientQuotasRequestEntryEntityInput, v: number): number {
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

  function writeAlterClientQuotasRequestEntryEntity(w: Writer, o: AlterClientQuotasRequestEntryEntityInput, v: number): void {
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

  function readAlterClientQuotasRequestEntryOp(r: Reader, v: number): AlterClientQuotasRequestEntryOp {
    const key = (v >= 1 ? r.compactString() : r.string())
    const value = r.f64()
    const remove = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterClientQuotasRequestEntryOp = { key, value, remove }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasRequestEntryOp(o: AlterClientQuotasRequestEntryOpInput, v: number): number {
    let size$ = 9
    const key = o.key
    size$ += (v >= 1 ? compactStringBytes(key) : 2 + stringBytes(key))
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterClientQuotasRequestEntryOp(w: Writer, o: AlterClientQuotasRequestEntryOpInput, v: number): void {
    const key = o.key
    ;(v >= 1 ? w.compactString(key) : w.string(key))
    const value = o.value
    w.f64(value)
    const remove = o.remove
    w.bool(remove)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterClientQuotasRequestEntry(r: Reader, v: number): AlterClientQuotasRequestEntry {
    let entity: AlterClientQuotasRequestEntryEntity[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<AlterClientQuotasRequestEntryEntity>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterClientQuotasRequestEntryEntity(r, v)
      entity = list$
    }
    let ops: AlterClientQuotasRequestEntryOp[]
    {
      const count$ = (v >= 1 ? r.compactCount(11, 72) : r.count(11, 72))
      const list$ = new Array<AlterClientQuotasRequestEntryOp>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterClientQuotasRequestEntryOp(r, v)
      ops = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterClientQuotasRequestEntry = { entity, ops }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasRequestEntry(o: AlterClientQuotasRequestEntryInput, v: number): number {
    let size$ = 0
    const entity = o.entity
    size$ += (v >= 1 ? uvarintBytes(entity.length + 1) : 4)
    for (const item of entity) size$ += sizeAlterClientQuotasRequestEntryEntity(item, v)
    const ops = o.ops
    size$ += (v >= 1 ? uvarintBytes(ops.length + 1) : 4)
    for (const item of ops) size$ += sizeAlterClientQuotasRequestEntryOp(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterClientQuotasRequestEntry(w: Writer, o: AlterClientQuotasRequestEntryInput, v: number): void {
    const entity = o.entity
    ;(v >= 1 ? w.uvarint(entity.length + 1) : w.i32(entity.length))
    for (const item of entity) writeAlterClientQuotasRequestEntryEntity(w, item, v)
    const ops = o.ops
    ;(v >= 1 ? w.uvarint(ops.length + 1) : w.i32(ops.length))
    for (const item of ops) writeAlterClientQuotasRequestEntryOp(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterClientQuotasRequest(r: Reader, v: number): AlterClientQuotasRequest {
    let entries: AlterClientQuotasRequestEntry[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 112) : r.count(3, 112))
      const list$ = new Array<AlterClientQuotasRequestEntry>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterClientQuotasRequestEntry(r, v)
      entries = list$
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
    const value$: AlterClientQuotasRequest = { entries, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasRequest(o: AlterClientQuotasRequestInput, v: number): number {
    let size$ = 1
    const entries = o.entries
    size$ += (v >= 1 ? uvarintBytes(entries.length + 1) : 4)
    for (const item of entries) size$ += sizeAlterClientQuotasRequestEntry(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterClientQuotasRequest(w: Writer, o: AlterClientQuotasRequestInput, v: number): void {
    const entries = o.entries
    ;(v >= 1 ? w.uvarint(entries.length + 1) : w.i32(entries.length))
    for (const item of entries) writeAlterClientQuotasRequestEntry(w, item, v)
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

  const alterClientQuotasRequest: MessageCodec<AlterClientQuotasRequest, AlterClientQuotasRequestInput> = {
    name: 'AlterClientQuotasRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readAlterClientQuotasRequest,
    encode: writeAlterClientQuotasRequest,
    size: sizeAlterClientQuotasRequest
  }

  function readAlterClientQuotasResponseEntryEntity(r: Reader, v: number): AlterClientQuotasResponseEntryEntity {
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
    const value$: AlterClientQuotasResponseEntryEntity = { entityType, entityName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasResponseEntryEntity(o: AlterClientQuotasResponseEntryEntityInput, v: number): number {
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

  function writeAlterClientQuotasResponseEntryEntity(w: Writer, o: AlterClientQuotasResponseEntryEntityInput, v: number): void {
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

  function readAlterClientQuotasResponseEntry(r: Reader, v: number): AlterClientQuotasResponseEntry {
    const errorCode = r.i16()
    const errorMessage = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let entity: AlterClientQuotasResponseEntryEntity[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<AlterClientQuotasResponseEntryEntity>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterClientQuotasResponseEntryEntity(r, v)
      entity = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterClientQuotasResponseEntry = { errorCode, errorMessage, entity }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasResponseEntry(o: AlterClientQuotasResponseEntryInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage
    size$ += (v >= 1 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const entity = o.entity
    size$ += (v >= 1 ? uvarintBytes(entity.length + 1) : 4)
    for (const item of entity) size$ += sizeAlterClientQuotasResponseEntryEntity(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterClientQuotasResponseEntry(w: Writer, o: AlterClientQuotasResponseEntryInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 1 ? w.compactString(errorMessage) : w.string(errorMessage))
    const entity = o.entity
    ;(v >= 1 ? w.uvarint(entity.length + 1) : w.i32(entity.length))
    for (const item of entity) writeAlterClientQuotasResponseEntryEntity(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterClientQuotasResponse(r: Reader, v: number): AlterClientQuotasResponse {
    const throttleTimeMs = r.i32()
    let entries: AlterClientQuotasResponseEntry[]
    {
      const count$ = (v >= 1 ? r.compactCount(5, 88) : r.count(5, 88))
      const list$ = new Array<AlterClientQuotasResponseEntry>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterClientQuotasResponseEntry(r, v)
      entries = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterClientQuotasResponse = { throttleTimeMs, entries }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterClientQuotasResponse(o: AlterClientQuotasResponseInput, v: number): number {
    let size$ = 4
    const entries = o.entries
    size$ += (v >= 1 ? uvarintBytes(entries.length + 1) : 4)
    for (const item of entries) size$ += sizeAlterClientQuotasResponseEntry(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterClientQuotasResponse(w: Writer, o: AlterClientQuotasResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const entries = o.entries
    ;(v >= 1 ? w.uvarint(entries.length + 1) : w.i32(entries.length))
    for (const item of entries) writeAlterClientQuotasResponseEntry(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const alterClientQuotasResponse: MessageCodec<AlterClientQuotasResponse, AlterClientQuotasResponseInput> = {
    name: 'AlterClientQuotasResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readAlterClientQuotasResponse,
    encode: writeAlterClientQuotasResponse,
    size: sizeAlterClientQuotasResponse
  }

  return { alterClientQuotasRequest, alterClientQuotasResponse }
}
