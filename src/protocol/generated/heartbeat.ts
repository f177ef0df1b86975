// Generated from protocol-specs/12-Heartbeat.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface HeartbeatRequest {
  groupId: string
  generationId: number
  memberId: string
  groupInstanceId: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface HeartbeatRequestInput {
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface HeartbeatResponse {
  throttleTimeMs: number
  errorCode: number
  unknownTags?: readonly UnknownTag[]
}

export interface HeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readHeartbeatRequest(r: Reader, v: number): HeartbeatRequest {
    const groupId = (v >= 4 ? r.compactString() : r.string())
    const generationId = r.i32()
    const memberId = (v >= 4 ? r.compactString() : r.string())
    let groupInstanceId: string | null
    if (!(v >= 3)) groupInstanceId = null
    else {
      groupInstanceId = (v >= 4 ? r.compactNullableString() : r.nullableString())
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: HeartbeatRequest = { groupId, generationId, memberId, groupInstanceId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeHeartbeatRequest(o: HeartbeatRequestInput, v: number): number {
    let size$ = 4
    const groupId = o.groupId
    size$ += (v >= 4 ? compactStringBytes(groupId) : 2 + stringBytes(groupId))
    const memberId = o.memberId
    size$ += (v >= 4 ? compactStringBytes(memberId) : 2 + stringBytes(memberId))
    const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
    if (v >= 3) {
      size$ += (v >= 4 ? compactStringBytes(groupInstanceId) : 2 + (groupInstanceId === null ? 0 : stringBytes(groupInstanceId)))
    }
    if (!(v >= 3) && !(groupInstanceId === null)) unsupported('HeartbeatRequest.groupInstanceId', v)
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeHeartbeatRequest(w: Writer, o: HeartbeatRequestInput, v: number): void {
    const groupId = o.groupId
    ;(v >= 4 ? w.compactString(groupId) : w.string(groupId))
    const generationId = o.generationId
    w.i32(generationId)
    const memberId = o.memberId
    ;(v >= 4 ? w.compactString(memberId) : w.string(memberId))
    if (v >= 3) {
      const groupInstanceId = o.groupInstanceId === undefined ? null : o.groupInstanceId
      ;(v >= 4 ? w.compactString(groupInstanceId) : w.string(groupInstanceId))
    }
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const heartbeatRequest: MessageCodec<HeartbeatRequest, HeartbeatRequestInput> = {
    name: 'HeartbeatRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readHeartbeatRequest,
    encode: writeHeartbeatRequest,
    size: sizeHeartbeatRequest
  }

  function readHeartbeatResponse(r: Reader, v: number): HeartbeatResponse {
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    const errorCode = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 4) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: HeartbeatResponse = { throttleTimeMs, errorCode }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeHeartbeatResponse(o: HeartbeatResponseInput, v: number): number {
    let size$ = 2
    if (v >= 1) {
      size$ += 4
    }
    if (v >= 4) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeHeartbeatResponse(w: Writer, o: HeartbeatResponseInput, v: number): void {
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    const errorCode = o.errorCode
    w.i16(errorCode)
    if (v >= 4) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const heartbeatResponse: MessageCodec<HeartbeatResponse, HeartbeatResponseInput> = {
    name: 'HeartbeatResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 4,
    decode: readHeartbeatResponse,
    encode: writeHeartbeatResponse,
    size: sizeHeartbeatResponse
  }

  return { heartbeatRequest, heartbeatResponse }
}
