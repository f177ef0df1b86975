// Generated from protocol-specs/metadata-UnregisterBrokerRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UnregisterBrokerRecord {
  brokerId: number
  brokerEpoch: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface UnregisterBrokerRecordInput {
  readonly brokerId: number
  readonly brokerEpoch: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readUnregisterBrokerRecord(r: Reader, _v: number): UnregisterBrokerRecord {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UnregisterBrokerRecord = { brokerId, brokerEpoch }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUnregisterBrokerRecord(o: UnregisterBrokerRecordInput, _v: number): number {
    let size$ = 12
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUnregisterBrokerRecord(w: Writer, o: UnregisterBrokerRecordInput, _v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch
    w.i64(brokerEpoch)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const unregisterBrokerRecord: MessageCodec<UnregisterBrokerRecord, UnregisterBrokerRecordInput> = {
    name: 'UnregisterBrokerRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readUnregisterBrokerRecord,
    encode: writeUnregisterBrokerRecord,
    size: sizeUnregisterBrokerRecord
  }

  return { unregisterBrokerRecord }
}
