// Generated from protocol-specs/00-Produce.spec by scripts/generate.mjs. Do not edit.
import type { Reader, RecordsInput, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ProduceRequestTopicDataPartitionData {
  index: number
  records: Uint8Array | null
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestTopicDataPartitionDataInput {
  readonly index: number
  readonly records: RecordsInput | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceRequestTopicData {
  name: string
  topicId: string
  partitionData: ProduceRequestTopicDataPartitionData[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestTopicDataInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitionData: readonly ProduceRequestTopicDataPartitionDataInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceRequest {
  transactionalId: string | null
  acks: number
  timeoutMs: number
  topicData: ProduceRequestTopicData[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceRequestInput {
  readonly transactionalId?: string | null | undefined
  readonly acks: number
  readonly timeoutMs: number
  readonly topicData: readonly ProduceRequestTopicDataInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseResponsePartitionResponseRecordError {
  batchIndex: number
  batchIndexErrorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseResponsePartitionResponseRecordErrorInput {
  readonly batchIndex: number
  readonly batchIndexErrorMessage?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseResponsePartitionResponseCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseResponsePartitionResponseCurrentLeaderInput {
  readonly leaderId?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseResponsePartitionResponse {
  index: number
  errorCode: number
  baseOffset: bigint
  logAppendTimeMs: bigint
  logStartOffset: bigint
  recordErrors: ProduceResponseResponsePartitionResponseRecordError[]
  errorMessage: string | null
  currentLeader: ProduceResponseResponsePartitionResponseCurrentLeader
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseResponsePartitionResponseInput {
  readonly index: number
  readonly errorCode: number
  readonly baseOffset: bigint
  readonly logAppendTimeMs?: bigint | undefined
  readonly logStartOffset?: bigint | undefined
  readonly recordErrors?: readonly ProduceResponseResponsePartitionResponseRecordErrorInput[] | undefined
  readonly errorMessage?: string | null | undefined
  readonly currentLeader?: ProduceResponseResponsePartitionResponseCurrentLeaderInput | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ProduceResponseResponse {
  name: string
  topicId: string
  partitionResponses: ProduceResponseResponsePartitionResponse[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseResponseInput {
  readonly name?: string | undefined
  readonly topicId?: string | undefined
  readonly partitionResponses: readonly ProduceResponseResponsePartitionResponseInput[]
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
  responses: ProduceResponseResponse[]
  throttleTimeMs: number
  nodeEndpoints: ProduceResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface ProduceResponseInput {
  readonly responses: readonly ProduceResponseResponseInput[]
  readonly throttleTimeMs?: number | undefined
  readonly nodeEndpoints?: readonly ProduceResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, recordsBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readProduceRequestTopicDataPartitionData(r: Reader, v: number): ProduceRequestTopicDataPartitionData {
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
    const value$: ProduceRequestTopicDataPartitionData = { index, records }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceRequestTopicDataPartitionData(o: ProduceRequestTopicDataPartitionDataInput, v: number): number {
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

  function writeProduceRequestTopicDataPartitionData(w: Writer, o: ProduceRequestTopicDataPartitionDataInput, v: number): void {
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

  function readProduceRequestTopicData(r: Reader, v: number): ProduceRequestTopicData {
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
    let partitionData: ProduceRequestTopicDataPartitionData[]
    {
      const count$ = (v >= 9 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<ProduceRequestTopicDataPartitionData>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceRequestTopicDataPartitionData(r, v)
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
    const value$: ProduceRequestTopicData = { name, topicId, partitionData }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceRequestTopicData(o: ProduceRequestTopicDataInput, v: number): number {
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
    for (const item of partitionData) size$ += sizeProduceRequestTopicDataPartitionData(item, v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceRequestTopicData(w: Writer, o: ProduceRequestTopicDataInput, v: number): void {
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
    for (const item of partitionData) writeProduceRequestTopicDataPartitionData(w, item, v)
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
    let topicData: ProduceRequestTopicData[]
    {
      const count$ = (v >= 9 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<ProduceRequestTopicData>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceRequestTopicData(r, v)
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
    for (const item of topicData) size$ += sizeProduceRequestTopicData(item, v)
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
    for (const item of topicData) writeProduceRequestTopicData(w, item, v)
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

  function readProduceResponseResponsePartitionResponseRecordError(r: Reader, v: number): ProduceResponseResponsePartitionResponseRecordError {
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
    const value$: ProduceResponseResponsePartitionResponseRecordError = { batchIndex, batchIndexErrorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseResponsePartitionResponseRecordError(o: ProduceResponseResponsePartitionResponseRecordErrorInput, v: number): number {
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

  function writeProduceResponseResponsePartitionResponseRecordError(w: Writer, o: ProduceResponseResponsePartitionResponseRecordErrorInput, v: number): void {
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

  function readProduceResponseResponsePartitionResponseCurrentLeader(r: Reader, _v: number): ProduceResponseResponsePartitionResponseCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ProduceResponseResponsePartitionResponseCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseResponsePartitionResponseCurrentLeader(o: ProduceResponseResponsePartitionResponseCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeProduceResponseResponsePartitionResponseCurrentLeader(w: Writer, o: ProduceResponseResponsePartitionResponseCurrentLeaderInput, _v: number): void {
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

  function readProduceResponseResponsePartitionResponse(r: Reader, v: number): ProduceResponseResponsePartitionResponse {
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
    let recordErrors: ProduceResponseResponsePartitionResponseRecordError[]
    if (!(v >= 8)) recordErrors = []
    else {
      {
        const count$ = (v >= 9 ? r.compactCount(6, 48) : r.count(6, 48))
        const list$ = new Array<ProduceResponseResponsePartitionResponseRecordError>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readProduceResponseResponsePartitionResponseRecordError(r, v)
        recordErrors = list$
      }
    }
    let errorMessage: string | null
    if (!(v >= 8)) errorMessage = null
    else {
      errorMessage = (v >= 9 ? r.compactNullableString() : r.nullableString())
    }
    let currentLeader: ProduceResponseResponsePartitionResponseCurrentLeader = defaultProduceResponseResponsePartitionResponseCurrentLeader()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 10)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            currentLeader = readProduceResponseResponsePartitionResponseCurrentLeader(r, v)
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: ProduceResponseResponsePartitionResponse = { index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors, errorMessage, currentLeader }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseResponsePartitionResponse(o: ProduceResponseResponsePartitionResponseInput, v: number): number {
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
      for (const item of recordErrors) size$ += sizeProduceResponseResponsePartitionResponseRecordError(item, v)
    }
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    if (v >= 8) {
      size$ += (v >= 9 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    }
    const currentLeader = o.currentLeader ?? defaultProduceResponseResponsePartitionResponseCurrentLeader()
    if (!(v >= 10) && !((currentLeader !== null && isDefaultProduceResponseResponsePartitionResponseCurrentLeader(currentLeader)))) unsupported('ProduceResponseResponsePartitionResponse.currentLeader', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 10 && !((currentLeader !== null && isDefaultProduceResponseResponsePartitionResponseCurrentLeader(currentLeader)))) {
        tags$++
        size$ += tagBytes(0, sizeTagProduceResponseResponsePartitionResponseCurrentLeader(currentLeader, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagProduceResponseResponsePartitionResponseCurrentLeader(currentLeader: ProduceResponseResponsePartitionResponseCurrentLeaderInput, v: number): number {
    let size$ = 0
    size$ += sizeProduceResponseResponsePartitionResponseCurrentLeader(currentLeader, v)
    return size$
  }

  function writeProduceResponseResponsePartitionResponse(w: Writer, o: ProduceResponseResponsePartitionResponseInput, v: number): void {
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
      for (const item of recordErrors) writeProduceResponseResponsePartitionResponseRecordError(w, item, v)
    }
    if (v >= 8) {
      const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
      ;(v >= 9 ? w.compactString(errorMessage) : w.string(errorMessage))
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const currentLeaderTag = o.currentLeader ?? defaultProduceResponseResponsePartitionResponseCurrentLeader()
      const hasCurrentLeader = v >= 10 && !((currentLeaderTag !== null && isDefaultProduceResponseResponsePartitionResponseCurrentLeader(currentLeaderTag)))
      if (hasCurrentLeader) tags$++
      w.uvarint(tags$)
      if (hasCurrentLeader) {
        w.uvarint(0)
        w.uvarint(sizeTagProduceResponseResponsePartitionResponseCurrentLeader(currentLeaderTag, v))
        writeProduceResponseResponsePartitionResponseCurrentLeader(w, currentLeaderTag, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function readProduceResponseResponse(r: Reader, v: number): ProduceResponseResponse {
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
    let partitionResponses: ProduceResponseResponsePartitionResponse[]
    {
      const count$ = (v >= 9 ? r.compactCount(14, 240) : r.count(14, 240))
      const list$ = new Array<ProduceResponseResponsePartitionResponse>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceResponseResponsePartitionResponse(r, v)
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
    const value$: ProduceResponseResponse = { name, topicId, partitionResponses }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProduceResponseResponse(o: ProduceResponseResponseInput, v: number): number {
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
    for (const item of partitionResponses) size$ += sizeProduceResponseResponsePartitionResponse(item, v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeProduceResponseResponse(w: Writer, o: ProduceResponseResponseInput, v: number): void {
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
    for (const item of partitionResponses) writeProduceResponseResponsePartitionResponse(w, item, v)
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
    let responses: ProduceResponseResponse[]
    {
      const count$ = (v >= 9 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<ProduceResponseResponse>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProduceResponseResponse(r, v)
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
    for (const item of responses) size$ += sizeProduceResponseResponse(item, v)
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
    for (const item of responses) writeProduceResponseResponse(w, item, v)
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

  function defaultProduceResponseResponsePartitionResponseCurrentLeader(): ProduceResponseResponsePartitionResponseCurrentLeader {
    return { leaderId: -1, leaderEpoch: -1 }
  }

  function isDefaultProduceResponseResponsePartitionResponseCurrentLeader(o: ProduceResponseResponsePartitionResponseCurrentLeaderInput): boolean {
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
