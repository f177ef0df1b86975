// Generated from protocol-specs/73-AssignReplicasToDirs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AssignReplicasToDirsRequestDirectoryTopicPartition {
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsRequestDirectoryTopicPartitionInput {
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsRequestDirectoryTopic {
  topicId: string
  partitions: AssignReplicasToDirsRequestDirectoryTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsRequestDirectoryTopicInput {
  readonly topicId: string
  readonly partitions: readonly AssignReplicasToDirsRequestDirectoryTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsRequestDirectory {
  id: string
  topics: AssignReplicasToDirsRequestDirectoryTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsRequestDirectoryInput {
  readonly id: string
  readonly topics: readonly AssignReplicasToDirsRequestDirectoryTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsRequest {
  brokerId: number
  brokerEpoch: bigint
  directories: AssignReplicasToDirsRequestDirectory[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsRequestInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly directories: readonly AssignReplicasToDirsRequestDirectoryInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsResponseDirectoryTopicPartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsResponseDirectoryTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsResponseDirectoryTopic {
  topicId: string
  partitions: AssignReplicasToDirsResponseDirectoryTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsResponseDirectoryTopicInput {
  readonly topicId: string
  readonly partitions: readonly AssignReplicasToDirsResponseDirectoryTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsResponseDirectory {
  id: string
  topics: AssignReplicasToDirsResponseDirectoryTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsResponseDirectoryInput {
  readonly id: string
  readonly topics: readonly AssignReplicasToDirsResponseDirectoryTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AssignReplicasToDirsResponse {
  throttleTimeMs: number
  errorCode: number
  directories: AssignReplicasToDirsResponseDirectory[]
  unknownTags?: readonly UnknownTag[]
}

export interface AssignReplicasToDirsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly directories: readonly AssignReplicasToDirsResponseDirectoryInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAssignReplicasToDirsRequestDirectoryTopicPartition(r: Reader, _v: number): AssignReplicasToDirsRequestDirectoryTopicPartition {
    const partitionIndex = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsRequestDirectoryTopicPartition = { partitionIndex }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsRequestDirectoryTopicPartition(o: AssignReplicasToDirsRequestDirectoryTopicPartitionInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsRequestDirectoryTopicPartition(w: Writer, o: AssignReplicasToDirsRequestDirectoryTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsRequestDirectoryTopic(r: Reader, v: number): AssignReplicasToDirsRequestDirectoryTopic {
    const topicId = r.uuid()
    let partitions: AssignReplicasToDirsRequestDirectoryTopicPartition[]
    {
      const count$ = r.compactCount(5, 40)
      const list$ = new Array<AssignReplicasToDirsRequestDirectoryTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsRequestDirectoryTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsRequestDirectoryTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsRequestDirectoryTopic(o: AssignReplicasToDirsRequestDirectoryTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAssignReplicasToDirsRequestDirectoryTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsRequestDirectoryTopic(w: Writer, o: AssignReplicasToDirsRequestDirectoryTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAssignReplicasToDirsRequestDirectoryTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsRequestDirectory(r: Reader, v: number): AssignReplicasToDirsRequestDirectory {
    const id = r.uuid()
    let topics: AssignReplicasToDirsRequestDirectoryTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<AssignReplicasToDirsRequestDirectoryTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsRequestDirectoryTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsRequestDirectory = { id, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsRequestDirectory(o: AssignReplicasToDirsRequestDirectoryInput, v: number): number {
    let size$ = 16
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAssignReplicasToDirsRequestDirectoryTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsRequestDirectory(w: Writer, o: AssignReplicasToDirsRequestDirectoryInput, v: number): void {
    const id = o.id
    w.uuid(id)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAssignReplicasToDirsRequestDirectoryTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsRequest(r: Reader, v: number): AssignReplicasToDirsRequest {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let directories: AssignReplicasToDirsRequestDirectory[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<AssignReplicasToDirsRequestDirectory>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsRequestDirectory(r, v)
      directories = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsRequest = { brokerId, brokerEpoch, directories }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsRequest(o: AssignReplicasToDirsRequestInput, v: number): number {
    let size$ = 12
    const directories = o.directories
    size$ += uvarintBytes(directories.length + 1)
    for (const item of directories) size$ += sizeAssignReplicasToDirsRequestDirectory(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsRequest(w: Writer, o: AssignReplicasToDirsRequestInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    const directories = o.directories
    w.uvarint(directories.length + 1)
    for (const item of directories) writeAssignReplicasToDirsRequestDirectory(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const assignReplicasToDirsRequest: MessageCodec<AssignReplicasToDirsRequest, AssignReplicasToDirsRequestInput> = {
    name: 'AssignReplicasToDirsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAssignReplicasToDirsRequest,
    encode: writeAssignReplicasToDirsRequest,
    size: sizeAssignReplicasToDirsRequest
  }

  function readAssignReplicasToDirsResponseDirectoryTopicPartition(r: Reader, _v: number): AssignReplicasToDirsResponseDirectoryTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsResponseDirectoryTopicPartition = { partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsResponseDirectoryTopicPartition(o: AssignReplicasToDirsResponseDirectoryTopicPartitionInput, _v: number): number {
    let size$ = 6
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsResponseDirectoryTopicPartition(w: Writer, o: AssignReplicasToDirsResponseDirectoryTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsResponseDirectoryTopic(r: Reader, v: number): AssignReplicasToDirsResponseDirectoryTopic {
    const topicId = r.uuid()
    let partitions: AssignReplicasToDirsResponseDirectoryTopicPartition[]
    {
      const count$ = r.compactCount(7, 48)
      const list$ = new Array<AssignReplicasToDirsResponseDirectoryTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsResponseDirectoryTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsResponseDirectoryTopic = { topicId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsResponseDirectoryTopic(o: AssignReplicasToDirsResponseDirectoryTopicInput, v: number): number {
    let size$ = 16
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    for (const item of partitions) size$ += sizeAssignReplicasToDirsResponseDirectoryTopicPartition(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsResponseDirectoryTopic(w: Writer, o: AssignReplicasToDirsResponseDirectoryTopicInput, v: number): void {
    const topicId = o.topicId
    w.uuid(topicId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    for (const item of partitions) writeAssignReplicasToDirsResponseDirectoryTopicPartition(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsResponseDirectory(r: Reader, v: number): AssignReplicasToDirsResponseDirectory {
    const id = r.uuid()
    let topics: AssignReplicasToDirsResponseDirectoryTopic[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<AssignReplicasToDirsResponseDirectoryTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsResponseDirectoryTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsResponseDirectory = { id, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsResponseDirectory(o: AssignReplicasToDirsResponseDirectoryInput, v: number): number {
    let size$ = 16
    const topics = o.topics
    size$ += uvarintBytes(topics.length + 1)
    for (const item of topics) size$ += sizeAssignReplicasToDirsResponseDirectoryTopic(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsResponseDirectory(w: Writer, o: AssignReplicasToDirsResponseDirectoryInput, v: number): void {
    const id = o.id
    w.uuid(id)
    const topics = o.topics
    w.uvarint(topics.length + 1)
    for (const item of topics) writeAssignReplicasToDirsResponseDirectoryTopic(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAssignReplicasToDirsResponse(r: Reader, v: number): AssignReplicasToDirsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let directories: AssignReplicasToDirsResponseDirectory[]
    {
      const count$ = r.compactCount(18, 120)
      const list$ = new Array<AssignReplicasToDirsResponseDirectory>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAssignReplicasToDirsResponseDirectory(r, v)
      directories = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AssignReplicasToDirsResponse = { throttleTimeMs, errorCode, directories }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAssignReplicasToDirsResponse(o: AssignReplicasToDirsResponseInput, v: number): number {
    let size$ = 6
    const directories = o.directories
    size$ += uvarintBytes(directories.length + 1)
    for (const item of directories) size$ += sizeAssignReplicasToDirsResponseDirectory(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAssignReplicasToDirsResponse(w: Writer, o: AssignReplicasToDirsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const directories = o.directories
    w.uvarint(directories.length + 1)
    for (const item of directories) writeAssignReplicasToDirsResponseDirectory(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const assignReplicasToDirsResponse: MessageCodec<AssignReplicasToDirsResponse, AssignReplicasToDirsResponseInput> = {
    name: 'AssignReplicasToDirsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAssignReplicasToDirsResponse,
    encode: writeAssignReplicasToDirsResponse,
    size: sizeAssignReplicasToDirsResponse
  }

  return { assignReplicasToDirsRequest, assignReplicasToDirsResponse }
}
