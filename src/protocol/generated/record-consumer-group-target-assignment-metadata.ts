// Generated from protocol-specs/record-ConsumerGroupTargetAssignmentMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupTargetAssignmentMetadataKey {
  groupId: string
}

export interface ConsumerGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string
}

export interface ConsumerGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupTargetAssignmentMetadataValueInput {
  readonly assignmentEpoch: number
  readonly assignmentTimestamp?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupTargetAssignmentMetadataKey(r: Reader, _v: number): ConsumerGroupTargetAssignmentMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeConsumerGroupTargetAssignmentMetadataKey(o: ConsumerGroupTargetAssignmentMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeConsumerGroupTargetAssignmentMetadataKey(w: Writer, o: ConsumerGroupTargetAssignmentMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const consumerGroupTargetAssignmentMetadataKey: MessageCodec<ConsumerGroupTargetAssignmentMetadataKey, ConsumerGroupTargetAssignmentMetadataKeyInput> = {
    name: 'ConsumerGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupTargetAssignmentMetadataKey,
    encode: writeConsumerGroupTargetAssignmentMetadataKey,
    size: sizeConsumerGroupTargetAssignmentMetadataKey
  }

  function readConsumerGroupTargetAssignmentMetadataValue(r: Reader, _v: number): ConsumerGroupTargetAssignmentMetadataValue {
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
    const value$: ConsumerGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupTargetAssignmentMetadataValue(o: ConsumerGroupTargetAssignmentMetadataValueInput, v: number): number {
    let size$ = 4
    const assignmentTimestamp = o.assignmentTimestamp ?? 0n
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(assignmentTimestamp === 0n)) {
      tags$++
      size$ += tagBytes(0, sizeTagConsumerGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestamp, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagConsumerGroupTargetAssignmentMetadataValueAssignmentTimestamp(_assignmentTimestamp: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function writeConsumerGroupTargetAssignmentMetadataValue(w: Writer, o: ConsumerGroupTargetAssignmentMetadataValueInput, v: number): void {
    const assignmentEpoch = o.assignmentEpoch
    w.i32(assignmentEpoch)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const assignmentTimestampTag = o.assignmentTimestamp ?? 0n
    const hasAssignmentTimestamp = !(assignmentTimestampTag === 0n)
    if (hasAssignmentTimestamp) tags$++
    w.uvarint(tags$)
    if (hasAssignmentTimestamp) {
      w.uvarint(0)
      w.uvarint(sizeTagConsumerGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestampTag, v))
      w.i64(assignmentTimestampTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const consumerGroupTargetAssignmentMetadataValue: MessageCodec<ConsumerGroupTargetAssignmentMetadataValue, ConsumerGroupTargetAssignmentMetadataValueInput> = {
    name: 'ConsumerGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupTargetAssignmentMetadataValue,
    encode: writeConsumerGroupTargetAssignmentMetadataValue,
    size: sizeConsumerGroupTargetAssignmentMetadataValue
  }

  return { consumerGroupTargetAssignmentMetadataKey, consumerGroupTargetAssignmentMetadataValue }
}
