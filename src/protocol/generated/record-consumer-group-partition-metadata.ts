// Generated from protocol-specs/record-ConsumerGroupPartitionMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupPartitionMetadataKey {
  groupId: string
}

export interface ConsumerGroupPartitionMetadataKeyInput {
  readonly groupId: string
}

export interface ConsumerGroupPartitionMetadataValueTopicPartitionMetadata {
  partition: number
  racks: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupPartitionMetadataValueTopicPartitionMetadataInput {
  readonly partition: number
  readonly racks: readonly string[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupPartitionMetadataValueTopic {
  topicId: string
  topicName: string
  numPartitions: number
  partitionMetadata: ConsumerGroupPartitionMetadataValueTopicPartitionMetadata[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupPartitionMetadataValueTopicInput {
  readonly topicId: string
  readonly topicName: string
  readonly numPartitions: number
  readonly partitionMetadata: readonly ConsumerGroupPartitionMetadataValueTopicPartitionMetadataInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupPartitionMetadataValue {
  topics: ConsumerGroupPartitionMetadataValueTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupPartitionMetadataValueInput {
  readonly topics: readonly ConsumerGroupPartitionMetadataValueTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupPartitionMetadataKey(r: Reader, _v: number): ConsumerGroupPartitionMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeConsumerGroupPartitionMetadataKey(o: ConsumerGroupPartitionMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeConsumerGroupPartitionMetadataKey(w: Writer, o: ConsumerGroupPartitionMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const consumerGroupPartitionMetadataKey: MessageCodec<ConsumerGroupPartitionMetadataKey, ConsumerGroupPartitionMetadataKeyInput> = {
    name: 'ConsumerGroupPartitionMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupPartitionMetadataKey,
    encode: writeConsumerGroupPartitionMetadataKey,
    size: sizeConsumerGroupPartitionMetadataKey
  }

  function readConsumerGroupPartitionMetadataValueTopicPartitionMetadata(r: Reader, _v: number): ConsumerGroupPartitionMetadataValueTopicPartitionMetadata {
    const partition = r.i32()
    let racks: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      racks = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupPartitionMetadataValueTopicPartitionMetadata = { partition, racks }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupPartitionMetadataValueTopicPartitionMetadata(o: ConsumerGroupPartitionMetadataValueTopicPartitionMetadataInput, _v: number): number {
    let size$ = 4
    const racks = o.racks
    size$ += uvarintBytes(racks.length + 1)
    for (const item of racks) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupPartitionMetadataValueTopicPartitionMetadata(w: Writer, o: ConsumerGroupPartitionMetadataValueTopicPartitionMetadataInput, _v: number): void {
    const partition = o.partition
    w.i32(partition)
    const racks = o.racks
    w.uvarint(racks.length + 1)
    for (const item of racks) w.compactString(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupPartitionMetadataValueTopic(r: Reader, v: number): ConsumerGroupPartitionMetadataValueTopic {
    const topicId = r.uuid()
    const topicName = r.compactString()
    const numPartitions = r.i32()
    let partitionMetadata: ConsumerGroupPartitionMetadataValueTopicPartitionMetadata[]
    {
      const count$ = r.compactCount(6, 80)
      const list$ = new Array<ConsumerGroupPartitionMetadataValueTopicPartitionMetadata>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupPartitionMetadataValueTopicPartitionMetadata(r, v)
      partitionMetadata = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupPartitionMetadataValueTopic = { topicId, topicName, numPartitions, partitionMetadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupPartitionMetadataValueTopic(o: ConsumerGroupPartitionMetadataValueTopicInput, v: number): number {
    let size$ = 20
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitionMetadata = o.partitionMetadata
    size$ += uvarintBytes(partitionMetadata.length + 1)
    for (const item of partitionMetadata) size$ += sizeConsumerGroupPartitionMetadataValueTopicPartitionMetadata(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupPartitionMetadataValueTopic(w: Writer, o: ConsumerGroupPartitionMetadataValueTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const topicName = o.topicName
    w.compactString(topicName)
    const numPartitions = o.numPartitions
    w.i32(numPartitions)
    const partitionMetadata = o.partitionMetadata
    w.uvarint(partitionMetadata.length + 1)
    for (const item of partitionMetadata) writeConsumerGroupPartitionMetadataValueTopicPartitionMetadata(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupPartitionMetadataValue(r: Reader, v: number): ConsumerGroupPartitionMetadataValue {
    let topics: ConsumerGroupPartitionMetadataValueTopic[]
    {
      const count$ = r.compactCount(23, 136)
      const list$ = new Array<ConsumerGroupPartitionMetadataValueTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupPartitionMetadataValueTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupPartitionMetadataValue = { topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupPartitionMetadataValue(o: ConsumerGroupPartitionMetadataValueInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeConsumerGroupPartitionMetadataValueTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupPartitionMetadataValue(w: Writer, o: ConsumerGroupPartitionMetadataValueInput, v: number): void {
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeConsumerGroupPartitionMetadataValueTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const consumerGroupPartitionMetadataValue: MessageCodec<ConsumerGroupPartitionMetadataValue, ConsumerGroupPartitionMetadataValueInput> = {
    name: 'ConsumerGroupPartitionMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupPartitionMetadataValue,
    encode: writeConsumerGroupPartitionMetadataValue,
    size: sizeConsumerGroupPartitionMetadataValue
  }

  return { consumerGroupPartitionMetadataKey, consumerGroupPartitionMetadataValue }
}
