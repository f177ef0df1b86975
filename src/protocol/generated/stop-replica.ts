// Generated from protocol-specs/05-StopReplica.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StopReplicaRequestUngroupedPartition {
  topicName: string
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaRequestUngroupedPartitionInput {
  readonly topicName: string
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaRequestTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaRequestTopicInput {
  readonly name: string
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaRequestTopicStatePartitionState {
  partitionIndex: number
  leaderEpoch: number
  deletePartition: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaRequestTopicStatePartitionStateInput {
  readonly partitionIndex: number
  readonly leaderEpoch?: number | undefined
  readonly deletePartition: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaRequestTopicState {
  topicName: string
  partitionStates: StopReplicaRequestTopicStatePartitionState[]
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaRequestTopicStateInput {
  readonly topicName: string
  readonly partitionStates: readonly StopReplicaRequestTopicStatePartitionStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaRequest {
  controllerId: number
  isKRaftController: boolean
  controllerEpoch: number
  brokerEpoch: bigint
  deletePartitions: boolean
  ungroupedPartitions: StopReplicaRequestUngroupedPartition[]
  topics: StopReplicaRequestTopic[]
  topicStates: StopReplicaRequestTopicState[]
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaRequestInput {
  readonly controllerId: number
  readonly isKRaftController?: boolean | undefined
  readonly controllerEpoch: number
  readonly brokerEpoch?: bigint | undefined
  readonly deletePartitions?: boolean | undefined
  readonly ungroupedPartitions?: readonly StopReplicaRequestUngroupedPartitionInput[] | undefined
  readonly topics?: readonly StopReplicaRequestTopicInput[] | undefined
  readonly topicStates?: readonly StopReplicaRequestTopicStateInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaResponsePartitionError {
  topicName: string
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaResponsePartitionErrorInput {
  readonly topicName: string
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StopReplicaResponse {
  errorCode: number
  partitionErrors: StopReplicaResponsePartitionError[]
  unknownTags?: readonly UnknownTag[]
}

export interface StopReplicaResponseInput {
  readonly errorCode: number
  readonly partitionErrors: readonly StopReplicaResponsePartitionErrorInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readStopReplicaRequestUngroupedPartition(r: Reader, _v: number): StopReplicaRequestUngroupedPartition {
    const topicName = r.string()
    const partitionIndex = r.i32()
    return { topicName, partitionIndex }
  }

  function sizeStopReplicaRequestUngroupedPartition(o: StopReplicaRequestUngroupedPartitionInput, _v: number): number {
    let size$ = 4
    const topicName = o.topicName
    size$ += 2 + stringBytes(topicName)
    return size$
  }

  function writeStopReplicaRequestUngroupedPartition(w: Writer, o: StopReplicaRequestUngroupedPartitionInput, _v: number): void {
    const topicName = o.topicName
    w.string(topicName)
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
  }

  function readStopReplicaRequestTopic(r: Reader, v: number): StopReplicaRequestTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    const partitionIndexes = (v >= 2 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: StopReplicaRequestTopic = { name, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaRequestTopic(o: StopReplicaRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitionIndexes = o.partitionIndexes
    size$ += (v >= 2 ? uvarintBytes(partitionIndexes.length + 1) : 4)
    size$ += partitionIndexes.length * 4
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeStopReplicaRequestTopic(w: Writer, o: StopReplicaRequestTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const partitionIndexes = o.partitionIndexes
    ;(v >= 2 ? w.uvarint(partitionIndexes.length + 1) : w.i32(partitionIndexes.length))
    w.i32s(partitionIndexes)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readStopReplicaRequestTopicStatePartitionState(r: Reader, _v: number): StopReplicaRequestTopicStatePartitionState {
    const partitionIndex = r.i32()
    const leaderEpoch = r.i32()
    const deletePartition = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StopReplicaRequestTopicStatePartitionState = { partitionIndex, leaderEpoch, deletePartition }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaRequestTopicStatePartitionState(o: StopReplicaRequestTopicStatePartitionStateInput, _v: number): number {
    let size$ = 9
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStopReplicaRequestTopicStatePartitionState(w: Writer, o: StopReplicaRequestTopicStatePartitionStateInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    const deletePartition = o.deletePartition
    w.bool(deletePartition)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStopReplicaRequestTopicState(r: Reader, v: number): StopReplicaRequestTopicState {
    const topicName = r.compactString()
    let partitionStates: StopReplicaRequestTopicStatePartitionState[]
    {
      const count$ = r.compactCount(10, 56)
      const list$ = new Array<StopReplicaRequestTopicStatePartitionState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStopReplicaRequestTopicStatePartitionState(r, v)
      partitionStates = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StopReplicaRequestTopicState = { topicName, partitionStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaRequestTopicState(o: StopReplicaRequestTopicStateInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitionStates = o.partitionStates
    size$ += uvarintBytes(partitionStates.length + 1)
    for (const item of partitionStates) size$ += sizeStopReplicaRequestTopicStatePartitionState(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStopReplicaRequestTopicState(w: Writer, o: StopReplicaRequestTopicStateInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitionStates = o.partitionStates
    w.uvarint(partitionStates.length + 1)
    for (const item of partitionStates) writeStopReplicaRequestTopicStatePartitionState(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStopReplicaRequest(r: Reader, v: number): StopReplicaRequest {
    const controllerId = r.i32()
    let isKRaftController: boolean
    if (!(v >= 4)) isKRaftController = false
    else {
      isKRaftController = r.bool()
    }
    const controllerEpoch = r.i32()
    let brokerEpoch: bigint
    if (!(v >= 1)) brokerEpoch = -1n
    else {
      brokerEpoch = r.i64()
    }
    let deletePartitions: boolean
    if (!(v <= 2)) deletePartitions = false
    else {
      deletePartitions = r.bool()
    }
    let ungroupedPartitions: StopReplicaRequestUngroupedPartition[]
    if (!(v <= 0)) ungroupedPartitions = []
    else {
      {
        const count$ = r.count(6, 48)
        const list$ = new Array<StopReplicaRequestUngroupedPartition>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStopReplicaRequestUngroupedPartition(r, v)
        ungroupedPartitions = list$
      }
    }
    let topics: StopReplicaRequestTopic[]
    if (!(v >= 1 && v <= 2)) topics = []
    else {
      {
        const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
        const list$ = new Array<StopReplicaRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStopReplicaRequestTopic(r, v)
        topics = list$
      }
    }
    let topicStates: StopReplicaRequestTopicState[]
    if (!(v >= 3)) topicStates = []
    else {
      {
        const count$ = r.compactCount(3, 80)
        const list$ = new Array<StopReplicaRequestTopicState>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStopReplicaRequestTopicState(r, v)
        topicStates = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: StopReplicaRequest = { controllerId, isKRaftController, controllerEpoch, brokerEpoch, deletePartitions, ungroupedPartitions, topics, topicStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaRequest(o: StopReplicaRequestInput, v: number): number {
    let size$ = 8
    const isKRaftController = o.isKRaftController ?? false
    if (v >= 4) {
      size$ += 1
    }
    if (!(v >= 4) && !(isKRaftController === false)) unsupported('StopReplicaRequest.isKRaftController', v)
    if (v >= 1) {
      size$ += 8
    }
    const deletePartitions = o.deletePartitions ?? false
    if (v <= 2) {
      size$ += 1
    }
    if (!(v <= 2) && !(deletePartitions === false)) unsupported('StopReplicaRequest.deletePartitions', v)
    const ungroupedPartitions = o.ungroupedPartitions ?? []
    if (v <= 0) {
      size$ += 4
      for (const item of ungroupedPartitions) size$ += sizeStopReplicaRequestUngroupedPartition(item, v)
    }
    if (!(v <= 0) && !((ungroupedPartitions !== null && ungroupedPartitions.length === 0))) unsupported('StopReplicaRequest.ungroupedPartitions', v)
    const topics = o.topics ?? []
    if (v >= 1 && v <= 2) {
      size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
      for (const item of topics) size$ += sizeStopReplicaRequestTopic(item, v)
    }
    if (!(v >= 1 && v <= 2) && !((topics !== null && topics.length === 0))) unsupported('StopReplicaRequest.topics', v)
    const topicStates = o.topicStates ?? []
    if (v >= 3) {
      size$ += uvarintBytes(topicStates.length + 1)
      for (const item of topicStates) size$ += sizeStopReplicaRequestTopicState(item, v)
    }
    if (!(v >= 3) && !((topicStates !== null && topicStates.length === 0))) unsupported('StopReplicaRequest.topicStates', v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeStopReplicaRequest(w: Writer, o: StopReplicaRequestInput, v: number): void {
    const controllerId = o.controllerId
    w.i32(controllerId)
    if (v >= 4) {
      const isKRaftController = o.isKRaftController ?? false
      w.bool(isKRaftController)
    }
    const controllerEpoch = o.controllerEpoch
    w.i32(controllerEpoch)
    if (v >= 1) {
      const brokerEpoch = o.brokerEpoch ?? -1n
      w.i64(brokerEpoch)
    }
    if (v <= 2) {
      const deletePartitions = o.deletePartitions ?? false
      w.bool(deletePartitions)
    }
    if (v <= 0) {
      const ungroupedPartitions = o.ungroupedPartitions ?? []
      w.i32(ungroupedPartitions.length)
      for (const item of ungroupedPartitions) writeStopReplicaRequestUngroupedPartition(w, item, v)
    }
    if (v >= 1 && v <= 2) {
      const topics = o.topics ?? []
      ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
      for (const item of topics) writeStopReplicaRequestTopic(w, item, v)
    }
    if (v >= 3) {
      const topicStates = o.topicStates ?? []
      w.uvarint(topicStates.length + 1)
      for (const item of topicStates) writeStopReplicaRequestTopicState(w, item, v)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const stopReplicaRequest: MessageCodec<StopReplicaRequest, StopReplicaRequestInput> = {
    name: 'StopReplicaRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 2,
    decode: readStopReplicaRequest,
    encode: writeStopReplicaRequest,
    size: sizeStopReplicaRequest
  }

  function readStopReplicaResponsePartitionError(r: Reader, v: number): StopReplicaResponsePartitionError {
    const topicName = (v >= 2 ? r.compactString() : r.string())
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: StopReplicaResponsePartitionError = { topicName, partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaResponsePartitionError(o: StopReplicaResponsePartitionErrorInput, v: number): number {
    let size$ = 6
    const topicName = o.topicName
    size$ += (v >= 2 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeStopReplicaResponsePartitionError(w: Writer, o: StopReplicaResponsePartitionErrorInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 2 ? w.compactString(topicName) : w.string(topicName))
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readStopReplicaResponse(r: Reader, v: number): StopReplicaResponse {
    const errorCode = r.i16()
    let partitionErrors: StopReplicaResponsePartitionError[]
    {
      const count$ = (v >= 2 ? r.compactCount(8, 56) : r.count(8, 56))
      const list$ = new Array<StopReplicaResponsePartitionError>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStopReplicaResponsePartitionError(r, v)
      partitionErrors = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: StopReplicaResponse = { errorCode, partitionErrors }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStopReplicaResponse(o: StopReplicaResponseInput, v: number): number {
    let size$ = 2
    const partitionErrors = o.partitionErrors
    size$ += (v >= 2 ? uvarintBytes(partitionErrors.length + 1) : 4)
    for (const item of partitionErrors) size$ += sizeStopReplicaResponsePartitionError(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeStopReplicaResponse(w: Writer, o: StopReplicaResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const partitionErrors = o.partitionErrors
    ;(v >= 2 ? w.uvarint(partitionErrors.length + 1) : w.i32(partitionErrors.length))
    for (const item of partitionErrors) writeStopReplicaResponsePartitionError(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const stopReplicaResponse: MessageCodec<StopReplicaResponse, StopReplicaResponseInput> = {
    name: 'StopReplicaResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 2,
    decode: readStopReplicaResponse,
    encode: writeStopReplicaResponse,
    size: sizeStopReplicaResponse
  }

  return { stopReplicaRequest, stopReplicaResponse }
}
