// Generated from protocol-specs/record-ConsumerGroupMemberMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export interface ConsumerGroupMemberMetadataKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol {
  name: string
  metadata: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocolInput {
  readonly name: string
  readonly metadata: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  sessionTimeoutMs: number
  supportedProtocols: ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol[]
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupMemberMetadataValueClassicMemberMetadataInput {
  readonly sessionTimeoutMs: number
  readonly supportedProtocols: readonly ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocolInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ConsumerGroupMemberMetadataValue {
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  subscribedTopicNames: string[]
  subscribedTopicRegex: string | null
  rebalanceTimeoutMs: number
  serverAssignor: string | null
  classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null
  unknownTags?: readonly UnknownTag[]
}

export interface ConsumerGroupMemberMetadataValueInput {
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopicNames: readonly string[]
  readonly subscribedTopicRegex: string | null
  readonly rebalanceTimeoutMs?: number | undefined
  readonly serverAssignor: string | null
  readonly classicMemberMetadata?: ConsumerGroupMemberMetadataValueClassicMemberMetadataInput | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readConsumerGroupMemberMetadataKey(r: Reader, _v: number): ConsumerGroupMemberMetadataKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeConsumerGroupMemberMetadataKey(o: ConsumerGroupMemberMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeConsumerGroupMemberMetadataKey(w: Writer, o: ConsumerGroupMemberMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const consumerGroupMemberMetadataKey: MessageCodec<ConsumerGroupMemberMetadataKey, ConsumerGroupMemberMetadataKeyInput> = {
    name: 'ConsumerGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readConsumerGroupMemberMetadataKey,
    encode: writeConsumerGroupMemberMetadataKey,
    size: sizeConsumerGroupMemberMetadataKey
  }

  function readConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(r: Reader, _v: number): ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol {
    const name = r.compactString()
    const metadata = r.compactBytes()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol = { name, metadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(o: ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocolInput, _v: number): number {
    let size$ = 0
    const name = o.name
    size$ += compactStringBytes(name)
    const metadata = o.metadata
    {
      const bytes$ = metadata.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(w: Writer, o: ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocolInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const metadata = o.metadata
    w.compactBytes(metadata)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupMemberMetadataValueClassicMemberMetadata(r: Reader, v: number): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
    const sessionTimeoutMs = r.i32()
    let supportedProtocols: ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<ConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(r, v)
      supportedProtocols = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ConsumerGroupMemberMetadataValueClassicMemberMetadata = { sessionTimeoutMs, supportedProtocols }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupMemberMetadataValueClassicMemberMetadata(o: ConsumerGroupMemberMetadataValueClassicMemberMetadataInput, v: number): number {
    let size$ = 4
    const supportedProtocols = o.supportedProtocols
    size$ += uvarintBytes(supportedProtocols.length + 1)
    for (const item of supportedProtocols) size$ += sizeConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeConsumerGroupMemberMetadataValueClassicMemberMetadata(w: Writer, o: ConsumerGroupMemberMetadataValueClassicMemberMetadataInput, v: number): void {
    const sessionTimeoutMs = o.sessionTimeoutMs
    w.i32(sessionTimeoutMs)
    const supportedProtocols = o.supportedProtocols
    w.uvarint(supportedProtocols.length + 1)
    for (const item of supportedProtocols) writeConsumerGroupMemberMetadataValueClassicMemberMetadataSupportedProtocol(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readConsumerGroupMemberMetadataValue(r: Reader, v: number): ConsumerGroupMemberMetadataValue {
    const instanceId = r.compactNullableString()
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
    const subscribedTopicRegex = r.compactNullableString()
    const rebalanceTimeoutMs = r.i32()
    const serverAssignor = r.compactNullableString()
    let classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null = defaultConsumerGroupMemberMetadataValueClassicMemberMetadata()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (r.uvarint() === 0) classicMemberMetadata = null
          else classicMemberMetadata = readConsumerGroupMemberMetadataValueClassicMemberMetadata(r, v)
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: ConsumerGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, subscribedTopicNames, subscribedTopicRegex, rebalanceTimeoutMs, serverAssignor, classicMemberMetadata }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeConsumerGroupMemberMetadataValue(o: ConsumerGroupMemberMetadataValueInput, v: number): number {
    let size$ = 4
    const instanceId = o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    size$ += uvarintBytes(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) size$ += compactStringBytes(item)
    const subscribedTopicRegex = o.subscribedTopicRegex
    size$ += compactStringBytes(subscribedTopicRegex)
    const serverAssignor = o.serverAssignor
    size$ += compactStringBytes(serverAssignor)
    const classicMemberMetadata = o.classicMemberMetadata === undefined ? defaultConsumerGroupMemberMetadataValueClassicMemberMetadata() : o.classicMemberMetadata
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!((classicMemberMetadata !== null && isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadata)))) {
      tags$++
      size$ += tagBytes(0, sizeTagConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadata, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadataInput | null, v: number): number {
    let size$ = 0
    size$ += 1 + (classicMemberMetadata === null ? 0 : sizeConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadata, v))
    return size$
  }

  function writeConsumerGroupMemberMetadataValue(w: Writer, o: ConsumerGroupMemberMetadataValueInput, v: number): void {
    const instanceId = o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId
    w.compactString(rackId)
    const clientId = o.clientId
    w.compactString(clientId)
    const clientHost = o.clientHost
    w.compactString(clientHost)
    const subscribedTopicNames = o.subscribedTopicNames
    w.uvarint(subscribedTopicNames.length + 1)
    for (const item of subscribedTopicNames) w.compactString(item)
    const subscribedTopicRegex = o.subscribedTopicRegex
    w.compactString(subscribedTopicRegex)
    const rebalanceTimeoutMs = o.rebalanceTimeoutMs ?? -1
    w.i32(rebalanceTimeoutMs)
    const serverAssignor = o.serverAssignor
    w.compactString(serverAssignor)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const classicMemberMetadataTag = o.classicMemberMetadata === undefined ? defaultConsumerGroupMemberMetadataValueClassicMemberMetadata() : o.classicMemberMetadata
    const hasClassicMemberMetadata = !((classicMemberMetadataTag !== null && isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadataTag)))
    if (hasClassicMemberMetadata) tags$++
    w.uvarint(tags$)
    if (hasClassicMemberMetadata) {
      w.uvarint(0)
      w.uvarint(sizeTagConsumerGroupMemberMetadataValueClassicMemberMetadata(classicMemberMetadataTag, v))
      if (classicMemberMetadataTag === null) w.i8(0)
      else {
        w.i8(1)
        writeConsumerGroupMemberMetadataValueClassicMemberMetadata(w, classicMemberMetadataTag, v)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function defaultConsumerGroupMemberMetadataValueClassicMemberMetadata(): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
    return { sessionTimeoutMs: 0, supportedProtocols: [] }
  }

  function isDefaultConsumerGroupMemberMetadataValueClassicMemberMetadata(o: ConsumerGroupMemberMetadataValueClassicMemberMetadataInput): boolean {
    const sessionTimeoutMs = o.sessionTimeoutMs
    if (!(sessionTimeoutMs === 0)) return false
    const supportedProtocols = o.supportedProtocols
    if (!((supportedProtocols !== null && supportedProtocols.length === 0))) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const consumerGroupMemberMetadataValue: MessageCodec<ConsumerGroupMemberMetadataValue, ConsumerGroupMemberMetadataValueInput> = {
    name: 'ConsumerGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readConsumerGroupMemberMetadataValue,
    encode: writeConsumerGroupMemberMetadataValue,
    size: sizeConsumerGroupMemberMetadataValue
  }

  return { consumerGroupMemberMetadataKey, consumerGroupMemberMetadataValue }
}
