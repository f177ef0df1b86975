// Generated from protocol-specs/67-AllocateProducerIds.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AllocateProducerIdsRequest {
  brokerId: number
  brokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface AllocateProducerIdsRequestInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AllocateProducerIdsResponse {
  throttleTimeMs: number
  errorCode: number
  producerIdStart: bigint
  producerIdLen: number
  unknownTags?: readonly UnknownTag[]
}

export interface AllocateProducerIdsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly producerIdStart: bigint
  readonly producerIdLen: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAllocateProducerIdsRequest(r: Reader, _v: number): AllocateProducerIdsRequest {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AllocateProducerIdsRequest = { brokerId, brokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAllocateProducerIdsRequest(o: AllocateProducerIdsRequestInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAllocateProducerIdsRequest(w: Writer, o: AllocateProducerIdsRequestInput, _v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const allocateProducerIdsRequest: MessageCodec<AllocateProducerIdsRequest, AllocateProducerIdsRequestInput> = {
    name: 'AllocateProducerIdsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAllocateProducerIdsRequest,
    encode: writeAllocateProducerIdsRequest,
    size: sizeAllocateProducerIdsRequest
  }

  function readAllocateProducerIdsResponse(r: Reader, _v: number): AllocateProducerIdsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const producerIdStart = r.i64()
    const producerIdLen = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AllocateProducerIdsResponse = { throttleTimeMs, errorCode, producerIdStart, producerIdLen }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAllocateProducerIdsResponse(o: AllocateProducerIdsResponseInput, _v: number): number {
    let size$ = 18
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAllocateProducerIdsResponse(w: Writer, o: AllocateProducerIdsResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const producerIdStart = o.producerIdStart
    w.i64(producerIdStart)
    const producerIdLen = o.producerIdLen
    w.i32(producerIdLen)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const allocateProducerIdsResponse: MessageCodec<AllocateProducerIdsResponse, AllocateProducerIdsResponseInput> = {
    name: 'AllocateProducerIdsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAllocateProducerIdsResponse,
    encode: writeAllocateProducerIdsResponse,
    size: sizeAllocateProducerIdsResponse
  }

  return { allocateProducerIdsRequest, allocateProducerIdsResponse }
}
