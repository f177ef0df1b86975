/*
 * Encodes and decodes Kafka's `.snapshot` files, version 1.
 */
import { getOrAdd } from '../../env/index.ts'
import { producerSnapshot } from '../../protocol/index.ts'
import { crc32c, encodePrefixed, Reader } from '../../wire/index.ts'
import { type BatchMemory, newProducer, type Producer, remember, wrapped } from './producer.ts'

const crcAt = 2
const crcEnd = 6

type SnapshotEntry = ReturnType<typeof producerSnapshot.decode>['producerEntries'][number]

/**
 * Writes one entry per remembered batch, oldest first. If a producer has several entries, Kafka uses the last, which is the one
 * it would have written itself (ProducerStateManager#loadSnapshot).
 */
export function encodeSnapshot(producers: ReadonlyMap<number, Producer>): Buffer {
  const value = { crc: 0, producerEntries: [...producers].flatMap(([id, producer]) => entriesOf(id, producer)) }
  const bytes = encodePrefixed(producerSnapshot, 1, value, 1)
  bytes.writeUInt32BE(crc32c(bytes.subarray(crcEnd)), crcAt)
  return bytes
}

/** Undefined if the bytes are not a complete snapshot. */
export function decodeSnapshot(bytes: Buffer): Map<number, Producer> | undefined {
  const producers = new Map<number, Producer>()
  try {
    if (bytes.length < crcEnd || bytes.readInt16BE(0) !== 1) return undefined
    if (crc32c(bytes.subarray(crcEnd)) !== bytes.readUInt32BE(crcAt)) return undefined
    for (const entry of producerSnapshot.decode(new Reader(bytes, 2), 1).producerEntries)
      restore(getOrAdd(producers, Number(entry.producerId), newProducer), entry)
    return producers
  } catch {
    return undefined
  }
}

/** Combines entries of the same producer and epoch. */
function restore(producer: Producer, entry: SnapshotEntry): void {
  if (entry.epoch !== producer.epoch) producer.batches = []
  producer.epoch = entry.epoch
  producer.coordinatorEpoch = entry.coordinatorEpoch
  producer.lastTimestamp = Number(entry.timestamp)
  producer.transactionStart = Number(entry.currentTxnFirstOffset)
  const { lastSequence, offsetDelta } = entry
  if (entry.lastOffset < 0n) return
  remember(producer, {
    firstSequence: lastSequence < 0 ? -1 : wrapped(lastSequence - offsetDelta),
    lastSequence,
    lastOffset: Number(entry.lastOffset),
    offsetDelta,
    timestamp: Number(entry.timestamp)
  })
}

/** The last entry is what Kafka would write: only it names a transaction, and no earlier entry expires later. */
function entriesOf(id: number, producer: Producer): SnapshotEntry[] {
  const entryOf = (batch: BatchMemory | undefined, timestamp: number, transactionStart: number): SnapshotEntry => ({
    producerId: BigInt(id),
    epoch: producer.epoch,
    lastSequence: batch?.lastSequence ?? -1,
    lastOffset: BigInt(batch?.lastOffset ?? -1),
    offsetDelta: batch?.offsetDelta ?? 0,
    timestamp: BigInt(timestamp),
    coordinatorEpoch: producer.coordinatorEpoch,
    currentTxnFirstOffset: BigInt(transactionStart)
  })
  const { batches, lastTimestamp, transactionStart } = producer
  const older = batches.slice(0, -1)
  return [
    ...older.map((batch) => entryOf(batch, Math.min(batch.timestamp, lastTimestamp), -1)),
    entryOf(batches.at(-1), lastTimestamp, transactionStart)
  ]
}
