// Generated from protocol-specs/data-ConsumerProtocolAssignment.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ConsumerProtocolAssignmentAssignedPartition {
  topic: string
  partitions: number[]
}

export interface ConsumerProtocolAssignmentAssignedPartitionInput {
  readonly topic: string
  readonly partitions: readonly number[]
}

export interface ConsumerProtocolAssignment {
  assignedPartitions: ConsumerProtocolAssignmentAssignedPartition[]
  userData: Uint8Array | null
}

export interface ConsumerProtocolAssignmentInput {
  readonly assignedPartitions: readonly ConsumerProtocolAssignmentAssignedPartitionInput[]
  readonly userData?: Uint8Array | null | undefined
}

export default function load({ stringBytes }: Wire) {
  function readConsumerProtocolAssignmentAssignedPartition(r: Reader, _v: number): ConsumerProtocolAssignmentAssignedPartition {
    const topic = r.string()
    const partitions = r.i32s()
    return { topic, partitions }
  }

  function sizeConsumerProtocolAssignmentAssignedPartition(o: ConsumerProtocolAssignmentAssignedPartitionInput, _v: number): number {
    let size$ = 0
    const topic = o.topic
    size$ += 2 + stringBytes(topic)
    const partitions = o.partitions
    size$ += 4
    size$ += partitions.length * 4
    return size$
  }

  function writeConsumerProtocolAssignmentAssignedPartition(w: Writer, o: ConsumerProtocolAssignmentAssignedPartitionInput, _v: number): void {
    const topic = o.topic
    w.string(topic)
    const partitions = o.partitions
    w.i32(partitions.length)
    w.i32s(partitions)
  }

  function readConsumerProtocolAssignment(r: Reader, v: number): ConsumerProtocolAssignment {
    let assignedPartitions: ConsumerProtocolAssignmentAssignedPartition[]
    {
      const count$ = r.count(6, 80)
      const list$ = new Array<ConsumerProtocolAssignmentAssignedPartition>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readConsumerProtocolAssignmentAssignedPartition(r, v)
      assignedPartitions = list$
    }
    const userData = r.nullableBytes()
    return { assignedPartitions, userData }
  }

  function sizeConsumerProtocolAssignment(o: ConsumerProtocolAssignmentInput, v: number): number {
    let size$ = 0
    const assignedPartitions = o.assignedPartitions
    size$ += 4
    for (const item of assignedPartitions) size$ += sizeConsumerProtocolAssignmentAssignedPartition(item, v)
    const userData = o.userData === undefined ? null : o.userData
    {
      const bytes$ = (userData === null ? 0 : userData.length)
      size$ += 4 + bytes$
    }
    return size$
  }

  function writeConsumerProtocolAssignment(w: Writer, o: ConsumerProtocolAssignmentInput, v: number): void {
    const assignedPartitions = o.assignedPartitions
    w.i32(assignedPartitions.length)
    for (const item of assignedPartitions) writeConsumerProtocolAssignmentAssignedPartition(w, item, v)
    const userData = o.userData === undefined ? null : o.userData
    w.bytes(userData)
  }

  const consumerProtocolAssignment: MessageCodec<ConsumerProtocolAssignment, ConsumerProtocolAssignmentInput> = {
    name: 'ConsumerProtocolAssignment',
    minVersion: 0,
    maxVersion: 3,
    flexibleFrom: 32767,
    decode: readConsumerProtocolAssignment,
    encode: writeConsumerProtocolAssignment,
    size: sizeConsumerProtocolAssignment
  }

  return { consumerProtocolAssignment }
}
