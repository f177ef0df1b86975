// Generated from protocol-specs/58-Envelope.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface EnvelopeRequest {
  requestData: Uint8Array
  requestPrincipal: Uint8Array | null
  clientHostAddress: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface EnvelopeRequestInput {
  readonly requestData: Uint8Array
  readonly requestPrincipal: Uint8Array | null
  readonly clientHostAddress: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface EnvelopeResponse {
  responseData: Uint8Array | null
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface EnvelopeResponseInput {
  readonly responseData?: Uint8Array | null | undefined
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readEnvelopeRequest(r: Reader, _v: number): EnvelopeRequest {
    const requestData = r.compactBytes()
    const requestPrincipal = r.compactNullableBytes()
    const clientHostAddress = r.compactBytes()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EnvelopeRequest = { requestData, requestPrincipal, clientHostAddress }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEnvelopeRequest(o: EnvelopeRequestInput, _v: number): number {
    let size$ = 0
    const requestData = o.requestData
    {
      const bytes$ = requestData.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    const requestPrincipal = o.requestPrincipal
    {
      const bytes$ = (requestPrincipal === null ? 0 : requestPrincipal.length)
      size$ += (requestPrincipal === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    const clientHostAddress = o.clientHostAddress
    {
      const bytes$ = clientHostAddress.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeEnvelopeRequest(w: Writer, o: EnvelopeRequestInput, _v: number): void {
    const requestData = o.requestData
    w.compactBytes(requestData)
    const requestPrincipal = o.requestPrincipal
    w.compactBytes(requestPrincipal)
    const clientHostAddress = o.clientHostAddress
    w.compactBytes(clientHostAddress)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const envelopeRequest: MessageCodec<EnvelopeRequest, EnvelopeRequestInput> = {
    name: 'EnvelopeRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readEnvelopeRequest,
    encode: writeEnvelopeRequest,
    size: sizeEnvelopeRequest
  }

  function readEnvelopeResponse(r: Reader, _v: number): EnvelopeResponse {
    const responseData = r.compactNullableBytes()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: EnvelopeResponse = { responseData, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeEnvelopeResponse(o: EnvelopeResponseInput, _v: number): number {
    let size$ = 2
    const responseData = o.responseData === undefined ? null : o.responseData
    {
      const bytes$ = (responseData === null ? 0 : responseData.length)
      size$ += (responseData === null ? 1 : uvarintBytes(bytes$ + 1)) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeEnvelopeResponse(w: Writer, o: EnvelopeResponseInput, _v: number): void {
    const responseData = o.responseData === undefined ? null : o.responseData
    w.compactBytes(responseData)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const envelopeResponse: MessageCodec<EnvelopeResponse, EnvelopeResponseInput> = {
    name: 'EnvelopeResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readEnvelopeResponse,
    encode: writeEnvelopeResponse,
    size: sizeEnvelopeResponse
  }

  return { envelopeRequest, envelopeResponse }
}
