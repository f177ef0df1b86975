/*
 * Owns what a log remembers of its producers: the last five batches of each for deduplication, epochs, open and aborted
 * transactions; and Kafka's `.snapshot` files of it. Never reads records but control batches.
 * Source: KIP-98; kafka.ProducerStateManager, kafka.ProducerAppendInfo.
 */
import { type Failure, failed, producerSnapshot } from '../../protocol/index.ts'
import { readMarker, type ValidBatch } from '../../records/index.ts'
import { crc32c, encodePrefixed, Reader } from '../../wire/index.ts'
import type { BatchProducer, ProducerState, Verification } from '../contract.ts'
import { Verifications } from './verifications.ts'

const batchesKept = 5
const sequenceMax = 0x7fffffff
const epochMax = 0x7fff
const crcAt = 2
const crcEnd = 6

interface BatchMemory {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly lastOffset: number
  readonly offsetDelta: number
  readonly timestamp: number
}

interface Producer {
  epoch: number
  coordinatorEpoch: number
  lastTimestamp: number
  transactionStart: number
  /** Oldest first. */
  batches: BatchMemory[]
}

interface CompletedTransaction {
  readonly producerId: number
  readonly firstOffset: number
  readonly lastOffset: number
  /** What a read_committed reader could see up to when the transaction ended. */
  readonly lastStableOffset: number
  readonly isAborted: boolean
}

type SequenceCheck =
  | { readonly kind: 'append' }
  | {
      readonly kind: 'duplicate'
      readonly firstOffset: number
      readonly lastOffset: number
      readonly timestamp: number
    }
  | Failure

const append: SequenceCheck = { kind: 'append' }

/** The batch with which a producer has to begin. */
interface FirstBatch {
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly maxTimestamp: number
}

/** The part of a batch header that producer state reads. */
export type BatchFacts = Pick<
  ValidBatch,
  | 'buffer'
  | 'at'
  | 'producerId'
  | 'producerEpoch'
  | 'baseSequence'
  | 'lastOffsetDelta'
  | 'maxTimestamp'
  | 'isTransactional'
  | 'isControl'
>

const follows = (last: number, next: number) => next === last + 1 || (next === 0 && last === sequenceMax)

export class ProducerStates {
  readonly #producers = new Map<number, Producer>()
  /** Producers of which the log has nothing, because the disk refused what they sent first. */
  readonly #refused = new Map<number, FirstBatch>()
  /** Producer ids with an open transaction, by first offset. */
  readonly #open = new Map<number, number>()
  /** Ended transactions whose markers may not be replicated yet: read_committed readers wait for those as well. */
  #ended: { readonly firstOffset: number; readonly lastOffset: number }[] = []
  readonly #verifications = new Verifications()

  get size(): number {
    return this.#producers.size
  }

