// Generated from protocol-specs/record-StreamsGroupTargetAssignmentMember.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupTargetAssignmentMemberKey {
  groupId: string
  memberId: string
}

export interface StreamsGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface StreamsGroupTargetAssignmentMemberValueTaskIds {
  subtopologyId: string
  partitions: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTargetAssignmentMemberValueTaskIdsInput {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupTargetAssignmentMemberValue {
  activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTargetAssignmentMemberValueInput {
  readonly activeTasks: readonly StreamsGroupTargetAssignmentMemberValueTaskIdsInput[]
  readonly standbyTasks: readonly StreamsGroupTargetAssignmentMemberValueTaskIdsInput[]
  readonly warmupTasks: readonly StreamsGroupTargetAssignmentMemberValueTaskIdsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupTargetAssignmentMemberKey(r: Reader, _v: number): StreamsGroupTargetAssignmentMemberKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeStreamsGroupTargetAssignmentMemberKey(o: StreamsGroupTargetAssignmentMemberKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeStreamsGroupTargetAssignmentMemberKey(w: Writer, o: StreamsGroupTargetAssignmentMemberKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const streamsGroupTargetAssignmentMemberKey: MessageCodec<StreamsGroupTargetAssignmentMemberKey, StreamsGroupTargetAssignmentMemberKeyInput> = {
    name: 'StreamsGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupTargetAssignmentMemberKey,
    encode: writeStreamsGroupTargetAssignmentMemberKey,
    size: sizeStreamsGroupTargetAssignmentMemberKey
  }

  function readStreamsGroupTargetAssignmentMemberValueTaskIds(r: Reader, _v: number): StreamsGroupTargetAssignmentMemberValueTaskIds {
    const subtopologyId = r.compactString()
    const partitions = r.compactI32s()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTargetAssignmentMemberValueTaskIds = { subtopologyId, partitions }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTargetAssignmentMemberValueTaskIds(o: StreamsGroupTargetAssignmentMemberValueTaskIdsInput, _v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTargetAssignmentMemberValueTaskIds(w: Writer, o: StreamsGroupTargetAssignmentMemberValueTaskIdsInput, _v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupTargetAssignmentMemberValue(r: Reader, v: number): StreamsGroupTargetAssignmentMemberValue {
    let activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupTargetAssignmentMemberValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
      activeTasks = list$
    }
    let standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupTargetAssignmentMemberValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
      standbyTasks = list$
    }
    let warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[]
    {
      const count$ = r.compactCount(3, 80)
      const list$ = new Array<StreamsGroupTargetAssignmentMemberValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTargetAssignmentMemberValueTaskIds(r, v)
      warmupTasks = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTargetAssignmentMemberValue = { activeTasks, standbyTasks, warmupTasks }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTargetAssignmentMemberValue(o: StreamsGroupTargetAssignmentMemberValueInput, v: number): number {
    let size$ = 0
    const activeTasks = o.activeTasks
    size$ += uvarintBytes(activeTasks.length + 1)
    for (const item of activeTasks) size$ += sizeStreamsGroupTargetAssignmentMemberValueTaskIds(item, v)
    const standbyTasks = o.standbyTasks
    size$ += uvarintBytes(standbyTasks.length + 1)
    for (const item of standbyTasks) size$ += sizeStreamsGroupTargetAssignmentMemberValueTaskIds(item, v)
    const warmupTasks = o.warmupTasks
    size$ += uvarintBytes(warmupTasks.length + 1)
    for (const item of warmupTasks) size$ += sizeStreamsGroupTargetAssignmentMemberValueTaskIds(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTargetAssignmentMemberValue(w: Writer, o: StreamsGroupTargetAssignmentMemberValueInput, v: number): void {
    const activeTasks = o.activeTasks
    w.uvarint(activeTasks.length + 1)
    for (const item of activeTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, item, v)
    const standbyTasks = o.standbyTasks
    w.uvarint(standbyTasks.length + 1)
    for (const item of standbyTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, item, v)
    const warmupTasks = o.warmupTasks
    w.uvarint(warmupTasks.length + 1)
    for (const item of warmupTasks) writeStreamsGroupTargetAssignmentMemberValueTaskIds(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupTargetAssignmentMemberValue: MessageCodec<StreamsGroupTargetAssignmentMemberValue, StreamsGroupTargetAssignmentMemberValueInput> = {
    name: 'StreamsGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupTargetAssignmentMemberValue,
    encode: writeStreamsGroupTargetAssignmentMemberValue,
    size: sizeStreamsGroupTargetAssignmentMemberValue
  }

  return { streamsGroupTargetAssignmentMemberKey, streamsGroupTargetAssignmentMemberValue }
}
