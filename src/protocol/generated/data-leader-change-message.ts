// Generated from protocol-specs/data-LeaderChangeMessage.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface LeaderChangeMessageVoter {
  voterId: number
  voterDirectoryId: string
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderChangeMessageVoterInput {
  readonly voterId: number
  readonly voterDirectoryId?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface LeaderChangeMessage {
  version: number
  leaderId: number
  voters: LeaderChangeMessageVoter[]
  grantingVoters: LeaderChangeMessageVoter[]
  unknownTags?: readonly UnknownTag[]
}

export interface LeaderChangeMessageInput {
  readonly version: number
  readonly leaderId: number
  readonly voters: readonly LeaderChangeMessageVoterInput[]
  readonly grantingVoters: readonly LeaderChangeMessageVoterInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags, zeroUuid }: Wire) {
  function readLeaderChangeMessageVoter(r: Reader, v: number): LeaderChangeMessageVoter {
    const voterId = r.i32()
    let voterDirectoryId: string
    if (!(v >= 1)) voterDirectoryId = zeroUuid
    else {
      voterDirectoryId = r.uuid()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: LeaderChangeMessageVoter = { voterId, voterDirectoryId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderChangeMessageVoter(o: LeaderChangeMessageVoterInput, v: number): number {
    let size$ = 4
    const voterDirectoryId = o.voterDirectoryId ?? zeroUuid
    if (v >= 1) {
      size$ += 16
    }
    if (!(v >= 1) && !(voterDirectoryId === zeroUuid)) unsupported('LeaderChangeMessageVoter.voterDirectoryId', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeLeaderChangeMessageVoter(w: Writer, o: LeaderChangeMessageVoterInput, v: number): void {
    const voterId = o.voterId
    w.i32(voterId)
    if (v >= 1) {
      const voterDirectoryId = o.voterDirectoryId ?? zeroUuid
      w.uuid(voterDirectoryId)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readLeaderChangeMessage(r: Reader, v: number): LeaderChangeMessage {
    const version = r.i16()
    const leaderId = r.i32()
    let voters: LeaderChangeMessageVoter[]
    {
      const count$ = r.compactCount(5, 88)
      const list$ = new Array<LeaderChangeMessageVoter>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readLeaderChangeMessageVoter(r, v)
      voters = list$
    }
    let grantingVoters: LeaderChangeMessageVoter[]
    {
      const count$ = r.compactCount(5, 88)
      const list$ = new Array<LeaderChangeMessageVoter>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readLeaderChangeMessageVoter(r, v)
      grantingVoters = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: LeaderChangeMessage = { version, leaderId, voters, grantingVoters }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeLeaderChangeMessage(o: LeaderChangeMessageInput, v: number): number {
    let size$ = 6
    const voters = o.voters
    size$ += uvarintBytes(voters.length + 1)
    for (const item of voters) size$ += sizeLeaderChangeMessageVoter(item, v)
    const grantingVoters = o.grantingVoters
    size$ += uvarintBytes(grantingVoters.length + 1)
    for (const item of grantingVoters) size$ += sizeLeaderChangeMessageVoter(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeLeaderChangeMessage(w: Writer, o: LeaderChangeMessageInput, v: number): void {
    const version = o.version
    w.i16(version)
    const leaderId = o.leaderId
    w.i32(leaderId)
    const voters = o.voters
    w.uvarint(voters.length + 1)
    for (const item of voters) writeLeaderChangeMessageVoter(w, item, v)
    const grantingVoters = o.grantingVoters
    w.uvarint(grantingVoters.length + 1)
    for (const item of grantingVoters) writeLeaderChangeMessageVoter(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const leaderChangeMessage: MessageCodec<LeaderChangeMessage, LeaderChangeMessageInput> = {
    name: 'LeaderChangeMessage',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 0,
    decode: readLeaderChangeMessage,
    encode: writeLeaderChangeMessage,
    size: sizeLeaderChangeMessage
  }

  return { leaderChangeMessage }
}
