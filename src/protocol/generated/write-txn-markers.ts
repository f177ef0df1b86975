// Generated from protocol-specs/27-WriteTxnMarkers.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface WriteTxnMarkersRequestMarkerTopic {
  name: string
  partitionIndexes: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersRequestMarkerTopicInput {
  readonly name: string
  readonly partitionIndexes: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersRequestMarker {
  producerId: bigint
  producerEpoch: number
  transactionResult: boolean
  topics: WriteTxnMarkersRequestMarkerTopic[]
  coordinatorEpoch: number
  transactionVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersRequestMarkerInput {
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly transactionResult: boolean
  readonly topics: readonly WriteTxnMarkersRequestMarkerTopicInput[]
  readonly coordinatorEpoch: number
  readonly transactionVersion?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersRequest {
  markers: WriteTxnMarkersRequestMarker[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersRequestInput {
  readonly markers: readonly WriteTxnMarkersRequestMarkerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersResponseMarkerTopicPartition {
  partitionIndex: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersResponseMarkerTopicPartitionInput {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersResponseMarkerTopic {
  name: string
  partitions: WriteTxnMarkersResponseMarkerTopicPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersResponseMarkerTopicInput {
  readonly name: string
  readonly partitions: readonly WriteTxnMarkersResponseMarkerTopicPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersResponseMarker {
  producerId: bigint
  topics: WriteTxnMarkersResponseMarkerTopic[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersResponseMarkerInput {
  readonly producerId: bigint
  readonly topics: readonly WriteTxnMarkersResponseMarkerTopicInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface WriteTxnMarkersResponse {
  markers: WriteTxnMarkersResponseMarker[]
  unknownTags?: readonly UnknownTag[]
}

export interface WriteTxnMarkersResponseInput {
  readonly markers: readonly WriteTxnMarkersResponseMarkerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readWriteTxnMarkersRequestMarkerTopic(r: Reader, v: number): WriteTxnMarkersRequestMarkerTopic {
    const name = (v >= 1 ? r.compactString() : r.string())
    const partitionIndexes = (v >= 1 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersRequestMarkerTopic = { name, partitionIndexes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersRequestMarkerTopic(o: WriteTxnMarkersRequestMarkerTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 1 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitionIndexes = o.partitionIndexes
    size$ += (v >= 1 ? uvarintBytes(partitionIndexes.length + 1) : 4)
    size$ += partitionIndexes.length * 4
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersRequestMarkerTopic(w: Writer, o: WriteTxnMarkersRequestMarkerTopicInput, v: number): void {
    const name = o.name
    ;(v >= 1 ? w.compactString(name) : w.string(name))
    const partitionIndexes = o.partitionIndexes
    ;(v >= 1 ? w.uvarint(partitionIndexes.length + 1) : w.i32(partitionIndexes.length))
    w.i32s(partitionIndexes)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readWriteTxnMarkersRequestMarker(r: Reader, v: number): WriteTxnMarkersRequestMarker {
    const producerId = r.i64()
    const producerEpoch = r.i16()
    const transactionResult = r.bool()
    let topics: WriteTxnMarkersRequestMarkerTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<WriteTxnMarkersRequestMarkerTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteTxnMarkersRequestMarkerTopic(r, v)
      topics = list$
    }
    const coordinatorEpoch = r.i32()
    let transactionVersion: number
    if (!(v >= 2)) transactionVersion = 0
    else {
      transactionVersion = r.i8()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersRequestMarker = { producerId, producerEpoch, transactionResult, topics, coordinatorEpoch, transactionVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersRequestMarker(o: WriteTxnMarkersRequestMarkerInput, v: number): number {
    let size$ = 15
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeWriteTxnMarkersRequestMarkerTopic(item, v)
    if (v >= 2) {
      size$ += 1
    }
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersRequestMarker(w: Writer, o: WriteTxnMarkersRequestMarkerInput, v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const transactionResult = o.transactionResult
    w.bool(transactionResult)
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeWriteTxnMarkersRequestMarkerTopic(w, item, v)
    const coordinatorEpoch = o.coordinatorEpoch
    w.i32(coordinatorEpoch)
    if (v >= 2) {
      const transactionVersion = o.transactionVersion ?? 0
      w.i8(transactionVersion)
    }
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readWriteTxnMarkersRequest(r: Reader, v: number): WriteTxnMarkersRequest {
    let markers: WriteTxnMarkersRequestMarker[]
    {
      const count$ = (v >= 1 ? r.compactCount(17, 136) : r.count(17, 136))
      const list$ = new Array<WriteTxnMarkersRequestMarker>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteTxnMarkersRequestMarker(r, v)
      markers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersRequest = { markers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersRequest(o: WriteTxnMarkersRequestInput, v: number): number {
    let size$ = 0
    const markers = o.markers
    size$ += (v >= 1 ? uvarintBytes(markers.length + 1) : 4)
    for (const item of markers) size$ += sizeWriteTxnMarkersRequestMarker(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersRequest(w: Writer, o: WriteTxnMarkersRequestInput, v: number): void {
    const markers = o.markers
    ;(v >= 1 ? w.uvarint(markers.length + 1) : w.i32(markers.length))
    for (const item of markers) writeWriteTxnMarkersRequestMarker(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const writeTxnMarkersRequest: MessageCodec<WriteTxnMarkersRequest, WriteTxnMarkersRequestInput> = {
    name: 'WriteTxnMarkersRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 1,
    decode: readWriteTxnMarkersRequest,
    encode: writeWriteTxnMarkersRequest,
    size: sizeWriteTxnMarkersRequest
  }

  function readWriteTxnMarkersResponseMarkerTopicPartition(r: Reader, v: number): WriteTxnMarkersResponseMarkerTopicPartition {
    const partitionIndex = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersResponseMarkerTopicPartition = { partitionIndex, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersResponseMarkerTopicPartition(o: WriteTxnMarkersResponseMarkerTopicPartitionInput, v: number): number {
    let size$ = 6
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersResponseMarkerTopicPartition(w: Writer, o: WriteTxnMarkersResponseMarkerTopicPartitionInput, v: number): void {
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readWriteTxnMarkersResponseMarkerTopic(r: Reader, v: number): WriteTxnMarkersResponseMarkerTopic {
    const name = (v >= 1 ? r.compactString() : r.string())
    let partitions: WriteTxnMarkersResponseMarkerTopicPartition[]
    {
      const count$ = (v >= 1 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<WriteTxnMarkersResponseMarkerTopicPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteTxnMarkersResponseMarkerTopicPartition(r, v)
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
    const value$: WriteTxnMarkersResponseMarkerTopic = { name, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersResponseMarkerTopic(o: WriteTxnMarkersResponseMarkerTopicInput, v: number): number {
    let size$ = 0
    const name = o.name
    size$ += (v >= 1 ? compactStringBytes(name) : 2 + stringBytes(name))
    const partitions = o.partitions
    size$ += (v >= 1 ? uvarintBytes(partitions.length + 1) : 4)
    for (const item of partitions) size$ += sizeWriteTxnMarkersResponseMarkerTopicPartition(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersResponseMarkerTopic(w: Writer, o: WriteTxnMarkersResponseMarkerTopicInput, v: number): void {
    const name = o.name
    ;(v >= 1 ? w.compactString(name) : w.string(name))
    const partitions = o.partitions
    ;(v >= 1 ? w.uvarint(partitions.length + 1) : w.i32(partitions.length))
    for (const item of partitions) writeWriteTxnMarkersResponseMarkerTopicPartition(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readWriteTxnMarkersResponseMarker(r: Reader, v: number): WriteTxnMarkersResponseMarker {
    const producerId = r.i64()
    let topics: WriteTxnMarkersResponseMarkerTopic[]
    {
      const count$ = (v >= 1 ? r.compactCount(3, 80) : r.count(3, 80))
      const list$ = new Array<WriteTxnMarkersResponseMarkerTopic>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteTxnMarkersResponseMarkerTopic(r, v)
      topics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersResponseMarker = { producerId, topics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersResponseMarker(o: WriteTxnMarkersResponseMarkerInput, v: number): number {
    let size$ = 8
    const topics = o.topics
    size$ += (v >= 1 ? uvarintBytes(topics.length + 1) : 4)
    for (const item of topics) size$ += sizeWriteTxnMarkersResponseMarkerTopic(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersResponseMarker(w: Writer, o: WriteTxnMarkersResponseMarkerInput, v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const topics = o.topics
    ;(v >= 1 ? w.uvarint(topics.length + 1) : w.i32(topics.length))
    for (const item of topics) writeWriteTxnMarkersResponseMarkerTopic(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readWriteTxnMarkersResponse(r: Reader, v: number): WriteTxnMarkersResponse {
    let markers: WriteTxnMarkersResponseMarker[]
    {
      const count$ = (v >= 1 ? r.compactCount(10, 104) : r.count(10, 104))
      const list$ = new Array<WriteTxnMarkersResponseMarker>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readWriteTxnMarkersResponseMarker(r, v)
      markers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: WriteTxnMarkersResponse = { markers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeWriteTxnMarkersResponse(o: WriteTxnMarkersResponseInput, v: number): number {
    let size$ = 0
    const markers = o.markers
    size$ += (v >= 1 ? uvarintBytes(markers.length + 1) : 4)
    for (const item of markers) size$ += sizeWriteTxnMarkersResponseMarker(item, v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeWriteTxnMarkersResponse(w: Writer, o: WriteTxnMarkersResponseInput, v: number): void {
    const markers = o.markers
    ;(v >= 1 ? w.uvarint(markers.length + 1) : w.i32(markers.length))
    for (const item of markers) writeWriteTxnMarkersResponseMarker(w, item, v)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const writeTxnMarkersResponse: MessageCodec<WriteTxnMarkersResponse, WriteTxnMarkersResponseInput> = {
    name: 'WriteTxnMarkersResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 1,
    decode: readWriteTxnMarkersResponse,
    encode: writeWriteTxnMarkersResponse,
    size: sizeWriteTxnMarkersResponse
  }

  return { writeTxnMarkersRequest, writeTxnMarkersResponse }
}
