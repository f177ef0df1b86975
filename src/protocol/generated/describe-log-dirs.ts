// Generated from protocol-specs/35-DescribeLogDirs.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeLogDirsRequestTopic {
  topic: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsRequestTopicInput {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeLogDirsRequest {
  topics: DescribeLogDirsRequestTopic[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsRequestInput {
  readonly topics: readonly DescribeLogDirsRequestTopicInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeLogDirsResponseLogDirTopicPartition {
  partitionIndex: number
  partitionSize: bigint
  offsetLag: bigint
  isFutureKey: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsResponseLogDirTopicPartitionInput {
  readonly partitionIndex: number
  readonly partitionSize: bigint
  readonly offsetLag: bigint
  readonly isFutureKey: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeLogDirsResponseLogDirTopic {
  name: string
  partitions: DescribeLogDirsResponseLogDirTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsResponseLogDirTopicInput {
  readonly name: string
  readonly partitions: readonly DescribeLogDirsResponseLogDirTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeLogDirsResponseLogDir {
  errorCode: number
  logDir: string
  topics: DescribeLogDirsResponseLogDirTopic[]
  totalBytes: bigint
  usableBytes: bigint
  isCordoned: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsResponseLogDirInput {
  readonly errorCode: number
  readonly logDir: string
  readonly topics: readonly DescribeLogDirsResponseLogDirTopicInput[]
  readonly totalBytes?: bigint | undefined
  readonly usableBytes?: bigint | undefined
  readonly isCordoned?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeLogDirsResponse {
  throttleTimeMs: number
  errorCode: number
  results: DescribeLogDirsResponseLogDir[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeLogDirsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode?: number | undefined
  readonly results: readonly DescribeLogDirsResponseLogDirInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeLogDirsRequestTopic(r: Reader, v: number): DescribeLogDirsRequestTopic {
    const topic = (v >= 2 ? r.compactString() : r.string())
    const partitions = (v >= 2 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeLogDirsRequestTopic = { topic, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsRequestTopic(o: DescribeLogDirsRequestTopicInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 2 ? compactStringBytes(topic) : 2 + stringBytes(topic))
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

  function writeDescribeLogDirsRequestTopic(w: Writer, o: DescribeLogDirsRequestTopicInput, v: number): void {
    const topic = o.topic
    ;(v >= 2 ? w.compactString(topic) : w.string(topic))
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

  function readDescribeLogDirsRequest(r: Reader, v: number): DescribeLogDirsRequest {
    let topics: DescribeLogDirsRequestTopic[] | null
    {
      const count$ = (v >= 2 ? r.compactNullableCount(3, 80) : r.nullableCount(3, 80))
      if (count$ < 0) topics = null
      else {
        const list$ = new Array<DescribeLogDirsRequestTopic>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeLogDirsRequestTopic(r, v)
        topics = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeLogDirsRequest = { topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsRequest(o: DescribeLogDirsRequestInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    if (topics === null) size$ += (v >= 2 ? 1 : 4)
    else {
      size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
      for (const item of topics) size$ += sizeDescribeLogDirsRequestTopic(item, v)
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeLogDirsRequest(w: Writer, o: DescribeLogDirsRequestInput, v: number): void {
    const topics = o.topics
    if (topics === null) (v >= 2 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
      for (const item of topics) writeDescribeLogDirsRequestTopic(w, item, v)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeLogDirsRequest: MessageCodec<DescribeLogDirsRequest, DescribeLogDirsRequestInput> = {
    name: 'DescribeLogDirsRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 2,
    decode: readDescribeLogDirsRequest,
    encode: writeDescribeLogDirsRequest,
    size: sizeDescribeLogDirsRequest
  }

  function readDescribeLogDirsResponseLogDirTopicPartition(r: Reader, v: number): DescribeLogDirsResponseLogDirTopicPartition {
    const partitionIndex = r.i32()
    const partitionSize = r.i64()
    const offsetLag = r.i64()
    const isFutureKey = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeLogDirsResponseLogDirTopicPartition = { partitionIndex, partitionSize, offsetLag, isFutureKey }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsResponseLogDirTopicPartition(o: DescribeLogDirsResponseLogDirTopicPartitionInput, v: number): number {
    let size$ = 21
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeLogDirsResponseLogDirTopicPartition(w: Writer, o: DescribeLogDirsResponseLogDirTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const partitionSize = o.partitionSize
    w.i64(partitionSize)
    const offsetLag = o.offsetLag
    w.i64(offsetLag)
    const isFutureKey = o.isFutureKey
    w.bool(isFutureKey)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeLogDirsResponseLogDirTopic(r: Reader, v: number): DescribeLogDirsResponseLogDirTopic {
    const name = (v >= 2 ? r.compactString() : r.string())
    let partitions: DescribeLogDirsResponseLogDirTopicPartition[]
    {
      const count$ = (v >= 2 ? r.compactCount(21, 112) : r.count(21, 112))
      const list$ = new Array<DescribeLogDirsResponseLogDirTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeLogDirsResponseLogDirTopicPartition(r, v)
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
    const value$: DescribeLogDirsResponseLogDirTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsResponseLogDirTopic(o: DescribeLogDirsResponseLogDirTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 2 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 2 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeDescribeLogDirsResponseLogDirTopicPartition(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeLogDirsResponseLogDirTopic(w: Writer, o: DescribeLogDirsResponseLogDirTopicInput, v: number): void {
    const name = o.name
    ;(v >= 2 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 2 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeDescribeLogDirsResponseLogDirTopicPartition(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeLogDirsResponseLogDir(r: Reader, v: number): DescribeLogDirsResponseLogDir {
    const errorCode = r.i16()
    const logDir = (v >= 2 ? r.compactString() : r.string())
    let topics: DescribeLogDirsResponseLogDirTopic[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<DescribeLogDirsResponseLogDirTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeLogDirsResponseLogDirTopic(r, v)
      topics = list$
    }
    let totalBytes: bigint
    if (!(v >= 4)) totalBytes = -1n
    else {
      totalBytes = r.i64()
    }
    let usableBytes: bigint
    if (!(v >= 4)) usableBytes = -1n
    else {
      usableBytes = r.i64()
    }
    let isCordoned: boolean
    if (!(v >= 5)) isCordoned = false
    else {
      isCordoned = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeLogDirsResponseLogDir = { errorCode, logDir, topics, totalBytes, usableBytes, isCordoned }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsResponseLogDir(o: DescribeLogDirsResponseLogDirInput, v: number): number {
    let size$ = 2
    const logDir = o.logDir
    size$ += (v >= 2 ? compactStringBytes(logDir) : 2 + stringBytes(logDir))
    const topics = o.topics
    size$ += (v >= 2 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeDescribeLogDirsResponseLogDirTopic(item, v)
    if (v >= 4) {
      size$ += 8
    }
    if (v >= 4) {
      size$ += 8
    }
    if (v >= 5) {
      size$ += 1
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeLogDirsResponseLogDir(w: Writer, o: DescribeLogDirsResponseLogDirInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const logDir = o.logDir
    ;(v >= 2 ? w.compactString(logDir) : w.string(logDir))
    const topics = o.topics
    ;(v >= 2 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeDescribeLogDirsResponseLogDirTopic(w, item, v)
    if (v >= 4) {
      const totalBytes = o.totalBytes ?? -1n
      w.i64(totalBytes)
    }
    if (v >= 4) {
      const usableBytes = o.usableBytes ?? -1n
      w.i64(usableBytes)
    }
    if (v >= 5) {
      const isCordoned = o.isCordoned ?? false
      w.bool(isCordoned)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeLogDirsResponse(r: Reader, v: number): DescribeLogDirsResponse {
    const throttleTimeMs = r.i32()
    let errorCode: number
    if (!(v >= 3)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let results: DescribeLogDirsResponseLogDir[]
    {
      const count$ = (v >= 2 ? r.compactCount(5, 160) : r.count(5, 160))
      const list$ = new Array<DescribeLogDirsResponseLogDir>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeLogDirsResponseLogDir(r, v)
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
    const value$: DescribeLogDirsResponse = { throttleTimeMs, errorCode, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeLogDirsResponse(o: DescribeLogDirsResponseInput, v: number): number {
    let size$ = 4
    if (v >= 3) {
      size$ += 2
    }
    const results = o.results
    size$ += (v >= 2 ? uvarintBytes(results.length + 1) : 4)
    for (const item of results) size$ += sizeDescribeLogDirsResponseLogDir(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeLogDirsResponse(w: Writer, o: DescribeLogDirsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    if (v >= 3) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    const results = o.results
    ;(v >= 2 ? w.uvarint(results.length + 1) : w.i32(results.length))
    for (const item of results) writeDescribeLogDirsResponseLogDir(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeLogDirsResponse: MessageCodec<DescribeLogDirsResponse, DescribeLogDirsResponseInput> = {
    name: 'DescribeLogDirsResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 2,
    decode: readDescribeLogDirsResponse,
    encode: writeDescribeLogDirsResponse,
    size: sizeDescribeLogDirsResponse
  }

  return { describeLogDirsRequest, describeLogDirsResponse }
}
