// Generated from protocol-specs/data-VotersRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface VotersRecordVoterEndpoint {
  name: string
  host: string
  port: number
  unknownTags?: readonly UnknownTag[]
}

export interface VotersRecordVoterEndpointInput {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VotersRecordVoterKRaftVersionFeature {
  minSupportedVersion: number
  maxSupportedVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface VotersRecordVoterKRaftVersionFeatureInput {
  readonly minSupportedVersion: number
  readonly maxSupportedVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VotersRecordVoter {
  voterId: number
  voterDirectoryId: string
  endpoints: VotersRecordVoterEndpoint[]
  kRaftVersionFeature: VotersRecordVoterKRaftVersionFeature
  unknownTags?: readonly UnknownTag[]
}

export interface VotersRecordVoterInput {
  readonly voterId: number
  readonly voterDirectoryId: string
  readonly endpoints: readonly VotersRecordVoterEndpointInput[]
  readonly kRaftVersionFeature: VotersRecordVoterKRaftVersionFeatureInput
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface VotersRecord {
  version: number
  voters: VotersRecordVoter[]
  unknownTags?: readonly UnknownTag[]
}

export interface VotersRecordInput {
  readonly version: number
  readonly voters: readonly VotersRecordVoterInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readVotersRecordVoterEndpoint(r: Reader, _v: number): VotersRecordVoterEndpoint {
    const name = r.compactString()
    const host = r.compactString()
    const port = r.u16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VotersRecordVoterEndpoint = { name, host, port }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVotersRecordVoterEndpoint(o: VotersRecordVoterEndpointInput, _v: number): number {
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

  function writeVotersRecordVoterEndpoint(w: Writer, o: VotersRecordVoterEndpointInput, _v: number): void {
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

  function readVotersRecordVoterKRaftVersionFeature(r: Reader, _v: number): VotersRecordVoterKRaftVersionFeature {
    const minSupportedVersion = r.i16()
    const maxSupportedVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VotersRecordVoterKRaftVersionFeature = { minSupportedVersion, maxSupportedVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVotersRecordVoterKRaftVersionFeature(o: VotersRecordVoterKRaftVersionFeatureInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVotersRecordVoterKRaftVersionFeature(w: Writer, o: VotersRecordVoterKRaftVersionFeatureInput, _v: number): void {
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

  function readVotersRecordVoter(r: Reader, v: number): VotersRecordVoter {
    const voterId = r.i32()
    const voterDirectoryId = r.uuid()
    let endpoints: VotersRecordVoterEndpoint[]
    {
      const count$ = r.compactCount(5, 56)
      const list$ = new Array<VotersRecordVoterEndpoint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVotersRecordVoterEndpoint(r, v)
      endpoints = list$
    }
    const kRaftVersionFeature = readVotersRecordVoterKRaftVersionFeature(r, v)
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VotersRecordVoter = { voterId, voterDirectoryId, endpoints, kRaftVersionFeature }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVotersRecordVoter(o: VotersRecordVoterInput, v: number): number {
    let size$ = 20
    const endpoints = o.endpoints
    size$ += uvarintBytes(endpoints.length + 1)
    for (const item of endpoints) size$ += sizeVotersRecordVoterEndpoint(item, v)
    const kRaftVersionFeature = o.kRaftVersionFeature
    size$ += sizeVotersRecordVoterKRaftVersionFeature(kRaftVersionFeature, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVotersRecordVoter(w: Writer, o: VotersRecordVoterInput, v: number): void {
    const voterId = o.voterId
    w.i32(voterId)
    const voterDirectoryId = o.voterDirectoryId
    w.uuid(voterDirectoryId)
    const endpoints = o.endpoints
    w.uvarint(endpoints.length + 1)
    for (const item of endpoints) writeVotersRecordVoterEndpoint(w, item, v)
    const kRaftVersionFeature = o.kRaftVersionFeature
    writeVotersRecordVoterKRaftVersionFeature(w, kRaftVersionFeature, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readVotersRecord(r: Reader, v: number): VotersRecord {
    const version = r.i16()
    let voters: VotersRecordVoter[]
    {
      const count$ = r.compactCount(27, 176)
      const list$ = new Array<VotersRecordVoter>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readVotersRecordVoter(r, v)
      voters = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: VotersRecord = { version, voters }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeVotersRecord(o: VotersRecordInput, v: number): number {
    let size$ = 2
    const voters = o.voters
    size$ += uvarintBytes(voters.length + 1)
    for (const item of voters) size$ += sizeVotersRecordVoter(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeVotersRecord(w: Writer, o: VotersRecordInput, v: number): void {
    const version = o.version
    w.i16(version)
    const voters = o.voters
    w.uvarint(voters.length + 1)
    for (const item of voters) writeVotersRecordVoter(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const votersRecord: MessageCodec<VotersRecord, VotersRecordInput> = {
    name: 'VotersRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readVotersRecord,
    encode: writeVotersRecord,
    size: sizeVotersRecord
  }

  return { votersRecord }
}
