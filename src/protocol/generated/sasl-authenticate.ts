// Generated from protocol-specs/36-SaslAuthenticate.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface SaslAuthenticateRequest {
  authBytes: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface SaslAuthenticateRequestInput {
  readonly authBytes: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface SaslAuthenticateResponse {
  errorCode: number
  errorMessage: string | null
  authBytes: Uint8Array
  sessionLifetimeMs: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface SaslAuthenticateResponseInput {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly authBytes: Uint8Array
  readonly sessionLifetimeMs?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readSaslAuthenticateRequest(r: Reader, v: number): SaslAuthenticateRequest {
    const authBytes = (v >= 2 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: SaslAuthenticateRequest = { authBytes }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSaslAuthenticateRequest(o: SaslAuthenticateRequestInput, v: number): number {
    let size$ = 0
    const authBytes = o.authBytes
    {
      const bytes$ = authBytes.length
      size$ += (v >= 2 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeSaslAuthenticateRequest(w: Writer, o: SaslAuthenticateRequestInput, v: number): void {
    const authBytes = o.authBytes
    ;(v >= 2 ? w.compactBytes(authBytes) : w.bytes(authBytes))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const saslAuthenticateRequest: MessageCodec<SaslAuthenticateRequest, SaslAuthenticateRequestInput> = {
    name: 'SaslAuthenticateRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readSaslAuthenticateRequest,
    encode: writeSaslAuthenticateRequest,
    size: sizeSaslAuthenticateRequest
  }

  function readSaslAuthenticateResponse(r: Reader, v: number): SaslAuthenticateResponse {
    const errorCode = r.i16()
    const errorMessage = (v >= 2 ? r.compactNullableString() : r.nullableString())
    const authBytes = (v >= 2 ? r.compactBytes() : r.bytes())
    let sessionLifetimeMs: bigint
    if (!(v >= 1)) sessionLifetimeMs = 0n
    else {
      sessionLifetimeMs = r.i64()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: SaslAuthenticateResponse = { errorCode, errorMessage, authBytes, sessionLifetimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSaslAuthenticateResponse(o: SaslAuthenticateResponseInput, v: number): number {
    let size$ = 2
    const errorMessage = o.errorMessage
    size$ += (v >= 2 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    const authBytes = o.authBytes
    {
      const bytes$ = authBytes.length
      size$ += (v >= 2 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 1) {
      size$ += 8
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeSaslAuthenticateResponse(w: Writer, o: SaslAuthenticateResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    ;(v >= 2 ? w.compactString(errorMessage) : w.string(errorMessage))
    const authBytes = o.authBytes
    ;(v >= 2 ? w.compactBytes(authBytes) : w.bytes(authBytes))
    if (v >= 1) {
      const sessionLifetimeMs = o.sessionLifetimeMs ?? 0n
      w.i64(sessionLifetimeMs)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const saslAuthenticateResponse: MessageCodec<SaslAuthenticateResponse, SaslAuthenticateResponseInput> = {
    name: 'SaslAuthenticateResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 2,
    decode: readSaslAuthenticateResponse,
    encode: writeSaslAuthenticateResponse,
    size: sizeSaslAuthenticateResponse
  }

  return { saslAuthenticateRequest, saslAuthenticateResponse }
}
