// Generated from protocol-specs/record-ShareGroupMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupMetadataKey {
  groupId: string
}

export interface ShareGroupMetadataKeyInput {
  readonly groupId: string
}

export interface ShareGroupMetadataValue {
  epoch: number
  metadataHash: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupMetadataValueInput {
  readonly epoch: number
  readonly metadataHash: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupMetadataKey(r: Reader, _v: number): ShareGroupMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeShareGroupMetadataKey(o: ShareGroupMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeShareGroupMetadataKey(w: Writer, o: ShareGroupMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const shareGroupMetadataKey: MessageCodec<ShareGroupMetadataKey, ShareGroupMetadataKeyInput> = {
    name: 'ShareGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupMetadataKey,
    encode: writeShareGroupMetadataKey,
    size: sizeShareGroupMetadataKey
  }

  function readShareGroupMetadataValue(r: Reader, _v: number): ShareGroupMetadataValue {
    const epoch = r.i32()
    const metadataHash = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupMetadataValue = { epoch, metadataHash }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupMetadataValue(o: ShareGroupMetadataValueInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupMetadataValue(w: Writer, o: ShareGroupMetadataValueInput, _v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    const metadataHash = o.metadataHash
    w.i64(metadataHash)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupMetadataValue: MessageCodec<ShareGroupMetadataValue, ShareGroupMetadataValueInput> = {
    name: 'ShareGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupMetadataValue,
    encode: writeShareGroupMetadataValue,
    size: sizeShareGroupMetadataValue
  }

  return { shareGroupMetadataKey, shareGroupMetadataValue }
}
