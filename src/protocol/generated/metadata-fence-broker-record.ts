// Generated from protocol-specs/metadata-FenceBrokerRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface FenceBrokerRecord {
  id: number
  epoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface FenceBrokerRecordInput {
  readonly id: number
  readonly epoch: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readFenceBrokerRecord(r: Reader, _v: number): FenceBrokerRecord {
    const id = r.i32()
    const epoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: FenceBrokerRecord = { id, epoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeFenceBrokerRecord(o: FenceBrokerRecordInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeFenceBrokerRecord(w: Writer, o: FenceBrokerRecordInput, _v: number): void {
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

  const fenceBrokerRecord: MessageCodec<FenceBrokerRecord, FenceBrokerRecordInput> = {
    name: 'FenceBrokerRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readFenceBrokerRecord,
    encode: writeFenceBrokerRecord,
    size: sizeFenceBrokerRecord
  }

  return { fenceBrokerRecord }
}
