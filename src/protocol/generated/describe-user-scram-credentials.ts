// Generated from protocol-specs/50-DescribeUserScramCredentials.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeUserScramCredentialsRequestUser {
  name: string
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeUserScramCredentialsRequestUserInput {
  readonly name: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeUserScramCredentialsRequest {
  users: DescribeUserScramCredentialsRequestUser[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeUserScramCredentialsRequestInput {
  readonly users: readonly DescribeUserScramCredentialsRequestUserInput[] | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeUserScramCredentialsResponseUserCredentialInfo {
  mechanism: number
  iterations: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeUserScramCredentialsResponseUserCredentialInfoInput {
  readonly mechanism: number
  readonly iterations: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeUserScramCredentialsResponseUser {
  user: string
  errorCode: number
  errorMessage: string | null
  credentialInfos: DescribeUserScramCredentialsResponseUserCredentialInfo[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeUserScramCredentialsResponseUserInput {
  readonly user: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly credentialInfos: readonly DescribeUserScramCredentialsResponseUserCredentialInfoInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeUserScramCredentialsResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  results: DescribeUserScramCredentialsResponseUser[]
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeUserScramCredentialsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly results: readonly DescribeUserScramCredentialsResponseUserInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDescribeUserScramCredentialsRequestUser(r: Reader, _v: number): DescribeUserScramCredentialsRequestUser {
    const name = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeUserScramCredentialsRequestUser = { name }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeUserScramCredentialsRequestUser(o: DescribeUserScramCredentialsRequestUserInput, _v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeUserScramCredentialsRequestUser(w: Writer, o: DescribeUserScramCredentialsRequestUserInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeUserScramCredentialsRequest(r: Reader, v: number): DescribeUserScramCredentialsRequest {
    let users: DescribeUserScramCredentialsRequestUser[] | null
    {
      const count$ = r.compactNullableCount(2, 40)
      if (count$ < 0) users = null
      else {
        const list$ = new Array<DescribeUserScramCredentialsRequestUser>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readDescribeUserScramCredentialsRequestUser(r, v)
        users = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeUserScramCredentialsRequest = { users }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeUserScramCredentialsRequest(o: DescribeUserScramCredentialsRequestInput, v: number): number {
    let size$ = 0
    const users = o.users
    if (users === null) size$ += 1
    else {
      size$ += uvarintBytes(users.length + 1)
      for (const item of users) size$ += sizeDescribeUserScramCredentialsRequestUser(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeUserScramCredentialsRequest(w: Writer, o: DescribeUserScramCredentialsRequestInput, v: number): void {
    const users = o.users
    if (users === null) w.uvarint(0)
    else {
      w.uvarint(users.length + 1)
      for (const item of users) writeDescribeUserScramCredentialsRequestUser(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeUserScramCredentialsRequest: MessageCodec<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsRequestInput> = {
    name: 'DescribeUserScramCredentialsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeUserScramCredentialsRequest,
    encode: writeDescribeUserScramCredentialsRequest,
    size: sizeDescribeUserScramCredentialsRequest
  }

  function readDescribeUserScramCredentialsResponseUserCredentialInfo(r: Reader, _v: number): DescribeUserScramCredentialsResponseUserCredentialInfo {
    const mechanism = r.i8()
    const iterations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeUserScramCredentialsResponseUserCredentialInfo = { mechanism, iterations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeUserScramCredentialsResponseUserCredentialInfo(o: DescribeUserScramCredentialsResponseUserCredentialInfoInput, _v: number): number {
    let size$ = 5
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeUserScramCredentialsResponseUserCredentialInfo(w: Writer, o: DescribeUserScramCredentialsResponseUserCredentialInfoInput, _v: number): void {
    const mechanism = o.mechanism
    w.i8(mechanism)
    const iterations = o.iterations
    w.i32(iterations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeUserScramCredentialsResponseUser(r: Reader, v: number): DescribeUserScramCredentialsResponseUser {
    const user = r.compactString()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let credentialInfos: DescribeUserScramCredentialsResponseUserCredentialInfo[]
    {
      const count$ = r.compactCount(6, 48)
      const list$ = new Array<DescribeUserScramCredentialsResponseUserCredentialInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeUserScramCredentialsResponseUserCredentialInfo(r, v)
      credentialInfos = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeUserScramCredentialsResponseUser = { user, errorCode, errorMessage, credentialInfos }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeUserScramCredentialsResponseUser(o: DescribeUserScramCredentialsResponseUserInput, v: number): number {
    let size$ = 2
    const user = o.user
    size$ += compactStringBytes(user)
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const credentialInfos = o.credentialInfos
    size$ += uvarintBytes(credentialInfos.length + 1)
    for (const item of credentialInfos) size$ += sizeDescribeUserScramCredentialsResponseUserCredentialInfo(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeUserScramCredentialsResponseUser(w: Writer, o: DescribeUserScramCredentialsResponseUserInput, v: number): void {
    const user = o.user
    w.compactString(user)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    const credentialInfos = o.credentialInfos
    w.uvarint(credentialInfos.length + 1)
    for (const item of credentialInfos) writeDescribeUserScramCredentialsResponseUserCredentialInfo(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeUserScramCredentialsResponse(r: Reader, v: number): DescribeUserScramCredentialsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let results: DescribeUserScramCredentialsResponseUser[]
    {
      const count$ = r.compactCount(6, 96)
      const list$ = new Array<DescribeUserScramCredentialsResponseUser>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeUserScramCredentialsResponseUser(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeUserScramCredentialsResponse = { throttleTimeMs, errorCode, errorMessage, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeUserScramCredentialsResponse(o: DescribeUserScramCredentialsResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeDescribeUserScramCredentialsResponseUser(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeUserScramCredentialsResponse(w: Writer, o: DescribeUserScramCredentialsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeDescribeUserScramCredentialsResponseUser(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeUserScramCredentialsResponse: MessageCodec<DescribeUserScramCredentialsResponse, DescribeUserScramCredentialsResponseInput> = {
    name: 'DescribeUserScramCredentialsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDescribeUserScramCredentialsResponse,
    encode: writeDescribeUserScramCredentialsResponse,
    size: sizeDescribeUserScramCredentialsResponse
  }

  return { describeUserScramCredentialsRequest, describeUserScramCredentialsResponse }
}
