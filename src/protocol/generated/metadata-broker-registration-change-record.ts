// Generated from protocol-specs/metadata-BrokerRegistrationChangeRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface BrokerRegistrationChangeRecord {
  brokerId: number
  brokerEpoch: bigint
  fenced: number
  inControlledShutdown: number
  logDirs: string[]
  cordonedLogDirs: string[] | null
  unknownTags?: readonly UnknownTag[]
}

export interface BrokerRegistrationChangeRecordInput {
  readonly brokerId: number
  readonly brokerEpoch: bigint
  readonly fenced?: number | undefined
  readonly inControlledShutdown?: number | undefined
  readonly logDirs?: readonly string[] | undefined
  readonly cordonedLogDirs?: readonly string[] | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readBrokerRegistrationChangeRecord(r: Reader, v: number): BrokerRegistrationChangeRecord {
    const brokerId = r.i32()
    const brokerEpoch = r.i64()
    let fenced: number = 0
    let inControlledShutdown: number = 0
    let logDirs: string[] = []
    let cordonedLogDirs: string[] | null = null
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      switch (tag$) {
        case 0: {
          fenced = r.i8()
          break
        }
        case 1: {
          if (!(v >= 1)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          inControlledShutdown = r.i8()
          break
        }
        case 2: {
          if (!(v >= 2)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactCount(16, 48)
            const list$ = new Array<string>(count$)
            for (let i = 0; i < count$; i++) list$[i] = r.uuid()
            logDirs = list$
          }
          break
        }
        case 3: {
          if (!(v >= 3)) r.fail('BAD_TAG', `tag ${tag$} is not in version ${v}`)
          {
            const count$ = r.compactNullableCount(16, 48)
            if (count$ < 0) cordonedLogDirs = null
            else {
              const list$ = new Array<string>(count$)
              for (let i = 0; i < count$; i++) list$[i] = r.uuid()
              cordonedLogDirs = list$
            }
          }
          break
        }
        default:
          ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
      if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
    }
    const value$: BrokerRegistrationChangeRecord = { brokerId, brokerEpoch, fenced, inControlledShutdown, logDirs, cordonedLogDirs }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeBrokerRegistrationChangeRecord(o: BrokerRegistrationChangeRecordInput, v: number): number {
    let size$ = 12
    const fenced = o.fenced ?? 0
    const inControlledShutdown = o.inControlledShutdown ?? 0
    if (!(v >= 1) && !(inControlledShutdown === 0)) unsupported('BrokerRegistrationChangeRecord.inControlledShutdown', v)
    const logDirs = o.logDirs ?? []
    if (!(v >= 2) && !((logDirs !== null && logDirs.length === 0))) unsupported('BrokerRegistrationChangeRecord.logDirs', v)
    const cordonedLogDirs = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    if (!(v >= 3) && !(cordonedLogDirs === null)) unsupported('BrokerRegistrationChangeRecord.cordonedLogDirs', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    if (!(fenced === 0)) {
      tags$++
      size$ += tagBytes(0, sizeTagBrokerRegistrationChangeRecordFenced(fenced, v))
    }
    if (v >= 1 && !(inControlledShutdown === 0)) {
      tags$++
      size$ += tagBytes(1, sizeTagBrokerRegistrationChangeRecordInControlledShutdown(inControlledShutdown, v))
    }
    if (v >= 2 && !((logDirs !== null && logDirs.length === 0))) {
      tags$++
      size$ += tagBytes(2, sizeTagBrokerRegistrationChangeRecordLogDirs(logDirs, v))
    }
    if (v >= 3 && !(cordonedLogDirs === null)) {
      tags$++
      size$ += tagBytes(3, sizeTagBrokerRegistrationChangeRecordCordonedLogDirs(cordonedLogDirs, v))
    }
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function sizeTagBrokerRegistrationChangeRecordFenced(_fenced: number, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function sizeTagBrokerRegistrationChangeRecordInControlledShutdown(_inControlledShutdown: number, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function sizeTagBrokerRegistrationChangeRecordLogDirs(logDirs: readonly string[], _v: number): number {
    let size$ = 0
    size$ += uvarintBytes(logDirs.length + 1)
    size$ += logDirs.length * 16
    return size$
  }

  function sizeTagBrokerRegistrationChangeRecordCordonedLogDirs(cordonedLogDirs: readonly string[] | null, _v: number): number {
    let size$ = 0
    if (cordonedLogDirs === null) size$ += 1
    else {
      size$ += uvarintBytes(cordonedLogDirs.length + 1)
      size$ += cordonedLogDirs.length * 16
    }
    return size$
  }

  function writeBrokerRegistrationChangeRecord(w: Writer, o: BrokerRegistrationChangeRecordInput, v: number): void {
    const brokerId = o.brokerId
    w.i32(brokerId)
    const brokerEpoch = o.brokerEpoch
    w.i64(brokerEpoch)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    const fencedTag = o.fenced ?? 0
    const hasFenced = !(fencedTag === 0)
    if (hasFenced) tags$++
    const inControlledShutdownTag = o.inControlledShutdown ?? 0
    const hasInControlledShutdown = v >= 1 && !(inControlledShutdownTag === 0)
    if (hasInControlledShutdown) tags$++
    const logDirsTag = o.logDirs ?? []
    const hasLogDirs = v >= 2 && !((logDirsTag !== null && logDirsTag.length === 0))
    if (hasLogDirs) tags$++
    const cordonedLogDirsTag = o.cordonedLogDirs === undefined ? null : o.cordonedLogDirs
    const hasCordonedLogDirs = v >= 3 && !(cordonedLogDirsTag === null)
    if (hasCordonedLogDirs) tags$++
    w.uvarint(tags$)
    if (hasFenced) {
      w.uvarint(0)
      w.uvarint(sizeTagBrokerRegistrationChangeRecordFenced(fencedTag, v))
      w.i8(fencedTag)
    }
    if (hasInControlledShutdown) {
      w.uvarint(1)
      w.uvarint(sizeTagBrokerRegistrationChangeRecordInControlledShutdown(inControlledShutdownTag, v))
      w.i8(inControlledShutdownTag)
    }
    if (hasLogDirs) {
      w.uvarint(2)
      w.uvarint(sizeTagBrokerRegistrationChangeRecordLogDirs(logDirsTag, v))
      w.uvarint(logDirsTag.length + 1)
      for (const item of logDirsTag) w.uuid(item)
    }
    if (hasCordonedLogDirs) {
      w.uvarint(3)
      w.uvarint(sizeTagBrokerRegistrationChangeRecordCordonedLogDirs(cordonedLogDirsTag, v))
      if (cordonedLogDirsTag === null) w.uvarint(0)
      else {
        w.uvarint(cordonedLogDirsTag.length + 1)
        for (const item of cordonedLogDirsTag) w.uuid(item)
      }
    }
    if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
  }

  const brokerRegistrationChangeRecord: MessageCodec<BrokerRegistrationChangeRecord, BrokerRegistrationChangeRecordInput> = {
    name: 'BrokerRegistrationChangeRecord',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 0,
    decode: readBrokerRegistrationChangeRecord,
    encode: writeBrokerRegistrationChangeRecord,
    size: sizeBrokerRegistrationChangeRecord
  }

  return { brokerRegistrationChangeRecord }
}
