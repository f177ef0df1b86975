// Generated from protocol-specs/04-LeaderAndIsr.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface LeaderAndIsrRequestPartitionState {
  topicName: string
  partitionIndex: number
  controllerEpoch: number
  leader: number
  leaderEpoch: number
  isr: number[]
  partitionEpoch: number
  replicas: number[]
  addingReplicas: number[]
  removingReplicas: number[]
  isNew: boolean
  leaderRecoveryState: number
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrRequestPartitionStateInput {
  readonly topicName?: string | undefined
  readonly partitionIndex: number
  readonly controllerEpoch: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly isr: readonly number[]
  readonly partitionEpoch: number
  readonly replicas: readonly number[]
  readonly addingReplicas?: readonly number[] | undefined
  readonly removingReplicas?: readonly number[] | undefined
  readonly isNew?: boolean | undefined
  readonly leaderRecoveryState?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrRequestTopicState {
  topicName: string
  topicId: string
  partitionStates: LeaderAndIsrRequestPartitionState[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrRequestTopicStateInput {
  readonly topicName: string
  readonly topicId?: string | undefined
  readonly partitionStates: readonly LeaderAndIsrRequestPartitionStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrRequestLiveLeader {
  brokerId: number
  hostName: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrRequestLiveLeaderInput {
  readonly brokerId: number
  readonly hostName: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrRequest {
  controllerId: number
  isKRaftController: boolean
  controllerEpoch: number
  brokerEpoch: bigint
  type: number
  ungroupedPartitionStates: LeaderAndIsrRequestPartitionState[]
  topicStates: LeaderAndIsrRequestTopicState[]
  liveLeaders: LeaderAndIsrRequestLiveLeader[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrRequestInput {
  readonly controllerId: number
  readonly isKRaftController?: boolean | undefined
  readonly controllerEpoch: number
  readonly brokerEpoch?: bigint | undefined
  readonly type?: number | undefined
  readonly ungroupedPartitionStates?: readonly LeaderAndIsrRequestPartitionStateInput[] | undefined
  readonly topicStates?: readonly LeaderAndIsrRequestTopicStateInput[] | undefined
  readonly liveLeaders: readonly LeaderAndIsrRequestLiveLeaderInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrResponsePartitionError {
  topicName: string
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrResponsePartitionErrorInput {
  readonly topicName?: string | undefined
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrResponseTopic {
  topicId: string
  partitionErrors: LeaderAndIsrResponsePartitionError[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrResponseTopicInput {
  readonly topicId: string
  readonly partitionErrors: readonly LeaderAndIsrResponsePartitionErrorInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderAndIsrResponse {
  errorCode: number
  partitionErrors: LeaderAndIsrResponsePartitionError[]
  topics: LeaderAndIsrResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderAndIsrResponseInput {
  readonly errorCode: number
  readonly partitionErrors?: readonly LeaderAndIsrResponsePartitionErrorInput[] | undefined
  readonly topics?: readonly LeaderAndIsrResponseTopicInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readLeaderAndIsrRequestPartitionState(r: Reader, v: number): LeaderAndIsrRequestPartitionState {
    let topicName: string
    if (!(v <= 1)) topicName = ''
    else {
      topicName = r.string()
    }
    const partitionIndex = r.i32()
    const controllerEpoch = r.i32()
    const leader = r.i32()
    const leaderEpoch = r.i32()
    const isr = (v >= 4 ? r.compactI32s() : r.i32s())
    const partitionEpoch = r.i32()
    const replicas = (v >= 4 ? r.compactI32s() : r.i32s())
    let addingReplicas: number[]
    if (!(v >= 3)) addingReplicas = []
    else {
      addingReplicas = (v >= 4 ? r.compactI32s() : r.i32s())
    }
    let removingReplicas: number[]
    if (!(v >= 3)) removingReplicas = []
    else {
      removingReplicas = (v >= 4 ? r.compactI32s() : r.i32s())
    }
    let isNew: boolean
    if (!(v >= 1)) isNew = false
    else {
      isNew = r.bool()
    }
    let leaderRecoveryState: number
    if (!(v >= 6)) leaderRecoveryState = 0
    else {
      leaderRecoveryState = r.i8()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrRequestPartitionState = { topicName, partitionIndex, controllerEpoch, leader, leaderEpoch, isr, partitionEpoch, replicas, addingReplicas, removingReplicas, isNew, leaderRecoveryState }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrRequestPartitionState(o: LeaderAndIsrRequestPartitionStateInput, v: number): number {
    let size$ = 20
    const topicName = o.topicName ?? ''
    if (v <= 1) {
      size$ += 2 + stringBytes(topicName)
    }
    const isr = o.isr
    size$ += (v >= 4 ? uvarintBytes(isr.length + 1) : 4)
    size$ += isr.length * 4
    const replicas = o.replicas
    size$ += (v >= 4 ? uvarintBytes(replicas.length + 1) : 4)
    size$ += replicas.length * 4
    const addingReplicas = o.addingReplicas ?? []
    if (v >= 3) {
      size$ += (v >= 4 ? uvarintBytes(addingReplicas.length + 1) : 4)
      size$ += addingReplicas.length * 4
    }
    const removingReplicas = o.removingReplicas ?? []
    if (v >= 3) {
      size$ += (v >= 4 ? uvarintBytes(removingReplicas.length + 1) : 4)
      size$ += removingReplicas.length * 4
    }
    if (v >= 1) {
      size$ += 1
    }
    const leaderRecoveryState = o.leaderRecoveryState ?? 0
    if (v >= 6) {
      size$ += 1
    }
    if (!(v >= 6) && !(leaderRecoveryState === 0)) unsupported('LeaderAndIsrRequestPartitionState.leaderRecoveryState', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrRequestPartitionState(w: Writer, o: LeaderAndIsrRequestPartitionStateInput, v: number): void {
    if (v <= 1) {
      const topicName = o.topicName ?? ''
      w.string(topicName)
    }
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const controllerEpoch = o.controllerEpoch
    w.i32(controllerEpoch)
    const leader = o.leader
    w.i32(leader)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const isr = o.isr
    ;(v >= 4 ? w.uvarint(isr.length + 1) : w.i32(isr.length))
    w.i32s(isr)
    const partitionEpoch = o.partitionEpoch
    w.i32(partitionEpoch)
    const replicas = o.replicas
    ;(v >= 4 ? w.uvarint(replicas.length + 1) : w.i32(replicas.length))
    w.i32s(replicas)
    if (v >= 3) {
      const addingReplicas = o.addingReplicas ?? []
      ;(v >= 4 ? w.uvarint(addingReplicas.length + 1) : w.i32(addingReplicas.length))
      w.i32s(addingReplicas)
    }
    if (v >= 3) {
      const removingReplicas = o.removingReplicas ?? []
      ;(v >= 4 ? w.uvarint(removingReplicas.length + 1) : w.i32(removingReplicas.length))
      w.i32s(removingReplicas)
    }
    if (v >= 1) {
      const isNew = o.isNew ?? false
      w.bool(isNew)
    }
    if (v >= 6) {
      const leaderRecoveryState = o.leaderRecoveryState ?? 0
      w.i8(leaderRecoveryState)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaderAndIsrRequestTopicState(r: Reader, v: number): LeaderAndIsrRequestTopicState {
    const topicName = (v >= 4 ? r.compactString() : r.string())
    let topicId: string
    if (!(v >= 5)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitionStates: LeaderAndIsrRequestPartitionState[]
    {
      const count$ = (v >= 4 ? r.compactCount(26, 256) : r.count(26, 256))
      const list$ = new Array<LeaderAndIsrRequestPartitionState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrRequestPartitionState(r, v)
      partitionStates = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrRequestTopicState = { topicName, topicId, partitionStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrRequestTopicState(o: LeaderAndIsrRequestTopicStateInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 4 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    if (v >= 5) {
      size$ += 16
    }
    const partitionStates = o.partitionStates
    size$ += (v >= 4 ? uvarintBytes(partitionStates.length + 1) : 4)
    for (const item of partitionStates) size$ += sizeLeaderAndIsrRequestPartitionState(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrRequestTopicState(w: Writer, o: LeaderAndIsrRequestTopicStateInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 4 ? w.compactString(topicName) : w.string(topicName))
    if (v >= 5) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitionStates = o.partitionStates
    ;(v >= 4 ? w.uvarint(partitionStates.length + 1) : w.i32(partitionStates.length))
    for (const item of partitionStates) writeLeaderAndIsrRequestPartitionState(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaderAndIsrRequestLiveLeader(r: Reader, v: number): LeaderAndIsrRequestLiveLeader {
    const brokerId = r.i32()
    const hostName = (v >= 4 ? r.compactString() : r.string())
    const port = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrRequestLiveLeader = { brokerId, hostName, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrRequestLiveLeader(o: LeaderAndIsrRequestLiveLeaderInput, v: number): number {
    let size$ = 8
    const hostName = o.hostName
    size$ += (v >= 4 ? compactStringBytes(hostName) : 2 + stringBytes(hostName))
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrRequestLiveLeader(w: Writer, o: LeaderAndIsrRequestLiveLeaderInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const hostName = o.hostName
    ;(v >= 4 ? w.compactString(hostName) : w.string(hostName))
    const port = o.port
    w.i32(port)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaderAndIsrRequest(r: Reader, v: number): LeaderAndIsrRequest {
    const controllerId = r.i32()
    let isKRaftController: boolean
    if (!(v >= 7)) isKRaftController = false
    else {
      isKRaftController = r.bool()
    }
    const controllerEpoch = r.i32()
    let brokerEpoch: bigint
    if (!(v >= 2)) brokerEpoch = -1n
    else {
      brokerEpoch = r.i64()
    }
    let type: number
    if (!(v >= 5)) type = 0
    else {
      type = r.i8()
    }
    let ungroupedPartitionStates: LeaderAndIsrRequestPartitionState[]
    if (!(v <= 1)) ungroupedPartitionStates = []
    else {
      {
        const count$ = r.count(30, 256)
        const list$ = new Array<LeaderAndIsrRequestPartitionState>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrRequestPartitionState(r, v)
        ungroupedPartitionStates = list$
      }
    }
    let topicStates: LeaderAndIsrRequestTopicState[]
    if (!(v >= 2)) topicStates = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(3, 128) : r.count(3, 128))
        const list$ = new Array<LeaderAndIsrRequestTopicState>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrRequestTopicState(r, v)
        topicStates = list$
      }
    }
    let liveLeaders: LeaderAndIsrRequestLiveLeader[]
    {
      const count$ = (v >= 4 ? r.compactCount(10, 56) : r.count(10, 56))
      const list$ = new Array<LeaderAndIsrRequestLiveLeader>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrRequestLiveLeader(r, v)
      liveLeaders = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrRequest = { controllerId, isKRaftController, controllerEpoch, brokerEpoch, type, ungroupedPartitionStates, topicStates, liveLeaders }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrRequest(o: LeaderAndIsrRequestInput, v: number): number {
    let size$ = 8
    const isKRaftController = o.isKRaftController ?? false
    if (v >= 7) {
      size$ += 1
    }
    if (!(v >= 7) && !(isKRaftController === false)) unsupported('LeaderAndIsrRequest.isKRaftController', v)
    if (v >= 2) {
      size$ += 8
    }
    const type = o.type ?? 0
    if (v >= 5) {
      size$ += 1
    }
    if (!(v >= 5) && !(type === 0)) unsupported('LeaderAndIsrRequest.type', v)
    const ungroupedPartitionStates = o.ungroupedPartitionStates ?? []
    if (v <= 1) {
      size$ += 4
      for (const item of ungroupedPartitionStates) size$ += sizeLeaderAndIsrRequestPartitionState(item, v)
    }
    if (!(v <= 1) && !((ungroupedPartitionStates !== null && ungroupedPartitionStates.length === 0))) unsupported('LeaderAndIsrRequest.ungroupedPartitionStates', v)
    const topicStates = o.topicStates ?? []
    if (v >= 2) {
      size$ += (v >= 4 ? uvarintBytes(topicStates.length + 1) : 4)
      for (const item of topicStates) size$ += sizeLeaderAndIsrRequestTopicState(item, v)
    }
    if (!(v >= 2) && !((topicStates !== null && topicStates.length === 0))) unsupported('LeaderAndIsrRequest.topicStates', v)
    const liveLeaders = o.liveLeaders
    size$ += (v >= 4 ? uvarintBytes(liveLeaders.length + 1) : 4)
    for (const item of liveLeaders) size$ += sizeLeaderAndIsrRequestLiveLeader(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrRequest(w: Writer, o: LeaderAndIsrRequestInput, v: number): void {
    const controllerId = o.controllerId
    w.i32(controllerId)
    if (v >= 7) {
      const isKRaftController = o.isKRaftController ?? false
      w.bool(isKRaftController)
    }
    const controllerEpoch = o.controllerEpoch
    w.i32(controllerEpoch)
    if (v >= 2) {
      const brokerEpoch = o.brokerEpoch ?? -1n
      w.i64(brokerEpoch)
    }
    if (v >= 5) {
      const type = o.type ?? 0
      w.i8(type)
    }
    if (v <= 1) {
      const ungroupedPartitionStates = o.ungroupedPartitionStates ?? []
      w.i32(ungroupedPartitionStates.length)
      for (const item of ungroupedPartitionStates) writeLeaderAndIsrRequestPartitionState(w, item, v)
    }
    if (v >= 2) {
      const topicStates = o.topicStates ?? []
      ;(v >= 4 ? w.uvarint(topicStates.length + 1) : w.i32(topicStates.length))
      for (const item of topicStates) writeLeaderAndIsrRequestTopicState(w, item, v)
    }
    const liveLeaders = o.liveLeaders
    ;(v >= 4 ? w.uvarint(liveLeaders.length + 1) : w.i32(liveLeaders.length))
    for (const item of liveLeaders) writeLeaderAndIsrRequestLiveLeader(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const leaderAndIsrRequest: MessageCodec<LeaderAndIsrRequest, LeaderAndIsrRequestInput> = {
    name: 'LeaderAndIsrRequest',
    minVersion: 0,
    maxVersion: 7,
    flexibleFrom: 4,
    decode: readLeaderAndIsrRequest,
    encode: writeLeaderAndIsrRequest,
    size: sizeLeaderAndIsrRequest
  }

  function readLeaderAndIsrResponsePartitionError(r: Reader, v: number): LeaderAndIsrResponsePartitionError {
    let topicName: string
    if (!(v <= 4)) topicName = ''
    else {
      topicName = (v >= 4 ? r.compactString() : r.string())
    }
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrResponsePartitionError = { topicName, partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrResponsePartitionError(o: LeaderAndIsrResponsePartitionErrorInput, v: number): number {
    let size$ = 6
    const topicName = o.topicName ?? ''
    if (v <= 4) {
      size$ += (v >= 4 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrResponsePartitionError(w: Writer, o: LeaderAndIsrResponsePartitionErrorInput, v: number): void {
    if (v <= 4) {
      const topicName = o.topicName ?? ''
      ;(v >= 4 ? w.compactString(topicName) : w.string(topicName))
    }
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readLeaderAndIsrResponseTopic(r: Reader, v: number): LeaderAndIsrResponseTopic {
    const topicId = r.uuid()
    let partitionErrors: LeaderAndIsrResponsePartitionError[]
    {
      const count$ = r.compactCount(7, 56)
      const list$ = new Array<LeaderAndIsrResponsePartitionError>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrResponsePartitionError(r, v)
      partitionErrors = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: LeaderAndIsrResponseTopic = { topicId, partitionErrors }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrResponseTopic(o: LeaderAndIsrResponseTopicInput, v: number): number {
    let size$ = 16
    const partitionErrors = o.partitionErrors
    size$ += uvarintBytes(partitionErrors.length + 1)
    for (const item of partitionErrors) size$ += sizeLeaderAndIsrResponsePartitionError(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeLeaderAndIsrResponseTopic(w: Writer, o: LeaderAndIsrResponseTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitionErrors = o.partitionErrors
    w.uvarint(partitionErrors.length + 1)
    for (const item of partitionErrors) writeLeaderAndIsrResponsePartitionError(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readLeaderAndIsrResponse(r: Reader, v: number): LeaderAndIsrResponse {
    const errorCode = r.i16()
    let partitionErrors: LeaderAndIsrResponsePartitionError[]
    if (!(v <= 4)) partitionErrors = []
    else {
      {
        const count$ = (v >= 4 ? r.compactCount(8, 56) : r.count(8, 56))
        const list$ = new Array<LeaderAndIsrResponsePartitionError>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrResponsePartitionError(r, v)
        partitionErrors = list$
      }
    }
    let topics: LeaderAndIsrResponseTopic[]
    if (!(v >= 5)) topics = []
    else {
      {
        const count$ = r.compactCount(18, 120)
        const list$ = new Array<LeaderAndIsrResponseTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readLeaderAndIsrResponseTopic(r, v)
        topics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: LeaderAndIsrResponse = { errorCode, partitionErrors, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderAndIsrResponse(o: LeaderAndIsrResponseInput, v: number): number {
    let size$ = 2
    const partitionErrors = o.partitionErrors ?? []
    if (v <= 4) {
      size$ += (v >= 4 ? uvarintBytes(partitionErrors.length + 1) : 4)
      for (const item of partitionErrors) size$ += sizeLeaderAndIsrResponsePartitionError(item, v)
    }
    if (!(v <= 4) && !((partitionErrors !== null && partitionErrors.length === 0))) unsupported('LeaderAndIsrResponse.partitionErrors', v)
    const topics = o.topics ?? []
    if (v >= 5) {
      size$ += uvarintBytes(topics.length + 1)
      for (const item of topics) size$ += sizeLeaderAndIsrResponseTopic(item, v)
    }
    if (!(v >= 5) && !((topics !== null && topics.length === 0))) unsupported('LeaderAndIsrResponse.topics', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeLeaderAndIsrResponse(w: Writer, o: LeaderAndIsrResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v <= 4) {
      const partitionErrors = o.partitionErrors ?? []
      ;(v >= 4 ? w.uvarint(partitionErrors.length + 1) : w.i32(partitionErrors.length))
      for (const item of partitionErrors) writeLeaderAndIsrResponsePartitionError(w, item, v)
    }
    if (v >= 5) {
      const topics = o.topics ?? []
      w.uvarint(topics.length + 1)
      for (const item of topics) writeLeaderAndIsrResponseTopic(w, item, v)
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const leaderAndIsrResponse: MessageCodec<LeaderAndIsrResponse, LeaderAndIsrResponseInput> = {
    name: 'LeaderAndIsrResponse',
    minVersion: 0,
    maxVersion: 7,
    flexibleFrom: 4,
    decode: readLeaderAndIsrResponse,
    encode: writeLeaderAndIsrResponse,
    size: sizeLeaderAndIsrResponse
  }

  return { leaderAndIsrRequest, leaderAndIsrResponse }
}
