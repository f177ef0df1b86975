/*
 * A log's producer state: the last five batches per producer for deduplication, epochs, and open and aborted transactions. Reads
 * no records except control batches. Source: KIP-98; kafka.ProducerStateManager.
 */
import { getOrAdd } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import { readMarker } from '../../records/index.ts'
import type { BatchProducer, ProducerState, Verification } from '../contract.ts'
import type { BatchFacts } from './batch-facts.ts'
import { newProducer, type Producer, remember, sequenceOfLast } from './producer.ts'
import { append, checkBehind, type SequenceCheck } from './sequence-rules.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot-format.ts'
import { Verifications } from './verifications.ts'

interface CompletedTransaction {
  readonly producerId: number
  readonly firstOffset: number
  readonly lastOffset: number
  /** The last stable offset when the transaction ended. */
  readonly lastStableOffset: number
  readonly isAborted: boolean
}

/** The batch that a producer must start with. */
interface FirstBatch {
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly maxTimestamp: number
}

export class ProducerStates {
  readonly #producers = new Map<number, Producer>()
  /** Producers without batches in the log, because the disk refused their first one. */
  readonly #refused = new Map<number, FirstBatch>()
  /** Producer ids with an open transaction, by first offset. */
  readonly #open = new Map<number, number>()
  /** Completed transactions whose markers may not be replicated yet: read_committed readers wait for these too. */
  #ended: { readonly firstOffset: number; readonly lastOffset: number }[] = []
  readonly #verifications = new Verifications()

  get size(): number {
    return this.#producers.size
  }

  /** First offset of the earliest transaction that is open or that ended at or above the high watermark. */
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

  /** True if the producer has an open transaction with this epoch. */
  #hasOpen(producerId: number, epoch: number): boolean {
    if (!this.#open.has(producerId)) return false
    return this.#producers.get(producerId)?.epoch === epoch
  }

  /**
   * Call before the first batch of a transaction. Returns null if a transaction with this epoch is open, so that the batch is
   * part of it, or INVALID_PRODUCER_EPOCH if a newer epoch has written here.
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

  /** Whether a batch belongs to the open transaction, or may start one because its verification is still current. */
  isVerified({ producerId, producerEpoch }: BatchFacts, verification: Verification | null): boolean {
    if (this.#hasOpen(producerId, producerEpoch)) return true
    return verification !== null && this.#verifications.isCurrent(verification)
  }

  /** Checks a batch before it is appended; only a client's sequences must be consecutive. Changes nothing. */
  check(batch: BatchFacts, isClient: boolean, markerVersion = 0): SequenceCheck {
    const producer = this.#producers.get(batch.producerId)
    if (isClient && batch.isTransactional) {
      const fault = this.#verifications.sequenceFault(batch.producerId, batch.baseSequence, producer !== undefined)
      if (fault !== null) return failed('OUT_OF_ORDER_SEQUENCE_NUMBER', fault)
    }
    if (producer === undefined) return isClient ? this.#checkFirst(batch) : append
    return checkBehind(producer, batch, isClient, markerVersion)
  }

  /** An unknown producer may start at any sequence, unless a batch of it was refused and will be retried. */
  #checkFirst({ producerId, producerEpoch, baseSequence }: BatchFacts): SequenceCheck {
    const refused = this.#refused.get(producerId)
    if (refused === undefined || refused.producerEpoch !== producerEpoch || refused.baseSequence === baseSequence)
      return append
    return failed(
      'OUT_OF_ORDER_SEQUENCE_NUMBER',
      `sequence ${baseSequence} of producer ${producerId} came before ${refused.baseSequence}, which the disk refused`
    )
  }

  /** Forgets producers known only from batches at or after `offset`. */
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

  /**
   * The disk refused a batch, so it is not in the log. If nothing else is known of its producer, the producer must start with
   * that batch.
   */
  refuse(batch: FirstBatch): void {
    const { producerId, producerEpoch, baseSequence, maxTimestamp } = batch
    if (producerId < 0 || this.#producers.has(producerId)) return
    if (this.#refused.get(producerId)?.producerEpoch === producerEpoch) return
    this.#refused.set(producerId, { producerId, producerEpoch, baseSequence, maxTimestamp })
  }

  /**
   * Copies from a failed log which producers were refused, including those whose first batch it had at or after `endOffset` and
   * this log does not have.
   */
  keepRefused(before: ProducerStates, endOffset: number): void {
    for (const batch of before.#refused.values()) this.refuse(batch)
    for (const batch of before.firstsFrom(endOffset)) this.refuse(batch)
  }

  /** Applies a batch that is in the log at `baseOffset`. Returns the transaction completed by a marker in it. */
  update(batch: BatchFacts, baseOffset: number, highWatermark = 0): CompletedTransaction | undefined {
    const producer = getOrAdd(this.#producers, batch.producerId, newProducer)
    if (this.#refused.size > 0) this.#refused.delete(batch.producerId)
    if (batch.isControl) return this.#complete(producer, batch, baseOffset, highWatermark)
    if (batch.producerEpoch !== producer.epoch) {
      producer.batches = []
      producer.epoch = batch.producerEpoch
    }
    const lastOffset = baseOffset + batch.lastOffsetDelta
    remember(producer, {
      firstSequence: batch.baseSequence,
      lastSequence: sequenceOfLast(batch),
      lastOffset,
      offsetDelta: batch.lastOffsetDelta,
      timestamp: batch.maxTimestamp
    })
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

  /** Removes producers that have written nothing since `beforeMs` and have no open transaction (producer.id.expiration.ms). */
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

  /** What the cleaner must retain for each producer. */
  lastOfEach(): Map<number, { readonly lastDataOffset: number | undefined; readonly epoch: number }> {
    return new Map(
      [...this.#producers].map(([id, { batches, epoch }]) => [
        id,
        { lastDataOffset: batches.at(-1)?.lastOffset, epoch }
      ])
    )
  }

  toSnapshot(): Buffer {
    return encodeSnapshot(this.#producers)
  }

  /** Returns false, and clears the state, if the bytes are not a complete snapshot. */
  load(bytes: Buffer): boolean {
    this.clear()
    const producers = decodeSnapshot(bytes)
    for (const [id, producer] of producers ?? []) {
      this.#producers.set(id, producer)
      if (producer.transactionStart >= 0) this.#open.set(id, producer.transactionStart)
    }
    return producers !== undefined
  }
}
