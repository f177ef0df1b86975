// Generated from protocol-specs/metadata-TopicRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface TopicRecord {
  name: string
  topicId: string
  unknownTags?: readonly UnknownTag[]
}

export interface TopicRecordInput {
  readonly name: string
  readonly topicId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readTopicRecord(r: Reader, _v: number): TopicRecord {
    const name = r.compactString()
    const topicId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: TopicRecord = { name, topicId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTopicRecord(o: TopicRecordInput, _v: number): number {
    let size$ = 16
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeTopicRecord(w: Writer, o: TopicRecordInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const topicId = o.topicId
    w.uuid(topicId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const topicRecord: MessageCodec<TopicRecord, TopicRecordInput> = {
    name: 'TopicRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readTopicRecord,
    encode: writeTopicRecord,
    size: sizeTopicRecord
  }

  return { topicRecord }
}
