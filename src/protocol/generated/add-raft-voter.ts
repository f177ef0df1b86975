// Generated from protocol-specs/80-AddRaftVoter.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AddRaftVoterRequestListener {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface AddRaftVoterRequestListenerInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddRaftVoterRequest {
  clusterId: string | null
  timeoutMs: number
  voterId: number
  voterDirectoryId: string
  listeners: AddRaftVoterRequestListener[]
  ackWhenCommitted: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface AddRaftVoterRequestInput {
  readonly clusterId: string | null
  readonly timeoutMs: number
  readonly voterId: number
  readonly voterDirectoryId: string
  readonly listeners: readonly AddRaftVoterRequestListenerInput[]
  readonly ackWhenCommitted?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface AddRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface AddRaftVoterResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readAddRaftVoterRequestListener(r: Reader, _v: number): AddRaftVoterRequestListener {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AddRaftVoterRequestListener = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddRaftVoterRequestListener(o: AddRaftVoterRequestListenerInput, _v: number): number {
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

  function writeAddRaftVoterRequestListener(w: Writer, o: AddRaftVoterRequestListenerInput, _v: number): void {
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

  function readAddRaftVoterRequest(r: Reader, v: number): AddRaftVoterRequest {
    const clusterId = r.compactNullableString()
    const timeoutMs = r.i32()
    const voterId = r.i32()
    const voterDirectoryId = r.uuid()
    let listeners: AddRaftVoterRequestListener[]
    {
      const count$ = r.compactCount(5, 56)
      const list$ = new Array<AddRaftVoterRequestListener>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readAddRaftVoterRequestListener(r, v)
      listeners = list$
    }
    let ackWhenCommitted: boolean
    if (!(v >= 1)) ackWhenCommitted = true
    else {
      ackWhenCommitted = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AddRaftVoterRequest = { clusterId, timeoutMs, voterId, voterDirectoryId, listeners, ackWhenCommitted }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddRaftVoterRequest(o: AddRaftVoterRequestInput, v: number): number {
    let size$ = 24
    const clusterId = o.clusterId
    size$ += compactStringBytes(clusterId)
    const listeners = o.listeners
    size$ += uvarintBytes(listeners.length + 1)
    for (const item of listeners) size$ += sizeAddRaftVoterRequestListener(item, v)
    const ackWhenCommitted = o.ackWhenCommitted ?? true
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(ackWhenCommitted === true)) unsupported('AddRaftVoterRequest.ackWhenCommitted', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAddRaftVoterRequest(w: Writer, o: AddRaftVoterRequestInput, v: number): void {
    const clusterId = o.clusterId
    w.compactString(clusterId)
    const timeoutMs = o.timeoutMs
    w.i32(timeoutMs)
    const voterId = o.voterId
    w.i32(voterId)
    const voterDirectoryId = o.voterDirectoryId
    w.uuid(voterDirectoryId)
    const listeners = o.listeners
    w.uvarint(listeners.length + 1)
    for (const item of listeners) writeAddRaftVoterRequestListener(w, item, v)
    if (v >= 1) {
      const ackWhenCommitted = o.ackWhenCommitted ?? true
      w.bool(ackWhenCommitted)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const addRaftVoterRequest: MessageCodec<AddRaftVoterRequest, AddRaftVoterRequestInput> = {
    name: 'AddRaftVoterRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readAddRaftVoterRequest,
    encode: writeAddRaftVoterRequest,
    size: sizeAddRaftVoterRequest
  }

  function readAddRaftVoterResponse(r: Reader, _v: number): AddRaftVoterResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AddRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAddRaftVoterResponse(o: AddRaftVoterResponseInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAddRaftVoterResponse(w: Writer, o: AddRaftVoterResponseInput, _v: number): void {
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

  const addRaftVoterResponse: MessageCodec<AddRaftVoterResponse, AddRaftVoterResponseInput> = {
    name: 'AddRaftVoterResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readAddRaftVoterResponse,
    encode: writeAddRaftVoterResponse,
    size: sizeAddRaftVoterResponse
  }

  return { addRaftVoterRequest, addRaftVoterResponse }
}
