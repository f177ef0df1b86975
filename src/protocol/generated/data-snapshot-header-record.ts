// Generated from protocol-specs/data-SnapshotHeaderRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface SnapshotHeaderRecord {
  version: number
  lastContainedLogTimestamp: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface SnapshotHeaderRecordInput {
  readonly version: number
  readonly lastContainedLogTimestamp: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readSnapshotHeaderRecord(r: Reader, _v: number): SnapshotHeaderRecord {
    const version = r.i16()
    const lastContainedLogTimestamp = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: SnapshotHeaderRecord = { version, lastContainedLogTimestamp }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeSnapshotHeaderRecord(o: SnapshotHeaderRecordInput, _v: number): number {
    let size$ = 10
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeSnapshotHeaderRecord(w: Writer, o: SnapshotHeaderRecordInput, _v: number): void {
    const version = o.version
    w.i16(version)
    const lastContainedLogTimestamp = o.lastContainedLogTimestamp
    w.i64(lastContainedLogTimestamp)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const snapshotHeaderRecord: MessageCodec<SnapshotHeaderRecord, SnapshotHeaderRecordInput> = {
    name: 'SnapshotHeaderRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readSnapshotHeaderRecord,
    encode: writeSnapshotHeaderRecord,
    size: sizeSnapshotHeaderRecord
  }

  return { snapshotHeaderRecord }
}
