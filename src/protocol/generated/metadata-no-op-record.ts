// Generated from protocol-specs/metadata-NoOpRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface NoOpRecord {
  unknownTags?: readonly UnknownTag[]
}

export interface NoOpRecordInput {
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readNoOpRecord(r: Reader, _v: number): NoOpRecord {
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: NoOpRecord = {}
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeNoOpRecord(o: NoOpRecordInput, _v: number): number {
    let size$ = 0
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeNoOpRecord(w: Writer, o: NoOpRecordInput, _v: number): void {
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const noOpRecord: MessageCodec<NoOpRecord, NoOpRecordInput> = {
    name: 'NoOpRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readNoOpRecord,
    encode: writeNoOpRecord,
    size: sizeNoOpRecord
  }

  return { noOpRecord }
}
