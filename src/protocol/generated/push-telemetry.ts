// Generated from protocol-specs/72-PushTelemetry.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface PushTelemetryRequest {
  clientInstanceId: string
  subscriptionId: number
  terminating: boolean
  compressionType: number
  metrics: Uint8Array
  unknownTags?: readonly UnknownTag[]
}

export interface PushTelemetryRequestInput {
  readonly clientInstanceId: string
  readonly subscriptionId: number
  readonly terminating: boolean
  readonly compressionType: number
  readonly metrics: Uint8Array
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface PushTelemetryResponse {
  throttleTimeMs: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface PushTelemetryResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readPushTelemetryRequest(r: Reader, _v: number): PushTelemetryRequest {
    const clientInstanceId = r.uuid()
    const subscriptionId = r.i32()
    const terminating = r.bool()
    const compressionType = r.i8()
    const metrics = r.compactBytes()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: PushTelemetryRequest = { clientInstanceId, subscriptionId, terminating, compressionType, metrics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizePushTelemetryRequest(o: PushTelemetryRequestInput, _v: number): number {
    let size$ = 22
    const metrics = o.metrics
    {
      const bytes$ = metrics.length
      size$ += uvarintBytes(bytes$ + 1) + bytes$
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writePushTelemetryRequest(w: Writer, o: PushTelemetryRequestInput, _v: number): void {
    const clientInstanceId = o.clientInstanceId
    w.uuid(clientInstanceId)
    const subscriptionId = o.subscriptionId
    w.i32(subscriptionId)
    const terminating = o.terminating
    w.bool(terminating)
    const compressionType = o.compressionType
    w.i8(compressionType)
    const metrics = o.metrics
    w.compactBytes(metrics)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const pushTelemetryRequest: MessageCodec<PushTelemetryRequest, PushTelemetryRequestInput> = {
    name: 'PushTelemetryRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readPushTelemetryRequest,
    encode: writePushTelemetryRequest,
    size: sizePushTelemetryRequest
  }

  function readPushTelemetryResponse(r: Reader, _v: number): PushTelemetryResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: PushTelemetryResponse = { throttleTimeMs, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizePushTelemetryResponse(o: PushTelemetryResponseInput, _v: number): number {
    let size$ = 6
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writePushTelemetryResponse(w: Writer, o: PushTelemetryResponseInput, _v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const pushTelemetryResponse: MessageCodec<PushTelemetryResponse, PushTelemetryResponseInput> = {
    name: 'PushTelemetryResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readPushTelemetryResponse,
    encode: writePushTelemetryResponse,
    size: sizePushTelemetryResponse
  }

  return { pushTelemetryRequest, pushTelemetryResponse }
}
