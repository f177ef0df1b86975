// Generated from protocol-specs/60-DescribeCluster.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface DescribeClusterRequest {
  includeClusterAuthorizedOperations: boolean
  endpointType: number
  includeFencedBrokers: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClusterRequestInput {
  readonly includeClusterAuthorizedOperations: boolean
  readonly endpointType?: number | undefined
  readonly includeFencedBrokers?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClusterResponseBroker {
  brokerId: number
  host: string
  port: number
  rack: string | null
  isFenced: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClusterResponseBrokerInput {
  readonly brokerId: number
  readonly host: string
  readonly port: number
  readonly rack?: string | null | undefined
  readonly isFenced?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface DescribeClusterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  endpointType: number
  clusterId: string
  controllerId: number
  brokers: DescribeClusterResponseBroker[]
  clusterAuthorizedOperations: number
  unknownTags?: readonly UnknownTag[]
}

export interface DescribeClusterResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage?: string | null | undefined
  readonly endpointType?: number | undefined
  readonly clusterId: string
  readonly controllerId?: number | undefined
  readonly brokers: readonly DescribeClusterResponseBrokerInput[]
  readonly clusterAuthorizedOperations?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readDescribeClusterRequest(r: Reader, v: number): DescribeClusterRequest {
    const includeClusterAuthorizedOperations = r.bool()
    let endpointType: number
    if (!(v >= 1)) endpointType = 1
    else {
      endpointType = r.i8()
    }
    let includeFencedBrokers: boolean
    if (!(v >= 2)) includeFencedBrokers = false
    else {
      includeFencedBrokers = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeClusterRequest = { includeClusterAuthorizedOperations, endpointType, includeFencedBrokers }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClusterRequest(o: DescribeClusterRequestInput, v: number): number {
    let size$ = 1
    const endpointType = o.endpointType ?? 1
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(endpointType === 1)) unsupported('DescribeClusterRequest.endpointType', v)
    const includeFencedBrokers = o.includeFencedBrokers ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(includeFencedBrokers === false)) unsupported('DescribeClusterRequest.includeFencedBrokers', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeClusterRequest(w: Writer, o: DescribeClusterRequestInput, v: number): void {
    const includeClusterAuthorizedOperations = o.includeClusterAuthorizedOperations
    w.bool(includeClusterAuthorizedOperations)
    if (v >= 1) {
      const endpointType = o.endpointType ?? 1
      w.i8(endpointType)
    }
    if (v >= 2) {
      const includeFencedBrokers = o.includeFencedBrokers ?? false
      w.bool(includeFencedBrokers)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeClusterRequest: MessageCodec<DescribeClusterRequest, DescribeClusterRequestInput> = {
    name: 'DescribeClusterRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readDescribeClusterRequest,
    encode: writeDescribeClusterRequest,
    size: sizeDescribeClusterRequest
  }

  function readDescribeClusterResponseBroker(r: Reader, v: number): DescribeClusterResponseBroker {
    const brokerId = r.i32()
    const host = r.compactString()
    const port = r.i32()
    const rack = r.compactNullableString()
    let isFenced: boolean
    if (!(v >= 2)) isFenced = false
    else {
      isFenced = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeClusterResponseBroker = { brokerId, host, port, rack, isFenced }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClusterResponseBroker(o: DescribeClusterResponseBrokerInput, v: number): number {
    let size$ = 8
    const host = o.host
    size$ += compactStringBytes(host)
    const rack = o.rack === undefined ? null : o.rack
    size$ += compactStringBytes(rack)
    const isFenced = o.isFenced ?? false
    if (v >= 2) {
      size$ += 1
    }
    if (!(v >= 2) && !(isFenced === false)) unsupported('DescribeClusterResponseBroker.isFenced', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeClusterResponseBroker(w: Writer, o: DescribeClusterResponseBrokerInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
    const rack = o.rack === undefined ? null : o.rack
    w.compactString(rack)
    if (v >= 2) {
      const isFenced = o.isFenced ?? false
      w.bool(isFenced)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readDescribeClusterResponse(r: Reader, v: number): DescribeClusterResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let endpointType: number
    if (!(v >= 1)) endpointType = 1
    else {
      endpointType = r.i8()
    }
    const clusterId = r.compactString()
    const controllerId = r.i32()
    let brokers: DescribeClusterResponseBroker[]
    {
      const count$ = r.compactCount(11, 72)
      const list$ = new Array<DescribeClusterResponseBroker>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readDescribeClusterResponseBroker(r, v)
      brokers = list$
    }
    const clusterAuthorizedOperations = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: DescribeClusterResponse = { throttleTimeMs, errorCode, errorMessage, endpointType, clusterId, controllerId, brokers, clusterAuthorizedOperations }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeDescribeClusterResponse(o: DescribeClusterResponseInput, v: number): number {
    let size$ = 14
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const endpointType = o.endpointType ?? 1
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(endpointType === 1)) unsupported('DescribeClusterResponse.endpointType', v)
    const clusterId = o.clusterId
    size$ += compactStringBytes(clusterId)
    const brokers = o.brokers
    size$ += uvarintBytes(brokers.length + 1)
    for (const item of brokers) size$ += sizeDescribeClusterResponseBroker(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeDescribeClusterResponse(w: Writer, o: DescribeClusterResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage === undefined ? null : o.errorMessage
    w.compactString(errorMessage)
    if (v >= 1) {
      const endpointType = o.endpointType ?? 1
      w.i8(endpointType)
    }
    const clusterId = o.clusterId
    w.compactString(clusterId)
    const controllerId = o.controllerId ?? -1
    w.i32(controllerId)
    const brokers = o.brokers
    w.uvarint(brokers.length + 1)
    for (const item of brokers) writeDescribeClusterResponseBroker(w, item, v)
    const clusterAuthorizedOperations = o.clusterAuthorizedOperations ?? -2147483648
    w.i32(clusterAuthorizedOperations)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const describeClusterResponse: MessageCodec<DescribeClusterResponse, DescribeClusterResponseInput> = {
    name: 'DescribeClusterResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readDescribeClusterResponse,
    encode: writeDescribeClusterResponse,
    size: sizeDescribeClusterResponse
  }

  return { describeClusterRequest, describeClusterResponse }
}
