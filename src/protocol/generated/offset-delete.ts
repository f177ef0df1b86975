// Generated from protocol-specs/47-OffsetDelete.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface OffsetDeleteRequestTopicPartition {
  partitionIndex: number
}

export interface OffsetDeleteRequestTopicPartitionInput {
  readonly partitionIndex: number
}

export interface OffsetDeleteRequestTopic {
  name: string
  partitions: OffsetDeleteRequestTopicPartition[]
}

export interface OffsetDeleteRequestTopicInput {
  readonly name: string
  readonly partitions: readonly OffsetDeleteRequestTopicPartitionInput[]
}

export interface OffsetDeleteRequest {
  groupId: string
  topics: OffsetDeleteRequestTopic[]
}

export interface OffsetDeleteRequestInput {
  readonly groupId: string
  readonly topics: readonly OffsetDeleteRequestTopicInput[]
}

export interface OffsetDeleteResponseTopicPartition {
  partitionIndex: number
  errorCode: number
}

export interface OffsetDeleteResponseTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
}

export interface OffsetDeleteResponseTopic {
  name: string
  partitions: OffsetDeleteResponseTopicPartition[]
}

export interface OffsetDeleteResponseTopicInput {
  readonly name: string
  readonly partitions: readonly OffsetDeleteResponseTopicPartitionInput[]
}

export interface OffsetDeleteResponse {
  errorCode: number
  throttleTimeMs: number
  topics: OffsetDeleteResponseTopic[]
}

export interface OffsetDeleteResponseInput {
  readonly errorCode: number
  readonly throttleTimeMs?: number | undefined
  readonly topics: readonly OffsetDeleteResponseTopicInput[]
}

export default function load({ stringBytes }: Wire) {
  function readOffsetDeleteRequestTopicPartition(r: Reader, _v: number): OffsetDeleteRequestTopicPartition {
    const partitionIndex = r.i32()
    return { partitionIndex }
  }

  function sizeOffsetDeleteRequestTopicPartition(_o: OffsetDeleteRequestTopicPartitionInput, _v: number): number {
    return 4
  }

  function writeOffsetDeleteRequestTopicPartition(w: Writer, o: OffsetDeleteRequestTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
  }

  function readOffsetDeleteRequestTopic(r: Reader, v: number): OffsetDeleteRequestTopic {
    const name = r.string()
    let partitions: OffsetDeleteRequestTopicPartition[]
    {
      const count$ = r.count(4, 40)
      const list$ = new Array<OffsetDeleteRequestTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetDeleteRequestTopicPartition(r, v)
      partitions = list$
    }
    return { name, partitions }
  }

  function sizeOffsetDeleteRequestTopic(o: OffsetDeleteRequestTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += 2 + stringBytes(name)
    const partitions = o.partitions
    size$ += 4
    for (const item of partitions) size$ += sizeOffsetDeleteRequestTopicPartition(item, v)
    return size$
  }

  function writeOffsetDeleteRequestTopic(w: Writer, o: OffsetDeleteRequestTopicInput, v: number): void {
    const name = o.name
    w.string(name)
    const partitions = o.partitions
    w.i32(partitions.length)
    for (const item of partitions) writeOffsetDeleteRequestTopicPartition(w, item, v)
  }

  function readOffsetDeleteRequest(r: Reader, v: number): OffsetDeleteRequest {
    const groupId = r.string()
    let topics: OffsetDeleteRequestTopic[]
    {
      const count$ = r.count(6, 80)
      const list$ = new Array<OffsetDeleteRequestTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetDeleteRequestTopic(r, v)
      topics = list$
    }
    return { groupId, topics }
  }

  function sizeOffsetDeleteRequest(o: OffsetDeleteRequestInput, v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const topics = o.topics
    size$ += 4
    for (const item of topics) size$ += sizeOffsetDeleteRequestTopic(item, v)
    return size$
  }

  function writeOffsetDeleteRequest(w: Writer, o: OffsetDeleteRequestInput, v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const topics = o.topics
    w.i32(topics.length)
    for (const item of topics) writeOffsetDeleteRequestTopic(w, item, v)
  }

  const offsetDeleteRequest: MessageCodec<OffsetDeleteRequest, OffsetDeleteRequestInput> = {
    name: 'OffsetDeleteRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readOffsetDeleteRequest,
    encode: writeOffsetDeleteRequest,
    size: sizeOffsetDeleteRequest
  }

  function readOffsetDeleteResponseTopicPartition(r: Reader, _v: number): OffsetDeleteResponseTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    return { partitionIndex, errorCode }
  }

  function sizeOffsetDeleteResponseTopicPartition(_o: OffsetDeleteResponseTopicPartitionInput, _v: number): number {
    return 6
  }

  function writeOffsetDeleteResponseTopicPartition(w: Writer, o: OffsetDeleteResponseTopicPartitionInput, _v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
  }

  function readOffsetDeleteResponseTopic(r: Reader, v: number): OffsetDeleteResponseTopic {
    const name = r.string()
    let partitions: OffsetDeleteResponseTopicPartition[]
    {
      const count$ = r.count(6, 48)
      const list$ = new Array<OffsetDeleteResponseTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetDeleteResponseTopicPartition(r, v)
      partitions = list$
    }
    return { name, partitions }
  }

  function sizeOffsetDeleteResponseTopic(o: OffsetDeleteResponseTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += 2 + stringBytes(name)
    const partitions = o.partitions
    size$ += 4
    for (const item of partitions) size$ += sizeOffsetDeleteResponseTopicPartition(item, v)
    return size$
  }

  function writeOffsetDeleteResponseTopic(w: Writer, o: OffsetDeleteResponseTopicInput, v: number): void {
    const name = o.name
    w.string(name)
    const partitions = o.partitions
    w.i32(partitions.length)
    for (const item of partitions) writeOffsetDeleteResponseTopicPartition(w, item, v)
  }

  function readOffsetDeleteResponse(r: Reader, v: number): OffsetDeleteResponse {
    const errorCode = r.i16()
    const throttleTimeMs = r.i32()
    let topics: OffsetDeleteResponseTopic[]
    {
      const count$ = r.count(6, 80)
      const list$ = new Array<OffsetDeleteResponseTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readOffsetDeleteResponseTopic(r, v)
      topics = list$
    }
    return { errorCode, throttleTimeMs, topics }
  }

  function sizeOffsetDeleteResponse(o: OffsetDeleteResponseInput, v: number): number {
    let size$ = 6
    const topics = o.topics
    size$ += 4
    for (const item of topics) size$ += sizeOffsetDeleteResponseTopic(item, v)
    return size$
  }

  function writeOffsetDeleteResponse(w: Writer, o: OffsetDeleteResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const topics = o.topics
    w.i32(topics.length)
    for (const item of topics) writeOffsetDeleteResponseTopic(w, item, v)
  }

  const offsetDeleteResponse: MessageCodec<OffsetDeleteResponse, OffsetDeleteResponseInput> = {
    name: 'OffsetDeleteResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readOffsetDeleteResponse,
    encode: writeOffsetDeleteResponse,
    size: sizeOffsetDeleteResponse
  }

  return { offsetDeleteRequest, offsetDeleteResponse }
}
