// Generated from protocol-specs/52-Vote.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface VoteRequestTopicPartition {
  partitionIndex: number
  replicaEpoch: number
  replicaId: number
  replicaDirectoryId: string
  voterDirectoryId: string
  lastOffsetEpoch: number
  lastOffset: bigint
  preVote: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface VoteRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly replicaEpoch: number
  readonly replicaId: number
  readonly replicaDirectoryId?: string | undefined
  readonly voterDirectoryId?: string | undefined
  readonly lastOffsetEpoch: number
  readonly lastOffset: bigint
  readonly preVote?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteRequestTopic {
  topicName: string
  partitions: VoteRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface VoteRequestTopicInput {
  readonly topicName: string
  readonly partitions: readonly VoteRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteRequest {
  clusterId: string | null
  voterId: number
  topics: VoteRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface VoteRequestInput {
  readonly clusterId?: string | null | undefined
  readonly voterId?: number | undefined
  readonly topics: readonly VoteRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  voteGranted: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface VoteResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly voteGranted: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteResponseTopic {
  topicName: string
  partitions: VoteResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface VoteResponseTopicInput {
  readonly topicName: string
  readonly partitions: readonly VoteResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface VoteResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VoteResponse {
  errorCode: number
  topics: VoteResponseTopic[]
  nodeEndpoints: VoteResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface VoteResponseInput {
  readonly errorCode: number
  readonly topics: readonly VoteResponseTopicInput[]
  readonly nodeEndpoints?: readonly VoteResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readVoteRequestTopicPartition(r: Reader, v: number): VoteRequestTopicPartition {
    const partitionIndex = r.i32()
    const replicaEpoch = r.i32()
    const replicaId = r.i32()
    let replicaDirectoryId: string
    if (!(v >= 1)) replicaDirectoryId = zeroUuid
    else {
      replicaDirectoryId = r.uuid()
    }
    let voterDirectoryId: string
    if (!(v >= 1)) voterDirectoryId = zeroUuid
    else {
      voterDirectoryId = r.uuid()
    }
    const lastOffsetEpoch = r.i32()
    const lastOffset = r.i64()
    let preVote: boolean
    if (!(v >= 2)) preVote = false
    else {
      preVote = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteRequestTopicPartition = { partitionIndex, replicaEpoch, replicaId, replicaDirectoryId, voterDirectoryId, lastOffsetEpoch, lastOffset, preVote }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteRequestTopicPartition(o: VoteRequestTopicPartitionInput, v: number): number {
    let size$ = 24
    if (v >= 1) {
      size$ += 16
    }
    if (v >= 1) {
      size$ += 16
    }
    const preVote = o.preVote ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(preVote === false)) unsupported('VoteRequestTopicPartition.preVote', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteRequestTopicPartition(w: Writer, o: VoteRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const replicaEpoch = o.replicaEpoch
    w.i32(replicaEpoch)
    const replicaId = o.replicaId
    w.i32(replicaId)
    if (v >= 1) {
      const replicaDirectoryId = o.replicaDirectoryId ?? zeroUuid
      w.uuid(replicaDirectoryId)
    }
    if (v >= 1) {
      const voterDirectoryId = o.voterDirectoryId ?? zeroUuid
      w.uuid(voterDirectoryId)
    }
    const lastOffsetEpoch = o.lastOffsetEpoch
    w.i32(lastOffsetEpoch)
    const lastOffset = o.lastOffset
    w.i64(lastOffset)
    if (v >= 2) {
      const preVote = o.preVote ?? false
      w.bool(preVote)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readVoteRequestTopic(r: Reader, v: number): VoteRequestTopic {
    const topicName = r.compactString()
    let partitions: VoteRequestTopicPartition[]
    {
      const count$ = r.compactCount(25, 200)
      const list$ = new Array<VoteRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVoteRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteRequestTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteRequestTopic(o: VoteRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeVoteRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteRequestTopic(w: Writer, o: VoteRequestTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeVoteRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readVoteRequest(r: Reader, v: number): VoteRequest {
    const clusterId = r.compactNullableString()
    let voterId: number
    if (!(v >= 1)) voterId = -1
    else {
      voterId = r.i32()
    }
    let topics: VoteRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<VoteRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVoteRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteRequest = { clusterId, voterId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteRequest(o: VoteRequestInput, v: number): number {
    let size$ = 0
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    size$ += compactStringBytes(clusterId)
    if (v >= 1) {
      size$ += 4
    }
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeVoteRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteRequest(w: Writer, o: VoteRequestInput, v: number): void {
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    w.compactString(clusterId)
    if (v >= 1) {
      const voterId = o.voterId ?? -1
      w.i32(voterId)
    }
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeVoteRequestTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const voteRequest: MessageCodec<VoteRequest, VoteRequestInput> = {
    name: 'VoteRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readVoteRequest,
    encode: writeVoteRequest,
    size: sizeVoteRequest
  }

  function readVoteResponseTopicPartition(r: Reader, _v: number): VoteResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const voteGranted = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteResponseTopicPartition = { partitionIndex, errorCode, leaderId, leaderEpoch, voteGranted }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteResponseTopicPartition(o: VoteResponseTopicPartitionInput, _v: number): number {
    let size$ = 15
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteResponseTopicPartition(w: Writer, o: VoteResponseTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    const voteGranted = o.voteGranted
    w.bool(voteGranted)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readVoteResponseTopic(r: Reader, v: number): VoteResponseTopic {
    const topicName = r.compactString()
    let partitions: VoteResponseTopicPartition[]
    {
      const count$ = r.compactCount(16, 72)
      const list$ = new Array<VoteResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVoteResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteResponseTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteResponseTopic(o: VoteResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += compactStringBytes(topicName)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeVoteResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteResponseTopic(w: Writer, o: VoteResponseTopicInput, v: number): void {
    const topicName = o.topicName
    w.compactString(topicName)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeVoteResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readVoteResponseNodeEndpoint(r: Reader, _v: number): VoteResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VoteResponseNodeEndpoint = { nodeId, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteResponseNodeEndpoint(o: VoteResponseNodeEndpointInput, _v: number): number {
    let size$ = 6
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVoteResponseNodeEndpoint(w: Writer, o: VoteResponseNodeEndpointInput, _v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
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

  function readVoteResponse(r: Reader, v: number): VoteResponse {
    const errorCode = r.i16()
    let topics: VoteResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<VoteResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVoteResponseTopic(r, v)
      topics = list$
    }
    let nodeEndpoints: VoteResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactCount(8, 56)
            const list$ = new Array<VoteResponseNodeEndpoint>(count$)
            for (let i = 0; i < count$; i++) list$[i] = readVoteResponseNodeEndpoint(r, v)
            nodeEndpoints = list$
          }
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: VoteResponse = { errorCode, topics, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVoteResponse(o: VoteResponseInput, v: number): number {
    let size$ = 2
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeVoteResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 1) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('VoteResponse.nodeEndpoints', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (v >= 1 && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagVoteResponseNodeEndpoints(nodeEndpoints, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagVoteResponseNodeEndpoints(nodeEndpoints: readonly VoteResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeVoteResponseNodeEndpoint(item, v)
    return size$
  }

  function writeVoteResponse(w: Writer, o: VoteResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeVoteResponseTopic(w, item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const nodeEndpointsTag = o.nodeEndpoints ?? []
    const hasNodeEndpoints = v >= 1 && !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
    if (hasNodeEndpoints) tags$++
    w.uvarint(tags$)
    if (hasNodeEndpoints) {
      w.uvarint(0)
      w.uvarint(sizeTagVoteResponseNodeEndpoints(nodeEndpointsTag, v))
      w.uvarint(nodeEndpointsTag.length + 1)
      for (const item of nodeEndpointsTag) writeVoteResponseNodeEndpoint(w, item, v)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const voteResponse: MessageCodec<VoteResponse, VoteResponseInput> = {
    name: 'VoteResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readVoteResponse,
    encode: writeVoteResponse,
    size: sizeVoteResponse
  }

  return { voteRequest, voteResponse }
}
