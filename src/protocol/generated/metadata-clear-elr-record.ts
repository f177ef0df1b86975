// Generated from protocol-specs/metadata-ClearElrRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ClearElrRecord {
  topicName: string
  unknownTags?: readonly UnknownTag[]
}

export interface ClearElrRecordInput {
  readonly topicName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readClearElrRecord(r: Reader, _v: number): ClearElrRecord {
    const topicName = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ClearElrRecord = { topicName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeClearElrRecord(o: ClearElrRecordInput, _v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeClearElrRecord(w: Writer, o: ClearElrRecordInput, _v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const clearElrRecord: MessageCodec<ClearElrRecord, ClearElrRecordInput> = {
    name: 'ClearElrRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readClearElrRecord,
    encode: writeClearElrRecord,
    size: sizeClearElrRecord
  }

  return { clearElrRecord }
}
