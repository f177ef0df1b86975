// Generated from protocol-specs/56-AlterPartition.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterPartitionRequestTopicPartitionNewIsrWithEpoch {
  brokerId: number
  brokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionRequestTopicPartitionNewIsrWithEpochInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionRequestTopicPartition {
  partitionIndex: number
  leaderEpoch: number
  newIsr: number[]
  newIsrWithEpochs: AlterPartitionRequestTopicPartitionNewIsrWithEpoch[]
  leaderRecoveryState: number
  partitionEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly leaderEpoch: number
  readonly newIsr?: readonly number[] | undefined
  readonly newIsrWithEpochs?: readonly AlterPartitionRequestTopicPartitionNewIsrWithEpochInput[] | undefined
  readonly leaderRecoveryState?: number | undefined
  readonly partitionEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionRequestTopic {
  topicName: string
  topicId: string
  partitions: AlterPartitionRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionRequestTopicInput {
  readonly topicName?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly AlterPartitionRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionRequest {
  brokerId: number
  brokerEpoch: bigint
  topics: AlterPartitionRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionRequestInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly topics: readonly AlterPartitionRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  isr: number[]
  leaderRecoveryState: number
  partitionEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly isr: readonly number[]
  readonly leaderRecoveryState?: number | undefined
  readonly partitionEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionResponseTopic {
  topicName: string
  topicId: string
  partitions: AlterPartitionResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionResponseTopicInput {
  readonly topicName?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly AlterPartitionResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterPartitionResponse {
  throttleTimeMs: number
  errorCode: number
  topics: AlterPartitionResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterPartitionResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly topics: readonly AlterPartitionResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readAlterPartitionRequestTopicPartitionNewIsrWithEpoch(r: Reader, _v: number): AlterPartitionRequestTopicPartitionNewIsrWithEpoch {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionRequestTopicPartitionNewIsrWithEpoch = { brokerId, brokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionRequestTopicPartitionNewIsrWithEpoch(o: AlterPartitionRequestTopicPartitionNewIsrWithEpochInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionRequestTopicPartitionNewIsrWithEpoch(w: Writer, o: AlterPartitionRequestTopicPartitionNewIsrWithEpochInput, _v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionRequestTopicPartition(r: Reader, v: number): AlterPartitionRequestTopicPartition {
    const partitionIndex = r.i32()
    const leaderEpoch = r.i32()
    let newIsr: number[]
    if (!(v <= 2)) newIsr = []
    else {
      newIsr = r.compactI32s()
    }
    let newIsrWithEpochs: AlterPartitionRequestTopicPartitionNewIsrWithEpoch[]
    if (!(v >= 3)) newIsrWithEpochs = []
    else {
      {
        const count$ = r.compactCount(13, 72)
        const list$ = new Array<AlterPartitionRequestTopicPartitionNewIsrWithEpoch>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionRequestTopicPartitionNewIsrWithEpoch(r, v)
        newIsrWithEpochs = list$
      }
    }
    let leaderRecoveryState: number
    if (!(v >= 1)) leaderRecoveryState = 0
    else {
      leaderRecoveryState = r.i8()
    }
    const partitionEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionRequestTopicPartition = { partitionIndex, leaderEpoch, newIsr, newIsrWithEpochs, leaderRecoveryState, partitionEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionRequestTopicPartition(o: AlterPartitionRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    const newIsr = o.newIsr ?? []
    if (v <= 2) {
      size$ += uvarintBytes(newIsr.length + 1)
      size$ += newIsr.length * 4
    }
    if (!(v <= 2) && !((newIsr !== null && newIsr.length === 0))) unsupported('AlterPartitionRequestTopicPartition.newIsr', v)
    const newIsrWithEpochs = o.newIsrWithEpochs ?? []
    if (v >= 3) {
      size$ += uvarintBytes(newIsrWithEpochs.length + 1)
      for (const item of newIsrWithEpochs) size$ += sizeAlterPartitionRequestTopicPartitionNewIsrWithEpoch(item, v)
    }
    if (!(v >= 3) && !((newIsrWithEpochs !== null && newIsrWithEpochs.length === 0))) unsupported('AlterPartitionRequestTopicPartition.newIsrWithEpochs', v)
    const leaderRecoveryState = o.leaderRecoveryState ?? 0
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(leaderRecoveryState === 0)) unsupported('AlterPartitionRequestTopicPartition.leaderRecoveryState', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionRequestTopicPartition(w: Writer, o: AlterPartitionRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v <= 2) {
      const newIsr = o.newIsr ?? []
      w.uvarint(newIsr.length + 1)
      w.i32s(newIsr)
    }
    if (v >= 3) {
      const newIsrWithEpochs = o.newIsrWithEpochs ?? []
      w.uvarint(newIsrWithEpochs.length + 1)
      for (const item of newIsrWithEpochs) writeAlterPartitionRequestTopicPartitionNewIsrWithEpoch(w, item, v)
    }
    if (v >= 1) {
      const leaderRecoveryState = o.leaderRecoveryState ?? 0
      w.i8(leaderRecoveryState)
    }
    const partitionEpoch = o.partitionEpoch
    w.i32(partitionEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionRequestTopic(r: Reader, v: number): AlterPartitionRequestTopic {
    let topicName: string
    if (!(v <= 1)) topicName = ''
    else {
      topicName = r.compactString()
    }
    let topicId: string
    if (!(v >= 2)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: AlterPartitionRequestTopicPartition[]
    {
      const count$ = r.compactCount(14, 144)
      const list$ = new Array<AlterPartitionRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionRequestTopic = { topicName, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionRequestTopic(o: AlterPartitionRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName ?? ''
    if (v <= 1) {
      size$ += compactStringBytes(topicName)
    }
    if (v >= 2) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterPartitionRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionRequestTopic(w: Writer, o: AlterPartitionRequestTopicInput, v: number): void {
    if (v <= 1) {
      const topicName = o.topicName ?? ''
      w.compactString(topicName)
    }
    if (v >= 2) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterPartitionRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionRequest(r: Reader, v: number): AlterPartitionRequest {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let topics: AlterPartitionRequestTopic[]
    {
      const count$ = r.compactCount(3, 128)
      const list$ = new Array<AlterPartitionRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionRequest = { brokerId, brokerEpoch, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionRequest(o: AlterPartitionRequestInput, v: number): number {
    let size$ = 12
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAlterPartitionRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionRequest(w: Writer, o: AlterPartitionRequestInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAlterPartitionRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterPartitionRequest: MessageCodec<AlterPartitionRequest, AlterPartitionRequestInput> = {
    name: 'AlterPartitionRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 0,
    decode: readAlterPartitionRequest,
    encode: writeAlterPartitionRequest,
    size: sizeAlterPartitionRequest
  }

  function readAlterPartitionResponseTopicPartition(r: Reader, v: number): AlterPartitionResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const isr = r.compactI32s()
    let leaderRecoveryState: number
    if (!(v >= 1)) leaderRecoveryState = 0
    else {
      leaderRecoveryState = r.i8()
    }
    const partitionEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionResponseTopicPartition = { partitionIndex, errorCode, leaderId, leaderEpoch, isr, leaderRecoveryState, partitionEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionResponseTopicPartition(o: AlterPartitionResponseTopicPartitionInput, v: number): number {
    let size$ = 18
    const isr = o.isr
    size$ += uvarintBytes(isr.length + 1)
    size$ += isr.length * 4
    if (v >= 1) {
      size$ += 1
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionResponseTopicPartition(w: Writer, o: AlterPartitionResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const isr = o.isr
    w.uvarint(isr.length + 1)
    w.i32s(isr)
    if (v >= 1) {
      const leaderRecoveryState = o.leaderRecoveryState ?? 0
      w.i8(leaderRecoveryState)
    }
    const partitionEpoch = o.partitionEpoch
    w.i32(partitionEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionResponseTopic(r: Reader, v: number): AlterPartitionResponseTopic {
    let topicName: string
    if (!(v <= 1)) topicName = ''
    else {
      topicName = r.compactString()
    }
    let topicId: string
    if (!(v >= 2)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: AlterPartitionResponseTopicPartition[]
    {
      const count$ = r.compactCount(20, 120)
      const list$ = new Array<AlterPartitionResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionResponseTopic = { topicName, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionResponseTopic(o: AlterPartitionResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName ?? ''
    if (v <= 1) {
      size$ += compactStringBytes(topicName)
    }
    if (v >= 2) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAlterPartitionResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionResponseTopic(w: Writer, o: AlterPartitionResponseTopicInput, v: number): void {
    if (v <= 1) {
      const topicName = o.topicName ?? ''
      w.compactString(topicName)
    }
    if (v >= 2) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAlterPartitionResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterPartitionResponse(r: Reader, v: number): AlterPartitionResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let topics: AlterPartitionResponseTopic[]
    {
      const count$ = r.compactCount(3, 128)
      const list$ = new Array<AlterPartitionResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterPartitionResponseTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterPartitionResponse = { throttleTimeMs, errorCode, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterPartitionResponse(o: AlterPartitionResponseInput, v: number): number {
    let size$ = 6
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAlterPartitionResponseTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterPartitionResponse(w: Writer, o: AlterPartitionResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAlterPartitionResponseTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterPartitionResponse: MessageCodec<AlterPartitionResponse, AlterPartitionResponseInput> = {
    name: 'AlterPartitionResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 0,
    decode: readAlterPartitionResponse,
    encode: writeAlterPartitionResponse,
    size: sizeAlterPartitionResponse
  }

  return { alterPartitionRequest, alterPartitionResponse }
}
