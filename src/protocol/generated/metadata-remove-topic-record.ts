// Generated from protocol-specs/metadata-RemoveTopicRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoveTopicRecord {
  topicId: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveTopicRecordInput {
  readonly topicId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoveTopicRecord(r: Reader, _v: number): RemoveTopicRecord {
    const topicId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveTopicRecord = { topicId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveTopicRecord(o: RemoveTopicRecordInput, _v: number): number {
    let size$ = 16
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveTopicRecord(w: Writer, o: RemoveTopicRecordInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const removeTopicRecord: MessageCodec<RemoveTopicRecord, RemoveTopicRecordInput> = {
    name: 'RemoveTopicRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveTopicRecord,
    encode: writeRemoveTopicRecord,
    size: sizeRemoveTopicRecord
  }

  return { removeTopicRecord }
}
