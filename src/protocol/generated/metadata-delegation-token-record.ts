// Generated from protocol-specs/metadata-DelegationTokenRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DelegationTokenRecord {
  owner: string
  requester: string
  renewers: string[]
  issueTimestamp: bigint
  maxTimestamp: bigint
  expirationTimestamp: bigint
  tokenId: string
  unknownTags?: readonly UnknownTag[]
}

export interface DelegationTokenRecordInput {
  readonly owner: string
  readonly requester: string
  readonly renewers: readonly string[]
  readonly issueTimestamp: bigint
  readonly maxTimestamp: bigint
  readonly expirationTimestamp: bigint
  readonly tokenId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readDelegationTokenRecord(r: Reader, _v: number): DelegationTokenRecord {
    const owner = r.compactString()
    const requester = r.compactString()
    let renewers: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      renewers = list$
    }
    const issueTimestamp = r.i64()
    const maxTimestamp = r.i64()
    const expirationTimestamp = r.i64()
    const tokenId = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DelegationTokenRecord = { owner, requester, renewers, issueTimestamp, maxTimestamp, expirationTimestamp, tokenId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDelegationTokenRecord(o: DelegationTokenRecordInput, _v: number): number {
    let size$ = 24
    const owner = o.owner
    size$ += compactStringBytes(owner)
    const requester = o.requester
    size$ += compactStringBytes(requester)
    const renewers = o.renewers
    size$ += uvarintBytes(renewers.length + 1)
    for (const item of renewers) size$ += compactStringBytes(item)
    const tokenId = o.tokenId
    size$ += compactStringBytes(tokenId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDelegationTokenRecord(w: Writer, o: DelegationTokenRecordInput, _v: number): void {
    const owner = o.owner
    w.compactString(owner)
    const requester = o.requester
    w.compactString(requester)
    const renewers = o.renewers
    w.uvarint(renewers.length + 1)
    for (const item of renewers) w.compactString(item)
    const issueTimestamp = o.issueTimestamp
    w.i64(issueTimestamp)
    const maxTimestamp = o.maxTimestamp
    w.i64(maxTimestamp)
    const expirationTimestamp = o.expirationTimestamp
    w.i64(expirationTimestamp)
    const tokenId = o.tokenId
    w.compactString(tokenId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const delegationTokenRecord: MessageCodec<DelegationTokenRecord, DelegationTokenRecordInput> = {
    name: 'DelegationTokenRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readDelegationTokenRecord,
    encode: writeDelegationTokenRecord,
    size: sizeDelegationTokenRecord
  }

  return { delegationTokenRecord }
}
