// Generated from protocol-specs/data-ConsumerProtocolSubscription.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerProtocolSubscriptionOwnedPartition {
  topic: string
  partitions: number[]
}

export interface ConsumerProtocolSubscriptionOwnedPartitionInput {
  readonly topic: string
  readonly partitions: readonly number[]
}

export interface ConsumerProtocolSubscription {
  topics: string[]
  userData: Uint8Array | null
  ownedPartitions: ConsumerProtocolSubscriptionOwnedPartition[]
  generationId: number
  rackId: string | null
}

export interface ConsumerProtocolSubscriptionInput {
  readonly topics: readonly string[]
  readonly userData?: Uint8Array | null | undefined
  readonly ownedPartitions?: readonly ConsumerProtocolSubscriptionOwnedPartitionInput[] | undefined
  readonly generationId?: number | undefined
  readonly rackId?: string | null | undefined
}

export default function load({ stringBytes }: Wire) {
  function readConsumerProtocolSubscriptionOwnedPartition(r: Reader, _v: number): ConsumerProtocolSubscriptionOwnedPartition {
    const topic = r.string()
    const partitions = r.i32s()
    return { topic, partitions }
  }

  function sizeConsumerProtocolSubscriptionOwnedPartition(o: ConsumerProtocolSubscriptionOwnedPartitionInput, _v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += 2 + stringBytes(topic)
    const partitions = o.partitions
    size$ += 4
    size$ += partitions.length * 4
    return size$
  }

  function writeConsumerProtocolSubscriptionOwnedPartition(w: Writer, o: ConsumerProtocolSubscriptionOwnedPartitionInput, _v: number): void {
    const topic = o.topic
    w.string(topic)
    const partitions = o.partitions
    w.i32(partitions.length)
    w.i32s(partitions)
  }

  function readConsumerProtocolSubscription(r: Reader, v: number): ConsumerProtocolSubscription {
    let topics: string[]
    {
      const count$ = r.count(2, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.string()
      topics = list$
    }
    const userData = r.nullableBytes()
    let ownedPartitions: ConsumerProtocolSubscriptionOwnedPartition[]
    if (!(v >= 1)) ownedPartitions = []
    else {
      {
        const count$ = r.count(6, 80)
        const list$ = new Array<ConsumerProtocolSubscriptionOwnedPartition>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readConsumerProtocolSubscriptionOwnedPartition(r, v)
        ownedPartitions = list$
      }
    }
    let generationId: number
    if (!(v >= 2)) generationId = -1
    else {
      generationId = r.i32()
    }
    let rackId: string | null
    if (!(v >= 3)) rackId = null
    else {
      rackId = r.nullableString()
    }
    return { topics, userData, ownedPartitions, generationId, rackId }
  }

  function sizeConsumerProtocolSubscription(o: ConsumerProtocolSubscriptionInput, v: number): number {
    let size$ = 0
    const topics = o.topics
    size$ += 4
    for (const item of topics) size$ += 2 + stringBytes(item)
    const userData = o.userData === undefined ? null : o.userData
    {
      const bytes$ = (userData === null ? 0 : userData.length)
      size$ += 4 + bytes$
    }
    const ownedPartitions = o.ownedPartitions ?? []
    if (v >= 1) {
      size$ += 4
      for (const item of ownedPartitions) size$ += sizeConsumerProtocolSubscriptionOwnedPartition(item, v)
    }
    if (v >= 2) {
      size$ += 4
    }
    const rackId = o.rackId === undefined ? null : o.rackId
    if (v >= 3) {
      size$ += 2 + (rackId === null ? 0 : stringBytes(rackId))
    }
    return size$
  }

  function writeConsumerProtocolSubscription(w: Writer, o: ConsumerProtocolSubscriptionInput, v: number): void {
    const topics = o.topics
    w.i32(topics.length)
    for (const item of topics) w.string(item)
    const userData = o.userData === undefined ? null : o.userData
    w.bytes(userData)
    if (v >= 1) {
      const ownedPartitions = o.ownedPartitions ?? []
      w.i32(ownedPartitions.length)
      for (const item of ownedPartitions) writeConsumerProtocolSubscriptionOwnedPartition(w, item, v)
    }
    if (v >= 2) {
      const generationId = o.generationId ?? -1
      w.i32(generationId)
    }
    if (v >= 3) {
      const rackId = o.rackId === undefined ? null : o.rackId
      w.string(rackId)
    }
  }

  const consumerProtocolSubscription: MessageCodec<ConsumerProtocolSubscription, ConsumerProtocolSubscriptionInput> = {
    name: 'ConsumerProtocolSubscription',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 32767,
    decode: readConsumerProtocolSubscription,
    encode: writeConsumerProtocolSubscription,
    size: sizeConsumerProtocolSubscription
  }

  return { consumerProtocolSubscription }
}
