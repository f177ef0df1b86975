// Generated from protocol-specs/25-AddOffsetsToTxn.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AddOffsetsToTxnRequest {
  transactionalId: string
  producerId: bigint
  producerEpoch: number
  groupId: string
  unknownTags?: readonly UnknownTag[]
}

export interface AddOffsetsToTxnRequestInput {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly groupId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddOffsetsToTxnResponse {
  throttleTimeMs: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface AddOffsetsToTxnResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAddOffsetsToTxnRequest(r: Reader, v: number): AddOffsetsToTxnRequest {
    const transactionalId = (v >= 3 ? r.compactString() : r.string())
    const producerId = r.i64()
    const producerEpoch = r.i16()
    const groupId = (v >= 3 ? r.compactString() : r.string())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddOffsetsToTxnRequest = { transactionalId, producerId, producerEpoch, groupId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddOffsetsToTxnRequest(o: AddOffsetsToTxnRequestInput, v: number): number {
    let size$ = 10
    const transactionalId = o.transactionalId
    size$ += (v >= 3 ? compactStringBytes(transactionalId) : 2 + stringBytes(transactionalId))
    const groupId = o.groupId
    size$ += (v >= 3 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddOffsetsToTxnRequest(w: Writer, o: AddOffsetsToTxnRequestInput, v: number): void {
    const transactionalId = o.transactionalId
    ;(v >= 3 ? w.compactString(transactionalId) : w.string(transactionalId))
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const groupId = o.groupId
    ;(v >= 3 ? w.compactString(groupId) : w.string(groupId))
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const addOffsetsToTxnRequest: MessageCodec<AddOffsetsToTxnRequest, AddOffsetsToTxnRequestInput> = {
    name: 'AddOffsetsToTxnRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 3,
    decode: readAddOffsetsToTxnRequest,
    encode: writeAddOffsetsToTxnRequest,
    size: sizeAddOffsetsToTxnRequest
  }

  function readAddOffsetsToTxnResponse(r: Reader, v: number): AddOffsetsToTxnResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: AddOffsetsToTxnResponse = { throttleTimeMs, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddOffsetsToTxnResponse(o: AddOffsetsToTxnResponseInput, v: number): number {
    let size$ = 6
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeAddOffsetsToTxnResponse(w: Writer, o: AddOffsetsToTxnResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const addOffsetsToTxnResponse: MessageCodec<AddOffsetsToTxnResponse, AddOffsetsToTxnResponseInput> = {
    name: 'AddOffsetsToTxnResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 3,
    decode: readAddOffsetsToTxnResponse,
    encode: writeAddOffsetsToTxnResponse,
    size: sizeAddOffsetsToTxnResponse
  }

  return { addOffsetsToTxnRequest, addOffsetsToTxnResponse }
}
