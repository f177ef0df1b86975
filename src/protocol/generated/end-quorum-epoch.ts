// Generated from protocol-specs/54-EndQuorumEpoch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface EndQuorumEpochRequestTopicPartitionPreferredCandidate {
  candidateId: number
  candidateDirectoryId: string
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochRequestTopicPartitionPreferredCandidateInput {
  readonly candidateId: number
  readonly candidateDirectoryId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochRequestTopicPartition {
  partitionIndex: number
  leaderId: number
  leaderEpoch: number
  preferredSuccessors: number[]
  preferredCandidates: EndQuorumEpochRequestTopicPartitionPreferredCandidate[]
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochRequestTopicPartitionInput {
  readonly partitionIndex: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly preferredSuccessors?: readonly number[] | undefined
  readonly preferredCandidates?: readonly EndQuorumEpochRequestTopicPartitionPreferredCandidateInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochRequestTopic {
  topicName: string
  partitions: EndQuorumEpochRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochRequestTopicInput {
  readonly topicName: string
  readonly partitions: readonly EndQuorumEpochRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochRequestLeaderEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochRequestLeaderEndpointInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochRequest {
  clusterId: string | null
  topics: EndQuorumEpochRequestTopic[]
  leaderEndpoints: EndQuorumEpochRequestLeaderEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochRequestInput {
  readonly clusterId?: string | null | undefined
  readonly topics: readonly EndQuorumEpochRequestTopicInput[]
  readonly leaderEndpoints?: readonly EndQuorumEpochRequestLeaderEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochResponseTopic {
  topicName: string
  partitions: EndQuorumEpochResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochResponseTopicInput {
  readonly topicName: string
  readonly partitions: readonly EndQuorumEpochResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndQuorumEpochResponse {
  errorCode: number
  topics: EndQuorumEpochResponseTopic[]
  nodeEndpoints: EndQuorumEpochResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface EndQuorumEpochResponseInput {
  readonly errorCode: number
  readonly topics: readonly EndQuorumEpochResponseTopicInput[]
  readonly nodeEndpoints?: readonly EndQuorumEpochResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readEndQuorumEpochRequestTopicPartitionPreferredCandidate(r: Reader, _v: number): EndQuorumEpochRequestTopicPartitionPreferredCandidate {
    const candidateId = r.i32()
    const candidateDirectoryId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EndQuorumEpochRequestTopicPartitionPreferredCandidate = { candidateId, candidateDirectoryId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochRequestTopicPartitionPreferredCandidate(o: EndQuorumEpochRequestTopicPartitionPreferredCandidateInput, _v: number): number {
    let size$ = 20
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeEndQuorumEpochRequestTopicPartitionPreferredCandidate(w: Writer, o: EndQuorumEpochRequestTopicPartitionPreferredCandidateInput, _v: number): void {
    const candidateId = o.candidateId
    w.i32(candidateId)
    const candidateDirectoryId = o.candidateDirectoryId
    w.uuid(candidateDirectoryId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readEndQuorumEpochRequestTopicPartition(r: Reader, v: number): EndQuorumEpochRequestTopicPartition {
    const partitionIndex = r.i32()
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let preferredSuccessors: number[]
    if (!(v <= 0)) preferredSuccessors = []
    else {
      preferredSuccessors = r.i32s()
    }
    let preferredCandidates: EndQuorumEpochRequestTopicPartitionPreferredCandidate[]
    if (!(v >= 1)) preferredCandidates = []
    else {
      {
        const count$ = r.compactCount(21, 88)
        const list$ = new Array<EndQuorumEpochRequestTopicPartitionPreferredCandidate>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochRequestTopicPartitionPreferredCandidate(r, v)
        preferredCandidates = list$
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
    const value$: EndQuorumEpochRequestTopicPartition = { partitionIndex, leaderId, leaderEpoch, preferredSuccessors, preferredCandidates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochRequestTopicPartition(o: EndQuorumEpochRequestTopicPartitionInput, v: number): number {
    let size$ = 12
    const preferredSuccessors = o.preferredSuccessors ?? []
    if (v <= 0) {
      size$ += 4
      size$ += preferredSuccessors.length * 4
    }
    const preferredCandidates = o.preferredCandidates ?? []
    if (v >= 1) {
      size$ += uvarintBytes(preferredCandidates.length + 1)
      for (const item of preferredCandidates) size$ += sizeEndQuorumEpochRequestTopicPartitionPreferredCandidate(item, v)
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndQuorumEpochRequestTopicPartition(w: Writer, o: EndQuorumEpochRequestTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (v <= 0) {
      const preferredSuccessors = o.preferredSuccessors ?? []
      w.i32(preferredSuccessors.length)
      w.i32s(preferredSuccessors)
    }
    if (v >= 1) {
      const preferredCandidates = o.preferredCandidates ?? []
      w.uvarint(preferredCandidates.length + 1)
      for (const item of preferredCandidates) writeEndQuorumEpochRequestTopicPartitionPreferredCandidate(w, item, v)
    }
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readEndQuorumEpochRequestTopic(r: Reader, v: number): EndQuorumEpochRequestTopic {
    const topicName = (v >= 1 ? r.compactString() : r.string())
    let partitions: EndQuorumEpochRequestTopicPartition[]
    {
      const count$ = (v >= 1 ? r.compactCount(14, 136) : r.count(14, 136))
      const list$ = new Array<EndQuorumEpochRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochRequestTopicPartition(r, v)
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
    const value$: EndQuorumEpochRequestTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochRequestTopic(o: EndQuorumEpochRequestTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 1 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    const partitions = o.partitions
    size$ += (v >= 1 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeEndQuorumEpochRequestTopicPartition(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndQuorumEpochRequestTopic(w: Writer, o: EndQuorumEpochRequestTopicInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 1 ? w.compactString(topicName) : w.string(topicName))
    const partitions = o.partitions
    ;(v >= 1 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeEndQuorumEpochRequestTopicPartition(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readEndQuorumEpochRequestLeaderEndpoint(r: Reader, _v: number): EndQuorumEpochRequestLeaderEndpoint {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EndQuorumEpochRequestLeaderEndpoint = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochRequestLeaderEndpoint(o: EndQuorumEpochRequestLeaderEndpointInput, _v: number): number {
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

  function writeEndQuorumEpochRequestLeaderEndpoint(w: Writer, o: EndQuorumEpochRequestLeaderEndpointInput, _v: number): void {
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

  function readEndQuorumEpochRequest(r: Reader, v: number): EndQuorumEpochRequest {
    const clusterId = (v >= 1 ? r.compactNullableString() : r.nullableString())
    let topics: EndQuorumEpochRequestTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<EndQuorumEpochRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochRequestTopic(r, v)
      topics = list$
    }
    let leaderEndpoints: EndQuorumEpochRequestLeaderEndpoint[]
    if (!(v >= 1)) leaderEndpoints = []
    else {
      {
        const count$ = r.compactCount(5, 56)
        const list$ = new Array<EndQuorumEpochRequestLeaderEndpoint>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochRequestLeaderEndpoint(r, v)
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
    const value$: EndQuorumEpochRequest = { clusterId, topics, leaderEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochRequest(o: EndQuorumEpochRequestInput, v: number): number {
    let size$ = 0
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    size$ += (v >= 1 ? compactStringBytes(clusterId) : 2 + (clusterId === null ? 0 : stringBytes(clusterId)))
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeEndQuorumEpochRequestTopic(item, v)
    const leaderEndpoints = o.leaderEndpoints ?? []
    if (v >= 1) {
      size$ += uvarintBytes(leaderEndpoints.length + 1)
      for (const item of leaderEndpoints) size$ += sizeEndQuorumEpochRequestLeaderEndpoint(item, v)
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndQuorumEpochRequest(w: Writer, o: EndQuorumEpochRequestInput, v: number): void {
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    ;(v >= 1 ? w.compactString(clusterId) : w.string(clusterId))
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeEndQuorumEpochRequestTopic(w, item, v)
    if (v >= 1) {
      const leaderEndpoints = o.leaderEndpoints ?? []
      w.uvarint(leaderEndpoints.length + 1)
      for (const item of leaderEndpoints) writeEndQuorumEpochRequestLeaderEndpoint(w, item, v)
    }
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const endQuorumEpochRequest: MessageCodec<EndQuorumEpochRequest, EndQuorumEpochRequestInput> = {
    name: 'EndQuorumEpochRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readEndQuorumEpochRequest,
    encode: writeEndQuorumEpochRequest,
    size: sizeEndQuorumEpochRequest
  }

  function readEndQuorumEpochResponseTopicPartition(r: Reader, v: number): EndQuorumEpochResponseTopicPartition {
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
    const value$: EndQuorumEpochResponseTopicPartition = { partitionIndex, errorCode, leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochResponseTopicPartition(o: EndQuorumEpochResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndQuorumEpochResponseTopicPartition(w: Writer, o: EndQuorumEpochResponseTopicPartitionInput, v: number): void {
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

  function readEndQuorumEpochResponseTopic(r: Reader, v: number): EndQuorumEpochResponseTopic {
    const topicName = (v >= 1 ? r.compactString() : r.string())
    let partitions: EndQuorumEpochResponseTopicPartition[]
    {
      const count$ = (v >= 1 ? r.compactCount(14, 64) : r.count(14, 64))
      const list$ = new Array<EndQuorumEpochResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochResponseTopicPartition(r, v)
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
    const value$: EndQuorumEpochResponseTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochResponseTopic(o: EndQuorumEpochResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 1 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    const partitions = o.partitions
    size$ += (v >= 1 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeEndQuorumEpochResponseTopicPartition(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndQuorumEpochResponseTopic(w: Writer, o: EndQuorumEpochResponseTopicInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 1 ? w.compactString(topicName) : w.string(topicName))
    const partitions = o.partitions
    ;(v >= 1 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeEndQuorumEpochResponseTopicPartition(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readEndQuorumEpochResponseNodeEndpoint(r: Reader, _v: number): EndQuorumEpochResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EndQuorumEpochResponseNodeEndpoint = { nodeId, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochResponseNodeEndpoint(o: EndQuorumEpochResponseNodeEndpointInput, _v: number): number {
    let size$ = 6
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeEndQuorumEpochResponseNodeEndpoint(w: Writer, o: EndQuorumEpochResponseNodeEndpointInput, _v: number): void {
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

  function readEndQuorumEpochResponse(r: Reader, v: number): EndQuorumEpochResponse {
    const errorCode = r.i16()
    let topics: EndQuorumEpochResponseTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<EndQuorumEpochResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochResponseTopic(r, v)
      topics = list$
    }
    let nodeEndpoints: EndQuorumEpochResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            {
              const count$ = r.compactCount(8, 56)
              const list$ = new Array<EndQuorumEpochResponseNodeEndpoint>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readEndQuorumEpochResponseNodeEndpoint(r, v)
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
    const value$: EndQuorumEpochResponse = { errorCode, topics, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndQuorumEpochResponse(o: EndQuorumEpochResponseInput, v: number): number {
    let size$ = 2
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeEndQuorumEpochResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 1) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('EndQuorumEpochResponse.nodeEndpoints', v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
        tags$++
        size$ += tagBytes(0, sizeTagEndQuorumEpochResponseNodeEndpoints(nodeEndpoints, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagEndQuorumEpochResponseNodeEndpoints(nodeEndpoints: readonly EndQuorumEpochResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeEndQuorumEpochResponseNodeEndpoint(item, v)
    return size$
  }

  function writeEndQuorumEpochResponse(w: Writer, o: EndQuorumEpochResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeEndQuorumEpochResponseTopic(w, item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const nodeEndpointsTag = o.nodeEndpoints ?? []
      const hasNodeEndpoints = !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
      if (hasNodeEndpoints) tags$++
      w.uvarint(tags$)
      if (hasNodeEndpoints) {
        w.uvarint(0)
        w.uvarint(sizeTagEndQuorumEpochResponseNodeEndpoints(nodeEndpointsTag, v))
        w.uvarint(nodeEndpointsTag.length + 1)
        for (const item of nodeEndpointsTag) writeEndQuorumEpochResponseNodeEndpoint(w, item, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const endQuorumEpochResponse: MessageCodec<EndQuorumEpochResponse, EndQuorumEpochResponseInput> = {
    name: 'EndQuorumEpochResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readEndQuorumEpochResponse,
    encode: writeEndQuorumEpochResponse,
    size: sizeEndQuorumEpochResponse
  }

  return { endQuorumEpochRequest, endQuorumEpochResponse }
}
