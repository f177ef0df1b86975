// Generated from protocol-specs/metadata-RegisterControllerRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RegisterControllerRecordEndPoint {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterControllerRecordEndPointInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RegisterControllerRecordFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterControllerRecordFeatureInput {
  readonly name: string
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RegisterControllerRecord {
  controllerId: number
  incarnationId: string
  zkMigrationReady: boolean
  endPoints: RegisterControllerRecordEndPoint[]
  features: RegisterControllerRecordFeature[]
  unknownTags?: readonly UnknownTag[]
}

export interface RegisterControllerRecordInput {
  readonly controllerId: number
  readonly incarnationId: string
  readonly zkMigrationReady: boolean
  readonly endPoints: readonly RegisterControllerRecordEndPointInput[]
  readonly features: readonly RegisterControllerRecordFeatureInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRegisterControllerRecordEndPoint(r: Reader, _v: number): RegisterControllerRecordEndPoint {
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
    const value$: RegisterControllerRecordEndPoint = { name, host, port, securityProtocol }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterControllerRecordEndPoint(o: RegisterControllerRecordEndPointInput, _v: number): number {
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

  function writeRegisterControllerRecordEndPoint(w: Writer, o: RegisterControllerRecordEndPointInput, _v: number): void {
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

  function readRegisterControllerRecordFeature(r: Reader, _v: number): RegisterControllerRecordFeature {
    const name = r.compactString()
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RegisterControllerRecordFeature = { name, minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterControllerRecordFeature(o: RegisterControllerRecordFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRegisterControllerRecordFeature(w: Writer, o: RegisterControllerRecordFeatureInput, _v: number): void {
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

  function readRegisterControllerRecord(r: Reader, v: number): RegisterControllerRecord {
    const controllerId = r.i32()
    const incarnationId = r.uuid()
    const zkMigrationReady = r.bool()
    let endPoints: RegisterControllerRecordEndPoint[]
    {
      const count$ = r.compactCount(7, 64)
      const list$ = new Array<RegisterControllerRecordEndPoint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRegisterControllerRecordEndPoint(r, v)
      endPoints = list$
    }
    let features: RegisterControllerRecordFeature[]
    {
      const count$ = r.compactCount(6, 56)
      const list$ = new Array<RegisterControllerRecordFeature>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readRegisterControllerRecordFeature(r, v)
      features = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RegisterControllerRecord = { controllerId, incarnationId, zkMigrationReady, endPoints, features }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRegisterControllerRecord(o: RegisterControllerRecordInput, v: number): number {
    let size$ = 21
    const endPoints = o.endPoints
    size$ += uvarintBytes(endPoints.length + 1)
    for (const item of endPoints) size$ += sizeRegisterControllerRecordEndPoint(item, v)
    const features = o.features
    size$ += uvarintBytes(features.length + 1)
    for (const item of features) size$ += sizeRegisterControllerRecordFeature(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRegisterControllerRecord(w: Writer, o: RegisterControllerRecordInput, v: number): void {
    const controllerId = o.controllerId
    w.i32(controllerId)
    const incarnationId = o.incarnationId
    w.uuid(incarnationId)
    const zkMigrationReady = o.zkMigrationReady
    w.bool(zkMigrationReady)
    const endPoints = o.endPoints
    w.uvarint(endPoints.length + 1)
    for (const item of endPoints) writeRegisterControllerRecordEndPoint(w, item, v)
    const features = o.features
    w.uvarint(features.length + 1)
    for (const item of features) writeRegisterControllerRecordFeature(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const registerControllerRecord: MessageCodec<RegisterControllerRecord, RegisterControllerRecordInput> = {
    name: 'RegisterControllerRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRegisterControllerRecord,
    encode: writeRegisterControllerRecord,
    size: sizeRegisterControllerRecord
  }

  return { registerControllerRecord }
}
