// Generated from protocol-specs/metadata-EndTransactionRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface EndTransactionRecord {
  unknownTags?: readonly UnknownTag[]
}

export interface EndTransactionRecordInput {
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readEndTransactionRecord(r: Reader, _v: number): EndTransactionRecord {
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EndTransactionRecord = {}
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndTransactionRecord(o: EndTransactionRecordInput, _v: number): number {
    let size$ = 0
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeEndTransactionRecord(w: Writer, o: EndTransactionRecordInput, _v: number): void {
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const endTransactionRecord: MessageCodec<EndTransactionRecord, EndTransactionRecordInput> = {
    name: 'EndTransactionRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readEndTransactionRecord,
    encode: writeEndTransactionRecord,
    size: sizeEndTransactionRecord
  }

  return { endTransactionRecord }
}
