// Generated from protocol-specs/data-DefaultPrincipalData.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DefaultPrincipalData {
  type: string
  name: string
  tokenAuthenticated: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DefaultPrincipalDataInput {
  readonly type: string
  readonly name: string
  readonly tokenAuthenticated: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDefaultPrincipalData(r: Reader, _v: number): DefaultPrincipalData {
    const type = r.compactString()
    const name = r.compactString()
    const tokenAuthenticated = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DefaultPrincipalData = { type, name, tokenAuthenticated }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDefaultPrincipalData(o: DefaultPrincipalDataInput, _v: number): number {
    let size$ = 1
    const type = o.type
    size$ += compactStringBytes(type)
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDefaultPrincipalData(w: Writer, o: DefaultPrincipalDataInput, _v: number): void {
    const type = o.type
    w.compactString(type)
    const name = o.name
    w.compactString(name)
    const tokenAuthenticated = o.tokenAuthenticated
    w.bool(tokenAuthenticated)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const defaultPrincipalData: MessageCodec<DefaultPrincipalData, DefaultPrincipalDataInput> = {
    name: 'DefaultPrincipalData',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDefaultPrincipalData,
    encode: writeDefaultPrincipalData,
    size: sizeDefaultPrincipalData
  }

  return { defaultPrincipalData }
}
