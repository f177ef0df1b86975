import {
  baseSequence,
  isControl,
  isTransactional,
  lastOffsetDelta,
  magic,
  maxTimestamp,
  producerEpoch,
  producerId,
  type ValidBatch
} from '../../records/index.ts'

/** The part of a batch header that producer state uses. */
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

/** The producer fields of a log entry; an old-format message has no producer. */
export function factsOf(buffer: Buffer, at: number): BatchFacts {
  if (magic(buffer, at) !== 2) {
    return {
      buffer,
      at,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      lastOffsetDelta: 0,
      maxTimestamp: -1,
      isTransactional: false,
      isControl: false
    }
  }
  return {
    buffer,
    at,
    producerId: producerId(buffer, at),
    producerEpoch: producerEpoch(buffer, at),
    baseSequence: baseSequence(buffer, at),
    lastOffsetDelta: lastOffsetDelta(buffer, at),
    maxTimestamp: maxTimestamp(buffer, at),
    isTransactional: isTransactional(buffer, at),
    isControl: isControl(buffer, at)
  }
}
