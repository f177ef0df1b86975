// Generated from protocol-specs/record-OffsetCommit.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface OffsetCommitKey {
  group: string
  topic: string
  partition: number
}

export interface OffsetCommitKeyInput {
  readonly group: string
  readonly topic: string
  readonly partition: number
}

export interface OffsetCommitValue {
  offset: bigint
  leaderEpoch: number
  metadata: string
  commitTimestamp: bigint
  expireTimestamp: bigint
  topicId: string
  unknownTags?: readonly UnknownTag[]
}

export interface OffsetCommitValueInput {
  readonly offset: bigint
  readonly leaderEpoch?: number | undefined
  readonly metadata: string
  readonly commitTimestamp: bigint
  readonly expireTimestamp?: bigint | undefined
  readonly topicId?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readOffsetCommitKey(r: Reader, _v: number): OffsetCommitKey {
    const group = r.string()
    const topic = r.string()
    const partition = r.i32()
    return { group, topic, partition }
  }

  function sizeOffsetCommitKey(o: OffsetCommitKeyInput, _v: number): number {
    let size$ = 4
    const group = o.group
    size$ += 2 + stringBytes(group)
    const topic = o.topic
    size$ += 2 + stringBytes(topic)
    return size$
  }

  function writeOffsetCommitKey(w: Writer, o: OffsetCommitKeyInput, _v: number): void {
    const group = o.group
    w.string(group)
    const topic = o.topic
    w.string(topic)
    const partition = o.partition
    w.i32(partition)
  }

  const offsetCommitKey: MessageCodec<OffsetCommitKey, OffsetCommitKeyInput> = {
    name: 'OffsetCommitKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readOffsetCommitKey,
    encode: writeOffsetCommitKey,
    size: sizeOffsetCommitKey
  }

  function readOffsetCommitValue(r: Reader, v: number): OffsetCommitValue {
    const offset = r.i64()
    let leaderEpoch: number
    if (!(v >= 3)) leaderEpoch = -1
    else {
      leaderEpoch = r.i32()
    }
    const metadata = (v >= 4 ? r.compactString() : r.string())
    const commitTimestamp = r.i64()
    let expireTimestamp: bigint
    if (!(v >= 1 && v <= 1)) expireTimestamp = -1n
    else {
      expireTimestamp = r.i64()
    }
    let topicId: string = zeroUuid
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            topicId = r.uuid()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: OffsetCommitValue = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeOffsetCommitValue(o: OffsetCommitValueInput, v: number): number {
    let size$ = 16
    if (v >= 3) {
      size$ += 4
    }
    const metadata = o.metadata
    size$ += (v >= 4 ? compactStringBytes(metadata) : 2 + stringBytes(metadata))
    if (v >= 1 && v <= 1) {
      size$ += 8
    }
    const topicId = o.topicId ?? zeroUuid
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!(topicId === zeroUuid)) {
        tags$++
        size$ += tagBytes(0, sizeTagOffsetCommitValueTopicId(topicId, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagOffsetCommitValueTopicId(_topicId: string, _v: number): number {
    let size$ = 0
    size$ += 16
    return size$
  }

  function writeOffsetCommitValue(w: Writer, o: OffsetCommitValueInput, v: number): void {
    const offset = o.offset
    w.i64(offset)
    if (v >= 3) {
      const leaderEpoch = o.leaderEpoch ?? -1
      w.i32(leaderEpoch)
    }
    const metadata = o.metadata
    ;(v >= 4 ? w.compactString(metadata) : w.string(metadata))
    const commitTimestamp = o.commitTimestamp
    w.i64(commitTimestamp)
    if (v >= 1 && v <= 1) {
      const expireTimestamp = o.expireTimestamp ?? -1n
      w.i64(expireTimestamp)
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const topicIdTag = o.topicId ?? zeroUuid
      const hasTopicId = !(topicIdTag === zeroUuid)
      if (hasTopicId) tags$++
      w.uvarint(tags$)
      if (hasTopicId) {
        w.uvarint(0)
        w.uvarint(sizeTagOffsetCommitValueTopicId(topicIdTag, v))
        w.uuid(topicIdTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const offsetCommitValue: MessageCodec<OffsetCommitValue, OffsetCommitValueInput> = {
    name: 'OffsetCommitValue',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readOffsetCommitValue,
    encode: writeOffsetCommitValue,
    size: sizeOffsetCommitValue
  }

  return { offsetCommitKey, offsetCommitValue }
}
