// Generated from protocol-specs/record-StreamsGroupMemberMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupMemberMetadataKey {
  groupId: string
  memberId: string
}

export interface StreamsGroupMemberMetadataKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface StreamsGroupMemberMetadataValueEndpoint {
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupMemberMetadataValueEndpointInput {
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupMemberMetadataValueKeyValue {
  key: string
  value: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupMemberMetadataValueKeyValueInput {
  readonly key: string
  readonly value: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupMemberMetadataValue {
  instanceId: string | null
  rackId: string | null
  clientId: string
  clientHost: string
  rebalanceTimeoutMs: number
  topologyEpoch: number
  processId: string
  userEndpoint: StreamsGroupMemberMetadataValueEndpoint | null
  clientTags: StreamsGroupMemberMetadataValueKeyValue[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupMemberMetadataValueInput {
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly rebalanceTimeoutMs?: number | undefined
  readonly topologyEpoch: number
  readonly processId: string
  readonly userEndpoint?: StreamsGroupMemberMetadataValueEndpointInput | null | undefined
  readonly clientTags: readonly StreamsGroupMemberMetadataValueKeyValueInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupMemberMetadataKey(r: Reader, _v: number): StreamsGroupMemberMetadataKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeStreamsGroupMemberMetadataKey(o: StreamsGroupMemberMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeStreamsGroupMemberMetadataKey(w: Writer, o: StreamsGroupMemberMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const streamsGroupMemberMetadataKey: MessageCodec<StreamsGroupMemberMetadataKey, StreamsGroupMemberMetadataKeyInput> = {
    name: 'StreamsGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupMemberMetadataKey,
    encode: writeStreamsGroupMemberMetadataKey,
    size: sizeStreamsGroupMemberMetadataKey
  }

  function readStreamsGroupMemberMetadataValueEndpoint(r: Reader, _v: number): StreamsGroupMemberMetadataValueEndpoint {
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupMemberMetadataValueEndpoint = { host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupMemberMetadataValueEndpoint(o: StreamsGroupMemberMetadataValueEndpointInput, _v: number): number {
    let size$ = 2
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupMemberMetadataValueEndpoint(w: Writer, o: StreamsGroupMemberMetadataValueEndpointInput, _v: number): void {
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.u16(port)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupMemberMetadataValueKeyValue(r: Reader, _v: number): StreamsGroupMemberMetadataValueKeyValue {
    const key = r.compactString()
    const value = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupMemberMetadataValueKeyValue = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupMemberMetadataValueKeyValue(o: StreamsGroupMemberMetadataValueKeyValueInput, _v: number): number {
    let size$ = 0
    const key = o.key
    size$ += compactStringBytes(key)
    const value = o.value
    size$ += compactStringBytes(value)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupMemberMetadataValueKeyValue(w: Writer, o: StreamsGroupMemberMetadataValueKeyValueInput, _v: number): void {
    const key = o.key
    w.compactString(key)
    const value = o.value
    w.compactString(value)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupMemberMetadataValue(r: Reader, v: number): StreamsGroupMemberMetadataValue {
    const instanceId = r.compactNullableString()
    const rackId = r.compactNullableString()
    const clientId = r.compactString()
    const clientHost = r.compactString()
    const rebalanceTimeoutMs = r.i32()
    const topologyEpoch = r.i32()
    const processId = r.compactString()
    let userEndpoint: StreamsGroupMemberMetadataValueEndpoint | null
    if (r.i8() < 0) userEndpoint = null
    else userEndpoint = readStreamsGroupMemberMetadataValueEndpoint(r, v)
    let clientTags: StreamsGroupMemberMetadataValueKeyValue[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<StreamsGroupMemberMetadataValueKeyValue>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupMemberMetadataValueKeyValue(r, v)
      clientTags = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, topologyEpoch, processId, userEndpoint, clientTags }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupMemberMetadataValue(o: StreamsGroupMemberMetadataValueInput, v: number): number {
    let size$ = 8
    const instanceId = o.instanceId
    size$ += compactStringBytes(instanceId)
    const rackId = o.rackId
    size$ += compactStringBytes(rackId)
    const clientId = o.clientId
    size$ += compactStringBytes(clientId)
    const clientHost = o.clientHost
    size$ += compactStringBytes(clientHost)
    const processId = o.processId
    size$ += compactStringBytes(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    size$ += 1 + (userEndpoint === null ? 0 : sizeStreamsGroupMemberMetadataValueEndpoint(userEndpoint, v))
    const clientTags = o.clientTags
    size$ += uvarintBytes(clientTags.length + 1)
    for (const item of clientTags) size$ += sizeStreamsGroupMemberMetadataValueKeyValue(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupMemberMetadataValue(w: Writer, o: StreamsGroupMemberMetadataValueInput, v: number): void {
    const instanceId = o.instanceId
    w.compactString(instanceId)
    const rackId = o.rackId
    w.compactString(rackId)
    const clientId = o.clientId
    w.compactString(clientId)
    const clientHost = o.clientHost
    w.compactString(clientHost)
    const rebalanceTimeoutMs = o.rebalanceTimeoutMs ?? -1
    w.i32(rebalanceTimeoutMs)
    const topologyEpoch = o.topologyEpoch
    w.i32(topologyEpoch)
    const processId = o.processId
    w.compactString(processId)
    const userEndpoint = o.userEndpoint === undefined ? null : o.userEndpoint
    if (userEndpoint === null) w.i8(-1)
    else {
      w.i8(1)
      writeStreamsGroupMemberMetadataValueEndpoint(w, userEndpoint, v)
    }
    const clientTags = o.clientTags
    w.uvarint(clientTags.length + 1)
    for (const item of clientTags) writeStreamsGroupMemberMetadataValueKeyValue(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupMemberMetadataValue: MessageCodec<StreamsGroupMemberMetadataValue, StreamsGroupMemberMetadataValueInput> = {
    name: 'StreamsGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupMemberMetadataValue,
    encode: writeStreamsGroupMemberMetadataValue,
    size: sizeStreamsGroupMemberMetadataValue
  }

  return { streamsGroupMemberMetadataKey, streamsGroupMemberMetadataValue }
}
