// Generated from protocol-specs/51-AlterUserScramCredentials.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AlterUserScramCredentialsRequestDeletion {
  name: string
  mechanism: number
  unknownTags?: readonly UnknownTag[]
}

export interface AlterUserScramCredentialsRequestDeletionInput {
  readonly name: string
  readonly mechanism: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterUserScramCredentialsRequestUpsertion {
  name: string
  mechanism: number
  iterations: number
  salt: Uint8Array
  saltedPassword: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface AlterUserScramCredentialsRequestUpsertionInput {
  readonly name: string
  readonly mechanism: number
  readonly iterations: number
  readonly salt: Uint8Array
  readonly saltedPassword: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterUserScramCredentialsRequest {
  deletions: AlterUserScramCredentialsRequestDeletion[]
  upsertions: AlterUserScramCredentialsRequestUpsertion[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterUserScramCredentialsRequestInput {
  readonly deletions: readonly AlterUserScramCredentialsRequestDeletionInput[]
  readonly upsertions: readonly AlterUserScramCredentialsRequestUpsertionInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterUserScramCredentialsResponseUser {
  user: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AlterUserScramCredentialsResponseUserInput {
  readonly user: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AlterUserScramCredentialsResponse {
  throttleTimeMs: number
  results: AlterUserScramCredentialsResponseUser[]
  unknownTags?: readonly UnknownTag[]
}

export interface AlterUserScramCredentialsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly results: readonly AlterUserScramCredentialsResponseUserInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAlterUserScramCredentialsRequestDeletion(r: Reader, _v: number): AlterUserScramCredentialsRequestDeletion {
    const name = r.compactString()
    const mechanism = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterUserScramCredentialsRequestDeletion = { name, mechanism }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterUserScramCredentialsRequestDeletion(o: AlterUserScramCredentialsRequestDeletionInput, _v: number): number {
    let size$ = 1
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterUserScramCredentialsRequestDeletion(w: Writer, o: AlterUserScramCredentialsRequestDeletionInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const mechanism = o.mechanism
    w.i8(mechanism)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterUserScramCredentialsRequestUpsertion(r: Reader, _v: number): AlterUserScramCredentialsRequestUpsertion {
    const name = r.compactString()
    const mechanism = r.i8()
    const iterations = r.i32()
    const salt = r.compactBytes()
    const saltedPassword = r.compactBytes()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterUserScramCredentialsRequestUpsertion = { name, mechanism, iterations, salt, saltedPassword }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterUserScramCredentialsRequestUpsertion(o: AlterUserScramCredentialsRequestUpsertionInput, _v: number): number {
    let size$ = 5
    const name = o.name
    size$ += compactStringBytes(name)
    const salt = o.salt
    {
      const bytes$ = salt.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    const saltedPassword = o.saltedPassword
    {
      const bytes$ = saltedPassword.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterUserScramCredentialsRequestUpsertion(w: Writer, o: AlterUserScramCredentialsRequestUpsertionInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const mechanism = o.mechanism
    w.i8(mechanism)
    const iterations = o.iterations
    w.i32(iterations)
    const salt = o.salt
    w.compactBytes(salt)
    const saltedPassword = o.saltedPassword
    w.compactBytes(saltedPassword)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readAlterUserScramCredentialsRequest(r: Reader, v: number): AlterUserScramCredentialsRequest {
    let deletions: AlterUserScramCredentialsRequestDeletion[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<AlterUserScramCredentialsRequestDeletion>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterUserScramCredentialsRequestDeletion(r, v)
      deletions = list$
    }
    let upsertions: AlterUserScramCredentialsRequestUpsertion[]
    {
      const count$ = r.compactCount(9, 72)
      const list$ = new Array<AlterUserScramCredentialsRequestUpsertion>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterUserScramCredentialsRequestUpsertion(r, v)
      upsertions = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterUserScramCredentialsRequest = { deletions, upsertions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterUserScramCredentialsRequest(o: AlterUserScramCredentialsRequestInput, v: number): number {
    let size$ = 0
    const deletions = o.deletions
    size$ += uvarintBytes(deletions.length + 1)
    for (const item of deletions) size$ += sizeAlterUserScramCredentialsRequestDeletion(item, v)
    const upsertions = o.upsertions
    size$ += uvarintBytes(upsertions.length + 1)
    for (const item of upsertions) size$ += sizeAlterUserScramCredentialsRequestUpsertion(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterUserScramCredentialsRequest(w: Writer, o: AlterUserScramCredentialsRequestInput, v: number): void {
    const deletions = o.deletions
    w.uvarint(deletions.length + 1)
    for (const item of deletions) writeAlterUserScramCredentialsRequestDeletion(w, item, v)
    const upsertions = o.upsertions
    w.uvarint(upsertions.length + 1)
    for (const item of upsertions) writeAlterUserScramCredentialsRequestUpsertion(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterUserScramCredentialsRequest: MessageCodec<AlterUserScramCredentialsRequest, AlterUserScramCredentialsRequestInput> = {
    name: 'AlterUserScramCredentialsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAlterUserScramCredentialsRequest,
    encode: writeAlterUserScramCredentialsRequest,
    size: sizeAlterUserScramCredentialsRequest
  }

  function readAlterUserScramCredentialsResponseUser(r: Reader, _v: number): AlterUserScramCredentialsResponseUser {
    const user = r.compactString()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterUserScramCredentialsResponseUser = { user, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterUserScramCredentialsResponseUser(o: AlterUserScramCredentialsResponseUserInput, _v: number): number {
    let size$ = 2
    const user = o.user
    size$ += compactStringBytes(user)
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterUserScramCredentialsResponseUser(w: Writer, o: AlterUserScramCredentialsResponseUserInput, _v: number): void {
    const user = o.user
    w.compactString(user)
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

  function readAlterUserScramCredentialsResponse(r: Reader, v: number): AlterUserScramCredentialsResponse {
    const throttleTimeMs = r.i32()
    let results: AlterUserScramCredentialsResponseUser[]
    {
      const count$ = r.compactCount(5, 56)
      const list$ = new Array<AlterUserScramCredentialsResponseUser>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAlterUserScramCredentialsResponseUser(r, v)
      results = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AlterUserScramCredentialsResponse = { throttleTimeMs, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAlterUserScramCredentialsResponse(o: AlterUserScramCredentialsResponseInput, v: number): number {
    let size$ = 4
    const results = o.results
    size$ += uvarintBytes(results.length + 1)
    for (const item of results) size$ += sizeAlterUserScramCredentialsResponseUser(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAlterUserScramCredentialsResponse(w: Writer, o: AlterUserScramCredentialsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const results = o.results
    w.uvarint(results.length + 1)
    for (const item of results) writeAlterUserScramCredentialsResponseUser(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const alterUserScramCredentialsResponse: MessageCodec<AlterUserScramCredentialsResponse, AlterUserScramCredentialsResponseInput> = {
    name: 'AlterUserScramCredentialsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAlterUserScramCredentialsResponse,
    encode: writeAlterUserScramCredentialsResponse,
    size: sizeAlterUserScramCredentialsResponse
  }

  return { alterUserScramCredentialsRequest, alterUserScramCredentialsResponse }
}
