// Generated from protocol-specs/metadata-ClientQuotaRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ClientQuotaRecordEntity {
  entityType: string
  entityName: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ClientQuotaRecordEntityInput {
  readonly entityType: string
  readonly entityName: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ClientQuotaRecord {
  entity: ClientQuotaRecordEntity[]
  key: string
  value: number
  remove: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface ClientQuotaRecordInput {
  readonly entity: readonly ClientQuotaRecordEntityInput[]
  readonly key: string
  readonly value: number
  readonly remove: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readClientQuotaRecordEntity(r: Reader, _v: number): ClientQuotaRecordEntity {
    const entityType = r.compactString()
    const entityName = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ClientQuotaRecordEntity = { entityType, entityName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeClientQuotaRecordEntity(o: ClientQuotaRecordEntityInput, _v: number): number {
    let size$ = 0
    const entityType = o.entityType
    size$ += compactStringBytes(entityType)
    const entityName = o.entityName
    size$ += compactStringBytes(entityName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeClientQuotaRecordEntity(w: Writer, o: ClientQuotaRecordEntityInput, _v: number): void {
    const entityType = o.entityType
    w.compactString(entityType)
    const entityName = o.entityName
    w.compactString(entityName)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readClientQuotaRecord(r: Reader, v: number): ClientQuotaRecord {
    let entity: ClientQuotaRecordEntity[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<ClientQuotaRecordEntity>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readClientQuotaRecordEntity(r, v)
      entity = list$
    }
    const key = r.compactString()
    const value = r.f64()
    const remove = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ClientQuotaRecord = { entity, key, value, remove }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeClientQuotaRecord(o: ClientQuotaRecordInput, v: number): number {
    let size$ = 9
    const entity = o.entity
    size$ += uvarintBytes(entity.length + 1)
    for (const item of entity) size$ += sizeClientQuotaRecordEntity(item, v)
    const key = o.key
    size$ += compactStringBytes(key)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeClientQuotaRecord(w: Writer, o: ClientQuotaRecordInput, v: number): void {
    const entity = o.entity
    w.uvarint(entity.length + 1)
    for (const item of entity) writeClientQuotaRecordEntity(w, item, v)
    const key = o.key
    w.compactString(key)
    const value = o.value
    w.f64(value)
    const remove = o.remove
    w.bool(remove)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const clientQuotaRecord: MessageCodec<ClientQuotaRecord, ClientQuotaRecordInput> = {
    name: 'ClientQuotaRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readClientQuotaRecord,
    encode: writeClientQuotaRecord,
    size: sizeClientQuotaRecord
  }

  return { clientQuotaRecord }
}
