// Generated from protocol-specs/26-EndTxn.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface EndTxnRequest {
  transactionalId: string
  producerId: bigint
  producerEpoch: number
  committed: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface EndTxnRequestInput {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly committed: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EndTxnResponse {
  throttleTimeMs: number
  errorCode: number
  producerId: bigint
  producerEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface EndTxnResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly producerId?: bigint | undefined
  readonly producerEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readEndTxnRequest(r: Reader, v: number): EndTxnRequest {
    const transactionalId = (v >= 3 ? r.compactString() : r.string())
    const producerId = r.i64()
    const producerEpoch = r.i16()
    const committed = r.bool()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: EndTxnRequest = { transactionalId, producerId, producerEpoch, committed }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndTxnRequest(o: EndTxnRequestInput, v: number): number {
    let size$ = 11
    const transactionalId = o.transactionalId
    size$ += (v >= 3 ? compactStringBytes(transactionalId) : 2 + stringBytes(transactionalId))
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndTxnRequest(w: Writer, o: EndTxnRequestInput, v: number): void {
    const transactionalId = o.transactionalId
    ;(v >= 3 ? w.compactString(transactionalId) : w.string(transactionalId))
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const committed = o.committed
    w.bool(committed)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const endTxnRequest: MessageCodec<EndTxnRequest, EndTxnRequestInput> = {
    name: 'EndTxnRequest',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readEndTxnRequest,
    encode: writeEndTxnRequest,
    size: sizeEndTxnRequest
  }

  function readEndTxnResponse(r: Reader, v: number): EndTxnResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let producerId: bigint
    if (!(v >= 5)) producerId = -1n
    else {
      producerId = r.i64()
    }
    let producerEpoch: number
    if (!(v >= 5)) producerEpoch = -1
    else {
      producerEpoch = r.i16()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: EndTxnResponse = { throttleTimeMs, errorCode, producerId, producerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEndTxnResponse(o: EndTxnResponseInput, v: number): number {
    let size$ = 6
    if (v >= 5) {
      size$ += 8
    }
    if (v >= 5) {
      size$ += 2
    }
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeEndTxnResponse(w: Writer, o: EndTxnResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 5) {
      const producerId = o.producerId ?? -1n
      w.i64(producerId)
    }
    if (v >= 5) {
      const producerEpoch = o.producerEpoch ?? -1
      w.i16(producerEpoch)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const endTxnResponse: MessageCodec<EndTxnResponse, EndTxnResponseInput> = {
    name: 'EndTxnResponse',
    minVersion: 0,
    maxVersion: 5,
    flexibleFrom: 3,
    decode: readEndTxnResponse,
    encode: writeEndTxnResponse,
    size: sizeEndTxnResponse
  }

  return { endTxnRequest, endTxnResponse }
}
