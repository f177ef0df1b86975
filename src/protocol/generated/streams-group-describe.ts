// Generated from protocol-specs/89-StreamsGroupDescribe.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupDescribeRequest {
  groupIds: string[]
  includeAuthorizedOperations: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeRequestInput {
  readonly groupIds: readonly string[]
  readonly includeAuthorizedOperations: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseEndpoint {
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseEndpointInput {
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseTaskOffset {
  subtopologyId: string
  partition: number
  offset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseTaskOffsetInput {
  readonly subtopologyId: string
  readonly partition: number
  readonly offset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseAssignment {
  activeTasks: StreamsGroupDescribeResponseTaskIds[]
  standbyTasks: StreamsGroupDescribeResponseTaskIds[]
  warmupTasks: StreamsGroupDescribeResponseTaskIds[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseAssignmentInput {
  readonly activeTasks: readonly StreamsGroupDescribeResponseTaskIdsInput[]
  readonly standbyTasks: readonly StreamsGroupDescribeResponseTaskIdsInput[]
  readonly warmupTasks: readonly StreamsGroupDescribeResponseTaskIdsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseTaskIdsInput {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseKeyValue {
  key: string
  value: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseKeyValueInput {
  readonly key: string
  readonly value: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupDescribeResponseKeyValue[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseTopicInfoInput {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly topicConfigs: readonly StreamsGroupDescribeResponseKeyValueInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseGroupTopologySubtopology {
  subtopologyId: string
  sourceTopics: string[]
  repartitionSinkTopics: string[]
  stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[]
  repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseGroupTopologySubtopologyInput {
  readonly subtopologyId: string
  readonly sourceTopics: readonly string[]
  readonly repartitionSinkTopics: readonly string[]
  readonly stateChangelogTopics: readonly StreamsGroupDescribeResponseTopicInfoInput[]
  readonly repartitionSourceTopics: readonly StreamsGroupDescribeResponseTopicInfoInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseGroupTopology {
  epoch: number
  subtopologies: StreamsGroupDescribeResponseGroupTopologySubtopology[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseGroupTopologyInput {
  readonly epoch: number
  readonly subtopologies?: readonly StreamsGroupDescribeResponseGroupTopologySubtopologyInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseGroupMember {
  memberId: string
  memberEpoch: number
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  topologyEpoch: number
  processId: string
  userEndpoint: StreamsGroupDescribeResponseEndpoint | null
  clientTags: StreamsGroupDescribeResponseKeyValue[]
  taskOffsets: StreamsGroupDescribeResponseTaskOffset[]
  taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[]
  assignment: StreamsGroupDescribeResponseAssignment
  targetAssignment: StreamsGroupDescribeResponseAssignment
  isClassic: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseGroupMemberInput {
  readonly memberId: string
  readonly memberEpoch: number
  readonly instanceId?: string | null | undefined
  readonly rackId?: string | null | undefined
  readonly clientId: string
  readonly clientHost: string
  readonly topologyEpoch: number
  readonly processId: string
  readonly userEndpoint?: StreamsGroupDescribeResponseEndpointInput | null | undefined
  readonly clientTags: readonly StreamsGroupDescribeResponseKeyValueInput[]
  readonly taskOffsets: readonly StreamsGroupDescribeResponseTaskOffsetInput[]
  readonly taskEndOffsets: readonly StreamsGroupDescribeResponseTaskOffsetInput[]
  readonly assignment: StreamsGroupDescribeResponseAssignmentInput
  readonly targetAssignment: StreamsGroupDescribeResponseAssignmentInput
  readonly isClassic: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponseGroup {
  errorCode: number
  errorMessage: string | null
  groupId: string
  groupState: string
  groupEpoch: number
  assignmentEpoch: number
  topology: StreamsGroupDescribeResponseGroupTopology | null
  members: StreamsGroupDescribeResponseGroupMember[]
  authorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseGroupInput {
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly groupId: string
  readonly groupState: string
  readonly groupEpoch: number
  readonly assignmentEpoch: number
  readonly topology?: StreamsGroupDescribeResponseGroupTopologyInput | null | undefined
  readonly members: readonly StreamsGroupDescribeResponseGroupMemberInput[]
  readonly authorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupDescribeResponse {
  throttleTimeMs: number
  groups: StreamsGroupDescribeResponseGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupDescribeResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly groups: readonly StreamsGroupDescribeResponseGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupDescribeRequest(r: Reader, _v: number): StreamsGroupDescribeRequest {
    let groupIds: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      groupIds = list$
    }
    const includeAuthorizedOperations = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeRequest = { groupIds, includeAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeRequest(o: StreamsGroupDescribeRequestInput, _v: number): number {
    let size$ = 1
    const groupIds = o.groupIds
    size$ += uvarintBytes(groupIds.length + 1)
    for (const item of groupIds) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeRequest(w: Writer, o: StreamsGroupDescribeRequestInput, _v: number): void {
    const groupIds = o.groupIds
    w.uvarint(groupIds.length + 1)
    for (const item of groupIds) w.compactString(item)
    const includeAuthorizedOperations = o.includeAuthorizedOperations
    w.bool(includeAuthorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupDescribeRequest: MessageCodec<StreamsGroupDescribeRequest, StreamsGroupDescribeRequestInput> = {
    name: 'StreamsGroupDescribeRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupDescribeRequest,
    encode: writeStreamsGroupDescribeRequest,
    size: sizeStreamsGroupDescribeRequest
  }

  function readStreamsGroupDescribeResponseEndpoint(r: Reader, _v: number): StreamsGroupDescribeResponseEndpoint {
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseEndpoint = { host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseEndpoint(o: StreamsGroupDescribeResponseEndpointInput, _v: number): number {
    let size$ = 2
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseEndpoint(w: Writer, o: StreamsGroupDescribeResponseEndpointInput, _v: number): void {
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

  function readStreamsGroupDescribeResponseTaskOffset(r: Reader, _v: number): StreamsGroupDescribeResponseTaskOffset {
    const subtopologyId = r.compactString()
    const partition = r.i32()
    const offset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseTaskOffset = { subtopologyId, partition, offset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseTaskOffset(o: StreamsGroupDescribeResponseTaskOffsetInput, _v: number): number {
    let size$ = 12
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseTaskOffset(w: Writer, o: StreamsGroupDescribeResponseTaskOffsetInput, _v: number): void {
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

  function readStreamsGroupDescribeResponseAssignment(r: Reader, v: number): StreamsGroupDescribeResponseAssignment {
    let activeTasks: StreamsGroupDescribeResponseTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupDescribeResponseTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
      activeTasks = list$
    }
    let standbyTasks: StreamsGroupDescribeResponseTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupDescribeResponseTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
      standbyTasks = list$
    }
    let warmupTasks: StreamsGroupDescribeResponseTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupDescribeResponseTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTaskIds(r, v)
      warmupTasks = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseAssignment = { activeTasks, standbyTasks, warmupTasks }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseAssignment(o: StreamsGroupDescribeResponseAssignmentInput, v: number): number {
    let size$ = 0
    const activeTasks = o.activeTasks
    size$ += uvarintBytes(activeTasks.length + 1)
    for (const item of activeTasks) size$ += sizeStreamsGroupDescribeResponseTaskIds(item, v)
    const standbyTasks = o.standbyTasks
    size$ += uvarintBytes(standbyTasks.length + 1)
    for (const item of standbyTasks) size$ += sizeStreamsGroupDescribeResponseTaskIds(item, v)
    const warmupTasks = o.warmupTasks
    size$ += uvarintBytes(warmupTasks.length + 1)
    for (const item of warmupTasks) size$ += sizeStreamsGroupDescribeResponseTaskIds(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseAssignment(w: Writer, o: StreamsGroupDescribeResponseAssignmentInput, v: number): void {
    const activeTasks = o.activeTasks
    w.uvarint(activeTasks.length + 1)
    for (const item of activeTasks) writeStreamsGroupDescribeResponseTaskIds(w, item, v)
    const standbyTasks = o.standbyTasks
    w.uvarint(standbyTasks.length + 1)
    for (const item of standbyTasks) writeStreamsGroupDescribeResponseTaskIds(w, item, v)
    const warmupTasks = o.warmupTasks
    w.uvarint(warmupTasks.length + 1)
    for (const item of warmupTasks) writeStreamsGroupDescribeResponseTaskIds(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponseTaskIds(r: Reader, _v: number): StreamsGroupDescribeResponseTaskIds {
    const subtopologyId = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseTaskIds = { subtopologyId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseTaskIds(o: StreamsGroupDescribeResponseTaskIdsInput, _v: number): number {
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

  function writeStreamsGroupDescribeResponseTaskIds(w: Writer, o: StreamsGroupDescribeResponseTaskIdsInput, _v: number): void {
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

  function readStreamsGroupDescribeResponseKeyValue(r: Reader, _v: number): StreamsGroupDescribeResponseKeyValue {
    const key = r.compactString()
    const value = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseKeyValue = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseKeyValue(o: StreamsGroupDescribeResponseKeyValueInput, _v: number): number {
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

  function writeStreamsGroupDescribeResponseKeyValue(w: Writer, o: StreamsGroupDescribeResponseKeyValueInput, _v: number): void {
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

  function readStreamsGroupDescribeResponseTopicInfo(r: Reader, v: number): StreamsGroupDescribeResponseTopicInfo {
    const name = r.compactString()
    const partitions = r.i32()
    const replicationFactor = r.i16()
    let topicConfigs: StreamsGroupDescribeResponseKeyValue[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<StreamsGroupDescribeResponseKeyValue>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseKeyValue(r, v)
      topicConfigs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseTopicInfo = { name, partitions, replicationFactor, topicConfigs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseTopicInfo(o: StreamsGroupDescribeResponseTopicInfoInput, v: number): number {
    let size$ = 6
    const name = o.name
    size$ += compactStringBytes(name)
    const topicConfigs = o.topicConfigs
    size$ += uvarintBytes(topicConfigs.length + 1)
    for (const item of topicConfigs) size$ += sizeStreamsGroupDescribeResponseKeyValue(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseTopicInfo(w: Writer, o: StreamsGroupDescribeResponseTopicInfoInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.i32(partitions)
    const replicationFactor = o.replicationFactor
    w.i16(replicationFactor)
    const topicConfigs = o.topicConfigs
    w.uvarint(topicConfigs.length + 1)
    for (const item of topicConfigs) writeStreamsGroupDescribeResponseKeyValue(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponseGroupTopologySubtopology(r: Reader, v: number): StreamsGroupDescribeResponseGroupTopologySubtopology {
    const subtopologyId = r.compactString()
    let sourceTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      sourceTopics = list$
    }
    let repartitionSinkTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      repartitionSinkTopics = list$
    }
    let stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupDescribeResponseTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTopicInfo(r, v)
      stateChangelogTopics = list$
    }
    let repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupDescribeResponseTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTopicInfo(r, v)
      repartitionSourceTopics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseGroupTopologySubtopology = { subtopologyId, sourceTopics, repartitionSinkTopics, stateChangelogTopics, repartitionSourceTopics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseGroupTopologySubtopology(o: StreamsGroupDescribeResponseGroupTopologySubtopologyInput, v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const sourceTopics = o.sourceTopics
    size$ += uvarintBytes(sourceTopics.length + 1)
    for (const item of sourceTopics) size$ += compactStringBytes(item)
    const repartitionSinkTopics = o.repartitionSinkTopics
    size$ += uvarintBytes(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) size$ += compactStringBytes(item)
    const stateChangelogTopics = o.stateChangelogTopics
    size$ += uvarintBytes(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) size$ += sizeStreamsGroupDescribeResponseTopicInfo(item, v)
    const repartitionSourceTopics = o.repartitionSourceTopics
    size$ += uvarintBytes(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) size$ += sizeStreamsGroupDescribeResponseTopicInfo(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseGroupTopologySubtopology(w: Writer, o: StreamsGroupDescribeResponseGroupTopologySubtopologyInput, v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const sourceTopics = o.sourceTopics
    w.uvarint(sourceTopics.length + 1)
    for (const item of sourceTopics) w.compactString(item)
    const repartitionSinkTopics = o.repartitionSinkTopics
    w.uvarint(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) w.compactString(item)
    const stateChangelogTopics = o.stateChangelogTopics
    w.uvarint(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) writeStreamsGroupDescribeResponseTopicInfo(w, item, v)
    const repartitionSourceTopics = o.repartitionSourceTopics
    w.uvarint(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) writeStreamsGroupDescribeResponseTopicInfo(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponseGroupTopology(r: Reader, v: number): StreamsGroupDescribeResponseGroupTopology {
    const epoch = r.i32()
    let subtopologies: StreamsGroupDescribeResponseGroupTopologySubtopology[] | null
    {
      const count$ = r.compactNullableCount(6, 200)
      if (count$ < 0) subtopologies = null
      else {
        const list$ = new Array<StreamsGroupDescribeResponseGroupTopologySubtopology>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseGroupTopologySubtopology(r, v)
        subtopologies = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseGroupTopology = { epoch, subtopologies }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseGroupTopology(o: StreamsGroupDescribeResponseGroupTopologyInput, v: number): number {
    let size$ = 4
    const subtopologies = o.subtopologies === undefined ? null : o.subtopologies
    if (subtopologies === null) size$ += 1
    else {
      size$ += uvarintBytes(subtopologies.length + 1)
      for (const item of subtopologies) size$ += sizeStreamsGroupDescribeResponseGroupTopologySubtopology(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseGroupTopology(w: Writer, o: StreamsGroupDescribeResponseGroupTopologyInput, v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    const subtopologies = o.subtopologies === undefined ? null : o.subtopologies
    if (subtopologies === null) w.uvarint(0)
    else {
      w.uvarint(subtopologies.length + 1)
      for (const item of subtopologies) writeStreamsGroupDescribeResponseGroupTopologySubtopology(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponseGroupMember(r: Reader, v: number): StreamsGroupDescribeResponseGroupMember {
    const memberId = r.compactString()
    const memberEpoch = r.i32()
    const instanceId = r.compactNullableString()
    const rackId = r.compactNullableString()
    const clientId = r.compactString()
    const clientHost = r.compactString()
    const topologyEpoch = r.i32()
    const processId = r.compactString()
    let userEndpoint: StreamsGroupDescribeResponseEndpoint | null
    if (r.i8() < 0) userEndpoint = null
    else userEndpoint = readStreamsGroupDescribeResponseEndpoint(r, v)
    let clientTags: StreamsGroupDescribeResponseKeyValue[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<StreamsGroupDescribeResponseKeyValue>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseKeyValue(r, v)
      clientTags = list$
    }
    let taskOffsets: StreamsGroupDescribeResponseTaskOffset[]
    {
      const count$ = r.compactCount(14, 80)
      const list$ = new Array<StreamsGroupDescribeResponseTaskOffset>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTaskOffset(r, v)
      taskOffsets = list$
    }
    let taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[]
    {
      const count$ = r.compactCount(14, 80)
      const list$ = new Array<StreamsGroupDescribeResponseTaskOffset>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseTaskOffset(r, v)
      taskEndOffsets = list$
    }
    const assignment = readStreamsGroupDescribeResponseAssignment(r, v)
    const targetAssignment = readStreamsGroupDescribeResponseAssignment(r, v)
    const isClassic = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseGroupMember = { memberId, memberEpoch, instanceId, rackId, clientId, clientHost, topologyEpoch, processId, userEndpoint, clientTags, taskOffsets, taskEndOffsets, assignment, targetAssignment, isClassic }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseGroupMember(o: StreamsGroupDescribeResponseGroupMemberInput, v: number): number {
    let size$ = 9
    const memberId = o.memberId
    size$ += compactStringBytes(memberId)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const processId = o.processId
    size$ += compactStringBytes(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    size$ += 1 + (userEndpoint === null ? 0 : sizeStreamsGroupDescribeResponseEndpoint(userEndpoint, v))
    const clientTags = o.clientTags
    size$ += uvarintBytes(clientTags.length + 1)
    for (const item of clientTags) size$ += sizeStreamsGroupDescribeResponseKeyValue(item, v)
    const taskOffsets = o.taskOffsets
    size$ += uvarintBytes(taskOffsets.length + 1)
    for (const item of taskOffsets) size$ += sizeStreamsGroupDescribeResponseTaskOffset(item, v)
    const taskEndOffsets = o.taskEndOffsets
    size$ += uvarintBytes(taskEndOffsets.length + 1)
    for (const item of taskEndOffsets) size$ += sizeStreamsGroupDescribeResponseTaskOffset(item, v)
    const assignment = o.assignment
    size$ += sizeStreamsGroupDescribeResponseAssignment(assignment, v)
    const targetAssignment = o.targetAssignment
    size$ += sizeStreamsGroupDescribeResponseAssignment(targetAssignment, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseGroupMember(w: Writer, o: StreamsGroupDescribeResponseGroupMemberInput, v: number): void {
    const memberId = o.memberId
    w.compactString(memberId)
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const instanceId = o.instanceId === undefined ? null : o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId === undefined ? null : o.rackId
    w.compactString(rackId)
    const clientId = o.clientId
    w.compactString(clientId)
    const clientHost = o.clientHost
    w.compactString(clientHost)
    const topologyEpoch = o.topologyEpoch
    w.i32(topologyEpoch)
    const processId = o.processId
    w.compactString(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    if (userEndpoint === null) w.i8(-1)
    else {
      w.i8(1)
      writeStreamsGroupDescribeResponseEndpoint(w, userEndpoint, v)
    }
    const clientTags = o.clientTags
    w.uvarint(clientTags.length + 1)
    for (const item of clientTags) writeStreamsGroupDescribeResponseKeyValue(w, item, v)
    const taskOffsets = o.taskOffsets
    w.uvarint(taskOffsets.length + 1)
    for (const item of taskOffsets) writeStreamsGroupDescribeResponseTaskOffset(w, item, v)
    const taskEndOffsets = o.taskEndOffsets
    w.uvarint(taskEndOffsets.length + 1)
    for (const item of taskEndOffsets) writeStreamsGroupDescribeResponseTaskOffset(w, item, v)
    const assignment = o.assignment
    writeStreamsGroupDescribeResponseAssignment(w, assignment, v)
    const targetAssignment = o.targetAssignment
    writeStreamsGroupDescribeResponseAssignment(w, targetAssignment, v)
    const isClassic = o.isClassic
    w.bool(isClassic)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponseGroup(r: Reader, v: number): StreamsGroupDescribeResponseGroup {
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    const groupId = r.compactString()
    const groupState = r.compactString()
    const groupEpoch = r.i32()
    const assignmentEpoch = r.i32()
    let topology: StreamsGroupDescribeResponseGroupTopology | null
    if (r.i8() < 0) topology = null
    else topology = readStreamsGroupDescribeResponseGroupTopology(r, v)
    let members: StreamsGroupDescribeResponseGroupMember[]
    {
      const count$ = r.compactCount(28, 576)
      const list$ = new Array<StreamsGroupDescribeResponseGroupMember>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseGroupMember(r, v)
      members = list$
    }
    const authorizedOperations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponseGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, topology, members, authorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponseGroup(o: StreamsGroupDescribeResponseGroupInput, v: number): number {
    let size$ = 14
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const groupId = o.groupId
    size$ += compactStringBytes(groupId)
    const groupState = o.groupState
    size$ += compactStringBytes(groupState)
    const topology = o.topology === undefined ? null : o.topology
    size$ += 1 + (topology === null ? 0 : sizeStreamsGroupDescribeResponseGroupTopology(topology, v))
    const members = o.members
    size$ += uvarintBytes(members.length + 1)
    for (const item of members) size$ += sizeStreamsGroupDescribeResponseGroupMember(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponseGroup(w: Writer, o: StreamsGroupDescribeResponseGroupInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    const groupId = o.groupId
    w.compactString(groupId)
    const groupState = o.groupState
    w.compactString(groupState)
    const groupEpoch = o.groupEpoch
    w.i32(groupEpoch)
    const assignmentEpoch = o.assignmentEpoch
    w.i32(assignmentEpoch)
    const topology = o.topology === undefined ? null : o.topology
    if (topology === null) w.i8(-1)
    else {
      w.i8(1)
      writeStreamsGroupDescribeResponseGroupTopology(w, topology, v)
    }
    const members = o.members
    w.uvarint(members.length + 1)
    for (const item of members) writeStreamsGroupDescribeResponseGroupMember(w, item, v)
    const authorizedOperations = o.authorizedOperations ?? -2147483648
    w.i32(authorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupDescribeResponse(r: Reader, v: number): StreamsGroupDescribeResponse {
    const throttleTimeMs = r.i32()
    let groups: StreamsGroupDescribeResponseGroup[]
    {
      const count$ = r.compactCount(20, 208)
      const list$ = new Array<StreamsGroupDescribeResponseGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupDescribeResponseGroup(r, v)
      groups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupDescribeResponse = { throttleTimeMs, groups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupDescribeResponse(o: StreamsGroupDescribeResponseInput, v: number): number {
    let size$ = 4
    const groups = o.groups
    size$ += uvarintBytes(groups.length + 1)
    for (const item of groups) size$ += sizeStreamsGroupDescribeResponseGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupDescribeResponse(w: Writer, o: StreamsGroupDescribeResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const groups = o.groups
    w.uvarint(groups.length + 1)
    for (const item of groups) writeStreamsGroupDescribeResponseGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupDescribeResponse: MessageCodec<StreamsGroupDescribeResponse, StreamsGroupDescribeResponseInput> = {
    name: 'StreamsGroupDescribeResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupDescribeResponse,
    encode: writeStreamsGroupDescribeResponse,
    size: sizeStreamsGroupDescribeResponse
  }

  return { streamsGroupDescribeRequest, streamsGroupDescribeResponse }
}
