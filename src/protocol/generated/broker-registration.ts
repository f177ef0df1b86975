// Generated from protocol-specs/62-BrokerRegistration.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface BrokerRegistrationRequestListener {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerRegistrationRequestListenerInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BrokerRegistrationRequestFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerRegistrationRequestFeatureInput {
  readonly name: string
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BrokerRegistrationRequest {
  brokerId: number
  clusterId: string
  incarnationId: string
  listeners: BrokerRegistrationRequestListener[]
  features: BrokerRegistrationRequestFeature[]
  rack: string | null
  isMigratingZkBroker: boolean
  logDirs: string[]
  previousBrokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerRegistrationRequestInput {
  readonly brokerId: number
  readonly clusterId: string
  readonly incarnationId: string
  readonly listeners: readonly BrokerRegistrationRequestListenerInput[]
  readonly features: readonly BrokerRegistrationRequestFeatureInput[]
  readonly rack: string | null
  readonly isMigratingZkBroker?: boolean | undefined
  readonly logDirs?: readonly string[] | undefined
  readonly previousBrokerEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface BrokerRegistrationResponse {
  throttleTimeMs: number
  errorCode: number
  brokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerRegistrationResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly brokerEpoch?: bigint | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readBrokerRegistrationRequestListener(r: Reader, _v: number): BrokerRegistrationRequestListener {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    const securityProtocol = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BrokerRegistrationRequestListener = { name, host, port, securityProtocol }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerRegistrationRequestListener(o: BrokerRegistrationRequestListenerInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBrokerRegistrationRequestListener(w: Writer, o: BrokerRegistrationRequestListenerInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.u16(port)
    const securityProtocol = o.securityProtocol
    w.i16(securityProtocol)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readBrokerRegistrationRequestFeature(r: Reader, _v: number): BrokerRegistrationRequestFeature {
    const name = r.compactString()
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BrokerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerRegistrationRequestFeature(o: BrokerRegistrationRequestFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBrokerRegistrationRequestFeature(w: Writer, o: BrokerRegistrationRequestFeatureInput, _v: number): void {
    const name = o.name
    w.compactString(name)
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

  function readBrokerRegistrationRequest(r: Reader, v: number): BrokerRegistrationRequest {
    const brokerId = r.i32()
    const clusterId = r.compactString()
    const incarnationId = r.uuid()
    let listeners: BrokerRegistrationRequestListener[]
    {
      const count$ = r.compactCount(7, 64)
      const list$ = new Array<BrokerRegistrationRequestListener>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBrokerRegistrationRequestListener(r, v)
      listeners = list$
    }
    let features: BrokerRegistrationRequestFeature[]
    {
      const count$ = r.compactCount(6, 56)
      const list$ = new Array<BrokerRegistrationRequestFeature>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readBrokerRegistrationRequestFeature(r, v)
      features = list$
    }
    const rack = r.compactNullableString()
    let isMigratingZkBroker: boolean
    if (!(v >= 1)) isMigratingZkBroker = false
    else {
      isMigratingZkBroker = r.bool()
    }
    let logDirs: string[]
    if (!(v >= 2)) logDirs = []
    else {
      {
        const count$ = r.compactCount(16, 48)
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.uuid()
        logDirs = list$
      }
    }
    let previousBrokerEpoch: bigint
    if (!(v >= 3)) previousBrokerEpoch = -1n
    else {
      previousBrokerEpoch = r.i64()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BrokerRegistrationRequest = { brokerId, clusterId, incarnationId, listeners, features, rack, isMigratingZkBroker, logDirs, previousBrokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerRegistrationRequest(o: BrokerRegistrationRequestInput, v: number): number {
    let size$ = 20
    const clusterId = o.clusterId
    size$ += compactStringBytes(clusterId)
    const listeners = o.listeners
    size$ += uvarintBytes(listeners.length + 1)
    for (const item of listeners) size$ += sizeBrokerRegistrationRequestListener(item, v)
    const features = o.features
    size$ += uvarintBytes(features.length + 1)
    for (const item of features) size$ += sizeBrokerRegistrationRequestFeature(item, v)
    const rack = o.rack
    size$ += compactStringBytes(rack)
    const isMigratingZkBroker = o.isMigratingZkBroker ?? false
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(isMigratingZkBroker === false)) unsupported('BrokerRegistrationRequest.isMigratingZkBroker', v)
    const logDirs = o.logDirs ?? []
    if (v >= 2) {
      size$ += uvarintBytes(logDirs.length + 1)
      size$ += logDirs.length * 16
    }
    if (v >= 3) {
      size$ += 8
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBrokerRegistrationRequest(w: Writer, o: BrokerRegistrationRequestInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const clusterId = o.clusterId
    w.compactString(clusterId)
    const incarnationId = o.incarnationId
    w.uuid(incarnationId)
    const listeners = o.listeners
    w.uvarint(listeners.length + 1)
    for (const item of listeners) writeBrokerRegistrationRequestListener(w, item, v)
    const features = o.features
    w.uvarint(features.length + 1)
    for (const item of features) writeBrokerRegistrationRequestFeature(w, item, v)
    const rack = o.rack
    w.compactString(rack)
    if (v >= 1) {
      const isMigratingZkBroker = o.isMigratingZkBroker ?? false
      w.bool(isMigratingZkBroker)
    }
    if (v >= 2) {
      const logDirs = o.logDirs ?? []
      w.uvarint(logDirs.length + 1)
      for (const item of logDirs) w.uuid(item)
    }
    if (v >= 3) {
      const previousBrokerEpoch = o.previousBrokerEpoch ?? -1n
      w.i64(previousBrokerEpoch)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const brokerRegistrationRequest: MessageCodec<BrokerRegistrationRequest, BrokerRegistrationRequestInput> = {
    name: 'BrokerRegistrationRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 0,
    decode: readBrokerRegistrationRequest,
    encode: writeBrokerRegistrationRequest,
    size: sizeBrokerRegistrationRequest
  }

  function readBrokerRegistrationResponse(r: Reader, _v: number): BrokerRegistrationResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const brokerEpoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: BrokerRegistrationResponse = { throttleTimeMs, errorCode, brokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerRegistrationResponse(o: BrokerRegistrationResponseInput, _v: number): number {
    let size$ = 14
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeBrokerRegistrationResponse(w: Writer, o: BrokerRegistrationResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const brokerRegistrationResponse: MessageCodec<BrokerRegistrationResponse, BrokerRegistrationResponseInput> = {
    name: 'BrokerRegistrationResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 0,
    decode: readBrokerRegistrationResponse,
    encode: writeBrokerRegistrationResponse,
    size: sizeBrokerRegistrationResponse
  }

  return { brokerRegistrationRequest, brokerRegistrationResponse }
}
