/*
 * Owns the bytes of Kafka's `.snapshot` files, version 1: producers and what is remembered of each.
 */
import { getOrAdd } from '../../env/index.ts'
import { producerSnapshot } from '../../protocol/index.ts'
import { crc32c, encodePrefixed, Reader } from '../../wire/index.ts'
import { type BatchMemory, newProducer, type Producer, remember, wrapped } from './producer.ts'

const crcAt = 2
const crcEnd = 6

type SnapshotEntry = ReturnType<typeof producerSnapshot.decode>['producerEntries'][number]

/**
 * An entry for each batch that is remembered, the oldest first: of several entries Kafka takes the last one of a producer, which
 * is the one that it would have written (ProducerStateManager#loadSnapshot).
 */
export function encodeSnapshot(producers: ReadonlyMap<number, Producer>): Buffer {
  const value = { crc: 0, producerEntries: [...producers].flatMap(([id, producer]) => entriesOf(id, producer)) }
  const bytes = encodePrefixed(producerSnapshot, 1, value, 1)
  bytes.writeUInt32BE(crc32c(bytes.subarray(crcEnd)), crcAt)
  return bytes
}

/** Undefined when the bytes are not a whole snapshot. */
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

/** Entries of one producer and epoch add up. */
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

/** The last entry is what Kafka would write: it alone tells of a transaction, and none before it expires later than it. */
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
