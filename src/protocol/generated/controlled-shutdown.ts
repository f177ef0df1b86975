// Generated from protocol-specs/07-ControlledShutdown.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ControlledShutdownRequest {
  brokerId: number
  brokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ControlledShutdownRequestInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ControlledShutdownResponseRemainingPartition {
  topicName: string
  partitionIndex: number
  unknownTags?: readonly UnknownTag[]
}

export interface ControlledShutdownResponseRemainingPartitionInput {
  readonly topicName: string
  readonly partitionIndex: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ControlledShutdownResponse {
  errorCode: number
  remainingPartitions: ControlledShutdownResponseRemainingPartition[]
  unknownTags?: readonly UnknownTag[]
}

export interface ControlledShutdownResponseInput {
  readonly errorCode: number
  readonly remainingPartitions: readonly ControlledShutdownResponseRemainingPartitionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readControlledShutdownRequest(r: Reader, v: number): ControlledShutdownRequest {
    const brokerId = r.i32()
    let brokerEpoch: bigint
    if (!(v >= 2)) brokerEpoch = -1n
    else {
      brokerEpoch = r.i64()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ControlledShutdownRequest = { brokerId, brokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControlledShutdownRequest(o: ControlledShutdownRequestInput, v: number): number {
    let size$ = 4
    if (v >= 2) {
      size$ += 8
    }
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeControlledShutdownRequest(w: Writer, o: ControlledShutdownRequestInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    if (v >= 2) {
      const brokerEpoch = o.brokerEpoch ?? -1n
      w.i64(brokerEpoch)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const controlledShutdownRequest: MessageCodec<ControlledShutdownRequest, ControlledShutdownRequestInput> = {
    name: 'ControlledShutdownRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 3,
    decode: readControlledShutdownRequest,
    encode: writeControlledShutdownRequest,
    size: sizeControlledShutdownRequest
  }

  function readControlledShutdownResponseRemainingPartition(r: Reader, v: number): ControlledShutdownResponseRemainingPartition {
    const topicName = (v >= 3 ? r.compactString() : r.string())
    const partitionIndex = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ControlledShutdownResponseRemainingPartition = { topicName, partitionIndex }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControlledShutdownResponseRemainingPartition(o: ControlledShutdownResponseRemainingPartitionInput, v: number): number {
    let size$ = 4
    const topicName = o.topicName
    size$ += (v >= 3 ? compactStringBytes(topicName) : 2 + stringBytes(topicName))
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeControlledShutdownResponseRemainingPartition(w: Writer, o: ControlledShutdownResponseRemainingPartitionInput, v: number): void {
    const topicName = o.topicName
    ;(v >= 3 ? w.compactString(topicName) : w.string(topicName))
    const partitionIndex = o.partitionIndex
    w.i32(partitionIndex)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readControlledShutdownResponse(r: Reader, v: number): ControlledShutdownResponse {
    const errorCode = r.i16()
    let remainingPartitions: ControlledShutdownResponseRemainingPartition[]
    {
      const count$ = (v >= 3 ? r.compactCount(6, 48) : r.count(6, 48))
      const list$ = new Array<ControlledShutdownResponseRemainingPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readControlledShutdownResponseRemainingPartition(r, v)
      remainingPartitions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ControlledShutdownResponse = { errorCode, remainingPartitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControlledShutdownResponse(o: ControlledShutdownResponseInput, v: number): number {
    let size$ = 2
    const remainingPartitions = o.remainingPartitions
    size$ += (v >= 3 ? uvarintBytes(remainingPartitions.length + 1) : 4)
    for (const item of remainingPartitions) size$ += sizeControlledShutdownResponseRemainingPartition(item, v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeControlledShutdownResponse(w: Writer, o: ControlledShutdownResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const remainingPartitions = o.remainingPartitions
    ;(v >= 3 ? w.uvarint(remainingPartitions.length + 1) : w.i32(remainingPartitions.length))
    for (const item of remainingPartitions) writeControlledShutdownResponseRemainingPartition(w, item, v)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const controlledShutdownResponse: MessageCodec<ControlledShutdownResponse, ControlledShutdownResponseInput> = {
    name: 'ControlledShutdownResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 3,
    decode: readControlledShutdownResponse,
    encode: writeControlledShutdownResponse,
    size: sizeControlledShutdownResponse
  }

  return { controlledShutdownRequest, controlledShutdownResponse }
}
