// Generated from protocol-specs/metadata-PartitionRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface PartitionRecord {
  partitionId: number
  topicId: string
  replicas: number[]
  isr: number[]
  removingReplicas: number[]
  addingReplicas: number[]
  leader: number
  leaderRecoveryState: number
  leaderEpoch: number
  partitionEpoch: number
  directories: string[]
  eligibleLeaderReplicas: number[] | null
  lastKnownElr: number[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface PartitionRecordInput {
  readonly partitionId?: number | undefined
  readonly topicId: string
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly removingReplicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly leader?: number | undefined
  readonly leaderRecoveryState?: number | undefined
  readonly leaderEpoch?: number | undefined
  readonly partitionEpoch?: number | undefined
  readonly directories?: readonly string[] | undefined
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined
  readonly lastKnownElr?: readonly number[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readPartitionRecord(r: Reader, v: number): PartitionRecord {
    const partitionId = r.i32()
    const topicId = r.uuid()
    const replicas = r.compactI32s()
    const isr = r.compactI32s()
    const removingReplicas = r.compactI32s()
    const addingReplicas = r.compactI32s()
    const leader = r.i32()
    let leaderRecoveryState: number = 0
    const leaderEpoch = r.i32()
    const partitionEpoch = r.i32()
    let directories: string[]
    if (!(v >= 1)) directories = []
    else {
      {
        const count$ = r.compactCount(16, 48)
        const list$ = new Array<string>(count$)
        for (let i = 0; i < count$; i++) list$[i] = r.uuid()
        directories = list$
      }
    }
    let eligibleLeaderReplicas: number[] | null = null
    let lastKnownElr: number[] | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          leaderRecoveryState = r.i8()
          break
        }
        case 1: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          eligibleLeaderReplicas = r.compactNullableI32s()
          break
        }
        case 2: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          lastKnownElr = r.compactNullableI32s()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: PartitionRecord = { partitionId, topicId, replicas, isr, removingReplicas, addingReplicas, leader, leaderRecoveryState, leaderEpoch, partitionEpoch, directories, eligibleLeaderReplicas, lastKnownElr }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizePartitionRecord(o: PartitionRecordInput, v: number): number {
    let size$ = 32
    const replicas = o.replicas
    size$ += uvarintBytes(replicas.length + 1)
    size$ += replicas.length * 4
    const isr = o.isr
    size$ += uvarintBytes(isr.length + 1)
    size$ += isr.length * 4
    const removingReplicas = o.removingReplicas
    size$ += uvarintBytes(removingReplicas.length + 1)
    size$ += removingReplicas.length * 4
    const addingReplicas = o.addingReplicas
    size$ += uvarintBytes(addingReplicas.length + 1)
    size$ += addingReplicas.length * 4
    const leaderRecoveryState = o.leaderRecoveryState ?? 0
    const directories = o.directories ?? []
    if (v >= 1) {
      size$ += uvarintBytes(directories.length + 1)
      size$ += directories.length * 16
    }
    if (!(v >= 1) && !((directories !== null && directories.length === 0))) unsupported('PartitionRecord.directories', v)
    const eligibleLeaderReplicas = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    if (!(v >= 2) && !(eligibleLeaderReplicas === null)) unsupported('PartitionRecord.eligibleLeaderReplicas', v)
    const lastKnownElr = o.lastKnownElr === undefined ? null : o.lastKnownElr
    if (!(v >= 2) && !(lastKnownElr === null)) unsupported('PartitionRecord.lastKnownElr', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(leaderRecoveryState === 0)) {
      tags$++
      size$ += tagBytes(0, sizeTagPartitionRecordLeaderRecoveryState(leaderRecoveryState, v))
    }
    if (v >= 2 && !(eligibleLeaderReplicas === null)) {
      tags$++
      size$ += tagBytes(1, sizeTagPartitionRecordEligibleLeaderReplicas(eligibleLeaderReplicas, v))
    }
    if (v >= 2 && !(lastKnownElr === null)) {
      tags$++
      size$ += tagBytes(2, sizeTagPartitionRecordLastKnownElr(lastKnownElr, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagPartitionRecordLeaderRecoveryState(_leaderRecoveryState: number, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function sizeTagPartitionRecordEligibleLeaderReplicas(eligibleLeaderReplicas: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (eligibleLeaderReplicas === null) size$ += 1
    else {
      size$ += uvarintBytes(eligibleLeaderReplicas.length + 1)
      size$ += eligibleLeaderReplicas.length * 4
    }
    return size$
  }

  function sizeTagPartitionRecordLastKnownElr(lastKnownElr: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (lastKnownElr === null) size$ += 1
    else {
      size$ += uvarintBytes(lastKnownElr.length + 1)
      size$ += lastKnownElr.length * 4
    }
    return size$
  }

  function writePartitionRecord(w: Writer, o: PartitionRecordInput, v: number): void {
    const partitionId = o.partitionId ?? -1
    w.i32(partitionId)
    const topicId = o.topicId
    w.uuid(topicId)
    const replicas = o.replicas
    w.uvarint(replicas.length + 1)
    w.i32s(replicas)
    const isr = o.isr
    w.uvarint(isr.length + 1)
    w.i32s(isr)
    const removingReplicas = o.removingReplicas
    w.uvarint(removingReplicas.length + 1)
    w.i32s(removingReplicas)
    const addingReplicas = o.addingReplicas
    w.uvarint(addingReplicas.length + 1)
    w.i32s(addingReplicas)
    const leader = o.leader ?? -1
    w.i32(leader)
    const leaderEpoch = o.leaderEpoch ?? -1
    w.i32(leaderEpoch)
    const partitionEpoch = o.partitionEpoch ?? -1
    w.i32(partitionEpoch)
    if (v >= 1) {
      const directories = o.directories ?? []
      w.uvarint(directories.length + 1)
      for (const item of directories) w.uuid(item)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const leaderRecoveryStateTag = o.leaderRecoveryState ?? 0
    const hasLeaderRecoveryState = !(leaderRecoveryStateTag === 0)
    if (hasLeaderRecoveryState) tags$++
    const eligibleLeaderReplicasTag = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    const hasEligibleLeaderReplicas = v >= 2 && !(eligibleLeaderReplicasTag === null)
    if (hasEligibleLeaderReplicas) tags$++
    const lastKnownElrTag = o.lastKnownElr === undefined ? null : o.lastKnownElr
    const hasLastKnownElr = v >= 2 && !(lastKnownElrTag === null)
    if (hasLastKnownElr) tags$++
    w.uvarint(tags$)
    if (hasLeaderRecoveryState) {
      w.uvarint(0)
      w.uvarint(sizeTagPartitionRecordLeaderRecoveryState(leaderRecoveryStateTag, v))
      w.i8(leaderRecoveryStateTag)
    }
    if (hasEligibleLeaderReplicas) {
      w.uvarint(1)
      w.uvarint(sizeTagPartitionRecordEligibleLeaderReplicas(eligibleLeaderReplicasTag, v))
      if (eligibleLeaderReplicasTag === null) w.uvarint(0)
      else {
        w.uvarint(eligibleLeaderReplicasTag.length + 1)
        w.i32s(eligibleLeaderReplicasTag)
      }
    }
    if (hasLastKnownElr) {
      w.uvarint(2)
      w.uvarint(sizeTagPartitionRecordLastKnownElr(lastKnownElrTag, v))
      if (lastKnownElrTag === null) w.uvarint(0)
      else {
        w.uvarint(lastKnownElrTag.length + 1)
        w.i32s(lastKnownElrTag)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const partitionRecord: MessageCodec<PartitionRecord, PartitionRecordInput> = {
    name: 'PartitionRecord',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readPartitionRecord,
    encode: writePartitionRecord,
    size: sizePartitionRecord
  }

  return { partitionRecord }
}
