// Generated from protocol-specs/53-BeginQuorumEpoch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface BeginQuorumEpochRequestTopicPartition {
  partitionIndex: number
  voterDirectoryId: string
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly voterDirectoryId?: string | undefined
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochRequestTopic {
  topicName: string
  partitions: BeginQuorumEpochRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochRequestTopicInput {
  readonly topicName: string
  readonly partitions: readonly BeginQuorumEpochRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochRequestLeaderEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochRequestLeaderEndpointInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochRequest {
  clusterId: string | null
  voterId: number
  topics: BeginQuorumEpochRequestTopic[]
  leaderEndpoints: BeginQuorumEpochRequestLeaderEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochRequestInput {
  readonly clusterId?: string | null | undefined
  readonly voterId?: number | undefined
  readonly topics: readonly BeginQuorumEpochRequestTopicInput[]
  readonly leaderEndpoints?: readonly BeginQuorumEpochRequestLeaderEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochResponseTopic {
  topicName: string
  partitions: BeginQuorumEpochResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochResponseTopicInput {
  readonly topicName: string
  readonly partitions: readonly BeginQuorumEpochResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BeginQuorumEpochResponse {
  errorCode: number
  topics: BeginQuorumEpochResponseTopic[]
  nodeEndpoints: BeginQuorumEpochResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface BeginQuorumEpochResponseInput {
  readonly errorCode: number
  readonly topics: readonly BeginQuorumEpochResponseTopicInput[]
  readonly nodeEndpoints?: readonly BeginQuorumEpochResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readBeginQuorumEpochRequestTopicPartition(r: Reader, v: number): BeginQuorumEpochRequestTopicPartition {
    const partitionIndex = r.i32()
    let voterDirectoryId: string
    if (!(v >= 1)) voterDirectoryId = zeroUuid
    else {
      voterDirectoryId = r.uuid()
    }
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: BeginQuorumEpochRequestTopicPartition = { partitionIndex, voterDirectoryId, leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochRequestTopicPartition(o: BeginQuorumEpochRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    if (v >= 1) {
      size$ += 16
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeBeginQuorumEpochRequestTopicPartition(w: Writer, o: BeginQuorumEpochRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (v >= 1) {
      const voterDirectoryId = o.voterDirectoryId ?? zeroUuid
      w.uuid(voterDirectoryId)
    }
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readBeginQuorumEpochRequestTopic(r: Reader, v: number): BeginQuorumEpochRequestTopic {
    const topicName = (v >= 1 ? r.compactString() : r.string())
    let partitions: BeginQuorumEpochRequestTopicPartition[]
    {
      const count$ = (v >= 1 ? r.compactCount(12, 104) : r.count(12, 104))
      const list$ = new Array<BeginQuorumEpochRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: BeginQuorumEpochRequestTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochRequestTopic(o: BeginQuorumEpochRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 1 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    const partitions = o.partitions
    size$ += (v >= 1 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeBeginQuorumEpochRequestTopicPartition(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeBeginQuorumEpochRequestTopic(w: Writer, o: BeginQuorumEpochRequestTopicInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 1 ? w.compactString(topicName) : w.string(topicName))
    const partitions = o.partitions
    ;(v >= 1 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeBeginQuorumEpochRequestTopicPartition(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readBeginQuorumEpochRequestLeaderEndpoint(r: Reader, _v: number): BeginQuorumEpochRequestLeaderEndpoint {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BeginQuorumEpochRequestLeaderEndpoint = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochRequestLeaderEndpoint(o: BeginQuorumEpochRequestLeaderEndpointInput, _v: number): number {
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

  function writeBeginQuorumEpochRequestLeaderEndpoint(w: Writer, o: BeginQuorumEpochRequestLeaderEndpointInput, _v: number): void {
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

  function readBeginQuorumEpochRequest(r: Reader, v: number): BeginQuorumEpochRequest {
    const clusterId = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let voterId: number
    if (!(v >= 1)) voterId = -1
    else {
      voterId = r.i32()
    }
    let topics: BeginQuorumEpochRequestTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<BeginQuorumEpochRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochRequestTopic(r, v)
      topics = list$
    }
    let leaderEndpoints: BeginQuorumEpochRequestLeaderEndpoint[]
    if (!(v >= 1)) leaderEndpoints = []
    else {
      {
        const count$ = r.compactCount(5, 56)
        const list$ = new Array<BeginQuorumEpochRequestLeaderEndpoint>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochRequestLeaderEndpoint(r, v)
        leaderEndpoints = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: BeginQuorumEpochRequest = { clusterId, voterId, topics, leaderEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochRequest(o: BeginQuorumEpochRequestInput, v: number): number {
    let size$ = 0
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    size$ += (v >= 1 ? compactStringBytes(clusterId) : 2 + (clusterId === null ? 0 : stringBytes(clusterId)))
    if (v >= 1) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeBeginQuorumEpochRequestTopic(item, v)
    const leaderEndpoints = o.leaderEndpoints ?? []
    if (v >= 1) {
      size$ += uvarintBytes(leaderEndpoints.length + 1)
      for (const item of leaderEndpoints) size$ += sizeBeginQuorumEpochRequestLeaderEndpoint(item, v)
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeBeginQuorumEpochRequest(w: Writer, o: BeginQuorumEpochRequestInput, v: number): void {
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    ;(v >= 1 ? w.compactString(clusterId) : w.string(clusterId))
    if (v >= 1) {
      const voterId = o.voterId ?? -1
      w.i32(voterId)
    }
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeBeginQuorumEpochRequestTopic(w, item, v)
    if (v >= 1) {
      const leaderEndpoints = o.leaderEndpoints ?? []
      w.uvarint(leaderEndpoints.length + 1)
      for (const item of leaderEndpoints) writeBeginQuorumEpochRequestLeaderEndpoint(w, item, v)
    }
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const beginQuorumEpochRequest: MessageCodec<BeginQuorumEpochRequest, BeginQuorumEpochRequestInput> = {
    name: 'BeginQuorumEpochRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readBeginQuorumEpochRequest,
    encode: writeBeginQuorumEpochRequest,
    size: sizeBeginQuorumEpochRequest
  }

  function readBeginQuorumEpochResponseTopicPartition(r: Reader, v: number): BeginQuorumEpochResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: BeginQuorumEpochResponseTopicPartition = { partitionIndex, errorCode, leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochResponseTopicPartition(o: BeginQuorumEpochResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeBeginQuorumEpochResponseTopicPartition(w: Writer, o: BeginQuorumEpochResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readBeginQuorumEpochResponseTopic(r: Reader, v: number): BeginQuorumEpochResponseTopic {
    const topicName = (v >= 1 ? r.compactString() : r.string())
    let partitions: BeginQuorumEpochResponseTopicPartition[]
    {
      const count$ = (v >= 1 ? r.compactCount(14, 64) : r.count(14, 64))
      const list$ = new Array<BeginQuorumEpochResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: BeginQuorumEpochResponseTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochResponseTopic(o: BeginQuorumEpochResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 1 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    const partitions = o.partitions
    size$ += (v >= 1 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeBeginQuorumEpochResponseTopicPartition(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeBeginQuorumEpochResponseTopic(w: Writer, o: BeginQuorumEpochResponseTopicInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 1 ? w.compactString(topicName) : w.string(topicName))
    const partitions = o.partitions
    ;(v >= 1 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeBeginQuorumEpochResponseTopicPartition(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readBeginQuorumEpochResponseNodeEndpoint(r: Reader, _v: number): BeginQuorumEpochResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BeginQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochResponseNodeEndpoint(o: BeginQuorumEpochResponseNodeEndpointInput, _v: number): number {
    let size$ = 6
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBeginQuorumEpochResponseNodeEndpoint(w: Writer, o: BeginQuorumEpochResponseNodeEndpointInput, _v: number): void {
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

  function readBeginQuorumEpochResponse(r: Reader, v: number): BeginQuorumEpochResponse {
    const errorCode = r.i16()
    let topics: BeginQuorumEpochResponseTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<BeginQuorumEpochResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochResponseTopic(r, v)
      topics = list$
    }
    let nodeEndpoints: BeginQuorumEpochResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            {
              const count$ = r.compactCount(8, 56)
              const list$ = new Array<BeginQuorumEpochResponseNodeEndpoint>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readBeginQuorumEpochResponseNodeEndpoint(r, v)
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
    const value$: BeginQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBeginQuorumEpochResponse(o: BeginQuorumEpochResponseInput, v: number): number {
    let size$ = 2
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeBeginQuorumEpochResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 1) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('BeginQuorumEpochResponse.nodeEndpoints', v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
        tags$++
        size$ += tagBytes(0, sizeTagBeginQuorumEpochResponseNodeEndpoints(nodeEndpoints, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagBeginQuorumEpochResponseNodeEndpoints(nodeEndpoints: readonly BeginQuorumEpochResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeBeginQuorumEpochResponseNodeEndpoint(item, v)
    return size$
  }

  function writeBeginQuorumEpochResponse(w: Writer, o: BeginQuorumEpochResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeBeginQuorumEpochResponseTopic(w, item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const nodeEndpointsTag = o.nodeEndpoints ?? []
      const hasNodeEndpoints = !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
      if (hasNodeEndpoints) tags$++
      w.uvarint(tags$)
      if (hasNodeEndpoints) {
        w.uvarint(0)
        w.uvarint(sizeTagBeginQuorumEpochResponseNodeEndpoints(nodeEndpointsTag, v))
        w.uvarint(nodeEndpointsTag.length + 1)
        for (const item of nodeEndpointsTag) writeBeginQuorumEpochResponseNodeEndpoint(w, item, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const beginQuorumEpochResponse: MessageCodec<BeginQuorumEpochResponse, BeginQuorumEpochResponseInput> = {
    name: 'BeginQuorumEpochResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readBeginQuorumEpochResponse,
    encode: writeBeginQuorumEpochResponse,
    size: sizeBeginQuorumEpochResponse
  }

  return { beginQuorumEpochRequest, beginQuorumEpochResponse }
}
