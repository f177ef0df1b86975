// Generated from protocol-specs/metadata-UserScramCredentialRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UserScramCredentialRecord {
  name: string
  mechanism: number
  salt: Uint8Array
  storedKey: Uint8Array
  serverKey: Uint8Array
  iterations: number
  unknownTags?: readonly UnknownTag[]
}

export interface UserScramCredentialRecordInput {
  readonly name: string
  readonly mechanism: number
  readonly salt: Uint8Array
  readonly storedKey: Uint8Array
  readonly serverKey: Uint8Array
  readonly iterations: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readUserScramCredentialRecord(r: Reader, _v: number): UserScramCredentialRecord {
    const name = r.compactString()
    const mechanism = r.i8()
    const salt = r.compactBytes()
    const storedKey = r.compactBytes()
    const serverKey = r.compactBytes()
    const iterations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UserScramCredentialRecord = { name, mechanism, salt, storedKey, serverKey, iterations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUserScramCredentialRecord(o: UserScramCredentialRecordInput, _v: number): number {
    let size$ = 5
    const name = o.name
    size$ += compactStringBytes(name)
    const salt = o.salt
    {
      const bytes$ = salt.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    const storedKey = o.storedKey
    {
      const bytes$ = storedKey.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    const serverKey = o.serverKey
    {
      const bytes$ = serverKey.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUserScramCredentialRecord(w: Writer, o: UserScramCredentialRecordInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const mechanism = o.mechanism
    w.i8(mechanism)
    const salt = o.salt
    w.compactBytes(salt)
    const storedKey = o.storedKey
    w.compactBytes(storedKey)
    const serverKey = o.serverKey
    w.compactBytes(serverKey)
    const iterations = o.iterations
    w.i32(iterations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const userScramCredentialRecord: MessageCodec<UserScramCredentialRecord, UserScramCredentialRecordInput> = {
    name: 'UserScramCredentialRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUserScramCredentialRecord,
    encode: writeUserScramCredentialRecord,
    size: sizeUserScramCredentialRecord
  }

  return { userScramCredentialRecord }
}
