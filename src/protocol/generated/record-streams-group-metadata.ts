// Generated from protocol-specs/record-StreamsGroupMetadata.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface StreamsGroupMetadataKey {
  groupId: string
}

export interface StreamsGroupMetadataKeyInput {
  readonly groupId: string
}

export interface StreamsGroupMetadataValueLastAssignmentConfig {
  key: string
  value: string
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupMetadataValueLastAssignmentConfigInput {
  readonly key: string
  readonly value: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface StreamsGroupMetadataValue {
  epoch: number
  metadataHash: bigint
  validatedTopologyEpoch: number
  lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface StreamsGroupMetadataValueInput {
  readonly epoch: number
  readonly metadataHash: bigint
  readonly validatedTopologyEpoch?: number | undefined
  readonly lastAssignmentConfigs?: readonly StreamsGroupMetadataValueLastAssignmentConfigInput[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readStreamsGroupMetadataKey(r: Reader, _v: number): StreamsGroupMetadataKey {
    const groupId = r.string()
    return { groupId }
  }

  function sizeStreamsGroupMetadataKey(o: StreamsGroupMetadataKeyInput, _v: number): number {
    let size$ = 0
    const groupId = o.groupId
    size$ += 2 + stringBytes(groupId)
    return size$
  }

  function writeStreamsGroupMetadataKey(w: Writer, o: StreamsGroupMetadataKeyInput, _v: number): void {
    const groupId = o.groupId
    w.string(groupId)
  }

  const streamsGroupMetadataKey: MessageCodec<StreamsGroupMetadataKey, StreamsGroupMetadataKeyInput> = {
    name: 'StreamsGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readStreamsGroupMetadataKey,
    encode: writeStreamsGroupMetadataKey,
    size: sizeStreamsGroupMetadataKey
  }

  function readStreamsGroupMetadataValueLastAssignmentConfig(r: Reader, _v: number): StreamsGroupMetadataValueLastAssignmentConfig {
    const key = r.compactString()
    const value = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: StreamsGroupMetadataValueLastAssignmentConfig = { key, value }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupMetadataValueLastAssignmentConfig(o: StreamsGroupMetadataValueLastAssignmentConfigInput, _v: number): number {
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

  function writeStreamsGroupMetadataValueLastAssignmentConfig(w: Writer, o: StreamsGroupMetadataValueLastAssignmentConfigInput, _v: number): void {
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

  function readStreamsGroupMetadataValue(r: Reader, v: number): StreamsGroupMetadataValue {
    const epoch = r.i32()
    const metadataHash = r.i64()
    let validatedTopologyEpoch: number = -1
    let lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null = []
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          validatedTopologyEpoch = r.i32()
          break
        }
        case 1: {
          {
            const count$ = r.compactNullableCount(3, 48)
            if (count$ < 0) lastAssignmentConfigs = null
            else {
              const list$ = new Array<StreamsGroupMetadataValueLastAssignmentConfig>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readStreamsGroupMetadataValueLastAssignmentConfig(r, v)
              lastAssignmentConfigs = list$
            }
          }
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: StreamsGroupMetadataValue = { epoch, metadataHash, validatedTopologyEpoch, lastAssignmentConfigs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeStreamsGroupMetadataValue(o: StreamsGroupMetadataValueInput, v: number): number {
    let size$ = 12
    const validatedTopologyEpoch = o.validatedTopologyEpoch ?? -1
    const lastAssignmentConfigs = o.lastAssignmentConfigs === undefined ? [] : o.lastAssignmentConfigs
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(validatedTopologyEpoch === -1)) {
      tags$++
      size$ += tagBytes(0, sizeTagStreamsGroupMetadataValueValidatedTopologyEpoch(validatedTopologyEpoch, v))
    }
    if (!((lastAssignmentConfigs !== null && lastAssignmentConfigs.length === 0))) {
      tags$++
      size$ += tagBytes(1, sizeTagStreamsGroupMetadataValueLastAssignmentConfigs(lastAssignmentConfigs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagStreamsGroupMetadataValueValidatedTopologyEpoch(_validatedTopologyEpoch: number, _v: number): number {
    let size$ = 0
    size$ += 4
    return size$
  }

  function sizeTagStreamsGroupMetadataValueLastAssignmentConfigs(lastAssignmentConfigs: readonly StreamsGroupMetadataValueLastAssignmentConfigInput[] | null, v: number): number {
    let size$ = 0
    if (lastAssignmentConfigs === null) size$ += 1
    else {
      size$ += uvarintBytes(lastAssignmentConfigs.length + 1)
      for (const item of lastAssignmentConfigs) size$ += sizeStreamsGroupMetadataValueLastAssignmentConfig(item, v)
    }
    return size$
  }

  function writeStreamsGroupMetadataValue(w: Writer, o: StreamsGroupMetadataValueInput, v: number): void {
    const epoch = o.epoch
    w.i32(epoch)
    const metadataHash = o.metadataHash
    w.i64(metadataHash)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const validatedTopologyEpochTag = o.validatedTopologyEpoch ?? -1
    const hasValidatedTopologyEpoch = !(validatedTopologyEpochTag === -1)
    if (hasValidatedTopologyEpoch) tags$++
    const lastAssignmentConfigsTag = o.lastAssignmentConfigs === undefined ? [] : o.lastAssignmentConfigs
    const hasLastAssignmentConfigs = !((lastAssignmentConfigsTag !== null && lastAssignmentConfigsTag.length === 0))
    if (hasLastAssignmentConfigs) tags$++
    w.uvarint(tags$)
    if (hasValidatedTopologyEpoch) {
      w.uvarint(0)
      w.uvarint(sizeTagStreamsGroupMetadataValueValidatedTopologyEpoch(validatedTopologyEpochTag, v))
      w.i32(validatedTopologyEpochTag)
    }
    if (hasLastAssignmentConfigs) {
      w.uvarint(1)
      w.uvarint(sizeTagStreamsGroupMetadataValueLastAssignmentConfigs(lastAssignmentConfigsTag, v))
      if (lastAssignmentConfigsTag === null) w.uvarint(0)
      else {
        w.uvarint(lastAssignmentConfigsTag.length + 1)
        for (const item of lastAssignmentConfigsTag) writeStreamsGroupMetadataValueLastAssignmentConfig(w, item, v)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const streamsGroupMetadataValue: MessageCodec<StreamsGroupMetadataValue, StreamsGroupMetadataValueInput> = {
    name: 'StreamsGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readStreamsGroupMetadataValue,
    encode: writeStreamsGroupMetadataValue,
    size: sizeStreamsGroupMetadataValue
  }

  return { streamsGroupMetadataKey, streamsGroupMetadataValue }
}
