// Generated from protocol-specs/70-ControllerRegistration.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ControllerRegistrationRequestListener {
  name: string
  host: string
  port: number
  securityProtocol: number
  unknownTags?: readonly UnknownTag[]
}

export interface ControllerRegistrationRequestListenerInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ControllerRegistrationRequestFeature {
  name: string
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface ControllerRegistrationRequestFeatureInput {
  readonly name: string
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ControllerRegistrationRequest {
  controllerId: number
  incarnationId: string
  zkMigrationReady: boolean
  listeners: ControllerRegistrationRequestListener[]
  features: ControllerRegistrationRequestFeature[]
  unknownTags?: readonly UnknownTag[]
}

export interface ControllerRegistrationRequestInput {
  readonly controllerId: number
  readonly incarnationId: string
  readonly zkMigrationReady: boolean
  readonly listeners: readonly ControllerRegistrationRequestListenerInput[]
  readonly features: readonly ControllerRegistrationRequestFeatureInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ControllerRegistrationResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ControllerRegistrationResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readControllerRegistrationRequestListener(r: Reader, _v: number): ControllerRegistrationRequestListener {
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
    const value$: ControllerRegistrationRequestListener = { name, host, port, securityProtocol }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControllerRegistrationRequestListener(o: ControllerRegistrationRequestListenerInput, _v: number): number {
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

  function writeControllerRegistrationRequestListener(w: Writer, o: ControllerRegistrationRequestListenerInput, _v: number): void {
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

  function readControllerRegistrationRequestFeature(r: Reader, _v: number): ControllerRegistrationRequestFeature {
    const name = r.compactString()
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ControllerRegistrationRequestFeature = { name, minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControllerRegistrationRequestFeature(o: ControllerRegistrationRequestFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeControllerRegistrationRequestFeature(w: Writer, o: ControllerRegistrationRequestFeatureInput, _v: number): void {
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

  function readControllerRegistrationRequest(r: Reader, v: number): ControllerRegistrationRequest {
    const controllerId = r.i32()
    const incarnationId = r.uuid()
    const zkMigrationReady = r.bool()
    let listeners: ControllerRegistrationRequestListener[]
    {
      const count$ = r.compactCount(7, 64)
      const list$ = new Array<ControllerRegistrationRequestListener>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readControllerRegistrationRequestListener(r, v)
      listeners = list$
    }
    let features: ControllerRegistrationRequestFeature[]
    {
      const count$ = r.compactCount(6, 56)
      const list$ = new Array<ControllerRegistrationRequestFeature>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readControllerRegistrationRequestFeature(r, v)
      features = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ControllerRegistrationRequest = { controllerId, incarnationId, zkMigrationReady, listeners, features }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControllerRegistrationRequest(o: ControllerRegistrationRequestInput, v: number): number {
    let size$ = 21
    const listeners = o.listeners
    size$ += uvarintBytes(listeners.length + 1)
    for (const item of listeners) size$ += sizeControllerRegistrationRequestListener(item, v)
    const features = o.features
    size$ += uvarintBytes(features.length + 1)
    for (const item of features) size$ += sizeControllerRegistrationRequestFeature(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeControllerRegistrationRequest(w: Writer, o: ControllerRegistrationRequestInput, v: number): void {
    const controllerId = o.controllerId
    w.i32(controllerId)
    const incarnationId = o.incarnationId
    w.uuid(incarnationId)
    const zkMigrationReady = o.zkMigrationReady
    w.bool(zkMigrationReady)
    const listeners = o.listeners
    w.uvarint(listeners.length + 1)
    for (const item of listeners) writeControllerRegistrationRequestListener(w, item, v)
    const features = o.features
    w.uvarint(features.length + 1)
    for (const item of features) writeControllerRegistrationRequestFeature(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const controllerRegistrationRequest: MessageCodec<ControllerRegistrationRequest, ControllerRegistrationRequestInput> = {
    name: 'ControllerRegistrationRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readControllerRegistrationRequest,
    encode: writeControllerRegistrationRequest,
    size: sizeControllerRegistrationRequest
  }

  function readControllerRegistrationResponse(r: Reader, _v: number): ControllerRegistrationResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ControllerRegistrationResponse = { throttleTimeMs, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeControllerRegistrationResponse(o: ControllerRegistrationResponseInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeControllerRegistrationResponse(w: Writer, o: ControllerRegistrationResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const controllerRegistrationResponse: MessageCodec<ControllerRegistrationResponse, ControllerRegistrationResponseInput> = {
    name: 'ControllerRegistrationResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readControllerRegistrationResponse,
    encode: writeControllerRegistrationResponse,
    size: sizeControllerRegistrationResponse
  }

  return { controllerRegistrationRequest, controllerRegistrationResponse }
}
