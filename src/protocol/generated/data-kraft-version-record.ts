// Generated from protocol-specs/data-KRaftVersionRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface KRaftVersionRecord {
  version: number
  kRaftVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface KRaftVersionRecordInput {
  readonly version: number
  readonly kRaftVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readKRaftVersionRecord(r: Reader, _v: number): KRaftVersionRecord {
    const version = r.i16()
    const kRaftVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: KRaftVersionRecord = { version, kRaftVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeKRaftVersionRecord(o: KRaftVersionRecordInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeKRaftVersionRecord(w: Writer, o: KRaftVersionRecordInput, _v: number): void {
    const version = o.version
    w.i16(version)
    const kRaftVersion = o.kRaftVersion
    w.i16(kRaftVersion)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const kRaftVersionRecord: MessageCodec<KRaftVersionRecord, KRaftVersionRecordInput> = {
    name: 'KRaftVersionRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readKRaftVersionRecord,
    encode: writeKRaftVersionRecord,
    size: sizeKRaftVersionRecord
  }

  return { kRaftVersionRecord }
}
