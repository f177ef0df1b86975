// Generated from protocol-specs/metadata-RemoveDelegationTokenRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoveDelegationTokenRecord {
  tokenId: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveDelegationTokenRecordInput {
  readonly tokenId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoveDelegationTokenRecord(r: Reader, _v: number): RemoveDelegationTokenRecord {
    const tokenId = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveDelegationTokenRecord = { tokenId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveDelegationTokenRecord(o: RemoveDelegationTokenRecordInput, _v: number): number {
    let size$ = 0
    const tokenId = o.tokenId
    size$ += compactStringBytes(tokenId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveDelegationTokenRecord(w: Writer, o: RemoveDelegationTokenRecordInput, _v: number): void {
    const tokenId = o.tokenId
    w.compactString(tokenId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const removeDelegationTokenRecord: MessageCodec<RemoveDelegationTokenRecord, RemoveDelegationTokenRecordInput> = {
    name: 'RemoveDelegationTokenRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveDelegationTokenRecord,
    encode: writeRemoveDelegationTokenRecord,
    size: sizeRemoveDelegationTokenRecord
  }

  return { removeDelegationTokenRecord }
}
