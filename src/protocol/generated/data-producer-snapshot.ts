// Generated from protocol-specs/data-ProducerSnapshot.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ProducerSnapshotProducerEntry {
  producerId: bigint
  epoch: number
  lastSequence: number
  lastOffset: bigint
  offsetDelta: number
  timestamp: bigint
  coordinatorEpoch: number
  currentTxnFirstOffset: bigint
}

export interface ProducerSnapshotProducerEntryInput {
  readonly producerId: bigint
  readonly epoch: number
  readonly lastSequence: number
  readonly lastOffset: bigint
  readonly offsetDelta: number
  readonly timestamp: bigint
  readonly coordinatorEpoch: number
  readonly currentTxnFirstOffset: bigint
}

export interface ProducerSnapshot {
  crc: number
  producerEntries: ProducerSnapshotProducerEntry[]
}

export interface ProducerSnapshotInput {
  readonly crc: number
  readonly producerEntries: readonly ProducerSnapshotProducerEntryInput[]
}

export default function load(_wire: Wire) {
  function readProducerSnapshotProducerEntry(r: Reader, _v: number): ProducerSnapshotProducerEntry {
    const producerId = r.i64()
    const epoch = r.i16()
    const lastSequence = r.i32()
    const lastOffset = r.i64()
    const offsetDelta = r.i32()
    const timestamp = r.i64()
    const coordinatorEpoch = r.i32()
    const currentTxnFirstOffset = r.i64()
    return { producerId, epoch, lastSequence, lastOffset, offsetDelta, timestamp, coordinatorEpoch, currentTxnFirstOffset }
  }

  function sizeProducerSnapshotProducerEntry(_o: ProducerSnapshotProducerEntryInput, _v: number): number {
    return 46
  }

  function writeProducerSnapshotProducerEntry(w: Writer, o: ProducerSnapshotProducerEntryInput, _v: number): void {
    const producerId = o.producerId
    w.i64(producerId)
    const epoch = o.epoch
    w.i16(epoch)
    const lastSequence = o.lastSequence
    w.i32(lastSequence)
    const lastOffset = o.lastOffset
    w.i64(lastOffset)
    const offsetDelta = o.offsetDelta
    w.i32(offsetDelta)
    const timestamp = o.timestamp
    w.i64(timestamp)
    const coordinatorEpoch = o.coordinatorEpoch
    w.i32(coordinatorEpoch)
    const currentTxnFirstOffset = o.currentTxnFirstOffset
    w.i64(currentTxnFirstOffset)
  }

  function readProducerSnapshot(r: Reader, v: number): ProducerSnapshot {
    const crc = r.u32()
    let producerEntries: ProducerSnapshotProducerEntry[]
    {
      const count$ = r.count(46, 192)
      const list$ = new Array<ProducerSnapshotProducerEntry>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readProducerSnapshotProducerEntry(r, v)
      producerEntries = list$
    }
    return { crc, producerEntries }
  }

  function sizeProducerSnapshot(o: ProducerSnapshotInput, v: number): number {
    let size$ = 4
    const producerEntries = o.producerEntries
    size$ += 4
    for (const item of producerEntries) size$ += sizeProducerSnapshotProducerEntry(item, v)
    return size$
  }

  function writeProducerSnapshot(w: Writer, o: ProducerSnapshotInput, v: number): void {
    const crc = o.crc
    w.u32(crc)
    const producerEntries = o.producerEntries
    w.i32(producerEntries.length)
    for (const item of producerEntries) writeProducerSnapshotProducerEntry(w, item, v)
  }

  const producerSnapshot: MessageCodec<ProducerSnapshot, ProducerSnapshotInput> = {
    name: 'ProducerSnapshot',
    minVersion: 1,
    maxVersion: 1,
    flexibleFrom: 32767,
    decode: readProducerSnapshot,
    encode: writeProducerSnapshot,
    size: sizeProducerSnapshot
  }

  return { producerSnapshot }
}
