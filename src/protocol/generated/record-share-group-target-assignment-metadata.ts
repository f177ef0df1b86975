// Generated from protocol-specs/record-ShareGroupTargetAssignmentMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupTargetAssignmentMetadataKey {
  groupId: string
}

export interface ShareGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string
}

export interface ShareGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number
  assignmentTimestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupTargetAssignmentMetadataValueInput {
  readonly assignmentEpoch: number
  readonly assignmentTimestamp?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupTargetAssignmentMetadataKey(r: Reader, _v: number): ShareGroupTargetAssignmentMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeShareGroupTargetAssignmentMetadataKey(o: ShareGroupTargetAssignmentMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeShareGroupTargetAssignmentMetadataKey(w: Writer, o: ShareGroupTargetAssignmentMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const shareGroupTargetAssignmentMetadataKey: MessageCodec<ShareGroupTargetAssignmentMetadataKey, ShareGroupTargetAssignmentMetadataKeyInput> = {
    name: 'ShareGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupTargetAssignmentMetadataKey,
    encode: writeShareGroupTargetAssignmentMetadataKey,
    size: sizeShareGroupTargetAssignmentMetadataKey
  }

  function readShareGroupTargetAssignmentMetadataValue(r: Reader, _v: number): ShareGroupTargetAssignmentMetadataValue {
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
    const value$: ShareGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupTargetAssignmentMetadataValue(o: ShareGroupTargetAssignmentMetadataValueInput, v: number): number {
    let size$ = 4
    const assignmentTimestamp = o.assignmentTimestamp ?? 0n
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(assignmentTimestamp === 0n)) {
      tags$++
      size$ += tagBytes(0, sizeTagShareGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestamp, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagShareGroupTargetAssignmentMetadataValueAssignmentTimestamp(_assignmentTimestamp: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function writeShareGroupTargetAssignmentMetadataValue(w: Writer, o: ShareGroupTargetAssignmentMetadataValueInput, v: number): void {
    const assignmentEpoch = o.assignmentEpoch
    w.i32(assignmentEpoch)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const assignmentTimestampTag = o.assignmentTimestamp ?? 0n
    const hasAssignmentTimestamp = !(assignmentTimestampTag === 0n)
    if (hasAssignmentTimestamp) tags$++
    w.uvarint(tags$)
    if (hasAssignmentTimestamp) {
      w.uvarint(0)
      w.uvarint(sizeTagShareGroupTargetAssignmentMetadataValueAssignmentTimestamp(assignmentTimestampTag, v))
      w.i64(assignmentTimestampTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const shareGroupTargetAssignmentMetadataValue: MessageCodec<ShareGroupTargetAssignmentMetadataValue, ShareGroupTargetAssignmentMetadataValueInput> = {
    name: 'ShareGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupTargetAssignmentMetadataValue,
    encode: writeShareGroupTargetAssignmentMetadataValue,
    size: sizeShareGroupTargetAssignmentMetadataValue
  }

  return { shareGroupTargetAssignmentMetadataKey, shareGroupTargetAssignmentMetadataValue }
}
