// Generated from protocol-specs/metadata-ZkMigrationStateRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ZkMigrationStateRecord {
  zkMigrationState: number
  unknownTags?: readonly UnknownTag[]
}

export interface ZkMigrationStateRecordInput {
  readonly zkMigrationState: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readZkMigrationStateRecord(r: Reader, _v: number): ZkMigrationStateRecord {
    const zkMigrationState = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ZkMigrationStateRecord = { zkMigrationState }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeZkMigrationStateRecord(o: ZkMigrationStateRecordInput, _v: number): number {
    let size$ = 1
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeZkMigrationStateRecord(w: Writer, o: ZkMigrationStateRecordInput, _v: number): void {
    const zkMigrationState = o.zkMigrationState
    w.i8(zkMigrationState)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const zkMigrationStateRecord: MessageCodec<ZkMigrationStateRecord, ZkMigrationStateRecordInput> = {
    name: 'ZkMigrationStateRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readZkMigrationStateRecord,
    encode: writeZkMigrationStateRecord,
    size: sizeZkMigrationStateRecord
  }

  return { zkMigrationStateRecord }
}
