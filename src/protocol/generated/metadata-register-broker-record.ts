// Generated from protocol-specs/metadata-RegisterBrokerRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RegisterBrokerRecordEndPoint {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterBrokerRecordEndPointInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RegisterBrokerRecordFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterBrokerRecordFeatureInput {
  readonly name: string
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RegisterBrokerRecord {
  brokerId: number
  isMigratingZkBroker: boolean
  incarnationId: string
  brokerEpoch: bigint
  endPoints: RegisterBrokerRecordEndPoint[]
  features: RegisterBrokerRecordFeature[]
  rack: string | null
  fenced: boolean
  inControlledShutdown: boolean
  logDirs: string[]
  cordonedLogDirs: string[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterBrokerRecordInput {
  readonly brokerId: number
  readonly isMigratingZkBroker?: boolean | undefined
  readonly incarnationId: string
  readonly brokerEpoch: bigint
  readonly endPoints: readonly RegisterBrokerRecordEndPointInput[]
  readonly features: readonly RegisterBrokerRecordFeatureInput[]
  readonly rack: string | null
  readonly fenced?: boolean | undefined
  readonly inControlledShutdown?: boolean | undefined
  readonly logDirs?: readonly string[] | undefined
  readonly cordonedLogDirs?: readonly string[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readRegisterBrokerRecordEndPoint(r: Reader, _v: number): RegisterBrokerRecordEndPoint {
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
    const value$: RegisterBrokerRecordEndPoint = { name, host, port, securityProtocol }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterBrokerRecordEndPoint(o: RegisterBrokerRecordEndPointInput, _v: number): number {
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

  function writeRegisterBrokerRecordEndPoint(w: Writer, o: RegisterBrokerRecordEndPointInput, _v: number): void {
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

  function readRegisterBrokerRecordFeature(r: Reader, _v: number): RegisterBrokerRecordFeature {
    const name = r.compactString()
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RegisterBrokerRecordFeature = { name, minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterBrokerRecordFeature(o: RegisterBrokerRecordFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRegisterBrokerRecordFeature(w: Writer, o: RegisterBrokerRecordFeatureInput, _v: number): void {
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

  function readRegisterBrokerRecord(r: Reader, v: number): RegisterBrokerRecord {
    const brokerId = r.i32()
    let isMigratingZkBroker: boolean
    if (!(v >= 2)) isMigratingZkBroker = false
    else {
      isMigratingZkBroker = r.bool()
    }
    const incarnationId = r.uuid()
    const brokerEpoch = r.i64()
    let endPoints: RegisterBrokerRecordEndPoint[]
    {
      const count$ = r.compactCount(7, 64)
      const list$ = new Array<RegisterBrokerRecordEndPoint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRegisterBrokerRecordEndPoint(r, v)
      endPoints = list$
    }
    let features: RegisterBrokerRecordFeature[]
    {
      const count$ = r.compactCount(6, 56)
      const list$ = new Array<RegisterBrokerRecordFeature>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRegisterBrokerRecordFeature(r, v)
      features = list$
    }
    const rack = r.compactNullableString()
    const fenced = r.bool()
    let inControlledShutdown: boolean
    if (!(v >= 1)) inControlledShutdown = false
    else {
      inControlledShutdown = r.bool()
    }
    let logDirs: string[] = []
    let cordonedLogDirs: string[] | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          if (!(v >= 3)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactCount(16, 48)
            const list$ = new Array<string>(count$)
            for (let i = 0; i < count$; i++) list$[i] = r.uuid()
            logDirs = list$
          }
          break
        }
        case 1: {
          if (!(v >= 4)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
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
    const value$: RegisterBrokerRecord = { brokerId, isMigratingZkBroker, incarnationId, brokerEpoch, endPoints, features, rack, fenced, inControlledShutdown, logDirs, cordonedLogDirs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterBrokerRecord(o: RegisterBrokerRecordInput, v: number): number {
    let size$ = 29
    const isMigratingZkBroker = o.isMigratingZkBroker ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(isMigratingZkBroker === false)) unsupported('RegisterBrokerRecord.isMigratingZkBroker', v)
    const endPoints = o.endPoints
    size$ += uvarintBytes(endPoints.length + 1)
    for (const item of endPoints) size$ += sizeRegisterBrokerRecordEndPoint(item, v)
    const features = o.features
    size$ += uvarintBytes(features.length + 1)
    for (const item of features) size$ += sizeRegisterBrokerRecordFeature(item, v)
    const rack = o.rack
    size$ += compactStringBytes(rack)
    const inControlledShutdown = o.inControlledShutdown ?? false
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(inControlledShutdown === false)) unsupported('RegisterBrokerRecord.inControlledShutdown', v)
    const logDirs = o.logDirs ?? []
    if (!(v >= 3) && !((logDirs !== null && logDirs.length === 0))) unsupported('RegisterBrokerRecord.logDirs', v)
    const cordonedLogDirs = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    if (!(v >= 4) && !(cordonedLogDirs === null)) unsupported('RegisterBrokerRecord.cordonedLogDirs', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (v >= 3 && !((logDirs !== null && logDirs.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagRegisterBrokerRecordLogDirs(logDirs, v))
    }
    if (v >= 4 && !(cordonedLogDirs === null)) {
      tags$++
      size$ += tagBytes(1, sizeTagRegisterBrokerRecordCordonedLogDirs(cordonedLogDirs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagRegisterBrokerRecordLogDirs(logDirs: readonly string[], _v: number): number {
    let size$ = 0
    size$ += uvarintBytes(logDirs.length + 1)
    size$ += logDirs.length * 16
    return size$
  }

  function sizeTagRegisterBrokerRecordCordonedLogDirs(cordonedLogDirs: readonly string[] | null, _v: number): number {
    let size$ = 0
    if (cordonedLogDirs === null) size$ += 1
    else {
      size$ += uvarintBytes(cordonedLogDirs.length + 1)
      size$ += cordonedLogDirs.length * 16
    }
    return size$
  }

  function writeRegisterBrokerRecord(w: Writer, o: RegisterBrokerRecordInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    if (v >= 2) {
      const isMigratingZkBroker = o.isMigratingZkBroker ?? false
      w.bool(isMigratingZkBroker)
    }
    const incarnationId = o.incarnationId
    w.uuid(incarnationId)
    const brokerEpoch = o.brokerEpoch
    w.i64(brokerEpoch)
    const endPoints = o.endPoints
    w.uvarint(endPoints.length + 1)
    for (const item of endPoints) writeRegisterBrokerRecordEndPoint(w, item, v)
    const features = o.features
    w.uvarint(features.length + 1)
    for (const item of features) writeRegisterBrokerRecordFeature(w, item, v)
    const rack = o.rack
    w.compactString(rack)
    const fenced = o.fenced ?? true
    w.bool(fenced)
    if (v >= 1) {
      const inControlledShutdown = o.inControlledShutdown ?? false
      w.bool(inControlledShutdown)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const logDirsTag = o.logDirs ?? []
    const hasLogDirs = v >= 3 && !((logDirsTag !== null && logDirsTag.length === 0))
    if (hasLogDirs) tags$++
    const cordonedLogDirsTag = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    const hasCordonedLogDirs = v >= 4 && !(cordonedLogDirsTag === null)
    if (hasCordonedLogDirs) tags$++
    w.uvarint(tags$)
    if (hasLogDirs) {
      w.uvarint(0)
      w.uvarint(sizeTagRegisterBrokerRecordLogDirs(logDirsTag, v))
      w.uvarint(logDirsTag.length + 1)
      for (const item of logDirsTag) w.uuid(item)
    }
    if (hasCordonedLogDirs) {
      w.uvarint(1)
      w.uvarint(sizeTagRegisterBrokerRecordCordonedLogDirs(cordonedLogDirsTag, v))
      if (cordonedLogDirsTag === null) w.uvarint(0)
      else {
        w.uvarint(cordonedLogDirsTag.length + 1)
        for (const item of cordonedLogDirsTag) w.uuid(item)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const registerBrokerRecord: MessageCodec<RegisterBrokerRecord, RegisterBrokerRecordInput> = {
    name: 'RegisterBrokerRecord',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 0,
    decode: readRegisterBrokerRecord,
    encode: writeRegisterBrokerRecord,
    size: sizeRegisterBrokerRecord
  }

  return { registerBrokerRecord }
}
