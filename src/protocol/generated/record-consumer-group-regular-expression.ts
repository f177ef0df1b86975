// Generated from protocol-specs/record-ConsumerGroupRegularExpression.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupRegularExpressionKey {
  groupId: string
  regularExpression: string
}

export interface ConsumerGroupRegularExpressionKeyInput {
  readonly groupId: string
  readonly regularExpression: string
}

export interface ConsumerGroupRegularExpressionValue {
  topics: string[]
  version: bigint
  timestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupRegularExpressionValueInput {
  readonly topics: readonly string[]
  readonly version: bigint
  readonly timestamp: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupRegularExpressionKey(r: Reader, _v: number): ConsumerGroupRegularExpressionKey {
    const groupId = r.string()
    const regularExpression = r.string()
    return { groupId, regularExpression }
  }

  function sizeConsumerGroupRegularExpressionKey(o: ConsumerGroupRegularExpressionKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const regularExpression = o.regularExpression
    size$ += 2 + stringBytes(regularExpression)
    return size$
  }

  function writeConsumerGroupRegularExpressionKey(w: Writer, o: ConsumerGroupRegularExpressionKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const regularExpression = o.regularExpression
    w.string(regularExpression)
  }

  const consumerGroupRegularExpressionKey: MessageCodec<ConsumerGroupRegularExpressionKey, ConsumerGroupRegularExpressionKeyInput> = {
    name: 'ConsumerGroupRegularExpressionKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupRegularExpressionKey,
    encode: writeConsumerGroupRegularExpressionKey,
    size: sizeConsumerGroupRegularExpressionKey
  }

  function readConsumerGroupRegularExpressionValue(r: Reader, _v: number): ConsumerGroupRegularExpressionValue {
    let topics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      topics = list$
    }
    const version = r.i64()
    const timestamp = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupRegularExpressionValue = { topics, version, timestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupRegularExpressionValue(o: ConsumerGroupRegularExpressionValueInput, _v: number): number {
    let size$ = 16
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupRegularExpressionValue(w: Writer, o: ConsumerGroupRegularExpressionValueInput, _v: number): void {
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) w.compactString(item)
    const version = o.version
    w.i64(version)
    const timestamp = o.timestamp
    w.i64(timestamp)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupRegularExpressionValue: MessageCodec<ConsumerGroupRegularExpressionValue, ConsumerGroupRegularExpressionValueInput> = {
    name: 'ConsumerGroupRegularExpressionValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupRegularExpressionValue,
    encode: writeConsumerGroupRegularExpressionValue,
    size: sizeConsumerGroupRegularExpressionValue
  }

  return { consumerGroupRegularExpressionKey, consumerGroupRegularExpressionValue }
}
