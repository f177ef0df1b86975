// Generated from protocol-specs/metadata-RemoveAccessControlEntryRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoveAccessControlEntryRecord {
  id: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveAccessControlEntryRecordInput {
  readonly id: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoveAccessControlEntryRecord(r: Reader, _v: number): RemoveAccessControlEntryRecord {
    const id = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveAccessControlEntryRecord = { id }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveAccessControlEntryRecord(o: RemoveAccessControlEntryRecordInput, _v: number): number {
    let size$ = 16
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveAccessControlEntryRecord(w: Writer, o: RemoveAccessControlEntryRecordInput, _v: number): void {
    const id = o.id
    w.uuid(id)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const removeAccessControlEntryRecord: MessageCodec<RemoveAccessControlEntryRecord, RemoveAccessControlEntryRecordInput> = {
    name: 'RemoveAccessControlEntryRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveAccessControlEntryRecord,
    encode: writeRemoveAccessControlEntryRecord,
    size: sizeRemoveAccessControlEntryRecord
  }

  return { removeAccessControlEntryRecord }
}
