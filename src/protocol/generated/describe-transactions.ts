// Generated from protocol-specs/65-DescribeTransactions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeTransactionsRequest {
  transactionalIds: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTransactionsRequestInput {
  readonly transactionalIds: readonly string[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTransactionsResponseTransactionStateTopic {
  topic: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTransactionsResponseTransactionStateTopicInput {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTransactionsResponseTransactionState {
  errorCode: number
  transactionalId: string
  transactionState: string
  transactionTimeoutMs: number
  transactionStartTimeMs: bigint
  producerId: bigint
  producerEpoch: number
  topics: DescribeTransactionsResponseTransactionStateTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTransactionsResponseTransactionStateInput {
  readonly errorCode: number
  readonly transactionalId: string
  readonly transactionState: string
  readonly transactionTimeoutMs: number
  readonly transactionStartTimeMs: bigint
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly topics: readonly DescribeTransactionsResponseTransactionStateTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeTransactionsResponse {
  throttleTimeMs: number
  transactionStates: DescribeTransactionsResponseTransactionState[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeTransactionsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly transactionStates: readonly DescribeTransactionsResponseTransactionStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDescribeTransactionsRequest(r: Reader, _v: number): DescribeTransactionsRequest {
    let transactionalIds: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      transactionalIds = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTransactionsRequest = { transactionalIds }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTransactionsRequest(o: DescribeTransactionsRequestInput, _v: number): number {
    let size$ = 0
    const transactionalIds = o.transactionalIds
    size$ += uvarintBytes(transactionalIds.length + 1)
    for (const item of transactionalIds) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTransactionsRequest(w: Writer, o: DescribeTransactionsRequestInput, _v: number): void {
    const transactionalIds = o.transactionalIds
    w.uvarint(transactionalIds.length + 1)
    for (const item of transactionalIds) w.compactString(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeTransactionsRequest: MessageCodec<DescribeTransactionsRequest, DescribeTransactionsRequestInput> = {
    name: 'DescribeTransactionsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeTransactionsRequest,
    encode: writeDescribeTransactionsRequest,
    size: sizeDescribeTransactionsRequest
  }

  function readDescribeTransactionsResponseTransactionStateTopic(r: Reader, _v: number): DescribeTransactionsResponseTransactionStateTopic {
    const topic = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTransactionsResponseTransactionStateTopic = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTransactionsResponseTransactionStateTopic(o: DescribeTransactionsResponseTransactionStateTopicInput, _v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += compactStringBytes(topic)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTransactionsResponseTransactionStateTopic(w: Writer, o: DescribeTransactionsResponseTransactionStateTopicInput, _v: number): void {
    const topic = o.topic
    w.compactString(topic)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTransactionsResponseTransactionState(r: Reader, v: number): DescribeTransactionsResponseTransactionState {
    const errorCode = r.i16()
    const transactionalId = r.compactString()
    const transactionState = r.compactString()
    const transactionTimeoutMs = r.i32()
    const transactionStartTimeMs = r.i64()
    const producerId = r.i64()
    const producerEpoch = r.i16()
    let topics: DescribeTransactionsResponseTransactionStateTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeTransactionsResponseTransactionStateTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeTransactionsResponseTransactionStateTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTransactionsResponseTransactionState = { errorCode, transactionalId, transactionState, transactionTimeoutMs, transactionStartTimeMs, producerId, producerEpoch, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTransactionsResponseTransactionState(o: DescribeTransactionsResponseTransactionStateInput, v: number): number {
    let size$ = 24
    const transactionalId = o.transactionalId
    size$ += compactStringBytes(transactionalId)
    const transactionState = o.transactionState
    size$ += compactStringBytes(transactionState)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeTransactionsResponseTransactionStateTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTransactionsResponseTransactionState(w: Writer, o: DescribeTransactionsResponseTransactionStateInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const transactionalId = o.transactionalId
    w.compactString(transactionalId)
    const transactionState = o.transactionState
    w.compactString(transactionState)
    const transactionTimeoutMs = o.transactionTimeoutMs
    w.i32(transactionTimeoutMs)
    const transactionStartTimeMs = o.transactionStartTimeMs
    w.i64(transactionStartTimeMs)
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeTransactionsResponseTransactionStateTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeTransactionsResponse(r: Reader, v: number): DescribeTransactionsResponse {
    const throttleTimeMs = r.i32()
    let transactionStates: DescribeTransactionsResponseTransactionState[]
    {
      const count$ = r.compactCount(28, 176)
      const list$ = new Array<DescribeTransactionsResponseTransactionState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeTransactionsResponseTransactionState(r, v)
      transactionStates = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeTransactionsResponse = { throttleTimeMs, transactionStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeTransactionsResponse(o: DescribeTransactionsResponseInput, v: number): number {
    let size$ = 4
    const transactionStates = o.transactionStates
    size$ += uvarintBytes(transactionStates.length + 1)
    for (const item of transactionStates) size$ += sizeDescribeTransactionsResponseTransactionState(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeTransactionsResponse(w: Writer, o: DescribeTransactionsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const transactionStates = o.transactionStates
    w.uvarint(transactionStates.length + 1)
    for (const item of transactionStates) writeDescribeTransactionsResponseTransactionState(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeTransactionsResponse: MessageCodec<DescribeTransactionsResponse, DescribeTransactionsResponseInput> = {
    name: 'DescribeTransactionsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeTransactionsResponse,
    encode: writeDescribeTransactionsResponse,
    size: sizeDescribeTransactionsResponse
  }

  return { describeTransactionsRequest, describeTransactionsResponse }
}
