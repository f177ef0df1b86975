// Generated from protocol-specs/01-Fetch.spec by scripts/generate.mjs. Do not edit.
import type { Reader, RecordsInput, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface FetchRequestReplicaState {
  replicaId: number
  replicaEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface FetchRequestReplicaStateInput {
  readonly replicaId?: number | undefined
  readonly replicaEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchRequestTopicPartition {
  partition: number
  currentLeaderEpoch: number
  fetchOffset: bigint
  lastFetchedEpoch: number
  logStartOffset: bigint
  partitionMaxBytes: number
  replicaDirectoryId: string
  highWatermark: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface FetchRequestTopicPartitionInput {
  readonly partition: number
  readonly currentLeaderEpoch?: number | undefined
  readonly fetchOffset: bigint
  readonly lastFetchedEpoch?: number | undefined
  readonly logStartOffset?: bigint | undefined
  readonly partitionMaxBytes: number
  readonly replicaDirectoryId?: string | undefined
  readonly highWatermark?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchRequestTopic {
  topic: string
  topicId: string
  partitions: FetchRequestTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchRequestTopicInput {
  readonly topic?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly FetchRequestTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchRequestForgottenTopic {
  topic: string
  topicId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchRequestForgottenTopicInput {
  readonly topic?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchRequest {
  clusterId: string | null
  replicaId: number
  replicaState: FetchRequestReplicaState
  maxWaitMs: number
  minBytes: number
  maxBytes: number
  isolationLevel: number
  sessionId: number
  sessionEpoch: number
  topics: FetchRequestTopic[]
  forgottenTopicsData: FetchRequestForgottenTopic[]
  rackId: string
  unknownTags?: readonly UnknownTag[]
}

export interface FetchRequestInput {
  readonly clusterId?: string | null | undefined
  readonly replicaId?: number | undefined
  readonly replicaState?: FetchRequestReplicaStateInput | undefined
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes?: number | undefined
  readonly isolationLevel?: number | undefined
  readonly sessionId?: number | undefined
  readonly sessionEpoch?: number | undefined
  readonly topics: readonly FetchRequestTopicInput[]
  readonly forgottenTopicsData?: readonly FetchRequestForgottenTopicInput[] | undefined
  readonly rackId?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopicPartitionDivergingEpoch {
  epoch: number
  endOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicPartitionDivergingEpochInput {
  readonly epoch?: number | undefined
  readonly endOffset?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopicPartitionCurrentLeader {
  leaderId: number
  leaderEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicPartitionCurrentLeaderInput {
  readonly leaderId?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopicPartitionSnapshotId {
  endOffset: bigint
  epoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicPartitionSnapshotIdInput {
  readonly endOffset?: bigint | undefined
  readonly epoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopicPartitionAbortedTransaction {
  producerId: bigint
  firstOffset: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicPartitionAbortedTransactionInput {
  readonly producerId: bigint
  readonly firstOffset: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  highWatermark: bigint
  lastStableOffset: bigint
  logStartOffset: bigint
  divergingEpoch: FetchResponseTopicPartitionDivergingEpoch
  currentLeader: FetchResponseTopicPartitionCurrentLeader
  snapshotId: FetchResponseTopicPartitionSnapshotId
  abortedTransactions: FetchResponseTopicPartitionAbortedTransaction[] | null
  preferredReadReplica: number
  records: Uint8Array | null
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly highWatermark: bigint
  readonly lastStableOffset?: bigint | undefined
  readonly logStartOffset?: bigint | undefined
  readonly divergingEpoch?: FetchResponseTopicPartitionDivergingEpochInput | undefined
  readonly currentLeader?: FetchResponseTopicPartitionCurrentLeaderInput | undefined
  readonly snapshotId?: FetchResponseTopicPartitionSnapshotIdInput | undefined
  readonly abortedTransactions?: readonly FetchResponseTopicPartitionAbortedTransactionInput[] | null | undefined
  readonly preferredReadReplica?: number | undefined
  readonly records: RecordsInput | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseTopic {
  topic: string
  topicId: string
  partitions: FetchResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseTopicInput {
  readonly topic?: string | undefined
  readonly topicId?: string | undefined
  readonly partitions: readonly FetchResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponseNodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseNodeEndpointInput {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FetchResponse {
  throttleTimeMs: number
  errorCode: number
  sessionId: number
  responses: FetchResponseTopic[]
  nodeEndpoints: FetchResponseNodeEndpoint[]
  unknownTags?: readonly UnknownTag[]
}

export interface FetchResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode?: number | undefined
  readonly sessionId?: number | undefined
  readonly responses: readonly FetchResponseTopicInput[]
  readonly nodeEndpoints?: readonly FetchResponseNodeEndpointInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, recordsBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readFetchRequestReplicaState(r: Reader, _v: number): FetchRequestReplicaState {
    const replicaId = r.i32()
    const replicaEpoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchRequestReplicaState = { replicaId, replicaEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchRequestReplicaState(o: FetchRequestReplicaStateInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchRequestReplicaState(w: Writer, o: FetchRequestReplicaStateInput, _v: number): void {
    const replicaId = o.replicaId ?? -1
    w.i32(replicaId)
    const replicaEpoch = o.replicaEpoch ?? -1n
    w.i64(replicaEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchRequestTopicPartition(r: Reader, v: number): FetchRequestTopicPartition {
    const partition = r.i32()
    let currentLeaderEpoch: number
    if (!(v >= 9)) currentLeaderEpoch = -1
    else {
      currentLeaderEpoch = r.i32()
    }
    const fetchOffset = r.i64()
    let lastFetchedEpoch: number
    if (!(v >= 12)) lastFetchedEpoch = -1
    else {
      lastFetchedEpoch = r.i32()
    }
    let logStartOffset: bigint
    if (!(v >= 5)) logStartOffset = -1n
    else {
      logStartOffset = r.i64()
    }
    const partitionMaxBytes = r.i32()
    let replicaDirectoryId: string = zeroUuid
    let highWatermark: bigint = 9223372036854775807n
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 17)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            replicaDirectoryId = r.uuid()
            break
          }
          case 1: {
            if (!(v >= 18)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            highWatermark = r.i64()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: FetchRequestTopicPartition = { partition, currentLeaderEpoch, fetchOffset, lastFetchedEpoch, logStartOffset, partitionMaxBytes, replicaDirectoryId, highWatermark }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchRequestTopicPartition(o: FetchRequestTopicPartitionInput, v: number): number {
    let size$ = 16
    if (v >= 9) {
      size$ += 4
    }
    const lastFetchedEpoch = o.lastFetchedEpoch ?? -1
    if (v >= 12) {
      size$ += 4
    }
    if (!(v >= 12) && !(lastFetchedEpoch === -1)) unsupported('FetchRequestTopicPartition.lastFetchedEpoch', v)
    if (v >= 5) {
      size$ += 8
    }
    const replicaDirectoryId = o.replicaDirectoryId ?? zeroUuid
    const highWatermark = o.highWatermark ?? 9223372036854775807n
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 17 && !(replicaDirectoryId === zeroUuid)) {
        tags$++
        size$ += tagBytes(0, sizeTagFetchRequestTopicPartitionReplicaDirectoryId(replicaDirectoryId, v))
      }
      if (v >= 18 && !(highWatermark === 9223372036854775807n)) {
        tags$++
        size$ += tagBytes(1, sizeTagFetchRequestTopicPartitionHighWatermark(highWatermark, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagFetchRequestTopicPartitionReplicaDirectoryId(_replicaDirectoryId: string, _v: number): number {
    let size$ = 0
    size$ += 16
    return size$
  }

  function sizeTagFetchRequestTopicPartitionHighWatermark(_highWatermark: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function writeFetchRequestTopicPartition(w: Writer, o: FetchRequestTopicPartitionInput, v: number): void {
    const partition = o.partition
    w.i32(partition)
    if (v >= 9) {
      const currentLeaderEpoch = o.currentLeaderEpoch ?? -1
      w.i32(currentLeaderEpoch)
    }
    const fetchOffset = o.fetchOffset
    w.i64(fetchOffset)
    if (v >= 12) {
      const lastFetchedEpoch = o.lastFetchedEpoch ?? -1
      w.i32(lastFetchedEpoch)
    }
    if (v >= 5) {
      const logStartOffset = o.logStartOffset ?? -1n
      w.i64(logStartOffset)
    }
    const partitionMaxBytes = o.partitionMaxBytes
    w.i32(partitionMaxBytes)
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const replicaDirectoryIdTag = o.replicaDirectoryId ?? zeroUuid
      const hasReplicaDirectoryId = v >= 17 && !(replicaDirectoryIdTag === zeroUuid)
      if (hasReplicaDirectoryId) tags$++
      const highWatermarkTag = o.highWatermark ?? 9223372036854775807n
      const hasHighWatermark = v >= 18 && !(highWatermarkTag === 9223372036854775807n)
      if (hasHighWatermark) tags$++
      w.uvarint(tags$)
      if (hasReplicaDirectoryId) {
        w.uvarint(0)
        w.uvarint(sizeTagFetchRequestTopicPartitionReplicaDirectoryId(replicaDirectoryIdTag, v))
        w.uuid(replicaDirectoryIdTag)
      }
      if (hasHighWatermark) {
        w.uvarint(1)
        w.uvarint(sizeTagFetchRequestTopicPartitionHighWatermark(highWatermarkTag, v))
        w.i64(highWatermarkTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function readFetchRequestTopic(r: Reader, v: number): FetchRequestTopic {
    let topic: string
    if (!(v <= 12)) topic = ''
    else {
      topic = (v >= 12 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 13)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: FetchRequestTopicPartition[]
    {
      const count$ = (v >= 12 ? r.compactCount(16, 208) : r.count(16, 208))
      const list$ = new Array<FetchRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchRequestTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FetchRequestTopic = { topic, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchRequestTopic(o: FetchRequestTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic ?? ''
    if (v <= 12) {
      size$ += (v >= 12 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    }
    if (v >= 13) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += (v >= 12 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeFetchRequestTopicPartition(item, v)
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFetchRequestTopic(w: Writer, o: FetchRequestTopicInput, v: number): void {
    if (v <= 12) {
      const topic = o.topic ?? ''
      ;(v >= 12 ? w.compactString(topic) : w.string(topic))
    }
    if (v >= 13) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    ;(v >= 12 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeFetchRequestTopicPartition(w, item, v)
    if (v >= 12) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readFetchRequestForgottenTopic(r: Reader, v: number): FetchRequestForgottenTopic {
    let topic: string
    if (!(v <= 12)) topic = ''
    else {
      topic = (v >= 12 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 13)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    const partitions = (v >= 12 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FetchRequestForgottenTopic = { topic, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchRequestForgottenTopic(o: FetchRequestForgottenTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic ?? ''
    if (v <= 12) {
      size$ += (v >= 12 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    }
    if (v >= 13) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += (v >= 12 ? uvarintBytes(partitions.length + 1) : 4)
    size$ += partitions.length * 4
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFetchRequestForgottenTopic(w: Writer, o: FetchRequestForgottenTopicInput, v: number): void {
    if (v <= 12) {
      const topic = o.topic ?? ''
      ;(v >= 12 ? w.compactString(topic) : w.string(topic))
    }
    if (v >= 13) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    ;(v >= 12 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    w.i32s(partitions)
    if (v >= 12) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readFetchRequest(r: Reader, v: number): FetchRequest {
    let clusterId: string | null = null
    let replicaId: number
    if (!(v <= 14)) replicaId = -1
    else {
      replicaId = r.i32()
    }
    let replicaState: FetchRequestReplicaState = defaultFetchRequestReplicaState()
    const maxWaitMs = r.i32()
    const minBytes = r.i32()
    let maxBytes: number
    if (!(v >= 3)) maxBytes = 2147483647
    else {
      maxBytes = r.i32()
    }
    let isolationLevel: number
    if (!(v >= 4)) isolationLevel = 0
    else {
      isolationLevel = r.i8()
    }
    let sessionId: number
    if (!(v >= 7)) sessionId = 0
    else {
      sessionId = r.i32()
    }
    let sessionEpoch: number
    if (!(v >= 7)) sessionEpoch = -1
    else {
      sessionEpoch = r.i32()
    }
    let topics: FetchRequestTopic[]
    {
      const count$ = (v >= 12 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<FetchRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchRequestTopic(r, v)
      topics = list$
    }
    let forgottenTopicsData: FetchRequestForgottenTopic[]
    if (!(v >= 7)) forgottenTopicsData = []
    else {
      {
        const count$ = (v >= 12 ? r.compactCount(3, 128) : r.count(3, 128))
        const list$ = new Array<FetchRequestForgottenTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readFetchRequestForgottenTopic(r, v)
        forgottenTopicsData = list$
      }
    }
    let rackId: string
    if (!(v >= 11)) rackId = ''
    else {
      rackId = (v >= 12 ? r.compactString() : r.string())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            clusterId = r.compactNullableString()
            break
          }
          case 1: {
            if (!(v >= 15)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            replicaState = readFetchRequestReplicaState(r, v)
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: FetchRequest = { clusterId, replicaId, replicaState, maxWaitMs, minBytes, maxBytes, isolationLevel, sessionId, sessionEpoch, topics, forgottenTopicsData, rackId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchRequest(o: FetchRequestInput, v: number): number {
    let size$ = 8
    const clusterId = o.clusterId === undefined ? null : o.clusterId
    const replicaId = o.replicaId ?? -1
    if (v <= 14) {
      size$ += 4
    }
    if (!(v <= 14) && !(replicaId === -1)) unsupported('FetchRequest.replicaId', v)
    const replicaState = o.replicaState ?? defaultFetchRequestReplicaState()
    if (!(v >= 15) && !((replicaState !== null && isDefaultFetchRequestReplicaState(replicaState)))) unsupported('FetchRequest.replicaState', v)
    if (v >= 3) {
      size$ += 4
    }
    if (v >= 4) {
      size$ += 1
    }
    if (v >= 7) {
      size$ += 4
    }
    if (v >= 7) {
      size$ += 4
    }
    const topics = o.topics
    size$ += (v >= 12 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeFetchRequestTopic(item, v)
    const forgottenTopicsData = o.forgottenTopicsData ?? []
    if (v >= 7) {
      size$ += (v >= 12 ? uvarintBytes(forgottenTopicsData.length + 1) : 4)
      for (const item of forgottenTopicsData) size$ += sizeFetchRequestForgottenTopic(item, v)
    }
    if (!(v >= 7) && !((forgottenTopicsData !== null && forgottenTopicsData.length === 0))) unsupported('FetchRequest.forgottenTopicsData', v)
    const rackId = o.rackId ?? ''
    if (v >= 11) {
      size$ += (v >= 12 ? compactStringBytes(rackId) : 2 + stringBytes(rackId))
    }
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!(clusterId === null)) {
        tags$++
        size$ += tagBytes(0, sizeTagFetchRequestClusterId(clusterId, v))
      }
      if (v >= 15 && !((replicaState !== null && isDefaultFetchRequestReplicaState(replicaState)))) {
        tags$++
        size$ += tagBytes(1, sizeTagFetchRequestReplicaState(replicaState, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagFetchRequestClusterId(clusterId: string | null, _v: number): number {
    let size$ = 0
    size$ += compactStringBytes(clusterId)
    return size$
  }

  function sizeTagFetchRequestReplicaState(replicaState: FetchRequestReplicaStateInput, v: number): number {
    let size$ = 0
    size$ += sizeFetchRequestReplicaState(replicaState, v)
    return size$
  }

  function writeFetchRequest(w: Writer, o: FetchRequestInput, v: number): void {
    if (v <= 14) {
      const replicaId = o.replicaId ?? -1
      w.i32(replicaId)
    }
    const maxWaitMs = o.maxWaitMs
    w.i32(maxWaitMs)
    const minBytes = o.minBytes
    w.i32(minBytes)
    if (v >= 3) {
      const maxBytes = o.maxBytes ?? 2147483647
      w.i32(maxBytes)
    }
    if (v >= 4) {
      const isolationLevel = o.isolationLevel ?? 0
      w.i8(isolationLevel)
    }
    if (v >= 7) {
      const sessionId = o.sessionId ?? 0
      w.i32(sessionId)
    }
    if (v >= 7) {
      const sessionEpoch = o.sessionEpoch ?? -1
      w.i32(sessionEpoch)
    }
    const topics = o.topics
    ;(v >= 12 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeFetchRequestTopic(w, item, v)
    if (v >= 7) {
      const forgottenTopicsData = o.forgottenTopicsData ?? []
      ;(v >= 12 ? w.uvarint(forgottenTopicsData.length + 1) : w.i32(forgottenTopicsData.length))
      for (const item of forgottenTopicsData) writeFetchRequestForgottenTopic(w, item, v)
    }
    if (v >= 11) {
      const rackId = o.rackId ?? ''
      ;(v >= 12 ? w.compactString(rackId) : w.string(rackId))
    }
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const clusterIdTag = o.clusterId === undefined ? null : o.clusterId
      const hasClusterId = !(clusterIdTag === null)
      if (hasClusterId) tags$++
      const replicaStateTag = o.replicaState ?? defaultFetchRequestReplicaState()
      const hasReplicaState = v >= 15 && !((replicaStateTag !== null && isDefaultFetchRequestReplicaState(replicaStateTag)))
      if (hasReplicaState) tags$++
      w.uvarint(tags$)
      if (hasClusterId) {
        w.uvarint(0)
        w.uvarint(sizeTagFetchRequestClusterId(clusterIdTag, v))
        w.compactString(clusterIdTag)
      }
      if (hasReplicaState) {
        w.uvarint(1)
        w.uvarint(sizeTagFetchRequestReplicaState(replicaStateTag, v))
        writeFetchRequestReplicaState(w, replicaStateTag, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function defaultFetchRequestReplicaState(): FetchRequestReplicaState {
    return { replicaId: -1, replicaEpoch: -1n }
  }

  function isDefaultFetchRequestReplicaState(o: FetchRequestReplicaStateInput): boolean {
    const replicaId = o.replicaId ?? -1
    if (!(replicaId === -1)) return false
    const replicaEpoch = o.replicaEpoch ?? -1n
    if (!(replicaEpoch === -1n)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const fetchRequest: MessageCodec<FetchRequest, FetchRequestInput> = {
    name: 'FetchRequest',
    minVersion: 0,
    maxVersion: 18,
    flexibleFrom: 12,
    decode: readFetchRequest,
    encode: writeFetchRequest,
    size: sizeFetchRequest
  }

  function readFetchResponseTopicPartitionDivergingEpoch(r: Reader, _v: number): FetchResponseTopicPartitionDivergingEpoch {
    const epoch = r.i32()
    const endOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchResponseTopicPartitionDivergingEpoch = { epoch, endOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopicPartitionDivergingEpoch(o: FetchResponseTopicPartitionDivergingEpochInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchResponseTopicPartitionDivergingEpoch(w: Writer, o: FetchResponseTopicPartitionDivergingEpochInput, _v: number): void {
    const epoch = o.epoch ?? -1
    w.i32(epoch)
    const endOffset = o.endOffset ?? -1n
    w.i64(endOffset)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchResponseTopicPartitionCurrentLeader(r: Reader, _v: number): FetchResponseTopicPartitionCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchResponseTopicPartitionCurrentLeader = { leaderId, leaderEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopicPartitionCurrentLeader(o: FetchResponseTopicPartitionCurrentLeaderInput, _v: number): number {
    let size$ = 8
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchResponseTopicPartitionCurrentLeader(w: Writer, o: FetchResponseTopicPartitionCurrentLeaderInput, _v: number): void {
    const leaderId = o.leaderId ?? -1
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchResponseTopicPartitionSnapshotId(r: Reader, _v: number): FetchResponseTopicPartitionSnapshotId {
    const endOffset = r.i64()
    const epoch = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchResponseTopicPartitionSnapshotId = { endOffset, epoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopicPartitionSnapshotId(o: FetchResponseTopicPartitionSnapshotIdInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchResponseTopicPartitionSnapshotId(w: Writer, o: FetchResponseTopicPartitionSnapshotIdInput, _v: number): void {
    const endOffset = o.endOffset ?? -1n
    w.i64(endOffset)
    const epoch = o.epoch ?? -1
    w.i32(epoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchResponseTopicPartitionAbortedTransaction(r: Reader, v: number): FetchResponseTopicPartitionAbortedTransaction {
    const producerId = r.i64()
    const firstOffset = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FetchResponseTopicPartitionAbortedTransaction = { producerId, firstOffset }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopicPartitionAbortedTransaction(o: FetchResponseTopicPartitionAbortedTransactionInput, v: number): number {
    let size$ = 16
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFetchResponseTopicPartitionAbortedTransaction(w: Writer, o: FetchResponseTopicPartitionAbortedTransactionInput, v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const firstOffset = o.firstOffset
    w.i64(firstOffset)
    if (v >= 12) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readFetchResponseTopicPartition(r: Reader, v: number): FetchResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    const highWatermark = r.i64()
    let lastStableOffset: bigint
    if (!(v >= 4)) lastStableOffset = -1n
    else {
      lastStableOffset = r.i64()
    }
    let logStartOffset: bigint
    if (!(v >= 5)) logStartOffset = -1n
    else {
      logStartOffset = r.i64()
    }
    let divergingEpoch: FetchResponseTopicPartitionDivergingEpoch = defaultFetchResponseTopicPartitionDivergingEpoch()
    let currentLeader: FetchResponseTopicPartitionCurrentLeader = defaultFetchResponseTopicPartitionCurrentLeader()
    let snapshotId: FetchResponseTopicPartitionSnapshotId = defaultFetchResponseTopicPartitionSnapshotId()
    let abortedTransactions: FetchResponseTopicPartitionAbortedTransaction[] | null
    if (!(v >= 4)) abortedTransactions = []
    else {
      {
        const count$ = (v >= 12 ? r.compactNullableCount(16, 96) : r.nullableCount(16, 96))
        if (count$ < 0) abortedTransactions = null
        else {
          const list$ = new Array<FetchResponseTopicPartitionAbortedTransaction>(count$)
          for (let i = 0; i < count$; i++) list$[i] = readFetchResponseTopicPartitionAbortedTransaction(r, v)
          abortedTransactions = list$
        }
      }
    }
    let preferredReadReplica: number
    if (!(v >= 11)) preferredReadReplica = -1
    else {
      preferredReadReplica = r.i32()
    }
    const records = (v >= 12 ? r.compactNullableBytes() : r.nullableBytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            divergingEpoch = readFetchResponseTopicPartitionDivergingEpoch(r, v)
            break
          }
          case 1: {
            currentLeader = readFetchResponseTopicPartitionCurrentLeader(r, v)
            break
          }
          case 2: {
            snapshotId = readFetchResponseTopicPartitionSnapshotId(r, v)
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: FetchResponseTopicPartition = { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset, divergingEpoch, currentLeader, snapshotId, abortedTransactions, preferredReadReplica, records }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopicPartition(o: FetchResponseTopicPartitionInput, v: number): number {
    let size$ = 14
    if (v >= 4) {
      size$ += 8
    }
    if (v >= 5) {
      size$ += 8
    }
    const divergingEpoch = o.divergingEpoch ?? defaultFetchResponseTopicPartitionDivergingEpoch()
    if (!(v >= 12) && !((divergingEpoch !== null && isDefaultFetchResponseTopicPartitionDivergingEpoch(divergingEpoch)))) unsupported('FetchResponseTopicPartition.divergingEpoch', v)
    const currentLeader = o.currentLeader ?? defaultFetchResponseTopicPartitionCurrentLeader()
    if (!(v >= 12) && !((currentLeader !== null && isDefaultFetchResponseTopicPartitionCurrentLeader(currentLeader)))) unsupported('FetchResponseTopicPartition.currentLeader', v)
    const snapshotId = o.snapshotId ?? defaultFetchResponseTopicPartitionSnapshotId()
    if (!(v >= 12) && !((snapshotId !== null && isDefaultFetchResponseTopicPartitionSnapshotId(snapshotId)))) unsupported('FetchResponseTopicPartition.snapshotId', v)
    const abortedTransactions = o.abortedTransactions === undefined ? [] : o.abortedTransactions
    if (v >= 4) {
      if (abortedTransactions === null) size$ += (v >= 12 ? 1 : 4)
      else {
        size$ += (v >= 12 ? uvarintBytes(abortedTransactions.length + 1) : 4)
        for (const item of abortedTransactions) size$ += sizeFetchResponseTopicPartitionAbortedTransaction(item, v)
      }
    }
    const preferredReadReplica = o.preferredReadReplica ?? -1
    if (v >= 11) {
      size$ += 4
    }
    if (!(v >= 11) && !(preferredReadReplica === -1)) unsupported('FetchResponseTopicPartition.preferredReadReplica', v)
    const records = o.records
    {
      const bytes$ = recordsBytes(records)
      size$ += (v >= 12 ? (records === null ? 1 : uvarintBytes(bytes$ + 1)) : 4) + bytes$
    }
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!((divergingEpoch !== null && isDefaultFetchResponseTopicPartitionDivergingEpoch(divergingEpoch)))) {
        tags$++
        size$ += tagBytes(0, sizeTagFetchResponseTopicPartitionDivergingEpoch(divergingEpoch, v))
      }
      if (!((currentLeader !== null && isDefaultFetchResponseTopicPartitionCurrentLeader(currentLeader)))) {
        tags$++
        size$ += tagBytes(1, sizeTagFetchResponseTopicPartitionCurrentLeader(currentLeader, v))
      }
      if (!((snapshotId !== null && isDefaultFetchResponseTopicPartitionSnapshotId(snapshotId)))) {
        tags$++
        size$ += tagBytes(2, sizeTagFetchResponseTopicPartitionSnapshotId(snapshotId, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagFetchResponseTopicPartitionDivergingEpoch(divergingEpoch: FetchResponseTopicPartitionDivergingEpochInput, v: number): number {
    let size$ = 0
    size$ += sizeFetchResponseTopicPartitionDivergingEpoch(divergingEpoch, v)
    return size$
  }

  function sizeTagFetchResponseTopicPartitionCurrentLeader(currentLeader: FetchResponseTopicPartitionCurrentLeaderInput, v: number): number {
    let size$ = 0
    size$ += sizeFetchResponseTopicPartitionCurrentLeader(currentLeader, v)
    return size$
  }

  function sizeTagFetchResponseTopicPartitionSnapshotId(snapshotId: FetchResponseTopicPartitionSnapshotIdInput, v: number): number {
    let size$ = 0
    size$ += sizeFetchResponseTopicPartitionSnapshotId(snapshotId, v)
    return size$
  }

  function writeFetchResponseTopicPartition(w: Writer, o: FetchResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const highWatermark = o.highWatermark
    w.i64(highWatermark)
    if (v >= 4) {
      const lastStableOffset = o.lastStableOffset ?? -1n
      w.i64(lastStableOffset)
    }
    if (v >= 5) {
      const logStartOffset = o.logStartOffset ?? -1n
      w.i64(logStartOffset)
    }
    if (v >= 4) {
      const abortedTransactions = o.abortedTransactions === undefined ? [] : o.abortedTransactions
      if (abortedTransactions === null) (v >= 12 ? w.uvarint(0) : w.i32(-1))
      else {
        ;(v >= 12 ? w.uvarint(abortedTransactions.length + 1) : w.i32(abortedTransactions.length))
        for (const item of abortedTransactions) writeFetchResponseTopicPartitionAbortedTransaction(w, item, v)
      }
    }
    if (v >= 11) {
      const preferredReadReplica = o.preferredReadReplica ?? -1
      w.i32(preferredReadReplica)
    }
    const records = o.records
    ;(v >= 12 ? w.compactRecords(records) : w.records(records))
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const divergingEpochTag = o.divergingEpoch ?? defaultFetchResponseTopicPartitionDivergingEpoch()
      const hasDivergingEpoch = !((divergingEpochTag !== null && isDefaultFetchResponseTopicPartitionDivergingEpoch(divergingEpochTag)))
      if (hasDivergingEpoch) tags$++
      const currentLeaderTag = o.currentLeader ?? defaultFetchResponseTopicPartitionCurrentLeader()
      const hasCurrentLeader = !((currentLeaderTag !== null && isDefaultFetchResponseTopicPartitionCurrentLeader(currentLeaderTag)))
      if (hasCurrentLeader) tags$++
      const snapshotIdTag = o.snapshotId ?? defaultFetchResponseTopicPartitionSnapshotId()
      const hasSnapshotId = !((snapshotIdTag !== null && isDefaultFetchResponseTopicPartitionSnapshotId(snapshotIdTag)))
      if (hasSnapshotId) tags$++
      w.uvarint(tags$)
      if (hasDivergingEpoch) {
        w.uvarint(0)
        w.uvarint(sizeTagFetchResponseTopicPartitionDivergingEpoch(divergingEpochTag, v))
        writeFetchResponseTopicPartitionDivergingEpoch(w, divergingEpochTag, v)
      }
      if (hasCurrentLeader) {
        w.uvarint(1)
        w.uvarint(sizeTagFetchResponseTopicPartitionCurrentLeader(currentLeaderTag, v))
        writeFetchResponseTopicPartitionCurrentLeader(w, currentLeaderTag, v)
      }
      if (hasSnapshotId) {
        w.uvarint(2)
        w.uvarint(sizeTagFetchResponseTopicPartitionSnapshotId(snapshotIdTag, v))
        writeFetchResponseTopicPartitionSnapshotId(w, snapshotIdTag, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function readFetchResponseTopic(r: Reader, v: number): FetchResponseTopic {
    let topic: string
    if (!(v <= 12)) topic = ''
    else {
      topic = (v >= 12 ? r.compactString() : r.string())
    }
    let topicId: string
    if (!(v >= 13)) topicId = zeroUuid
    else {
      topicId = r.uuid()
    }
    let partitions: FetchResponseTopicPartition[]
    {
      const count$ = (v >= 12 ? r.compactCount(18, 392) : r.count(18, 392))
      const list$ = new Array<FetchResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FetchResponseTopic = { topic, topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseTopic(o: FetchResponseTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic ?? ''
    if (v <= 12) {
      size$ += (v >= 12 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    }
    if (v >= 13) {
      size$ += 16
    }
    const partitions = o.partitions
    size$ += (v >= 12 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeFetchResponseTopicPartition(item, v)
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFetchResponseTopic(w: Writer, o: FetchResponseTopicInput, v: number): void {
    if (v <= 12) {
      const topic = o.topic ?? ''
      ;(v >= 12 ? w.compactString(topic) : w.string(topic))
    }
    if (v >= 13) {
      const topicId = o.topicId ?? zeroUuid
      w.uuid(topicId)
    }
    const partitions = o.partitions
    ;(v >= 12 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeFetchResponseTopicPartition(w, item, v)
    if (v >= 12) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readFetchResponseNodeEndpoint(r: Reader, _v: number): FetchResponseNodeEndpoint {
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.i32()
    const rack = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FetchResponseNodeEndpoint = { nodeId, host, port, rack }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponseNodeEndpoint(o: FetchResponseNodeEndpointInput, _v: number): number {
    let size$ = 8
    const host = o.host
    size$ += compactStringBytes(host)
    const rack = o.rack === undefined ? null : o.rack
    size$ += compactStringBytes(rack)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFetchResponseNodeEndpoint(w: Writer, o: FetchResponseNodeEndpointInput, _v: number): void {
    const nodeId = o.nodeId
    w.i32(nodeId)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
    const rack = o.rack === undefined ? null : o.rack
    w.compactString(rack)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readFetchResponse(r: Reader, v: number): FetchResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let errorCode: number
    if (!(v >= 7)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let sessionId: number
    if (!(v >= 7)) sessionId = 0
    else {
      sessionId = r.i32()
    }
    let responses: FetchResponseTopic[]
    {
      const count$ = (v >= 12 ? r.compactCount(3, 128) : r.count(3, 128))
      const list$ = new Array<FetchResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readFetchResponseTopic(r, v)
      responses = list$
    }
    let nodeEndpoints: FetchResponseNodeEndpoint[] = []
    let unknownTags: UnknownTag[] | undefined
    if (v >= 12) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            if (!(v >= 16)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
            {
              const count$ = r.compactCount(11, 64)
              const list$ = new Array<FetchResponseNodeEndpoint>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readFetchResponseNodeEndpoint(r, v)
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
    const value$: FetchResponse = { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFetchResponse(o: FetchResponseInput, v: number): number {
    let size$ = 0
    if (v >= 1) {
      size$ += 4
    }
    if (v >= 7) {
      size$ += 2
    }
    const sessionId = o.sessionId ?? 0
    if (v >= 7) {
      size$ += 4
    }
    if (!(v >= 7) && !(sessionId === 0)) unsupported('FetchResponse.sessionId', v)
    const responses = o.responses
    size$ += (v >= 12 ? uvarintBytes(responses.length + 1) : 4)
    for (const item of responses) size$ += sizeFetchResponseTopic(item, v)
    const nodeEndpoints = o.nodeEndpoints ?? []
    if (!(v >= 16) && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) unsupported('FetchResponse.nodeEndpoints', v)
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (v >= 16 && !((nodeEndpoints !== null && nodeEndpoints.length === 0))) {
        tags$++
        size$ += tagBytes(0, sizeTagFetchResponseNodeEndpoints(nodeEndpoints, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagFetchResponseNodeEndpoints(nodeEndpoints: readonly FetchResponseNodeEndpointInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(nodeEndpoints.length + 1)
    for (const item of nodeEndpoints) size$ += sizeFetchResponseNodeEndpoint(item, v)
    return size$
  }

  function writeFetchResponse(w: Writer, o: FetchResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    if (v >= 7) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    if (v >= 7) {
      const sessionId = o.sessionId ?? 0
      w.i32(sessionId)
    }
    const responses = o.responses
    ;(v >= 12 ? w.uvarint(responses.length + 1) : w.i32(responses.length))
    for (const item of responses) writeFetchResponseTopic(w, item, v)
    if (v >= 12) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const nodeEndpointsTag = o.nodeEndpoints ?? []
      const hasNodeEndpoints = v >= 16 && !((nodeEndpointsTag !== null && nodeEndpointsTag.length === 0))
      if (hasNodeEndpoints) tags$++
      w.uvarint(tags$)
      if (hasNodeEndpoints) {
        w.uvarint(0)
        w.uvarint(sizeTagFetchResponseNodeEndpoints(nodeEndpointsTag, v))
        w.uvarint(nodeEndpointsTag.length + 1)
        for (const item of nodeEndpointsTag) writeFetchResponseNodeEndpoint(w, item, v)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  function defaultFetchResponseTopicPartitionDivergingEpoch(): FetchResponseTopicPartitionDivergingEpoch {
    return { epoch: -1, endOffset: -1n }
  }

  function isDefaultFetchResponseTopicPartitionDivergingEpoch(o: FetchResponseTopicPartitionDivergingEpochInput): boolean {
    const epoch = o.epoch ?? -1
    if (!(epoch === -1)) return false
    const endOffset = o.endOffset ?? -1n
    if (!(endOffset === -1n)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  function defaultFetchResponseTopicPartitionCurrentLeader(): FetchResponseTopicPartitionCurrentLeader {
    return { leaderId: -1, leaderEpoch: -1 }
  }

  function isDefaultFetchResponseTopicPartitionCurrentLeader(o: FetchResponseTopicPartitionCurrentLeaderInput): boolean {
    const leaderId = o.leaderId ?? -1
    if (!(leaderId === -1)) return false
    const leaderEpoch = o.leaderEpoch ?? -1
    if (!(leaderEpoch === -1)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  function defaultFetchResponseTopicPartitionSnapshotId(): FetchResponseTopicPartitionSnapshotId {
    return { endOffset: -1n, epoch: -1 }
  }

  function isDefaultFetchResponseTopicPartitionSnapshotId(o: FetchResponseTopicPartitionSnapshotIdInput): boolean {
    const endOffset = o.endOffset ?? -1n
    if (!(endOffset === -1n)) return false
    const epoch = o.epoch ?? -1
    if (!(epoch === -1)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const fetchResponse: MessageCodec<FetchResponse, FetchResponseInput> = {
    name: 'FetchResponse',
    minVersion: 0,
    maxVersion: 18,
    flexibleFrom: 12,
    decode: readFetchResponse,
    encode: writeFetchResponse,
    size: sizeFetchResponse
  }

  return { fetchRequest, fetchResponse }
}
