// Generated from protocol-specs/record-StreamsGroupTargetAssignmentMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupTargetAssignmentMetadataKey {
  groupId: string
}

export interface StreamsGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string
}

export interface StreamsGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTargetAssignmentMetadataValueInput {
  readonly assignmentEpoch: number
  readonly assignmentTimestamp?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupTargetAssignmentMetadataKey(r: Reader, _v: number): StreamsGroupTargetAssignmentMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeStreamsGroupTargetAssignmentMetadataKey(o: StreamsGroupTargetAssignmentMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeStreamsGroupTargetAssignmentMetadataKey(w: Writer, o: StreamsGroupTargetAssignmentMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const streamsGroupTargetAssignmentMetadataKey: MessageCodec<StreamsGroupTargetAssignmentMetadataKey, StreamsGroupTargetAssignmentMetadataKeyInput> = {
    name: 'StreamsGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupTargetAssignmentMetadataKey,
    encode: writeStreamsGroupTargetAssignmentMetadataKey,
    size: sizeStreamsGroupTargetAssignmentMetadataKey
  }

  function readStreamsGroupTargetAssignmentMetadataValue(r: Reader, _v: number): StreamsGroupTargetAssignmentMetadataValue {
    const assignmentEpoch = r.i32()
    let assignmentTimestamp: bigint = 0n
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          assignmentTimestamp = r.i64()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: StreamsGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTargetAssignmentMetadataValue(o: StreamsGroupTargetAssignmentMetadataValueInput, v: number): number {
    let size$ = 4
    const assignmentTimestamp = o.assignmentTimestamp ?? 0n
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(assignmentTimestamp === 0n)) {
      tags$++
      size$ += tagBytes(0, sizeTagStreamsGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestamp, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagStreamsGroupTargetAssignmentMetadataValueAssignmentTimestamp(_assignmentTimestamp: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function writeStreamsGroupTargetAssignmentMetadataValue(w: Writer, o: StreamsGroupTargetAssignmentMetadataValueInput, v: number): void {
    const assignmentEpoch = o.assignmentEpoch
    w.i32(assignmentEpoch)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const assignmentTimestampTag = o.assignmentTimestamp ?? 0n
    const hasAssignmentTimestamp = !(assignmentTimestampTag === 0n)
    if (hasAssignmentTimestamp) tags$++
    w.uvarint(tags$)
    if (hasAssignmentTimestamp) {
      w.uvarint(0)
      w.uvarint(sizeTagStreamsGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestampTag, v))
      w.i64(assignmentTimestampTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const streamsGroupTargetAssignmentMetadataValue: MessageCodec<StreamsGroupTargetAssignmentMetadataValue, StreamsGroupTargetAssignmentMetadataValueInput> = {
    name: 'StreamsGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupTargetAssignmentMetadataValue,
    encode: writeStreamsGroupTargetAssignmentMetadataValue,
    size: sizeStreamsGroupTargetAssignmentMetadataValue
  }

  return { streamsGroupTargetAssignmentMetadataKey, streamsGroupTargetAssignmentMetadataValue }
}
