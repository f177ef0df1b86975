/*
 * Decides whether a batch may be appended, given the state of its producer: epochs, sequences, duplicates, markers. Source:
 * kafka.ProducerAppendInfo.
 */
import { type Failure, failed } from '../../protocol/index.ts'
import { readMarker } from '../../records/index.ts'
import type { BatchFacts } from './batch-facts.ts'
import { follows, type Producer, sequenceOfLast } from './producer.ts'

const epochMax = 0x7fff

export type SequenceCheck =
  | { readonly kind: 'append' }
  | {
      readonly kind: 'duplicate'
      readonly firstOffset: number
      readonly lastOffset: number
      readonly timestamp: number
    }
  | Failure

export const append: SequenceCheck = { kind: 'append' }

/** Only a client's sequences must be consecutive: batches from a leader are appended as they are. */
export function checkBehind(
  producer: Producer,
  batch: BatchFacts,
  isClient: boolean,
  markerVersion: number
): SequenceCheck {
  const { producerEpoch: epoch, baseSequence: first } = batch
  if (epoch < producer.epoch || (batch.isControl && isStaleMarker(batch, producer, markerVersion))) {
    return failed(
      'INVALID_PRODUCER_EPOCH',
      `epoch ${epoch} is older than ${producer.epoch} of producer ${batch.producerId}`
    )
  }
  if (batch.isControl) return checkMarker(batch, producer.coordinatorEpoch)
  const known = isClient && epoch === producer.epoch ? repetitionOf(batch, producer) : undefined
  if (known !== undefined) return known
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

function repetitionOf(batch: BatchFacts, { batches }: Producer): SequenceCheck | undefined {
  const { baseSequence: first } = batch
  const last = sequenceOfLast(batch)
  const known = batches.find((each) => each.firstSequence === first && each.lastSequence === last)
  if (known === undefined) return undefined
  const { lastOffset, offsetDelta, timestamp } = known
  return { kind: 'duplicate', firstOffset: lastOffset - offsetDelta, lastOffset, timestamp }
}

/**
 * With transaction version 2, each end has an epoch that the producer never used. A used epoch is accepted only for a duplicate
 * of an existing marker, or if the epochs are exhausted (KIP-1228).
 */
function isStaleMarker({ producerEpoch }: BatchFacts, producer: Producer, markerVersion: number): boolean {
  if (markerVersion < 2 || producerEpoch !== producer.epoch) return false
  return producer.transactionStart >= 0 && producerEpoch !== epochMax
}

/** A replaced coordinator must not end transactions any more. */
function checkMarker(batch: BatchFacts, coordinatorEpoch: number): SequenceCheck {
  const marker = readMarker(batch.buffer, batch.at)
  if (marker === null || marker.coordinatorEpoch >= coordinatorEpoch) return append
  return failed(
    'TRANSACTION_COORDINATOR_FENCED',
    `coordinator epoch ${marker.coordinatorEpoch} of a marker is older than ${coordinatorEpoch}`
  )
}
