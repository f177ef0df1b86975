// Generated from protocol-specs/03-Metadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface MetadataRequestTopic {
  topicId: string
  name: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataRequestTopicInput {
  readonly topicId?: string | undefined
  readonly name: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface MetadataRequest {
  topics: MetadataRequestTopic[] | null
  allowAutoTopicCreation: boolean
  includeClusterAuthorizedOperations: boolean
  includeTopicAuthorizedOperations: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataRequestInput {
  readonly topics: readonly MetadataRequestTopicInput[] | null
  readonly allowAutoTopicCreation?: boolean | undefined
  readonly includeClusterAuthorizedOperations?: boolean | undefined
  readonly includeTopicAuthorizedOperations?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface MetadataResponseBroker {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataResponseBrokerInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface MetadataResponseTopicPartition {
  errorCode: number
  partitionIndex: number
  leaderId: number
  leaderEpoch: number
  replicaNodes: number[]
  isrNodes: number[]
  offlineReplicas: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataResponseTopicPartitionInput {
  readonly errorCode: number
  readonly partitionIndex: number
  readonly leaderId: number
  readonly leaderEpoch?: number | undefined
  readonly replicaNodes: readonly number[]
  readonly isrNodes: readonly number[]
  readonly offlineReplicas?: readonly number[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface MetadataResponseTopic {
  errorCode: number
  name: string | null
  topicId: string
  isInternal: boolean
  partitions: MetadataResponseTopicPartition[]
  topicAuthorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataResponseTopicInput {
  readonly errorCode: number
  readonly name: string | null
  readonly topicId?: string | undefined
  readonly isInternal?: boolean | undefined
  readonly partitions: readonly MetadataResponseTopicPartitionInput[]
  readonly topicAuthorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface MetadataResponse {
  throttleTimeMs: number
  brokers: MetadataResponseBroker[]
  clusterId: string | null
  controllerId: number
  topics: MetadataResponseTopic[]
  clusterAuthorizedOperations: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface MetadataResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly brokers: readonly MetadataResponseBrokerInput[]
  readonly clusterId?: string | null | undefined
  readonly controllerId?: number | undefined
  readonly topics: readonly MetadataResponseTopicInput[]
  readonly clusterAuthorizedOperations?: number | undefined
  readonly errorCode?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readMetadataRequestTopic(r: Reader, v: number): MetadataRequestTopic {
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    const name = v >= 10 ? (v >= 9 ? r.compactNullableString() : r.nullableString()) : (v >= 9 ? r.compactString() : r.string())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataRequestTopic = { topicId, name }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataRequestTopic(o: MetadataRequestTopicInput, v: number): number {
    let size$ = 0
    if (v >= 10) {
      size$ += 16
    }
    const name = o.name
    size$ += (v >= 9 ? compactStringBytes(name) : 2 + (name === null ? 0 : stringBytes(name)))
    if (name === null && !(v >= 10)) unsupported('null MetadataRequestTopic.name', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataRequestTopic(w: Writer, o: MetadataRequestTopicInput, v: number): void {
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const name = o.name
    ;(v >= 9 ? w.compactString(name) : w.string(name))
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readMetadataRequest(r: Reader, v: number): MetadataRequest {
    let topics: MetadataRequestTopic[] | null
    {
      const count$ = v >= 1 ? (v >= 9 ? r.compactNullableCount(2, 88) : r.nullableCount(2, 88)) : (v >= 9 ? r.compactCount(2, 88) : r.count(2, 88))
      if (count$ < 0) topics = null
      else {
        const list$ = new Array<MetadataRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readMetadataRequestTopic(r, v)
        topics = list$
      }
    }
    let allowAutoTopicCreation: boolean
    if (!(v >= 4)) allowAutoTopicCreation = true
    else {
      allowAutoTopicCreation = r.bool()
    }
    let includeClusterAuthorizedOperations: boolean
    if (!(v >= 8 && v <= 10)) includeClusterAuthorizedOperations = false
    else {
      includeClusterAuthorizedOperations = r.bool()
    }
    let includeTopicAuthorizedOperations: boolean
    if (!(v >= 8)) includeTopicAuthorizedOperations = false
    else {
      includeTopicAuthorizedOperations = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataRequest = { topics, allowAutoTopicCreation, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataRequest(o: MetadataRequestInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    if (topics === null) size$ += (v >= 9 ? 1 : 4)
    else {
      size$ += (v >= 9 ? uvarintBytes(topics.length + 1) : 4)
      for (const item of topics) size$ += sizeMetadataRequestTopic(item, v)
    }
    if (topics === null && !(v >= 1)) unsupported('null MetadataRequest.topics', v)
    const allowAutoTopicCreation = o.allowAutoTopicCreation ?? true
    if (v >= 4) {
      size$ += 1
    }
    if (!(v >= 4) && !(allowAutoTopicCreation === true)) unsupported('MetadataRequest.allowAutoTopicCreation', v)
    const includeClusterAuthorizedOperations = o.includeClusterAuthorizedOperations ?? false
    if (v >= 8 && v <= 10) {
      size$ += 1
    }
    if (!(v >= 8 && v <= 10) && !(includeClusterAuthorizedOperations === false)) unsupported('MetadataRequest.includeClusterAuthorizedOperations', v)
    const includeTopicAuthorizedOperations = o.includeTopicAuthorizedOperations ?? false
    if (v >= 8) {
      size$ += 1
    }
    if (!(v >= 8) && !(includeTopicAuthorizedOperations === false)) unsupported('MetadataRequest.includeTopicAuthorizedOperations', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataRequest(w: Writer, o: MetadataRequestInput, v: number): void {
    const topics = o.topics
    if (topics === null) (v >= 9 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 9 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
      for (const item of topics) writeMetadataRequestTopic(w, item, v)
    }
    if (v >= 4) {
      const allowAutoTopicCreation = o.allowAutoTopicCreation ?? true
      w.bool(allowAutoTopicCreation)
    }
    if (v >= 8 && v <= 10) {
      const includeClusterAuthorizedOperations = o.includeClusterAuthorizedOperations ?? false
      w.bool(includeClusterAuthorizedOperations)
    }
    if (v >= 8) {
      const includeTopicAuthorizedOperations = o.includeTopicAuthorizedOperations ?? false
      w.bool(includeTopicAuthorizedOperations)
    }
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const metadataRequest: MessageCodec<MetadataRequest, MetadataRequestInput> = {
    name: 'MetadataRequest',
    minVersion: 0,
    maxVersion: 13,
    flexibleFrom: 9,
    decode: readMetadataRequest,
    encode: writeMetadataRequest,
    size: sizeMetadataRequest
  }

  function readMetadataResponseBroker(r: Reader, v: number): MetadataResponseBroker {
    const nodeId = r.i32()
    const host = (v >= 9 ? r.compactString() : r.string())
    const port = r.i32()
    let rack: string | null
    if (!(v >= 1)) rack = null
    else {
      rack = (v >= 9 ? r.compactNullableString() : r.nullableString())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataResponseBroker = { nodeId, host, port, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataResponseBroker(o: MetadataResponseBrokerInput, v: number): number {
    let size$ = 8
    const host = o.host
    size$ += (v >= 9 ? compactStringBytes(host) : 2 + stringBytes(host))
    const rack = o.rack === undefined ? null : o.rack
    if (v >= 1) {
      size$ += (v >= 9 ? compactStringBytes(rack) : 2 + (rack === null ? 0 : stringBytes(rack)))
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataResponseBroker(w: Writer, o: MetadataResponseBrokerInput, v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
    const host = o.host
    ;(v >= 9 ? w.compactString(host) : w.string(host))
    const port = o.port
    w.i32(port)
    if (v >= 1) {
      const rack = o.rack === undefined ? null : o.rack
      ;(v >= 9 ? w.compactString(rack) : w.string(rack))
    }
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readMetadataResponseTopicPartition(r: Reader, v: number): MetadataResponseTopicPartition {
    const errorCode = r.i16()
    const partitionIndex = r.i32()
    const leaderId = r.i32()
    let leaderEpoch: number
    if (!(v >= 7)) leaderEpoch = -1
    else {
      leaderEpoch = r.i32()
    }
    const replicaNodes = (v >= 9 ? r.compactI32s() : r.i32s())
    const isrNodes = (v >= 9 ? r.compactI32s() : r.i32s())
    let offlineReplicas: number[]
    if (!(v >= 5)) offlineReplicas = []
    else {
      offlineReplicas = (v >= 9 ? r.compactI32s() : r.i32s())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataResponseTopicPartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataResponseTopicPartition(o: MetadataResponseTopicPartitionInput, v: number): number {
    let size$ = 10
    if (v >= 7) {
      size$ += 4
    }
    const replicaNodes = o.replicaNodes
    size$ += (v >= 9 ? uvarintBytes(replicaNodes.length + 1) : 4)
    size$ += replicaNodes.length * 4
    const isrNodes = o.isrNodes
    size$ += (v >= 9 ? uvarintBytes(isrNodes.length + 1) : 4)
    size$ += isrNodes.length * 4
    const offlineReplicas = o.offlineReplicas ?? []
    if (v >= 5) {
      size$ += (v >= 9 ? uvarintBytes(offlineReplicas.length + 1) : 4)
      size$ += offlineReplicas.length * 4
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataResponseTopicPartition(w: Writer, o: MetadataResponseTopicPartitionInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const leaderId = o.leaderId
    w.i32(leaderId)
    if (v >= 7) {
      const leaderEpoch = o.leaderEpoch ?? -1
      w.i32(leaderEpoch)
    }
    const replicaNodes = o.replicaNodes
    ;(v >= 9 ? w.uvarint(replicaNodes.length + 1) : w.i32(replicaNodes.length))
    w.i32s(replicaNodes)
    const isrNodes = o.isrNodes
    ;(v >= 9 ? w.uvarint(isrNodes.length + 1) : w.i32(isrNodes.length))
    w.i32s(isrNodes)
    if (v >= 5) {
      const offlineReplicas = o.offlineReplicas ?? []
      ;(v >= 9 ? w.uvarint(offlineReplicas.length + 1) : w.i32(offlineReplicas.length))
      w.i32s(offlineReplicas)
    }
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readMetadataResponseTopic(r: Reader, v: number): MetadataResponseTopic {
    const errorCode = r.i16()
    const name = v >= 12 ? (v >= 9 ? r.compactNullableString() : r.nullableString()) : (v >= 9 ? r.compactString() : r.string())
    let topicId: string
    if (!(v >= 10)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let isInternal: boolean
    if (!(v >= 1)) isInternal = false
    else {
      isInternal = r.bool()
    }
    let partitions: MetadataResponseTopicPartition[]
    {
      const count$ = (v >= 9 ? r.compactCount(18, 184) : r.count(18, 184))
      const list$ = new Array<MetadataResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readMetadataResponseTopicPartition(r, v)
      partitions = list$
    }
    let topicAuthorizedOperations: number
    if (!(v >= 8)) topicAuthorizedOperations = -2147483648
    else {
      topicAuthorizedOperations = r.i32()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataResponseTopic(o: MetadataResponseTopicInput, v: number): number {
    let size$ = 2
    const name = o.name
    size$ += (v >= 9 ? compactStringBytes(name) : 2 + (name === null ? 0 : stringBytes(name)))
    if (name === null && !(v >= 12)) unsupported('null MetadataResponseTopic.name', v)
    if (v >= 10) {
      size$ += 16
    }
    if (v >= 1) {
      size$ += 1
    }
    const partitions = o.partitions
    size$ += (v >= 9 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeMetadataResponseTopicPartition(item, v)
    const topicAuthorizedOperations = o.topicAuthorizedOperations ?? -2147483648
    if (v >= 8) {
      size$ += 4
    }
    if (!(v >= 8) && !(topicAuthorizedOperations === -2147483648)) unsupported('MetadataResponseTopic.topicAuthorizedOperations', v)
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataResponseTopic(w: Writer, o: MetadataResponseTopicInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const name = o.name
    ;(v >= 9 ? w.compactString(name) : w.string(name))
    if (v >= 10) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    if (v >= 1) {
      const isInternal = o.isInternal ?? false
      w.bool(isInternal)
    }
    const partitions = o.partitions
    ;(v >= 9 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeMetadataResponseTopicPartition(w, item, v)
    if (v >= 8) {
      const topicAuthorizedOperations = o.topicAuthorizedOperations ?? -2147483648
      w.i32(topicAuthorizedOperations)
    }
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readMetadataResponse(r: Reader, v: number): MetadataResponse {
    let throttleTimeMs: number
    if (!(v >= 3)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let brokers: MetadataResponseBroker[]
    {
      const count$ = (v >= 9 ? r.compactCount(10, 64) : r.count(10, 64))
      const list$ = new Array<MetadataResponseBroker>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readMetadataResponseBroker(r, v)
      brokers = list$
    }
    let clusterId: string | null
    if (!(v >= 2)) clusterId = null
    else {
      clusterId = (v >= 9 ? r.compactNullableString() : r.nullableString())
    }
    let controllerId: number
    if (!(v >= 1)) controllerId = -1
    else {
      controllerId = r.i32()
    }
    let topics: MetadataResponseTopic[]
    {
      const count$ = (v >= 9 ? r.compactCount(8, 152) : r.count(8, 152))
      const list$ = new Array<MetadataResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readMetadataResponseTopic(r, v)
      topics = list$
    }
    let clusterAuthorizedOperations: number
    if (!(v >= 8 && v <= 10)) clusterAuthorizedOperations = -2147483648
    else {
      clusterAuthorizedOperations = r.i32()
    }
    let errorCode: number
    if (!(v >= 13)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 9) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: MetadataResponse = { throttleTimeMs, brokers, clusterId, controllerId, topics, clusterAuthorizedOperations, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeMetadataResponse(o: MetadataResponseInput, v: number): number {
    let size$ = 0
    if (v >= 3) {
      size$ += 4
    }
    const brokers = o.brokers
    size$ += (v >= 9 ? uvarintBytes(brokers.length + 1) : 4)
    for (const item of brokers) size$ += sizeMetadataResponseBroker(item, v)
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    if (v >= 2) {
      size$ += (v >= 9 ? compactStringBytes(clusterId) : 2 + (clusterId === null ? 0 : stringBytes(clusterId)))
    }
    if (v >= 1) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 9 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeMetadataResponseTopic(item, v)
    const clusterAuthorizedOperations = o.clusterAuthorizedOperations ?? -2147483648
    if (v >= 8 && v <= 10) {
      size$ += 4
    }
    if (!(v >= 8 && v <= 10) && !(clusterAuthorizedOperations === -2147483648)) unsupported('MetadataResponse.clusterAuthorizedOperations', v)
    if (v >= 13) {
      size$ += 2
    }
    if (v >= 9) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeMetadataResponse(w: Writer, o: MetadataResponseInput, v: number): void {
    if (v >= 3) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const brokers = o.brokers
    ;(v >= 9 ? w.uvarint(brokers.length + 1) : w.i32(brokers.length))
    for (const item of brokers) writeMetadataResponseBroker(w, item, v)
    if (v >= 2) {
      const clusterId = o.clusterId === undefined ? null : o.clusterId
      ;(v >= 9 ? w.compactString(clusterId) : w.string(clusterId))
    }
    if (v >= 1) {
      const controllerId = o.controllerId ?? -1
      w.i32(controllerId)
    }
    const topics = o.topics
    ;(v >= 9 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeMetadataResponseTopic(w, item, v)
    if (v >= 8 && v <= 10) {
      const clusterAuthorizedOperations = o.clusterAuthorizedOperations ?? -2147483648
      w.i32(clusterAuthorizedOperations)
    }
    if (v >= 13) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    if (v >= 9) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const metadataResponse: MessageCodec<MetadataResponse, MetadataResponseInput> = {
    name: 'MetadataResponse',
    minVersion: 0,
    maxVersion: 13,
    flexibleFrom: 9,
    decode: readMetadataResponse,
    encode: writeMetadataResponse,
    size: sizeMetadataResponse
  }

  return { metadataRequest, metadataResponse }
}
