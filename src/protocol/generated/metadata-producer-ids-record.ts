// Generated from protocol-specs/metadata-ProducerIdsRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ProducerIdsRecord {
  brokerId: number
  brokerEpoch: bigint
  nextProducerId: bigint
  unknownTags?: readonly UnknownTag[]
}

export interface ProducerIdsRecordInput {
  readonly brokerId: number
  readonly brokerEpoch?: bigint | undefined
  readonly nextProducerId: bigint
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, uvarintBytes, writeTags }: Wire) {
  function readProducerIdsRecord(r: Reader, _v: number): ProducerIdsRecord {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    const nextProducerId = r.i64()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ProducerIdsRecord = { brokerId, brokerEpoch, nextProducerId }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeProducerIdsRecord(o: ProducerIdsRecordInput, _v: number): number {
    let size$ = 20
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeProducerIdsRecord(w: Writer, o: ProducerIdsRecordInput, _v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch ?? -1n
    w.i64(brokerEpoch)
    const nextProducerId = o.nextProducerId
    w.i64(nextProducerId)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const producerIdsRecord: MessageCodec<ProducerIdsRecord, ProducerIdsRecordInput> = {
    name: 'ProducerIdsRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readProducerIdsRecord,
    encode: writeProducerIdsRecord,
    size: sizeProducerIdsRecord
  }

  return { producerIdsRecord }
}
