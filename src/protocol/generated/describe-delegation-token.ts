// Generated from protocol-specs/41-DescribeDelegationToken.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeDelegationTokenRequestOwner {
  principalType: string
  principalName: string
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeDelegationTokenRequestOwnerInput {
  readonly principalType: string
  readonly principalName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeDelegationTokenRequest {
  owners: DescribeDelegationTokenRequestOwner[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeDelegationTokenRequestInput {
  readonly owners: readonly DescribeDelegationTokenRequestOwnerInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeDelegationTokenResponseTokenRenewer {
  principalType: string
  principalName: string
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeDelegationTokenResponseTokenRenewerInput {
  readonly principalType: string
  readonly principalName: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeDelegationTokenResponseToken {
  principalType: string
  principalName: string
  tokenRequesterPrincipalType: string
  tokenRequesterPrincipalName: string
  issueTimestamp: bigint
  expiryTimestamp: bigint
  maxTimestamp: bigint
  tokenId: string
  hmac: Uint8Array
  renewers: DescribeDelegationTokenResponseTokenRenewer[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeDelegationTokenResponseTokenInput {
  readonly principalType: string
  readonly principalName: string
  readonly tokenRequesterPrincipalType?: string | undefined
  readonly tokenRequesterPrincipalName?: string | undefined
  readonly issueTimestamp: bigint
  readonly expiryTimestamp: bigint
  readonly maxTimestamp: bigint
  readonly tokenId: string
  readonly hmac: Uint8Array
  readonly renewers: readonly DescribeDelegationTokenResponseTokenRenewerInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeDelegationTokenResponse {
  errorCode: number
  tokens: DescribeDelegationTokenResponseToken[]
  throttleTimeMs: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeDelegationTokenResponseInput {
  readonly errorCode: number
  readonly tokens: readonly DescribeDelegationTokenResponseTokenInput[]
  readonly throttleTimeMs?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeDelegationTokenRequestOwner(r: Reader, v: number): DescribeDelegationTokenRequestOwner {
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
    const value$: DescribeDelegationTokenRequestOwner = { principalType, principalName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeDelegationTokenRequestOwner(o: DescribeDelegationTokenRequestOwnerInput, v: number): number {
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

  function writeDescribeDelegationTokenRequestOwner(w: Writer, o: DescribeDelegationTokenRequestOwnerInput, v: number): void {
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

  function readDescribeDelegationTokenRequest(r: Reader, v: number): DescribeDelegationTokenRequest {
    let owners: DescribeDelegationTokenRequestOwner[] | null
    {
      const count$ = (v >= 2 ? r.compactNullableCount(3, 48) : r.nullableCount(3, 48))
      if (count$ < 0) owners = null
      else {
        const list$ = new Array<DescribeDelegationTokenRequestOwner>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeDelegationTokenRequestOwner(r, v)
        owners = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeDelegationTokenRequest = { owners }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeDelegationTokenRequest(o: DescribeDelegationTokenRequestInput, v: number): number {
    let size$ = 0
    const owners = o.owners
    if (owners === null) size$ += (v >= 2 ? 1 : 4)
    else {
      size$ += (v >= 2 ? uvarintBytes(owners.length + 1) : 4)
      for (const item of owners) size$ += sizeDescribeDelegationTokenRequestOwner(item, v)
    }
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeDelegationTokenRequest(w: Writer, o: DescribeDelegationTokenRequestInput, v: number): void {
    const owners = o.owners
    if (owners === null) (v >= 2 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 2 ? w.uvarint(owners.length + 1) : w.i32(owners.length))
      for (const item of owners) writeDescribeDelegationTokenRequestOwner(w, item, v)
    }
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const describeDelegationTokenRequest: MessageCodec<DescribeDelegationTokenRequest, DescribeDelegationTokenRequestInput> = {
    name: 'DescribeDelegationTokenRequest',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDescribeDelegationTokenRequest,
    encode: writeDescribeDelegationTokenRequest,
    size: sizeDescribeDelegationTokenRequest
  }

  function readDescribeDelegationTokenResponseTokenRenewer(r: Reader, v: number): DescribeDelegationTokenResponseTokenRenewer {
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
    const value$: DescribeDelegationTokenResponseTokenRenewer = { principalType, principalName }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeDelegationTokenResponseTokenRenewer(o: DescribeDelegationTokenResponseTokenRenewerInput, v: number): number {
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

  function writeDescribeDelegationTokenResponseTokenRenewer(w: Writer, o: DescribeDelegationTokenResponseTokenRenewerInput, v: number): void {
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

  function readDescribeDelegationTokenResponseToken(r: Reader, v: number): DescribeDelegationTokenResponseToken {
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
    const issueTimestamp = r.i64()
    const expiryTimestamp = r.i64()
    const maxTimestamp = r.i64()
    const tokenId = (v >= 2 ? r.compactString() : r.string())
    const hmac = (v >= 2 ? r.compactBytes() : r.bytes())
    let renewers: DescribeDelegationTokenResponseTokenRenewer[]
    {
      const count$ = (v >= 2 ? r.compactCount(3, 48) : r.count(3, 48))
      const list$ = new Array<DescribeDelegationTokenResponseTokenRenewer>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeDelegationTokenResponseTokenRenewer(r, v)
      renewers = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeDelegationTokenResponseToken = { principalType, principalName, tokenRequesterPrincipalType, tokenRequesterPrincipalName, issueTimestamp, expiryTimestamp, maxTimestamp, tokenId, hmac, renewers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeDelegationTokenResponseToken(o: DescribeDelegationTokenResponseTokenInput, v: number): number {
    let size$ = 24
    const principalType = o.principalType
    size$ += (v >= 2 ? compactStringBytes(principalType) : 2 + stringBytes(principalType))
    const principalName = o.principalName
    size$ += (v >= 2 ? compactStringBytes(principalName) : 2 + stringBytes(principalName))
    const tokenRequesterPrincipalType = o.tokenRequesterPrincipalType ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(tokenRequesterPrincipalType)
    }
    if (!(v >= 3) && !(tokenRequesterPrincipalType === '')) unsupported('DescribeDelegationTokenResponseToken.tokenRequesterPrincipalType', v)
    const tokenRequesterPrincipalName = o.tokenRequesterPrincipalName ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(tokenRequesterPrincipalName)
    }
    if (!(v >= 3) && !(tokenRequesterPrincipalName === '')) unsupported('DescribeDelegationTokenResponseToken.tokenRequesterPrincipalName', v)
    const tokenId = o.tokenId
    size$ += (v >= 2 ? compactStringBytes(tokenId) : 2 + stringBytes(tokenId))
    const hmac = o.hmac
    {
      const bytes$ = hmac.length
      size$ += (v >= 2 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    const renewers = o.renewers
    size$ += (v >= 2 ? uvarintBytes(renewers.length + 1) : 4)
    for (const item of renewers) size$ += sizeDescribeDelegationTokenResponseTokenRenewer(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeDelegationTokenResponseToken(w: Writer, o: DescribeDelegationTokenResponseTokenInput, v: number): void {
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
    const issueTimestamp = o.issueTimestamp
    w.i64(issueTimestamp)
    const expiryTimestamp = o.expiryTimestamp
    w.i64(expiryTimestamp)
    const maxTimestamp = o.maxTimestamp
    w.i64(maxTimestamp)
    const tokenId = o.tokenId
    ;(v >= 2 ? w.compactString(tokenId) : w.string(tokenId))
    const hmac = o.hmac
    ;(v >= 2 ? w.compactBytes(hmac) : w.bytes(hmac))
    const renewers = o.renewers
    ;(v >= 2 ? w.uvarint(renewers.length + 1) : w.i32(renewers.length))
    for (const item of renewers) writeDescribeDelegationTokenResponseTokenRenewer(w, item, v)
    if (v >= 2) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readDescribeDelegationTokenResponse(r: Reader, v: number): DescribeDelegationTokenResponse {
    const errorCode = r.i16()
    let tokens: DescribeDelegationTokenResponseToken[]
    {
      const count$ = (v >= 2 ? r.compactCount(30, 216) : r.count(30, 216))
      const list$ = new Array<DescribeDelegationTokenResponseToken>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeDelegationTokenResponseToken(r, v)
      tokens = list$
    }
    const throttleTimeMs = r.i32()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 2) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: DescribeDelegationTokenResponse = { errorCode, tokens, throttleTimeMs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeDelegationTokenResponse(o: DescribeDelegationTokenResponseInput, v: number): number {
    let size$ = 6
    const tokens = o.tokens
    size$ += (v >= 2 ? uvarintBytes(tokens.length + 1) : 4)
    for (const item of tokens) size$ += sizeDescribeDelegationTokenResponseToken(item, v)
    if (v >= 2) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeDescribeDelegationTokenResponse(w: Writer, o: DescribeDelegationTokenResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const tokens = o.tokens
    ;(v >= 2 ? w.uvarint(tokens.length + 1) : w.i32(tokens.length))
    for (const item of tokens) writeDescribeDelegationTokenResponseToken(w, item, v)
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

  const describeDelegationTokenResponse: MessageCodec<DescribeDelegationTokenResponse, DescribeDelegationTokenResponseInput> = {
    name: 'DescribeDelegationTokenResponse',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 2,
    decode: readDescribeDelegationTokenResponse,
    encode: writeDescribeDelegationTokenResponse,
    size: sizeDescribeDelegationTokenResponse
  }

  return { describeDelegationTokenRequest, describeDelegationTokenResponse }
}
