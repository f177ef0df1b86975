// Generated from protocol-specs/24-AddPartitionsToTxn.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AddPartitionsToTxnRequestTopic {
  name: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnRequestTopicInput {
  readonly name: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnRequestTransaction {
  transactionalId: string
  producerId: bigint
  producerEpoch: number
  verifyOnly: boolean
  topics: AddPartitionsToTxnRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnRequestTransactionInput {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly verifyOnly?: boolean | undefined
  readonly topics: readonly AddPartitionsToTxnRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnRequest {
  transactions: AddPartitionsToTxnRequestTransaction[]
  v3AndBelowTransactionalId: string
  v3AndBelowProducerId: bigint
  v3AndBelowProducerEpoch: number
  v3AndBelowTopics: AddPartitionsToTxnRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnRequestInput {
  readonly transactions?: readonly AddPartitionsToTxnRequestTransactionInput[] | undefined
  readonly v3AndBelowTransactionalId?: string | undefined
  readonly v3AndBelowProducerId?: bigint | undefined
  readonly v3AndBelowProducerEpoch?: number | undefined
  readonly v3AndBelowTopics?: readonly AddPartitionsToTxnRequestTopicInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnResponseTopicResult {
  name: string
  resultsByPartition: AddPartitionsToTxnResponsePartitionResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnResponseTopicResultInput {
  readonly name: string
  readonly resultsByPartition: readonly AddPartitionsToTxnResponsePartitionResultInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnResponsePartitionResult {
  partitionIndex: number
  partitionErrorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnResponsePartitionResultInput {
  readonly partitionIndex: number
  readonly partitionErrorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnResponseTransaction {
  transactionalId: string
  topicResults: AddPartitionsToTxnResponseTopicResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnResponseTransactionInput {
  readonly transactionalId: string
  readonly topicResults: readonly AddPartitionsToTxnResponseTopicResultInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddPartitionsToTxnResponse {
  throttleTimeMs: number
  errorCode: number
  resultsByTransaction: AddPartitionsToTxnResponseTransaction[]
  resultsByTopicV3AndBelow: AddPartitionsToTxnResponseTopicResult[]
  unknownTags?: readonly UnknownTag[]
}

export interface AddPartitionsToTxnResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode?: number | undefined
  readonly resultsByTransaction?: readonly AddPartitionsToTxnResponseTransactionInput[] | undefined
  readonly resultsByTopicV3AndBelow?: readonly AddPartitionsToTxnResponseTopicResultInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAddPartitionsToTxnRequestTopic(r: Reader, v: number): AddPartitionsToTxnRequestTopic {
    const name = (v >= 3 ? r.compactString() : r.string())
    const partitions = (v >= 3 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddPartitionsToTxnRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnRequestTopic(o: AddPartitionsToTxnRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 3 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 3 ? uvarintBytes(partitions.length + 1) : 4)
    size$ += partitions.length * 4
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddPartitionsToTxnRequestTopic(w: Writer, o: AddPartitionsToTxnRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 3 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 3 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    w.i32s(partitions)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAddPartitionsToTxnRequestTransaction(r: Reader, v: number): AddPartitionsToTxnRequestTransaction {
    const transactionalId = r.compactString()
    const producerId = r.i64()
    const producerEpoch = r.i16()
    const verifyOnly = r.bool()
    let topics: AddPartitionsToTxnRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<AddPartitionsToTxnRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AddPartitionsToTxnRequestTransaction = { transactionalId, producerId, producerEpoch, verifyOnly, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnRequestTransaction(o: AddPartitionsToTxnRequestTransactionInput, v: number): number {
    let size$ = 11
    const transactionalId = o.transactionalId
    size$ += compactStringBytes(transactionalId)
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAddPartitionsToTxnRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAddPartitionsToTxnRequestTransaction(w: Writer, o: AddPartitionsToTxnRequestTransactionInput, v: number): void {
    const transactionalId = o.transactionalId
    w.compactString(transactionalId)
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const verifyOnly = o.verifyOnly ?? false
    w.bool(verifyOnly)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAddPartitionsToTxnRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAddPartitionsToTxnRequest(r: Reader, v: number): AddPartitionsToTxnRequest {
    let transactions: AddPartitionsToTxnRequestTransaction[]
    if (!(v >= 4)) transactions = []
    else {
      {
        const count$ = r.compactCount(14, 128)
        const list$ = new Array<AddPartitionsToTxnRequestTransaction>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnRequestTransaction(r, v)
        transactions = list$
      }
    }
    let v3AndBelowTransactionalId: string
    if (!(v <= 3)) v3AndBelowTransactionalId = ''
    else {
      v3AndBelowTransactionalId = (v >= 3 ? r.compactString() : r.string())
    }
    let v3AndBelowProducerId: bigint
    if (!(v <= 3)) v3AndBelowProducerId = 0n
    else {
      v3AndBelowProducerId = r.i64()
    }
    let v3AndBelowProducerEpoch: number
    if (!(v <= 3)) v3AndBelowProducerEpoch = 0
    else {
      v3AndBelowProducerEpoch = r.i16()
    }
    let v3AndBelowTopics: AddPartitionsToTxnRequestTopic[]
    if (!(v <= 3)) v3AndBelowTopics = []
    else {
      {
        const count$ = (v >= 3 ? r.compactCount(3, 80) : r.count(3, 80))
        const list$ = new Array<AddPartitionsToTxnRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnRequestTopic(r, v)
        v3AndBelowTopics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddPartitionsToTxnRequest = { transactions, v3AndBelowTransactionalId, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnRequest(o: AddPartitionsToTxnRequestInput, v: number): number {
    let size$ = 0
    const transactions = o.transactions ?? []
    if (v >= 4) {
      size$ += uvarintBytes(transactions.length + 1)
      for (const item of transactions) size$ += sizeAddPartitionsToTxnRequestTransaction(item, v)
    }
    if (!(v >= 4) && !((transactions !== null && transactions.length === 0))) unsupported('AddPartitionsToTxnRequest.transactions', v)
    const v3AndBelowTransactionalId = o.v3AndBelowTransactionalId ?? ''
    if (v <= 3) {
      size$ += (v >= 3 ? compactStringBytes(v3AndBelowTransactionalId) : 2 + stringBytes(v3AndBelowTransactionalId))
    }
    if (!(v <= 3) && !(v3AndBelowTransactionalId === '')) unsupported('AddPartitionsToTxnRequest.v3AndBelowTransactionalId', v)
    const v3AndBelowProducerId = o.v3AndBelowProducerId ?? 0n
    if (v <= 3) {
      size$ += 8
    }
    if (!(v <= 3) && !(v3AndBelowProducerId === 0n)) unsupported('AddPartitionsToTxnRequest.v3AndBelowProducerId', v)
    const v3AndBelowProducerEpoch = o.v3AndBelowProducerEpoch ?? 0
    if (v <= 3) {
      size$ += 2
    }
    if (!(v <= 3) && !(v3AndBelowProducerEpoch === 0)) unsupported('AddPartitionsToTxnRequest.v3AndBelowProducerEpoch', v)
    const v3AndBelowTopics = o.v3AndBelowTopics ?? []
    if (v <= 3) {
      size$ += (v >= 3 ? uvarintBytes(v3AndBelowTopics.length + 1) : 4)
      for (const item of v3AndBelowTopics) size$ += sizeAddPartitionsToTxnRequestTopic(item, v)
    }
    if (!(v <= 3) && !((v3AndBelowTopics !== null && v3AndBelowTopics.length === 0))) unsupported('AddPartitionsToTxnRequest.v3AndBelowTopics', v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddPartitionsToTxnRequest(w: Writer, o: AddPartitionsToTxnRequestInput, v: number): void {
    if (v >= 4) {
      const transactions = o.transactions ?? []
      w.uvarint(transactions.length + 1)
      for (const item of transactions) writeAddPartitionsToTxnRequestTransaction(w, item, v)
    }
    if (v <= 3) {
      const v3AndBelowTransactionalId = o.v3AndBelowTransactionalId ?? ''
      ;(v >= 3 ? w.compactString(v3AndBelowTransactionalId) : w.string(v3AndBelowTransactionalId))
    }
    if (v <= 3) {
      const v3AndBelowProducerId = o.v3AndBelowProducerId ?? 0n
      w.i64(v3AndBelowProducerId)
    }
    if (v <= 3) {
      const v3AndBelowProducerEpoch = o.v3AndBelowProducerEpoch ?? 0
      w.i16(v3AndBelowProducerEpoch)
    }
    if (v <= 3) {
      const v3AndBelowTopics = o.v3AndBelowTopics ?? []
      ;(v >= 3 ? w.uvarint(v3AndBelowTopics.length + 1) : w.i32(v3AndBelowTopics.length))
      for (const item of v3AndBelowTopics) writeAddPartitionsToTxnRequestTopic(w, item, v)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const addPartitionsToTxnRequest: MessageCodec<AddPartitionsToTxnRequest, AddPartitionsToTxnRequestInput> = {
    name: 'AddPartitionsToTxnRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readAddPartitionsToTxnRequest,
    encode: writeAddPartitionsToTxnRequest,
    size: sizeAddPartitionsToTxnRequest
  }

  function readAddPartitionsToTxnResponseTopicResult(r: Reader, v: number): AddPartitionsToTxnResponseTopicResult {
    const name = (v >= 3 ? r.compactString() : r.string())
    let resultsByPartition: AddPartitionsToTxnResponsePartitionResult[]
    {
      const count$ = (v >= 3 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<AddPartitionsToTxnResponsePartitionResult>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnResponsePartitionResult(r, v)
      resultsByPartition = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddPartitionsToTxnResponseTopicResult = { name, resultsByPartition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnResponseTopicResult(o: AddPartitionsToTxnResponseTopicResultInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 3 ? compactStringBytes(name) : 2 + stringBytes(name))
    const resultsByPartition = o.resultsByPartition
    size$ += (v >= 3 ? uvarintBytes(resultsByPartition.length + 1) : 4)
    for (const item of resultsByPartition) size$ += sizeAddPartitionsToTxnResponsePartitionResult(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddPartitionsToTxnResponseTopicResult(w: Writer, o: AddPartitionsToTxnResponseTopicResultInput, v: number): void {
    const name = o.name
    ;(v >= 3 ? w.compactString(name) : w.string(name))
    const resultsByPartition = o.resultsByPartition
    ;(v >= 3 ? w.uvarint(resultsByPartition.length + 1) : w.i32(resultsByPartition.length))
    for (const item of resultsByPartition) writeAddPartitionsToTxnResponsePartitionResult(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAddPartitionsToTxnResponsePartitionResult(r: Reader, v: number): AddPartitionsToTxnResponsePartitionResult {
    const partitionIndex = r.i32()
    const partitionErrorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddPartitionsToTxnResponsePartitionResult = { partitionIndex, partitionErrorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnResponsePartitionResult(o: AddPartitionsToTxnResponsePartitionResultInput, v: number): number {
    let size$ = 6
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddPartitionsToTxnResponsePartitionResult(w: Writer, o: AddPartitionsToTxnResponsePartitionResultInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const partitionErrorCode = o.partitionErrorCode
    w.i16(partitionErrorCode)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAddPartitionsToTxnResponseTransaction(r: Reader, v: number): AddPartitionsToTxnResponseTransaction {
    const transactionalId = r.compactString()
    let topicResults: AddPartitionsToTxnResponseTopicResult[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<AddPartitionsToTxnResponseTopicResult>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnResponseTopicResult(r, v)
      topicResults = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AddPartitionsToTxnResponseTransaction = { transactionalId, topicResults }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnResponseTransaction(o: AddPartitionsToTxnResponseTransactionInput, v: number): number {
    let size$ = 0
    const transactionalId = o.transactionalId
    size$ += compactStringBytes(transactionalId)
    const topicResults = o.topicResults
    size$ += uvarintBytes(topicResults.length + 1)
    for (const item of topicResults) size$ += sizeAddPartitionsToTxnResponseTopicResult(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAddPartitionsToTxnResponseTransaction(w: Writer, o: AddPartitionsToTxnResponseTransactionInput, v: number): void {
    const transactionalId = o.transactionalId
    w.compactString(transactionalId)
    const topicResults = o.topicResults
    w.uvarint(topicResults.length + 1)
    for (const item of topicResults) writeAddPartitionsToTxnResponseTopicResult(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAddPartitionsToTxnResponse(r: Reader, v: number): AddPartitionsToTxnResponse {
    const throttleTimeMs = r.i32()
    let errorCode: number
    if (!(v >= 4)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let resultsByTransaction: AddPartitionsToTxnResponseTransaction[]
    if (!(v >= 4)) resultsByTransaction = []
    else {
      {
        const count$ = r.compactCount(3, 80)
        const list$ = new Array<AddPartitionsToTxnResponseTransaction>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnResponseTransaction(r, v)
        resultsByTransaction = list$
      }
    }
    let resultsByTopicV3AndBelow: AddPartitionsToTxnResponseTopicResult[]
    if (!(v <= 3)) resultsByTopicV3AndBelow = []
    else {
      {
        const count$ = (v >= 3 ? r.compactCount(3, 80) : r.count(3, 80))
        const list$ = new Array<AddPartitionsToTxnResponseTopicResult>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readAddPartitionsToTxnResponseTopicResult(r, v)
        resultsByTopicV3AndBelow = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddPartitionsToTxnResponse = { throttleTimeMs, errorCode, resultsByTransaction, resultsByTopicV3AndBelow }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddPartitionsToTxnResponse(o: AddPartitionsToTxnResponseInput, v: number): number {
    let size$ = 4
    if (v >= 4) {
      size$ += 2
    }
    const resultsByTransaction = o.resultsByTransaction ?? []
    if (v >= 4) {
      size$ += uvarintBytes(resultsByTransaction.length + 1)
      for (const item of resultsByTransaction) size$ += sizeAddPartitionsToTxnResponseTransaction(item, v)
    }
    if (!(v >= 4) && !((resultsByTransaction !== null && resultsByTransaction.length === 0))) unsupported('AddPartitionsToTxnResponse.resultsByTransaction', v)
    const resultsByTopicV3AndBelow = o.resultsByTopicV3AndBelow ?? []
    if (v <= 3) {
      size$ += (v >= 3 ? uvarintBytes(resultsByTopicV3AndBelow.length + 1) : 4)
      for (const item of resultsByTopicV3AndBelow) size$ += sizeAddPartitionsToTxnResponseTopicResult(item, v)
    }
    if (!(v <= 3) && !((resultsByTopicV3AndBelow !== null && resultsByTopicV3AndBelow.length === 0))) unsupported('AddPartitionsToTxnResponse.resultsByTopicV3AndBelow', v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddPartitionsToTxnResponse(w: Writer, o: AddPartitionsToTxnResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    if (v >= 4) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    if (v >= 4) {
      const resultsByTransaction = o.resultsByTransaction ?? []
      w.uvarint(resultsByTransaction.length + 1)
      for (const item of resultsByTransaction) writeAddPartitionsToTxnResponseTransaction(w, item, v)
    }
    if (v <= 3) {
      const resultsByTopicV3AndBelow = o.resultsByTopicV3AndBelow ?? []
      ;(v >= 3 ? w.uvarint(resultsByTopicV3AndBelow.length + 1) : w.i32(resultsByTopicV3AndBelow.length))
      for (const item of resultsByTopicV3AndBelow) writeAddPartitionsToTxnResponseTopicResult(w, item, v)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const addPartitionsToTxnResponse: MessageCodec<AddPartitionsToTxnResponse, AddPartitionsToTxnResponseInput> = {
    name: 'AddPartitionsToTxnResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readAddPartitionsToTxnResponse,
    encode: writeAddPartitionsToTxnResponse,
    size: sizeAddPartitionsToTxnResponse
  }

  return { addPartitionsToTxnRequest, addPartitionsToTxnResponse }
}
