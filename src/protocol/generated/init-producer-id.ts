// Generated from protocol-specs/22-InitProducerId.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface InitProducerIdRequest {
  transactionalId: string | null
  transactionTimeoutMs: number
  producerId: bigint
  producerEpoch: number
  enable2Pc: boolean
  keepPreparedTxn: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface InitProducerIdRequestInput {
  readonly transactionalId: string | null
  readonly transactionTimeoutMs: number
  readonly producerId?: bigint | undefined
  readonly producerEpoch?: number | undefined
  readonly enable2Pc?: boolean | undefined
  readonly keepPreparedTxn?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface InitProducerIdResponse {
  throttleTimeMs: number
  errorCode: number
  producerId: bigint
  producerEpoch: number
  ongoingTxnProducerId: bigint
  ongoingTxnProducerEpoch: number
  unknownTags?: readonly UnknownTag[]
}

export interface InitProducerIdResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly producerId?: bigint | undefined
  readonly producerEpoch: number
  readonly ongoingTxnProducerId?: bigint | undefined
  readonly ongoingTxnProducerEpoch?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readInitProducerIdRequest(r: Reader, v: number): InitProducerIdRequest {
    const transactionalId = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const transactionTimeoutMs = r.i32()
    let producerId: bigint
    if (!(v >= 3)) producerId = -1n
    else {
      producerId = r.i64()
    }
    let producerEpoch: number
    if (!(v >= 3)) producerEpoch = -1
    else {
      producerEpoch = r.i16()
    }
    let enable2Pc: boolean
    if (!(v >= 6)) enable2Pc = false
    else {
      enable2Pc = r.bool()
    }
    let keepPreparedTxn: boolean
    if (!(v >= 6)) keepPreparedTxn = false
    else {
      keepPreparedTxn = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: InitProducerIdRequest = { transactionalId, transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitProducerIdRequest(o: InitProducerIdRequestInput, v: number): number {
    let size$ = 4
    const transactionalId = o.transactionalId
    size$ += (v >= 2 ? compactStringBytes(transactionalId) : 2 + (transactionalId === null ? 0 : stringBytes(transactionalId)))
    const producerId = o.producerId ?? -1n
    if (v >= 3) {
      size$ += 8
    }
    if (!(v >= 3) && !(producerId === -1n)) unsupported('InitProducerIdRequest.producerId', v)
    const producerEpoch = o.producerEpoch ?? -1
    if (v >= 3) {
      size$ += 2
    }
    if (!(v >= 3) && !(producerEpoch === -1)) unsupported('InitProducerIdRequest.producerEpoch', v)
    const enable2Pc = o.enable2Pc ?? false
    if (v >= 6) {
      size$ += 1
    }
    if (!(v >= 6) && !(enable2Pc === false)) unsupported('InitProducerIdRequest.enable2Pc', v)
    const keepPreparedTxn = o.keepPreparedTxn ?? false
    if (v >= 6) {
      size$ += 1
    }
    if (!(v >= 6) && !(keepPreparedTxn === false)) unsupported('InitProducerIdRequest.keepPreparedTxn', v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeInitProducerIdRequest(w: Writer, o: InitProducerIdRequestInput, v: number): void {
    const transactionalId = o.transactionalId
    ;(v >= 2 ? w.compactString(transactionalId) : w.string(transactionalId))
    const transactionTimeoutMs = o.transactionTimeoutMs
    w.i32(transactionTimeoutMs)
    if (v >= 3) {
      const producerId = o.producerId ?? -1n
      w.i64(producerId)
    }
    if (v >= 3) {
      const producerEpoch = o.producerEpoch ?? -1
      w.i16(producerEpoch)
    }
    if (v >= 6) {
      const enable2Pc = o.enable2Pc ?? false
      w.bool(enable2Pc)
    }
    if (v >= 6) {
      const keepPreparedTxn = o.keepPreparedTxn ?? false
      w.bool(keepPreparedTxn)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const initProducerIdRequest: MessageCodec<InitProducerIdRequest, InitProducerIdRequestInput> = {
    name: 'InitProducerIdRequest',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 2,
    decode: readInitProducerIdRequest,
    encode: writeInitProducerIdRequest,
    size: sizeInitProducerIdRequest
  }

  function readInitProducerIdResponse(r: Reader, v: number): InitProducerIdResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const producerId = r.i64()
    const producerEpoch = r.i16()
    let ongoingTxnProducerId: bigint
    if (!(v >= 6)) ongoingTxnProducerId = -1n
    else {
      ongoingTxnProducerId = r.i64()
    }
    let ongoingTxnProducerEpoch: number
    if (!(v >= 6)) ongoingTxnProducerEpoch = -1
    else {
      ongoingTxnProducerEpoch = r.i16()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: InitProducerIdResponse = { throttleTimeMs, errorCode, producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeInitProducerIdResponse(o: InitProducerIdResponseInput, v: number): number {
    let size$ = 16
    const ongoingTxnProducerId = o.ongoingTxnProducerId ?? -1n
    if (v >= 6) {
      size$ += 8
    }
    if (!(v >= 6) && !(ongoingTxnProducerId === -1n)) unsupported('InitProducerIdResponse.ongoingTxnProducerId', v)
    const ongoingTxnProducerEpoch = o.ongoingTxnProducerEpoch ?? -1
    if (v >= 6) {
      size$ += 2
    }
    if (!(v >= 6) && !(ongoingTxnProducerEpoch === -1)) unsupported('InitProducerIdResponse.ongoingTxnProducerEpoch', v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeInitProducerIdResponse(w: Writer, o: InitProducerIdResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const producerId = o.producerId ?? -1n
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    if (v >= 6) {
      const ongoingTxnProducerId = o.ongoingTxnProducerId ?? -1n
      w.i64(ongoingTxnProducerId)
    }
    if (v >= 6) {
      const ongoingTxnProducerEpoch = o.ongoingTxnProducerEpoch ?? -1
      w.i16(ongoingTxnProducerEpoch)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const initProducerIdResponse: MessageCodec<InitProducerIdResponse, InitProducerIdResponseInput> = {
    name: 'InitProducerIdResponse',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 2,
    decode: readInitProducerIdResponse,
    encode: writeInitProducerIdResponse,
    size: sizeInitProducerIdResponse
  }

  return { initProducerIdRequest, initProducerIdResponse }
}
