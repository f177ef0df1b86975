// Generated from protocol-specs/metadata-PartitionChangeRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface PartitionChangeRecord {
  partitionId: number
  topicId: string
  isr: number[] | null
  leader: number
  replicas: number[] | null
  removingReplicas: number[] | null
  addingReplicas: number[] | null
  leaderRecoveryState: number
  directories: string[] | null
  eligibleLeaderReplicas: number[] | null
  lastKnownElr: number[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface PartitionChangeRecordInput {
  readonly partitionId?: number | undefined
  readonly topicId: string
  readonly isr?: readonly number[] | null | undefined
  readonly leader?: number | undefined
  readonly replicas?: readonly number[] | null | undefined
  readonly removingReplicas?: readonly number[] | null | undefined
  readonly addingReplicas?: readonly number[] | null | undefined
  readonly leaderRecoveryState?: number | undefined
  readonly directories?: readonly string[] | null | undefined
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined
  readonly lastKnownElr?: readonly number[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readPartitionChangeRecord(r: Reader, v: number): PartitionChangeRecord {
    const partitionId = r.i32()
    const topicId = r.uuid()
    let isr: number[] | null = null
    let leader: number = -2
    let replicas: number[] | null = null
    let removingReplicas: number[] | null = null
    let addingReplicas: number[] | null = null
    let leaderRecoveryState: number = -1
    let directories: string[] | null = null
    let eligibleLeaderReplicas: number[] | null = null
    let lastKnownElr: number[] | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          isr = r.compactNullableI32s()
          break
        }
        case 1: {
          leader = r.i32()
          break
        }
        case 2: {
          replicas = r.compactNullableI32s()
          break
        }
        case 3: {
          removingReplicas = r.compactNullableI32s()
          break
        }
        case 4: {
          addingReplicas = r.compactNullableI32s()
          break
        }
        case 5: {
          leaderRecoveryState = r.i8()
          break
        }
        case 8: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactNullableCount(16, 48)
            if (count$ < 0) directories = null
            else {
              const list$ = new Array<string>(count$)
              for (let i = 0; i < count$; i++) list$[i] = r.uuid()
              directories = list$
            }
          }
          break
        }
        case 6: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          eligibleLeaderReplicas = r.compactNullableI32s()
          break
        }
        case 7: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          lastKnownElr = r.compactNullableI32s()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: PartitionChangeRecord = { partitionId, topicId, isr, leader, replicas, removingReplicas, addingReplicas, leaderRecoveryState, directories, eligibleLeaderReplicas, lastKnownElr }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizePartitionChangeRecord(o: PartitionChangeRecordInput, v: number): number {
    let size$ = 20
    const isr = o.isr === undefined ? null : o.isr
    const leader = o.leader ?? -2
    const replicas = o.replicas === undefined ? null : o.replicas
    const removingReplicas = o.removingReplicas === undefined ? null : o.removingReplicas
    const addingReplicas = o.addingReplicas === undefined ? null : o.addingReplicas
    const leaderRecoveryState = o.leaderRecoveryState ?? -1
    const directories = o.directories === undefined ? null : o.directories
    if (!(v >= 1) && !(directories === null)) unsupported('PartitionChangeRecord.directories', v)
    const eligibleLeaderReplicas = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    if (!(v >= 2) && !(eligibleLeaderReplicas === null)) unsupported('PartitionChangeRecord.eligibleLeaderReplicas', v)
    const lastKnownElr = o.lastKnownElr === undefined ? null : o.lastKnownElr
    if (!(v >= 2) && !(lastKnownElr === null)) unsupported('PartitionChangeRecord.lastKnownElr', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(isr === null)) {
      tags$++
      size$ += tagBytes(0, sizeTagPartitionChangeRecordIsr(isr, v))
    }
    if (!(leader === -2)) {
      tags$++
      size$ += tagBytes(1, sizeTagPartitionChangeRecordLeader(leader, v))
    }
    if (!(replicas === null)) {
      tags$++
      size$ += tagBytes(2, sizeTagPartitionChangeRecordReplicas(replicas, v))
    }
    if (!(removingReplicas === null)) {
      tags$++
      size$ += tagBytes(3, sizeTagPartitionChangeRecordRemovingReplicas(removingReplicas, v))
    }
    if (!(addingReplicas === null)) {
      tags$++
      size$ += tagBytes(4, sizeTagPartitionChangeRecordAddingReplicas(addingReplicas, v))
    }
    if (!(leaderRecoveryState === -1)) {
      tags$++
      size$ += tagBytes(5, sizeTagPartitionChangeRecordLeaderRecoveryState(leaderRecoveryState, v))
    }
    if (v >= 1 && !(directories === null)) {
      tags$++
      size$ += tagBytes(8, sizeTagPartitionChangeRecordDirectories(directories, v))
    }
    if (v >= 2 && !(eligibleLeaderReplicas === null)) {
      tags$++
      size$ += tagBytes(6, sizeTagPartitionChangeRecordEligibleLeaderReplicas(eligibleLeaderReplicas, v))
    }
    if (v >= 2 && !(lastKnownElr === null)) {
      tags$++
      size$ += tagBytes(7, sizeTagPartitionChangeRecordLastKnownElr(lastKnownElr, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagPartitionChangeRecordIsr(isr: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (isr === null) size$ += 1
    else {
      size$ += uvarintBytes(isr.length + 1)
      size$ += isr.length * 4
    }
    return size$
  }

  function sizeTagPartitionChangeRecordLeader(_leader: number, _v: number): number {
    let size$ = 0
    size$ += 4
    return size$
  }

  function sizeTagPartitionChangeRecordReplicas(replicas: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (replicas === null) size$ += 1
    else {
      size$ += uvarintBytes(replicas.length + 1)
      size$ += replicas.length * 4
    }
    return size$
  }

  function sizeTagPartitionChangeRecordRemovingReplicas(removingReplicas: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (removingReplicas === null) size$ += 1
    else {
      size$ += uvarintBytes(removingReplicas.length + 1)
      size$ += removingReplicas.length * 4
    }
    return size$
  }

  function sizeTagPartitionChangeRecordAddingReplicas(addingReplicas: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (addingReplicas === null) size$ += 1
    else {
      size$ += uvarintBytes(addingReplicas.length + 1)
      size$ += addingReplicas.length * 4
    }
    return size$
  }

  function sizeTagPartitionChangeRecordLeaderRecoveryState(_leaderRecoveryState: number, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function sizeTagPartitionChangeRecordDirectories(directories: readonly string[] | null, _v: number): number {
    let size$ = 0
    if (directories === null) size$ += 1
    else {
      size$ += uvarintBytes(directories.length + 1)
      size$ += directories.length * 16
    }
    return size$
  }

  function sizeTagPartitionChangeRecordEligibleLeaderReplicas(eligibleLeaderReplicas: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (eligibleLeaderReplicas === null) size$ += 1
    else {
      size$ += uvarintBytes(eligibleLeaderReplicas.length + 1)
      size$ += eligibleLeaderReplicas.length * 4
    }
    return size$
  }

  function sizeTagPartitionChangeRecordLastKnownElr(lastKnownElr: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (lastKnownElr === null) size$ += 1
    else {
      size$ += uvarintBytes(lastKnownElr.length + 1)
      size$ += lastKnownElr.length * 4
    }
    return size$
  }

  function writePartitionChangeRecord(w: Writer, o: PartitionChangeRecordInput, v: number): void {
    const partitionId = o.partitionId ?? -1
    w.i32(partitionId)
    const topicId = o.topicId
    w.uuid(topicId)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const isrTag = o.isr === undefined ? null : o.isr
    const hasIsr = !(isrTag === null)
    if (hasIsr) tags$++
    const leaderTag = o.leader ?? -2
    const hasLeader = !(leaderTag === -2)
    if (hasLeader) tags$++
    const replicasTag = o.replicas === undefined ? null : o.replicas
    const hasReplicas = !(replicasTag === null)
    if (hasReplicas) tags$++
    const removingReplicasTag = o.removingReplicas === undefined ? null : o.removingReplicas
    const hasRemovingReplicas = !(removingReplicasTag === null)
    if (hasRemovingReplicas) tags$++
    const addingReplicasTag = o.addingReplicas === undefined ? null : o.addingReplicas
    const hasAddingReplicas = !(addingReplicasTag === null)
    if (hasAddingReplicas) tags$++
    const leaderRecoveryStateTag = o.leaderRecoveryState ?? -1
    const hasLeaderRecoveryState = !(leaderRecoveryStateTag === -1)
    if (hasLeaderRecoveryState) tags$++
    const eligibleLeaderReplicasTag = o.eligibleLeaderReplicas === undefined ? null : o.eligibleLeaderReplicas
    const hasEligibleLeaderReplicas = v >= 2 && !(eligibleLeaderReplicasTag === null)
    if (hasEligibleLeaderReplicas) tags$++
    const lastKnownElrTag = o.lastKnownElr === undefined ? null : o.lastKnownElr
    const hasLastKnownElr = v >= 2 && !(lastKnownElrTag === null)
    if (hasLastKnownElr) tags$++
    const directoriesTag = o.directories === undefined ? null : o.directories
    const hasDirectories = v >= 1 && !(directoriesTag === null)
    if (hasDirectories) tags$++
    w.uvarint(tags$)
    if (hasIsr) {
      w.uvarint(0)
      w.uvarint(sizeTagPartitionChangeRecordIsr(isrTag, v))
      if (isrTag === null) w.uvarint(0)
      else {
        w.uvarint(isrTag.length + 1)
        w.i32s(isrTag)
      }
    }
    if (hasLeader) {
      w.uvarint(1)
      w.uvarint(sizeTagPartitionChangeRecordLeader(leaderTag, v))
      w.i32(leaderTag)
    }
    if (hasReplicas) {
      w.uvarint(2)
      w.uvarint(sizeTagPartitionChangeRecordReplicas(replicasTag, v))
      if (replicasTag === null) w.uvarint(0)
      else {
        w.uvarint(replicasTag.length + 1)
        w.i32s(replicasTag)
      }
    }
    if (hasRemovingReplicas) {
      w.uvarint(3)
      w.uvarint(sizeTagPartitionChangeRecordRemovingReplicas(removingReplicasTag, v))
      if (removingReplicasTag === null) w.uvarint(0)
      else {
        w.uvarint(removingReplicasTag.length + 1)
        w.i32s(removingReplicasTag)
      }
    }
    if (hasAddingReplicas) {
      w.uvarint(4)
      w.uvarint(sizeTagPartitionChangeRecordAddingReplicas(addingReplicasTag, v))
      if (addingReplicasTag === null) w.uvarint(0)
      else {
        w.uvarint(addingReplicasTag.length + 1)
        w.i32s(addingReplicasTag)
      }
    }
    if (hasLeaderRecoveryState) {
      w.uvarint(5)
      w.uvarint(sizeTagPartitionChangeRecordLeaderRecoveryState(leaderRecoveryStateTag, v))
      w.i8(leaderRecoveryStateTag)
    }
    if (hasEligibleLeaderReplicas) {
      w.uvarint(6)
      w.uvarint(sizeTagPartitionChangeRecordEligibleLeaderReplicas(eligibleLeaderReplicasTag, v))
      if (eligibleLeaderReplicasTag === null) w.uvarint(0)
      else {
        w.uvarint(eligibleLeaderReplicasTag.length + 1)
        w.i32s(eligibleLeaderReplicasTag)
      }
    }
    if (hasLastKnownElr) {
      w.uvarint(7)
      w.uvarint(sizeTagPartitionChangeRecordLastKnownElr(lastKnownElrTag, v))
      if (lastKnownElrTag === null) w.uvarint(0)
      else {
        w.uvarint(lastKnownElrTag.length + 1)
        w.i32s(lastKnownElrTag)
      }
    }
    if (hasDirectories) {
      w.uvarint(8)
      w.uvarint(sizeTagPartitionChangeRecordDirectories(directoriesTag, v))
      if (directoriesTag === null) w.uvarint(0)
      else {
        w.uvarint(directoriesTag.length + 1)
        for (const item of directoriesTag) w.uuid(item)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const partitionChangeRecord: MessageCodec<PartitionChangeRecord, PartitionChangeRecordInput> = {
    name: 'PartitionChangeRecord',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readPartitionChangeRecord,
    encode: writePartitionChangeRecord,
    size: sizePartitionChangeRecord
  }

  return { partitionChangeRecord }
}
