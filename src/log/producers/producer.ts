/*
 * The state of one producer: its epoch, last batches and open transaction.
 */
import type { BatchFacts } from './batch-facts.ts'

const batchesKept = 5
const sequenceMax = 0x7fffffff

export interface BatchMemory {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly lastOffset: number
  readonly offsetDelta: number
  readonly timestamp: number
}

export interface Producer {
  epoch: number
  coordinatorEpoch: number
  lastTimestamp: number
  /** First offset of its open transaction, or -1 if it has none. */
  transactionStart: number
  /** Oldest first. */
  batches: BatchMemory[]
}

export const newProducer = (): Producer => ({
  epoch: -1,
  coordinatorEpoch: -1,
  lastTimestamp: -1,
  transactionStart: -1,
  batches: []
})

export function remember(producer: Producer, batch: BatchMemory): void {
  producer.batches.push(batch)
  if (producer.batches.length > batchesKept) producer.batches.shift()
}

/** Sequences wrap from 2^31-1 to 0. */
export const wrapped = (sequence: number) =>
  sequence < 0 ? sequence + sequenceMax + 1 : sequence > sequenceMax ? sequence - sequenceMax - 1 : sequence

export const follows = (last: number, next: number) => next === last + 1 || (next === 0 && last === sequenceMax)

export const sequenceOfLast = (batch: BatchFacts) =>
  batch.baseSequence < 0 ? -1 : wrapped(batch.baseSequence + batch.lastOffsetDelta)
