// Generated from protocol-specs/63-BrokerHeartbeat.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface BrokerHeartbeatRequest {
  brokerId: number
  brokerEpoch: bigint
  currentMetadataOffset: bigint
  wantFence: boolean
  wantShutDown: boolean
  offlineLogDirs: string[]
  cordonedLogDirs: string[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerHeartbeatRequestInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly currentMetadataOffset: bigint
  readonly wantFence: boolean
  readonly wantShutDown: boolean
  readonly offlineLogDirs?: readonly string[] | undefined
  readonly cordonedLogDirs?: readonly string[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BrokerHeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  isCaughtUp: boolean
  isFenced: boolean
  shouldShutDown: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerHeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly isCaughtUp?: boolean | undefined
  readonly isFenced?: boolean | undefined
  readonly shouldShutDown: boolean
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readBrokerHeartbeatRequest(r: Reader, v: number): BrokerHeartbeatRequest {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    const currentMetadataOffset = r.i64()
    const wantFence = r.bool()
    const wantShutDown = r.bool()
    let offlineLogDirs: string[] = []
    let cordonedLogDirs: string[] | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactCount(16, 48)
            const list$ = new Array<string>(count$)
            for (let i = 0; i < count$; i++) list$[i] = r.uuid()
            offlineLogDirs = list$
          }
          break
        }
        case 1: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactNullableCount(16, 48)
            if (count$ < 0) cordonedLogDirs = null
            else {
              const list$ = new Array<string>(count$)
              for (let i = 0; i < count$; i++) list$[i] = r.uuid()
              cordonedLogDirs = list$
            }
          }
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: BrokerHeartbeatRequest = { brokerId, brokerEpoch, currentMetadataOffset, wantFence, wantShutDown, offlineLogDirs, cordonedLogDirs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerHeartbeatRequest(o: BrokerHeartbeatRequestInput, v: number): number {
    let size$ = 22
    const offlineLogDirs = o.offlineLogDirs ?? []
    if (!(v >= 1) && !((offlineLogDirs !== null && offlineLogDirs.length === 0))) unsupported('BrokerHeartbeatRequest.offlineLogDirs', v)
    const cordonedLogDirs = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    if (!(v >= 2) && !(cordonedLogDirs === null)) unsupported('BrokerHeartbeatRequest.cordonedLogDirs', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (v >= 1 && !((offlineLogDirs !== null && offlineLogDirs.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagBrokerHeartbeatRequestOfflineLogDirs(offlineLogDirs, v))
    }
    if (v >= 2 && !(cordonedLogDirs === null)) {
      tags$++
      size$ += tagBytes(1, sizeTagBrokerHeartbeatRequestCordonedLogDirs(cordonedLogDirs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagBrokerHeartbeatRequestOfflineLogDirs(offlineLogDirs: readonly string[], _v: number): number {
    let size$ = 0
    size$ += uvarintBytes(offlineLogDirs.length + 1)
    size$ += offlineLogDirs.length * 16
    return size$
  }

  function sizeTagBrokerHeartbeatRequestCordonedLogDirs(cordonedLogDirs: readonly string[] | null, _v: number): number {
    let size$ = 0
    if (cordonedLogDirs === null) size$ += 1
    else {
      size$ += uvarintBytes(cordonedLogDirs.length + 1)
      size$ += cordonedLogDirs.length * 16
    }
    return size$
  }

  function writeBrokerHeartbeatRequest(w: Writer, o: BrokerHeartbeatRequestInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    const currentMetadataOffset = o.currentMetadataOffset
    w.i64(currentMetadataOffset)
    const wantFence = o.wantFence
    w.bool(wantFence)
    const wantShutDown = o.wantShutDown
    w.bool(wantShutDown)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const offlineLogDirsTag = o.offlineLogDirs ?? []
    const hasOfflineLogDirs = v >= 1 && !((offlineLogDirsTag !== null && offlineLogDirsTag.length === 0))
    if (hasOfflineLogDirs) tags$++
    const cordonedLogDirsTag = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    const hasCordonedLogDirs = v >= 2 && !(cordonedLogDirsTag === null)
    if (hasCordonedLogDirs) tags$++
    w.uvarint(tags$)
    if (hasOfflineLogDirs) {
      w.uvarint(0)
      w.uvarint(sizeTagBrokerHeartbeatRequestOfflineLogDirs(offlineLogDirsTag, v))
      w.uvarint(offlineLogDirsTag.length + 1)
      for (const item of offlineLogDirsTag) w.uuid(item)
    }
    if (hasCordonedLogDirs) {
      w.uvarint(1)
      w.uvarint(sizeTagBrokerHeartbeatRequestCordonedLogDirs(cordonedLogDirsTag, v))
      if (cordonedLogDirsTag === null) w.uvarint(0)
      else {
        w.uvarint(cordonedLogDirsTag.length + 1)
        for (const item of cordonedLogDirsTag) w.uuid(item)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const brokerHeartbeatRequest: MessageCodec<BrokerHeartbeatRequest, BrokerHeartbeatRequestInput> = {
    name: 'BrokerHeartbeatRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readBrokerHeartbeatRequest,
    encode: writeBrokerHeartbeatRequest,
    size: sizeBrokerHeartbeatRequest
  }

  function readBrokerHeartbeatResponse(r: Reader, _v: number): BrokerHeartbeatResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const isCaughtUp = r.bool()
    const isFenced = r.bool()
    const shouldShutDown = r.bool()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BrokerHeartbeatResponse = { throttleTimeMs, errorCode, isCaughtUp, isFenced, shouldShutDown }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerHeartbeatResponse(o: BrokerHeartbeatResponseInput, _v: number): number {
    let size$ = 9
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBrokerHeartbeatResponse(w: Writer, o: BrokerHeartbeatResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const isCaughtUp = o.isCaughtUp ?? false
    w.bool(isCaughtUp)
    const isFenced = o.isFenced ?? true
    w.bool(isFenced)
    const shouldShutDown = o.shouldShutDown
    w.bool(shouldShutDown)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const brokerHeartbeatResponse: MessageCodec<BrokerHeartbeatResponse, BrokerHeartbeatResponseInput> = {
    name: 'BrokerHeartbeatResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readBrokerHeartbeatResponse,
    encode: writeBrokerHeartbeatResponse,
    size: sizeBrokerHeartbeatResponse
  }

  return { brokerHeartbeatRequest, brokerHeartbeatResponse }
}
