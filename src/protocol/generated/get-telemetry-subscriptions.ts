// Generated from protocol-specs/71-GetTelemetrySubscriptions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface GetTelemetrySubscriptionsRequest {
  clientInstanceId: string
  unknownTags?: readonly UnknownTag[]
}

export interface GetTelemetrySubscriptionsRequestInput {
  readonly clientInstanceId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface GetTelemetrySubscriptionsResponse {
  throttleTimeMs: number
  errorCode: number
  clientInstanceId: string
  subscriptionId: number
  acceptedCompressionTypes: number[]
  pushIntervalMs: number
  telemetryMaxBytes: number
  deltaTemporality: boolean
  requestedMetrics: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface GetTelemetrySubscriptionsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly clientInstanceId: string
  readonly subscriptionId: number
  readonly acceptedCompressionTypes: readonly number[]
  readonly pushIntervalMs: number
  readonly telemetryMaxBytes: number
  readonly deltaTemporality: boolean
  readonly requestedMetrics: readonly string[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readGetTelemetrySubscriptionsRequest(r: Reader, _v: number): GetTelemetrySubscriptionsRequest {
    const clientInstanceId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: GetTelemetrySubscriptionsRequest = { clientInstanceId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeGetTelemetrySubscriptionsRequest(o: GetTelemetrySubscriptionsRequestInput, _v: number): number {
    let size$ = 16
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeGetTelemetrySubscriptionsRequest(w: Writer, o: GetTelemetrySubscriptionsRequestInput, _v: number): void {
    const clientInstanceId = o.clientInstanceId
    w.uuid(clientInstanceId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const getTelemetrySubscriptionsRequest: MessageCodec<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsRequestInput> = {
    name: 'GetTelemetrySubscriptionsRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readGetTelemetrySubscriptionsRequest,
    encode: writeGetTelemetrySubscriptionsRequest,
    size: sizeGetTelemetrySubscriptionsRequest
  }

  function readGetTelemetrySubscriptionsResponse(r: Reader, _v: number): GetTelemetrySubscriptionsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const clientInstanceId = r.uuid()
    const subscriptionId = r.i32()
    let acceptedCompressionTypes: number[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i8()
      acceptedCompressionTypes = list$
    }
    const pushIntervalMs = r.i32()
    const telemetryMaxBytes = r.i32()
    const deltaTemporality = r.bool()
    let requestedMetrics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      requestedMetrics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: GetTelemetrySubscriptionsResponse = { throttleTimeMs, errorCode, clientInstanceId, subscriptionId, acceptedCompressionTypes, pushIntervalMs, telemetryMaxBytes, deltaTemporality, requestedMetrics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeGetTelemetrySubscriptionsResponse(o: GetTelemetrySubscriptionsResponseInput, _v: number): number {
    let size$ = 35
    const acceptedCompressionTypes = o.acceptedCompressionTypes
    size$ += uvarintBytes(acceptedCompressionTypes.length + 1)
    size$ += acceptedCompressionTypes.length * 1
    const requestedMetrics = o.requestedMetrics
    size$ += uvarintBytes(requestedMetrics.length + 1)
    for (const item of requestedMetrics) size$ += compactStringBytes(item)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeGetTelemetrySubscriptionsResponse(w: Writer, o: GetTelemetrySubscriptionsResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const clientInstanceId = o.clientInstanceId
    w.uuid(clientInstanceId)
    const subscriptionId = o.subscriptionId
    w.i32(subscriptionId)
    const acceptedCompressionTypes = o.acceptedCompressionTypes
    w.uvarint(acceptedCompressionTypes.length + 1)
    for (const item of acceptedCompressionTypes) w.i8(item)
    const pushIntervalMs = o.pushIntervalMs
    w.i32(pushIntervalMs)
    const telemetryMaxBytes = o.telemetryMaxBytes
    w.i32(telemetryMaxBytes)
    const deltaTemporality = o.deltaTemporality
    w.bool(deltaTemporality)
    const requestedMetrics = o.requestedMetrics
    w.uvarint(requestedMetrics.length + 1)
    for (const item of requestedMetrics) w.compactString(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const getTelemetrySubscriptionsResponse: MessageCodec<GetTelemetrySubscriptionsResponse, GetTelemetrySubscriptionsResponseInput> = {
    name: 'GetTelemetrySubscriptionsResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readGetTelemetrySubscriptionsResponse,
    encode: writeGetTelemetrySubscriptionsResponse,
    size: sizeGetTelemetrySubscriptionsResponse
  }

  return { getTelemetrySubscriptionsRequest, getTelemetrySubscriptionsResponse }
}
