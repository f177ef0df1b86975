// Generated from protocol-specs/59-FetchSnapshot.spec by scripts/generate.mjs. Do not edit.
import type { Reader, RecordsInput, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface FetchSnapshotRequestTopicPartitionSnapshotId {
  endOffset: bigint
  epoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotRequestTopicPartitionSnapshotIdInput {
  readonly endOffset: bigint
  readonly epoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotRequestTopicPartition {
  partition: number
  currentLeaderEpoch: number
  snapshotId: FetchSnapshotRequestTopicPartitionSnapshotId
  position: bigint
  replicaDirectoryId: string
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotRequestTopicPartitionInput {
  readonly partition: number
  readonly currentLeaderEpoch: number
  readonly snapshotId: FetchSnapshotRequestTopicPartitionSnapshotIdInput
  readonly position: bigint
  readonly replicaDirectoryId?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotRequestTopic {
  name: string
  partitions: FetchSnapshotRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotRequestTopicInput {
  readonly name: string
  readonly partitions: readonly FetchSnapshotRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotRequest {
  clusterId: string | null
  replicaId: number
  maxBytes: number
  topics: FetchSnapshotRequestTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotRequestInput {
  readonly clusterId?: string | null | undefined
  readonly replicaId?: number | undefined
  readonly maxBytes?: number | undefined
  readonly topics: readonly FetchSnapshotRequestTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponseTopicPartitionSnapshotId {
  endOffset: bigint
  epoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseTopicPartitionSnapshotIdInput {
  readonly endOffset: bigint
  readonly epoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponseTopicPartitionCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseTopicPartitionCurrentLeaderInput {
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponseTopicPartition {
  index: number
  errorCode: number
  snapshotId: FetchSnapshotResponseTopicPartitionSnapshotId
  currentLeader: FetchSnapshotResponseTopicPartitionCurrentLeader
  size: bigint
  position: bigint
  unalignedRecords: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseTopicPartitionInput {
  readonly index: number
  readonly errorCode: number
  readonly snapshotId: FetchSnapshotResponseTopicPartitionSnapshotIdInput
  readonly currentLeader?: FetchSnapshotResponseTopicPartitionCurrentLeaderInput | undefined
  readonly size: bigint
  readonly position: bigint
  readonly unalignedRecords: RecordsInput
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponseTopic {
  name: string
  partitions: FetchSnapshotResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseTopicInput {
  readonly name: string
  readonly partitions: readonly FetchSnapshotResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchSnapshotResponse {
  throttleTimeMs: number
  errorCode: number
  topics: FetchSnapshotResponseTopic[]
  nodeEndpoints: FetchSnapshotResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchSnapshotResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly topics: readonly FetchSnapshotResponseTopicInput[]
  readonly nodeEndpoints?: readonly FetchSnapshotResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, recordsBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readFetchSnapshotRequestTopicPartitionSnapshotId(r: Reader, _v: number): FetchSnapshotRequestTopicPartitionSnapshotId {
    const endOffset = r.i64()
    const epoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotRequestTopicPartitionSnapshotId = { endOffset, epoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotRequestTopicPartitionSnapshotId(o: FetchSnapshotRequestTopicPartitionSnapshotIdInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotRequestTopicPartitionSnapshotId(w: Writer, o: FetchSnapshotRequestTopicPartitionSnapshotIdInput, _v: number): void {
    const endOffset = o.endOffset
    w.i64(endOffset)
    const epoch = o.epoch
    w.i32(epoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchSnapshotRequestTopicPartition(r: Reader, v: number): FetchSnapshotRequestTopicPartition {
    const partition = r.i32()
    const currentLeaderEpoch = r.i32()
    const snapshotId = readFetchSnapshotRequestTopicPartitionSnapshotId(r, v)
    const position = r.i64()
    let replicaDirectoryId: string = zeroUuid
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          replicaDirectoryId = r.uuid()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: FetchSnapshotRequestTopicPartition = { partition, currentLeaderEpoch, snapshotId, position, replicaDirectoryId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotRequestTopicPartition(o: FetchSnapshotRequestTopicPartitionInput, v: number): number {
    let size$ = 16
    const snapshotId = o.snapshotId
    size$ += sizeFetchSnapshotRequestTopicPartitionSnapshotId(snapshotId, v)
    const replicaDirectoryId = o.replicaDirectoryId ?? zeroUuid
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (v >= 1 && !(replicaDirectoryId === zeroUuid)) {
      tags$++
      size$ += tagBytes(0, sizeTagFetchSnapshotRequestTopicPartitionReplicaDirectoryId(replicaDirectoryId, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagFetchSnapshotRequestTopicPartitionReplicaDirectoryId(_replicaDirectoryId: string, _v: number): number {
    let size$ = 0
    size$ += 16
    return size$
  }

  function writeFetchSnapshotRequestTopicPartition(w: Writer, o: FetchSnapshotRequestTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
    const currentLeaderEpoch = o.currentLeaderEpoch
    w.i32(currentLeaderEpoch)
    const snapshotId = o.snapshotId
    writeFetchSnapshotRequestTopicPartitionSnapshotId(w, snapshotId, v)
    const position = o.position
    w.i64(position)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const replicaDirectoryIdTag = o.replicaDirectoryId ?? zeroUuid
    const hasReplicaDirectoryId = v >= 1 && !(replicaDirectoryIdTag === zeroUuid)
    if (hasReplicaDirectoryId) tags$++
    w.uvarint(tags$)
    if (hasReplicaDirectoryId) {
      w.uvarint(0)
      w.uvarint(sizeTagFetchSnapshotRequestTopicPartitionReplicaDirectoryId(replicaDirectoryIdTag, v))
      w.uuid(replicaDirectoryIdTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function readFetchSnapshotRequestTopic(r: Reader, v: number): FetchSnapshotRequestTopic {
    const name = r.compactString()
    let partitions: FetchSnapshotRequestTopicPartition[]
    {
      const count$ = r.compactCount(30, 200)
      const list$ = new Array<FetchSnapshotRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchSnapshotRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotRequestTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotRequestTopic(o: FetchSnapshotRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeFetchSnapshotRequestTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotRequestTopic(w: Writer, o: FetchSnapshotRequestTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeFetchSnapshotRequestTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchSnapshotRequest(r: Reader, v: number): FetchSnapshotRequest {
    let clusterId: string | null = null
    const replicaId = r.i32()
    const maxBytes = r.i32()
    let topics: FetchSnapshotRequestTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<FetchSnapshotRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchSnapshotRequestTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          clusterId = r.compactNullableString()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: FetchSnapshotRequest = { clusterId, replicaId, maxBytes, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotRequest(o: FetchSnapshotRequestInput, v: number): number {
    let size$ = 8
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeFetchSnapshotRequestTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(clusterId === null)) {
      tags$++
      size$ += tagBytes(0, sizeTagFetchSnapshotRequestClusterId(clusterId, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagFetchSnapshotRequestClusterId(clusterId: string | null, _v: number): number {
    let size$ = 0
    size$ += compactStringBytes(clusterId)
    return size$
  }

  function writeFetchSnapshotRequest(w: Writer, o: FetchSnapshotRequestInput, v: number): void {
    const replicaId = o.replicaId ?? -1
    w.i32(replicaId)
    const maxBytes = o.maxBytes ?? 2147483647
    w.i32(maxBytes)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeFetchSnapshotRequestTopic(w, item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const clusterIdTag = o.clusterId === undefined ? null : o.clusterId
    const hasClusterId = !(clusterIdTag === null)
    if (hasClusterId) tags$++
    w.uvarint(tags$)
    if (hasClusterId) {
      w.uvarint(0)
      w.uvarint(sizeTagFetchSnapshotRequestClusterId(clusterIdTag, v))
      w.compactString(clusterIdTag)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const fetchSnapshotRequest: MessageCodec<FetchSnapshotRequest, FetchSnapshotRequestInput> = {
    name: 'FetchSnapshotRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readFetchSnapshotRequest,
    encode: writeFetchSnapshotRequest,
    size: sizeFetchSnapshotRequest
  }

  function readFetchSnapshotResponseTopicPartitionSnapshotId(r: Reader, _v: number): FetchSnapshotResponseTopicPartitionSnapshotId {
    const endOffset = r.i64()
    const epoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotResponseTopicPartitionSnapshotId = { endOffset, epoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponseTopicPartitionSnapshotId(o: FetchSnapshotResponseTopicPartitionSnapshotIdInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotResponseTopicPartitionSnapshotId(w: Writer, o: FetchSnapshotResponseTopicPartitionSnapshotIdInput, _v: number): void {
    const endOffset = o.endOffset
    w.i64(endOffset)
    const epoch = o.epoch
    w.i32(epoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchSnapshotResponseTopicPartitionCurrentLeader(r: Reader, _v: number): FetchSnapshotResponseTopicPartitionCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotResponseTopicPartitionCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponseTopicPartitionCurrentLeader(o: FetchSnapshotResponseTopicPartitionCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotResponseTopicPartitionCurrentLeader(w: Writer, o: FetchSnapshotResponseTopicPartitionCurrentLeaderInput, _v: number): void {
    const leaderId = o.leaderId
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch
    w.i32(leaderEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchSnapshotResponseTopicPartition(r: Reader, v: number): FetchSnapshotResponseTopicPartition {
    const index = r.i32()
    const errorCode = r.i16()
    const snapshotId = readFetchSnapshotResponseTopicPartitionSnapshotId(r, v)
    let currentLeader: FetchSnapshotResponseTopicPartitionCurrentLeader = defaultFetchSnapshotResponseTopicPartitionCurrentLeader()
    const size = r.i64()
    const position = r.i64()
    const unalignedRecords = r.compactBytes()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          currentLeader = readFetchSnapshotResponseTopicPartitionCurrentLeader(r, v)
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: FetchSnapshotResponseTopicPartition = { index, errorCode, snapshotId, currentLeader, size, position, unalignedRecords }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponseTopicPartition(o: FetchSnapshotResponseTopicPartitionInput, v: number): number {
    let size$ = 22
    const snapshotId = o.snapshotId
    size$ += sizeFetchSnapshotResponseTopicPartitionSnapshotId(snapshotId, v)
    const currentLeader = o.currentLeader ?? defaultFetchSnapshotResponseTopicPartitionCurrentLeader()
    const unalignedRecords = o.unalignedRecords
    {
      const bytes$ = recordsBytes(unalignedRecords)
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!((currentLeader !== null && isDefaultFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeader)))) {
      tags$++
      size$ += tagBytes(0, sizeTagFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeader, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeader: FetchSnapshotResponseTopicPartitionCurrentLeaderInput, v: number): number {
    let size$ = 0
    size$ += sizeFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeader, v)
    return size$
  }

  function writeFetchSnapshotResponseTopicPartition(w: Writer, o: FetchSnapshotResponseTopicPartitionInput, v: number): void {
    const index = o.index
    w.i32(index)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const snapshotId = o.snapshotId
    writeFetchSnapshotResponseTopicPartitionSnapshotId(w, snapshotId, v)
    const size = o.size
    w.i64(size)
    const position = o.position
    w.i64(position)
    const unalignedRecords = o.unalignedRecords
    w.compactRecords(unalignedRecords)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const currentLeaderTag = o.currentLeader ?? defaultFetchSnapshotResponseTopicPartitionCurrentLeader()
    const hasCurrentLeader = !((currentLeaderTag !== null && isDefaultFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeaderTag)))
    if (hasCurrentLeader) tags$++
    w.uvarint(tags$)
    if (hasCurrentLeader) {
      w.uvarint(0)
      w.uvarint(sizeTagFetchSnapshotResponseTopicPartitionCurrentLeader(currentLeaderTag, v))
      writeFetchSnapshotResponseTopicPartitionCurrentLeader(w, currentLeaderTag, v)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function readFetchSnapshotResponseTopic(r: Reader, v: number): FetchSnapshotResponseTopic {
    const name = r.compactString()
    let partitions: FetchSnapshotResponseTopicPartition[]
    {
      const count$ = r.compactCount(37, 240)
      const list$ = new Array<FetchSnapshotResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchSnapshotResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotResponseTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponseTopic(o: FetchSnapshotResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeFetchSnapshotResponseTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotResponseTopic(w: Writer, o: FetchSnapshotResponseTopicInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeFetchSnapshotResponseTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchSnapshotResponseNodeEndpoint(r: Reader, _v: number): FetchSnapshotResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchSnapshotResponseNodeEndpoint = { nodeId, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponseNodeEndpoint(o: FetchSnapshotResponseNodeEndpointInput, _v: number): number {
    let size$ = 6
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchSnapshotResponseNodeEndpoint(w: Writer, o: FetchSnapshotResponseNodeEndpointInput, _v: number): void {
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

  function readFetchSnapshotResponse(r: Reader, v: number): FetchSnapshotResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let topics: FetchSnapshotResponseTopic[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<FetchSnapshotResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchSnapshotResponseTopic(r, v)
      topics = list$
    }
    let nodeEndpoints: FetchSnapshotResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactCount(8, 56)
            const list$ = new Array<FetchSnapshotResponseNodeEndpoint>(count$)
            for (let i = 0; i < count$; i++) list$[i] = readFetchSnapshotResponseNodeEndpoint(r, v)
            nodeEndpoints = list$
          }
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: FetchSnapshotResponse = { throttleTimeMs, errorCode, topics, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchSnapshotResponse(o: FetchSnapshotResponseInput, v: number): number {
    let size$ = 6
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeFetchSnapshotResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 1) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('FetchSnapshotResponse.nodeEndpoints', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (v >= 1 && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagFetchSnapshotResponseNodeEndpoints(nodeEndpoints, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagFetchSnapshotResponseNodeEndpoints(nodeEndpoints: readonly FetchSnapshotResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeFetchSnapshotResponseNodeEndpoint(item, v)
    return size$
  }

  function writeFetchSnapshotResponse(w: Writer, o: FetchSnapshotResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeFetchSnapshotResponseTopic(w, item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const nodeEndpointsTag = o.nodeEndpoints ?? []
    const hasNodeEndpoints = v >= 1 && !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
    if (hasNodeEndpoints) tags$++
    w.uvarint(tags$)
    if (hasNodeEndpoints) {
      w.uvarint(0)
      w.uvarint(sizeTagFetchSnapshotResponseNodeEndpoints(nodeEndpointsTag, v))
      w.uvarint(nodeEndpointsTag.length + 1)
      for (const item of nodeEndpointsTag) writeFetchSnapshotResponseNodeEndpoint(w, item, v)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function defaultFetchSnapshotResponseTopicPartitionCurrentLeader(): FetchSnapshotResponseTopicPartitionCurrentLeader {
    return { leaderId: 0, leaderEpoch: 0 }
  }

  function isDefaultFetchSnapshotResponseTopicPartitionCurrentLeader(o: FetchSnapshotResponseTopicPartitionCurrentLeaderInput): boolean {
    const leaderId = o.leaderId
    if (!(leaderId === 0)) return false
    const leaderEpoch = o.leaderEpoch
    if (!(leaderEpoch === 0)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const fetchSnapshotResponse: MessageCodec<FetchSnapshotResponse, FetchSnapshotResponseInput> = {
    name: 'FetchSnapshotResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readFetchSnapshotResponse,
    encode: writeFetchSnapshotResponse,
    size: sizeFetchSnapshotResponse
  }

  return { fetchSnapshotRequest, fetchSnapshotResponse }
}
