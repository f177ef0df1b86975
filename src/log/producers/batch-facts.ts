import {
  baseSequence,
  isControl,
  isTransactional,
  lastOffsetDelta,
  magic,
  maxTimestamp,
  producerEpoch,
  producerId
} from '../../records/index.ts'
import type { BatchFacts } from './producer-state.ts'

/** What producer state wants to know of an entry in a log; an old message has no producer. */
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