  /** First offset of the earliest transaction that is open, or that ended at or above the high watermark. */
  firstUnstable(highWatermark: number): number | undefined {
    if (this.#ended.length > 0) this.#ended = this.#ended.filter(({ lastOffset }) => lastOffset >= highWatermark)
    let least = this.firstOpenOffset
    for (const { firstOffset } of this.#ended) if (least === undefined || firstOffset < least) least = firstOffset
    return least
  }

  /** First offset of the earliest open transaction. */
  get firstOpenOffset(): number | undefined {
    let least: number | undefined
    for (const offset of this.#open.values()) if (least === undefined || offset < least) least = offset
    return least
  }

  /** True when the producer has a transaction open with this epoch. */
  #hasOpen(producerId: number, epoch: number): boolean {
    if (!this.#open.has(producerId)) return false
    return this.#producers.get(producerId)?.epoch === epoch
  }

  /**
   * Asked before the first batch of a transaction: null when one is open with this epoch and the batch is part of it.
   * INVALID_PRODUCER_EPOCH: a newer epoch has written here.
   */
  beginVerification(
    { producerId, producerEpoch, baseSequence }: BatchProducer,
    bumpsEpoch: boolean,
    nowMs: number
  ): Verification | Failure | null {
    const known = this.#producers.get(producerId)
    if (known !== undefined && known.epoch > producerEpoch) return failed('INVALID_PRODUCER_EPOCH')
    if (this.#hasOpen(producerId, producerEpoch)) return null
    return this.#verifications.begin(producerId, producerEpoch, baseSequence, bumpsEpoch, nowMs)
  }

  /** Whether a batch belongs to the transaction that is open, or may begin one because it was asked about. */
  isVerified({ producerId, producerEpoch }: BatchFacts, verification: Verification | null): boolean {
    if (this.#hasOpen(producerId, producerEpoch)) return true
    return verification !== null && this.#verifications.isCurrent(verification)
  }

  /** What appending a batch would mean; only a client's sequences must follow each other. Changes nothing. */
  check(batch: BatchFacts, isClient: boolean, markerVersion = 0): SequenceCheck {
    const producer = this.#producers.get(batch.producerId)
    if (isClient && batch.isTransactional) {
      const fault = this.#verifications.sequenceFault(batch.producerId, batch.baseSequence, producer !== undefined)
      if (fault !== null) return failed('OUT_OF_ORDER_SEQUENCE_NUMBER', fault)
    }
    if (producer === undefined) return isClient ? this.#checkFirst(batch) : append
    const { producerEpoch: epoch, baseSequence: first } = batch
    if (epoch < producer.epoch || (batch.isControl && isStaleMarker(batch, producer, markerVersion))) {
      return failed(
        'INVALID_PRODUCER_EPOCH',
        `epoch ${epoch} is older than ${producer.epoch} of producer ${batch.producerId}`
      )
    }
    if (batch.isControl) return checkMarker(batch, producer.coordinatorEpoch)
    const last = sequenceOfLast(batch)
    if (isClient && epoch === producer.epoch) {
      const known = producer.batches.find((each) => each.firstSequence === first && each.lastSequence === last)
      if (known !== undefined) {
        return {
          kind: 'duplicate',
          firstOffset: known.lastOffset - known.offsetDelta,
          lastOffset: known.lastOffset,
          timestamp: known.timestamp
        }
      }
    }
    const before = epoch === producer.epoch ? (producer.batches.at(-1)?.lastSequence ?? -1) : -1
    if (isClient && producer.epoch >= 0 && !follows(before, first)) {
      return failed(
        'OUT_OF_ORDER_SEQUENCE_NUMBER',
        `sequence ${first} of producer ${batch.producerId} does not follow ${before < 0 ? 'the start of its epoch' : before}`
      )
    }
    if (producer.transactionStart >= 0 && !batch.isTransactional) {
      return failed('INVALID_TXN_STATE', `producer ${batch.producerId} has a transaction open`)
    }
    return append
  }

  /** An unknown producer may start at any sequence, but not after a batch that was refused and will be sent again. */
  #checkFirst({ producerId, producerEpoch, baseSequence }: BatchFacts): SequenceCheck {
    const refused = this.#refused.get(producerId)
    if (refused === undefined || refused.producerEpoch !== producerEpoch || refused.baseSequence === baseSequence)
      return append
    return failed(
      'OUT_OF_ORDER_SEQUENCE_NUMBER',
      `sequence ${baseSequence} of producer ${producerId} came before ${refused.baseSequence}, which the disk refused`
    )
  }

  /** What is known of producers only from batches at or after `offset`. */
  firstsFrom(offset: number): FirstBatch[] {
    return [...this.#producers].flatMap(
      ([
        producerId,
        {
          epoch,
          batches: [first]
        }
      ]) =>
        first === undefined || first.lastOffset < offset || first.firstSequence < 0
          ? []
          : [{ producerId, producerEpoch: epoch, baseSequence: first.firstSequence, maxTimestamp: first.timestamp }]
    )
  }

  /** A batch is not in the log because the disk refused it: if nothing else is known of its producer, that has to begin with it. */
  refuse(batch: FirstBatch): void {
    const { producerId, producerEpoch, baseSequence, maxTimestamp } = batch
    if (producerId < 0 || this.#producers.has(producerId)) return
    if (this.#refused.get(producerId)?.producerEpoch === producerEpoch) return
    this.#refused.set(producerId, { producerId, producerEpoch, baseSequence, maxTimestamp })
  }

  /** Takes over from a log that failed who was refused, and whose first batch it had at or after `endOffset` and this one has not. */
  keepRefused(before: ProducerStates, endOffset: number): void {
    for (const batch of before.#refused.values()) this.refuse(batch)
    for (const batch of before.firstsFrom(endOffset)) this.refuse(batch)
  }

  /** Takes a batch that is in the log from `baseOffset` on. Returns the transaction that a marker in it completed. */
  update(batch: BatchFacts, baseOffset: number, highWatermark = 0): CompletedTransaction | undefined {
    const producer = this.#producerOf(batch.producerId)
    if (this.#refused.size > 0) this.#refused.delete(batch.producerId)
    if (batch.isControl) return this.#complete(producer, batch, baseOffset, highWatermark)
    if (batch.producerEpoch !== producer.epoch) {
      producer.batches = []
      producer.epoch = batch.producerEpoch
    }
    const lastOffset = baseOffset + batch.lastOffsetDelta
    producer.batches.push({
      firstSequence: batch.baseSequence,
      lastSequence: sequenceOfLast(batch),
      lastOffset,
      offsetDelta: batch.lastOffsetDelta,
      timestamp: batch.maxTimestamp
    })
    if (producer.batches.length > batchesKept) producer.batches.shift()
    producer.lastTimestamp = batch.maxTimestamp
    if (batch.isTransactional) {
      this.#verifications.end(batch.producerId)
      if (producer.transactionStart < 0) {
        producer.transactionStart = baseOffset
        this.#open.set(batch.producerId, baseOffset)
      }
    }
    return undefined
  }

  #producerOf(producerId: number): Producer {
    let producer = this.#producers.get(producerId)
    if (producer === undefined) {
      producer = { epoch: -1, coordinatorEpoch: -1, lastTimestamp: -1, transactionStart: -1, batches: [] }
      this.#producers.set(producerId, producer)
    }
    return producer
  }

  #complete(
    producer: Producer,
    batch: BatchFacts,
    offset: number,
    highWatermark: number
  ): CompletedTransaction | undefined {
    const marker = readMarker(batch.buffer, batch.at)
    if (marker === null) return undefined
    if (batch.producerEpoch !== producer.epoch) {
      producer.batches = []
      producer.epoch = batch.producerEpoch
    }
    producer.coordinatorEpoch = marker.coordinatorEpoch
    producer.lastTimestamp = batch.maxTimestamp
    const firstOffset = producer.transactionStart
    producer.transactionStart = -1
    this.#open.delete(batch.producerId)
    this.#verifications.end(batch.producerId)
    if (firstOffset < 0) return undefined
    this.#ended = this.#ended.filter(({ lastOffset }) => lastOffset >= highWatermark)
    this.#ended.push({ firstOffset, lastOffset: offset })
    return {
      producerId: batch.producerId,
      firstOffset,
      lastOffset: offset,
      lastStableOffset: this.firstOpenOffset ?? offset + 1,
      isAborted: marker.type === 'ABORT'
    }
  }

  /** Forgets producers that wrote nothing since `beforeMs` and have no open transaction (producer.id.expiration.ms). */
  expire(beforeMs: number): void {
    for (const [id, producer] of this.#producers) {
      if (producer.transactionStart < 0 && producer.lastTimestamp < beforeMs) this.#producers.delete(id)
    }
    for (const [id, { maxTimestamp }] of this.#refused) if (maxTimestamp < beforeMs) this.#refused.delete(id)
    this.#verifications.expire(beforeMs)
  }

  clear(): void {
    this.#producers.clear()
    this.#open.clear()
    this.#ended = []
    this.#verifications.clear()
  }

  list(): ProducerState[] {
    return [...this.#producers].map(([producerId, producer]) => ({
      producerId,
      producerEpoch: producer.epoch,
      lastSequence: producer.batches.at(-1)?.lastSequence ?? -1,
      lastTimestampMs: producer.lastTimestamp,
      coordinatorEpoch: producer.coordinatorEpoch,
      currentTransactionFirstOffset: producer.transactionStart
    }))
  }

  /** What the cleaner must leave of each producer. */
  lastOfEach(): Map<number, { readonly lastDataOffset: number | undefined; readonly epoch: number }> {
    return new Map(
      [...this.#producers].map(([id, { batches, epoch }]) => [
        id,
        { lastDataOffset: batches.at(-1)?.lastOffset, epoch }
      ])
    )
  }

  /**
   * Kafka's snapshot file, version 1, with an entry for each batch that is remembered, the oldest first: of several entries
   * Kafka takes the last one of a producer, which is the one that it would have written (ProducerStateManager#loadSnapshot).
   */
  toSnapshot(): Buffer {
    const value = { crc: 0, producerEntries: [...this.#producers].flatMap(([id, producer]) => entriesOf(id, producer)) }
    const bytes = encodePrefixed(producerSnapshot, 1, value, 1)
    bytes.writeUInt32BE(crc32c(bytes.subarray(crcEnd)), crcAt)
    return bytes
  }

  /** False, and empty, when the bytes are not a whole snapshot. */
  load(bytes: Buffer): boolean {
    this.clear()
    try {
      if (bytes.length < crcEnd || bytes.readInt16BE(0) !== 1) return false
      if (crc32c(bytes.subarray(crcEnd)) !== bytes.readUInt32BE(crcAt)) return false
      for (const entry of producerSnapshot.decode(new Reader(bytes, 2), 1).producerEntries) this.#restore(entry)
      return true
    } catch {
      this.clear()
      return false
    }
  }

  /** Entries of one producer and epoch add up. */
  #restore(entry: SnapshotEntry): void {
    const producerId = Number(entry.producerId)
    const producer = this.#producerOf(producerId)
    if (entry.epoch !== producer.epoch) producer.batches = []
    producer.epoch = entry.epoch
    producer.coordinatorEpoch = entry.coordinatorEpoch
    producer.lastTimestamp = Number(entry.timestamp)
    producer.transactionStart = Number(entry.currentTxnFirstOffset)
    if (producer.transactionStart >= 0) this.#open.set(producerId, producer.transactionStart)
    else this.#open.delete(producerId)
    const { lastSequence, offsetDelta } = entry
    if (entry.lastOffset < 0n) return
    producer.batches.push({
      firstSequence: lastSequence < 0 ? -1 : wrapped(lastSequence - offsetDelta),
      lastSequence,
      lastOffset: Number(entry.lastOffset),
      offsetDelta,
      timestamp: Number(entry.timestamp)
    })
    if (producer.batches.length > batchesKept) producer.batches.shift()
  }
}

type SnapshotEntry = ReturnType<typeof producerSnapshot.decode>['producerEntries'][number]

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

/** Sequences go from 2^31-1 to 0. */
const wrapped = (sequence: number) =>
  sequence < 0 ? sequence + sequenceMax + 1 : sequence > sequenceMax ? sequence - sequenceMax - 1 : sequence

/**
 * With transaction version 2 each end has an epoch that the producer never had; one that it had is taken only as a repetition, of
 * a marker that is there, or where the epochs are used up (KIP-1228).
 */
function isStaleMarker({ producerEpoch }: BatchFacts, producer: Producer, markerVersion: number): boolean {
  if (markerVersion < 2 || producerEpoch !== producer.epoch) return false
  return producer.transactionStart >= 0 && producerEpoch !== epochMax
}

/** A coordinator that was replaced may not end transactions any more. */
function checkMarker(batch: BatchFacts, coordinatorEpoch: number): SequenceCheck {
  const marker = readMarker(batch.buffer, batch.at)
  if (marker === null || marker.coordinatorEpoch >= coordinatorEpoch) return append
  return failed(
    'TRANSACTION_COORDINATOR_FENCED',
    `coordinator epoch ${marker.coordinatorEpoch} of a marker is older than ${coordinatorEpoch}`
  )
}

const sequenceOfLast = (batch: BatchFacts) =>
  batch.baseSequence < 0 ? -1 : wrapped(batch.baseSequence + batch.lastOffsetDelta)
