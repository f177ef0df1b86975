// Generated from protocol-specs/40-ExpireDelegationToken.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ExpireDelegationTokenRequest {
  hmac: Uint8Array
  expiryTimePeriodMs: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ExpireDelegationTokenRequestInput {
  readonly hmac: Uint8Array
  readonly expiryTimePeriodMs: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ExpireDelegationTokenResponse {
  errorCode: number
  expiryTimestampMs: bigint
  throttleTimeMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface ExpireDelegationTokenResponseInput {
  readonly errorCode: number
  readonly expiryTimestampMs: bigint
  readonly throttleTimeMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readExpireDelegationTokenRequest(r: Reader, v: number): ExpireDelegationTokenRequest {
    const hmac = (v >= 2 ? r.compactBytes() : r.bytes())
    const expiryTimePeriodMs = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ExpireDelegationTokenRequest = { hmac, expiryTimePeriodMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeExpireDelegationTokenRequest(o: ExpireDelegationTokenRequestInput, v: number): number {
    let size$ = 8
    const hmac = o.hmac
    {
      const bytes$ = hmac.length
      size$ += (v >= 2 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeExpireDelegationTokenRequest(w: Writer, o: ExpireDelegationTokenRequestInput, v: number): void {
    const hmac = o.hmac
    ;(v >= 2 ? w.compactBytes(hmac) : w.bytes(hmac))
    const expiryTimePeriodMs = o.expiryTimePeriodMs
    w.i64(expiryTimePeriodMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const expireDelegationTokenRequest: MessageCodec<ExpireDelegationTokenRequest, ExpireDelegationTokenRequestInput> = {
    name: 'ExpireDelegationTokenRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readExpireDelegationTokenRequest,
    encode: writeExpireDelegationTokenRequest,
    size: sizeExpireDelegationTokenRequest
  }

  function readExpireDelegationTokenResponse(r: Reader, v: number): ExpireDelegationTokenResponse {
    const errorCode = r.i16()
    const expiryTimestampMs = r.i64()
    const throttleTimeMs = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ExpireDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeExpireDelegationTokenResponse(o: ExpireDelegationTokenResponseInput, v: number): number {
    let size$ = 14
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeExpireDelegationTokenResponse(w: Writer, o: ExpireDelegationTokenResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const expiryTimestampMs = o.expiryTimestampMs
    w.i64(expiryTimestampMs)
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const expireDelegationTokenResponse: MessageCodec<ExpireDelegationTokenResponse, ExpireDelegationTokenResponseInput> = {
    name: 'ExpireDelegationTokenResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readExpireDelegationTokenResponse,
    encode: writeExpireDelegationTokenResponse,
    size: sizeExpireDelegationTokenResponse
  }

  return { expireDelegationTokenRequest, expireDelegationTokenResponse }
}
