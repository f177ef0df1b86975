// Generated from protocol-specs/10-FindCoordinator.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface FindCoordinatorRequest {
  key: string
  keyType: number
  coordinatorKeys: string[]
  unknownTags?: readonly UnknownTag[]
}

export interface FindCoordinatorRequestInput {
  readonly key?: string | undefined
  readonly keyType?: number | undefined
  readonly coordinatorKeys?: readonly string[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FindCoordinatorResponseCoordinator {
  key: string
  nodeId: number
  host: string
  port: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface FindCoordinatorResponseCoordinatorInput {
  readonly key: string
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface FindCoordinatorResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  nodeId: number
  host: string
  port: number
  coordinators: FindCoordinatorResponseCoordinator[]
  unknownTags?: readonly UnknownTag[]
}

export interface FindCoordinatorResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode?: number | undefined
  readonly errorMessage?: string | null | undefined
  readonly nodeId?: number | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly coordinators?: readonly FindCoordinatorResponseCoordinatorInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readFindCoordinatorRequest(r: Reader, v: number): FindCoordinatorRequest {
    let key: string
    if (!(v <= 3)) key = ''
    else {
      key = (v >= 3 ? r.compactString() : r.string())
    }
    let keyType: number
    if (!(v >= 1)) keyType = 0
    else {
      keyType = r.i8()
    }
    let coordinatorKeys: string[]
    if (!(v >= 4)) coordinatorKeys = []
    else {
      {
        const count$ = r.compactCount(1, 8)
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.compactString()
        coordinatorKeys = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FindCoordinatorRequest = { key, keyType, coordinatorKeys }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFindCoordinatorRequest(o: FindCoordinatorRequestInput, v: number): number {
    let size$ = 0
    const key = o.key ?? ''
    if (v <= 3) {
      size$ += (v >= 3 ? compactStringBytes(key) : 2 + stringBytes(key))
    }
    if (!(v <= 3) && !(key === '')) unsupported('FindCoordinatorRequest.key', v)
    const keyType = o.keyType ?? 0
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(keyType === 0)) unsupported('FindCoordinatorRequest.keyType', v)
    const coordinatorKeys = o.coordinatorKeys ?? []
    if (v >= 4) {
      size$ += uvarintBytes(coordinatorKeys.length + 1)
      for (const item of coordinatorKeys) size$ += compactStringBytes(item)
    }
    if (!(v >= 4) && !((coordinatorKeys !== null && coordinatorKeys.length === 0))) unsupported('FindCoordinatorRequest.coordinatorKeys', v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFindCoordinatorRequest(w: Writer, o: FindCoordinatorRequestInput, v: number): void {
    if (v <= 3) {
      const key = o.key ?? ''
      ;(v >= 3 ? w.compactString(key) : w.string(key))
    }
    if (v >= 1) {
      const keyType = o.keyType ?? 0
      w.i8(keyType)
    }
    if (v >= 4) {
      const coordinatorKeys = o.coordinatorKeys ?? []
      w.uvarint(coordinatorKeys.length + 1)
      for (const item of coordinatorKeys) w.compactString(item)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const findCoordinatorRequest: MessageCodec<FindCoordinatorRequest, FindCoordinatorRequestInput> = {
    name: 'FindCoordinatorRequest',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 3,
    decode: readFindCoordinatorRequest,
    encode: writeFindCoordinatorRequest,
    size: sizeFindCoordinatorRequest
  }

  function readFindCoordinatorResponseCoordinator(r: Reader, _v: number): FindCoordinatorResponseCoordinator {
    const key = r.compactString()
    const nodeId = r.i32()
    const host = r.compactString()
    const port = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FindCoordinatorResponseCoordinator = { key, nodeId, host, port, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFindCoordinatorResponseCoordinator(o: FindCoordinatorResponseCoordinatorInput, _v: number): number {
    let size$ = 10
    const key = o.key
    size$ += compactStringBytes(key)
    const host = o.host
    size$ += compactStringBytes(host)
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFindCoordinatorResponseCoordinator(w: Writer, o: FindCoordinatorResponseCoordinatorInput, _v: number): void {
    const key = o.key
    w.compactString(key)
    const nodeId = o.nodeId
    w.i32(nodeId)
    const host = o.host
    w.compactString(host)
    const port = o.port
    w.i32(port)
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

  function readFindCoordinatorResponse(r: Reader, v: number): FindCoordinatorResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let errorCode: number
    if (!(v <= 3)) errorCode = 0
    else {
      errorCode = r.i16()
    }
    let errorMessage: string | null
    if (!(v >= 1 && v <= 3)) errorMessage = ''
    else {
      errorMessage = (v >= 3 ? r.compactNullableString() : r.nullableString())
    }
    let nodeId: number
    if (!(v <= 3)) nodeId = 0
    else {
      nodeId = r.i32()
    }
    let host: string
    if (!(v <= 3)) host = ''
    else {
      host = (v >= 3 ? r.compactString() : r.string())
    }
    let port: number
    if (!(v <= 3)) port = 0
    else {
      port = r.i32()
    }
    let coordinators: FindCoordinatorResponseCoordinator[]
    if (!(v >= 4)) coordinators = []
    else {
      {
        const count$ = r.compactCount(14, 80)
        const list$ = new Array<FindCoordinatorResponseCoordinator>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readFindCoordinatorResponseCoordinator(r, v)
        coordinators = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: FindCoordinatorResponse = { throttleTimeMs, errorCode, errorMessage, nodeId, host, port, coordinators }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFindCoordinatorResponse(o: FindCoordinatorResponseInput, v: number): number {
    let size$ = 0
    if (v >= 1) {
      size$ += 4
    }
    const errorCode = o.errorCode ?? 0
    if (v <= 3) {
      size$ += 2
    }
    if (!(v <= 3) && !(errorCode === 0)) unsupported('FindCoordinatorResponse.errorCode', v)
    const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
    if (v >= 1 && v <= 3) {
      size$ += (v >= 3 ? compactStringBytes(errorMessage) : 2 + (errorMessage === null ? 0 : stringBytes(errorMessage)))
    }
    const nodeId = o.nodeId ?? 0
    if (v <= 3) {
      size$ += 4
    }
    if (!(v <= 3) && !(nodeId === 0)) unsupported('FindCoordinatorResponse.nodeId', v)
    const host = o.host ?? ''
    if (v <= 3) {
      size$ += (v >= 3 ? compactStringBytes(host) : 2 + stringBytes(host))
    }
    if (!(v <= 3) && !(host === '')) unsupported('FindCoordinatorResponse.host', v)
    const port = o.port ?? 0
    if (v <= 3) {
      size$ += 4
    }
    if (!(v <= 3) && !(port === 0)) unsupported('FindCoordinatorResponse.port', v)
    const coordinators = o.coordinators ?? []
    if (v >= 4) {
      size$ += uvarintBytes(coordinators.length + 1)
      for (const item of coordinators) size$ += sizeFindCoordinatorResponseCoordinator(item, v)
    }
    if (!(v >= 4) && !((coordinators !== null && coordinators.length === 0))) unsupported('FindCoordinatorResponse.coordinators', v)
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeFindCoordinatorResponse(w: Writer, o: FindCoordinatorResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    if (v <= 3) {
      const errorCode = o.errorCode ?? 0
      w.i16(errorCode)
    }
    if (v >= 1 && v <= 3) {
      const errorMessage = o.errorMessage === undefined ? '' : o.errorMessage
      ;(v >= 3 ? w.compactString(errorMessage) : w.string(errorMessage))
    }
    if (v <= 3) {
      const nodeId = o.nodeId ?? 0
      w.i32(nodeId)
    }
    if (v <= 3) {
      const host = o.host ?? ''
      ;(v >= 3 ? w.compactString(host) : w.string(host))
    }
    if (v <= 3) {
      const port = o.port ?? 0
      w.i32(port)
    }
    if (v >= 4) {
      const coordinators = o.coordinators ?? []
      w.uvarint(coordinators.length + 1)
      for (const item of coordinators) writeFindCoordinatorResponseCoordinator(w, item, v)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const findCoordinatorResponse: MessageCodec<FindCoordinatorResponse, FindCoordinatorResponseInput> = {
    name: 'FindCoordinatorResponse',
    minVersion: 0,
    maxVersion: 6,
    flexibleFrom: 3,
    decode: readFindCoordinatorResponse,
    encode: writeFindCoordinatorResponse,
    size: sizeFindCoordinatorResponse
  }

  return { findCoordinatorRequest, findCoordinatorResponse }
}
