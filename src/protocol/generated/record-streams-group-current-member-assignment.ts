// Generated from protocol-specs/record-StreamsGroupCurrentMemberAssignment.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupCurrentMemberAssignmentKey {
  groupId: string
  memberId: string
}

export interface StreamsGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string
  readonly memberId: string
}

export interface StreamsGroupCurrentMemberAssignmentValueTaskIds {
  subtopologyId: string
  partitions: number[]
  assignmentEpochs: number[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupCurrentMemberAssignmentValueTaskIdsInput {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
  readonly assignmentEpochs?: readonly number[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupCurrentMemberAssignmentValue {
  memberEpoch: number
  previousMemberEpoch: number
  state: number
  activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number
  readonly previousMemberEpoch: number
  readonly state: number
  readonly activeTasks: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly standbyTasks: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly warmupTasks: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly activeTasksPendingRevocation: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly standbyTasksPendingRevocation: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly warmupTasksPendingRevocation: readonly StreamsGroupCurrentMemberAssignmentValueTaskIdsInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupCurrentMemberAssignmentKey(r: Reader, _v: number): StreamsGroupCurrentMemberAssignmentKey {
    const groupId = r.string()
    const memberId = r.string()
    return { groupId, memberId }
  }

  function sizeStreamsGroupCurrentMemberAssignmentKey(o: StreamsGroupCurrentMemberAssignmentKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    const memberId = o.memberId
    size$ += 2 + stringBytes(memberId)
    return size$
  }

  function writeStreamsGroupCurrentMemberAssignmentKey(w: Writer, o: StreamsGroupCurrentMemberAssignmentKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
    const memberId = o.memberId
    w.string(memberId)
  }

  const streamsGroupCurrentMemberAssignmentKey: MessageCodec<StreamsGroupCurrentMemberAssignmentKey, StreamsGroupCurrentMemberAssignmentKeyInput> = {
    name: 'StreamsGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupCurrentMemberAssignmentKey,
    encode: writeStreamsGroupCurrentMemberAssignmentKey,
    size: sizeStreamsGroupCurrentMemberAssignmentKey
  }

  function readStreamsGroupCurrentMemberAssignmentValueTaskIds(r: Reader, _v: number): StreamsGroupCurrentMemberAssignmentValueTaskIds {
    const subtopologyId = r.compactString()
    const partitions = r.compactI32s()
    let assignmentEpochs: number[] | null = []
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          assignmentEpochs = r.compactNullableI32s()
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: StreamsGroupCurrentMemberAssignmentValueTaskIds = { subtopologyId, partitions, assignmentEpochs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(o: StreamsGroupCurrentMemberAssignmentValueTaskIdsInput, v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const partitions = o.partitions
    size$ += uvarintBytes(partitions.length + 1)
    size$ += partitions.length * 4
    const assignmentEpochs = o.assignmentEpochs === undefined ? [] : o.assignmentEpochs
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!((assignmentEpochs !== null && assignmentEpochs.length === 0))) {
      tags$++
      size$ += tagBytes(0, sizeTagStreamsGroupCurrentMemberAssignmentValueTaskIdsAssignmentEpochs(assignmentEpochs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagStreamsGroupCurrentMemberAssignmentValueTaskIdsAssignmentEpochs(assignmentEpochs: readonly number[] | null, _v: number): number {
    let size$ = 0
    if (assignmentEpochs === null) size$ += 1
    else {
      size$ += uvarintBytes(assignmentEpochs.length + 1)
      size$ += assignmentEpochs.length * 4
    }
    return size$
  }

  function writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w: Writer, o: StreamsGroupCurrentMemberAssignmentValueTaskIdsInput, v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const partitions = o.partitions
    w.uvarint(partitions.length + 1)
    w.i32s(partitions)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const assignmentEpochsTag = o.assignmentEpochs === undefined ? [] : o.assignmentEpochs
    const hasAssignmentEpochs = !((assignmentEpochsTag !== null && assignmentEpochsTag.length === 0))
    if (hasAssignmentEpochs) tags$++
    w.uvarint(tags$)
    if (hasAssignmentEpochs) {
      w.uvarint(0)
      w.uvarint(sizeTagStreamsGroupCurrentMemberAssignmentValueTaskIdsAssignmentEpochs(assignmentEpochsTag, v))
      if (assignmentEpochsTag === null) w.uvarint(0)
      else {
        w.uvarint(assignmentEpochsTag.length + 1)
        w.i32s(assignmentEpochsTag)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  function readStreamsGroupCurrentMemberAssignmentValue(r: Reader, v: number): StreamsGroupCurrentMemberAssignmentValue {
    const memberEpoch = r.i32()
    const previousMemberEpoch = r.i32()
    const state = r.i8()
    let activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      activeTasks = list$
    }
    let standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      standbyTasks = list$
    }
    let warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      warmupTasks = list$
    }
    let activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      activeTasksPendingRevocation = list$
    }
    let standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      standbyTasksPendingRevocation = list$
    }
    let warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[]
    {
      const count$ = r.compactCount(3, 120)
      const list$ = new Array<StreamsGroupCurrentMemberAssignmentValueTaskIds>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupCurrentMemberAssignmentValueTaskIds(r, v)
      warmupTasksPendingRevocation = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, activeTasks, standbyTasks, warmupTasks, activeTasksPendingRevocation, standbyTasksPendingRevocation, warmupTasksPendingRevocation }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupCurrentMemberAssignmentValue(o: StreamsGroupCurrentMemberAssignmentValueInput, v: number): number {
    let size$ = 9
    const activeTasks = o.activeTasks
    size$ += uvarintBytes(activeTasks.length + 1)
    for (const item of activeTasks) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    const standbyTasks = o.standbyTasks
    size$ += uvarintBytes(standbyTasks.length + 1)
    for (const item of standbyTasks) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    const warmupTasks = o.warmupTasks
    size$ += uvarintBytes(warmupTasks.length + 1)
    for (const item of warmupTasks) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    const activeTasksPendingRevocation = o.activeTasksPendingRevocation
    size$ += uvarintBytes(activeTasksPendingRevocation.length + 1)
    for (const item of activeTasksPendingRevocation) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    const standbyTasksPendingRevocation = o.standbyTasksPendingRevocation
    size$ += uvarintBytes(standbyTasksPendingRevocation.length + 1)
    for (const item of standbyTasksPendingRevocation) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    const warmupTasksPendingRevocation = o.warmupTasksPendingRevocation
    size$ += uvarintBytes(warmupTasksPendingRevocation.length + 1)
    for (const item of warmupTasksPendingRevocation) size$ += sizeStreamsGroupCurrentMemberAssignmentValueTaskIds(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupCurrentMemberAssignmentValue(w: Writer, o: StreamsGroupCurrentMemberAssignmentValueInput, v: number): void {
    const memberEpoch = o.memberEpoch
    w.i32(memberEpoch)
    const previousMemberEpoch = o.previousMemberEpoch
    w.i32(previousMemberEpoch)
    const state = o.state
    w.i8(state)
    const activeTasks = o.activeTasks
    w.uvarint(activeTasks.length + 1)
    for (const item of activeTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    const standbyTasks = o.standbyTasks
    w.uvarint(standbyTasks.length + 1)
    for (const item of standbyTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    const warmupTasks = o.warmupTasks
    w.uvarint(warmupTasks.length + 1)
    for (const item of warmupTasks) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    const activeTasksPendingRevocation = o.activeTasksPendingRevocation
    w.uvarint(activeTasksPendingRevocation.length + 1)
    for (const item of activeTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    const standbyTasksPendingRevocation = o.standbyTasksPendingRevocation
    w.uvarint(standbyTasksPendingRevocation.length + 1)
    for (const item of standbyTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    const warmupTasksPendingRevocation = o.warmupTasksPendingRevocation
    w.uvarint(warmupTasksPendingRevocation.length + 1)
    for (const item of warmupTasksPendingRevocation) writeStreamsGroupCurrentMemberAssignmentValueTaskIds(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupCurrentMemberAssignmentValue: MessageCodec<StreamsGroupCurrentMemberAssignmentValue, StreamsGroupCurrentMemberAssignmentValueInput> = {
    name: 'StreamsGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupCurrentMemberAssignmentValue,
    encode: writeStreamsGroupCurrentMemberAssignmentValue,
    size: sizeStreamsGroupCurrentMemberAssignmentValue
  }

  return { streamsGroupCurrentMemberAssignmentKey, streamsGroupCurrentMemberAssignmentValue }
}
