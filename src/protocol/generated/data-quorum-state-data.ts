// Generated from protocol-specs/data-QuorumStateData.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface QuorumStateDataCurrentVoter {
  voterId: number
  unknownTags?: readonly UnknownTag[]
}

export interface QuorumStateDataCurrentVoterInput {
  readonly voterId: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface QuorumStateData {
  clusterId: string
  leaderId: number
  leaderEpoch: number
  votedId: number
  votedDirectoryId: string
  appliedOffset: bigint
  currentVoters: QuorumStateDataCurrentVoter[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface QuorumStateDataInput {
  readonly clusterId?: string | undefined
  readonly leaderId?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly votedId?: number | undefined
  readonly votedDirectoryId?: string | undefined
  readonly appliedOffset?: bigint | undefined
  readonly currentVoters?: readonly QuorumStateDataCurrentVoterInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readQuorumStateDataCurrentVoter(r: Reader, _v: number): QuorumStateDataCurrentVoter {
    const voterId = r.i32()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: QuorumStateDataCurrentVoter = { voterId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeQuorumStateDataCurrentVoter(o: QuorumStateDataCurrentVoterInput, _v: number): number {
    let size$ = 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeQuorumStateDataCurrentVoter(w: Writer, o: QuorumStateDataCurrentVoterInput, _v: number): void {
    const voterId = o.voterId
    w.i32(voterId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readQuorumStateData(r: Reader, v: number): QuorumStateData {
    let clusterId: string
    if (!(v <= 0)) clusterId = ''
    else {
      clusterId = r.compactString()
    }
    const leaderId = r.i32()
    const leaderEpoch = r.i32()
    const votedId = r.i32()
    let votedDirectoryId: string
    if (!(v >= 1)) votedDirectoryId = zeroUuid
    else {
      votedDirectoryId = r.uuid()
    }
    let appliedOffset: bigint
    if (!(v <= 0)) appliedOffset = 0n
    else {
      appliedOffset = r.i64()
    }
    let currentVoters: QuorumStateDataCurrentVoter[] | null
    if (!(v <= 0)) currentVoters = []
    else {
      {
        const count$ = r.compactNullableCount(5, 40)
        if (count$ < 0) currentVoters = null
        else {
          const list$ = new Array<QuorumStateDataCurrentVoter>(count$)
          for (let i = 0; i < count$; i++) list$[i] = readQuorumStateDataCurrentVoter(r, v)
          currentVoters = list$
        }
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: QuorumStateData = { clusterId, leaderId, leaderEpoch, votedId, votedDirectoryId, appliedOffset, currentVoters }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeQuorumStateData(o: QuorumStateDataInput, v: number): number {
    let size$ = 12
    const clusterId = o.clusterId ?? ''
    if (v <= 0) {
      size$ += compactStringBytes(clusterId)
    }
    if (!(v <= 0) && !(clusterId === '')) unsupported('QuorumStateData.clusterId', v)
    const votedDirectoryId = o.votedDirectoryId ?? zeroUuid
    if (v >= 1) {
      size$ += 16
    }
    if (!(v >= 1) && !(votedDirectoryId === zeroUuid)) unsupported('QuorumStateData.votedDirectoryId', v)
    const appliedOffset = o.appliedOffset ?? 0n
    if (v <= 0) {
      size$ += 8
    }
    if (!(v <= 0) && !(appliedOffset === 0n)) unsupported('QuorumStateData.appliedOffset', v)
    const currentVoters = o.currentVoters === undefined ? [] : o.currentVoters
    if (v <= 0) {
      if (currentVoters === null) size$ += 1
      else {
        size$ += uvarintBytes(currentVoters.length + 1)
        for (const item of currentVoters) size$ += sizeQuorumStateDataCurrentVoter(item, v)
      }
    }
    if (!(v <= 0) && !((currentVoters !== null && currentVoters.length === 0))) unsupported('QuorumStateData.currentVoters', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeQuorumStateData(w: Writer, o: QuorumStateDataInput, v: number): void {
    if (v <= 0) {
      const clusterId = o.clusterId ?? ''
      w.compactString(clusterId)
    }
    const leaderId = o.leaderId ?? -1
    w.i32(leaderId)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    const votedId = o.votedId ?? -1
    w.i32(votedId)
    if (v >= 1) {
      const votedDirectoryId = o.votedDirectoryId ?? zeroUuid
      w.uuid(votedDirectoryId)
    }
    if (v <= 0) {
      const appliedOffset = o.appliedOffset ?? 0n
      w.i64(appliedOffset)
    }
    if (v <= 0) {
      const currentVoters = o.currentVoters === undefined ? [] : o.currentVoters
      if (currentVoters === null) w.uvarint(0)
      else {
        w.uvarint(currentVoters.length + 1)
        for (const item of currentVoters) writeQuorumStateDataCurrentVoter(w, item, v)
      }
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const quorumStateData: MessageCodec<QuorumStateData, QuorumStateDataInput> = {
    name: 'QuorumStateData',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readQuorumStateData,
    encode: writeQuorumStateData,
    size: sizeQuorumStateData
  }

  return { quorumStateData }
}
