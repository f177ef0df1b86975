// Generated from protocol-specs/55-DescribeQuorum.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeQuorumRequestTopicPartition {
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumRequestTopic {
  topicName: string
  partitions: DescribeQuorumRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumRequestTopicInput {
  readonly topicName: string
  readonly partitions: readonly DescribeQuorumRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumRequest {
  topics: DescribeQuorumRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumRequestInput {
  readonly topics: readonly DescribeQuorumRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponseReplicaState {
  replicaId: number
  replicaDirectoryId: string
  logEndOffset: bigint
  lastFetchTimestamp: bigint
  lastCaughtUpTimestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseReplicaStateInput {
  readonly replicaId: number
  readonly replicaDirectoryId?: string | undefined
  readonly logEndOffset: bigint
  readonly lastFetchTimestamp?: bigint | undefined
  readonly lastCaughtUpTimestamp?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  errorMessage: string | null
  leaderId: number
  leaderEpoch: number
  highWatermark: bigint
  currentVoters: DescribeQuorumResponseReplicaState[]
  observers: DescribeQuorumResponseReplicaState[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly highWatermark: bigint
  readonly currentVoters: readonly DescribeQuorumResponseReplicaStateInput[]
  readonly observers: readonly DescribeQuorumResponseReplicaStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponseTopic {
  topicName: string
  partitions: DescribeQuorumResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseTopicInput {
  readonly topicName: string
  readonly partitions: readonly DescribeQuorumResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponseNodeListener {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseNodeListenerInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponseNode {
  nodeId: number
  listeners: DescribeQuorumResponseNodeListener[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseNodeInput {
  readonly nodeId: number
  readonly listeners: readonly DescribeQuorumResponseNodeListenerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeQuorumResponse {
  errorCode: number
  errorMessage: string | null
  topics: DescribeQuorumResponseTopic[]
  nodes: DescribeQuorumResponseNode[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeQuorumResponseInput {
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly topics: readonly DescribeQuorumResponseTopicInput[]
  readonly nodes?: readonly DescribeQuorumResponseNodeInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readDescribeQuorumRequestTopicPartition(r: Reader, _v: number): DescribeQuorumRequestTopicPartition {
    const partitionIndex = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumRequestTopicPartition = { partitionIndex }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumRequestTopicPartition(o: DescribeQuorumRequestTopicPartitionInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumRequestTopicPartition(w: Writer, o: DescribeQuorumRequestTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumRequestTopic(r: Reader, v: number): DescribeQuorumRequestTopic {
    const topicName = r.compactString()
    let partitions: DescribeQuorumRequestTopicPartition[]
    {
      const count$ = r.compactCount(5, 40)
      const list$ = new Array<DescribeQuorumRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumRequestTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumRequestTopic(o: DescribeQuorumRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDescribeQuorumRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumRequestTopic(w: Writer, o: DescribeQuorumRequestTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDescribeQuorumRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumRequest(r: Reader, v: number): DescribeQuorumRequest {
    let topics: DescribeQuorumRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeQuorumRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumRequest = { topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumRequest(o: DescribeQuorumRequestInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeQuorumRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumRequest(w: Writer, o: DescribeQuorumRequestInput, v: number): void {
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeQuorumRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeQuorumRequest: MessageCodec<DescribeQuorumRequest, DescribeQuorumRequestInput> = {
    name: 'DescribeQuorumRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readDescribeQuorumRequest,
    encode: writeDescribeQuorumRequest,
    size: sizeDescribeQuorumRequest
  }

  function readDescribeQuorumResponseReplicaState(r: Reader, v: number): DescribeQuorumResponseReplicaState {
    const replicaId = r.i32()
    let replicaDirectoryId: string
    if (!(v >= 2)) replicaDirectoryId = zeroUuid
    else {
      replicaDirectoryId = r.uuid()
    }
    const logEndOffset = r.i64()
    let lastFetchTimestamp: bigint
    if (!(v >= 1)) lastFetchTimestamp = -1n
    else {
      lastFetchTimestamp = r.i64()
    }
    let lastCaughtUpTimestamp: bigint
    if (!(v >= 1)) lastCaughtUpTimestamp = -1n
    else {
      lastCaughtUpTimestamp = r.i64()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponseReplicaState = { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponseReplicaState(o: DescribeQuorumResponseReplicaStateInput, v: number): number {
    let size$ = 12
    const replicaDirectoryId = o.replicaDirectoryId ?? zeroUuid
    if (v >= 2) {
      size$ += 16
    }
    if (!(v >= 2) && !(replicaDirectoryId === zeroUuid)) unsupported('DescribeQuorumResponseReplicaState.replicaDirectoryId', v)
    if (v >= 1) {
      size$ += 8
    }
    if (v >= 1) {
      size$ += 8
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponseReplicaState(w: Writer, o: DescribeQuorumResponseReplicaStateInput, v: number): void {
    const replicaId = o.replicaId
    w.i32(replicaId)
    if (v >= 2) {
      const replicaDirectoryId = o.replicaDirectoryId ?? zeroUuid
      w.uuid(replicaDirectoryId)
    }
    const logEndOffset = o.logEndOffset
    w.i64(logEndOffset)
    if (v >= 1) {
      const lastFetchTimestamp = o.lastFetchTimestamp ?? -1n
      w.i64(lastFetchTimestamp)
    }
    if (v >= 1) {
      const lastCaughtUpTimestamp = o.lastCaughtUpTimestamp ?? -1n
      w.i64(lastCaughtUpTimestamp)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumResponseTopicPartition(r: Reader, v: number): DescribeQuorumResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let errorMessage: string | null
    if (!(v >= 2)) errorMessage = ''
    else {
      errorMessage = r.compactNullableString()
    }
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const highWatermark = r.i64()
    let currentVoters: DescribeQuorumResponseReplicaState[]
    {
      const count$ = r.compactCount(13, 184)
      const list$ = new Array<DescribeQuorumResponseReplicaState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseReplicaState(r, v)
      currentVoters = list$
    }
    let observers: DescribeQuorumResponseReplicaState[]
    {
      const count$ = r.compactCount(13, 184)
      const list$ = new Array<DescribeQuorumResponseReplicaState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseReplicaState(r, v)
      observers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponseTopicPartition = { partitionIndex, errorCode, errorMessage, leaderId, leaderEpoch, highWatermark, currentVoters, observers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponseTopicPartition(o: DescribeQuorumResponseTopicPartitionInput, v: number): number {
    let size$ = 22
    const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
    if (v >= 2) {
      size$ += compactStringBytes(errorMessage)
    }
    const currentVoters = o.currentVoters
    size$ += uvarintBytes(currentVoters.length + 1)
    for (const item of currentVoters) size$ += sizeDescribeQuorumResponseReplicaState(item, v)
    const observers = o.observers
    size$ += uvarintBytes(observers.length + 1)
    for (const item of observers) size$ += sizeDescribeQuorumResponseReplicaState(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponseTopicPartition(w: Writer, o: DescribeQuorumResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
      w.compactString(errorMessage)
    }
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const highWatermark = o.highWatermark
    w.i64(highWatermark)
    const currentVoters = o.currentVoters
    w.uvarint(currentVoters.length + 1)
    for (const item of currentVoters) writeDescribeQuorumResponseReplicaState(w, item, v)
    const observers = o.observers
    w.uvarint(observers.length + 1)
    for (const item of observers) writeDescribeQuorumResponseReplicaState(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumResponseTopic(r: Reader, v: number): DescribeQuorumResponseTopic {
    const topicName = r.compactString()
    let partitions: DescribeQuorumResponseTopicPartition[]
    {
      const count$ = r.compactCount(25, 184)
      const list$ = new Array<DescribeQuorumResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponseTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponseTopic(o: DescribeQuorumResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeDescribeQuorumResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponseTopic(w: Writer, o: DescribeQuorumResponseTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeDescribeQuorumResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumResponseNodeListener(r: Reader, _v: number): DescribeQuorumResponseNodeListener {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponseNodeListener = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponseNodeListener(o: DescribeQuorumResponseNodeListenerInput, _v: number): number {
    let size$ = 2
    const name = o.name
    size$ += compactStringBytes(name)
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponseNodeListener(w: Writer, o: DescribeQuorumResponseNodeListenerInput, _v: number): void {
    const name = o.name
    w.compactString(name)
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

  function readDescribeQuorumResponseNode(r: Reader, v: number): DescribeQuorumResponseNode {
    const nodeId = r.i32()
    let listeners: DescribeQuorumResponseNodeListener[]
    {
      const count$ = r.compactCount(5, 56)
      const list$ = new Array<DescribeQuorumResponseNodeListener>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseNodeListener(r, v)
      listeners = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponseNode = { nodeId, listeners }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponseNode(o: DescribeQuorumResponseNodeInput, v: number): number {
    let size$ = 4
    const listeners = o.listeners
    size$ += uvarintBytes(listeners.length + 1)
    for (const item of listeners) size$ += sizeDescribeQuorumResponseNodeListener(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponseNode(w: Writer, o: DescribeQuorumResponseNodeInput, v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
    const listeners = o.listeners
    w.uvarint(listeners.length + 1)
    for (const item of listeners) writeDescribeQuorumResponseNodeListener(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeQuorumResponse(r: Reader, v: number): DescribeQuorumResponse {
    const errorCode = r.i16()
    let errorMessage: string | null
    if (!(v >= 2)) errorMessage = ''
    else {
      errorMessage = r.compactNullableString()
    }
    let topics: DescribeQuorumResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<DescribeQuorumResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseTopic(r, v)
      topics = list$
    }
    let nodes: DescribeQuorumResponseNode[]
    if (!(v >= 2)) nodes = []
    else {
      {
        const count$ = r.compactCount(6, 80)
        const list$ = new Array<DescribeQuorumResponseNode>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeQuorumResponseNode(r, v)
        nodes = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeQuorumResponse = { errorCode, errorMessage, topics, nodes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeQuorumResponse(o: DescribeQuorumResponseInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
    if (v >= 2) {
      size$ += compactStringBytes(errorMessage)
    }
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeDescribeQuorumResponseTopic(item, v)
    const nodes = o.nodes ?? []
    if (v >= 2) {
      size$ += uvarintBytes(nodes.length + 1)
      for (const item of nodes) size$ += sizeDescribeQuorumResponseNode(item, v)
    }
    if (!(v >= 2) && !((nodes !== null && nodes.length === 0))) unsupported('DescribeQuorumResponse.nodes', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeQuorumResponse(w: Writer, o: DescribeQuorumResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
      w.compactString(errorMessage)
    }
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeDescribeQuorumResponseTopic(w, item, v)
    if (v >= 2) {
      const nodes = o.nodes ?? []
      w.uvarint(nodes.length + 1)
      for (const item of nodes) writeDescribeQuorumResponseNode(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeQuorumResponse: MessageCodec<DescribeQuorumResponse, DescribeQuorumResponseInput> = {
    name: 'DescribeQuorumResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readDescribeQuorumResponse,
    encode: writeDescribeQuorumResponse,
    size: sizeDescribeQuorumResponse
  }

  return { describeQuorumRequest, describeQuorumResponse }
}
