// Generated from protocol-specs/metadata-BeginTransactionRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface BeginTransactionRecord {
  name: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface BeginTransactionRecordInput {
  readonly name?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readBeginTransactionRecord(r: Reader, _v: number): BeginTransactionRecord {
    let name: string | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          name = r.compactNullableString()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: BeginTransactionRecord = { name }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginTransactionRecord(o: BeginTransactionRecordInput, v: number): number {
    let size$ = 0
    const name = o.name === undefined ? null : o.name
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(name === null)) {
      tags$++
      size$ += tagBytes(0, sizeTagBeginTransactionRecordName(name, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagBeginTransactionRecordName(name: string | null, _v: number): number {
    let size$ = 0
    size$ += compactStringBytes(name)
    return size$
  }

  function writeBeginTransactionRecord(w: Writer, o: BeginTransactionRecordInput, v: number): void {
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const nameTag = o.name === undefined ? null : o.name
    const hasName = !(nameTag === null)
    if (hasName) tags$++
    w.uvarint(tags$)
    if (hasName) {
      w.uvarint(0)
      w.uvarint(sizeTagBeginTransactionRecordName(nameTag, v))
      w.compactString(nameTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const beginTransactionRecord: MessageCodec<BeginTransactionRecord, BeginTransactionRecordInput> = {
    name: 'BeginTransactionRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readBeginTransactionRecord,
    encode: writeBeginTransactionRecord,
    size: sizeBeginTransactionRecord
  }

  return { beginTransactionRecord }
}
