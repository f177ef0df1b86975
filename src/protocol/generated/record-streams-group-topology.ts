// Generated from protocol-specs/record-StreamsGroupTopology.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupTopologyKey {
  groupId: string
}

export interface StreamsGroupTopologyKeyInput {
  readonly groupId: string
}

export interface StreamsGroupTopologyValueTopicConfig {
  key: string
  value: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTopologyValueTopicConfigInput {
  readonly key: string
  readonly value: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupTopologyValueTopicInfo {
  name: string
  partitions: number
  replicationFactor: number
  topicConfigs: StreamsGroupTopologyValueTopicConfig[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTopologyValueTopicInfoInput {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly topicConfigs: readonly StreamsGroupTopologyValueTopicConfigInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupTopologyValueSubtopologyCopartitionGroup {
  sourceTopics: number[]
  sourceTopicRegex: number[]
  repartitionSourceTopics: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTopologyValueSubtopologyCopartitionGroupInput {
  readonly sourceTopics: readonly number[]
  readonly sourceTopicRegex: readonly number[]
  readonly repartitionSourceTopics: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupTopologyValueSubtopology {
  subtopologyId: string
  sourceTopics: string[]
  sourceTopicRegex: string[]
  stateChangelogTopics: StreamsGroupTopologyValueTopicInfo[]
  repartitionSinkTopics: string[]
  repartitionSourceTopics: StreamsGroupTopologyValueTopicInfo[]
  copartitionGroups: StreamsGroupTopologyValueSubtopologyCopartitionGroup[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTopologyValueSubtopologyInput {
  readonly subtopologyId: string
  readonly sourceTopics: readonly string[]
  readonly sourceTopicRegex: readonly string[]
  readonly stateChangelogTopics: readonly StreamsGroupTopologyValueTopicInfoInput[]
  readonly repartitionSinkTopics: readonly string[]
  readonly repartitionSourceTopics: readonly StreamsGroupTopologyValueTopicInfoInput[]
  readonly copartitionGroups: readonly StreamsGroupTopologyValueSubtopologyCopartitionGroupInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupTopologyValue {
  epoch: number
  subtopologies: StreamsGroupTopologyValueSubtopology[]
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupTopologyValueInput {
  readonly epoch: number
  readonly subtopologies: readonly StreamsGroupTopologyValueSubtopologyInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupTopologyKey(r: Reader, _v: number): StreamsGroupTopologyKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeStreamsGroupTopologyKey(o: StreamsGroupTopologyKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeStreamsGroupTopologyKey(w: Writer, o: StreamsGroupTopologyKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const streamsGroupTopologyKey: MessageCodec<StreamsGroupTopologyKey, StreamsGroupTopologyKeyInput> = {
    name: 'StreamsGroupTopologyKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupTopologyKey,
    encode: writeStreamsGroupTopologyKey,
    size: sizeStreamsGroupTopologyKey
  }

  function readStreamsGroupTopologyValueTopicConfig(r: Reader, _v: number): StreamsGroupTopologyValueTopicConfig {
    const key = r.compactString()
    const value = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTopologyValueTopicConfig = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTopologyValueTopicConfig(o: StreamsGroupTopologyValueTopicConfigInput, _v: number): number {
    let size$ = 0
    const key = o.key
    size$ += compactStringBytes(key)
    const value = o.value
    size$ += compactStringBytes(value)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTopologyValueTopicConfig(w: Writer, o: StreamsGroupTopologyValueTopicConfigInput, _v: number): void {
    const key = o.key
    w.compactString(key)
    const value = o.value
    w.compactString(value)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupTopologyValueTopicInfo(r: Reader, v: number): StreamsGroupTopologyValueTopicInfo {
    const name = r.compactString()
    const partitions = r.i32()
    const replicationFactor = r.i16()
    let topicConfigs: StreamsGroupTopologyValueTopicConfig[]
    {
      const count$ = r.compactCount(3, 48)
      const list$ = new Array<StreamsGroupTopologyValueTopicConfig>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTopologyValueTopicConfig(r, v)
      topicConfigs = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTopologyValueTopicInfo = { name, partitions, replicationFactor, topicConfigs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTopologyValueTopicInfo(o: StreamsGroupTopologyValueTopicInfoInput, v: number): number {
    let size$ = 6
    const name = o.name
    size$ += compactStringBytes(name)
    const topicConfigs = o.topicConfigs
    size$ += uvarintBytes(topicConfigs.length + 1)
    for (const item of topicConfigs) size$ += sizeStreamsGroupTopologyValueTopicConfig(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTopologyValueTopicInfo(w: Writer, o: StreamsGroupTopologyValueTopicInfoInput, v: number): void {
    const name = o.name
    w.compactString(name)
    const partitions = o.partitions
    w.i32(partitions)
    const replicationFactor = o.replicationFactor
    w.i16(replicationFactor)
    const topicConfigs = o.topicConfigs
    w.uvarint(topicConfigs.length + 1)
    for (const item of topicConfigs) writeStreamsGroupTopologyValueTopicConfig(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupTopologyValueSubtopologyCopartitionGroup(r: Reader, _v: number): StreamsGroupTopologyValueSubtopologyCopartitionGroup {
    let sourceTopics: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      sourceTopics = list$
    }
    let sourceTopicRegex: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      sourceTopicRegex = list$
    }
    let repartitionSourceTopics: number[]
    {
      const count$ = r.compactCount(2, 8)
      const list$ = new Array<number>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i16()
      repartitionSourceTopics = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTopologyValueSubtopologyCopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTopologyValueSubtopologyCopartitionGroup(o: StreamsGroupTopologyValueSubtopologyCopartitionGroupInput, _v: number): number {
    let size$ = 0
    const sourceTopics = o.sourceTopics
    size$ += uvarintBytes(sourceTopics.length + 1)
    size$ += sourceTopics.length * 2
    const sourceTopicRegex = o.sourceTopicRegex
    size$ += uvarintBytes(sourceTopicRegex.length + 1)
    size$ += sourceTopicRegex.length * 2
    const repartitionSourceTopics = o.repartitionSourceTopics
    size$ += uvarintBytes(repartitionSourceTopics.length + 1)
    size$ += repartitionSourceTopics.length * 2
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTopologyValueSubtopologyCopartitionGroup(w: Writer, o: StreamsGroupTopologyValueSubtopologyCopartitionGroupInput, _v: number): void {
    const sourceTopics = o.sourceTopics
    w.uvarint(sourceTopics.length + 1)
    for (const item of sourceTopics) w.i16(item)
    const sourceTopicRegex = o.sourceTopicRegex
    w.uvarint(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) w.i16(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    w.uvarint(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) w.i16(item)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupTopologyValueSubtopology(r: Reader, v: number): StreamsGroupTopologyValueSubtopology {
    const subtopologyId = r.compactString()
    let sourceTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      sourceTopics = list$
    }
    let sourceTopicRegex: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      sourceTopicRegex = list$
    }
    let stateChangelogTopics: StreamsGroupTopologyValueTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupTopologyValueTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTopologyValueTopicInfo(r, v)
      stateChangelogTopics = list$
    }
    let repartitionSinkTopics: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      repartitionSinkTopics = list$
    }
    let repartitionSourceTopics: StreamsGroupTopologyValueTopicInfo[]
    {
      const count$ = r.compactCount(9, 96)
      const list$ = new Array<StreamsGroupTopologyValueTopicInfo>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTopologyValueTopicInfo(r, v)
      repartitionSourceTopics = list$
    }
    let copartitionGroups: StreamsGroupTopologyValueSubtopologyCopartitionGroup[]
    {
      const count$ = r.compactCount(4, 152)
      const list$ = new Array<StreamsGroupTopologyValueSubtopologyCopartitionGroup>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTopologyValueSubtopologyCopartitionGroup(r, v)
      copartitionGroups = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTopologyValueSubtopology = { subtopologyId, sourceTopics, sourceTopicRegex, stateChangelogTopics, repartitionSinkTopics, repartitionSourceTopics, copartitionGroups }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTopologyValueSubtopology(o: StreamsGroupTopologyValueSubtopologyInput, v: number): number {
    let size$ = 0
    const subtopologyId = o.subtopologyId
    size$ += compactStringBytes(subtopologyId)
    const sourceTopics = o.sourceTopics
    size$ += uvarintBytes(sourceTopics.length + 1)
    for (const item of sourceTopics) size$ += compactStringBytes(item)
    const sourceTopicRegex = o.sourceTopicRegex
    size$ += uvarintBytes(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) size$ += compactStringBytes(item)
    const stateChangelogTopics = o.stateChangelogTopics
    size$ += uvarintBytes(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) size$ += sizeStreamsGroupTopologyValueTopicInfo(item, v)
    const repartitionSinkTopics = o.repartitionSinkTopics
    size$ += uvarintBytes(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) size$ += compactStringBytes(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    size$ += uvarintBytes(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) size$ += sizeStreamsGroupTopologyValueTopicInfo(item, v)
    const copartitionGroups = o.copartitionGroups
    size$ += uvarintBytes(copartitionGroups.length + 1)
    for (const item of copartitionGroups) size$ += sizeStreamsGroupTopologyValueSubtopologyCopartitionGroup(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTopologyValueSubtopology(w: Writer, o: StreamsGroupTopologyValueSubtopologyInput, v: number): void {
    const subtopologyId = o.subtopologyId
    w.compactString(subtopologyId)
    const sourceTopics = o.sourceTopics
    w.uvarint(sourceTopics.length + 1)
    for (const item of sourceTopics) w.compactString(item)
    const sourceTopicRegex = o.sourceTopicRegex
    w.uvarint(sourceTopicRegex.length + 1)
    for (const item of sourceTopicRegex) w.compactString(item)
    const stateChangelogTopics = o.stateChangelogTopics
    w.uvarint(stateChangelogTopics.length + 1)
    for (const item of stateChangelogTopics) writeStreamsGroupTopologyValueTopicInfo(w, item, v)
    const repartitionSinkTopics = o.repartitionSinkTopics
    w.uvarint(repartitionSinkTopics.length + 1)
    for (const item of repartitionSinkTopics) w.compactString(item)
    const repartitionSourceTopics = o.repartitionSourceTopics
    w.uvarint(repartitionSourceTopics.length + 1)
    for (const item of repartitionSourceTopics) writeStreamsGroupTopologyValueTopicInfo(w, item, v)
    const copartitionGroups = o.copartitionGroups
    w.uvarint(copartitionGroups.length + 1)
    for (const item of copartitionGroups) writeStreamsGroupTopologyValueSubtopologyCopartitionGroup(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readStreamsGroupTopologyValue(r: Reader, v: number): StreamsGroupTopologyValue {
    const epoch = r.i32()
    let subtopologies: StreamsGroupTopologyValueSubtopology[]
    {
      const count$ = r.compactCount(8, 280)
      const list$ = new Array<StreamsGroupTopologyValueSubtopology>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupTopologyValueSubtopology(r, v)
      subtopologies = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupTopologyValue = { epoch, subtopologies }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupTopologyValue(o: StreamsGroupTopologyValueInput, v: number): number {
    let size$ = 4
    const subtopologies = o.subtopologies
    size$ += uvarintBytes(subtopologies.length + 1)
    for (const item of subtopologies) size$ += sizeStreamsGroupTopologyValueSubtopology(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeStreamsGroupTopologyValue(w: Writer, o: StreamsGroupTopologyValueInput, v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    const subtopologies = o.subtopologies
    w.uvarint(subtopologies.length + 1)
    for (const item of subtopologies) writeStreamsGroupTopologyValueSubtopology(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const streamsGroupTopologyValue: MessageCodec<StreamsGroupTopologyValue, StreamsGroupTopologyValueInput> = {
    name: 'StreamsGroupTopologyValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupTopologyValue,
    encode: writeStreamsGroupTopologyValue,
    size: sizeStreamsGroupTopologyValue
  }

  return { streamsGroupTopologyKey, streamsGroupTopologyValue }
}
