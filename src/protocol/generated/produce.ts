// Generated from protocol-specs/00-Produce.spec by scripts/generate.mjs. Do not edit.
import type { Reader, RecordsInput, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ProduceRequestTopicPartition {
  index: number
  records: Uint8Array | null
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestTopicPartitionInput {
  readonly index: number
  readonly records: RecordsInput | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceRequestTopic {
  name: string
  topicId: string
  partitionData: ProduceRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitionData: readonly ProduceRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceRequest {
  transactionalId: string | null
  acks: number
  timeoutMs: number
  topicData: ProduceRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestInput {
  readonly transactionalId?: string | null | undefined
  readonly acks: number
  readonly timeoutMs: number
  readonly topicData: readonly ProduceRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseTopicPartitionRecordError {
  batchIndex: number
  batchIndexErrorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseTopicPartitionRecordErrorInput {
  readonly batchIndex: number
  readonly batchIndexErrorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseTopicPartitionCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseTopicPartitionCurrentLeaderInput {
  readonly leaderId?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseTopicPartition {
  index: number
  errorCode: number
  baseOffset: bigint
  logAppendTimeMs: bigint
  logStartOffset: bigint
  recordErrors: ProduceResponseTopicPartitionRecordError[]
  errorMessage: string | null
  currentLeader: ProduceResponseTopicPartitionCurrentLeader
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseTopicPartitionInput {
  readonly index: number
  readonly errorCode: number
  readonly baseOffset: bigint
  readonly logAppendTimeMs?: bigint | undefined
  readonly logStartOffset?: bigint | undefined
  readonly recordErrors?: readonly ProduceResponseTopicPartitionRecordErrorInput[] | undefined
  readonly errorMessage?: string | null | undefined
  readonly currentLeader?: ProduceResponseTopicPartitionCurrentLeaderInput | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseTopic {
  name: string
  topicId: string
  partitionResponses: ProduceResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseTopicInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitionResponses: readonly ProduceResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponse {
  responses: ProduceResponseTopic[]
  throttleTimeMs: number
  nodeEndpoints: ProduceResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseInput {
  readonly responses: readonly ProduceResponseTopicInput[]
  readonly throttleTimeMs?: number | undefined
  readonly nodeEndpoints?: readonly ProduceResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, recordsBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readProduceRequestTopicPartition(r: Reader, v: number): ProduceRequestTopicPartition {
    const index = r.i32()
    const records = (v >= 9 ? r.compactNullableBytes() : r.nullableBytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ProduceRequestTopicPartition = { index, records }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceRequestTopicPartition(o: ProduceRequestTopicPartitionInput, v: number): number {
    let size$ = 4
    const records = o.records
    {
      const bytes$ = recordsBytes(records)
      size$ += (v >= 9 ? (records === null ? 1 : uvarintBytes(bytes$ + 1)) : 4) + bytes$
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceRequestTopicPartition(w: Writer, o: ProduceRequestTopicPartitionInput, v: number): void {
    const index = o.index
    w.i32(index)
    const records = o.records
    ;(v >= 9 ? w.compactRecords(records) : w.records(records))
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readProduceRequestTopic(r: Reader, v: number): ProduceRequestTopic {
    let name: string
    if (!(v <= 12)) name = ''
    else {
      name = (v >= 9 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 13)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitionData: ProduceRequestTopicPartition[]
    {
      const count$ = (v >= 9 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<ProduceRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceRequestTopicPartition(r, v)
      partitionData = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ProduceRequestTopic = { name, topicId, partitionData }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceRequestTopic(o: ProduceRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 12) {
      size$ += (v >= 9 ? compactStringBytes(name) : 2 + stringBytes(name))
    }
    if (v >= 13) {
      size$ += 16
    }
    const partitionData = o.partitionData
    size$ += (v >= 9 ? uvarintBytes(partitionData.length + 1) : 4)
    for (const item of partitionData) size$ += sizeProduceRequestTopicPartition(item, v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceRequestTopic(w: Writer, o: ProduceRequestTopicInput, v: number): void {
    if (v <= 12) {
      const name = o.name ?? ''
      ;(v >= 9 ? w.compactString(name) : w.string(name))
    }
    if (v >= 13) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitionData = o.partitionData
    ;(v >= 9 ? w.uvarint(partitionData.length + 1) : w.i32(partitionData.length))
    for (const item of partitionData) writeProduceRequestTopicPartition(w, item, v)
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readProduceRequest(r: Reader, v: number): ProduceRequest {
    let transactionalId: string | null
    if (!(v >= 3)) transactionalId = null
    else {
      transactionalId = (v >= 9 ? r.compactNullableString() : r.nullableString())
    }
    const acks = r.i16()
    const timeoutMs = r.i32()
    let topicData: ProduceRequestTopic[]
    {
      const count$ = (v >= 9 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<ProduceRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceRequestTopic(r, v)
      topicData = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ProduceRequest = { transactionalId, acks, timeoutMs, topicData }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceRequest(o: ProduceRequestInput, v: number): number {
    let size$ = 6
    const transactionalId = o.transactionalId === undefined ? null : o.transactionalId
    if (v >= 3) {
      size$ += (v >= 9 ? compactStringBytes(transactionalId) : 2 + (transactionalId === null ? 0 : stringBytes(transactionalId)))
    }
    if (!(v >= 3) && !(transactionalId === null)) unsupported('ProduceRequest.transactionalId', v)
    const topicData = o.topicData
    size$ += (v >= 9 ? uvarintBytes(topicData.length + 1) : 4)
    for (const item of topicData) size$ += sizeProduceRequestTopic(item, v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceRequest(w: Writer, o: ProduceRequestInput, v: number): void {
    if (v >= 3) {
      const transactionalId = o.transactionalId === undefined ? null : o.transactionalId
      ;(v >= 9 ? w.compactString(transactionalId) : w.string(transactionalId))
    }
    const acks = o.acks
    w.i16(acks)
    const timeoutMs = o.timeoutMs
    w.i32(timeoutMs)
    const topicData = o.topicData
    ;(v >= 9 ? w.uvarint(topicData.length + 1) : w.i32(topicData.length))
    for (const item of topicData) writeProduceRequestTopic(w, item, v)
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const produceRequest: MessageCodec<ProduceRequest, ProduceRequestInput> = {
    name: 'ProduceRequest',
    minVersion: 0,
    maxVersion: 13,
    flexibleFrom: 9,
    decode: readProduceRequest,
    encode: writeProduceRequest,
    size: sizeProduceRequest
  }

  function readProduceResponseTopicPartitionRecordError(r: Reader, v: number): ProduceResponseTopicPartitionRecordError {
    const batchIndex = r.i32()
    const batchIndexErrorMessage = (v >= 9 ? r.compactNullableString() : r.nullableString())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ProduceResponseTopicPartitionRecordError = { batchIndex, batchIndexErrorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseTopicPartitionRecordError(o: ProduceResponseTopicPartitionRecordErrorInput, v: number): number {
    let size$ = 4
    const batchIndexErrorMessage = o.batchIndexErrorMessage === undefined ? null : o.batchIndexErrorMessage
    size$ += (v >= 9 ? compactStringBytes(batchIndexErrorMessage) : 2 + (batchIndexErrorMessage === null ? 0 : stringBytes(batchIndexErrorMessage)))
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceResponseTopicPartitionRecordError(w: Writer, o: ProduceResponseTopicPartitionRecordErrorInput, v: number): void {
    const batchIndex = o.batchIndex
    w.i32(batchIndex)
    const batchIndexErrorMessage = o.batchIndexErrorMessage === undefined ? null : o.batchIndexErrorMessage
    ;(v >= 9 ? w.compactString(batchIndexErrorMessage) : w.string(batchIndexErrorMessage))
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readProduceResponseTopicPartitionCurrentLeader(r: Reader, _v: number): ProduceResponseTopicPartitionCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ProduceResponseTopicPartitionCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseTopicPartitionCurrentLeader(o: ProduceResponseTopicPartitionCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeProduceResponseTopicPartitionCurrentLeader(w: Writer, o: ProduceResponseTopicPartitionCurrentLeaderInput, _v: number): void {
    const leaderId = o.leaderId ?? -1
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readProduceResponseTopicPartition(r: Reader, v: number): ProduceResponseTopicPartition {
    const index = r.i32()
    const errorCode = r.i16()
    const baseOffset = r.i64()
    let logAppendTimeMs: bigint
    if (!(v >= 2)) logAppendTimeMs = -1n
    else {
      logAppendTimeMs = r.i64()
    }
    let logStartOffset: bigint
    if (!(v >= 5)) logStartOffset = -1n
    else {
      logStartOffset = r.i64()
    }
    let recordErrors: ProduceResponseTopicPartitionRecordError[]
    if (!(v >= 8)) recordErrors = []
    else {
      {
        const count$ = (v >= 9 ? r.compactCount(6, 48) : r.count(6, 48))
        const list$ = new Array<ProduceResponseTopicPartitionRecordError>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readProduceResponseTopicPartitionRecordError(r, v)
        recordErrors = list$
      }
    }
    let errorMessage: string | null
    if (!(v >= 8)) errorMessage = null
    else {
      errorMessage = (v >= 9 ? r.compactNullableString() : r.nullableString())
    }
    let currentLeader: ProduceResponseTopicPartitionCurrentLeader = defaultProduceResponseTopicPartitionCurrentLeader()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 10)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            currentLeader = readProduceResponseTopicPartitionCurrentLeader(r, v)
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: ProduceResponseTopicPartition = { index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors, errorMessage, currentLeader }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseTopicPartition(o: ProduceResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 2) {
      size$ += 8
    }
    if (v >= 5) {
      size$ += 8
    }
    const recordErrors = o.recordErrors ?? []
    if (v >= 8) {
      size$ += (v >= 9 ? uvarintBytes(recordErrors.length + 1) : 4)
      for (const item of recordErrors) size$ += sizeProduceResponseTopicPartitionRecordError(item, v)
    }
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    if (v >= 8) {
      size$ += (v >= 9 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    }
    const currentLeader = o.currentLeader ?? defaultProduceResponseTopicPartitionCurrentLeader()
    if (!(v >= 10) && !((currentLeader !== null && isDefaultProduceResponseTopicPartitionCurrentLeader(currentLeader)))) unsupported('ProduceResponseTopicPartition.currentLeader', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 10 && !((currentLeader !== null && isDefaultProduceResponseTopicPartitionCurrentLeader(currentLeader)))) {
        tags$++
        size$ += tagBytes(0, sizeTagProduceResponseTopicPartitionCurrentLeader(currentLeader, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagProduceResponseTopicPartitionCurrentLeader(currentLeader: ProduceResponseTopicPartitionCurrentLeaderInput, v: number): number {
    let size$ = 0
    size$ += sizeProduceResponseTopicPartitionCurrentLeader(currentLeader, v)
    return size$
  }

  function writeProduceResponseTopicPartition(w: Writer, o: ProduceResponseTopicPartitionInput, v: number): void {
    const index = o.index
    w.i32(index)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const baseOffset = o.baseOffset
    w.i64(baseOffset)
    if (v >= 2) {
      const logAppendTimeMs = o.logAppendTimeMs ?? -1n
      w.i64(logAppendTimeMs)
    }
    if (v >= 5) {
      const logStartOffset = o.logStartOffset ?? -1n
      w.i64(logStartOffset)
    }
    if (v >= 8) {
      const recordErrors = o.recordErrors ?? []
      ;(v >= 9 ? w.uvarint(recordErrors.length + 1) : w.i32(recordErrors.length))
      for (const item of recordErrors) writeProduceResponseTopicPartitionRecordError(w, item, v)
    }
    if (v >= 8) {
      const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
      ;(v >= 9 ? w.compactString(errorMessage) : w.string(errorMessage))
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const currentLeaderTag = o.currentLeader ?? defaultProduceResponseTopicPartitionCurrentLeader()
      const hasCurrentLeader = v >= 10 && !((currentLeaderTag !== null && isDefaultProduceResponseTopicPartitionCurrentLeader(currentLeaderTag)))
      if (hasCurrentLeader) tags$++
      w.uvarint(tags$)
      if (hasCurrentLeader) {
        w.uvarint(0)
        w.uvarint(sizeTagProduceResponseTopicPartitionCurrentLeader(currentLeaderTag, v))
        writeProduceResponseTopicPartitionCurrentLeader(w, currentLeaderTag, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function readProduceResponseTopic(r: Reader, v: number): ProduceResponseTopic {
    let name: string
    if (!(v <= 12)) name = ''
    else {
      name = (v >= 9 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 13)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitionResponses: ProduceResponseTopicPartition[]
    {
      const count$ = (v >= 9 ? r.compactCount(14, 240) : r.count(14, 240))
      const list$ = new Array<ProduceResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceResponseTopicPartition(r, v)
      partitionResponses = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ProduceResponseTopic = { name, topicId, partitionResponses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseTopic(o: ProduceResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name ?? ''
    if (v <= 12) {
      size$ += (v >= 9 ? compactStringBytes(name) : 2 + stringBytes(name))
    }
    if (v >= 13) {
      size$ += 16
    }
    const partitionResponses = o.partitionResponses
    size$ += (v >= 9 ? uvarintBytes(partitionResponses.length + 1) : 4)
    for (const item of partitionResponses) size$ += sizeProduceResponseTopicPartition(item, v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceResponseTopic(w: Writer, o: ProduceResponseTopicInput, v: number): void {
    if (v <= 12) {
      const name = o.name ?? ''
      ;(v >= 9 ? w.compactString(name) : w.string(name))
    }
    if (v >= 13) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitionResponses = o.partitionResponses
    ;(v >= 9 ? w.uvarint(partitionResponses.length + 1) : w.i32(partitionResponses.length))
    for (const item of partitionResponses) writeProduceResponseTopicPartition(w, item, v)
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readProduceResponseNodeEndpoint(r: Reader, _v: number): ProduceResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.i32()
    const rack = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ProduceResponseNodeEndpoint = { nodeId, host, port, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseNodeEndpoint(o: ProduceResponseNodeEndpointInput, _v: number): number {
    let size$ = 8
    const host = o.host
    size$ += compactStringBytes(host)
    const rack = o.rack === undefined ? null : o.rack
    size$ += compactStringBytes(rack)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeProduceResponseNodeEndpoint(w: Writer, o: ProduceResponseNodeEndpointInput, _v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
    const rack = o.rack === undefined ? null : o.rack
    w.compactString(rack)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readProduceResponse(r: Reader, v: number): ProduceResponse {
    let responses: ProduceResponseTopic[]
    {
      const count$ = (v >= 9 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<ProduceResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceResponseTopic(r, v)
      responses = list$
    }
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let nodeEndpoints: ProduceResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 10)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            {
              const count$ = r.compactCount(11, 64)
              const list$ = new Array<ProduceResponseNodeEndpoint>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readProduceResponseNodeEndpoint(r, v)
              nodeEndpoints = list$
            }
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: ProduceResponse = { responses, throttleTimeMs, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponse(o: ProduceResponseInput, v: number): number {
    let size$ = 0
    const responses = o.responses
    size$ += (v >= 9 ? uvarintBytes(responses.length + 1) : 4)
    for (const item of responses) size$ += sizeProduceResponseTopic(item, v)
    if (v >= 1) {
      size$ += 4
    }
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 10) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('ProduceResponse.nodeEndpoints', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 10 && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
        tags$++
        size$ += tagBytes(0, sizeTagProduceResponseNodeEndpoints(nodeEndpoints, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagProduceResponseNodeEndpoints(nodeEndpoints: readonly ProduceResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeProduceResponseNodeEndpoint(item, v)
    return size$
  }

  function writeProduceResponse(w: Writer, o: ProduceResponseInput, v: number): void {
    const responses = o.responses
    ;(v >= 9 ? w.uvarint(responses.length + 1) : w.i32(responses.length))
    for (const item of responses) writeProduceResponseTopic(w, item, v)
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const nodeEndpointsTag = o.nodeEndpoints ?? []
      const hasNodeEndpoints = v >= 10 && !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
      if (hasNodeEndpoints) tags$++
      w.uvarint(tags$)
      if (hasNodeEndpoints) {
        w.uvarint(0)
        w.uvarint(sizeTagProduceResponseNodeEndpoints(nodeEndpointsTag, v))
        w.uvarint(nodeEndpointsTag.length + 1)
        for (const item of nodeEndpointsTag) writeProduceResponseNodeEndpoint(w, item, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function defaultProduceResponseTopicPartitionCurrentLeader(): ProduceResponseTopicPartitionCurrentLeader {
    return { leaderId: -1, leaderEpoch: -1 }
  }

  function isDefaultProduceResponseTopicPartitionCurrentLeader(o: ProduceResponseTopicPartitionCurrentLeaderInput): boolean {
    const leaderId = o.leaderId ?? -1
    if (!(leaderId === -1)) return false
    const leaderEpoch = o.leaderEpoch ?? -1
    if (!(leaderEpoch === -1)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const produceResponse: MessageCodec<ProduceResponse, ProduceResponseInput> = {
    name: 'ProduceResponse',
    minVersion: 0,
    maxVersion: 13,
    flexibleFrom: 9,
    decode: readProduceResponse,
    encode: writeProduceResponse,
    size: sizeProduceResponse
  }

  return { produceRequest, produceResponse }
}
