// Generated from protocol-specs/record-TransactionLog.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface TransactionLogKey {
  transactionalId: string
}

export interface TransactionLogKeyInput {
  readonly transactionalId: string
}

export interface TransactionLogValueTransactionPartition {
  topic: string
  partitionIds: number[]
  unknownTags?: readonly UnknownTag[]
}

export interface TransactionLogValueTransactionPartitionInput {
  readonly topic: string
  readonly partitionIds: readonly number[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface TransactionLogValue {
  producerId: bigint
  previousProducerId: bigint
  nextProducerId: bigint
  producerEpoch: number
  nextProducerEpoch: number
  transactionTimeoutMs: number
  transactionStatus: number
  transactionPartitions: TransactionLogValueTransactionPartition[] | null
  transactionLastUpdateTimestampMs: bigint
  transactionStartTimestampMs: bigint
  clientTransactionVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface TransactionLogValueInput {
  readonly producerId: bigint
  readonly previousProducerId?: bigint | undefined
  readonly nextProducerId?: bigint | undefined
  readonly producerEpoch: number
  readonly nextProducerEpoch?: number | undefined
  readonly transactionTimeoutMs: number
  readonly transactionStatus: number
  readonly transactionPartitions: readonly TransactionLogValueTransactionPartitionInput[] | null
  readonly transactionLastUpdateTimestampMs: bigint
  readonly transactionStartTimestampMs: bigint
  readonly clientTransactionVersion?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, stringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readTransactionLogKey(r: Reader, _v: number): TransactionLogKey {
    const transactionalId = r.string()
    return { transactionalId }
  }

  function sizeTransactionLogKey(o: TransactionLogKeyInput, _v: number): number {
    let size$ = 0
    const transactionalId = o.transactionalId
    size$ += 2 + stringBytes(transactionalId)
    return size$
  }

  function writeTransactionLogKey(w: Writer, o: TransactionLogKeyInput, _v: number): void {
    const transactionalId = o.transactionalId
    w.string(transactionalId)
  }

  const transactionLogKey: MessageCodec<TransactionLogKey, TransactionLogKeyInput> = {
    name: 'TransactionLogKey',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readTransactionLogKey,
    encode: writeTransactionLogKey,
    size: sizeTransactionLogKey
  }

  function readTransactionLogValueTransactionPartition(r: Reader, v: number): TransactionLogValueTransactionPartition {
    const topic = (v >= 1 ? r.compactString() : r.string())
    const partitionIds = (v >= 1 ? r.compactI32s() : r.i32s())
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: TransactionLogValueTransactionPartition = { topic, partitionIds }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTransactionLogValueTransactionPartition(o: TransactionLogValueTransactionPartitionInput, v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += (v >= 1 ? compactStringBytes(topic) : 2 + stringBytes(topic))
    const partitionIds = o.partitionIds
    size$ += (v >= 1 ? uvarintBytes(partitionIds.length + 1) : 4)
    size$ += partitionIds.length * 4
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeTransactionLogValueTransactionPartition(w: Writer, o: TransactionLogValueTransactionPartitionInput, v: number): void {
    const topic = o.topic
    ;(v >= 1 ? w.compactString(topic) : w.string(topic))
    const partitionIds = o.partitionIds
    ;(v >= 1 ? w.uvarint(partitionIds.length + 1) : w.i32(partitionIds.length))
    w.i32s(partitionIds)
    if (v >= 1) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readTransactionLogValue(r: Reader, v: number): TransactionLogValue {
    const producerId = r.i64()
    let previousProducerId: bigint = -1n
    let nextProducerId: bigint = -1n
    const producerEpoch = r.i16()
    let nextProducerEpoch: number = -1
    const transactionTimeoutMs = r.i32()
    const transactionStatus = r.i8()
    let transactionPartitions: TransactionLogValueTransactionPartition[] | null
    {
      const count$ = (v >= 1 ? r.compactNullableCount(3, 80) : r.nullableCount(3, 80))
      if (count$ < 0) transactionPartitions = null
      else {
        const list$ = new Array<TransactionLogValueTransactionPartition>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readTransactionLogValueTransactionPartition(r, v)
        transactionPartitions = list$
      }
    }
    const transactionLastUpdateTimestampMs = r.i64()
    const transactionStartTimestampMs = r.i64()
    let clientTransactionVersion: number = 0
    let unknownTags: UnknownTag[] | undefined
    if (v >= 1) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            previousProducerId = r.i64()
            break
          }
          case 1: {
            nextProducerId = r.i64()
            break
          }
          case 3: {
            nextProducerEpoch = r.i16()
            break
          }
          case 2: {
            clientTransactionVersion = r.i16()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: TransactionLogValue = { producerId, previousProducerId, nextProducerId, producerEpoch, nextProducerEpoch, transactionTimeoutMs, transactionStatus, transactionPartitions, transactionLastUpdateTimestampMs, transactionStartTimestampMs, clientTransactionVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeTransactionLogValue(o: TransactionLogValueInput, v: number): number {
    let size$ = 31
    const previousProducerId = o.previousProducerId ?? -1n
    if (!(v >= 1) && !(previousProducerId === -1n)) unsupported('TransactionLogValue.previousProducerId', v)
    const nextProducerId = o.nextProducerId ?? -1n
    if (!(v >= 1) && !(nextProducerId === -1n)) unsupported('TransactionLogValue.nextProducerId', v)
    const nextProducerEpoch = o.nextProducerEpoch ?? -1
    if (!(v >= 1) && !(nextProducerEpoch === -1)) unsupported('TransactionLogValue.nextProducerEpoch', v)
    const transactionPartitions = o.transactionPartitions
    if (transactionPartitions === null) size$ += (v >= 1 ? 1 : 4)
    else {
      size$ += (v >= 1 ? uvarintBytes(transactionPartitions.length + 1) : 4)
      for (const item of transactionPartitions) size$ += sizeTransactionLogValueTransactionPartition(item, v)
    }
    const clientTransactionVersion = o.clientTransactionVersion ?? 0
    if (!(v >= 1) && !(clientTransactionVersion === 0)) unsupported('TransactionLogValue.clientTransactionVersion', v)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!(previousProducerId === -1n)) {
        tags$++
        size$ += tagBytes(0, sizeTagTransactionLogValuePreviousProducerId(previousProducerId, v))
      }
      if (!(nextProducerId === -1n)) {
        tags$++
        size$ += tagBytes(1, sizeTagTransactionLogValueNextProducerId(nextProducerId, v))
      }
      if (!(nextProducerEpoch === -1)) {
        tags$++
        size$ += tagBytes(3, sizeTagTransactionLogValueNextProducerEpoch(nextProducerEpoch, v))
      }
      if (!(clientTransactionVersion === 0)) {
        tags$++
        size$ += tagBytes(2, sizeTagTransactionLogValueClientTransactionVersion(clientTransactionVersion, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagTransactionLogValuePreviousProducerId(_previousProducerId: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function sizeTagTransactionLogValueNextProducerId(_nextProducerId: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function sizeTagTransactionLogValueNextProducerEpoch(_nextProducerEpoch: number, _v: number): number {
    let size$ = 0
    size$ += 2
    return size$
  }

  function sizeTagTransactionLogValueClientTransactionVersion(_clientTransactionVersion: number, _v: number): number {
    let size$ = 0
    size$ += 2
    return size$
  }

  function writeTransactionLogValue(w: Writer, o: TransactionLogValueInput, v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const producerEpoch = o.producerEpoch
    w.i16(producerEpoch)
    const transactionTimeoutMs = o.transactionTimeoutMs
    w.i32(transactionTimeoutMs)
    const transactionStatus = o.transactionStatus
    w.i8(transactionStatus)
    const transactionPartitions = o.transactionPartitions
    if (transactionPartitions === null) (v >= 1 ? w.uvarint(0) : w.i32(-1))
    else {
      ;(v >= 1 ? w.uvarint(transactionPartitions.length + 1) : w.i32(transactionPartitions.length))
      for (const item of transactionPartitions) writeTransactionLogValueTransactionPartition(w, item, v)
    }
    const transactionLastUpdateTimestampMs = o.transactionLastUpdateTimestampMs
    w.i64(transactionLastUpdateTimestampMs)
    const transactionStartTimestampMs = o.transactionStartTimestampMs
    w.i64(transactionStartTimestampMs)
    if (v >= 1) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const previousProducerIdTag = o.previousProducerId ?? -1n
      const hasPreviousProducerId = !(previousProducerIdTag === -1n)
      if (hasPreviousProducerId) tags$++
      const nextProducerIdTag = o.nextProducerId ?? -1n
      const hasNextProducerId = !(nextProducerIdTag === -1n)
      if (hasNextProducerId) tags$++
      const clientTransactionVersionTag = o.clientTransactionVersion ?? 0
      const hasClientTransactionVersion = !(clientTransactionVersionTag === 0)
      if (hasClientTransactionVersion) tags$++
      const nextProducerEpochTag = o.nextProducerEpoch ?? -1
      const hasNextProducerEpoch = !(nextProducerEpochTag === -1)
      if (hasNextProducerEpoch) tags$++
      w.uvarint(tags$)
      if (hasPreviousProducerId) {
        w.uvarint(0)
        w.uvarint(sizeTagTransactionLogValuePreviousProducerId(previousProducerIdTag, v))
        w.i64(previousProducerIdTag)
      }
      if (hasNextProducerId) {
        w.uvarint(1)
        w.uvarint(sizeTagTransactionLogValueNextProducerId(nextProducerIdTag, v))
        w.i64(nextProducerIdTag)
      }
      if (hasClientTransactionVersion) {
        w.uvarint(2)
        w.uvarint(sizeTagTransactionLogValueClientTransactionVersion(clientTransactionVersionTag, v))
        w.i16(clientTransactionVersionTag)
      }
      if (hasNextProducerEpoch) {
        w.uvarint(3)
        w.uvarint(sizeTagTransactionLogValueNextProducerEpoch(nextProducerEpochTag, v))
        w.i16(nextProducerEpochTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const transactionLogValue: MessageCodec<TransactionLogValue, TransactionLogValueInput> = {
    name: 'TransactionLogValue',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    decode: readTransactionLogValue,
    encode: writeTransactionLogValue,
    size: sizeTransactionLogValue
  }

  return { transactionLogKey, transactionLogValue }
}
