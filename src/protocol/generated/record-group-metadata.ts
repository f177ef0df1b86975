// Generated from protocol-specs/record-GroupMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface GroupMetadataKey {
  group: string
}

export interface GroupMetadataKeyInput {
  readonly group: string
}

export interface GroupMetadataValueMemberMetadata {
  memberId: string
  groupInstanceId: string | null
  clientId: string
  clientHost: string
  rebalanceTimeout: number
  sessionTimeout: number
  subscription: Uint8Array
  assignment: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface GroupMetadataValueMemberMetadataInput {
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly clientId: string
  readonly clientHost: string
  readonly rebalanceTimeout?: number | undefined
  readonly sessionTimeout: number
  readonly subscription: Uint8Array
  readonly assignment: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface GroupMetadataValue {
  protocolType: string
  generation: number
  protocol: string | null
  leader: string | null
  currentStateTimestamp: bigint
  members: GroupMetadataValueMemberMetadata[]
  unknownTags?: readonly UnknownTag[]
}

export interface GroupMetadataValueInput {
  readonly protocolType: string
  readonly generation: number
  readonly protocol: string | null
  readonly leader: string | null
  readonly currentStateTimestamp?: bigint | undefined
  readonly members: readonly GroupMetadataValueMemberMetadataInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readGroupMetadataKey(r: Reader, _v: number): GroupMetadataKey {
    const group = r.string()
    return { group }
  }

  function sizeGroupMetadataKey(o: GroupMetadataKeyInput, _v: number): number {
    let size$ = 0
    const group = o.group
    size$ += 2 + stringBytes(group)
    return size$
  }

  function writeGroupMetadataKey(w: Writer, o: GroupMetadataKeyInput, _v: number): void {
    const group = o.group
    w.string(group)
  }

  const groupMetadataKey: MessageCodec<GroupMetadataKey, GroupMetadataKeyInput> = {
    name: 'GroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readGroupMetadataKey,
    encode: writeGroupMetadataKey,
    size: sizeGroupMetadataKey
  }

  function readGroupMetadataValueMemberMetadata(r: Reader, v: number): GroupMetadataValueMemberMetadata {
    const memberId = (v >= 4 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 3)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 4 ? r.compactNullableString() : r.nullableString())
    }
    const clientId = (v >= 4 ? r.compactString() : r.string())
    const clientHost = (v >= 4 ? r.compactString() : r.string())
    let rebalanceTimeout: number
    if (!(v >= 1)) rebalanceTimeout = -1
    else {
      rebalanceTimeout = r.i32()
    }
    const sessionTimeout = r.i32()
    const subscription = (v >= 4 ? r.compactBytes() : r.bytes())
    const assignment = (v >= 4 ? r.compactBytes() : r.bytes())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: GroupMetadataValueMemberMetadata = { memberId, groupInstanceId, clientId, clientHost, rebalanceTimeout, sessionTimeout, subscription, assignment }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeGroupMetadataValueMemberMetadata(o: GroupMetadataValueMemberMetadataInput, v: number): number {
    let size$ = 4
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 3) {
      size$ += (v >= 4 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    const clientId = o.clientId
    size$ += (v >= 4 ? compactStringBytes(clientId) : 2 + stringBytes(clientId))
    const clientHost = o.clientHost
    size$ += (v >= 4 ? compactStringBytes(clientHost) : 2 + stringBytes(clientHost))
    if (v >= 1) {
      size$ += 4
    }
    const subscription = o.subscription
    {
      const bytes$ = subscription.length
      size$ += (v >= 4 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    const assignment = o.assignment
    {
      const bytes$ = assignment.length
      size$ += (v >= 4 ? uvarintBytes(bytes$ + 1) : 4) + bytes$
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeGroupMetadataValueMemberMetadata(w: Writer, o: GroupMetadataValueMemberMetadataInput, v: number): void {
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 3) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 4 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    const clientId = o.clientId
    ;(v >= 4 ? w.compactString(clientId) : w.string(clientId))
    const clientHost = o.clientHost
    ;(v >= 4 ? w.compactString(clientHost) : w.string(clientHost))
    if (v >= 1) {
      const rebalanceTimeout = o.rebalanceTimeout ?? -1
      w.i32(rebalanceTimeout)
    }
    const sessionTimeout = o.sessionTimeout
    w.i32(sessionTimeout)
    const subscription = o.subscription
    ;(v >= 4 ? w.compactBytes(subscription) : w.bytes(subscription))
    const assignment = o.assignment
    ;(v >= 4 ? w.compactBytes(assignment) : w.bytes(assignment))
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readGroupMetadataValue(r: Reader, v: number): GroupMetadataValue {
    const protocolType = (v >= 4 ? r.compactString() : r.string())
    const generation = r.i32()
    const protocol = (v >= 4 ? r.compactNullableString() : r.nullableString())
    const leader = (v >= 4 ? r.compactNullableString() : r.nullableString())
    let currentStateTimestamp: bigint
    if (!(v >= 2)) currentStateTimestamp = -1n
    else {
      currentStateTimestamp = r.i64()
    }
    let members: GroupMetadataValueMemberMetadata[]
    {
      const count$ = (v >= 4 ? r.compactCount(15, 96) : r.count(15, 96))
      const list$ = new Array<GroupMetadataValueMemberMetadata>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readGroupMetadataValueMemberMetadata(r, v)
      members = list$
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: GroupMetadataValue = { protocolType, generation, protocol, leader, currentStateTimestamp, members }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeGroupMetadataValue(o: GroupMetadataValueInput, v: number): number {
    let size$ = 4
    const protocolType = o.protocolType
    size$ += (v >= 4 ? compactStringBytes(protocolType) : 2 + stringBytes(protocolType))
    const protocol = o.protocol
    size$ += (v >= 4 ? compactStringBytes(protocol) : 2 + (protocol === null ? 0 : stringBytes(protocol)))
    const leader = o.leader
    size$ += (v >= 4 ? compactStringBytes(leader) : 2 + (leader === null ? 0 : stringBytes(leader)))
    if (v >= 2) {
      size$ += 8
    }
    const members = o.members
    size$ += (v >= 4 ? uvarintBytes(members.length + 1) : 4)
    for (const item of members) size$ += sizeGroupMetadataValueMemberMetadata(item, v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeGroupMetadataValue(w: Writer, o: GroupMetadataValueInput, v: number): void {
    const protocolType = o.protocolType
    ;(v >= 4 ? w.compactString(protocolType) : w.string(protocolType))
    const generation = o.generation
    w.i32(generation)
    const protocol = o.protocol
    ;(v >= 4 ? w.compactString(protocol) : w.string(protocol))
    const leader = o.leader
    ;(v >= 4 ? w.compactString(leader) : w.string(leader))
    if (v >= 2) {
      const currentStateTimestamp = o.currentStateTimestamp ?? -1n
      w.i64(currentStateTimestamp)
    }
    const members = o.members
    ;(v >= 4 ? w.uvarint(members.length + 1) : w.i32(members.length))
    for (const item of members) writeGroupMetadataValueMemberMetadata(w, item, v)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const groupMetadataValue: MessageCodec<GroupMetadataValue, GroupMetadataValueInput> = {
    name: 'GroupMetadataValue',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readGroupMetadataValue,
    encode: writeGroupMetadataValue,
    size: sizeGroupMetadataValue
  }

  return { groupMetadataKey, groupMetadataValue }
}
