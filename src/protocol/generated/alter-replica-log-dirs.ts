// Generated from protocol-specs/34-AlterReplicaLogDirs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterReplicaLogDirsRequestDirTopic {
  name: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsRequestDirTopicInput {
  readonly name: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterReplicaLogDirsRequestDir {
  path: string
  topics: AlterReplicaLogDirsRequestDirTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsRequestDirInput {
  readonly path: string
  readonly topics: readonly AlterReplicaLogDirsRequestDirTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterReplicaLogDirsRequest {
  dirs: AlterReplicaLogDirsRequestDir[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsRequestInput {
  readonly dirs: readonly AlterReplicaLogDirsRequestDirInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterReplicaLogDirsResponseTopicPartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterReplicaLogDirsResponseTopic {
  topicName: string
  partitions: AlterReplicaLogDirsResponseTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsResponseTopicInput {
  readonly topicName: string
  readonly partitions: readonly AlterReplicaLogDirsResponseTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterReplicaLogDirsResponse {
  throttleTimeMs: number
  results: AlterReplicaLogDirsResponseTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterReplicaLogDirsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly AlterReplicaLogDirsResponseTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAlterReplicaLogDirsRequestDirTopic(r: Reader, v: number): AlterReplicaLogDirsRequestDirTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    const partitions = (v >= 2 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsRequestDirTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsRequestDirTopic(o: AlterReplicaLogDirsRequestDirTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    size$ += partitions.length * 4
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsRequestDirTopic(w: Writer, o: AlterReplicaLogDirsRequestDirTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    w.i32s(partitions)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterReplicaLogDirsRequestDir(r: Reader, v: number): AlterReplicaLogDirsRequestDir {
    const path = (v >= 2 ? r.compactString() : r.string())
    let topics: AlterReplicaLogDirsRequestDirTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<AlterReplicaLogDirsRequestDirTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterReplicaLogDirsRequestDirTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsRequestDir = { path, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsRequestDir(o: AlterReplicaLogDirsRequestDirInput, v: number): number {
    let size$ = 0
    const path = o.path
    size$ += (v >= 2 ? compactStringBytes(path) : 2 + stringBytes(path))
    const topics = o.topics
    size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeAlterReplicaLogDirsRequestDirTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsRequestDir(w: Writer, o: AlterReplicaLogDirsRequestDirInput, v: number): void {
    const path = o.path
    ;(v >= 2 ? w.compactString(path) : w.string(path))
    const topics = o.topics
    ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeAlterReplicaLogDirsRequestDirTopic(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterReplicaLogDirsRequest(r: Reader, v: number): AlterReplicaLogDirsRequest {
    let dirs: AlterReplicaLogDirsRequestDir[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<AlterReplicaLogDirsRequestDir>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterReplicaLogDirsRequestDir(r, v)
      dirs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsRequest = { dirs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsRequest(o: AlterReplicaLogDirsRequestInput, v: number): number {
    let size$ = 0
    const dirs = o.dirs
    size$ += (v >= 2 ? uvarintBytes(dirs.length + 1) : 4)
    for (const item of dirs) size$ += sizeAlterReplicaLogDirsRequestDir(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsRequest(w: Writer, o: AlterReplicaLogDirsRequestInput, v: number): void {
    const dirs = o.dirs
    ;(v >= 2 ? w.uvarint(dirs.length + 1) : w.i32(dirs.length))
    for (const item of dirs) writeAlterReplicaLogDirsRequestDir(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const alterReplicaLogDirsRequest: MessageCodec<AlterReplicaLogDirsRequest, AlterReplicaLogDirsRequestInput> = {
    name: 'AlterReplicaLogDirsRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readAlterReplicaLogDirsRequest,
    encode: writeAlterReplicaLogDirsRequest,
    size: sizeAlterReplicaLogDirsRequest
  }

  function readAlterReplicaLogDirsResponseTopicPartition(r: Reader, v: number): AlterReplicaLogDirsResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsResponseTopicPartition = { partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsResponseTopicPartition(o: AlterReplicaLogDirsResponseTopicPartitionInput, v: number): number {
    let size$ = 6
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsResponseTopicPartition(w: Writer, o: AlterReplicaLogDirsResponseTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterReplicaLogDirsResponseTopic(r: Reader, v: number): AlterReplicaLogDirsResponseTopic {
    const topicName = (v >= 2 ? r.compactString() : r.string())
    let partitions: AlterReplicaLogDirsResponseTopicPartition[]
    {
      const count$ = (v >= 2 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<AlterReplicaLogDirsResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterReplicaLogDirsResponseTopicPartition(r, v)
      partitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsResponseTopic = { topicName, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsResponseTopic(o: AlterReplicaLogDirsResponseTopicInput, v: number): number {
    let size$ = 0
    const topicName = o.topicName
    size$ += (v >= 2 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeAlterReplicaLogDirsResponseTopicPartition(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsResponseTopic(w: Writer, o: AlterReplicaLogDirsResponseTopicInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 2 ? w.compactString(topicName) : w.string(topicName))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeAlterReplicaLogDirsResponseTopicPartition(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readAlterReplicaLogDirsResponse(r: Reader, v: number): AlterReplicaLogDirsResponse {
    const throttleTimeMs = r.i32()
    let results: AlterReplicaLogDirsResponseTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<AlterReplicaLogDirsResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterReplicaLogDirsResponseTopic(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AlterReplicaLogDirsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterReplicaLogDirsResponse(o: AlterReplicaLogDirsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += (v >= 2 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeAlterReplicaLogDirsResponseTopic(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAlterReplicaLogDirsResponse(w: Writer, o: AlterReplicaLogDirsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    ;(v >= 2 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeAlterReplicaLogDirsResponseTopic(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const alterReplicaLogDirsResponse: MessageCodec<AlterReplicaLogDirsResponse, AlterReplicaLogDirsResponseInput> = {
    name: 'AlterReplicaLogDirsResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readAlterReplicaLogDirsResponse,
    encode: writeAlterReplicaLogDirsResponse,
    size: sizeAlterReplicaLogDirsResponse
  }

  return { alterReplicaLogDirsRequest, alterReplicaLogDirsResponse }
}
