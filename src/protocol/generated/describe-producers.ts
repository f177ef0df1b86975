// Generated from protocol-specs/61-DescribeProducers.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeProducersRequestTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersRequestTopicInput {
  readonly name: string
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeProducersRequest {
  topics: DescribeProducersRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersRequestInput {
  readonly topics: readonly DescribeProducersRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeProducersResponseTopicPartitionActiveProducer {
  producerId: bigint
  producerEpoch: number
  lastSequence: number
  lastTimestamp: bigint
  coordinatorEpoch: number
  currentTxnStartOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersResponseTopicPartitionActiveProducerInput {
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly lastSequence?: number | undefined
  readonly lastTimestamp?: bigint | undefined
  readonly coordinatorEpoch: number
  readonly currentTxnStartOffset?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeProducersResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  activeProducers: DescribeProducersResponseTopicPartitionActiveProducer[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly activeProducers: readonly DescribeProducersResponseTopicPartitionActiveProducerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeProducersResponseTopic {
  name: string
  partitions: DescribeProducersResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersResponseTopicInput {
  readonly name: string
  readonly partitions: readonly DescribeProducersResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeProducersResponse {
  throttleTimeMs: number
  topics: DescribeProducersResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeProducersResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly DescribeProducersResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDescribeProducersRequestTopic(r: Reader, _v: number): DescribeProducersRequestTopic {
    const name = r.compactString()
    const partitionIndexes = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersRequestTopic = { name, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersRequestTopic(o: DescribeProducersRequestTopicInput, _v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitionIndexes = o.partitionIndexes
    size$ += uvarintBytes(partitionIndexes.length + 1)
    size$ += partitionIndexes.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersRequestTopic(w: Writer, o: DescribeProducersRequestTopicInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const partitionIndexes = o.partitionIndexes
    w.uvarint(partitionIndexes.length + 1)
    w.i32s(partitionIndexes)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeProducersRequest(r: Reader, v: number): DescribeProducersRequest {
    let topics: DescribeProducersRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeProducersRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeProducersRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersRequest = { topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersRequest(o: DescribeProducersRequestInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeProducersRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersRequest(w: Writer, o: DescribeProducersRequestInput, v: number): void {
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeProducersRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeProducersRequest: MessageCodec<DescribeProducersRequest, DescribeProducersRequestInput> = {
    name: 'DescribeProducersRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeProducersRequest,
    encode: writeDescribeProducersRequest,
    size: sizeDescribeProducersRequest
  }

  function readDescribeProducersResponseTopicPartitionActiveProducer(r: Reader, _v: number): DescribeProducersResponseTopicPartitionActiveProducer {
    const producerId = r.i64()
    const producerEpoch = r.i32()
    const lastSequence = r.i32()
    const lastTimestamp = r.i64()
    const coordinatorEpoch = r.i32()
    const currentTxnStartOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersResponseTopicPartitionActiveProducer = { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersResponseTopicPartitionActiveProducer(o: DescribeProducersResponseTopicPartitionActiveProducerInput, _v: number): number {
    let size$ = 36
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersResponseTopicPartitionActiveProducer(w: Writer, o: DescribeProducersResponseTopicPartitionActiveProducerInput, _v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i32(producerEpoch)
    const lastSequence = o.lastSequence ?? -1
    w.i32(lastSequence)
    const lastTimestamp = o.lastTimestamp ?? -1n
    w.i64(lastTimestamp)
    const coordinatorEpoch = o.coordinatorEpoch
    w.i32(coordinatorEpoch)
    const currentTxnStartOffset = o.currentTxnStartOffset ?? -1n
    w.i64(currentTxnStartOffset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeProducersResponseTopicPartition(r: Reader, v: number): DescribeProducersResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let activeProducers: DescribeProducersResponseTopicPartitionActiveProducer[]
    {
      const count$ = r.compactCount(37, 152)
      const list$ = new Array<DescribeProducersResponseTopicPartitionActiveProducer>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeProducersResponseTopicPartitionActiveProducer(r, v)
      activeProducers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersResponseTopicPartition = { partitionIndex, errorCode, errorMessage, activeProducers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersResponseTopicPartition(o: DescribeProducersResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const activeProducers = o.activeProducers
    size$ += uvarintBytes(activeProducers.length + 1)
    for (const item of activeProducers) size$ += sizeDescribeProducersResponseTopicPartitionActiveProducer(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersResponseTopicPartition(w: Writer, o: DescribeProducersResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const activeProducers = o.activeProducers
    w.uvarint(activeProducers.length + 1)
    for (const item of activeProducers) writeDescribeProducersResponseTopicPartitionActiveProducer(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeProducersResponseTopic(r: Reader, v: number): DescribeProducersResponseTopic {
    const name = r.compactString()
    let partitions: DescribeProducersResponseTopicPartition[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<DescribeProducersResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeProducersResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersResponseTopic(o: DescribeProducersResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDescribeProducersResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersResponseTopic(w: Writer, o: DescribeProducersResponseTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDescribeProducersResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeProducersResponse(r: Reader, v: number): DescribeProducersResponse {
    const throttleTimeMs = r.i32()
    let topics: DescribeProducersResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeProducersResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeProducersResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeProducersResponse = { throttleTimeMs, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeProducersResponse(o: DescribeProducersResponseInput, v: number): number {
    let size$ = 4
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeProducersResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeProducersResponse(w: Writer, o: DescribeProducersResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeProducersResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeProducersResponse: MessageCodec<DescribeProducersResponse, DescribeProducersResponseInput> = {
    name: 'DescribeProducersResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeProducersResponse,
    encode: writeDescribeProducersResponse,
    size: sizeDescribeProducersResponse
  }

  return { describeProducersRequest, describeProducersResponse }
}
