// Generated from protocol-specs/metadata-AbortTransactionRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AbortTransactionRecord {
  reason: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AbortTransactionRecordInput {
  readonly reason?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAbortTransactionRecord(r: Reader, _v: number): AbortTransactionRecord {
    let reason: string | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          reason = r.compactNullableString()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: AbortTransactionRecord = { reason }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAbortTransactionRecord(o: AbortTransactionRecordInput, v: number): number {
    let size$ = 0
    const reason = o.reason === undefined ? null : o.reason
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(reason === null)) {
      tags$++
      size$ += tagBytes(0, sizeTagAbortTransactionRecordReason(reason, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagAbortTransactionRecordReason(reason: string | null, _v: number): number {
    let size$ = 0
    size$ += compactStringBytes(reason)
    return size$
  }

  function writeAbortTransactionRecord(w: Writer, o: AbortTransactionRecordInput, v: number): void {
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const reasonTag = o.reason === undefined ? null : o.reason
    const hasReason = !(reasonTag === null)
    if (hasReason) tags$++
    w.uvarint(tags$)
    if (hasReason) {
      w.uvarint(0)
      w.uvarint(sizeTagAbortTransactionRecordReason(reasonTag, v))
      w.compactString(reasonTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const abortTransactionRecord: MessageCodec<AbortTransactionRecord, AbortTransactionRecordInput> = {
    name: 'AbortTransactionRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAbortTransactionRecord,
    encode: writeAbortTransactionRecord,
    size: sizeAbortTransactionRecord
  }

  return { abortTransactionRecord }
}
