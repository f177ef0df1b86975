// Generated from protocol-specs/record-ShareGroupMemberMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ShareGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export interface ShareGroupMemberMetadataKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ShareGroupMemberMetadataValue {
  rackId: string | null
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface ShareGroupMemberMetadataValueInput {
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopicNames: readonly string[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readShareGroupMemberMetadataKey(r: Reader, _v: number): ShareGroupMemberMetadataKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeShareGroupMemberMetadataKey(o: ShareGroupMemberMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeShareGroupMemberMetadataKey(w: Writer, o: ShareGroupMemberMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const shareGroupMemberMetadataKey: MessageCodec<ShareGroupMemberMetadataKey, ShareGroupMemberMetadataKeyInput> = {
    name: 'ShareGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readShareGroupMemberMetadataKey,
    encode: writeShareGroupMemberMetadataKey,
    size: sizeShareGroupMemberMetadataKey
  }

  function readShareGroupMemberMetadataValue(r: Reader, _v: number): ShareGroupMemberMetadataValue {
    const rackId = r.compactNullableString()
    const clientId = r.compactString()
    const clientHost = r.compactString()
    let subscribedTopicNames: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      subscribedTopicNames = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ShareGroupMemberMetadataValue = { rackId, clientId, clientHost, subscribedTopicNames }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeShareGroupMemberMetadataValue(o: ShareGroupMemberMetadataValueInput, _v: number): number {
    let size$ = 0
    const rackId = o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    size$ += uvarintBytes(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeShareGroupMemberMetadataValue(w: Writer, o: ShareGroupMemberMetadataValueInput, _v: number): void {
    const rackId = o.rackId
    w.compactString(rackId)
    const clientId = o.clientId
    w.compactString(clientId)
    const clientHost = o.clientHost
    w.compactString(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    w.uvarint(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) w.compactString(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const shareGroupMemberMetadataValue: MessageCodec<ShareGroupMemberMetadataValue, ShareGroupMemberMetadataValueInput> = {
    name: 'ShareGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readShareGroupMemberMetadataValue,
    encode: writeShareGroupMemberMetadataValue,
    size: sizeShareGroupMemberMetadataValue
  }

  return { shareGroupMemberMetadataKey, shareGroupMemberMetadataValue }
}
