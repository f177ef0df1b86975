// Generated from protocol-specs/record-ConsumerGroupMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupMetadataKey {
  groupId: string
}

export interface ConsumerGroupMetadataKeyInput {
  readonly groupId: string
}

export interface ConsumerGroupMetadataValue {
  epoch: number
  metadataHash: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupMetadataValueInput {
  readonly epoch: number
  readonly metadataHash?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupMetadataKey(r: Reader, _v: number): ConsumerGroupMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeConsumerGroupMetadataKey(o: ConsumerGroupMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeConsumerGroupMetadataKey(w: Writer, o: ConsumerGroupMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const consumerGroupMetadataKey: MessageCodec<ConsumerGroupMetadataKey, ConsumerGroupMetadataKeyInput> = {
    name: 'ConsumerGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupMetadataKey,
    encode: writeConsumerGroupMetadataKey,
    size: sizeConsumerGroupMetadataKey
  }

  function readConsumerGroupMetadataValue(r: Reader, _v: number): ConsumerGroupMetadataValue {
    const epoch = r.i32()
    let metadataHash: bigint = 0n
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          metadataHash = r.i64()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: ConsumerGroupMetadataValue = { epoch, metadataHash }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupMetadataValue(o: ConsumerGroupMetadataValueInput, v: number): number {
    let size$ = 4
    const metadataHash = o.metadataHash ?? 0n
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(metadataHash === 0n)) {
      tags$++
      size$ += tagBytes(0, sizeTagConsumerGroupMetadataValueMetadataHash(metadataHash, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagConsumerGroupMetadataValueMetadataHash(_metadataHash: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function writeConsumerGroupMetadataValue(w: Writer, o: ConsumerGroupMetadataValueInput, v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const metadataHashTag = o.metadataHash ?? 0n
    const hasMetadataHash = !(metadataHashTag === 0n)
    if (hasMetadataHash) tags$++
    w.uvarint(tags$)
    if (hasMetadataHash) {
      w.uvarint(0)
      w.uvarint(sizeTagConsumerGroupMetadataValueMetadataHash(metadataHashTag, v))
      w.i64(metadataHashTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const consumerGroupMetadataValue: MessageCodec<ConsumerGroupMetadataValue, ConsumerGroupMetadataValueInput> = {
    name: 'ConsumerGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupMetadataValue,
    encode: writeConsumerGroupMetadataValue,
    size: sizeConsumerGroupMetadataValue
  }

  return { consumerGroupMetadataKey, consumerGroupMetadataValue }
}
