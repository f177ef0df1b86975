// Generated from protocol-specs/metadata-ConfigRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConfigRecord {
  resourceType: number
  resourceName: string
  name: string
  value: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ConfigRecordInput {
  readonly resourceType: number
  readonly resourceName: string
  readonly name: string
  readonly value: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConfigRecord(r: Reader, _v: number): ConfigRecord {
    const resourceType = r.i8()
    const resourceName = r.compactString()
    const name = r.compactString()
    const value = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConfigRecord = { resourceType, resourceName, name, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConfigRecord(o: ConfigRecordInput, _v: number): number {
    let size$ = 1
    const resourceName = o.resourceName
    size$ += compactStringBytes(resourceName)
    const name = o.name
    size$ += compactStringBytes(name)
    const value = o.value
    size$ += compactStringBytes(value)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConfigRecord(w: Writer, o: ConfigRecordInput, _v: number): void {
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    w.compactString(resourceName)
    const name = o.name
    w.compactString(name)
    const value = o.value
    w.compactString(value)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const configRecord: MessageCodec<ConfigRecord, ConfigRecordInput> = {
    name: 'ConfigRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConfigRecord,
    encode: writeConfigRecord,
    size: sizeConfigRecord
  }

  return { configRecord }
}
