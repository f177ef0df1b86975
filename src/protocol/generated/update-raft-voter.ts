// Generated from protocol-specs/82-UpdateRaftVoter.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UpdateRaftVoterRequestListener {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateRaftVoterRequestListenerInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateRaftVoterRequestKRaftVersionFeature {
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateRaftVoterRequestKRaftVersionFeatureInput {
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateRaftVoterRequest {
  clusterId: string | null
  currentLeaderEpoch: number
  voterId: number
  voterDirectoryId: string
  listeners: UpdateRaftVoterRequestListener[]
  kRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeature
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateRaftVoterRequestInput {
  readonly clusterId: string | null
  readonly currentLeaderEpoch: number
  readonly voterId: number
  readonly voterDirectoryId: string
  readonly listeners: readonly UpdateRaftVoterRequestListenerInput[]
  readonly kRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeatureInput
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateRaftVoterResponseCurrentLeader {
  leaderId: number
  leaderEpoch: number
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateRaftVoterResponseCurrentLeaderInput {
  readonly leaderId?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  currentLeader: UpdateRaftVoterResponseCurrentLeader
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateRaftVoterResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly currentLeader?: UpdateRaftVoterResponseCurrentLeaderInput | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readUpdateRaftVoterRequestListener(r: Reader, _v: number): UpdateRaftVoterRequestListener {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateRaftVoterRequestListener = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateRaftVoterRequestListener(o: UpdateRaftVoterRequestListenerInput, _v: number): number {
    let size$ = 2
    const name = o.name
    size$ += compactStringBytes(name)
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateRaftVoterRequestListener(w: Writer, o: UpdateRaftVoterRequestListenerInput, _v: number): void {
    const name = o.name
    w.compactString(name)
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

  function readUpdateRaftVoterRequestKRaftVersionFeature(r: Reader, _v: number): UpdateRaftVoterRequestKRaftVersionFeature {
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateRaftVoterRequestKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateRaftVoterRequestKRaftVersionFeature(o: UpdateRaftVoterRequestKRaftVersionFeatureInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateRaftVoterRequestKRaftVersionFeature(w: Writer, o: UpdateRaftVoterRequestKRaftVersionFeatureInput, _v: number): void {
    const minSupportedVersion = o.minSupportedVersion
    w.i16(minSupportedVersion)
    const maxSupportedVersion = o.maxSupportedVersion
    w.i16(maxSupportedVersion)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readUpdateRaftVoterRequest(r: Reader, v: number): UpdateRaftVoterRequest {
    const clusterId = r.compactNullableString()
    const currentLeaderEpoch = r.i32()
    const voterId = r.i32()
    const voterDirectoryId = r.uuid()
    let listeners: UpdateRaftVoterRequestListener[]
    {
      const count$ = r.compactCount(5, 56)
      const list$ = new Array<UpdateRaftVoterRequestListener>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readUpdateRaftVoterRequestListener(r, v)
      listeners = list$
    }
    const kRaftVersionFeature = readUpdateRaftVoterRequestKRaftVersionFeature(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateRaftVoterRequest = { clusterId, currentLeaderEpoch, voterId, voterDirectoryId, listeners, kRaftVersionFeature }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateRaftVoterRequest(o: UpdateRaftVoterRequestInput, v: number): number {
    let size$ = 24
    const clusterId = o.clusterId
    size$ += compactStringBytes(clusterId)
    const listeners = o.listeners
    size$ += uvarintBytes(listeners.length + 1)
    for (const item of listeners) size$ += sizeUpdateRaftVoterRequestListener(item, v)
    const kRaftVersionFeature = o.kRaftVersionFeature
    size$ += sizeUpdateRaftVoterRequestKRaftVersionFeature(kRaftVersionFeature, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateRaftVoterRequest(w: Writer, o: UpdateRaftVoterRequestInput, v: number): void {
    const clusterId = o.clusterId
    w.compactString(clusterId)
    const currentLeaderEpoch = o.currentLeaderEpoch
    w.i32(currentLeaderEpoch)
    const voterId = o.voterId
    w.i32(voterId)
    const voterDirectoryId = o.voterDirectoryId
    w.uuid(voterDirectoryId)
    const listeners = o.listeners
    w.uvarint(listeners.length + 1)
    for (const item of listeners) writeUpdateRaftVoterRequestListener(w, item, v)
    const kRaftVersionFeature = o.kRaftVersionFeature
    writeUpdateRaftVoterRequestKRaftVersionFeature(w, kRaftVersionFeature, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const updateRaftVoterRequest: MessageCodec<UpdateRaftVoterRequest, UpdateRaftVoterRequestInput> = {
    name: 'UpdateRaftVoterRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUpdateRaftVoterRequest,
    encode: writeUpdateRaftVoterRequest,
    size: sizeUpdateRaftVoterRequest
  }

  function readUpdateRaftVoterResponseCurrentLeader(r: Reader, _v: number): UpdateRaftVoterResponseCurrentLeader {
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const host = r.compactString()
    const port = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateRaftVoterResponseCurrentLeader = { leaderId, leaderEpoch, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateRaftVoterResponseCurrentLeader(o: UpdateRaftVoterResponseCurrentLeaderInput, _v: number): number {
    let size$ = 12
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateRaftVoterResponseCurrentLeader(w: Writer, o: UpdateRaftVoterResponseCurrentLeaderInput, _v: number): void {
    const leaderId = o.leaderId ?? -1
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readUpdateRaftVoterResponse(r: Reader, v: number): UpdateRaftVoterResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let currentLeader: UpdateRaftVoterResponseCurrentLeader = defaultUpdateRaftVoterResponseCurrentLeader()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          currentLeader = readUpdateRaftVoterResponseCurrentLeader(r, v)
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: UpdateRaftVoterResponse = { throttleTimeMs, errorCode, currentLeader }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateRaftVoterResponse(o: UpdateRaftVoterResponseInput, v: number): number {
    let size$ = 6
    const currentLeader = o.currentLeader ?? defaultUpdateRaftVoterResponseCurrentLeader()
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!((currentLeader !== null && isDefaultUpdateRaftVoterResponseCurrentLeader(currentLeader)))) {
      tags$++
      size$ += tagBytes(0, sizeTagUpdateRaftVoterResponseCurrentLeader(currentLeader, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagUpdateRaftVoterResponseCurrentLeader(currentLeader: UpdateRaftVoterResponseCurrentLeaderInput, v: number): number {
    let size$ = 0
    size$ += sizeUpdateRaftVoterResponseCurrentLeader(currentLeader, v)
    return size$
  }

  function writeUpdateRaftVoterResponse(w: Writer, o: UpdateRaftVoterResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const currentLeaderTag = o.currentLeader ?? defaultUpdateRaftVoterResponseCurrentLeader()
    const hasCurrentLeader = !((currentLeaderTag !== null && isDefaultUpdateRaftVoterResponseCurrentLeader(currentLeaderTag)))
    if (hasCurrentLeader) tags$++
    w.uvarint(tags$)
    if (hasCurrentLeader) {
      w.uvarint(0)
      w.uvarint(sizeTagUpdateRaftVoterResponseCurrentLeader(currentLeaderTag, v))
      writeUpdateRaftVoterResponseCurrentLeader(w, currentLeaderTag, v)
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function defaultUpdateRaftVoterResponseCurrentLeader(): UpdateRaftVoterResponseCurrentLeader {
    return { leaderId: -1, leaderEpoch: -1, host: '', port: 0 }
  }

  function isDefaultUpdateRaftVoterResponseCurrentLeader(o: UpdateRaftVoterResponseCurrentLeaderInput): boolean {
    const leaderId = o.leaderId ?? -1
    if (!(leaderId === -1)) return false
    const leaderEpoch = o.leaderEpoch ?? -1
    if (!(leaderEpoch === -1)) return false
    const host = o.host
    if (!(host === '')) return false
    const port = o.port
    if (!(port === 0)) return false
    return o.unknownTags === undefined || o.unknownTags.length === 0
  }

  const updateRaftVoterResponse: MessageCodec<UpdateRaftVoterResponse, UpdateRaftVoterResponseInput> = {
    name: 'UpdateRaftVoterResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUpdateRaftVoterResponse,
    encode: writeUpdateRaftVoterResponse,
    size: sizeUpdateRaftVoterResponse
  }

  return { updateRaftVoterRequest, updateRaftVoterResponse }
}
