// Generated from protocol-specs/06-UpdateMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UpdateMetadataRequestPartitionState {
  topicName: string
  partitionIndex: number
  controllerEpoch: number
  leader: number
  leaderEpoch: number
  isr: number[]
  zkVersion: number
  replicas: number[]
  offlineReplicas: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataRequestPartitionStateInput {
  readonly topicName?: string | undefined
  readonly partitionIndex: number
  readonly controllerEpoch: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly isr: readonly number[]
  readonly zkVersion: number
  readonly replicas: readonly number[]
  readonly offlineReplicas?: readonly number[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateMetadataRequestTopicState {
  topicName: string
  topicId: string
  partitionStates: UpdateMetadataRequestPartitionState[]
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataRequestTopicStateInput {
  readonly topicName: string
  readonly topicId?: string | undefined
  readonly partitionStates: readonly UpdateMetadataRequestPartitionStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateMetadataRequestLiveBrokerEndpoint {
  port: number
  host: string
  listener: string
  securityProtocol: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataRequestLiveBrokerEndpointInput {
  readonly port: number
  readonly host: string
  readonly listener?: string | undefined
  readonly securityProtocol: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateMetadataRequestLiveBroker {
  id: number
  v0Host: string
  v0Port: number
  endpoints: UpdateMetadataRequestLiveBrokerEndpoint[]
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataRequestLiveBrokerInput {
  readonly id: number
  readonly v0Host?: string | undefined
  readonly v0Port?: number | undefined
  readonly endpoints?: readonly UpdateMetadataRequestLiveBrokerEndpointInput[] | undefined
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateMetadataRequest {
  controllerId: number
  isKRaftController: boolean
  type: number
  controllerEpoch: number
  brokerEpoch: bigint
  ungroupedPartitionStates: UpdateMetadataRequestPartitionState[]
  topicStates: UpdateMetadataRequestTopicState[]
  liveBrokers: UpdateMetadataRequestLiveBroker[]
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataRequestInput {
  readonly controllerId: number
  readonly isKRaftController?: boolean | undefined
  readonly type?: number | undefined
  readonly controllerEpoch: number
  readonly brokerEpoch?: bigint | undefined
  readonly ungroupedPartitionStates?: readonly UpdateMetadataRequestPartitionStateInput[] | undefined
  readonly topicStates?: readonly UpdateMetadataRequestTopicStateInput[] | undefined
  readonly liveBrokers: readonly UpdateMetadataRequestLiveBrokerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateMetadataResponse {
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateMetadataResponseInput {
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readUpdateMetadataRequestPartitionState(r: Reader, v: number): UpdateMetadataRequestPartitionState {
    let topicName: string
    if (!(v <= 4)) topicName = ''
    else {
      topicName = r.string()
    }
    const partitionIndex = r.i32()
    const controllerEpoch = r.i32()
    const leader = r.i32()
    const leaderEpoch = r.i32()
    const isr = (v >= 6 ? r.compactI32s() : r.i32s())
    const zkVersion = r.i32()
    const replicas = (v >= 6 ? r.compactI32s() : r.i32s())
    let offlineReplicas: number[]
    if (!(v >= 4)) offlineReplicas = []
    else {
      offlineReplicas = (v >= 6 ? r.compactI32s() : r.i32s())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: UpdateMetadataRequestPartitionState = { topicName, partitionIndex, controllerEpoch, leader, leaderEpoch, isr, zkVersion, replicas, offlineReplicas }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataRequestPartitionState(o: UpdateMetadataRequestPartitionStateInput, v: number): number {
    let size$ = 20
    const topicName = o.topicName ?? ''
    if (v <= 4) {
      size$ += 2 + stringBytes(topicName)
    }
    const isr = o.isr
    size$ += (v >= 6 ? uvarintBytes(isr.length + 1) : 4)
    size$ += isr.length * 4
    const replicas = o.replicas
    size$ += (v >= 6 ? uvarintBytes(replicas.length + 1) : 4)
    size$ += replicas.length * 4
    const offlineReplicas = o.offlineReplicas ?? []
    if (v >= 4) {
      size$ += (v >= 6 ? uvarintBytes(offlineReplicas.length + 1) : 4)
      size$ += offlineReplicas.length * 4
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeUpdateMetadataRequestPartitionState(w: Writer, o: UpdateMetadataRequestPartitionStateInput, v: number): void {
    if (v <= 4) {
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
    ;(v >= 6 ? w.uvarint(isr.length + 1) : w.i32(isr.length))
    w.i32s(isr)
    const zkVersion = o.zkVersion
    w.i32(zkVersion)
    const replicas = o.replicas
    ;(v >= 6 ? w.uvarint(replicas.length + 1) : w.i32(replicas.length))
    w.i32s(replicas)
    if (v >= 4) {
      const offlineReplicas = o.offlineReplicas ?? []
      ;(v >= 6 ? w.uvarint(offlineReplicas.length + 1) : w.i32(offlineReplicas.length))
      w.i32s(offlineReplicas)
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readUpdateMetadataRequestTopicState(r: Reader, v: number): UpdateMetadataRequestTopicState {
    const topicName = (v >= 6 ? r.compactString() : r.string())
    let topicId: string
    if (!(v >= 7)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitionStates: UpdateMetadataRequestPartitionState[]
    {
      const count$ = (v >= 6 ? r.compactCount(24, 200) : r.count(24, 200))
      const list$ = new Array<UpdateMetadataRequestPartitionState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readUpdateMetadataRequestPartitionState(r, v)
      partitionStates = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: UpdateMetadataRequestTopicState = { topicName, topicId, partitionStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataRequestTopicState(o: UpdateMetadataRequestTopicStateInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 6 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    if (v >= 7) {
      size$ += 16
    }
    const partitionStates = o.partitionStates
    size$ += (v >= 6 ? uvarintBytes(partitionStates.length + 1) : 4)
    for (const item of partitionStates) size$ += sizeUpdateMetadataRequestPartitionState(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeUpdateMetadataRequestTopicState(w: Writer, o: UpdateMetadataRequestTopicStateInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 6 ? w.compactString(topicName) : w.string(topicName))
    if (v >= 7) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitionStates = o.partitionStates
    ;(v >= 6 ? w.uvarint(partitionStates.length + 1) : w.i32(partitionStates.length))
    for (const item of partitionStates) writeUpdateMetadataRequestPartitionState(w, item, v)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readUpdateMetadataRequestLiveBrokerEndpoint(r: Reader, v: number): UpdateMetadataRequestLiveBrokerEndpoint {
    const port = r.i32()
    const host = (v >= 6 ? r.compactString() : r.string())
    let listener: string
    if (!(v >= 3)) listener = ''
    else {
      listener = (v >= 6 ? r.compactString() : r.string())
    }
    const securityProtocol = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: UpdateMetadataRequestLiveBrokerEndpoint = { port, host, listener, securityProtocol }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataRequestLiveBrokerEndpoint(o: UpdateMetadataRequestLiveBrokerEndpointInput, v: number): number {
    let size$ = 6
    const host = o.host
    size$ += (v >= 6 ? compactStringBytes(host) : 2 + stringBytes(host))
    const listener = o.listener ?? ''
    if (v >= 3) {
      size$ += (v >= 6 ? compactStringBytes(listener) : 2 + stringBytes(listener))
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeUpdateMetadataRequestLiveBrokerEndpoint(w: Writer, o: UpdateMetadataRequestLiveBrokerEndpointInput, v: number): void {
    const port = o.port
    w.i32(port)
    const host = o.host
    ;(v >= 6 ? w.compactString(host) : w.string(host))
    if (v >= 3) {
      const listener = o.listener ?? ''
      ;(v >= 6 ? w.compactString(listener) : w.string(listener))
    }
    const securityProtocol = o.securityProtocol
    w.i16(securityProtocol)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readUpdateMetadataRequestLiveBroker(r: Reader, v: number): UpdateMetadataRequestLiveBroker {
    const id = r.i32()
    let v0Host: string
    if (!(v <= 0)) v0Host = ''
    else {
      v0Host = r.string()
    }
    let v0Port: number
    if (!(v <= 0)) v0Port = 0
    else {
      v0Port = r.i32()
    }
    let endpoints: UpdateMetadataRequestLiveBrokerEndpoint[]
    if (!(v >= 1)) endpoints = []
    else {
      {
        const count$ = (v >= 6 ? r.compactCount(8, 64) : r.count(8, 64))
        const list$ = new Array<UpdateMetadataRequestLiveBrokerEndpoint>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readUpdateMetadataRequestLiveBrokerEndpoint(r, v)
        endpoints = list$
      }
    }
    let rack: string | null
    if (!(v >= 2)) rack = ''
    else {
      rack = (v >= 6 ? r.compactNullableString() : r.nullableString())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: UpdateMetadataRequestLiveBroker = { id, v0Host, v0Port, endpoints, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataRequestLiveBroker(o: UpdateMetadataRequestLiveBrokerInput, v: number): number {
    let size$ = 4
    const v0Host = o.v0Host ?? ''
    if (v <= 0) {
      size$ += 2 + stringBytes(v0Host)
    }
    if (v <= 0) {
      size$ += 4
    }
    const endpoints = o.endpoints ?? []
    if (v >= 1) {
      size$ += (v >= 6 ? uvarintBytes(endpoints.length + 1) : 4)
      for (const item of endpoints) size$ += sizeUpdateMetadataRequestLiveBrokerEndpoint(item, v)
    }
    const rack = o.rack === undefined ? '' : o.rack
    if (v >= 2) {
      size$ += (v >= 6 ? compactStringBytes(rack) : 2 + (rack === null ? 0 : stringBytes(rack)))
    }
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeUpdateMetadataRequestLiveBroker(w: Writer, o: UpdateMetadataRequestLiveBrokerInput, v: number): void {
    const id = o.id
    w.i32(id)
    if (v <= 0) {
      const v0Host = o.v0Host ?? ''
      w.string(v0Host)
    }
    if (v <= 0) {
      const v0Port = o.v0Port ?? 0
      w.i32(v0Port)
    }
    if (v >= 1) {
      const endpoints = o.endpoints ?? []
      ;(v >= 6 ? w.uvarint(endpoints.length + 1) : w.i32(endpoints.length))
      for (const item of endpoints) writeUpdateMetadataRequestLiveBrokerEndpoint(w, item, v)
    }
    if (v >= 2) {
      const rack = o.rack === undefined ? '' : o.rack
      ;(v >= 6 ? w.compactString(rack) : w.string(rack))
    }
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readUpdateMetadataRequest(r: Reader, v: number): UpdateMetadataRequest {
    const controllerId = r.i32()
    let isKRaftController: boolean
    if (!(v >= 8)) isKRaftController = false
    else {
      isKRaftController = r.bool()
    }
    let type: number = 0
    const controllerEpoch = r.i32()
    let brokerEpoch: bigint
    if (!(v >= 5)) brokerEpoch = -1n
    else {
      brokerEpoch = r.i64()
    }
    let ungroupedPartitionStates: UpdateMetadataRequestPartitionState[]
    if (!(v <= 4)) ungroupedPartitionStates = []
    else {
      {
        const count$ = r.count(30, 200)
        const list$ = new Array<UpdateMetadataRequestPartitionState>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readUpdateMetadataRequestPartitionState(r, v)
        ungroupedPartitionStates = list$
      }
    }
    let topicStates: UpdateMetadataRequestTopicState[]
    if (!(v >= 5)) topicStates = []
    else {
      {
        const count$ = (v >= 6 ? r.compactCount(3, 128) : r.count(3, 128))
        const list$ = new Array<UpdateMetadataRequestTopicState>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readUpdateMetadataRequestTopicState(r, v)
        topicStates = list$
      }
    }
    let liveBrokers: UpdateMetadataRequestLiveBroker[]
    {
      const count$ = (v >= 6 ? r.compactCount(7, 104) : r.count(7, 104))
      const list$ = new Array<UpdateMetadataRequestLiveBroker>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readUpdateMetadataRequestLiveBroker(r, v)
      liveBrokers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 8)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            type = r.i8()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: UpdateMetadataRequest = { controllerId, isKRaftController, type, controllerEpoch, brokerEpoch, ungroupedPartitionStates, topicStates, liveBrokers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataRequest(o: UpdateMetadataRequestInput, v: number): number {
    let size$ = 8
    const isKRaftController = o.isKRaftController ?? false
    if (v >= 8) {
      size$ += 1
    }
    if (!(v >= 8) && !(isKRaftController === false)) unsupported('UpdateMetadataRequest.isKRaftController', v)
    const type = o.type ?? 0
    if (!(v >= 8) && !(type === 0)) unsupported('UpdateMetadataRequest.type', v)
    if (v >= 5) {
      size$ += 8
    }
    const ungroupedPartitionStates = o.ungroupedPartitionStates ?? []
    if (v <= 4) {
      size$ += 4
      for (const item of ungroupedPartitionStates) size$ += sizeUpdateMetadataRequestPartitionState(item, v)
    }
    if (!(v <= 4) && !((ungroupedPartitionStates !== null && ungroupedPartitionStates.length === 0))) unsupported('UpdateMetadataRequest.ungroupedPartitionStates', v)
    const topicStates = o.topicStates ?? []
    if (v >= 5) {
      size$ += (v >= 6 ? uvarintBytes(topicStates.length + 1) : 4)
      for (const item of topicStates) size$ += sizeUpdateMetadataRequestTopicState(item, v)
    }
    if (!(v >= 5) && !((topicStates !== null && topicStates.length === 0))) unsupported('UpdateMetadataRequest.topicStates', v)
    const liveBrokers = o.liveBrokers
    size$ += (v >= 6 ? uvarintBytes(liveBrokers.length + 1) : 4)
    for (const item of liveBrokers) size$ += sizeUpdateMetadataRequestLiveBroker(item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 8 && !(type === 0)) {
        tags$++
        size$ += tagBytes(0, sizeTagUpdateMetadataRequestType(type, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagUpdateMetadataRequestType(_type: number, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function writeUpdateMetadataRequest(w: Writer, o: UpdateMetadataRequestInput, v: number): void {
    const controllerId = o.controllerId
    w.i32(controllerId)
    if (v >= 8) {
      const isKRaftController = o.isKRaftController ?? false
      w.bool(isKRaftController)
    }
    const controllerEpoch = o.controllerEpoch
    w.i32(controllerEpoch)
    if (v >= 5) {
      const brokerEpoch = o.brokerEpoch ?? -1n
      w.i64(brokerEpoch)
    }
    if (v <= 4) {
      const ungroupedPartitionStates = o.ungroupedPartitionStates ?? []
      w.i32(ungroupedPartitionStates.length)
      for (const item of ungroupedPartitionStates) writeUpdateMetadataRequestPartitionState(w, item, v)
    }
    if (v >= 5) {
      const topicStates = o.topicStates ?? []
      ;(v >= 6 ? w.uvarint(topicStates.length + 1) : w.i32(topicStates.length))
      for (const item of topicStates) writeUpdateMetadataRequestTopicState(w, item, v)
    }
    const liveBrokers = o.liveBrokers
    ;(v >= 6 ? w.uvarint(liveBrokers.length + 1) : w.i32(liveBrokers.length))
    for (const item of liveBrokers) writeUpdateMetadataRequestLiveBroker(w, item, v)
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const typeTag = o.type ?? 0
      const hasType = v >= 8 && !(typeTag === 0)
      if (hasType) tags$++
      w.uvarint(tags$)
      if (hasType) {
        w.uvarint(0)
        w.uvarint(sizeTagUpdateMetadataRequestType(typeTag, v))
        w.i8(typeTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const updateMetadataRequest: MessageCodec<UpdateMetadataRequest, UpdateMetadataRequestInput> = {
    name: 'UpdateMetadataRequest',
    minVersion: 0,
    maxVersion: 8,
    flexibleFrom: 6,
    decode: readUpdateMetadataRequest,
    encode: writeUpdateMetadataRequest,
    size: sizeUpdateMetadataRequest
  }

  function readUpdateMetadataResponse(r: Reader, v: number): UpdateMetadataResponse {
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 6) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: UpdateMetadataResponse = { errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateMetadataResponse(o: UpdateMetadataResponseInput, v: number): number {
    let size$ = 2
    if (v >= 6) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeUpdateMetadataResponse(w: Writer, o: UpdateMetadataResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 6) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const updateMetadataResponse: MessageCodec<UpdateMetadataResponse, UpdateMetadataResponseInput> = {
    name: 'UpdateMetadataResponse',
    minVersion: 0,
    maxVersion: 8,
    flexibleFrom: 6,
    decode: readUpdateMetadataResponse,
    encode: writeUpdateMetadataResponse,
    size: sizeUpdateMetadataResponse
  }

  return { updateMetadataRequest, updateMetadataResponse }
}
