// Generated from protocol-specs/metadata-FeatureLevelRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface FeatureLevelRecord {
  name: string
  featureLevel: number
  unknownTags?: readonly UnknownTag[]
}

export interface FeatureLevelRecordInput {
  readonly name: string
  readonly featureLevel: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readFeatureLevelRecord(r: Reader, _v: number): FeatureLevelRecord {
    const name = r.compactString()
    const featureLevel = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FeatureLevelRecord = { name, featureLevel }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFeatureLevelRecord(o: FeatureLevelRecordInput, _v: number): number {
    let size$ = 2
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFeatureLevelRecord(w: Writer, o: FeatureLevelRecordInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const featureLevel = o.featureLevel
    w.i16(featureLevel)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const featureLevelRecord: MessageCodec<FeatureLevelRecord, FeatureLevelRecordInput> = {
    name: 'FeatureLevelRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readFeatureLevelRecord,
    encode: writeFeatureLevelRecord,
    size: sizeFeatureLevelRecord
  }

  return { featureLevelRecord }
}
