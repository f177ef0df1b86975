// Generated from protocol-specs/64-UnregisterBroker.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UnregisterBrokerRequest {
  brokerId: number
  unknownTags?: readonly UnknownTag[]
}

export interface UnregisterBrokerRequestInput {
  readonly brokerId: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UnregisterBrokerResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface UnregisterBrokerResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readUnregisterBrokerRequest(r: Reader, _v: number): UnregisterBrokerRequest {
    const brokerId = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UnregisterBrokerRequest = { brokerId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUnregisterBrokerRequest(o: UnregisterBrokerRequestInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUnregisterBrokerRequest(w: Writer, o: UnregisterBrokerRequestInput, _v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const unregisterBrokerRequest: MessageCodec<UnregisterBrokerRequest, UnregisterBrokerRequestInput> = {
    name: 'UnregisterBrokerRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUnregisterBrokerRequest,
    encode: writeUnregisterBrokerRequest,
    size: sizeUnregisterBrokerRequest
  }

  function readUnregisterBrokerResponse(r: Reader, _v: number): UnregisterBrokerResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UnregisterBrokerResponse = { throttleTimeMs, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUnregisterBrokerResponse(o: UnregisterBrokerResponseInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUnregisterBrokerResponse(w: Writer, o: UnregisterBrokerResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const unregisterBrokerResponse: MessageCodec<UnregisterBrokerResponse, UnregisterBrokerResponseInput> = {
    name: 'UnregisterBrokerResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUnregisterBrokerResponse,
    encode: writeUnregisterBrokerResponse,
    size: sizeUnregisterBrokerResponse
  }

  return { unregisterBrokerRequest, unregisterBrokerResponse }
}
