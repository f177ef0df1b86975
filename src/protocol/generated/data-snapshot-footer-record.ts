// Generated from protocol-specs/data-SnapshotFooterRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface SnapshotFooterRecord {
  version: number
  unknownTags?: readonly UnknownTag[]
}

export interface SnapshotFooterRecordInput {
  readonly version: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readSnapshotFooterRecord(r: Reader, _v: number): SnapshotFooterRecord {
    const version = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: SnapshotFooterRecord = { version }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSnapshotFooterRecord(o: SnapshotFooterRecordInput, _v: number): number {
    let size$ = 2
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeSnapshotFooterRecord(w: Writer, o: SnapshotFooterRecordInput, _v: number): void {
    const version = o.version
    w.i16(version)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const snapshotFooterRecord: MessageCodec<SnapshotFooterRecord, SnapshotFooterRecordInput> = {
    name: 'SnapshotFooterRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readSnapshotFooterRecord,
    encode: writeSnapshotFooterRecord,
    size: sizeSnapshotFooterRecord
  }

  return { snapshotFooterRecord }
}
