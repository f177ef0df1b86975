// Generated from protocol-specs/88-StreamsGroupHeartbeat.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupHeartbeatRequestKeyValue {
  key: string
  value: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestKeyValueInput {
  readonly key: string
  readonly value: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupHeartbeatRequestKeyValue[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTopicInfoInput {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly topicConfigs: readonly StreamsGroupHeartbeatRequestKeyValueInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestEndpoint {
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestEndpointInput {
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTaskOffset {
  subtopologyId: string
  partition: number
  offset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTaskOffsetInput {
  readonly subtopologyId: string
  readonly partition: number
  readonly offset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTaskIdsInput {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup {
  sourceTopics: number[]
  sourceTopicRegex: number[]
  repartitionSourceTopics: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroupInput {
  readonly sourceTopics: readonly number[]
  readonly sourceTopicRegex: readonly number[]
  readonly repartitionSourceTopics: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTopologySubtopology {
  subtopologyId: string
  sourceTopics: string[]
  sourceTopicRegex: string[]
  stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[]
  repartitionSinkTopics: string[]
  repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[]
  copartitionGroups: StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTopologySubtopologyInput {
  readonly subtopologyId: string
  readonly sourceTopics: readonly string[]
  readonly sourceTopicRegex: readonly string[]
  readonly stateChangelogTopics: readonly StreamsGroupHeartbeatRequestTopicInfoInput[]
  readonly repartitionSinkTopics: readonly string[]
  readonly repartitionSourceTopics: readonly StreamsGroupHeartbeatRequestTopicInfoInput[]
  readonly copartitionGroups: readonly StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequestTopology {
  epoch: number
  subtopologies: StreamsGroupHeartbeatRequestTopologySubtopology[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestTopologyInput {
  readonly epoch: number
  readonly subtopologies: readonly StreamsGroupHeartbeatRequestTopologySubtopologyInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatRequest {
  groupId: string
  memberId: string
  memberEpoch: number
  endpointInformationEpoch: number
  instanceId: string | null
  rackId: string | null
  rebalanceTimeoutMs: number
  topology: StreamsGroupHeartbeatRequestTopology | null
  activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
  processId: string | null
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null
  clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null
  taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
  taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
  shutdownApplication: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatRequestInput {
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  readonly endpointInformationEpoch: number
  readonly instanceId?: string | null | undefined
  readonly rackId?: string | null | undefined
  readonly rebalanceTimeoutMs?: number | undefined
  readonly topology?: StreamsGroupHeartbeatRequestTopologyInput | null | undefined
  readonly activeTasks?: readonly StreamsGroupHeartbeatRequestTaskIdsInput[] | null | undefined
  readonly standbyTasks?: readonly StreamsGroupHeartbeatRequestTaskIdsInput[] | null | undefined
  readonly warmupTasks?: readonly StreamsGroupHeartbeatRequestTaskIdsInput[] | null | undefined
  readonly processId?: string | null | undefined
  readonly userEndpoint?: StreamsGroupHeartbeatRequestEndpointInput | null | undefined
  readonly clientTags?: readonly StreamsGroupHeartbeatRequestKeyValueInput[] | null | undefined
  readonly taskOffsets?: readonly StreamsGroupHeartbeatRequestTaskOffsetInput[] | null | undefined
  readonly taskEndOffsets?: readonly StreamsGroupHeartbeatRequestTaskOffsetInput[] | null | undefined
  readonly shutdownApplication?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponseStatus {
  statusCode: number
  statusDetail: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponseStatusInput {
  readonly statusCode: number
  readonly statusDetail: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponseTopicPartition {
  topic: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponseTopicPartitionInput {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponseTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponseTaskIdsInput {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponseEndpoint {
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponseEndpointInput {
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponsePartitionsByUserEndpoint {
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint
  activePartitions: StreamsGroupHeartbeatResponseTopicPartition[]
  standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponsePartitionsByUserEndpointInput {
  readonly userEndpoint: StreamsGroupHeartbeatResponseEndpointInput
  readonly activePartitions: readonly StreamsGroupHeartbeatResponseTopicPartitionInput[]
  readonly standbyPartitions: readonly StreamsGroupHeartbeatResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  memberId: string
  memberEpoch: number
  heartbeatIntervalMs: number
  acceptableRecoveryLag: number
  taskOffsetIntervalMs: number
  status: StreamsGroupHeartbeatResponseStatus[] | null
  activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
  endpointInformationEpoch: number
  partitionsByUserEndpoint: StreamsGroupHeartbeatResponsePartitionsByUserEndpoint[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupHeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly memberId: string
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  readonly acceptableRecoveryLag: number
  readonly taskOffsetIntervalMs: number
  readonly status: readonly StreamsGroupHeartbeatResponseStatusInput[] | null
  readonly activeTasks?: readonly StreamsGroupHeartbeatResponseTaskIdsInput[] | null | undefined
  readonly standbyTasks?: readonly StreamsGroupHeartbeatResponseTaskIdsInput[] | null | undefined
  readonly warmupTasks?: readonly StreamsGroupHeartbeatResponseTaskIdsInput[] | null | undefined
  readonly endpointInformationEpoch: number
  readonly partitionsByUserEndpoint?: readonly StreamsGroupHeartbeatResponsePartitionsByUserEndpointInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupHeartbeatRequestKeyValue(r: Reader, _v: number): StreamsGroupHeartbeatRequestKeyValue {
    const key = r.compactString()
    const value = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestKeyValue = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestKeyValue(o: StreamsGroupHeartbeatRequestKeyValueInput, _v: number): number {
    let size$ = 0
    const key = o.key
    size$ += compactStringBytes(key)
    const value = o.value
    size$ += compactStringBytes(value)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestKeyValue(w: Writer, o: StreamsGroupHeartbeatRequestKeyValueInput, _v: number): void {
    const key = o.key
    w.compactString(key)
    const value = o.value
    w.compactString(value)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTopicInfo(r: Reader, v: number): StreamsGroupHeartbeatRequestTopicInfo {
    const name = r.compactString()
    const partitions = r.i32()
    const replicationFactor = r.i16()
    let topicConfigs: StreamsGroupHeartbeatRequestKeyValue[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<StreamsGroupHeartbeatRequestKeyValue>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestKeyValue(r, v)
      topicConfigs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTopicInfo = { name, partitions, replicationFactor, topicConfigs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTopicInfo(o: StreamsGroupHeartbeatRequestTopicInfoInput, v: number): number {
    let size$ = 6
    const name = o.name
    size$ += compactStringBytes(name)
    const topicConfigs = o.topicConfigs
    size$ += uvarintBytes(topicConfigs.length + 1)
    for (const item of topicConfigs) size$ += sizeStreamsGroupHeartbeatRequestKeyValue(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTopicInfo(w: Writer, o: StreamsGroupHeartbeatRequestTopicInfoInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.i32(partitions)
    const replicationFactor = o.replicationFactor
    w.i16(replicationFactor)
    const topicConfigs = o.topicConfigs
    w.uvarint(topicConfigs.length + 1)
    for (const item of topicConfigs) writeStreamsGroupHeartbeatRequestKeyValue(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestEndpoint(r: Reader, _v: number): StreamsGroupHeartbeatRequestEndpoint {
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestEndpoint = { host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestEndpoint(o: StreamsGroupHeartbeatRequestEndpointInput, _v: number): number {
    let size$ = 2
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestEndpoint(w: Writer, o: StreamsGroupHeartbeatRequestEndpointInput, _v: number): void {
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.u16(port)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTaskOffset(r: Reader, _v: number): StreamsGroupHeartbeatRequestTaskOffset {
    const subtopologyId = r.compactString()
    const partition = r.i32()
    const offset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTaskOffset = { subtopologyId, partition, offset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTaskOffset(o: StreamsGroupHeartbeatRequestTaskOffsetInput, _v: number): number {
    let size$ = 12
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTaskOffset(w: Writer, o: StreamsGroupHeartbeatRequestTaskOffsetInput, _v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const partition = o.partition
    w.i32(partition)
    const offset = o.offset
    w.i64(offset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTaskIds(r: Reader, _v: number): StreamsGroupHeartbeatRequestTaskIds {
    const subtopologyId = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTaskIds = { subtopologyId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTaskIds(o: StreamsGroupHeartbeatRequestTaskIdsInput, _v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTaskIds(w: Writer, o: StreamsGroupHeartbeatRequestTaskIdsInput, _v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(r: Reader, _v: number): StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup {
    let sourceTopics: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      sourceTopics = list$
    }
    let sourceTopicRegex: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      sourceTopicRegex = list$
    }
    let repartitionSourceTopics: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      repartitionSourceTopics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(o: StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroupInput, _v: number): number {
    let size$ = 0
    const sourceTopics = o.sourceTopics
    size$ += uvarintBytes(sourceTopics.length + 1)
    size$ += sourceTopics.length * 2
    const sourceTopicRegex = o.sourceTopicRegex
    size$ += uvarintBytes(sourceTopicRegex.length + 1)
    size$ += sourceTopicRegex.length * 2
    const repartitionSourceTopics = o.repartitionSourceTopics
    size$ += uvarintBytes(repartitionSourceTopics.length + 1)
    size$ += repartitionSourceTopics.length * 2
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(w: Writer, o: StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroupInput, _v: number): void {
    const sourceTopics = o.sourceTopics
    w.uvarint(sourceTopics.length + 1)
    for (const item of sourceTopics) w.i16(item)
    const sourceTopicRegex = o.sourceTopicRegex
    w.uvarint(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) w.i16(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    w.uvarint(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) w.i16(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTopologySubtopology(r: Reader, v: number): StreamsGroupHeartbeatRequestTopologySubtopology {
    const subtopologyId = r.compactString()
    let sourceTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      sourceTopics = list$
    }
    let sourceTopicRegex: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      sourceTopicRegex = list$
    }
    let stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupHeartbeatRequestTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTopicInfo(r, v)
      stateChangelogTopics = list$
    }
    let repartitionSinkTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      repartitionSinkTopics = list$
    }
    let repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupHeartbeatRequestTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTopicInfo(r, v)
      repartitionSourceTopics = list$
    }
    let copartitionGroups: StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup[]
    {
      const count$ = r.compactCount(4, 152)
      const list$ = new Array<StreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(r, v)
      copartitionGroups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTopologySubtopology = { subtopologyId, sourceTopics, sourceTopicRegex, stateChangelogTopics, repartitionSinkTopics, repartitionSourceTopics, copartitionGroups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTopologySubtopology(o: StreamsGroupHeartbeatRequestTopologySubtopologyInput, v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const sourceTopics = o.sourceTopics
    size$ += uvarintBytes(sourceTopics.length + 1)
    for (const item of sourceTopics) size$ += compactStringBytes(item)
    const sourceTopicRegex = o.sourceTopicRegex
    size$ += uvarintBytes(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) size$ += compactStringBytes(item)
    const stateChangelogTopics = o.stateChangelogTopics
    size$ += uvarintBytes(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) size$ += sizeStreamsGroupHeartbeatRequestTopicInfo(item, v)
    const repartitionSinkTopics = o.repartitionSinkTopics
    size$ += uvarintBytes(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) size$ += compactStringBytes(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    size$ += uvarintBytes(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) size$ += sizeStreamsGroupHeartbeatRequestTopicInfo(item, v)
    const copartitionGroups = o.copartitionGroups
    size$ += uvarintBytes(copartitionGroups.length + 1)
    for (const item of copartitionGroups) size$ += sizeStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTopologySubtopology(w: Writer, o: StreamsGroupHeartbeatRequestTopologySubtopologyInput, v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const sourceTopics = o.sourceTopics
    w.uvarint(sourceTopics.length + 1)
    for (const item of sourceTopics) w.compactString(item)
    const sourceTopicRegex = o.sourceTopicRegex
    w.uvarint(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) w.compactString(item)
    const stateChangelogTopics = o.stateChangelogTopics
    w.uvarint(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) writeStreamsGroupHeartbeatRequestTopicInfo(w, item, v)
    const repartitionSinkTopics = o.repartitionSinkTopics
    w.uvarint(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) w.compactString(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    w.uvarint(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) writeStreamsGroupHeartbeatRequestTopicInfo(w, item, v)
    const copartitionGroups = o.copartitionGroups
    w.uvarint(copartitionGroups.length + 1)
    for (const item of copartitionGroups) writeStreamsGroupHeartbeatRequestTopologySubtopologyCopartitionGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequestTopology(r: Reader, v: number): StreamsGroupHeartbeatRequestTopology {
    const epoch = r.i32()
    let subtopologies: StreamsGroupHeartbeatRequestTopologySubtopology[]
    {
      const count$ = r.compactCount(8, 280)
      const list$ = new Array<StreamsGroupHeartbeatRequestTopologySubtopology>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTopologySubtopology(r, v)
      subtopologies = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequestTopology = { epoch, subtopologies }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequestTopology(o: StreamsGroupHeartbeatRequestTopologyInput, v: number): number {
    let size$ = 4
    const subtopologies = o.subtopologies
    size$ += uvarintBytes(subtopologies.length + 1)
    for (const item of subtopologies) size$ += sizeStreamsGroupHeartbeatRequestTopologySubtopology(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequestTopology(w: Writer, o: StreamsGroupHeartbeatRequestTopologyInput, v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    const subtopologies = o.subtopologies
    w.uvarint(subtopologies.length + 1)
    for (const item of subtopologies) writeStreamsGroupHeartbeatRequestTopologySubtopology(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatRequest(r: Reader, v: number): StreamsGroupHeartbeatRequest {
    const groupId = r.compactString()
    const memberId = r.compactString()
    const memberEpoch = r.i32()
    const endpointInformationEpoch = r.i32()
    const instanceId = r.compactNullableString()
    const rackId = r.compactNullableString()
    const rebalanceTimeoutMs = r.i32()
    let topology: StreamsGroupHeartbeatRequestTopology | null
    if (r.i8() < 0) topology = null
    else topology = readStreamsGroupHeartbeatRequestTopology(r, v)
    let activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) activeTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
        activeTasks = list$
      }
    }
    let standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) standbyTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
        standbyTasks = list$
      }
    }
    let warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) warmupTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTaskIds(r, v)
        warmupTasks = list$
      }
    }
    const processId = r.compactNullableString()
    let userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null
    if (r.i8() < 0) userEndpoint = null
    else userEndpoint = readStreamsGroupHeartbeatRequestEndpoint(r, v)
    let clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null
    {
      const count$ = r.compactNullableCount(3, 48)
      if (count$ < 0) clientTags = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestKeyValue>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestKeyValue(r, v)
        clientTags = list$
      }
    }
    let taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
    {
      const count$ = r.compactNullableCount(14, 80)
      if (count$ < 0) taskOffsets = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestTaskOffset>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTaskOffset(r, v)
        taskOffsets = list$
      }
    }
    let taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null
    {
      const count$ = r.compactNullableCount(14, 80)
      if (count$ < 0) taskEndOffsets = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatRequestTaskOffset>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatRequestTaskOffset(r, v)
        taskEndOffsets = list$
      }
    }
    const shutdownApplication = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatRequest = { groupId, memberId, memberEpoch, endpointInformationEpoch, instanceId, rackId, rebalanceTimeoutMs, topology, activeTasks, standbyTasks, warmupTasks, processId, userEndpoint, clientTags, taskOffsets, taskEndOffsets, shutdownApplication }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatRequest(o: StreamsGroupHeartbeatRequestInput, v: number): number {
    let size$ = 13
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const topology = o.topology === undefined ? null : o.topology
    size$ += 1 + (topology === null ? 0 : sizeStreamsGroupHeartbeatRequestTopology(topology, v))
    const activeTasks = o.activeTasks === undefined ? null : o.activeTasks
    if (activeTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(activeTasks.length + 1)
      for (const item of activeTasks) size$ += sizeStreamsGroupHeartbeatRequestTaskIds(item, v)
    }
    const standbyTasks = o.standbyTasks === undefined ? null : o.standbyTasks
    if (standbyTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(standbyTasks.length + 1)
      for (const item of standbyTasks) size$ += sizeStreamsGroupHeartbeatRequestTaskIds(item, v)
    }
    const warmupTasks = o.warmupTasks === undefined ? null : o.warmupTasks
    if (warmupTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(warmupTasks.length + 1)
      for (const item of warmupTasks) size$ += sizeStreamsGroupHeartbeatRequestTaskIds(item, v)
    }
    const processId = o.processId === undefined ? null : o.processId
    size$ += compactStringBytes(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    size$ += 1 + (userEndpoint === null ? 0 : sizeStreamsGroupHeartbeatRequestEndpoint(userEndpoint, v))
    const clientTags = o.clientTags === undefined ? null : o.clientTags
    if (clientTags === null) size$ += 1
    else {
      size$ += uvarintBytes(clientTags.length + 1)
      for (const item of clientTags) size$ += sizeStreamsGroupHeartbeatRequestKeyValue(item, v)
    }
    const taskOffsets = o.taskOffsets === undefined ? null : o.taskOffsets
    if (taskOffsets === null) size$ += 1
    else {
      size$ += uvarintBytes(taskOffsets.length + 1)
      for (const item of taskOffsets) size$ += sizeStreamsGroupHeartbeatRequestTaskOffset(item, v)
    }
    const taskEndOffsets = o.taskEndOffsets === undefined ? null : o.taskEndOffsets
    if (taskEndOffsets === null) size$ += 1
    else {
      size$ += uvarintBytes(taskEndOffsets.length + 1)
      for (const item of taskEndOffsets) size$ += sizeStreamsGroupHeartbeatRequestTaskOffset(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatRequest(w: Writer, o: StreamsGroupHeartbeatRequestInput, v: number): void {
    const groupId = o.groupId
    w.compactString(groupId)
    const memberId = o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const endpointInformationEpoch = o.endpointInformationEpoch
    w.i32(endpointInformationEpoch)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    w.compactString(rackId)
    const rebalanceTimeoutMs = o.rebalanceTimeoutMs ?? -1
    w.i32(rebalanceTimeoutMs)
    const topology = o.topology === undefined ? null : o.topology
    if (topology === null) w.i8(-1)
    else {
      w.i8(1)
      writeStreamsGroupHeartbeatRequestTopology(w, topology, v)
    }
    const activeTasks = o.activeTasks === undefined ? null : o.activeTasks
    if (activeTasks === null) w.uvarint(0)
    else {
      w.uvarint(activeTasks.length + 1)
      for (const item of activeTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, item, v)
    }
    const standbyTasks = o.standbyTasks === undefined ? null : o.standbyTasks
    if (standbyTasks === null) w.uvarint(0)
    else {
      w.uvarint(standbyTasks.length + 1)
      for (const item of standbyTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, item, v)
    }
    const warmupTasks = o.warmupTasks === undefined ? null : o.warmupTasks
    if (warmupTasks === null) w.uvarint(0)
    else {
      w.uvarint(warmupTasks.length + 1)
      for (const item of warmupTasks) writeStreamsGroupHeartbeatRequestTaskIds(w, item, v)
    }
    const processId = o.processId === undefined ? null : o.processId
    w.compactString(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    if (userEndpoint === null) w.i8(-1)
    else {
      w.i8(1)
      writeStreamsGroupHeartbeatRequestEndpoint(w, userEndpoint, v)
    }
    const clientTags = o.clientTags === undefined ? null : o.clientTags
    if (clientTags === null) w.uvarint(0)
    else {
      w.uvarint(clientTags.length + 1)
      for (const item of clientTags) writeStreamsGroupHeartbeatRequestKeyValue(w, item, v)
    }
    const taskOffsets = o.taskOffsets === undefined ? null : o.taskOffsets
    if (taskOffsets === null) w.uvarint(0)
    else {
      w.uvarint(taskOffsets.length + 1)
      for (const item of taskOffsets) writeStreamsGroupHeartbeatRequestTaskOffset(w, item, v)
    }
    const taskEndOffsets = o.taskEndOffsets === undefined ? null : o.taskEndOffsets
    if (taskEndOffsets === null) w.uvarint(0)
    else {
      w.uvarint(taskEndOffsets.length + 1)
      for (const item of taskEndOffsets) writeStreamsGroupHeartbeatRequestTaskOffset(w, item, v)
    }
    const shutdownApplication = o.shutdownApplication ?? false
    w.bool(shutdownApplication)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupHeartbeatRequest: MessageCodec<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatRequestInput> = {
    name: 'StreamsGroupHeartbeatRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupHeartbeatRequest,
    encode: writeStreamsGroupHeartbeatRequest,
    size: sizeStreamsGroupHeartbeatRequest
  }

  function readStreamsGroupHeartbeatResponseStatus(r: Reader, _v: number): StreamsGroupHeartbeatResponseStatus {
    const statusCode = r.i8()
    const statusDetail = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponseStatus = { statusCode, statusDetail }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponseStatus(o: StreamsGroupHeartbeatResponseStatusInput, _v: number): number {
    let size$ = 1
    const statusDetail = o.statusDetail
    size$ += compactStringBytes(statusDetail)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatResponseStatus(w: Writer, o: StreamsGroupHeartbeatResponseStatusInput, _v: number): void {
    const statusCode = o.statusCode
    w.i8(statusCode)
    const statusDetail = o.statusDetail
    w.compactString(statusDetail)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatResponseTopicPartition(r: Reader, _v: number): StreamsGroupHeartbeatResponseTopicPartition {
    const topic = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponseTopicPartition = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponseTopicPartition(o: StreamsGroupHeartbeatResponseTopicPartitionInput, _v: number): number {
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

  function writeStreamsGroupHeartbeatResponseTopicPartition(w: Writer, o: StreamsGroupHeartbeatResponseTopicPartitionInput, _v: number): void {
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

  function readStreamsGroupHeartbeatResponseTaskIds(r: Reader, _v: number): StreamsGroupHeartbeatResponseTaskIds {
    const subtopologyId = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponseTaskIds = { subtopologyId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponseTaskIds(o: StreamsGroupHeartbeatResponseTaskIdsInput, _v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatResponseTaskIds(w: Writer, o: StreamsGroupHeartbeatResponseTaskIdsInput, _v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatResponseEndpoint(r: Reader, _v: number): StreamsGroupHeartbeatResponseEndpoint {
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponseEndpoint = { host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponseEndpoint(o: StreamsGroupHeartbeatResponseEndpointInput, _v: number): number {
    let size$ = 2
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatResponseEndpoint(w: Writer, o: StreamsGroupHeartbeatResponseEndpointInput, _v: number): void {
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.u16(port)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(r: Reader, v: number): StreamsGroupHeartbeatResponsePartitionsByUserEndpoint {
    const userEndpoint = readStreamsGroupHeartbeatResponseEndpoint(r, v)
    let activePartitions: StreamsGroupHeartbeatResponseTopicPartition[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupHeartbeatResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseTopicPartition(r, v)
      activePartitions = list$
    }
    let standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupHeartbeatResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseTopicPartition(r, v)
      standbyPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponsePartitionsByUserEndpoint = { userEndpoint, activePartitions, standbyPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(o: StreamsGroupHeartbeatResponsePartitionsByUserEndpointInput, v: number): number {
    let size$ = 0
    const userEndpoint = o.userEndpoint
    size$ += sizeStreamsGroupHeartbeatResponseEndpoint(userEndpoint, v)
    const activePartitions = o.activePartitions
    size$ += uvarintBytes(activePartitions.length + 1)
    for (const item of activePartitions) size$ += sizeStreamsGroupHeartbeatResponseTopicPartition(item, v)
    const standbyPartitions = o.standbyPartitions
    size$ += uvarintBytes(standbyPartitions.length + 1)
    for (const item of standbyPartitions) size$ += sizeStreamsGroupHeartbeatResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(w: Writer, o: StreamsGroupHeartbeatResponsePartitionsByUserEndpointInput, v: number): void {
    const userEndpoint = o.userEndpoint
    writeStreamsGroupHeartbeatResponseEndpoint(w, userEndpoint, v)
    const activePartitions = o.activePartitions
    w.uvarint(activePartitions.length + 1)
    for (const item of activePartitions) writeStreamsGroupHeartbeatResponseTopicPartition(w, item, v)
    const standbyPartitions = o.standbyPartitions
    w.uvarint(standbyPartitions.length + 1)
    for (const item of standbyPartitions) writeStreamsGroupHeartbeatResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupHeartbeatResponse(r: Reader, v: number): StreamsGroupHeartbeatResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const memberId = r.compactString()
    const memberEpoch = r.i32()
    const heartbeatIntervalMs = r.i32()
    const acceptableRecoveryLag = r.i32()
    const taskOffsetIntervalMs = r.i32()
    let status: StreamsGroupHeartbeatResponseStatus[] | null
    {
      const count$ = r.compactNullableCount(3, 48)
      if (count$ < 0) status = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatResponseStatus>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseStatus(r, v)
        status = list$
      }
    }
    let activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) activeTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatResponseTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
        activeTasks = list$
      }
    }
    let standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) standbyTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatResponseTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
        standbyTasks = list$
      }
    }
    let warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null
    {
      const count$ = r.compactNullableCount(3, 80)
      if (count$ < 0) warmupTasks = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatResponseTaskIds>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponseTaskIds(r, v)
        warmupTasks = list$
      }
    }
    const endpointInformationEpoch = r.i32()
    let partitionsByUserEndpoint: StreamsGroupHeartbeatResponsePartitionsByUserEndpoint[] | null
    {
      const count$ = r.compactNullableCount(7, 160)
      if (count$ < 0) partitionsByUserEndpoint = null
      else {
        const list$ = new Array<StreamsGroupHeartbeatResponsePartitionsByUserEndpoint>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(r, v)
        partitionsByUserEndpoint = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, acceptableRecoveryLag, taskOffsetIntervalMs, status, activeTasks, standbyTasks, warmupTasks, endpointInformationEpoch, partitionsByUserEndpoint }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupHeartbeatResponse(o: StreamsGroupHeartbeatResponseInput, v: number): number {
    let size$ = 26
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const status = o.status
    if (status === null) size$ += 1
    else {
      size$ += uvarintBytes(status.length + 1)
      for (const item of status) size$ += sizeStreamsGroupHeartbeatResponseStatus(item, v)
    }
    const activeTasks = o.activeTasks === undefined ? null : o.activeTasks
    if (activeTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(activeTasks.length + 1)
      for (const item of activeTasks) size$ += sizeStreamsGroupHeartbeatResponseTaskIds(item, v)
    }
    const standbyTasks = o.standbyTasks === undefined ? null : o.standbyTasks
    if (standbyTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(standbyTasks.length + 1)
      for (const item of standbyTasks) size$ += sizeStreamsGroupHeartbeatResponseTaskIds(item, v)
    }
    const warmupTasks = o.warmupTasks === undefined ? null : o.warmupTasks
    if (warmupTasks === null) size$ += 1
    else {
      size$ += uvarintBytes(warmupTasks.length + 1)
      for (const item of warmupTasks) size$ += sizeStreamsGroupHeartbeatResponseTaskIds(item, v)
    }
    const partitionsByUserEndpoint = o.partitionsByUserEndpoint === undefined ? null : o.partitionsByUserEndpoint
    if (partitionsByUserEndpoint === null) size$ += 1
    else {
      size$ += uvarintBytes(partitionsByUserEndpoint.length + 1)
      for (const item of partitionsByUserEndpoint) size$ += sizeStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupHeartbeatResponse(w: Writer, o: StreamsGroupHeartbeatResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const memberId = o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const heartbeatIntervalMs = o.heartbeatIntervalMs
    w.i32(heartbeatIntervalMs)
    const acceptableRecoveryLag = o.acceptableRecoveryLag
    w.i32(acceptableRecoveryLag)
    const taskOffsetIntervalMs = o.taskOffsetIntervalMs
    w.i32(taskOffsetIntervalMs)
    const status = o.status
    if (status === null) w.uvarint(0)
    else {
      w.uvarint(status.length + 1)
      for (const item of status) writeStreamsGroupHeartbeatResponseStatus(w, item, v)
    }
    const activeTasks = o.activeTasks === undefined ? null : o.activeTasks
    if (activeTasks === null) w.uvarint(0)
    else {
      w.uvarint(activeTasks.length + 1)
      for (const item of activeTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, item, v)
    }
    const standbyTasks = o.standbyTasks === undefined ? null : o.standbyTasks
    if (standbyTasks === null) w.uvarint(0)
    else {
      w.uvarint(standbyTasks.length + 1)
      for (const item of standbyTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, item, v)
    }
    const warmupTasks = o.warmupTasks === undefined ? null : o.warmupTasks
    if (warmupTasks === null) w.uvarint(0)
    else {
      w.uvarint(warmupTasks.length + 1)
      for (const item of warmupTasks) writeStreamsGroupHeartbeatResponseTaskIds(w, item, v)
    }
    const endpointInformationEpoch = o.endpointInformationEpoch
    w.i32(endpointInformationEpoch)
    const partitionsByUserEndpoint = o.partitionsByUserEndpoint === undefined ? null : o.partitionsByUserEndpoint
    if (partitionsByUserEndpoint === null) w.uvarint(0)
    else {
      w.uvarint(partitionsByUserEndpoint.length + 1)
      for (const item of partitionsByUserEndpoint) writeStreamsGroupHeartbeatResponsePartitionsByUserEndpoint(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupHeartbeatResponse: MessageCodec<StreamsGroupHeartbeatResponse, StreamsGroupHeartbeatResponseInput> = {
    name: 'StreamsGroupHeartbeatResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupHeartbeatResponse,
    encode: writeStreamsGroupHeartbeatResponse,
    size: sizeStreamsGroupHeartbeatResponse
  }

  return { streamsGroupHeartbeatRequest, streamsGroupHeartbeatResponse }
}
