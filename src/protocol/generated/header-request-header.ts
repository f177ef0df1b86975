// Generated from protocol-specs/header-RequestHeader.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RequestHeader {
  requestApiKey: number
  requestApiVersion: number
  correlationId: number
  clientId: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface RequestHeaderInput {
  readonly requestApiKey: number
  readonly requestApiVersion: number
  readonly correlationId: number
  readonly clientId?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readRequestHeader(r: Reader, v: number): RequestHeader {
    const requestApiKey = r.i16()
    const requestApiVersion = r.i16()
    const correlationId = r.i32()
    let clientId: string | null
    if (!(v >= 1)) clientId = ''
    else {
      clientId = r.nullableString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: RequestHeader = { requestApiKey, requestApiVersion, correlationId, clientId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRequestHeader(o: RequestHeaderInput, v: number): number {
    let size$ = 8
    const clientId = o.clientId === undefined ? '' : o.clientId
    if (v >= 1) {
      size$ += 2 + (clientId === null ? 0 : stringBytes(clientId))
    }
    if (!(v >= 1) && !(clientId === '')) unsupported('RequestHeader.clientId', v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeRequestHeader(w: Writer, o: RequestHeaderInput, v: number): void {
    const requestApiKey = o.requestApiKey
    w.i16(requestApiKey)
    const requestApiVersion = o.requestApiVersion
    w.i16(requestApiVersion)
    const correlationId = o.correlationId
    w.i32(correlationId)
    if (v >= 1) {
      const clientId = o.clientId === undefined ? '' : o.clientId
      w.string(clientId)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const requestHeader: MessageCodec<RequestHeader, RequestHeaderInput> = {
    name: 'RequestHeader',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readRequestHeader,
    encode: writeRequestHeader,
    size: sizeRequestHeader
  }

  return { requestHeader }
}
