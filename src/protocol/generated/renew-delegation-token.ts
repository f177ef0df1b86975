// Generated from protocol-specs/39-RenewDelegationToken.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RenewDelegationTokenRequest {
  hmac: Uint8Array
  renewPeriodMs: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface RenewDelegationTokenRequestInput {
  readonly hmac: Uint8Array
  readonly renewPeriodMs: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RenewDelegationTokenResponse {
  errorCode: number
  expiryTimestampMs: bigint
  throttleTimeMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface RenewDelegationTokenResponseInput {
  readonly errorCode: number
  readonly expiryTimestampMs: bigint
  readonly throttleTimeMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readRenewDelegationTokenRequest(r: Reader, v: number): RenewDelegationTokenRequest {
    const hmac = (v >= 2 ? r.compactBytes() : r.bytes())
    const renewPeriodMs = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: RenewDelegationTokenRequest = { hmac, renewPeriodMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRenewDelegationTokenRequest(o: RenewDelegationTokenRequestInput, v: number): number {
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

  function writeRenewDelegationTokenRequest(w: Writer, o: RenewDelegationTokenRequestInput, v: number): void {
    const hmac = o.hmac
    ;(v >= 2 ? w.compactBytes(hmac) : w.bytes(hmac))
    const renewPeriodMs = o.renewPeriodMs
    w.i64(renewPeriodMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const renewDelegationTokenRequest: MessageCodec<RenewDelegationTokenRequest, RenewDelegationTokenRequestInput> = {
    name: 'RenewDelegationTokenRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readRenewDelegationTokenRequest,
    encode: writeRenewDelegationTokenRequest,
    size: sizeRenewDelegationTokenRequest
  }

  function readRenewDelegationTokenResponse(r: Reader, v: number): RenewDelegationTokenResponse {
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
    const value$: RenewDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRenewDelegationTokenResponse(o: RenewDelegationTokenResponseInput, v: number): number {
    let size$ = 14
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeRenewDelegationTokenResponse(w: Writer, o: RenewDelegationTokenResponseInput, v: number): void {
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

  const renewDelegationTokenResponse: MessageCodec<RenewDelegationTokenResponse, RenewDelegationTokenResponseInput> = {
    name: 'RenewDelegationTokenResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readRenewDelegationTokenResponse,
    encode: writeRenewDelegationTokenResponse,
    size: sizeRenewDelegationTokenResponse
  }

  return { renewDelegationTokenRequest, renewDelegationTokenResponse }
}
