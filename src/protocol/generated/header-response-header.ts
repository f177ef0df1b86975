// Generated from protocol-specs/header-ResponseHeader.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ResponseHeader {
  correlationId: number
  unknownTags?: readonly UnknownTag[]
}

export interface ResponseHeaderInput {
  readonly correlationId: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readResponseHeader(r: Reader, v: number): ResponseHeader {
    const correlationId = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ResponseHeader = { correlationId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeResponseHeader(o: ResponseHeaderInput, v: number): number {
    let size$ = 4
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeResponseHeader(w: Writer, o: ResponseHeaderInput, v: number): void {
    const correlationId = o.correlationId
    w.i32(correlationId)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const responseHeader: MessageCodec<ResponseHeader, ResponseHeaderInput> = {
    name: 'ResponseHeader',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readResponseHeader,
    encode: writeResponseHeader,
    size: sizeResponseHeader
  }

  return { responseHeader }
}
