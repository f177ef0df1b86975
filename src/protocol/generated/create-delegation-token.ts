// Generated from protocol-specs/38-CreateDelegationToken.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface CreateDelegationTokenRequestRenewer {
  principalType: string
  principalName: string
  unknownTags?: readonly UnknownTag[]
}

export interface CreateDelegationTokenRequestRenewerInput {
  readonly principalType: string
  readonly principalName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateDelegationTokenRequest {
  ownerPrincipalType: string | null
  ownerPrincipalName: string | null
  renewers: CreateDelegationTokenRequestRenewer[]
  maxLifetimeMs: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface CreateDelegationTokenRequestInput {
  readonly ownerPrincipalType?: string | null | undefined
  readonly ownerPrincipalName?: string | null | undefined
  readonly renewers: readonly CreateDelegationTokenRequestRenewerInput[]
  readonly maxLifetimeMs: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface CreateDelegationTokenResponse {
  errorCode: number
  principalType: string
  principalName: string
  tokenRequesterPrincipalType: string
  tokenRequesterPrincipalName: string
  issueTimestampMs: bigint
  expiryTimestampMs: bigint
  maxTimestampMs: bigint
  tokenId: string
  hmac: Uint8Array
  throttleTimeMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface CreateDelegationTokenResponseInput {
  readonly errorCode: number
  readonly principalType: string
  readonly principalName: string
  readonly tokenRequesterPrincipalType?: string | undefined
  readonly tokenRequesterPrincipalName?: string | undefined
  readonly issueTimestampMs: bigint
  readonly expiryTimestampMs: bigint
  readonly maxTimestampMs: bigint
  readonly tokenId: string
  readonly hmac: Uint8Array
  readonly throttleTimeMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readCreateDelegationTokenRequestRenewer(r: Reader, v: number): CreateDelegationTokenRequestRenewer {
    const principalType = (v >= 2 ? r.compactString() : r.string())
    const principalName = (v >= 2 ? r.compactString() : r.string())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateDelegationTokenRequestRenewer = { principalType, principalName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateDelegationTokenRequestRenewer(o: CreateDelegationTokenRequestRenewerInput, v: number): number {
    let size$ = 0
    const principalType = o.principalType
    size$ += (v >= 2 ? compactStringBytes(principalType) : 2 + stringBytes(principalType))
    const principalName = o.principalName
    size$ += (v >= 2 ? compactStringBytes(principalName) : 2 + stringBytes(principalName))
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateDelegationTokenRequestRenewer(w: Writer, o: CreateDelegationTokenRequestRenewerInput, v: number): void {
    const principalType = o.principalType
    ;(v >= 2 ? w.compactString(principalType) : w.string(principalType))
    const principalName = o.principalName
    ;(v >= 2 ? w.compactString(principalName) : w.string(principalName))
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readCreateDelegationTokenRequest(r: Reader, v: number): CreateDelegationTokenRequest {
    let ownerPrincipalType: string | null
    if (!(v >= 3)) ownerPrincipalType = ''
    else {
      ownerPrincipalType = r.compactNullableString()
    }
    let ownerPrincipalName: string | null
    if (!(v >= 3)) ownerPrincipalName = ''
    else {
      ownerPrincipalName = r.compactNullableString()
    }
    let renewers: CreateDelegationTokenRequestRenewer[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<CreateDelegationTokenRequestRenewer>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readCreateDelegationTokenRequestRenewer(r, v)
      renewers = list$
    }
    const maxLifetimeMs = r.i64()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateDelegationTokenRequest = { ownerPrincipalType, ownerPrincipalName, renewers, maxLifetimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateDelegationTokenRequest(o: CreateDelegationTokenRequestInput, v: number): number {
    let size$ = 8
    const ownerPrincipalType = o.ownerPrincipalType === undefined ? '' : o.ownerPrincipalType
    if (v >= 3) {
      size$ += compactStringBytes(ownerPrincipalType)
    }
    if (!(v >= 3) && !(ownerPrincipalType === '')) unsupported('CreateDelegationTokenRequest.ownerPrincipalType', v)
    const ownerPrincipalName = o.ownerPrincipalName === undefined ? '' : o.ownerPrincipalName
    if (v >= 3) {
      size$ += compactStringBytes(ownerPrincipalName)
    }
    if (!(v >= 3) && !(ownerPrincipalName === '')) unsupported('CreateDelegationTokenRequest.ownerPrincipalName', v)
    const renewers = o.renewers
    size$ += (v >= 2 ? uvarintBytes(renewers.length + 1) : 4)
    for (const item of renewers) size$ += sizeCreateDelegationTokenRequestRenewer(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeCreateDelegationTokenRequest(w: Writer, o: CreateDelegationTokenRequestInput, v: number): void {
    if (v >= 3) {
      const ownerPrincipalType = o.ownerPrincipalType === undefined ? '' : o.ownerPrincipalType
      w.compactString(ownerPrincipalType)
    }
    if (v >= 3) {
      const ownerPrincipalName = o.ownerPrincipalName === undefined ? '' : o.ownerPrincipalName
      w.compactString(ownerPrincipalName)
    }
    const renewers = o.renewers
    ;(v >= 2 ? w.uvarint(renewers.length + 1) : w.i32(renewers.length))
    for (const item of renewers) writeCreateDelegationTokenRequestRenewer(w, item, v)
    const maxLifetimeMs = o.maxLifetimeMs
    w.i64(maxLifetimeMs)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const createDelegationTokenRequest: MessageCodec<CreateDelegationTokenRequest, CreateDelegationTokenRequestInput> = {
    name: 'CreateDelegationTokenRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreateDelegationTokenRequest,
    encode: writeCreateDelegationTokenRequest,
    size: sizeCreateDelegationTokenRequest
  }

  function readCreateDelegationTokenResponse(r: Reader, v: number): CreateDelegationTokenResponse {
    const errorCode = r.i16()
    const principalType = (v >= 2 ? r.compactString() : r.string())
    const principalName = (v >= 2 ? r.compactString() : r.string())
    let tokenRequesterPrincipalType: string
    if (!(v >= 3)) tokenRequesterPrincipalType = ''
    else {
      tokenRequesterPrincipalType = r.compactString()
    }
    let tokenRequesterPrincipalName: string
    if (!(v >= 3)) tokenRequesterPrincipalName = ''
    else {
      tokenRequesterPrincipalName = r.compactString()
    }
    const issueTimestampMs = r.i64()
    const expiryTimestampMs = r.i64()
    const maxTimestampMs = r.i64()
    const tokenId = (v >= 2 ? r.compactString() : r.string())
    const hmac = (v >= 2 ? r.compactBytes() : r.bytes())
    const throttleTimeMs = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: CreateDelegationTokenResponse = { errorCode, principalType, principalName, tokenRequesterPrincipalType, tokenRequesterPrincipalName, issueTimestampMs, expiryTimestampMs, maxTimestampMs, tokenId, hmac, throttleTimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeCreateDelegationTokenResponse(o: CreateDelegationTokenResponseInput, v: number): number {
    let size$ = 30
    const principalType = o.principalType
    size$ += (v >= 2 ? compactStringBytes(principalType) : 2 + stringBytes(principalType))
    const principalName = o.principalName
    size$ += (v >= 2 ? compactStringBytes(principalName) : 2 + stringBytes(principalName))
    const tokenRequesterPrincipalType = o.tokenRequesterPrincipalType ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(tokenRequesterPrincipalType)
    }
    if (!(v >= 3) && !(tokenRequesterPrincipalType === '')) unsupported('CreateDelegationTokenResponse.tokenRequesterPrincipalType', v)
    const tokenRequesterPrincipalName = o.tokenRequesterPrincipalName ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(tokenRequesterPrincipalName)
    }
    if (!(v >= 3) && !(tokenRequesterPrincipalName === '')) unsupported('CreateDelegationTokenResponse.tokenRequesterPrincipalName', v)
    const tokenId = o.tokenId
    size$ += (v >= 2 ? compactStringBytes(tokenId) : 2 + stringBytes(tokenId))
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

  function writeCreateDelegationTokenResponse(w: Writer, o: CreateDelegationTokenResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const principalType = o.principalType
    ;(v >= 2 ? w.compactString(principalType) : w.string(principalType))
    const principalName = o.principalName
    ;(v >= 2 ? w.compactString(principalName) : w.string(principalName))
    if (v >= 3) {
      const tokenRequesterPrincipalType = o.tokenRequesterPrincipalType ?? ''
      w.compactString(tokenRequesterPrincipalType)
    }
    if (v >= 3) {
      const tokenRequesterPrincipalName = o.tokenRequesterPrincipalName ?? ''
      w.compactString(tokenRequesterPrincipalName)
    }
    const issueTimestampMs = o.issueTimestampMs
    w.i64(issueTimestampMs)
    const expiryTimestampMs = o.expiryTimestampMs
    w.i64(expiryTimestampMs)
    const maxTimestampMs = o.maxTimestampMs
    w.i64(maxTimestampMs)
    const tokenId = o.tokenId
    ;(v >= 2 ? w.compactString(tokenId) : w.string(tokenId))
    const hmac = o.hmac
    ;(v >= 2 ? w.compactBytes(hmac) : w.bytes(hmac))
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

  const createDelegationTokenResponse: MessageCodec<CreateDelegationTokenResponse, CreateDelegationTokenResponseInput> = {
    name: 'CreateDelegationTokenResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readCreateDelegationTokenResponse,
    encode: writeCreateDelegationTokenResponse,
    size: sizeCreateDelegationTokenResponse
  }

  return { createDelegationTokenRequest, createDelegationTokenResponse }
}
