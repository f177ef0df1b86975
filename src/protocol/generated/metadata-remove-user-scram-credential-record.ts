// Generated from protocol-specs/metadata-RemoveUserScramCredentialRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoveUserScramCredentialRecord {
  name: string
  mechanism: number
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveUserScramCredentialRecordInput {
  readonly name: string
  readonly mechanism: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoveUserScramCredentialRecord(r: Reader, _v: number): RemoveUserScramCredentialRecord {
    const name = r.compactString()
    const mechanism = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveUserScramCredentialRecord = { name, mechanism }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveUserScramCredentialRecord(o: RemoveUserScramCredentialRecordInput, _v: number): number {
    let size$ = 1
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveUserScramCredentialRecord(w: Writer, o: RemoveUserScramCredentialRecordInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const mechanism = o.mechanism
    w.i8(mechanism)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const removeUserScramCredentialRecord: MessageCodec<RemoveUserScramCredentialRecord, RemoveUserScramCredentialRecordInput> = {
    name: 'RemoveUserScramCredentialRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveUserScramCredentialRecord,
    encode: writeRemoveUserScramCredentialRecord,
    size: sizeRemoveUserScramCredentialRecord
  }

  return { removeUserScramCredentialRecord }
}
