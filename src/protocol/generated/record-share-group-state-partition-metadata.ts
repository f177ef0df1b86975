// Generated from protocol-specs/record-ShareGroupStatePartitionMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupStatePartitionMetadataKey {
  groupId: string
}

export interface ShareGroupStatePartitionMetadataKeyInput {
  readonly groupId: string
}

export interface ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  topicId: string
  topicName: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupStatePartitionMetadataValueTopicPartitionsInfoInput {
  readonly topicId: string
  readonly topicName: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupStatePartitionMetadataValueTopicInfo {
  topicId: string
  topicName: string
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupStatePartitionMetadataValueTopicInfoInput {
  readonly topicId: string
  readonly topicName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ShareGroupStatePartitionMetadataValue {
  initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
  initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
  deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupStatePartitionMetadataValueInput {
  readonly initializingTopics: readonly ShareGroupStatePartitionMetadataValueTopicPartitionsInfoInput[]
  readonly initializedTopics: readonly ShareGroupStatePartitionMetadataValueTopicPartitionsInfoInput[]
  readonly deletingTopics: readonly ShareGroupStatePartitionMetadataValueTopicInfoInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupStatePartitionMetadataKey(r: Reader, _v: number): ShareGroupStatePartitionMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeShareGroupStatePartitionMetadataKey(o: ShareGroupStatePartitionMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeShareGroupStatePartitionMetadataKey(w: Writer, o: ShareGroupStatePartitionMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const shareGroupStatePartitionMetadataKey: MessageCodec<ShareGroupStatePartitionMetadataKey, ShareGroupStatePartitionMetadataKeyInput> = {
    name: 'ShareGroupStatePartitionMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupStatePartitionMetadataKey,
    encode: writeShareGroupStatePartitionMetadataKey,
    size: sizeShareGroupStatePartitionMetadataKey
  }

  function readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r: Reader, _v: number): ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
    const topicId = r.uuid()
    const topicName = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo = { topicId, topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(o: ShareGroupStatePartitionMetadataValueTopicPartitionsInfoInput, _v: number): number {
    let size$ = 16
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w: Writer, o: ShareGroupStatePartitionMetadataValueTopicPartitionsInfoInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupStatePartitionMetadataValueTopicInfo(r: Reader, _v: number): ShareGroupStatePartitionMetadataValueTopicInfo {
    const topicId = r.uuid()
    const topicName = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupStatePartitionMetadataValueTopicInfo = { topicId, topicName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupStatePartitionMetadataValueTopicInfo(o: ShareGroupStatePartitionMetadataValueTopicInfoInput, _v: number): number {
    let size$ = 16
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupStatePartitionMetadataValueTopicInfo(w: Writer, o: ShareGroupStatePartitionMetadataValueTopicInfoInput, _v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const topicName = o.topicName
    w.compactString(topicName)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readShareGroupStatePartitionMetadataValue(r: Reader, v: number): ShareGroupStatePartitionMetadataValue {
    let initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<ShareGroupStatePartitionMetadataValueTopicPartitionsInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r, v)
      initializingTopics = list$
    }
    let initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[]
    {
      const count$ = r.compactCount(19, 128)
      const list$ = new Array<ShareGroupStatePartitionMetadataValueTopicPartitionsInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(r, v)
      initializedTopics = list$
    }
    let deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[]
    {
      const count$ = r.compactCount(18, 88)
      const list$ = new Array<ShareGroupStatePartitionMetadataValueTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readShareGroupStatePartitionMetadataValueTopicInfo(r, v)
      deletingTopics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupStatePartitionMetadataValue = { initializingTopics, initializedTopics, deletingTopics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupStatePartitionMetadataValue(o: ShareGroupStatePartitionMetadataValueInput, v: number): number {
    let size$ = 0
    const initializingTopics = o.initializingTopics
    size$ += uvarintBytes(initializingTopics.length + 1)
    for (const item of initializingTopics) size$ += sizeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(item, v)
    const initializedTopics = o.initializedTopics
    size$ += uvarintBytes(initializedTopics.length + 1)
    for (const item of initializedTopics) size$ += sizeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(item, v)
    const deletingTopics = o.deletingTopics
    size$ += uvarintBytes(deletingTopics.length + 1)
    for (const item of deletingTopics) size$ += sizeShareGroupStatePartitionMetadataValueTopicInfo(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupStatePartitionMetadataValue(w: Writer, o: ShareGroupStatePartitionMetadataValueInput, v: number): void {
    const initializingTopics = o.initializingTopics
    w.uvarint(initializingTopics.length + 1)
    for (const item of initializingTopics) writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w, item, v)
    const initializedTopics = o.initializedTopics
    w.uvarint(initializedTopics.length + 1)
    for (const item of initializedTopics) writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(w, item, v)
    const deletingTopics = o.deletingTopics
    w.uvarint(deletingTopics.length + 1)
    for (const item of deletingTopics) writeShareGroupStatePartitionMetadataValueTopicInfo(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupStatePartitionMetadataValue: MessageCodec<ShareGroupStatePartitionMetadataValue, ShareGroupStatePartitionMetadataValueInput> = {
    name: 'ShareGroupStatePartitionMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupStatePartitionMetadataValue,
    encode: writeShareGroupStatePartitionMetadataValue,
    size: sizeShareGroupStatePartitionMetadataValue
  }

  return { shareGroupStatePartitionMetadataKey, shareGroupStatePartitionMetadataValue }
}
