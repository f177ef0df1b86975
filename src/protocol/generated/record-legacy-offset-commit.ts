// Generated from protocol-specs/record-LegacyOffsetCommit.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface LegacyOffsetCommitKey {
  group: string
  topic: string
  partition: number
}

export interface LegacyOffsetCommitKeyInput {
  readonly group: string
  readonly topic: string
  readonly partition: number
}

export interface LegacyOffsetCommitValue {
  offset: bigint
  metadata: string
  commitTimestamp: bigint
}

export interface LegacyOffsetCommitValueInput {
  readonly offset: bigint
  readonly metadata: string
  readonly commitTimestamp: bigint
}

export default function load({ stringBytes }: Wire) {
  function readLegacyOffsetCommitKey(r: Reader, _v: number): LegacyOffsetCommitKey {
    const group = r.string()
    const topic = r.string()
    const partition = r.i32()
    return { group, topic, partition }
  }

  function sizeLegacyOffsetCommitKey(o: LegacyOffsetCommitKeyInput, _v: number): number {
    let size$ = 4
    const group = o.group
    size$ += 2 + stringBytes(group)
    const topic = o.topic
    size$ += 2 + stringBytes(topic)
    return size$
  }

  function writeLegacyOffsetCommitKey(w: Writer, o: LegacyOffsetCommitKeyInput, _v: number): void {
    const group = o.group
    w.string(group)
    const topic = o.topic
    w.string(topic)
    const partition = o.partition
    w.i32(partition)
  }

  const legacyOffsetCommitKey: MessageCodec<LegacyOffsetCommitKey, LegacyOffsetCommitKeyInput> = {
    name: 'LegacyOffsetCommitKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readLegacyOffsetCommitKey,
    encode: writeLegacyOffsetCommitKey,
    size: sizeLegacyOffsetCommitKey
  }

  function readLegacyOffsetCommitValue(r: Reader, _v: number): LegacyOffsetCommitValue {
    const offset = r.i64()
    const metadata = r.string()
    const commitTimestamp = r.i64()
    return { offset, metadata, commitTimestamp }
  }

  function sizeLegacyOffsetCommitValue(o: LegacyOffsetCommitValueInput, _v: number): number {
    let size$ = 16
    const metadata = o.metadata
    size$ += 2 + stringBytes(metadata)
    return size$
  }

  function writeLegacyOffsetCommitValue(w: Writer, o: LegacyOffsetCommitValueInput, _v: number): void {
    const offset = o.offset
    w.i64(offset)
    const metadata = o.metadata
    w.string(metadata)
    const commitTimestamp = o.commitTimestamp
    w.i64(commitTimestamp)
  }

  const legacyOffsetCommitValue: MessageCodec<LegacyOffsetCommitValue, LegacyOffsetCommitValueInput> = {
    name: 'LegacyOffsetCommitValue',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readLegacyOffsetCommitValue,
    encode: writeLegacyOffsetCommitValue,
    size: sizeLegacyOffsetCommitValue
  }

  return { legacyOffsetCommitKey, legacyOffsetCommitValue }
}
