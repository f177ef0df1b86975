// Generated from protocol-specs/metadata-UnfenceBrokerRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UnfenceBrokerRecord {
  id: number
  epoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface UnfenceBrokerRecordInput {
  readonly id: number
  readonly epoch: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readUnfenceBrokerRecord(r: Reader, _v: number): UnfenceBrokerRecord {
    const id = r.i32()
    const epoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UnfenceBrokerRecord = { id, epoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUnfenceBrokerRecord(o: UnfenceBrokerRecordInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUnfenceBrokerRecord(w: Writer, o: UnfenceBrokerRecordInput, _v: number): void {
    const id = o.id
    w.i32(id)
    const epoch = o.epoch
    w.i64(epoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const unfenceBrokerRecord: MessageCodec<UnfenceBrokerRecord, UnfenceBrokerRecordInput> = {
    name: 'UnfenceBrokerRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUnfenceBrokerRecord,
    encode: writeUnfenceBrokerRecord,
    size: sizeUnfenceBrokerRecord
  }

  return { unfenceBrokerRecord }
}
