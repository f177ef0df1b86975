// Generated from protocol-specs/81-RemoveRaftVoter.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface RemoveRaftVoterRequest {
  clusterId: string | null
  voterId: number
  voterDirectoryId: string
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveRaftVoterRequestInput {
  readonly clusterId: string | null
  readonly voterId: number
  readonly voterDirectoryId: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface RemoveRaftVoterResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface RemoveRaftVoterResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readRemoveRaftVoterRequest(r: Reader, _v: number): RemoveRaftVoterRequest {
    const clusterId = r.compactNullableString()
    const voterId = r.i32()
    const voterDirectoryId = r.uuid()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveRaftVoterRequest = { clusterId, voterId, voterDirectoryId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveRaftVoterRequest(o: RemoveRaftVoterRequestInput, _v: number): number {
    let size$ = 20
    const clusterId = o.clusterId
    size$ += compactStringBytes(clusterId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveRaftVoterRequest(w: Writer, o: RemoveRaftVoterRequestInput, _v: number): void {
    const clusterId = o.clusterId
    w.compactString(clusterId)
    const voterId = o.voterId
    w.i32(voterId)
    const voterDirectoryId = o.voterDirectoryId
    w.uuid(voterDirectoryId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const removeRaftVoterRequest: MessageCodec<RemoveRaftVoterRequest, RemoveRaftVoterRequestInput> = {
    name: 'RemoveRaftVoterRequest',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveRaftVoterRequest,
    encode: writeRemoveRaftVoterRequest,
    size: sizeRemoveRaftVoterRequest
  }

  function readRemoveRaftVoterResponse(r: Reader, _v: number): RemoveRaftVoterResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: RemoveRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeRemoveRaftVoterResponse(o: RemoveRaftVoterResponseInput, _v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeRemoveRaftVoterResponse(w: Writer, o: RemoveRaftVoterResponseInput, _v: number): void {
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

  const removeRaftVoterResponse: MessageCodec<RemoveRaftVoterResponse, RemoveRaftVoterResponseInput> = {
    name: 'RemoveRaftVoterResponse',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readRemoveRaftVoterResponse,
    encode: writeRemoveRaftVoterResponse,
    size: sizeRemoveRaftVoterResponse
  }

  return { removeRaftVoterRequest, removeRaftVoterResponse }
}
